//! A sheet given back with what became of each row.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{Color, ExcelDateTime, Format, Note as Comment, Worksheet, XlsxError};

use super::{cell, held, is_dangerous, new, safe};
use crate::model::honoree::{List, Row, Status, Weight};
use crate::model::sheet::{CellAt, Grid, Value, Workbook};
use crate::viet::words::honorees::{ANSWER, status};

/// Colours of rows and cells: taken over, asked, refused.
const GREEN: u32 = 0x00E2_EFDA;
const YELLOW: u32 = 0x00FF_F2CC;
const RED: u32 = 0x00F8_CBAD;

/// So many cells are joined again, and no more.
const MOST_JOINED: usize = 50_000;

/// The longest name of a sheet.
const LONGEST_NAME: usize = 31;

pub(super) fn workbook(read: &Workbook, list: &List) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = new("")?;
    let mut names = HashSet::new();
    for (at, grid) in (1..).zip(&read.sheets) {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name(&grid.name, at, &mut names))?;
        let answers: BTreeMap<u32, &Row> = list
            .rows
            .iter()
            .filter(|row| row.origin.sheet == grid.name)
            .map(|row| (row.origin.cell.row, row))
            .collect();
        write(sheet, grid, list, &answers)?;
    }
    if let Some(shown) = read.sheets.iter().position(|grid| !grid.hidden) {
        // The first sheet is the one that opens, and a hidden one cannot.
        workbook.worksheet_from_index(shown)?.set_active(true).set_first_tab(true);
        for (at, _) in read.sheets.iter().enumerate().filter(|(_, grid)| grid.hidden) {
            workbook.worksheet_from_index(at)?.set_hidden(true);
        }
    }
    workbook.save_to_buffer()
}

/// A name that Excel takes, and that no sheet has yet.
fn name(name: &str, at: usize, taken: &mut HashSet<String>) -> String {
    let plain: String = name.chars().filter(|c| !c.is_control() && !"[]:*?/\\".contains(*c)).collect();
    let plain = plain.trim_matches('\'').trim();
    let plain = if plain.is_empty() { format!("Sheet{at}") } else { plain.to_owned() };
    for more in 1.. {
        let end = if more == 1 { String::new() } else { format!(" ({more})") };
        let mut name = String::new();
        let mut room = LONGEST_NAME - end.len();
        for c in plain.chars() {
            let Some(left) = room.checked_sub(c.len_utf16()) else { break };
            room = left;
            name.push(c);
        }
        let name = name + &end;
        if taken.insert(name.to_lowercase()) {
            return name;
        }
    }
    plain
}

fn write(
    sheet: &mut Worksheet,
    grid: &Grid,
    list: &List,
    answers: &BTreeMap<u32, &Row>,
) -> Result<(), XlsxError> {
    let last =
        grid.lines.iter().flat_map(|line| &line.cells).map(|(column, _)| *column).max().unwrap_or_default();
    let merged =
        grid.merged.iter().filter(|area| answers.contains_key(&area.from.row)).map(|area| area.to.column);
    let beside = u16::try_from(merged.fold(last, u32::max) + 1).unwrap_or(u16::MAX - 2);
    merge(sheet, grid)?;
    let mut asked: HashMap<CellAt, (Weight, Vec<&str>)> = HashMap::new();
    for note in answers.values().flat_map(|row| &row.notes) {
        let entry = asked.entry(note.cell).or_insert((Weight::Told, Vec::new()));
        entry.0 = entry.0.max(note.weight);
        entry.1.push(&note.message);
    }
    for line in &grid.lines {
        for (column, value) in &line.cells {
            let at = CellAt::new(line.row, *column);
            let format = coloured(asked.get(&at).map(|(weight, _)| *weight));
            put(sheet, at, value, &format)?;
        }
        if line.hidden {
            sheet.set_row_hidden(line.row)?;
        }
    }
    let mut cells: Vec<_> = asked.iter().filter(|(_, (weight, _))| *weight > Weight::Told).collect();
    cells.sort_by_key(|(at, _)| **at);
    for (at, (weight, said)) in cells {
        let Ok(column) = u16::try_from(at.column) else { continue };
        if grid.value(*at).is_none() {
            sheet.write_blank(at.row, column, &coloured(Some(*weight)))?;
        }
        sheet.insert_note(
            at.row,
            column,
            &Comment::new(held(&said.join("\n"))).add_author_prefix(false).set_width(260),
        )?;
    }
    for column in &grid.hidden_columns {
        if let Ok(column) = u16::try_from(*column) {
            sheet.set_column_hidden(column)?;
        }
    }
    for (row, answer) in answers {
        let reasons: Vec<&str> = answer.notes.iter().map(|note| note.message.as_str()).collect();
        let colour = match answer.status {
            Status::Imported => GREEN,
            Status::Question => YELLOW,
            Status::Refused => RED,
        };
        let format = cell().set_background_color(Color::RGB(colour));
        sheet.write_string_with_format(*row, beside, status(answer.status.key()), &format)?;
        let reasons = held(&reasons.join("\n"));
        sheet.write_string_with_format(*row, beside + 1, &reasons, &safe(&format, &reasons))?;
    }
    let head =
        list.columns.iter().filter(|column| column.sheet == grid.name).map(|column| column.cell.row).min();
    if let Some(row) = head {
        let bold = cell().set_bold();
        for (column, text) in (beside..).zip(ANSWER) {
            sheet.write_string_with_format(row, column, text, &bold)?;
        }
        sheet.set_column_width(beside, 14)?;
        sheet.set_column_width(beside + 1, 70)?;
        sheet.set_freeze_panes(row + 1, 0)?;
    }
    Ok(())
}

/// The format of a cell that was asked about, or was not.
fn coloured(weight: Option<Weight>) -> Format {
    match weight {
        Some(Weight::Question) => cell().set_background_color(Color::RGB(YELLOW)),
        Some(Weight::Refusal) => cell().set_background_color(Color::RGB(RED)),
        Some(Weight::Told) | None => cell(),
    }
}

/// Joins the cells that were joined; of ranges that overlap the first counts.
fn merge(sheet: &mut Worksheet, grid: &Grid) -> Result<(), XlsxError> {
    let mut taken = HashSet::new();
    for area in &grid.merged {
        let (Ok(from), Ok(to)) = (u16::try_from(area.from.column), u16::try_from(area.to.column)) else {
            continue;
        };
        let height = u64::from(area.to.row - area.from.row) + 1;
        // A whole column that is joined says nothing in a list.
        if height * (u64::from(to - from) + 1) > 2_000 || taken.len() > MOST_JOINED {
            continue;
        }
        let cells = || {
            (area.from.row..=area.to.row).flat_map(move |row| (from..=to).map(move |column| (row, column)))
        };
        if cells().any(|cell| taken.contains(&cell)) {
            continue;
        }
        taken.extend(cells());
        sheet.merge_range(area.from.row, from, area.to.row, to, "", &cell())?;
    }
    Ok(())
}

/// Writes a value as it was read: a text as a text, whatever it begins with.
fn put(sheet: &mut Worksheet, at: CellAt, value: &Value, format: &Format) -> Result<(), XlsxError> {
    let Ok(column) = u16::try_from(at.column) else { return Ok(()) };
    match value {
        Value::Text(text) | Value::Error(text) => {
            let text = held(text);
            let format = if is_dangerous(&text) { safe(format, &text) } else { format.clone() };
            sheet.write_string_with_format(at.row, column, text, &format)?;
        }
        Value::Number(number) if number.is_finite() => {
            sheet.write_number_with_format(at.row, column, *number, format)?;
        }
        Value::Number(_) => {}
        Value::Day(day) => match serial(*day) {
            Some(serial) => {
                let format = format.clone().set_num_format("dd/mm/yyyy");
                sheet.write_datetime_with_format(at.row, column, &serial, &format)?;
            }
            None => {
                sheet.write_string_with_format(at.row, column, day.to_string(), format)?;
            }
        },
        Value::Flag(flag) => {
            sheet.write_boolean_with_format(at.row, column, *flag, format)?;
        }
    }
    Ok(())
}

/// A day as Excel counts it, from 1900 on.
fn serial(day: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok().filter(|year| *year >= 1900)?;
    ExcelDateTime::from_ymd(year, u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?).ok()
}
