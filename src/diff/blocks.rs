//! What became of one block.

use super::align::{Step, align};
use super::sign::Sign;
use super::words::pieces;
use crate::model::changes::{BlockChange, Change, Inside, Pair, ParagraphChange, Row};
use crate::model::{Block, Cell, Paragraph, Table};

/// The change that a step of two lists of blocks is.
pub(super) fn change(step: Step, old: &[Block], new: &[Block]) -> BlockChange {
    let (old_at, new_at) = match step {
        Step::Both(one, two) => (Some(one), Some(two)),
        Step::Old(one) => (Some(one), None),
        Step::New(two) => (None, Some(two)),
    };
    let change = one(step, old, new, inside);
    BlockChange { old: old_at, new: new_at, moved: None, change }
}

/// What a step is: kept, where both are the same; changed, where `inside` can say how.
fn one<W: Clone + PartialEq, I>(
    step: Step,
    old: &[W],
    new: &[W],
    inside: impl Fn(&W, &W) -> I,
) -> Change<W, I> {
    match step {
        Step::Old(one) => Change::Removed { whole: old[one].clone() },
        Step::New(two) => Change::Added { whole: new[two].clone() },
        Step::Both(one, two) if old[one] == new[two] => Change::Kept { whole: old[one].clone() },
        Step::Both(one, two) => Change::Changed { inside: inside(&old[one], &new[two]) },
    }
}

/// How one block became another of its class.
pub(super) fn inside(old: &Block, new: &Block) -> Inside {
    match (old, new) {
        (Block::Paragraph(old), Block::Paragraph(new)) => Inside::Paragraph(paragraph(old, new)),
        (Block::Columns(old), Block::Columns(new)) => {
            let cells = old.cells.iter().zip(&new.cells);
            Inside::Columns {
                layout: old.layout,
                cells: cells.map(|(old, new)| list(old, new, Sign::of_paragraph, paragraph)).collect(),
            }
        }
        (Block::Table(old), Block::Table(new)) => {
            let ((old_head, old_body), (new_head, new_body)) = (parts(old), parts(new));
            Inside::Table { head: rows(old_head, new_head), body: rows(old_body, new_body) }
        }
        // Blocks of two classes are never paired: see `Sign::becomes`.
        _ => Inside::Table { head: Vec::new(), body: Vec::new() },
    }
}

fn paragraph(old: &Paragraph, new: &Paragraph) -> ParagraphChange {
    ParagraphChange { role: Pair { old: old.role, new: new.role }, text: pieces(&old.text, &new.text) }
}

fn parts(table: &Table) -> (&[Vec<Cell>], &[Vec<Cell>]) {
    table.rows.split_at(table.header_rows.min(table.rows.len()))
}

fn rows(old: &[Vec<Cell>], new: &[Vec<Cell>]) -> Vec<Row> {
    let row =
        |old: &Vec<Cell>, new: &Vec<Cell>| old.iter().zip(new).map(|(old, new)| pieces(old, new)).collect();
    list(old, new, |row| Sign::of_row(row), row)
}

/// Two lists, entry by entry.
fn list<W: Clone + PartialEq, I>(
    old: &[W],
    new: &[W],
    sign: impl Fn(&W) -> Sign,
    inside: impl Fn(&W, &W) -> I,
) -> Vec<Change<W, I>> {
    let signs = |all: &[W]| all.iter().map(&sign).collect::<Vec<Sign>>();
    align(&signs(old), &signs(new)).into_iter().map(|step| one(step, old, new, &inside)).collect()
}
