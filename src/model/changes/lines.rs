//! The changes one by one, in short.

use super::{BlockChange, Change, Changes, Inside, ParagraphChange, Piece, Row, Side, inlines};
use crate::model::document::{Block, Inline, words};

/// One change: what became of a block, and the words by which a person knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which of [`Changes::sections`], and which block there.
    pub place: (usize, usize),
    /// What became of it.
    pub sort: Sort,
    /// Its first words: the new ones, where it has some.
    pub words: String,
    /// What changed inside, in order: the words before and after. Empty where the whole came,
    /// went or moved.
    pub inside: Vec<(String, String)>,
}

/// What became of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// It has other words, faces or rows.
    Changed,
    /// It is no more.
    Removed,
    /// It is new.
    Added,
    /// It stands elsewhere: the line stands where it came to.
    Moved,
}

impl Changes {
    /// Every change, in the order of both documents.
    pub fn lines(&self) -> Vec<Line> {
        let mut out = Vec::new();
        for (section, inside) in self.sections.iter().enumerate() {
            for (block, change) in inside.blocks.iter().enumerate() {
                out.extend(self.line((section, block), change));
            }
        }
        out
    }

    fn line(&self, place: (usize, usize), change: &BlockChange) -> Option<Line> {
        let moved = change.moved.and_then(|at| self.moves.get(at));
        let (sort, words, inside) = match (&change.change, moved) {
            (Change::Kept { .. }, _) | (Change::Removed { .. }, Some(_)) => return None,
            (Change::Added { whole }, Some(moved)) => {
                (Sort::Moved, first_words(whole), moved.inside.as_ref().map(edits))
            }
            (Change::Removed { whole }, None) => (Sort::Removed, first_words(whole), None),
            (Change::Added { whole }, None) => (Sort::Added, first_words(whole), None),
            (Change::Changed { inside }, _) => {
                let now = first_words(&inside.side(Side::New));
                (Sort::Changed, now, Some(edits(inside)))
            }
        };
        Some(Line { place, sort, words, inside: inside.unwrap_or_default() })
    }
}

/// The words of a block, rows and paragraphs parted by spaces.
fn first_words(block: &Block) -> String {
    let texts: Vec<String> = match block {
        Block::Table(table) => table.rows.iter().flatten().map(|cell| words(cell)).collect(),
        block => block.paragraphs().map(|paragraph| words(&paragraph.text)).collect(),
    };
    texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What changed inside a block: words before and after.
fn edits(inside: &Inside) -> Vec<(String, String)> {
    let mut out = Vec::new();
    match inside {
        Inside::Paragraph(paragraph) => pieces(&paragraph.text, &mut out),
        Inside::Columns { cells, .. } => {
            for change in cells.iter().flatten() {
                let whole = |text: &[Inline]| words(text);
                match change {
                    Change::Kept { .. } => {}
                    Change::Changed { inside: ParagraphChange { text, .. } } => pieces(text, &mut out),
                    Change::Removed { whole: one } => out.push((whole(&one.text), String::new())),
                    Change::Added { whole: one } => out.push((String::new(), whole(&one.text))),
                }
            }
        }
        Inside::Table { head, body } => head.iter().chain(body).for_each(|change| row(change, &mut out)),
    }
    out
}

fn row(row: &Row, out: &mut Vec<(String, String)>) {
    let whole = |cells: &[Vec<Inline>]| cells.iter().map(|cell| words(cell)).collect::<Vec<_>>().join(" | ");
    match row {
        Change::Kept { .. } => {}
        Change::Changed { inside } => inside.iter().for_each(|cell| pieces(cell, out)),
        Change::Removed { whole: cells } => out.push((whole(cells), String::new())),
        Change::Added { whole: cells } => out.push((String::new(), whole(cells))),
    }
}

fn pieces(all: &[Piece], out: &mut Vec<(String, String)>) {
    let changed = |piece: &Piece| matches!(piece, Piece::Removed { .. } | Piece::Added { .. });
    for stretch in all.chunk_by(|one, other| changed(one) && changed(other)) {
        match stretch {
            [Piece::Same { .. }] => {}
            [Piece::Note { text }] => pieces(text, out),
            stretch => {
                let side = |side| words(&inlines(stretch, side)).trim().to_owned();
                out.push((side(Side::Old), side(Side::New)));
            }
        }
    }
}

impl Sort {
    /// The sort as programs and sentences know it.
    pub fn key(self) -> &'static str {
        match self {
            Sort::Changed => "changed",
            Sort::Removed => "removed",
            Sort::Added => "added",
            Sort::Moved => "moved",
        }
    }
}
