//! The document as the layout reads it: `/data.json`.

mod words;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::outline::Outline;
use crate::model::{Block, Columns, Document, Inline, Layout, Paragraph, Picture, Role, Standard, Table};
use crate::writers::fit::{ABOVE_TEXT, Fit, MARK_ABOVE_TEXT, heights::Heights, stamp, table};
use crate::writers::fonts::Fonts;
use typst::foundations::Bytes;
use words::Notes;

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
    /// Before which block the contact is read; it stands at the foot of that block's page.
    #[serde(skip_serializing_if = "Option::is_none")]
    foot: Option<usize>,
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
    /// Starts a page.
    #[serde(rename = "new-page", skip_serializing_if = "Option::is_none")]
    new_page: Option<bool>,
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
    Faced {
        words: Cow<'a, str>,
        face: u8,
        raised: bool,
    },
    Note {
        note: Words<'a>,
        number: usize,
    },
    /// In the size of a note, below the words.
    Below {
        below: Words<'a>,
    },
    Missing {
        missing: String,
    },
    Break {
        r#break: bool,
    },
    Picture(Shown<'a>),
}

/// A picture as the layout shows it. Lengths are in pt.
#[derive(Serialize)]
struct Shown<'a> {
    /// Where its file stands among the pictures: from its first byte to its last.
    file: (usize, usize),
    format: &'static str,
    width: f64,
    height: f64,
    /// What letters have below its line.
    descent: f64,
    alt: &'a str,
    /// The digest of its file: so this data tells one document from every other.
    digest: String,
}

/// What a first layout has shown to be mended, by section and block.
#[derive(Default, PartialEq)]
pub(super) struct Mends {
    /// The paragraphs that must stand on the page of the next block.
    pub(super) kept: BTreeSet<(usize, usize)>,
    /// The paragraphs that start a page: they went there with what they are kept with, and
    /// left their notes behind.
    pub(super) moved: BTreeSet<(usize, usize)>,
    /// For a section, the block before which its contact lines are read.
    pub(super) feet: BTreeMap<usize, usize>,
}

/// A document as the layout reads it.
pub(super) struct Given {
    pub(super) json: String,
    /// The block (section, block) that calls each note at the foot of a page, by the numbers of
    /// the notes from 1.
    pub(super) called: Vec<(usize, usize)>,
    /// The files of the pictures, one after another: `/pictures`.
    pub(super) pictures: Bytes,
}

/// Writes a document.
pub(super) fn data(
    document: &Document,
    standard: &Standard,
    fit: &Fit,
    fonts: &Fonts,
    mends: &Mends,
) -> Given {
    let bodily = bodily(standard, fit);
    let heights = Heights { standard, fit, fonts };
    let mut writer = Writer {
        standard,
        fit,
        fonts,
        mends,
        heights,
        outline: Outline::default(),
        bodily: &bodily,
        block: Default::default(),
        called: Vec::new(),
        pictures: Pictures::default(),
    };
    let sections = document
        .sections
        .iter()
        .enumerate()
        .map(|(at, section)| writer.section(at, &section.blocks))
        .collect();
    let title = if document.title.trim().is_empty() { &standard.name } else { &document.title };
    let json = serde_json::to_string(&Data { title, sections }).unwrap_or_default();
    Given { json, called: writer.called, pictures: Bytes::new(writer.pictures.files) }
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

/// The contact lines of a section, each with its place among the blocks.
pub(super) fn contact(blocks: &[Block]) -> impl Iterator<Item = (usize, &Paragraph)> {
    blocks.iter().enumerate().filter_map(|(at, block)| match block {
        Block::Paragraph(paragraph) if paragraph.role == Role::Contact => Some((at, paragraph)),
        _ => None,
    })
}

struct Writer<'a> {
    standard: &'a Standard,
    fit: &'a Fit,
    fonts: &'a Fonts,
    mends: &'a Mends,
    heights: Heights<'a>,
    outline: Outline,
    /// The roles that look and stand like the body.
    bodily: &'a BTreeSet<Role>,
    /// The section and the block that is being written.
    block: (usize, usize),
    /// The blocks of the notes so far that stand at the foot of a page.
    called: Vec<(usize, usize)>,
    pictures: Pictures,
}

/// The files of pictures, each image once.
#[derive(Default)]
struct Pictures {
    files: Vec<u8>,
    places: BTreeMap<[u8; 32], (usize, usize)>,
}

impl Pictures {
    /// The place of a picture's file, which is put there when it is met first.
    fn place(&mut self, picture: &Picture) -> (usize, usize) {
        let image = picture.image();
        *self.places.entry(*image.digest()).or_insert_with(|| {
            let start = self.files.len();
            self.files.extend_from_slice(image.bytes());
            (start, self.files.len())
        })
    }
}

impl<'a> Writer<'a> {
    fn section(&mut self, at: usize, blocks: &'a [Block]) -> Section<'a> {
        let lines: Vec<(usize, &Paragraph)> = contact(blocks).collect();
        let aside = !lines.is_empty() && self.heights.aside(lines.iter().map(|&(_, paragraph)| paragraph));
        let lines = if aside { lines } else { Vec::new() };
        let foot = aside.then(|| self.mends.feet.get(&at).copied().unwrap_or_default());
        let mut section = Section { contact: Vec::new(), foot, blocks: Vec::with_capacity(blocks.len()) };
        for (index, block) in blocks.iter().enumerate() {
            // Notes are numbered as they are read: those of the contact where it is read.
            if foot == Some(section.blocks.len()) && section.contact.is_empty() {
                section.contact = self.contact(at, &lines);
            }
            self.block = (at, index);
            match block {
                Block::Paragraph(paragraph) if aside && paragraph.role == Role::Contact => {}
                Block::Paragraph(paragraph) => {
                    let par = self.alone(paragraph, (at, index, 0, 0));
                    section.blocks.push(self.plain(par, paragraph.role));
                }
                Block::Columns(columns) => section.blocks.push(self.columns(columns, at, index)),
                Block::Table(table) => section.blocks.push(self.table(table, self.fit.widths(at, index))),
                Block::PageBreak => section.blocks.push(Piece::Break),
            }
        }
        if section.contact.is_empty() {
            section.contact = self.contact(at, &lines);
        }
        section
    }

    /// The contact lines that stand at the foot of a section's first page.
    fn contact(&mut self, section: usize, lines: &[(usize, &'a Paragraph)]) -> Vec<Par<'a>> {
        let line = |&(index, paragraph): &(usize, &'a Paragraph)| {
            self.block = (section, index);
            // What floats to the foot of a page cannot start one.
            Par { new_page: None, ..self.alone(paragraph, (section, index, 0, 0)) }
        };
        lines.iter().map(line).collect()
    }

    /// A paragraph with nothing of its own is no more than its words.
    fn plain(&self, par: Par<'a>, role: Role) -> Piece<'a> {
        let bare = (par.level, par.rule, par.space, par.indent) == (None, None, None, None)
            && (par.frame, par.above, par.keep, par.held) == (None, None, None, None)
            && par.new_page.is_none();
        match par.words {
            Words::Plain(words) if bare && self.bodily.contains(&role) => Piece::Plain { words },
            words => Piece::Paragraph(Par { words, ..par }),
        }
    }

    /// A paragraph that is a block of its own.
    fn alone(&mut self, paragraph: &'a Paragraph, place: Place) -> Par<'a> {
        let page = self.standard.page.text_width();
        let mut par = self.paragraph(paragraph, place, page, Notes::AtFoot);
        par.held = self.fit.held(place.0, place.1).then_some(true);
        par.keep = self.mends.kept.contains(&(place.0, place.1)).then_some(true);
        par.new_page = self.mends.moved.contains(&(place.0, place.1)).then_some(true);
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
        let crowded = self.heights.crowded(&columns.cells);
        let notes = if crowded { Notes::Below } else { Notes::AtFoot };
        let cells = columns.cells.iter().zip(widths).enumerate().map(|(cell, (paragraphs, &width))| {
            let paragraphs = paragraphs.iter().enumerate();
            paragraphs
                .map(|(at, paragraph)| {
                    let mut par = self.paragraph(paragraph, (section, block, cell, at), width, notes);
                    par.indent = self.fit.seal(section, block, cell, at);
                    if let (Role::Circulation, Some((frame, height))) = (paragraph.role, par.frame) {
                        par.above = Some(((width - frame) / 2.0, -height - ABOVE_TEXT));
                    }
                    par
                })
                .collect()
        });
        let cells = cells.collect();
        let whole = self.heights.whole(&columns.cells, widths, crowded);
        Piece::Columns { layout: columns.layout, indent, widths, cells, whole }
    }

    fn paragraph(&mut self, paragraph: &'a Paragraph, place: Place, width: f64, notes: Notes) -> Par<'a> {
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
            new_page: None,
        }
    }

    fn table(&mut self, table: &'a Table, widths: &'a [f64]) -> Piece<'a> {
        let heights = self.heights;
        let padding = 2.0 * self.standard.table.padding_x.get_ref().pt();
        let mut words = |role: Role, cell: &'a [Inline], width: f64, notes: Notes| {
            let rule = self.standard.role(role);
            self.words(cell, (rule.bold, rule.italic, self.fit.size(role)), width - padding, notes)
        };
        let heads = table.header_rows.min(table.rows.len());
        // A head too tall to be a head is rows like the others.
        let heads = if heights.repeated(&table.rows[..heads], widths) { heads } else { 0 };
        let (head, rows) = table.rows.split_at(heads);
        let certain = |(height, certain): (f64, bool)| certain.then_some(height);
        let mut known: Vec<Option<f64>> =
            head.iter().map(|row| certain(heights.row(Role::TableHead, row, widths))).collect();
        let head = head.iter().flat_map(|row| row.iter().zip(widths));
        let head: Vec<Words<'a>> =
            head.map(|(cell, &width)| words(Role::TableHead, cell, width, Notes::AtFoot)).collect();
        let lone = |column: usize| {
            let mut cells = rows.iter().filter_map(|row| row.get(column));
            heads == table.header_rows && cells.all(table::figures)
        };
        let columns: Vec<bool> = (0..widths.len()).map(lone).collect();
        let mut cells = Vec::with_capacity(rows.len() * widths.len());
        for (at, row) in rows.iter().enumerate() {
            let head = heads + at < table.header_rows;
            let role = if head { Role::TableHead } else { Role::TableCell };
            let height = heights.row(role, row, widths);
            let tall = heights.parted(row, height.0);
            known.push(if tall { None } else { certain(height) });
            let notes = if tall { Notes::Below } else { Notes::AtFoot };
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
        Piece::Table { widths, heights: known, head, figures: columns, plain, cells }
    }
}
