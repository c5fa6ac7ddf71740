//! Laying out once.
//!
//! Typst lays a document out again until what it asked about itself no longer changes: the
//! number of a page, of a footnote. Each time costs nearly a layout. Here nothing is asked:
//! a footnote brings its number with it, and a page gets its number when all are laid out.

use typst::comemo::Track;
use typst::diag::SourceResult;
use typst::engine::Engine;
use typst::foundations::{Content, Context, Output, StyleChain, Target, Value};
use typst::introspection::{EmptyIntrospector, Introspector, Locator};
use typst::layout::{Axes, Point, Region};
use typst::model::Document;
use typst::pdf::ArtifactKind;
use typst::syntax::Span;
use typst_layout::{Page, PagedDocument, layout_frame};

/// A document whose pages are final after one layout.
pub(super) struct Once(pub(super) PagedDocument);

impl Output for Once {
    fn target() -> Target {
        Target::Paged
    }

    fn create(engine: &mut Engine, content: &Content, styles: StyleChain) -> SourceResult<Once> {
        #[cfg(test)]
        tests::LAYOUTS.set(tests::LAYOUTS.get() + 1);
        let laid = PagedDocument::create(engine, content, styles)?;
        let pages = laid.pages().iter().enumerate();
        let pages =
            pages.map(|(at, page)| numbered(engine, page, at, styles)).collect::<SourceResult<_>>()?;
        Ok(Once(PagedDocument::new(pages, laid.info().clone())))
    }

    /// Nothing that the first layout asked is answered otherwise by the last: there is no other.
    fn introspector(&self) -> &dyn Introspector {
        &EmptyIntrospector
    }
}

/// The page with what the layout says of its number, at the head of the paper.
fn numbered(engine: &mut Engine, page: &Page, at: usize, styles: StyleChain) -> SourceResult<Page> {
    let mut page = page.clone();
    let Some(numbering) = &page.numbering else { return Ok(page) };
    let number = numbering.apply(engine, Context::none().track(), Span::detached(), &[page.number])?;
    if number != Value::None {
        let number = number.display().artifact(ArtifactKind::Header);
        let locator = Locator::root().split().next(&("page number", at));
        let region = Region::new(page.frame.size(), Axes::splat(true));
        let head = layout_frame(engine, &number, locator, styles, region)?;
        page.frame.prepend_frame(Point::zero(), head);
    }
    Ok(page)
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::{PdfOptions, data, looks};
    use super::*;
    use crate::model::standard::ND30_2020;
    use crate::model::{Block, Columns, Inline, Layout, Paragraph, Role, Section, SectionKind, Table};
    use crate::writers::{fit::fit, fonts::Fonts, pdf::world::Job};

    thread_local! {
        /// How many times documents were laid out in this thread.
        pub(in super::super) static LAYOUTS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
    }

    /// Laid out until nothing that the document asks about itself changes.
    struct Settled(PagedDocument);

    impl Output for Settled {
        fn target() -> Target {
            Target::Paged
        }

        fn create(engine: &mut Engine, content: &Content, styles: StyleChain) -> SourceResult<Settled> {
            Once::create(engine, content, styles).map(|Once(laid)| Settled(laid))
        }

        fn introspector(&self) -> &dyn Introspector {
            self.0.introspector().as_ref()
        }
    }

    /// Words with a note, long enough that a few of them fill a page.
    fn noted(word: &str) -> Vec<Inline> {
        let note = Inline::Footnote { text: vec![Inline::plain(format!("Chú thích {word}."))] };
        vec![Inline::plain(word.repeat(60)), note, Inline::plain(" và hết.")]
    }

    #[test]
    fn more_layouts_change_nothing() {
        let par = |role: Role, word: &str| Paragraph { role, text: noted(word) };
        let mut blocks: Vec<Block> = (0..14).map(|_| Block::Paragraph(par(Role::Body, "đơn vị "))).collect();
        let row = |_| vec![noted("bảng "), vec![Inline::plain("12")]];
        blocks.insert(3, Block::Table(Table { header_rows: 1, rows: (0..4).map(row).collect() }));
        blocks.insert(1, Block::Paragraph(Paragraph::plain(Role::MajorHeading, "I. MỤC ĐÍCH")));
        blocks.insert(9, Block::Paragraph(par(Role::Contact, "số ")));
        let cells = vec![vec![par(Role::Recipient, "nơi ")], vec![par(Role::SignerTitle, "chức ")]];
        blocks.push(Block::Columns(Columns { layout: Layout::Signature, cells }));
        let sections = [SectionKind::Main, SectionKind::Appendix]
            .map(|kind| Section { kind, blocks: blocks.clone() })
            .into();
        let document = crate::model::Document { kind: "plan".into(), title: "t".into(), sections };

        let (standard, fonts) = (crate::model::Standard::load(ND30_2020).unwrap(), Fonts::embedded());
        let fit = fit(&document, &standard, &fonts);
        let given = data::data(&document, &standard, &fit, &fonts, &Default::default());
        let job = Job::new(&fonts, given.json, looks::looks(&standard, &fit, &fonts), given.pictures);
        let Once(once) = typst::compile::<Once>(&job).output.unwrap();
        let Settled(settled) = typst::compile::<Settled>(&job).output.unwrap();
        let pdf = |laid| typst_pdf::pdf(laid, &PdfOptions::default()).unwrap();
        assert!(once.pages().len() > 6, "{} pages", once.pages().len());
        assert!(pdf(&once) == pdf(&settled), "another layout gives another document");
    }
}
