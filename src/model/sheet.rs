//! Bảng tính: a workbook as it was read, whatever wrote it: values with their places, and what
//! is merged or hidden.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A workbook.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Workbook {
    /// What wrote it.
    pub form: Form,
    /// The sheets, in the order of their tabs.
    pub sheets: Vec<Grid>,
    /// The code of the characters that a text file was read by: `utf-8`, `utf-16`,
    /// `windows-1258`, `windows-1252`; empty for the other forms, which say it themselves.
    pub encoding: String,
}

/// What a workbook was written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Excel since 2007.
    Xlsx,
    /// Excel 97 to 2003.
    Xls,
    /// `OpenDocument`.
    Ods,
    /// Values with separators.
    Csv,
}

/// One sheet (trang tính). Only rows and cells that say something are in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Grid {
    /// The name on its tab.
    pub name: String,
    /// The tab is not shown.
    pub hidden: bool,
    /// Rows with values, in order.
    pub lines: Vec<Line>,
    /// Cells that are shown as one; the value stands in the first.
    pub merged: Vec<Area>,
    /// Columns that are not shown, from 0, in order.
    pub hidden_columns: Vec<u32>,
}

/// A row with at least one value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Which row, from 0.
    pub row: u32,
    /// It is not shown.
    pub hidden: bool,
    /// Columns (from 0, in order) with their values.
    pub cells: Vec<(u32, Value)>,
}

/// What stands in a cell; of a formula, its value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// Words, as they are typed.
    Text(String),
    /// A number.
    Number(f64),
    /// A day: a number that is shown as one.
    Day(NaiveDate),
    /// True or false.
    Flag(bool),
    /// A formula that came to nothing: `#REF!`.
    Error(String),
}

/// A rectangle of cells, both ends in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// The first cell.
    pub from: CellAt,
    /// The last cell.
    pub to: CellAt,
}

/// Where a cell stands, counted from 0; written as people say it: `B12`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellAt {
    /// Row.
    pub row: u32,
    /// Column.
    pub column: u32,
}

impl CellAt {
    /// The cell of a row and a column, both from 0.
    pub fn new(row: u32, column: u32) -> CellAt {
        CellAt { row, column }
    }

    /// Reads `B12` or `$B$12`, up to seven letters and nine figures; `None` for anything else.
    pub fn read(text: &str) -> Option<CellAt> {
        let text = text.strip_prefix('$').unwrap_or(text);
        let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (letters, figures) = text.split_at(letters);
        let figures = figures.strip_prefix('$').unwrap_or(figures);
        if letters.is_empty() || letters.len() > 6 || figures.len() > 9 {
            return None;
        }
        if !figures.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let column = letters
            .bytes()
            .fold(0_u32, |column, b| column * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
        let row = figures.parse::<u32>().ok()?.checked_sub(1)?;
        Some(CellAt { row, column: column - 1 })
    }
}

/// The letters of a column, counted from 0: `A`, `Z`, `AA`.
pub fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = u64::from(column) + 1;
    while left > 0 {
        left -= 1;
        letters.push(b'A' + u8::try_from(left % 26).unwrap_or_default());
        left /= 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

impl fmt::Display for CellAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_name(self.column), u64::from(self.row) + 1)
    }
}

impl Serialize for CellAt {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CellAt {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<CellAt, D::Error> {
        let text = String::deserialize(deserializer)?;
        CellAt::read(&text).ok_or_else(|| serde::de::Error::custom("a cell such as B12 is needed"))
    }
}

impl Area {
    /// True when a cell lies in it.
    pub fn holds(&self, at: CellAt) -> bool {
        (self.from.row..=self.to.row).contains(&at.row)
            && (self.from.column..=self.to.column).contains(&at.column)
    }
}

impl Line {
    /// The value in a column.
    pub fn value(&self, column: u32) -> Option<&Value> {
        let at = self.cells.binary_search_by_key(&column, |(column, _)| *column).ok()?;
        Some(&self.cells[at].1)
    }
}

impl Grid {
    /// The line of a row, if that says anything.
    pub fn line(&self, row: u32) -> Option<&Line> {
        let at = self.lines.binary_search_by_key(&row, |line| line.row).ok()?;
        Some(&self.lines[at])
    }

    /// The value that a cell itself has.
    pub fn value(&self, at: CellAt) -> Option<&Value> {
        self.line(at.row)?.value(at.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_people_name_them() {
        for (row, column, name) in
            [(0, 0, "A1"), (11, 1, "B12"), (0, 25, "Z1"), (0, 26, "AA1"), (1_048_575, 16_383, "XFD1048576")]
        {
            assert_eq!(CellAt::new(row, column).to_string(), name);
            assert_eq!(CellAt::read(name), Some(CellAt::new(row, column)));
        }
        assert_eq!(CellAt::read("$b$2"), Some(CellAt::new(1, 1)));
        for wrong in ["", "A", "1", "A0", "A-1", "Ă1", "A1B", "AAAAAAAA1", "A9999999999"] {
            assert_eq!(CellAt::read(wrong), None, "{wrong}");
        }
        assert_eq!(column_name(u32::MAX).len(), 7);
    }
}
