//! Tables typed as rows between bars: `| STT | Họ và tên |`.

use super::desk::Desk;
use super::inline;
use super::join::Draft;
use super::notes::Notes;
use crate::model::{Cell, Code, Inline, Table};
use crate::viet::hole::Mark;
use crate::viet::letters::fold;

/// How many of the first paragraphs are one table: its rows, and the marks of a template
/// that open and close among them.
pub(super) fn extent(drafts: &[Draft]) -> usize {
    let mut open = 0_usize;
    let mut extent = 0;
    for (at, draft) in drafts.iter().enumerate() {
        match draft.mark {
            None if !draft.row || draft.table.is_some() => break,
            None => {}
            Some(Mark::Opens) if extent > 0 => open += 1,
            Some(Mark::Turns) if open > 0 => {}
            Some(Mark::Closes) if open > 0 => open -= 1,
            Some(_) => break,
        }
        if open == 0 {
            extent = at + 1;
        }
    }
    extent
}

/// Reads rows into a table. A mark of a template is a row of one cell. Ragged rows are reported and filled with empty cells.
pub(super) fn read(rows: &[Draft], notes: &mut Notes, desk: &mut Desk) -> Table {
    let split: Vec<(&Draft, Vec<String>)> = rows
        .iter()
        .map(|row| (row, if row.mark.is_some() { vec![row.text.clone()] } else { cells(&row.text) }))
        .collect();
    let ruled = split.iter().position(|(_, cells)| is_separator(cells));
    let mut words: Vec<&(&Draft, Vec<String>)> =
        split.iter().filter(|(_, cells)| !is_separator(cells)).collect();
    if words.is_empty() {
        // Rules around nothing are words themselves: a table has at least one row.
        words = split.iter().collect();
    }
    let width = words.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let first = words.first().map_or(0, |(_, cells)| cells.len());
    let header_rows = match ruled {
        Some(at) => at.min(words.len()),
        None => usize::from(words.len() > 1 && words.first().is_some_and(|(_, cells)| is_header(cells))),
    };
    let mut table = Table { header_rows, rows: Vec::with_capacity(words.len()) };
    for (row, cells) in words {
        if row.mark.is_some() {
            table.rows.push(vec![vec![Inline::plain(row.text.clone())]]);
            continue;
        }
        if cells.len() != first {
            desk.problem(Code::TableRagged, row.line, row.column, &cells.len().to_string());
        }
        let mut filled: Vec<Cell> = cells.iter().map(|cell| inline::parse(cell, notes).0).collect();
        filled.resize(width, Vec::new());
        table.rows.push(filled);
    }
    table
}

fn is_header(cells: &[String]) -> bool {
    let first = fold(cells.first().map_or("", |cell| cell.trim_matches('*')));
    matches!(first.as_str(), "stt" | "tt" | "so tt" | "so thu tu")
}

fn is_separator(cells: &[String]) -> bool {
    !cells.is_empty()
        && cells.iter().all(|cell| cell.contains('-') && cell.chars().all(|c| "-: ".contains(c)))
}

/// Parts a row at its bars; `\|` is a bar in a cell.
fn cells(row: &str) -> Vec<String> {
    let inner = row.strip_prefix('|').unwrap_or(row);
    let inner = inner.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(inner);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in inner.chars() {
        if c == '|' && !escaped {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    cells.into_iter().map(|cell| cell.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_part_cells_and_escaped_bars_do_not() {
        assert_eq!(cells("| 1 | Nguyễn Văn A | a\\|b |"), ["1", "Nguyễn Văn A", "a\\|b"]);
        assert_eq!(cells("|a||b"), ["a", "", "b"]);
        assert!(is_separator(&cells("|---|:--:|")) && !is_separator(&cells("| - | 5 |")));
    }
}
