//! Registers as workbooks of Excel: a cover, and the lines ready to be printed and bound.

use chrono::Datelike;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

mod figures;

pub use figures::figures;

use super::Error;
use crate::model::register::{Book, Ledger};
use crate::viet::words::registers::{
    AWARD_COLUMNS, AWARD_SHEETS, AWARDS_TITLE, COLUMNS, SHEETS, TITLE, cover,
};

/// The face that every office has.
const FACE: &str = "Times New Roman";

/// Widths of the columns, in figures of the face.
const WIDTHS: [f64; 10] = [16.0, 12.0, 40.0, 17.0, 27.0, 15.0, 9.0, 11.0, 11.0, 20.0];
const AWARD_WIDTHS: [f64; 7] = [9.0, 13.0, 46.0, 36.0, 24.0, 28.0, 28.0];

/// What differs from book to book.
struct Kind {
    title: &'static str,
    sheets: (&'static str, &'static str),
    heads: &'static [&'static str],
    widths: &'static [f64],
    centred: &'static [u16],
}

fn kind(book: &Book) -> Kind {
    match book.ledger {
        Ledger::Documents => {
            Kind { title: TITLE, sheets: SHEETS, heads: &COLUMNS, widths: &WIDTHS, centred: &CENTRED }
        }
        Ledger::Awards => Kind {
            title: AWARDS_TITLE,
            sheets: AWARD_SHEETS,
            heads: &AWARD_COLUMNS,
            widths: &AWARD_WIDTHS,
            centred: &AWARD_CENTRED,
        },
    }
}

/// The most characters that a cell of Excel holds.
const LONGEST: usize = 32_767;

/// A4.
const A4: u8 = 9;

/// Inches of a margin; the left one is bound.
const BOUND: f64 = 0.98;
const MARGIN: f64 = 0.5;

/// Writes a register as a workbook. Every cell is text: nothing is ever a formula. The same
/// register gives the same bytes.
///
/// # Errors
/// [`Error::Engine`] for a defect of ours.
pub fn register(book: &Book) -> Result<Vec<u8>, Error> {
    workbook(book).map_err(|error| Error::Engine(error.to_string()))
}

fn workbook(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let year = u16::try_from(book.dated.year()).unwrap_or(1900);
    let (month, day) = (u8::try_from(book.dated.month()), u8::try_from(book.dated.day()));
    let made = ExcelDateTime::from_ymd(year, month.unwrap_or(1), day.unwrap_or(1))?;
    let about = DocProperties::new().set_title(kind(book).title).set_company(&book.office);
    workbook.set_properties(&about.set_creation_datetime(&made));
    page(workbook.add_worksheet(), kind(book).sheets.0)?;
    page(workbook.add_worksheet(), kind(book).sheets.1)?;
    for (at, sheet) in workbook.worksheets_mut().iter_mut().enumerate() {
        if at == 0 { front(sheet, book)? } else { lines(sheet, book)? }
    }
    workbook.save_to_buffer()
}

/// What both sheets have in common.
fn page(sheet: &mut Worksheet, name: &str) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    sheet.set_paper_size(A4).set_landscape();
    sheet.set_margins(BOUND, MARGIN, MARGIN + 0.2, MARGIN + 0.2, 0.3, 0.3);
    Ok(())
}

/// The cover.
fn front(sheet: &mut Worksheet, book: &Book) -> Result<(), XlsxError> {
    let words = Format::new().set_font_name(FACE).set_align(FormatAlign::Center).set_text_wrap();
    let words = words.set_align(FormatAlign::VerticalCenter);
    let sized = |size: f64, bold: bool| {
        let format = words.clone().set_font_size(size);
        if bold { format.set_bold() } else { format }
    };
    sheet.set_column_width(0, 118)?;
    let mut row = 1;
    let mut put = |text: &str, format: &Format, height: f64, after: u32| {
        sheet.set_row_height(row, height)?;
        sheet.write_string_with_format(row, 0, cut(text), format)?;
        row += 1 + after;
        Ok::<(), XlsxError>(())
    };
    if let Some(parent) = &book.parent {
        put(parent, &sized(14.0, false), 22.0, 0)?;
    }
    put(&book.office, &sized(14.0, true), 22.0, 5)?;
    put(kind(book).title, &sized(24.0, true), 36.0, 0)?;
    if let Some(series) = &book.series {
        put(&format!("({series})"), &sized(14.0, false), 22.0, 0)?;
    }
    let said = cover(book.year, ends(&book.days), ends(&book.numbers), book.volume);
    for (at, text) in said.iter().enumerate() {
        put(text, &sized(14.0, at == 0), 24.0, u32::from(at == 2) * 6)?;
    }
    sheet.set_print_fit_to_pages(1, 1).set_print_center_horizontally(true);
    Ok(())
}

/// The lines, below heads that every page repeats.
fn lines(sheet: &mut Worksheet, book: &Book) -> Result<(), XlsxError> {
    let cell = Format::new().set_font_name(FACE).set_font_size(11).set_text_wrap();
    let cell = cell.set_border(FormatBorder::Thin).set_align(FormatAlign::Top);
    let middle = cell.clone().set_align(FormatAlign::Center);
    let head = middle.clone().set_bold().set_align(FormatAlign::VerticalCenter);
    let figure = middle.clone().set_italic();
    let Kind { heads, widths, centred, .. } = kind(book);
    for (column, width) in (0..).zip(widths) {
        sheet.set_column_width(column, *width)?;
    }
    sheet.set_row_height(0, 48)?;
    for (column, name) in (0..).zip(heads) {
        sheet.write_string_with_format(0, column, *name, &head)?;
        sheet.write_string_with_format(1, column, format!("({})", column + 1), &figure)?;
    }
    for (row, line) in (2..).zip(book.rows()) {
        for (column, text) in (0..).zip(line) {
            let format = if centred.contains(&column) { &middle } else { &cell };
            sheet.write_string_with_format(row, column, cut(text), format)?;
        }
    }
    sheet.set_repeat_rows(0, 1)?.set_freeze_panes(2, 0)?;
    sheet.set_footer("&C&P").set_print_fit_to_pages(1, 0);
    Ok(())
}

/// The columns that stand in the middle: day, copies, day of sending.
const CENTRED: [u16; 3] = [1, 6, 7];
const AWARD_CENTRED: [u16; 2] = [0, 1];

fn ends(pair: &(String, String)) -> (&str, &str) {
    (&pair.0, &pair.1)
}

/// What a cell can hold of a text: Excel refuses a longer one.
fn cut(text: &str) -> String {
    if text.encode_utf16().count() <= LONGEST {
        return text.to_owned();
    }
    let mut kept: String = text.chars().take(LONGEST / 2 - 1).collect();
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::register::Line;

    #[test]
    fn the_same_register_gives_the_same_workbook() {
        let line = Line { number: "01/QĐ-UBND".into(), title: "=1+1".into(), ..Line::default() };
        let long = Line { title: "chữ".repeat(20_000), ..Line::default() };
        let book = Book { office: "UBND".into(), year: 2026, lines: vec![line, long], ..Book::default() };
        let made = register(&book).unwrap();
        assert_eq!(made, register(&book).unwrap());
        assert!(made.starts_with(b"PK"));
    }
}
