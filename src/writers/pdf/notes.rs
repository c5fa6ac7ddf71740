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

use crate::model::{Block, Document, Standard};

/// The first paragraphs (section, block) of those that went to the next page without their
/// notes. `called` are the blocks of the notes, in order.
pub(super) fn left_behind(
    pages: &PagedDocument,
    document: &Document,
    standard: &Standard,
    called: &[(usize, usize)],
) -> Vec<(usize, usize)> {
    if called.is_empty() {
        return Vec::new();
    }
    let introspector = pages.introspector();
    let places = |selector: &Selector| -> Vec<Option<usize>> {
        let page = |location: Location| introspector.position(location).map(|place| place.page.get());
        introspector.query(selector).iter().map(|found| found.location().and_then(page)).collect()
    };
    let Some(label) = Label::new(PicoStr::intern("note")) else { return Vec::new() };
    let notes = places(&Selector::Label(label));
    let marks = places(&Selector::Elem(FootnoteElem::ELEM, None));
    if marks.len() != notes.len() || called.len() != notes.len() {
        return Vec::new();
    }
    let behind = marks.iter().zip(&notes).zip(called).filter(|((mark, note), _)| mark > note);
    behind.filter_map(|(_, &block)| first(document, standard, block)).collect()
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
