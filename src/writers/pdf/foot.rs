//! The contact lines at the foot of a section's first page.
//!
//! They are said last, after the signature, and are read in that order: on a single page after
//! all its blocks, on the first of several before the first block of the next page, or before the
//! one that runs over to it. Which block that is only a layout shows; until then they are set
//! before all blocks, which gives the same pages.

use std::collections::BTreeMap;

use typst::foundations::{Label, Selector};
use typst::introspection::Introspector;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use super::data::contact;
use crate::model::Document;
use crate::writers::fit::heights::Heights;

/// For each section with contact lines at the foot of its first page, the block before which
/// they are read, counted without the contact itself.
pub(super) fn places(
    pages: &PagedDocument,
    document: &Document,
    heights: Heights<'_>,
) -> BTreeMap<usize, usize> {
    let starts = starts(pages, document, heights).into_iter();
    starts
        .filter_map(|(section, pages)| {
            let first = pages.first()?;
            let there = pages.iter().take_while(|&page| page == first).count();
            Some((section, there.min(pages.len() - 1)))
        })
        .collect()
}

/// The same, each one block earlier: where a block runs over to the next page.
pub(super) fn earlier(places: &mut BTreeMap<usize, usize>) {
    places.values_mut().for_each(|at| *at = at.saturating_sub(1));
}

/// True where contact lines do not stand on the first page of their section.
pub(super) fn strayed(pages: &PagedDocument, document: &Document, heights: Heights<'_>) -> bool {
    let starts = starts(pages, document, heights);
    let firsts: Vec<usize> = starts.iter().filter_map(|(_, pages)| pages.first().copied()).collect();
    labelled(pages, "contact") != firsts
}

/// For each such section the pages on which its blocks start, and at last that of its end.
fn starts(pages: &PagedDocument, document: &Document, heights: Heights<'_>) -> Vec<(usize, Vec<usize>)> {
    let mut found = labelled(pages, "block").into_iter();
    let sections = document.sections.iter().enumerate().filter_map(|(at, section)| {
        let count = contact(&section.blocks).count();
        let lines = contact(&section.blocks).map(|(_, paragraph)| paragraph);
        let aside = count > 0 && heights.aside(lines);
        aside.then(|| (at, found.by_ref().take(section.blocks.len() - count + 1).collect()))
    });
    sections.collect()
}

/// The pages of what carries a label.
fn labelled(pages: &PagedDocument, name: &str) -> Vec<usize> {
    let Some(label) = Label::new(PicoStr::intern(name)) else { return Vec::new() };
    let introspector = pages.introspector();
    let found = introspector.query(&Selector::Label(label));
    let page = |location| introspector.position(location).map(|place| place.page.get());
    found.iter().filter_map(|one| one.location().and_then(page)).collect()
}
