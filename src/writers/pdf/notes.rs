//! Notes that a paragraph has left behind.
//!
//! A heading, or the paragraph before a signature, goes to the next page with what it is kept
//! with. Typst has then already set its notes at the foot of the page before, and leaves them
//! there. Such a paragraph is told to start the page on which it stands anyway.

use typst::foundations::{Label, NativeElement, Selector};
use typst::introspection::{Introspector, Location};
use typst::model::FootnoteElem;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use crate::model::{Block, Document, Inline, Standard};
use crate::writers::fit::heights::Heights;

/// The first paragraphs (section, block) of those that went to the next page without their
/// notes.
pub(super) fn left_behind(
    pages: &PagedDocument,
    document: &Document,
    heights: Heights<'_>,
) -> Vec<(usize, usize)> {
    let introspector = pages.introspector();
    let places = |selector: &Selector| -> Vec<Option<usize>> {
        let page = |location: Location| introspector.position(location).map(|place| place.page.get());
        introspector.query(selector).iter().map(|found| found.location().and_then(page)).collect()
    };
    let Some(label) = Label::new(PicoStr::intern("note")) else { return Vec::new() };
    let notes = places(&Selector::Label(label));
    if notes.is_empty() {
        return Vec::new();
    }
    let marks = places(&Selector::Elem(FootnoteElem::ELEM, None));
    let called: Vec<(usize, usize)> = called(document, heights);
    if marks.len() != notes.len() || called.len() != notes.len() {
        return Vec::new();
    }
    let behind = marks.iter().zip(&notes).zip(called).filter(|((mark, note), _)| mark > note);
    behind.filter_map(|(_, block)| first(document, heights.standard, block)).collect()
}

/// The block of each note that stands at the foot of a page, in the order of the notes.
fn called(document: &Document, heights: Heights<'_>) -> Vec<(usize, usize)> {
    let count =
        |inlines: &[Inline]| inlines.iter().filter(|one| matches!(one, Inline::Footnote { .. })).count();
    let mut called = Vec::new();
    for (section, content) in document.sections.iter().enumerate() {
        for (at, block) in content.blocks.iter().enumerate() {
            let notes = match block {
                Block::Paragraph(paragraph) => count(&paragraph.text),
                Block::Columns(columns) if heights.crowded(&columns.cells) => 0,
                Block::Columns(columns) => {
                    columns.cells.iter().flatten().map(|paragraph| count(&paragraph.text)).sum()
                }
                Block::Table(table) => {
                    let whole =
                        table.rows.iter().filter(|row| !heights.parted(row, heights.fit.widths(section, at)));
                    whole.flatten().map(|cell| count(cell)).sum()
                }
                Block::PageBreak => 0,
            };
            called.extend(std::iter::repeat_n((section, at), notes));
        }
    }
    called
}

/// The first of the paragraphs that are kept with each other up to a block, if the block is one.
fn first(
    document: &Document,
    standard: &Standard,
    (section, block): (usize, usize),
) -> Option<(usize, usize)> {
    let blocks = &document.sections.get(section)?.blocks;
    matches!(blocks.get(block)?, Block::Paragraph(_)).then_some(())?;
    let kept = |at: &usize| match &blocks[*at] {
        Block::Paragraph(paragraph) => standard.role(paragraph.role).keep_next,
        _ => false,
    };
    let start = (0..block).rev().take_while(kept).last().unwrap_or(block);
    Some((section, start))
}
