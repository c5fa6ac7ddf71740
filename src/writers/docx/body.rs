//! The document part: sections, blocks, and what Word demands between them.

use docx_rs::{BuildXML, Document as Written, DocumentChild, Paragraph as WrittenParagraph};

use super::columns::{self, Row};
use super::package::Part;
use super::paragraph::{Pen, Place, spacer};
use super::picture::Pictures;
use super::redline::{Tracked, is_tracked};
use super::{section, styles, table, twips, twips_unsigned};
use crate::model::{At, Block, Document, Layout, Paragraph, Role, Section, Standard};
use crate::writers::fit::Fit;
use crate::writers::fonts::Fonts;
use crate::writers::marked::Fate;

/// The document part and what it refers to, not yet mended.
pub(super) struct Body {
    /// The document part.
    pub(super) document: Vec<u8>,
    /// The notes, as elements of the notes part; `None` where there are none.
    pub(super) notes: Option<Vec<u8>>,
    /// Headers and footers.
    pub(super) margins: Vec<Part>,
    /// Its pictures.
    pub(super) pictures: Pictures,
}

/// Writes a document's parts.
pub(super) fn write(
    document: &Document,
    standard: &Standard,
    fit: &Fit,
    fonts: &Fonts,
    tracked: &Tracked,
) -> Body {
    let mut pen = Pen::new(standard, fit, fonts, tracked);
    let feet: Vec<Vec<(At, &Paragraph)>> = document.sections.iter().enumerate().map(contact).collect();
    let has_foot: Vec<bool> = feet.iter().map(|foot| !foot.is_empty()).collect();
    let mut margins = section::shared_margins();
    if has_foot.contains(&true) {
        margins.push(section::foot(&mut pen, 0, &[]));
        for (at, foot) in feet.iter().enumerate().filter(|(_, foot)| !foot.is_empty()) {
            margins.push(section::foot(&mut pen, at, foot));
        }
    }
    let mut written = Written::new();
    for (at, part) in document.sections.iter().enumerate() {
        let mut children = blocks(&mut pen, at, part);
        // LibreOffice opens such a section with a whole empty line of its own otherwise, and
        // such a document too when it has notes.
        let of_many = document.sections.len() > 1 || pen.has_notes();
        if of_many && matches!(children.first(), Some(DocumentChild::Table(_))) {
            children.insert(0, child(spacer()));
        }
        let property = section::property(standard, at, &has_foot);
        // What one version has not carries nothing that the other needs.
        let last = match children.last_mut() {
            Some(DocumentChild::Paragraph(last)) if !is_tracked(last) => Some(last),
            _ => None,
        };
        let end = tracked.marks.end(at);
        match (end, last) {
            _ if at + 1 == document.sections.len() => {
                if last_is_needed(&children) {
                    children.push(child(spacer()));
                }
                written.section_property = property;
            }
            (None, _) => {}
            (Some(Fate::Both), Some(last)) => last.property.section_property = Some(property),
            (Some(fate), _) => {
                let mut end = spacer().section_property(property);
                tracked.paragraph(fate, &mut end);
                children.push(child(end));
            }
        }
        written.children.append(&mut children);
    }
    let (notes, pictures) = pen.end();
    Body { document: written.build(), notes, margins, pictures }
}

/// True where nothing that both versions have ends the children: Word wants a paragraph there.
fn last_is_needed(children: &[DocumentChild]) -> bool {
    !matches!(children.last(), Some(DocumentChild::Paragraph(last)) if !is_tracked(last))
}

/// The contact lines of a section, with their places: they stand at the foot of its first page.
fn contact((at, section): (usize, &Section)) -> Vec<(At, &Paragraph)> {
    let blocks = section.blocks.iter().enumerate();
    blocks
        .filter_map(|(block, inside)| match inside {
            Block::Paragraph(paragraph) if paragraph.role == Role::Contact => {
                Some((At { section: at, block, within: None }, paragraph))
            }
            _ => None,
        })
        .collect()
}

fn blocks(pen: &mut Pen<'_>, section: usize, part: &Section) -> Vec<DocumentChild> {
    let mut out = Vec::new();
    let mut rows: Vec<Row<'_>> = Vec::new();
    let (mut top, mut new_page) = (true, false);
    for (at, block) in part.blocks.iter().enumerate() {
        if !matches!(block, Block::Columns(_)) {
            close(pen, &mut rows, &mut out);
        }
        let keep_next = part.blocks.get(at + 1).is_some_and(is_signature);
        match block {
            Block::Paragraph(paragraph) if paragraph.role == Role::Contact => continue,
            Block::Paragraph(paragraph) => {
                let place = Place { keep_next, new_page, ..alone(pen, paragraph, (section, at), top) };
                out.extend(pen.paragraph(paragraph, place).into_iter().map(child));
                if stands_in_margin(paragraph.role) {
                    continue;
                }
            }
            Block::Columns(columns) => {
                let row = Row { section, block: at, columns, new_page };
                if rows.last().is_some_and(|last| !same_widths(pen, last, &row)) {
                    close(pen, &mut rows, &mut out);
                }
                rows.push(row);
            }
            Block::Table(content) => {
                above_table(&mut out);
                let written = table::table(pen, content, (section, at), keep_next, new_page);
                out.push(DocumentChild::Table(Box::new(written)));
            }
            Block::PageBreak => {
                (top, new_page) = (true, true);
                continue;
            }
        }
        (top, new_page) = (false, false);
    }
    close(pen, &mut rows, &mut out);
    out
}

/// How a paragraph stands that is a block of its own.
fn alone(pen: &Pen<'_>, paragraph: &Paragraph, (section, block): (usize, usize), top: bool) -> Place {
    let own = pen.standard.shape(paragraph.role).before.pt();
    let white = pen.fit.space(section, block, 0, 0).map(|white| own + white);
    let indent = pen.fit.indent(section, block);
    Place {
        at: At { section, block, within: None },
        before: if top { Some(0.0) } else { white },
        left: (indent > 0.0 || paragraph.role == Role::Urgency).then_some(indent),
        width: pen.standard.page.text_width(),
        rule: pen.fit.rule(section, block, 0, 0),
        whole: pen.fit.held(section, block),
        ..Place::default()
    }
}

/// True for what takes no place in the text.
fn stands_in_margin(role: Role) -> bool {
    matches!(role, Role::ElectronicMark | Role::Circulation)
}

fn is_signature(block: &Block) -> bool {
    matches!(block, Block::Columns(columns) if columns.layout == Layout::Signature)
}

/// True when two rows can stand in one table.
fn same_widths(pen: &Pen<'_>, one: &Row<'_>, other: &Row<'_>) -> bool {
    let measures =
        |row: &Row<'_>| (pen.fit.widths(row.section, row.block), pen.fit.indent(row.section, row.block));
    measures(one) == measures(other) && !other.new_page
}

/// Writes the rows that are waiting as one table.
fn close(pen: &mut Pen<'_>, rows: &mut Vec<Row<'_>>, out: &mut Vec<DocumentChild>) {
    if !rows.is_empty() {
        part_tables(out);
        let written = columns::table(pen, rows);
        out.push(DocumentChild::Table(Box::new(written)));
        rows.clear();
    }
}

/// Parts the next table from one right before it: two that touch would become one. A
/// paragraph in the margin needs one in the text to hang on, too: LibreOffice loses it else.
fn part_tables(out: &mut Vec<DocumentChild>) {
    let in_margin = |last: &WrittenParagraph| last.property.frame_property.is_some();
    let part = match out.last() {
        Some(DocumentChild::Table(_)) => true,
        Some(DocumentChild::Paragraph(last)) => in_margin(last),
        _ => false,
    };
    if part {
        out.push(child(spacer()));
    }
}

/// White above a table. A table has none of its own, so what stands above it leaves it.
fn above_table(out: &mut Vec<DocumentChild>) {
    match out.last_mut() {
        Some(DocumentChild::Paragraph(last)) => {
            let spacing = last.property.line_spacing.take().unwrap_or_default();
            last.property.line_spacing = Some(spacing.after(twips_unsigned(table::ABOVE)));
        }
        Some(_) => out.push(child(spacer().line_spacing(styles::exact(twips(table::ABOVE))))),
        None => {}
    }
}

fn child(paragraph: WrittenParagraph) -> DocumentChild {
    DocumentChild::Paragraph(Box::new(paragraph))
}
