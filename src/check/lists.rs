//! Lists that the law keeps, as data.

use serde::Deserialize;

/// The lists that rules look things up in.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Lists {}

impl Lists {
    /// The built-in lists.
    ///
    /// # Errors
    /// What is wrong with the file, with its place.
    pub fn built_in() -> Result<Lists, String> {
        Ok(Lists {})
    }
}
