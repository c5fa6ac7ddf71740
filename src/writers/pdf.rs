//! PDF and previews, through embedded Typst.

use super::{Error, fonts::Fonts};
use crate::model::{Document, Standard};

/// Writes PDF/A-2a + PDF/UA-1.
///
/// # Errors
/// See [`Error`].
pub fn pdf(_document: &Document, _standard: &Standard, _fonts: &Fonts) -> Result<Vec<u8>, Error> {
    Err(Error::Engine("not yet".into()))
}

/// Draws a page as PNG.
///
/// # Errors
/// See [`Error`].
pub fn png(
    _document: &Document,
    _standard: &Standard,
    _fonts: &Fonts,
    _page: usize,
) -> Result<Vec<u8>, Error> {
    Err(Error::Engine("not yet".into()))
}

/// Draws a page as SVG.
///
/// # Errors
/// See [`Error`].
pub fn svg(
    _document: &Document,
    _standard: &Standard,
    _fonts: &Fonts,
    _page: usize,
) -> Result<Vec<u8>, Error> {
    Err(Error::Engine("not yet".into()))
}
