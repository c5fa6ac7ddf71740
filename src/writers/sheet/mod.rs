//! Lists of honorees as workbooks of Excel: the blank that a unit fills in, and the sheet that it
//! sent, given back with what became of each row.
//!
//! Every text is written as text and marked as such, so that nothing in it is ever a formula. The
//! same list gives the same bytes: no clock inside.

mod answer;
mod blank;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use super::Error;
use crate::model::honoree::List;
use crate::model::sheet;

/// The face that every office has.
const FACE: &str = "Times New Roman";

/// The most characters that a cell of Excel holds.
const LONGEST: usize = 32_767;

/// Writes the blank: heads with notes, drop-downs, example rows, and how to fill it in.
///
/// # Errors
/// [`Error::Engine`] for a defect of ours.
pub fn blank() -> Result<Vec<u8>, Error> {
    blank::workbook().map_err(|error| Error::Engine(error.to_string()))
}

/// Writes a workbook again as it was read, each row of its lists with its status and its reasons;
/// cells that are asked about are coloured and have the sentence as a note.
///
/// Values, merged cells and what is hidden are kept; looks and formulas are not.
///
/// # Errors
/// [`Error::Engine`] for a defect of ours.
pub fn answer(read: &sheet::Workbook, list: &List) -> Result<Vec<u8>, Error> {
    answer::workbook(read, list).map_err(|error| Error::Engine(error.to_string()))
}

/// A new workbook, dated as all of ours: the day of the decree, never now.
fn new(title: &str) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2020, 3, 5)?;
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    Ok(workbook)
}

/// Words in a cell.
fn cell() -> Format {
    Format::new()
        .set_font_name(FACE)
        .set_font_size(12)
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border(FormatBorder::Thin)
}

/// A text that a spreadsheet would take for a formula, were it typed.
fn is_dangerous(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

/// The format for a text: one that looks like a formula stays a text when somebody edits it.
fn safe(format: &Format, text: &str) -> Format {
    if is_dangerous(text) { format.clone().set_quote_prefix() } else { format.clone() }
}

/// What a cell can hold of a text: no control characters, and no more than Excel takes.
fn held(text: &str) -> String {
    let shown = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= LONGEST
    };
    text.chars().filter(shown).take_while(fits).collect()
}
