//! Either document from what both say.

use super::{BlockChange, Change, Changes, Inside, Pair, ParagraphChange, Piece, Row, SectionChange};
use crate::model::document::{Block, Cell, Columns, Document, Inline, Paragraph, Section, Table};

/// One of the two documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The older one.
    Old,
    /// The newer one.
    New,
}

impl Side {
    /// This document's value.
    pub fn of<T>(self, pair: &Pair<T>) -> &T {
        match self {
            Side::Old => &pair.old,
            Side::New => &pair.new,
        }
    }

    /// True when this document has it here.
    pub fn has<W, I>(self, change: &Change<W, I>) -> bool {
        match self {
            Side::Old => change.is_old(),
            Side::New => change.is_new(),
        }
    }
}

impl Changes {
    /// The old document.
    pub fn before(&self) -> Document {
        self.side(Side::Old)
    }

    /// The new document.
    pub fn after(&self) -> Document {
        self.side(Side::New)
    }

    fn side(&self, side: Side) -> Document {
        let has = |section: &&SectionChange| match side {
            Side::Old => section.old.is_some(),
            Side::New => section.new.is_some(),
        };
        let section = |section: &SectionChange| Section {
            kind: section.kind,
            blocks: section.blocks.iter().filter_map(|block| block.side(side)).collect(),
        };
        Document {
            kind: side.of(&self.kind).clone(),
            title: side.of(&self.title).clone(),
            sections: self.sections.iter().filter(has).map(section).collect(),
        }
    }
}

impl BlockChange {
    /// The block as one document has it here, if it does.
    pub fn side(&self, side: Side) -> Option<Block> {
        one(&self.change, side, |inside| inside.side(side))
    }
}

impl Inside {
    /// The block as one document has it.
    pub fn side(&self, side: Side) -> Block {
        match self {
            Inside::Paragraph(paragraph) => Block::Paragraph(paragraph.side(side)),
            Inside::Columns { layout, cells } => {
                let cell = |cell: &Vec<Change<Paragraph, ParagraphChange>>| {
                    cell.iter().filter_map(|inside| one(inside, side, |p| p.side(side))).collect()
                };
                Block::Columns(Columns { layout: *layout, cells: cells.iter().map(cell).collect() })
            }
            Inside::Table { head, body } => {
                let row =
                    |row: &Row| one(row, side, |cells| cells.iter().map(|c| inlines(c, side)).collect());
                let mut rows: Vec<Vec<Cell>> = head.iter().filter_map(row).collect();
                let header_rows = rows.len();
                rows.extend(body.iter().filter_map(row));
                Block::Table(Table { header_rows, rows })
            }
        }
    }
}

impl ParagraphChange {
    /// The paragraph as one document has it.
    pub fn side(&self, side: Side) -> Paragraph {
        Paragraph { role: *side.of(&self.role), text: inlines(&self.text, side) }
    }
}

/// What one document has of something, if anything.
fn one<W: Clone, I>(change: &Change<W, I>, side: Side, inside: impl Fn(&I) -> W) -> Option<W> {
    match change {
        change if !side.has(change) => None,
        Change::Kept { whole } | Change::Removed { whole } | Change::Added { whole } => Some(whole.clone()),
        Change::Changed { inside: changed } => Some(inside(changed)),
    }
}

/// The words that one document has; runs in one face are one run.
pub fn inlines(pieces: &[Piece], side: Side) -> Vec<Inline> {
    let mut out = Vec::new();
    for piece in pieces {
        match (piece, side) {
            (Piece::Same { text }, _)
            | (Piece::Removed { text }, Side::Old)
            | (Piece::Added { text }, Side::New) => text.iter().for_each(|inline| push(&mut out, inline)),
            (Piece::Note { text }, _) => out.push(Inline::Footnote { text: inlines(text, side) }),
            (Piece::Removed { .. } | Piece::Added { .. }, _) => {}
        }
    }
    out
}

/// Adds an inline to others: words to the run before where that has the same face.
pub fn push(out: &mut Vec<Inline>, inline: &Inline) {
    match (out.last_mut(), inline) {
        (_, Inline::Text(run)) if run.text.is_empty() => {}
        (Some(Inline::Text(last)), Inline::Text(run)) if last.has_face_of(run) => {
            last.text.push_str(&run.text);
        }
        _ => out.push(inline.clone()),
    }
}
