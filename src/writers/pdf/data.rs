//! The document as the layout reads it: `/data.json`.

mod words;

use std::borrow::Cow;
use std::cell;
use std::collections::BTreeSet;

use serde::Serialize;

use super::heights::Heights;
use crate::model::outline::Outline;
use crate::model::{Block, Columns, Document, Inline, Layout, Paragraph, Role, Standard, Table};
use crate::writers::fit::{ABOVE_TEXT, Fit, MARK_ABOVE_TEXT, stamp, table};
use crate::writers::fonts::Fonts;

/// The most lines of all footnotes to a row, which must stand on the row's page: Typst tries
/// longer ones on page after page for ever, and so it does with notes of any length to a row
/// that is parted by the end of a page.
const NOTES_IN_ROW: usize = 12;

/// Where a paragraph stands: section, block, cell, paragraph.
type Place = (usize, usize, usize, usize);

#[derive(Serialize)]
struct Data<'a> {
    title: &'a str,
    sections: Vec<Section<'a>>,
}

#[derive(Serialize)]
struct Section<'a> {
    contact: Vec<Par<'a>>,
    blocks: Vec<Piece<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum Piece<'a> {
    Paragraph(Par<'a>),
    Columns {
        layout: Layout,
        indent: f64,
        widths: &'a [f64],
        cells: Vec<Vec<Par<'a>>>,
        /// Never parted by the end of a page.
        whole: bool,
    },
    /// Plain words that look like the body in all.
    Plain {
        words: Cow<'a, str>,
    },
    Table {
        widths: &'a [f64],
        /// Heights of the rows, where they are known before layout.
        heights: Vec<Option<f64>>,
        head: Vec<Words<'a>>,
        /// The columns of figures alone.
        figures: Vec<bool>,
        /// True when every cell is no more than its words.
        plain: bool,
        cells: Vec<Cell<'a>>,
    },
    Break,
}

#[derive(Serialize)]
struct Par<'a> {
    role: &'static str,
    words: Words<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    space: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    indent: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    frame: Option<(f64, f64)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    above: Option<(f64, f64)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    keep: Option<bool>,
    /// Kept whole, and with what follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    held: Option<bool>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Cell<'a> {
    Plain(Cow<'a, str>),
    Runs {
        runs: Words<'a>,
        tall: bool,
    },
    Figures {
        figures: Words<'a>,
        tall: bool,
    },
    /// A heading that is not repeated.
    Head {
        head: Words<'a>,
        tall: bool,
    },
}

#[derive(Serialize)]
#[serde(untagged)]
enum Words<'a> {
    Plain(Cow<'a, str>),
    Runs(Vec<Run<'a>>),
}

#[derive(Serialize)]
#[serde(untagged)]
enum Run<'a> {
    Plain(Cow<'a, str>),
    Faced { words: Cow<'a, str>, face: u8, raised: bool },
    Note { note: Words<'a>, number: usize },
    Missing { missing: String },
    Break { r#break: bool },
}

/// Writes a document. `kept` are the blocks (section, block) whose paragraph must stand on
/// the page of the next block.
pub(super) fn data(
    document: &Document,
    standard: &Standard,
    fit: &Fit,
    fonts: &Fonts,
    kept: &BTreeSet<(usize, usize)>,
) -> String {
    let bodily = bodily(standard, fit);
    let heights = Heights { standard, fit, fonts };
    let outline = Outline::default();
    let mut writer =
        Writer { standard, fit, fonts, kept, heights, outline, bodily: &bodily, noted: cell::Cell::new(0) };
    let sections = document
        .sections
        .iter()
        .enumerate()
        .map(|(at, section)| writer.section(at, &section.blocks))
        .collect();
    let title = if document.title.trim().is_empty() { &standard.name } else { &document.title };
    serde_json::to_string(&Data { title, sections }).unwrap_or_default()
}

/// The roles that look and stand like the body in every measure.
fn bodily(standard: &Standard, fit: &Fit) -> BTreeSet<Role> {
    let body = standard.role(Role::Body);
    let same = |role: &Role| {
        let rule = standard.role(*role);
        let size = fit.size(*role).to_bits() == fit.size(Role::Body).to_bits();
        size && (&rule.shape, rule.bold, rule.italic, rule.keep_next, &rule.colour)
            == (&body.shape, body.bold, body.italic, body.keep_next, &body.colour)
    };
    Role::ALL.iter().copied().filter(same).collect()
}

fn is_contact(paragraph: &Paragraph) -> bool {
    paragraph.role == Role::Contact
}

struct Writer<'a> {
    standard: &'a Standard,
    fit: &'a Fit,
    fonts: &'a Fonts,
    kept: &'a BTreeSet<(usize, usize)>,
    heights: Heights<'a>,
    outline: Outline,
    /// The roles that look and stand like the body.
    bodily: &'a BTreeSet<Role>,
    /// How many footnotes there are so far.
    noted: cell::Cell<usize>,
}

impl<'a> Writer<'a> {
    fn section(&mut self, at: usize, blocks: &'a [Block]) -> Section<'a> {
        let contact = blocks.iter().flat_map(Block::paragraphs).filter(|paragraph| is_contact(paragraph));
        let aside = self.heights.aside(contact);
        let mut section = Section { contact: Vec::new(), blocks: Vec::with_capacity(blocks.len()) };
        for (index, block) in blocks.iter().enumerate() {
            match block {
                Block::Paragraph(paragraph) => {
                    let par = self.alone(paragraph, (at, index, 0, 0));
                    if aside && is_contact(paragraph) {
                        section.contact.push(par);
                    } else {
                        section.blocks.push(self.plain(par, paragraph.role));
                    }
                }
                Block::Columns(columns) => section.blocks.push(self.columns(columns, at, index)),
                Block::Table(table) => section.blocks.push(self.table(table, self.fit.widths(at, index))),
                Block::PageBreak => section.blocks.push(Piece::Break),
            }
        }
        section
    }

    /// A paragraph with nothing of its own is no more than its words.
    fn plain(&self, par: Par<'a>, role: Role) -> Piece<'a> {
        let bare = (par.level, par.rule, par.space, par.indent) == (None, None, None, None)
            && (par.frame, par.above, par.keep, par.held) == (None, None, None, None);
        match par.words {
            Words::Plain(words) if bare && self.bodily.contains(&role) => Piece::Plain { words },
            words => Piece::Paragraph(Par { words, ..par }),
        }
    }

    /// A paragraph that is a block of its own.
    fn alone(&mut self, paragraph: &'a Paragraph, place: Place) -> Par<'a> {
        let page = self.standard.page.text_width();
        let mut par = self.paragraph(paragraph, place, page, usize::MAX);
        par.held = self.fit.held(place.0, place.1).then_some(true);
        par.keep = self.kept.contains(&(place.0, place.1)).then_some(true);
        let indent = self.fit.indent(place.0, place.1);
        if indent > 0.0 {
            par.indent = Some(indent);
        }
        match (paragraph.role, par.frame) {
            // Ô 11 stands in the top margin, over the middle of the right column.
            (Role::Circulation, Some((width, height))) => {
                let right = self.standard.columns.letterhead.right.get_ref().pt();
                par.above = Some((page - (right + width) / 2.0, -height - ABOVE_TEXT));
            }
            (Role::Urgency, Some(_)) => par.indent = Some(0.0),
            _ => {}
        }
        par
    }

    fn columns(&mut self, columns: &'a Columns, section: usize, block: usize) -> Piece<'a> {
        let (widths, indent) = (self.fit.widths(section, block), self.fit.indent(section, block));
        let inlines = columns.cells.iter().flatten().flat_map(|paragraph| &paragraph.text);
        let notes = self.notes(inlines, NOTES_IN_ROW);
        let cells = columns.cells.iter().zip(widths).enumerate().map(|(cell, (paragraphs, &width))| {
            let paragraphs = paragraphs.iter().enumerate();
            paragraphs
                .map(|(at, paragraph)| {
                    let mut par = self.paragraph(paragraph, (section, block, cell, at), width, notes);
                    if let (Role::Circulation, Some((frame, height))) = (paragraph.role, par.frame) {
                        par.above = Some(((width - frame) / 2.0, -height - ABOVE_TEXT));
                    }
                    par
                })
                .collect()
        });
        let cells = cells.collect();
        let whole = self.heights.whole(&columns.cells, widths);
        Piece::Columns { layout: columns.layout, indent, widths, cells, whole }
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph, place: Place, width: f64, notes: usize) -> Par<'a> {
        let role = paragraph.role;
        let (section, block, cell, at) = place;
        let rule = self.standard.role(role);
        let words = self.words(&paragraph.text, (rule.bold, rule.italic, self.fit.size(role)), width, notes);
        let level = self.outline.level(role).filter(|_| !paragraph.words().trim().is_empty());
        Par {
            role: role.key(),
            words,
            level,
            rule: self.fit.rule(section, block, cell, at),
            space: self.fit.space(section, block, cell, at),
            indent: None,
            frame: stamp(paragraph, self.standard, self.fonts),
            above: (role == Role::ElectronicMark).then_some((0.0, -MARK_ABOVE_TEXT)),
            keep: None,
            held: None,
        }
    }

    fn table(&self, table: &'a Table, widths: &'a [f64]) -> Piece<'a> {
        let padding = 2.0 * self.standard.table.padding_x.get_ref().pt();
        let words = |role: Role, cell: &'a [Inline], width: f64, notes: usize| {
            let rule = self.standard.role(role);
            self.words(cell, (rule.bold, rule.italic, self.fit.size(role)), width - padding, notes)
        };
        let heads = table.header_rows.min(table.rows.len());
        // A head too tall to be a head is rows like the others.
        let heads = if self.heights.repeated(&table.rows[..heads], widths) { heads } else { 0 };
        let (head, rows) = table.rows.split_at(heads);
        let certain = |(height, certain): (f64, bool)| certain.then_some(height);
        let mut heights: Vec<Option<f64>> =
            head.iter().map(|row| certain(self.heights.row(Role::TableHead, row, widths))).collect();
        let head = head.iter().flat_map(|row| row.iter().zip(widths));
        let head: Vec<Words<'a>> =
            head.map(|(cell, &width)| words(Role::TableHead, cell, width, 0)).collect();
        let lone = |column: usize| {
            let mut cells = rows.iter().filter_map(|row| row.get(column));
            heads == table.header_rows && cells.all(table::figures)
        };
        let columns: Vec<bool> = (0..widths.len()).map(lone).collect();
        let mut cells = Vec::with_capacity(rows.len() * widths.len());
        for (at, row) in rows.iter().enumerate() {
            let head = heads + at < table.header_rows;
            let role = if head { Role::TableHead } else { Role::TableCell };
            let height = self.heights.row(role, row, widths);
            let tall = self.heights.tall(height.0);
            heights.push(if tall { None } else { certain(height) });
            let notes = self.notes(row.iter().flatten(), if tall { 0 } else { NOTES_IN_ROW });
            cells.extend(row.iter().zip(widths).zip(&columns).map(|((cell, &width), &lone)| {
                match words(role, cell, width, notes) {
                    runs if head => Cell::Head { head: runs, tall },
                    runs if !lone && table::figures(cell) => Cell::Figures { figures: runs, tall },
                    Words::Plain(words) if !tall => Cell::Plain(words),
                    runs => Cell::Runs { runs, tall },
                }
            }));
        }
        let plain = cells.iter().all(|cell| matches!(cell, Cell::Plain(_)));
        Piece::Table { widths, heights, head, figures: columns, plain, cells }
    }
}
