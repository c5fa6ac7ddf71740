//! The blank sheet.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, Format, FormatAlign, Note, Workbook, XlsxError,
};

use super::{cell, new};
use crate::viet::words::honorees::{BLANK, HELP, NO_CHOICE, SENDER, SHEETS, TITLE};

/// Where the heads stand.
const HEAD: u32 = 3;

/// Example rows.
const EXAMPLES: u32 = 3;

/// Rows that are made ready to be filled in.
const ROWS: u32 = 1_000;

/// A4.
const A4: u8 = 9;

/// The most letters that the choices of a drop-down may have.
const MOST: usize = 255;

pub(super) fn workbook() -> Result<Vec<u8>, XlsxError> {
    let mut workbook = new(TITLE)?;
    list(&mut workbook)?;
    help(&mut workbook)?;
    workbook.save_to_buffer()
}

fn list(workbook: &mut Workbook) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(SHEETS.0)?.set_paper_size(A4).set_landscape();
    let last = u16::try_from(BLANK.len() - 1).unwrap_or(u16::MAX);
    let title = Format::new().set_font_name(super::FACE).set_font_size(14).set_bold();
    let title = title.set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
    let plain = Format::new().set_font_name(super::FACE).set_font_size(12);
    sheet.merge_range(0, 0, 0, last, TITLE, &title)?;
    sheet.merge_range(1, 0, 1, last, SENDER, &plain)?;
    let head = cell().set_bold().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
    let head = head.set_background_color(Color::RGB(0x00DD_EBF7));
    let example = cell().set_italic().set_font_color(Color::RGB(0x0080_8080));
    // Typed text stays text: dates are read in any habit, and no zero is lost.
    let open = cell().set_num_format("@");
    sheet.set_row_height(HEAD, 48)?;
    for (column, blank) in (0_u16..).zip(BLANK) {
        sheet.set_column_width(column, blank.width)?;
        sheet.write_string_with_format(HEAD, column, blank.head, &head)?;
        sheet.insert_note(HEAD, column, &Note::new(blank.help).add_author_prefix(false).set_width(240))?;
        for (row, text) in (HEAD + 1..).zip(blank.examples) {
            sheet.write_string_with_format(row, column, text, &example)?;
        }
        for row in HEAD + 1 + EXAMPLES..HEAD + 1 + EXAMPLES + ROWS {
            sheet.write_blank(row, column, &open)?;
        }
        if let Some(validation) = choices(blank.choices, column)? {
            sheet.add_data_validation(HEAD + 1, column, HEAD + EXAMPLES + ROWS, column, &validation)?;
        }
    }
    sheet.set_freeze_panes(HEAD + 1, 4)?.set_repeat_rows(HEAD, HEAD)?;
    sheet.set_print_fit_to_pages(1, 0).set_footer("&C&P");
    Ok(())
}

/// The drop-down of a column; what is not in it is refused where it must be (kinds, Ông and Bà),
/// allowed where a list cannot be whole (awards).
fn choices(choices: &[&str], column: u16) -> Result<Option<DataValidation>, XlsxError> {
    if choices.is_empty() || choices.iter().map(|choice| choice.chars().count() + 1).sum::<usize>() > MOST {
        return Ok(None);
    }
    let open = BLANK.get(usize::from(column)).is_some_and(|blank| blank.width > 20.0);
    let style = if open { DataValidationErrorStyle::Information } else { DataValidationErrorStyle::Stop };
    let validation = DataValidation::new().allow_list_strings(choices)?;
    let validation = validation.set_error_title(NO_CHOICE.0)?.set_error_message(NO_CHOICE.1)?;
    Ok(Some(validation.set_error_style(style)))
}

fn help(workbook: &mut Workbook) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    let words = Format::new().set_font_name(super::FACE).set_font_size(12).set_text_wrap();
    sheet.set_name(SHEETS.1)?.set_column_width(0, 100)?;
    for (row, line) in (0..).zip(HELP) {
        sheet.write_string_with_format(row, 0, *line, &words)?;
    }
    Ok(())
}
