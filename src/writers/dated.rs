//! The date inside a file: the document's own, never a clock's.

use chrono::NaiveDate;

use crate::model::{Document, Role, Standard};
use crate::viet::date::full_date;

/// The date of the first full date line; of the standard's coming into force where the
/// document has none yet.
pub fn date(document: &Document, standard: &Standard) -> NaiveDate {
    document
        .paragraphs()
        .filter(|paragraph| paragraph.role == Role::PlaceDate)
        .find_map(|paragraph| full_date(&paragraph.words()))
        .or_else(|| standard.in_force.parse().ok())
        .unwrap_or_default()
}
