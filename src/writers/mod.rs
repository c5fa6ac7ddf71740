//! Document + Standard → bytes. Pure functions: no clock, no disk, no network.
//!
//! One document, many writers: each format is a function of the same arguments and stands
//! in one row of [`write`]. What must be measured before it is written (column widths,
//! lengths of rules) is measured once, in [`fit`], so that every format agrees.

pub mod certificate;
pub mod chart;
pub mod csv;
pub mod dated;
pub mod docx;
pub mod fit;
pub mod fonts;
pub mod html;
mod marked;
pub mod pdf;
pub mod sheet;
pub mod text;
pub mod workbook;

use crate::model::{Document, Standard};
use fonts::Fonts;

/// A form in which a document leaves the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// PDF/A-2a + PDF/UA-1.
    Pdf,
    /// Word.
    Docx,
    /// Official text, as `readers::text` reads it.
    Text,
    /// A standalone HTML page.
    Html,
    /// One page as PNG; pages count from 1.
    Png(usize),
    /// One page as SVG; pages count from 1.
    Svg(usize),
}

/// Why a document could not be written.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Characters that no face of the typeface has: the PDF would show boxes.
    #[error("no glyph for {0:?}")]
    GlyphMissing(Vec<char>),
    /// The document has, or would have, more pages than allowed.
    #[error("more than {limit} pages")]
    TooManyPages {
        /// The limit.
        limit: usize,
    },
    /// There is no page of this number.
    #[error("no page {asked} of {pages}")]
    NoSuchPage {
        /// The page asked for.
        asked: usize,
        /// How many there are.
        pages: usize,
    },
    /// Where it is written to fails.
    #[error("output: {0}")]
    Output(String),
    /// The engine failed: a defect of ours, not of the document.
    #[error("engine: {0}")]
    Engine(String),
}

/// Writes a document in a format.
///
/// # Errors
/// See [`Error`]; the same document gives the same bytes or the same error every time.
pub fn write(
    format: Format,
    document: &Document,
    standard: &Standard,
    fonts: &Fonts,
) -> Result<Vec<u8>, Error> {
    match format {
        Format::Pdf => pdf::pdf(document, standard, fonts),
        Format::Docx => docx::write(document, standard, fonts),
        Format::Text => Ok(text::write(document).into_bytes()),
        Format::Html => Ok(html::write(document, standard).into_bytes()),
        Format::Png(page) => pdf::png(document, standard, fonts, page),
        Format::Svg(page) => pdf::svg(document, standard, fonts, page),
    }
}
