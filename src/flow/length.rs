//! How long a document is at the least, before it is laid out.
//!
//! A layout cannot be interrupted and takes memory by the page, so a document that is
//! plainly too long must be refused before. What is counted here is a lower bound: every
//! line that must be, at its exact pitch, without space between paragraphs.

use crate::{
    model::{Block, Document, Inline, Paragraph, Role, Standard, document::words},
    writers::fonts::Fonts,
};

/// Pages that the document has at the least.
pub fn pages_at_least(document: &Document, standard: &Standard, _fonts: &Fonts) -> usize {
    let page = standard.page.text_height();
    let mut pages = 0;
    for section in &document.sections {
        let mut height = 0.0;
        for block in &section.blocks {
            height += match block {
                Block::Paragraph(paragraph) => paragraph_height(paragraph, standard),
                Block::Columns(columns) => columns
                    .cells
                    .iter()
                    .map(|cell| cell.iter().map(|paragraph| paragraph_height(paragraph, standard)).sum())
                    .fold(0.0, f64::max),
                Block::Table(table) => {
                    let width = table.rows.first().map_or(1, |row| row.len().max(1));
                    let pitch = standard.pitch(Role::TableCell).min(standard.pitch(Role::TableHead));
                    table
                        .rows
                        .iter()
                        .map(|row| {
                            let letters: usize = row.iter().map(|cell| letters(cell)).sum();
                            lines(letters / width, standard, Role::TableCell) * pitch
                        })
                        .sum()
                }
                // A break can fall where the page ends anyway: it adds nothing for sure.
                Block::PageBreak => 0.0,
            };
        }
        pages += whole(height / page).max(1);
    }
    pages
}

fn paragraph_height(paragraph: &Paragraph, standard: &Standard) -> f64 {
    let breaks = paragraph.text.iter().filter(|inline| matches!(inline, Inline::Break)).count();
    let lines = lines(letters(&paragraph.text), standard, paragraph.role);
    lines.max(f64::from(u32::try_from(breaks).unwrap_or(u32::MAX))) * standard.pitch(paragraph.role)
}

/// Lines for so many characters when each is as narrow as an `i` (0.27 em) and none is
/// lost at a line's end. Characters without width make the bound too high only for text
/// that no office writes.
fn lines(letters: usize, standard: &Standard, role: Role) -> f64 {
    let narrow = 0.27 * standard.role(role).size;
    let letters = f64::from(u32::try_from(letters).unwrap_or(u32::MAX));
    (letters * narrow / standard.page.text_width()).ceil().max(1.0)
}

fn letters(text: &[Inline]) -> usize {
    words(text).chars().count()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a positive quotient; past the range it saturates"
)]
fn whole(pages: f64) -> usize {
    pages.ceil() as usize
}
