//! Several fields together.

use super::Field;

/// Several fields together: an entry of a list, or one of the records that every template
/// knows (person, signer, office, campaign, decision; `templates/documents/records.toml`).
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The name of a record that every template knows; `None` for one of a template's own.
    pub name: Option<String>,
    /// Its fields.
    pub fields: Vec<Field>,
}
