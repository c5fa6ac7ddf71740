//! The head of a list: which row it is, which column is about what.

use std::collections::{BTreeMap, HashMap};

use super::tidy::{self, words};
use super::values::unit_of;
use super::vocabulary::{Head as Known, Vocabulary, folded};
use crate::model::honoree::{Field, Kind};
use crate::model::sheet::{Area, CellAt, Grid, Line, Value};
use crate::viet::case;

/// A head has at most so many rows.
const DEEPEST: u32 = 3;

/// Cells of a head are shorter than this, in characters.
const LONGEST: usize = 160;

/// Where cells are merged, by column.
pub(super) struct Merges(HashMap<u32, Vec<Area>>);

impl Merges {
    pub(super) fn new(grid: &Grid) -> Merges {
        let mut by_column: HashMap<u32, Vec<Area>> = HashMap::new();
        for area in &grid.merged {
            for column in area.from.column..=area.to.column {
                by_column.entry(column).or_default().push(*area);
            }
        }
        for areas in by_column.values_mut() {
            areas.sort_by_key(|area| area.from.row);
        }
        Merges(by_column)
    }

    /// The merged range that a cell lies in.
    pub(super) fn of(&self, at: CellAt) -> Option<Area> {
        let areas = self.0.get(&at.column)?;
        let end = areas.partition_point(|area| area.from.row <= at.row);
        areas[..end].iter().rev().take(4).find(|area| area.holds(at)).copied()
    }
}

/// A sheet with its merged cells.
pub(super) struct Sheet<'a> {
    pub(super) grid: &'a Grid,
    pub(super) merges: Merges,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(grid: &'a Grid) -> Sheet<'a> {
        Sheet { grid, merges: Merges::new(grid) }
    }

    /// What a cell shows: its own value, or that of the first cell it is merged with.
    pub(super) fn shown(&self, at: CellAt) -> Option<(CellAt, &'a Value)> {
        if let Some(value) = self.grid.value(at) {
            return Some((at, value));
        }
        let first = self.merges.of(at)?.from;
        Some((first, self.grid.value(first)?))
    }

    /// Its words, tidied and in Unicode.
    pub(super) fn words(&self, at: CellAt) -> String {
        self.shown(at).map(|(_, value)| words(value)).unwrap_or_default()
    }
}

/// A head that was understood.
pub(super) struct Head {
    /// Its last row.
    pub(super) last: u32,
    /// What the columns are about.
    pub(super) columns: BTreeMap<u32, Field>,
    /// All columns: their heads, and what they are about.
    pub(super) all: Vec<(CellAt, String, Option<Field>)>,
    /// What a list with this head is of.
    pub(super) kind: Option<Kind>,
    /// What a figure in the column of money is worth, in đồng.
    pub(super) scale: i128,
}

impl Head {
    /// The column of a field.
    pub(super) fn of(&self, field: Field) -> Option<u32> {
        self.columns.iter().find(|(_, known)| **known == field).map(|(column, _)| *column)
    }

    /// True when a list has a column of this.
    pub(super) fn has(&self, field: Field) -> bool {
        self.of(field).is_some()
    }
}

/// The head that begins in a line, if one does.
pub(super) fn at(sheet: &Sheet<'_>, line: &Line, vocabulary: &Vocabulary) -> Option<Head> {
    let texts = line.cells.iter().filter(|(_, value)| matches!(value, Value::Text(_))).count();
    let long = |value: &Value| matches!(value, Value::Text(text) if text.len() > LONGEST * 3);
    if texts < 2 || line.cells.iter().any(|(_, value)| long(value)) {
        return None;
    }
    let known = |row: u32, column: u32| {
        let text = sheet.words(CellAt::new(row, column));
        vocabulary.head(&text).map(|known| (known, text))
    };
    let from = line.cells.first()?.0;
    let to = line.cells.iter().map(|(column, _)| {
        sheet.merges.of(CellAt::new(line.row, *column)).map_or(*column, |area| area.to.column)
    });
    let mut to = to.max()?;
    let last = last_row(sheet, line, &|row, column| known(row, column).is_some());
    for row in line.row..=last {
        to =
            to.max(sheet.grid.line(row).and_then(|line| line.cells.last()).map_or(to, |(column, _)| *column));
    }
    let mut found: Vec<(u32, String, Option<Known>)> = Vec::new();
    for column in from..=to {
        let above = sheet.words(CellAt::new(line.row, column));
        let below = (line.row + 1..=last).rev().map(|row| sheet.words(CellAt::new(row, column)));
        let below = below.filter(|text| !text.is_empty()).find(|text| *text != above).unwrap_or_default();
        if above.is_empty() && below.is_empty() {
            continue;
        }
        let text = if above.is_empty() || below.is_empty() {
            format!("{above}{below}")
        } else {
            format!("{above} – {below}")
        };
        found.push((column, text, meaning(vocabulary, &above, &below)));
    }
    resolve(line.row, last, found)
}

/// What a column is about by its head, and what stands under that.
fn meaning(vocabulary: &Vocabulary, above: &str, below: &str) -> Option<Known> {
    let upper = vocabulary.head(above);
    if below.is_empty() {
        return upper;
    }
    let lower = vocabulary.head(below);
    match (upper.map(|known| known.field), lower.map(|known| known.field)) {
        // "Năm sinh – Nam, Nữ": both birth and sex.
        (Some(Field::Birth | Field::Sex), Some(Field::Male | Field::Female)) => lower,
        (_, Some(Field::Male | Field::Female)) | (Some(_), None) => upper,
        // "Họ và tên – Tên" is the given name still.
        (_, Some(_)) => lower,
        (None, None) => vocabulary.head(&format!("{above} {below}")),
    }
}

/// The last row of the head that begins in a line: as far down as its cells are merged, and the
/// row below when it parts a cell above.
fn last_row(sheet: &Sheet<'_>, line: &Line, known: &dyn Fn(u32, u32) -> bool) -> u32 {
    let areas = line.cells.iter().filter_map(|(column, _)| sheet.merges.of(CellAt::new(line.row, *column)));
    let areas: Vec<Area> = areas.collect();
    let merged = areas.iter().map(|area| area.to.row).max().unwrap_or(line.row);
    let merged = merged.min(line.row + DEEPEST - 1);
    if merged > line.row {
        return merged;
    }
    let Some(next) = sheet.grid.line(line.row + 1) else { return line.row };
    let parted = areas.iter().any(|area| area.to.column > area.from.column);
    let fresh = next.cells.iter().all(|(column, value)| {
        matches!(value, Value::Text(text) if text.chars().count() < LONGEST)
            && (known(next.row, *column) || line.value(*column).is_none())
    });
    let any = next.cells.iter().any(|(column, _)| known(next.row, *column));
    if fresh && any && (parted || next.cells.iter().all(|(column, _)| line.value(*column).is_none())) {
        next.row
    } else {
        line.row
    }
}

/// Settles which column is which; `None` where there is no column of names or too little else.
fn resolve(row: u32, last: u32, mut found: Vec<(u32, String, Option<Known>)>) -> Option<Head> {
    let has = |found: &[(u32, String, Option<Known>)], field| {
        found.iter().any(|(.., known)| known.is_some_and(|known| known.field == field))
    };
    // "Tên" beside "Họ và tên đệm" is the given name; beside "Họ và tên" a unit's name is its unit.
    let surname = has(&found, Field::Surname);
    let person = found
        .iter()
        .flat_map(|(.., known)| *known)
        .any(|known| known.field == Field::Name && known.kind == Some(Kind::Individual));
    let both = [Field::Male, Field::Female].map(|field| has(&found, field)) == [true, true];
    let mut taken: Vec<Field> = Vec::new();
    let mut merged: Option<(Field, String)> = None;
    let mut columns = BTreeMap::new();
    let mut kind = None;
    let mut scale = 1;
    for (column, text, known) in &mut found {
        let Some(head) = known else { continue };
        if surname && head.field == Field::Name && head.kind.is_none() {
            head.field = Field::Given;
        }
        if person && head.field == Field::Name && head.kind == Some(Kind::Collective) {
            *head = Known { field: Field::Unit, kind: None };
        }
        let lone = matches!(head.field, Field::Male | Field::Female) && !both;
        // One head over two columns: the surname and the given name below it.
        let second = merged.as_ref().is_some_and(|(field, above)| {
            *field == Field::Name && head.field == Field::Name && above == text && !surname
        });
        merged = Some((head.field, text.clone()));
        if second && !taken.contains(&Field::Given) {
            head.field = Field::Given;
        }
        if lone || taken.contains(&head.field) {
            *known = None;
            continue;
        }
        taken.push(head.field);
        columns.insert(*column, head.field);
        if matches!(head.field, Field::Name | Field::Surname) {
            kind = head.kind;
        }
        if head.field == Field::Money {
            scale = scale_of(text);
        }
    }
    let named = taken.contains(&Field::Name) || (surname && taken.contains(&Field::Given));
    if !named || taken.len() < 2 {
        return None;
    }
    let all = found
        .into_iter()
        .map(|(column, text, known)| (CellAt::new(row, column), text, known.map(|known| known.field)));
    Some(Head { last, columns, all: all.collect(), kind, scale })
}

/// What the head of a column of money says a figure is worth: `(nghìn đồng)`, `ĐVT: triệu đồng`.
fn scale_of(text: &str) -> i128 {
    let text = case::lower(text);
    let said = ["nghìn đồng", "ngàn đồng", "1.000 đồng", "1.000đ", "triệu đồng", "tỷ đồng", "tỉ đồng"];
    let unit = said.iter().find(|unit| text.contains(*unit));
    unit.and_then(|unit| unit_of(unit.trim_end_matches('đ'))).and_then(|(scale, _)| scale).unwrap_or(1)
}

/// True for a row under the head that only numbers its columns: `(1) (2) (3)`, `A B 1 2`.
pub(super) fn numbers_columns(line: &Line) -> bool {
    let mut figures = 0;
    let all = line.cells.iter().all(|(_, value)| {
        let text = folded(&tidy::plain(value));
        let text = text.trim_matches(|c: char| "()[]".contains(c));
        figures += usize::from(!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()));
        (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
    });
    all && line.cells.len() >= 3 && figures >= 2
}
