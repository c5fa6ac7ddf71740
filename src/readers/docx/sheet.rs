//! Sections: the sheet, the margins, and which headers and footers stand on its pages.

use super::refusal::Refusal;
use super::xml::{Ns, Xml};

/// What a section says of its pages. Lengths in twips.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct SectionProps {
    /// Width and height of the paper.
    pub(super) paper: Option<(i64, i64)>,
    /// Top, right, bottom, left.
    pub(super) margins: Option<[i64; 4]>,
    /// Its first page has a header and footer of its own.
    pub(super) title_page: bool,
    /// Its pages are counted from one anew.
    pub(super) restarts: bool,
    /// Headers and footers: `(top, which pages, id)`.
    pub(super) margin_parts: Vec<(bool, Pages, String)>,
    /// Its first paragraph.
    pub(super) first_paragraph: usize,
}

/// The pages on which a header or footer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pages {
    /// The first one of the section.
    First,
    /// Those with an even number, where they are told apart.
    Even,
    /// All others.
    Other,
}

impl SectionProps {
    /// Reads `w:sectPr`.
    pub(super) fn read(xml: &mut Xml<'_, '_>) -> Result<SectionProps, Refusal> {
        let mut section = SectionProps::default();
        while let Some(tag) = xml.child()? {
            match tag.key() {
                (Ns::W, b"pgSz") => section.paper = tag.number("w").zip(tag.number("h")),
                (Ns::W, b"pgMar") => {
                    let side = |name: &str| tag.number(name).unwrap_or_default();
                    let gutter = side("gutter");
                    // A negative margin is one that a header may not push down.
                    section.margins = Some([
                        side("top").saturating_abs(),
                        side("right"),
                        side("bottom").saturating_abs(),
                        side("left").saturating_add(gutter),
                    ]);
                }
                (Ns::W, b"pgNumType") => section.restarts = tag.number("start") == Some(1),
                (Ns::W, b"titlePg") => section.title_page = tag.on(),
                (Ns::W, b"headerReference" | b"footerReference") => {
                    let pages = match tag.get("type").as_deref() {
                        Some("first") => Pages::First,
                        Some("even") => Pages::Even,
                        _ => Pages::Other,
                    };
                    let id = tag.get("id").unwrap_or_default();
                    section.margin_parts.push((tag.name() == b"headerReference", pages, id));
                }
                _ => {}
            }
            xml.skip()?;
        }
        Ok(section)
    }

    /// Takes over from the section before what this one leaves open.
    pub(super) fn inherit(&mut self, before: &SectionProps) {
        for (top, pages, id) in &before.margin_parts {
            if !self.margin_parts.iter().any(|(own, which, _)| own == top && which == pages) {
                self.margin_parts.push((*top, *pages, id.clone()));
            }
        }
    }

    /// Width of the text area in twips.
    pub(super) fn text_width(&self) -> i64 {
        let [_, right, _, left] = self.margins.unwrap_or_default();
        self.paper.map_or(0, |(width, _)| width.saturating_sub(left).saturating_sub(right)).max(0)
    }
}
