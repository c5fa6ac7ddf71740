//! Word.

use super::{Error, fonts::Fonts};
use crate::model::{Document, Standard};

/// Writes a DOCX.
///
/// # Errors
/// See [`Error`].
pub fn write(_document: &Document, _standard: &Standard, _fonts: &Fonts) -> Result<Vec<u8>, Error> {
    Err(Error::Engine("not yet".into()))
}
