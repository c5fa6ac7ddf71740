//! Heights known before layout.
//!
//! Typst lays a row of known height out once and any other twice; and it can never end a
//! page inside what must stay whole, so what is too tall to stay whole must be found first:
//! it would run off the paper, or be tried on one page after another for ever.

use super::{Fit, lines, picture, table};
use crate::model::{Cell, Inline, Paragraph, Role, Standard};
use crate::writers::fonts::Fonts;

/// The part of a page's height up to which things are kept whole.
const WHOLE: f64 = 0.4;

/// The same for a row of a table with notes, which stand at the foot of its page: more, since
/// they must leave the foot of the page when the row is parted, and so little that the row, its
/// notes and a repeated head find room on one page.
const WHOLE_WITH_NOTES: f64 = 0.55;

/// The most lines of all footnotes to a row, which must stand at the foot of the row's page.
/// Typst tries longer ones on page after page for ever, and so it does with notes of any length
/// to a row that is parted by the end of a page.
const NOTES_IN_ROW: usize = 12;

/// The part of a page's height that a repeated head of a table, or the contact line at the
/// foot of page one, may take from the words.
const ASIDE: f64 = 0.2;

/// Measures heights in one document.
#[derive(Clone, Copy)]
pub struct Heights<'a> {
    /// The standard it is set by.
    pub standard: &'a Standard,
    /// Its measures.
    pub fit: &'a Fit,
    /// The faces it is set in.
    pub fonts: &'a Fonts,
}

impl Heights<'_> {
    /// The height in pt of a table's row, and whether its lines were counted for certain.
    pub fn row(&self, role: Role, row: &[Cell], widths: &[f64]) -> (f64, bool) {
        let (setting, padding) = (self.setting(role), self.padding());
        let pitch = self.standard.pitch(role);
        let (mut height, mut certain) = (pitch, true);
        for (cell, &width) in row.iter().zip(widths) {
            let counted = lines::counted(self.fonts, cell, setting, width - padding);
            let pictured = picture::of(cell).next().is_some();
            height = height.max(match pictured {
                true => lines::height(self.fonts, cell, setting, width - padding, pitch),
                false => counted.0 as f64 * pitch,
            });
            certain &= counted.1 && !pictured;
        }
        (height + 2.0 * table::white(self.standard), certain)
    }

    /// True for a row of a table that the end of a page may part: of a height too great to be
    /// kept whole, or with more notes than find room at the foot of its page. Its notes stand in
    /// its cells.
    pub fn parted(&self, row: &[Cell], height: f64) -> bool {
        let notes = self.notes(row.iter().flatten(), self.standard.page.text_width());
        let whole = if notes > 0 { WHOLE_WITH_NOTES } else { WHOLE };
        notes > NOTES_IN_ROW || height > whole * self.standard.page.text_height()
    }

    /// True for a row in columns whose notes are too long for the foot of its page: they stand
    /// below the paragraphs that call them.
    pub fn crowded(&self, cells: &[Vec<Paragraph>]) -> bool {
        let inlines = cells.iter().flatten().flat_map(|paragraph| &paragraph.text);
        self.notes(inlines, self.standard.page.text_width()) > NOTES_IN_ROW
    }

    /// How many lines the footnotes among these inlines have, where `width` pt are free.
    fn notes<'i>(&self, inlines: impl Iterator<Item = &'i Inline>, width: f64) -> usize {
        let setting = self.setting(Role::Footnote);
        let lines = inlines.map(|inline| match inline {
            Inline::Footnote { text } => lines::lines(self.fonts, text, setting, width).len().max(1),
            Inline::Text(_) | Inline::Break | Inline::Picture(_) => 0,
        });
        lines.sum()
    }

    /// True where a table's heading rows may be repeated on each page: not too tall, and
    /// without notes, which would have to be repeated too.
    pub fn repeated(&self, head: &[Vec<Cell>], widths: &[f64]) -> bool {
        let height: f64 = head.iter().map(|row| self.row(Role::TableHead, row, widths).0).sum();
        let noted = |inline: &Inline| matches!(inline, Inline::Footnote { .. });
        height <= ASIDE * self.standard.page.text_height() && !head.iter().flatten().flatten().any(noted)
    }

    /// True for cells of a row in columns that can be kept on one page, with the notes that
    /// stand below their words when they are `crowded`.
    pub fn whole(&self, cells: &[Vec<Paragraph>], widths: &[f64], crowded: bool) -> bool {
        let height = |(cell, &width): (&Vec<Paragraph>, &f64)| {
            let inlines = cell.iter().flat_map(|paragraph| &paragraph.text);
            let below = if crowded { self.notes(inlines, width) } else { 0 };
            self.paragraphs(cell.iter(), width) + below as f64 * self.standard.pitch(Role::Footnote)
        };
        let most = cells.iter().zip(widths).map(height).fold(0.0, f64::max);
        // Beside the lines: the hand signature, and white.
        most <= (1.0 - ASIDE) * self.standard.page.text_height()
    }

    /// True for contact lines that leave the page to the words.
    pub fn aside<'p>(&self, contact: impl Iterator<Item = &'p Paragraph>) -> bool {
        let width = self.standard.page.text_width();
        self.paragraphs(contact, width) <= ASIDE * self.standard.page.text_height()
    }

    fn paragraphs<'p>(&self, paragraphs: impl Iterator<Item = &'p Paragraph>, width: f64) -> f64 {
        let height = |paragraph: &Paragraph| {
            let role = paragraph.role;
            let pitch = self.standard.pitch(role);
            let lines = lines::height(self.fonts, &paragraph.text, self.setting(role), width, pitch);
            lines + self.standard.shape(role).before.pt()
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
