//! A list of honorees in a workbook.
//!
//! The head is found by its words ([`vocabulary`], data), below whatever title stands before it;
//! it may have several rows. Then every row is told for what it is ([`rows`]): an honoree, a
//! heading ("I. TẬP THỂ" sets the kind of the rows below), a total, the end of the list. Nothing
//! is guessed in silence: what is not beyond doubt is a question with its cell and a proposal.

mod entry;
mod head;
mod note;
mod person;
mod rows;
mod tidy;
mod values;
mod vocabulary;

use chrono::NaiveDate;

use super::refusal::Refusal;
use crate::model::honoree::{Column, List, Notice};
use crate::model::sheet::{CellAt, Form, Workbook};
use crate::viet::words::honorees as said;

pub use vocabulary::Vocabulary;

/// The head of a list stands in one of the first rows.
const HIGHEST: usize = 200;

/// Reads the lists of all sheets that are shown. `today` judges years of birth.
///
/// # Errors
/// [`Refusal::NoList`] when no sheet has a head that is understood.
pub fn read(workbook: &Workbook, vocabulary: &Vocabulary, today: NaiveDate) -> Result<List, Refusal> {
    let mut list = List::default();
    let mut found = false;
    if workbook.form == Form::Csv && !workbook.encoding.starts_with("utf") {
        list.notices.push(notice("text-encoding", "", None, &workbook.encoding));
    }
    for grid in &workbook.sheets {
        if grid.hidden {
            if !grid.lines.is_empty() {
                list.notices.push(notice("sheet-hidden", &grid.name, None, &grid.name));
            }
            continue;
        }
        let sheet = head::Sheet::new(grid);
        let mut lines = grid.lines.iter().take(HIGHEST).enumerate();
        let head = lines.find_map(|(at, line)| Some((at, head::at(&sheet, line, vocabulary)?)));
        let Some((at, head)) = head else {
            if !grid.lines.is_empty() {
                list.notices.push(notice("head-missing", &grid.name, None, &grid.name));
            }
            continue;
        };
        found = true;
        rows::read(&sheet, at, head, vocabulary, today, &mut list);
    }
    if found { Ok(list) } else { Err(Refusal::NoList) }
}

/// What is to be said about a sheet.
fn notice(code: &str, sheet: &str, cell: Option<CellAt>, detail: &str) -> Notice {
    Notice { code: code.to_owned(), sheet: sheet.to_owned(), cell, message: said::notice(code, detail) }
}

/// Tells the columns of a head, and what they lack.
fn tell_columns(list: &mut List, sheet: &head::Sheet<'_>, head: &head::Head) {
    let name = &sheet.grid.name;
    for (cell, text, field) in &head.all {
        if field.is_some() && sheet.grid.hidden_columns.binary_search(&cell.column).is_ok() {
            list.notices.push(notice("column-hidden", name, Some(*cell), text));
        }
        list.columns.push(Column { sheet: name.clone(), cell: *cell, head: text.clone(), field: *field });
    }
}
