//! Spreadsheets → [`Workbook`], and lists of honorees in them.
//!
//! XLSX, XLS, ODS and CSV are read by readers of our own, one file each, cell by cell: a library
//! that gives a whole sheet as one rectangle falls over a cell in XFD1048576, and none tells which
//! rows and columns are hidden, which a list must be asked about. Bytes are counted while they
//! are inflated, cells while they are read ([`Limits`]). Formulas are never evaluated: their
//! values are read. Macros, links to other files and pictures are passed over.

mod day;
pub mod honorees;
mod ods;
mod refusal;
mod tally;
mod text;
mod xls;
mod xlsx;
mod xml;

pub use refusal::{Limits, Refusal};

use crate::model::sheet::Workbook;

/// Reads a workbook, whatever its form, within limits.
///
/// Never panics, never reads anything but its arguments; time and memory are bounded by the
/// limits.
///
/// # Errors
/// A [`Refusal`] when the bytes are no workbook or go beyond the limits.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Refusal> {
    if bytes.len() > limits.file {
        return Err(Refusal::TooLarge);
    }
    if xls::is_compound(bytes) {
        return xls::read(bytes, limits);
    }
    if bytes.starts_with(b"PK") {
        let package = xml::Package::open(bytes, limits)?;
        return if package.has("xl/workbook.bin") {
            Err(Refusal::Binary)
        } else if package.has("content.xml") {
            ods::read(package, limits)
        } else {
            xlsx::read(package, limits)
        };
    }
    // Excel 2 to 4 have no compound file around their records.
    if matches!(bytes, [0x09, 0x00 | 0x02 | 0x04, ..]) {
        return Err(Refusal::TooOld);
    }
    text::read(bytes, limits)
}
