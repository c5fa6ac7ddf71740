//! How [`Changes`] become one document with marks.

use super::{Fate, Mark, Marked, Marks, Shown};
use crate::model::changes::{Change, Changes, Inside, ParagraphChange, Piece, Row, SectionChange, Side};
use crate::model::{At, Block, Cell, Columns, Document, Inline, Layout, Paragraph, Section, Table};

/// Both versions in one document: the old one's parts before the new one's.
pub(in crate::writers) fn union(changes: &Changes) -> Marked {
    let mut union = Union::default();
    let sections: Vec<Section> =
        changes.sections.iter().enumerate().map(|(at, one)| union.section(at, one)).collect();
    union.marks.ends = ends(&changes.sections);
    let document = Document { kind: changes.kind.new.clone(), title: changes.title.new.clone(), sections };
    Marked { document, marks: union.marks }
}

/// Whose the end of each section but the last is: a version has one where another section of it
/// follows.
fn ends(sections: &[SectionChange]) -> Vec<Option<Fate>> {
    let last = |of: fn(&SectionChange) -> Option<usize>| sections.iter().rposition(|one| of(one).is_some());
    let (last_old, last_new) = (last(|one| one.old), last(|one| one.new));
    let fate = |(at, one): (usize, &SectionChange)| {
        let ends = (one.old.is_some() && Some(at) != last_old, one.new.is_some() && Some(at) != last_new);
        match ends {
            (true, true) => Some(Fate::Both),
            (true, false) => Some(Fate::Old),
            (false, true) => Some(Fate::New),
            (false, false) => None,
        }
    };
    let before_last = sections.len().saturating_sub(1);
    sections.iter().take(before_last).enumerate().map(fate).collect()
}

#[derive(Default)]
struct Union {
    marks: Marks,
    blocks: Vec<Block>,
    section: usize,
    /// Page breaks of the old version and of the new that wait for what they break before.
    breaks: (bool, bool),
}

impl Union {
    fn section(&mut self, at: usize, section: &SectionChange) -> Section {
        self.section = at;
        self.breaks = (false, false);
        for block in &section.blocks {
            match &block.change {
                Change::Kept { whole: Block::PageBreak } => self.breaks = (true, true),
                Change::Removed { whole: Block::PageBreak } => self.breaks.0 = true,
                Change::Added { whole: Block::PageBreak } => self.breaks.1 = true,
                Change::Removed { whole } => self.whole(whole, Fate::Old),
                Change::Added { whole } => self.whole(whole, Fate::New),
                // A break that only one version has is shown by what it breaks before.
                Change::Kept { whole } if self.breaks.0 != self.breaks.1 => self.both(whole, whole),
                Change::Kept { whole } => self.whole(whole, Fate::Both),
                Change::Changed { inside } if self.breaks.0 != self.breaks.1 || !shows(inside) => {
                    self.both(&inside.side(Side::Old), &inside.side(Side::New));
                }
                Change::Changed { inside } => self.inside(inside),
            }
        }
        Section { kind: section.kind, blocks: std::mem::take(&mut self.blocks) }
    }

    /// A block that went, and one that came instead.
    fn both(&mut self, old: &Block, new: &Block) {
        self.whole(old, Fate::Old);
        self.whole(new, Fate::New);
    }

    /// Where the next block will stand, after the break that belongs to it.
    fn next(&mut self, fate: Fate) -> At {
        let broken = match fate {
            Fate::Both => std::mem::take(&mut self.breaks) == (true, true),
            Fate::Old => std::mem::take(&mut self.breaks.0),
            Fate::New => std::mem::take(&mut self.breaks.1),
        };
        if broken {
            self.blocks.push(Block::PageBreak);
        }
        At { section: self.section, block: self.blocks.len(), within: None }
    }

    fn whole(&mut self, block: &Block, fate: Fate) {
        let at = self.next(fate);
        self.blocks.push(block.clone());
        if fate == Fate::Both {
            return;
        }
        let mark = |text: &[Inline]| Mark { whole: fate, inlines: vec![Shown::As(fate); text.len()] };
        match block {
            Block::Paragraph(paragraph) => drop(self.marks.texts.insert(at, mark(&paragraph.text))),
            Block::Columns(columns) => {
                self.marks.rows.insert((at.section, at.block, 0), fate);
                for (column, cell) in columns.cells.iter().enumerate() {
                    for (row, paragraph) in cell.iter().enumerate() {
                        let at = At { within: Some([column, row]), ..at };
                        self.marks.texts.insert(at, mark(&paragraph.text));
                    }
                }
            }
            Block::Table(table) => {
                for (row, cells) in table.rows.iter().enumerate() {
                    self.row(at, row, cells, fate);
                }
            }
            Block::PageBreak => {}
        }
    }

    /// Marks a whole row of a table.
    fn row(&mut self, at: At, row: usize, cells: &[Cell], fate: Fate) {
        self.marks.rows.insert((at.section, at.block, row), fate);
        for (cell, text) in cells.iter().enumerate() {
            let at = At { within: Some([row, cell]), ..at };
            self.marks.texts.insert(at, Mark { whole: fate, inlines: vec![Shown::As(fate); text.len()] });
        }
    }

    /// A block with changes inside.
    fn inside(&mut self, inside: &Inside) {
        let at = self.next(Fate::Both);
        let block = match inside {
            Inside::Paragraph(paragraph) => Block::Paragraph(self.paragraph(at, paragraph)),
            Inside::Columns { layout, cells } => {
                let mut out = Vec::with_capacity(cells.len());
                for (column, cell) in cells.iter().enumerate() {
                    out.push(self.cell(at, column, cell));
                }
                Block::Columns(Columns { layout: *layout, cells: out })
            }
            Inside::Table { head, body } => {
                let mut rows = Vec::with_capacity(head.len() + body.len());
                head.iter().for_each(|row| self.rows(at, row, &mut rows));
                let header_rows = rows.len();
                body.iter().for_each(|row| self.rows(at, row, &mut rows));
                Block::Table(Table { header_rows, rows })
            }
        };
        self.blocks.push(block);
    }

    fn cell(&mut self, at: At, column: usize, cell: &[Change<Paragraph, ParagraphChange>]) -> Vec<Paragraph> {
        let mut out: Vec<Paragraph> = Vec::with_capacity(cell.len());
        for change in cell {
            let at = At { within: Some([column, out.len()]), ..at };
            let (whole, fate) = match change {
                Change::Kept { whole } => (whole, Fate::Both),
                Change::Removed { whole } => (whole, Fate::Old),
                Change::Added { whole } => (whole, Fate::New),
                Change::Changed { inside } => {
                    out.push(self.paragraph(at, inside));
                    continue;
                }
            };
            if fate != Fate::Both {
                let inlines = vec![Shown::As(fate); whole.text.len()];
                self.marks.texts.insert(at, Mark { whole: fate, inlines });
            }
            out.push(whole.clone());
        }
        out
    }

    fn rows(&mut self, at: At, row: &Row, out: &mut Vec<Vec<Cell>>) {
        match row {
            Change::Kept { whole } => out.push(whole.clone()),
            Change::Removed { whole } => {
                self.row(at, out.len(), whole, Fate::Old);
                out.push(whole.clone());
            }
            Change::Added { whole } => {
                self.row(at, out.len(), whole, Fate::New);
                out.push(whole.clone());
            }
            // The numbers of notes below a row cannot change with the notes.
            Change::Changed { inside } if inside.iter().any(|cell| changes_notes(cell)) => {
                for (side, fate) in [(Side::Old, Fate::Old), (Side::New, Fate::New)] {
                    let whole: Vec<Cell> =
                        inside.iter().map(|cell| crate::model::changes::inlines(cell, side)).collect();
                    self.row(at, out.len(), &whole, fate);
                    out.push(whole);
                }
            }
            Change::Changed { inside } => {
                let mut cells = Vec::with_capacity(inside.len());
                for (column, pieces) in inside.iter().enumerate() {
                    let (text, inlines) = text(pieces);
                    let at = At { within: Some([out.len(), column]), ..at };
                    self.marks.texts.insert(at, Mark { whole: Fate::Both, inlines });
                    cells.push(text);
                }
                out.push(cells);
            }
        }
    }

    fn paragraph(&mut self, at: At, change: &ParagraphChange) -> Paragraph {
        let (text, inlines) = text(&change.text);
        self.marks.texts.insert(at, Mark { whole: Fate::Both, inlines });
        Paragraph { role: change.role.new, text }
    }
}

/// True for a change that can be shown inside the block.
fn shows(inside: &Inside) -> bool {
    let same_role = |change: &ParagraphChange| change.role.old == change.role.new;
    match inside {
        Inside::Paragraph(change) => same_role(change),
        Inside::Columns { layout, cells } => cells.iter().all(|cell| {
            let inside = |change: &Change<Paragraph, ParagraphChange>| match change {
                Change::Kept { .. } => true,
                Change::Changed { inside } => same_role(inside) && !changes_notes(&inside.text),
                Change::Removed { .. } | Change::Added { .. } => false,
            };
            // A cell ends with a paragraph that stays. Lines are drawn under the last paragraph
            // of a letterhead's names, whichever that is.
            let ends = cell.last().is_none_or(inside);
            let lined = *layout != Layout::Signature;
            ends && cell.iter().all(|change| match change {
                Change::Removed { whole } | Change::Added { whole } => !lined && !has_notes(&whole.text),
                other => inside(other),
            })
        }),
        Inside::Table { head, body } => !head.is_empty() || !body.is_empty(),
    }
}

fn has_notes(text: &[Inline]) -> bool {
    text.iter().any(|inline| matches!(inline, Inline::Footnote { .. }))
}

/// True where one version has a note that the other has not.
fn changes_notes(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| match piece {
        Piece::Removed { text } | Piece::Added { text } => has_notes(text),
        Piece::Same { .. } | Piece::Note { .. } => false,
    })
}

/// The words of both versions, and whose each inline is.
fn text(pieces: &[Piece]) -> (Vec<Inline>, Vec<Shown>) {
    let (mut inlines, mut shown) = (Vec::new(), Vec::new());
    for piece in pieces {
        let (text, fate) = match piece {
            Piece::Same { text } => (text, Fate::Both),
            Piece::Removed { text } => (text, Fate::Old),
            Piece::Added { text } => (text, Fate::New),
            Piece::Note { text } => {
                let (text, inside) = self::text(text);
                inlines.push(Inline::Footnote { text });
                shown.push(Shown::Note(inside));
                continue;
            }
        };
        inlines.extend_from_slice(text);
        shown.extend(std::iter::repeat_n(Shown::As(fate), text.len()));
    }
    (inlines, shown)
}
