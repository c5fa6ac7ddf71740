//! A page count that a document surely reaches, counted before it is laid out: Typst
//! cannot be interrupted, so what is too long must never be started.

use crate::model::{Block, Document, Inline, Paragraph, Role, Standard, document::words};
use crate::writers::fit::{Fit, lines::RAISED, picture};
use crate::writers::fonts::Fonts;

/// Never more than the number of pages that laying out gives.
pub(super) fn pages(document: &Document, standard: &Standard, fit: &Fit, fonts: &Fonts) -> usize {
    Bound { standard, fit, fonts, rough: false }.pages(document)
}

/// True when the document surely fills more pages than the limit.
pub(super) fn exceeds(
    document: &Document,
    standard: &Standard,
    fit: &Fit,
    fonts: &Fonts,
    limit: usize,
) -> bool {
    let pages = |rough| Bound { standard, fit, fonts, rough }.pages(document);
    // Most documents are so far below the limit that counting bytes shows it.
    pages(true) > limit && pages(false) > limit
}

struct Bound<'a> {
    standard: &'a Standard,
    fit: &'a Fit,
    fonts: &'a Fonts,
    /// Every byte as wide as an em: many more lines than there are, and no letter measured.
    rough: bool,
}

impl Bound<'_> {
    fn pages(&self, document: &Document) -> usize {
        let text = self.standard.page.text_height().max(1.0);
        let sections = document.sections.iter().enumerate().map(|(at, section)| {
            let blocks = section.blocks.iter().enumerate();
            let height: f64 =
                blocks.map(|(index, block)| self.block(block, self.fit.widths(at, index))).sum();
            // Whole lines fill a page but for less than its last one.
            (height / text).floor().max(1.0)
        });
        let pages: f64 = sections.sum();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of pages")]
        let pages = pages as usize;
        pages
    }

    fn block(&self, block: &Block, widths: &[f64]) -> f64 {
        let page = self.standard.page.text_width();
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph, page),
            Block::Columns(columns) => {
                let cells = columns.cells.iter().zip(widths);
                let heights = cells.map(|(cell, &width)| -> f64 {
                    cell.iter().map(|paragraph| self.paragraph(paragraph, width)).sum()
                });
                heights.fold(0.0, f64::max)
            }
            Block::Table(table) => {
                let pitch = self.standard.pitch(Role::TableCell).min(self.standard.pitch(Role::TableHead));
                let rows = table.rows.iter().map(|row| {
                    let cells = row.iter().zip(widths);
                    let height = |(cell, &width): (&Vec<Inline>, &f64)| {
                        (self.lines(Role::TableCell, cell, width) * pitch).max(pictures(cell, width))
                    };
                    cells.map(height).fold(pitch, f64::max)
                });
                rows.sum()
            }
            Block::PageBreak => 0.0,
        }
    }

    fn paragraph(&self, paragraph: &Paragraph, width: f64) -> f64 {
        // What stands in the margin or is short needs no count.
        if matches!(paragraph.role, Role::Circulation | Role::ElectronicMark | Role::Urgency | Role::Contact)
        {
            return 0.0;
        }
        let words = self.lines(paragraph.role, &paragraph.text, width) * self.standard.pitch(paragraph.role);
        words.max(pictures(&paragraph.text, width))
    }

    /// The fewest lines: the narrowest face, without the white space at which lines end.
    fn lines(&self, role: Role, inlines: &[Inline], width: f64) -> f64 {
        if self.rough {
            return (bytes(inlines) as f64 * self.fit.size(role) / width.max(1.0)).ceil().max(1.0);
        }
        let raised = inlines.iter().any(|inline| matches!(inline, Inline::Text(run) if run.superscript));
        let size = self.fit.size(role) * if raised { RAISED } else { 1.0 };
        let letters: String = words(inlines).chars().filter(|c| !c.is_whitespace()).collect();
        let italic = self.fonts.advance(&letters, false, true, size);
        let length = self.fonts.advance(&letters, false, false, size).min(italic);
        // A little less, for rounding.
        (length * 0.99 / width.max(1.0)).ceil().max(1.0)
    }
}

/// Least height in pt of the lines that pictures stand on: as if they filled them.
fn pictures(inlines: &[Inline], width: f64) -> f64 {
    let areas = picture::of(inlines).map(|shown| picture::size(shown, width)).map(|(wide, high)| wide * high);
    areas.sum::<f64>() / width.max(1.0)
}

fn bytes(inlines: &[Inline]) -> usize {
    let bytes = inlines.iter().map(|inline| match inline {
        Inline::Text(run) => run.text.len(),
        Inline::Footnote { text } => bytes(text),
        Inline::Break | Inline::Picture(_) => 0,
    });
    bytes.sum()
}
