//! The document as the layout reads it: `/data.json`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::outline::Outline;
use crate::model::{Block, Columns, Document, Inline, Layout, Paragraph, Role, Standard, Table};
use crate::writers::fit::{ABOVE_TEXT, Fit, MARK_ABOVE_TEXT, heights::Heights, notes, stamp, table};
use crate::writers::fonts::{Fonts, unseen};

/// Where the notes stand that words call.
#[derive(Clone, Copy, PartialEq)]
enum Notes {
    /// At the foot of the page.
    AtFoot,
    /// Below the words, numbered among themselves.
    Below,
    /// Among the words: a note inside a note has no other place.
    Among,
}

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

impl<'a> Words<'a> {
    fn into_runs(self) -> Vec<Run<'a>> {
        match self {
            Words::Plain(words) => vec![Run::Plain(words)],
            Words::Runs(runs) => runs,
        }
    }
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

/// Writes a document.
pub(super) fn data(
    document: &Document,
    standard: &Standard,
    fit: &Fit,
    fonts: &Fonts,
    mends: &Mends,
) -> String {
    let bodily = bodily(standard, fit);
    let heights = Heights { standard, fit, fonts };
    let mut writer =
        Writer { standard, fit, fonts, mends, heights, outline: Outline::default(), bodily: &bodily };
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

pub(super) fn is_contact(paragraph: &Paragraph) -> bool {
    paragraph.role == Role::Contact
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
}

impl<'a> Writer<'a> {
    fn section(&mut self, at: usize, blocks: &'a [Block]) -> Section<'a> {
        let contact = blocks.iter().flat_map(Block::paragraphs).filter(|paragraph| is_contact(paragraph));
        let aside = self.heights.aside(contact);
        let mut section =
            Section { contact: Vec::new(), foot: None, blocks: Vec::with_capacity(blocks.len()) };
        for (index, block) in blocks.iter().enumerate() {
            match block {
                Block::Paragraph(paragraph) => {
                    let par = self.alone(paragraph, (at, index, 0, 0));
                    if aside && is_contact(paragraph) {
                        section.contact.push(par);
                        section.foot = Some(self.mends.feet.get(&at).copied().unwrap_or_default());
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
        let notes = if self.heights.crowded(&columns.cells) { Notes::Below } else { Notes::AtFoot };
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
        let whole = columns.layout == Layout::Signature && self.heights.whole(&columns.cells, widths);
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

    fn table(&self, table: &'a Table, widths: &'a [f64]) -> Piece<'a> {
        let padding = 2.0 * self.standard.table.padding_x.get_ref().pt();
        let words = |role: Role, cell: &'a [Inline], width: f64, notes: Notes| {
            let rule = self.standard.role(role);
            self.words(cell, (rule.bold, rule.italic, self.fit.size(role)), width - padding, notes)
        };
        let heads = table.header_rows.min(table.rows.len());
        // A head too tall to be a head is rows like the others.
        let heads = if self.heights.repeated(&table.rows[..heads], widths) { heads } else { 0 };
        let (head, rows) = table.rows.split_at(heads);
        let head = head.iter().flat_map(|row| row.iter().zip(widths));
        let head: Vec<Words<'a>> =
            head.map(|(cell, &width)| words(Role::TableHead, cell, width, Notes::AtFoot)).collect();
        let mut cells = Vec::with_capacity(rows.len() * widths.len());
        let mut heights = vec![None; heads];
        for (at, row) in rows.iter().enumerate() {
            let tall = self.heights.parted(row, widths);
            heights.push(self.heights.certain(row, widths));
            let head = heads + at < table.header_rows;
            let notes = if tall { Notes::Below } else { Notes::AtFoot };
            let role = if head { Role::TableHead } else { Role::TableCell };
            cells.extend(row.iter().zip(widths).map(|(cell, &width)| {
                match words(role, cell, width, notes) {
                    runs if head => Cell::Head { head: runs, tall },
                    runs if table::figures(cell) => Cell::Figures { figures: runs, tall },
                    Words::Plain(words) if !tall => Cell::Plain(words),
                    runs => Cell::Runs { runs, tall },
                }
            }));
        }
        Piece::Table { widths, heights, head, cells }
    }

    /// The words in a face (bold, italic, size) where `width` pt are free.
    fn words(&self, inlines: &'a [Inline], face: (bool, bool, f64), width: f64, notes: Notes) -> Words<'a> {
        let mut runs = Vec::with_capacity(inlines.len());
        let mut below = Vec::new();
        let note_face = || {
            let rule = self.standard.role(Role::Footnote);
            (rule.bold, rule.italic, self.fit.size(Role::Footnote))
        };
        let raised = |number| Run::Faced { words: Cow::Owned(notes::number(number)), face: 0, raised: true };
        for inline in inlines {
            match inline {
                Inline::Text(run) => {
                    let added = u8::from(run.bold && !face.0) + 2 * u8::from(run.italic && !face.1);
                    let setting = (face.0 || run.bold, face.1 || run.italic, face.2);
                    for part in self.parts(&run.text, setting, width) {
                        runs.push(match part {
                            Part::Words(words) if added == 0 && !run.superscript => Run::Plain(words),
                            Part::Words(words) => Run::Faced { words, face: added, raised: run.superscript },
                            Part::Missing(c) => Run::Missing { missing: format!("U+{:04X}", u32::from(c)) },
                            Part::Cut => Run::Break { r#break: true },
                        });
                    }
                }
                Inline::Footnote { text } => match notes {
                    Notes::Among => runs.extend(self.words(text, face, width, notes).into_runs()),
                    Notes::AtFoot => {
                        let page = self.standard.page.text_width();
                        runs.push(Run::Note { note: self.words(text, note_face(), page, Notes::Among) });
                    }
                    Notes::Below => {
                        below.push(text);
                        runs.push(raised(below.len()));
                    }
                },
                Inline::Break => runs.push(Run::Break { r#break: true }),
            }
        }
        for (at, text) in below.into_iter().enumerate() {
            let mut note = vec![raised(at + 1), Run::Plain(Cow::Borrowed(" "))];
            note.extend(self.words(text, note_face(), width, Notes::Among).into_runs());
            runs.extend([Run::Break { r#break: true }, Run::Below { below: Words::Runs(note) }]);
        }
        match &mut runs[..] {
            [] => Words::Plain(Cow::Borrowed("")),
            [Run::Plain(only)] => Words::Plain(std::mem::take(only)),
            _ => Words::Runs(runs),
        }
    }

    /// Cuts words at characters without a glyph and inside words that are wider than the
    /// line: Typst would let them run off the paper.
    fn parts(&self, text: &'a str, face: (bool, bool, f64), width: f64) -> Vec<Part<'a>> {
        let odd = |c: char| !c.is_ascii_graphic() && c != ' ' && (unseen(c) || !self.fonts.has(c));
        // No letter is much wider than an em, so a word this short cannot be too wide.
        let long = |text: &str| {
            text.split(' ').any(|word| {
                word.len() as f64 * face.2 > width && self.fonts.advance(word, face.0, face.1, face.2) > width
            })
        };
        if !text.contains(odd) && !long(text) {
            return vec![Part::Words(Cow::Borrowed(text))];
        }
        let mut parts = Vec::new();
        let mut words = String::new();
        let mut used = 0.0;
        let mut buffer = [0; 4];
        for c in text.chars() {
            let shown = if c.is_whitespace() && c != '\u{a0}' { ' ' } else { c };
            if unseen(shown) && shown != ' ' && shown != '\u{a0}' {
                continue;
            }
            if !self.fonts.has(shown) {
                if !words.is_empty() {
                    parts.push(Part::Words(Cow::Owned(std::mem::take(&mut words))));
                }
                parts.push(Part::Missing(shown));
                used += face.2 * 2.0;
                continue;
            }
            let advance = self.fonts.advance(shown.encode_utf8(&mut buffer), face.0, face.1, face.2);
            used = if shown == ' ' { 0.0 } else { used + advance };
            if used > width - 1.0 {
                parts.push(Part::Words(Cow::Owned(std::mem::take(&mut words))));
                parts.push(Part::Cut);
                used = advance;
            }
            words.push(shown);
        }
        if !words.is_empty() {
            parts.push(Part::Words(Cow::Owned(words)));
        }
        parts
    }
}

enum Part<'a> {
    Words(Cow<'a, str>),
    Missing(char),
    Cut,
}
