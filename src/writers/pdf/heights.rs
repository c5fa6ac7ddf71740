//! Heights known before layout.
//!
//! Typst lays a row of known height out once and any other twice; and it can never end a
//! page inside what must stay whole, so what is too tall to stay whole must be found first:
//! it would run off the paper, or be tried on one page after another for ever.

use crate::model::{Cell, Inline, Paragraph, Role, Standard};
use crate::writers::fit::{Fit, lines, table};
use crate::writers::fonts::Fonts;

/// The part of a page's height up to which things are kept whole.
const WHOLE: f64 = 0.4;

/// The part of a page's height that a repeated head of a table, or the contact line at the
/// foot of page one, may take from the words.
const ASIDE: f64 = 0.2;

#[derive(Clone, Copy)]
pub(super) struct Heights<'a> {
    pub(super) standard: &'a Standard,
    pub(super) fit: &'a Fit,
    pub(super) fonts: &'a Fonts,
}

impl Heights<'_> {
    /// The height in pt of a table's row, and whether its lines were counted for certain.
    pub(super) fn row(&self, role: Role, row: &[Cell], widths: &[f64]) -> (f64, bool) {
        let (setting, padding) = (self.setting(role), self.padding());
        let (mut lines, mut certain) = (1, true);
        for (cell, &width) in row.iter().zip(widths) {
            let counted = lines::counted(self.fonts, cell, setting, width - padding);
            lines = lines.max(counted.0);
            certain &= counted.1;
        }
        (lines as f64 * self.standard.pitch(role) + 2.0 * table::white(self.standard), certain)
    }

    /// True for a row too tall to be kept whole.
    pub(super) fn tall(&self, row: f64) -> bool {
        row > WHOLE * self.standard.page.text_height()
    }

    /// True where a table's heading rows may be repeated on each page: not too tall, and
    /// without notes, which would have to be repeated too.
    pub(super) fn repeated(&self, head: &[Vec<Cell>], widths: &[f64]) -> bool {
        let height: f64 = head.iter().map(|row| self.row(Role::TableHead, row, widths).0).sum();
        let noted = |inline: &Inline| matches!(inline, Inline::Footnote { .. });
        height <= ASIDE * self.standard.page.text_height() && !head.iter().flatten().flatten().any(noted)
    }

    /// True for cells of a row in columns that can be kept on one page.
    pub(super) fn whole(&self, cells: &[Vec<Paragraph>], widths: &[f64]) -> bool {
        let height = |(cell, &width): (&Vec<Paragraph>, &f64)| self.paragraphs(cell.iter(), width);
        let most = cells.iter().zip(widths).map(height).fold(0.0, f64::max);
        // Beside the lines: the hand signature, and white.
        most <= (1.0 - ASIDE) * self.standard.page.text_height()
    }

    /// True for contact lines that leave the page to the words.
    pub(super) fn aside<'p>(&self, contact: impl Iterator<Item = &'p Paragraph>) -> bool {
        let width = self.standard.page.text_width();
        self.paragraphs(contact, width) <= ASIDE * self.standard.page.text_height()
    }

    /// How many lines a footnote has, at least one.
    pub(super) fn note(&self, text: &[Inline]) -> usize {
        let width = self.standard.page.text_width();
        lines::lines(self.fonts, text, self.setting(Role::Footnote), width).len().max(1)
    }

    fn paragraphs<'p>(&self, paragraphs: impl Iterator<Item = &'p Paragraph>, width: f64) -> f64 {
        let height = |paragraph: &Paragraph| {
            let role = paragraph.role;
            let lines = lines::lines(self.fonts, &paragraph.text, self.setting(role), width);
            lines.len() as f64 * self.standard.pitch(role) + self.standard.shape(role).before.pt()
        };
        paragraphs.map(height).sum()
    }

    fn padding(&self) -> f64 {
        2.0 * self.standard.table.padding_x.get_ref().pt()
    }

    fn setting(&self, role: Role) -> lines::Setting {
        let rule = self.standard.role(role);
        lines::Setting { bold: rule.bold, italic: rule.italic, size: self.fit.size(role) }
    }
}
