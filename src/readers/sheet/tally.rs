//! What has been read so far, held against the limits, and the sheet that grows from it.

use super::refusal::{Limits, Refusal};
use crate::model::sheet::{Area, CellAt, Grid, Line, Value};

/// What may still be read of a workbook.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    pub(super) limits: Limits,
    tokens: usize,
    rows: usize,
    cells: usize,
    words: usize,
    hides: usize,
}

/// The most characters that a cell of any spreadsheet holds.
const LONGEST: usize = 32_767 * 4;

/// How often columns may be hidden.
const HIDES: usize = 1_000;

/// The most merged ranges of a sheet that are kept; what is beyond them is not merged.
const MERGED: usize = 10_000;

impl Tally {
    pub(super) fn new(limits: &Limits) -> Tally {
        let Limits { tokens, rows, cells, words, .. } = *limits;
        Tally { limits: *limits, tokens, rows, cells, words, hides: HIDES }
    }

    /// Counts one tag, text or record.
    pub(super) fn token(&mut self) -> Result<(), Refusal> {
        self.tokens = self.tokens.checked_sub(1).ok_or(Refusal::TooMuch)?;
        Ok(())
    }

    /// Counts the bytes of a text.
    pub(super) fn words(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.words = self.words.checked_sub(bytes).ok_or(Refusal::TooMuch)?;
        Ok(())
    }

    /// Puts a value into a sheet. A text without words is no value.
    pub(super) fn put(&mut self, grid: &mut Grid, at: CellAt, value: Value) -> Result<(), Refusal> {
        if let Value::Text(text) = &value {
            if text.trim().is_empty() {
                return Ok(());
            }
            if text.len() > LONGEST {
                return Err(Refusal::TooMuch);
            }
            self.words(text.len())?;
        }
        if at.row >= self.limits.bottom {
            return Err(Refusal::TooManyRows);
        }
        if at.column >= self.limits.right {
            return Err(Refusal::TooManyColumns);
        }
        self.cells = self.cells.checked_sub(1).ok_or(Refusal::TooMuch)?;
        let line = match grid.lines.binary_search_by_key(&at.row, |line| line.row) {
            Ok(index) => index,
            Err(index) => {
                self.rows = self.rows.checked_sub(1).ok_or(Refusal::TooManyRows)?;
                grid.lines.insert(index, Line { row: at.row, ..Line::default() });
                index
            }
        };
        let cells = &mut grid.lines[line].cells;
        match cells.binary_search_by_key(&at.column, |(column, _)| *column) {
            Ok(index) => cells[index].1 = value,
            Err(index) => cells.insert(index, (at.column, value)),
        }
        Ok(())
    }

    /// Joins cells. A range of one cell joins nothing; one beyond the limits is cut.
    pub(super) fn merge(&self, grid: &mut Grid, area: Area) {
        let Area { from, to } = area;
        let to = CellAt::new(to.row.min(self.limits.bottom - 1), to.column.min(self.limits.right - 1));
        if from != to && from.row <= to.row && from.column <= to.column && grid.merged.len() < MERGED {
            grid.merged.push(Area { from, to });
        }
    }

    /// Hides columns, both ends in it.
    pub(super) fn hide_columns(&mut self, grid: &mut Grid, from: u32, to: u32) {
        let Some(left) = self.hides.checked_sub(1) else { return };
        self.hides = left;
        grid.hidden_columns.extend(from..=to.min(self.limits.right - 1));
        grid.hidden_columns.sort_unstable();
        grid.hidden_columns.dedup();
    }
}
