//! Document against Document → what changed (so sánh hai phiên bản). Pure and bounded.
//!
//! Sections are paired first, their blocks after that ([`align`]), then what stands elsewhere
//! is found ([`moves`]); inside a block that changed, rows are paired as blocks are and words
//! are compared one by one ([`words`]). [`data`] compares what a form was filled with.

mod align;
mod blocks;
pub mod data;
pub mod fields;
pub mod honorees;
mod moves;
mod sections;
mod sign;
mod token;
mod words;

use crate::model::changes::{CHANGES, Change, Changes, Counts, Inside, Pair, Piece, Row, push};
use crate::model::{Block, Document, Inline, Paragraph, Section, Table, document};

pub use data::data;
pub use fields::{FieldChange, fields};

/// Compares two documents.
///
/// The same two documents give the same changes; the other way round they are mirrored. Runs in
/// one face count as one run, however they are cut: that is the form ([`normal`]) in which
/// [`Changes::before`] and [`Changes::after`] give the documents back.
pub fn compare(old: &Document, new: &Document) -> Changes {
    let (old, new) = (normal(old), normal(new));
    let (one, two) = (sections::Signed::of(&old), sections::Signed::of(&new));
    // A search from the one side need not find what a search from the other does: so there is
    // one side only, whichever is asked for.
    if one.order() <= two.order() { oriented(&one, &two) } else { oriented(&two, &one).mirrored() }
}

fn oriented(old: &sections::Signed<'_>, new: &sections::Signed<'_>) -> Changes {
    let mut sections = sections::compare(old, new);
    let moves = moves::find(&mut sections, old, new);
    let mut counts = Counts { moved: moves.len(), ..Counts::default() };
    for block in sections.iter().flat_map(|section| &section.blocks) {
        match &block.change {
            _ if block.moved.is_some() => {}
            Change::Kept { .. } => counts.kept += 1,
            Change::Changed { inside } => {
                counts.changed += 1;
                count_inside(inside, &mut counts);
            }
            Change::Removed { whole } => {
                counts.removed += 1;
                counts.words_removed += block_words(whole);
            }
            Change::Added { whole } => {
                counts.added += 1;
                counts.words_added += block_words(whole);
            }
        }
    }
    moves.iter().filter_map(|one| one.inside.as_ref()).for_each(|inside| count_inside(inside, &mut counts));
    let pair = |value: fn(&Document) -> &String| Pair {
        old: value(old.document).clone(),
        new: value(new.document).clone(),
    };
    Changes {
        schema: CHANGES,
        counts,
        kind: pair(|document| &document.kind),
        title: pair(|document| &document.title),
        sections,
        moves,
    }
}

/// A document with every run as long as its face lasts, and none empty.
pub fn normal(document: &Document) -> Document {
    let paragraph = |p: &Paragraph| Paragraph { role: p.role, text: joined(&p.text) };
    let block = |block: &Block| match block {
        Block::Paragraph(inside) => Block::Paragraph(paragraph(inside)),
        Block::Columns(columns) => {
            let mut columns = columns.clone();
            columns.cells.iter_mut().flatten().for_each(|inside| *inside = paragraph(inside));
            Block::Columns(columns)
        }
        Block::Table(table) => Block::Table(Table {
            header_rows: table.header_rows.min(table.rows.len()),
            rows: table.rows.iter().map(|row| row.iter().map(|cell| joined(cell)).collect()).collect(),
        }),
        Block::PageBreak => Block::PageBreak,
    };
    let section = |section: &Section| Section {
        kind: section.kind,
        blocks: section.blocks.iter().map(block).collect(),
    };
    Document {
        kind: document.kind.clone(),
        title: document.title.clone(),
        sections: document.sections.iter().map(section).collect(),
    }
}

fn joined(inlines: &[Inline]) -> Vec<Inline> {
    let mut out = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match inline {
            Inline::Footnote { text } => out.push(Inline::Footnote { text: joined(text) }),
            other => push(&mut out, other),
        }
    }
    out
}

fn count_inside(inside: &Inside, counts: &mut Counts) {
    match inside {
        Inside::Paragraph(paragraph) => count_pieces(&paragraph.text, counts),
        Inside::Columns { cells, .. } => {
            for change in cells.iter().flatten() {
                match change {
                    Change::Kept { .. } => {}
                    Change::Changed { inside } => count_pieces(&inside.text, counts),
                    Change::Removed { whole } => counts.words_removed += text_words(&whole.text),
                    Change::Added { whole } => counts.words_added += text_words(&whole.text),
                }
            }
        }
        Inside::Table { head, body } => head.iter().chain(body).for_each(|row| count_row(row, counts)),
    }
}

fn count_row(row: &Row, counts: &mut Counts) {
    let all = |row: &[Vec<Inline>]| row.iter().map(|cell| text_words(cell)).sum::<usize>();
    match row {
        Change::Kept { .. } => {}
        Change::Changed { inside } => inside.iter().for_each(|cell| count_pieces(cell, counts)),
        Change::Removed { whole } => counts.words_removed += all(whole),
        Change::Added { whole } => counts.words_added += all(whole),
    }
}

fn count_pieces(pieces: &[Piece], counts: &mut Counts) {
    for piece in pieces {
        match piece {
            Piece::Same { .. } => {}
            Piece::Removed { text } => counts.words_removed += text_words(text),
            Piece::Added { text } => counts.words_added += text_words(text),
            Piece::Note { text } => count_pieces(text, counts),
        }
    }
}

fn block_words(block: &Block) -> usize {
    match block {
        Block::Table(table) => table.rows.iter().flatten().map(|cell| text_words(cell)).sum(),
        block => block.paragraphs().map(|paragraph| text_words(&paragraph.text)).sum(),
    }
}

/// How many words a text has, its notes with it.
fn text_words(inlines: &[Inline]) -> usize {
    let own = document::words(inlines);
    let own = token::cut(&own).filter(|token| token::is_word(token)).count();
    own + document::notes(inlines).map(text_words).sum::<usize>()
}

#[cfg(test)]
mod tests;
