//! What must be measured before it is written: sizes, column widths, lengths of rules.
//!
//! Every writer takes these from here, so that PDF and Word agree to the point.

pub mod heights;
pub mod lines;
pub mod notes;
pub mod picture;
pub mod table;

use std::collections::BTreeMap;

use crate::model::{Block, Columns, Document, Layout, Paragraph, Role, Standard, standard::PT_PER_MM};
use crate::viet::letters::fold;
use crate::writers::fonts::Fonts;
use lines::{Setting, longest, natural};

/// The lines of a letterhead that never wrap (Phụ lục I, Mục II.1, II.4).
const NEVER_WRAPPED: [Role; 3] = [Role::NationalTitle, Role::Motto, Role::PlaceDate];

/// White kept beside a line that must not wrap, in pt: engines round widths differently.
const EASE: f64 = 2.0;

/// The part of a line's pitch above its baseline, as Word and LibreOffice part an exact line.
pub const ASCENT: f64 = 0.8;

/// The most lines of a paragraph that is held whole before a signature.
const HELD: usize = 8;

/// From a stamp in the top margin to the text area, in pt.
pub const ABOVE_TEXT: f64 = 4.0;

/// From the top of the electronic signature's line to the text area, in pt.
pub const MARK_ABOVE_TEXT: f64 = 30.0;

/// White above "Nơi nhận" that stands below the names of several signers, in pt.
const ABOVE_RECIPIENTS: f64 = 12.0;

/// White above a stamp in the letterhead's left column, in pt.
const ABOVE_STAMP: f64 = 6.0;

/// The measures of one document under one standard. Sections, blocks, cells and
/// paragraphs are named by their places in the document, from 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    sizes: BTreeMap<Role, f64>,
    places: Vec<Vec<Place>>,
}

/// The measures of one block.
#[derive(Clone, Debug, Default, PartialEq)]
struct Place {
    indent: f64,
    widths: Vec<f64>,
    rules: Vec<Vec<Option<f64>>>,
    spaces: Vec<Vec<Option<f64>>>,
    seals: Vec<Vec<Option<f64>>>,
    held: bool,
}

impl Fit {
    /// Size of a role in pt: the standard's, or a smaller lawful one where that keeps a
    /// line from wrapping or a table inside the page.
    pub fn size(&self, role: Role) -> f64 {
        self.sizes.get(&role).copied().unwrap_or_default()
    }

    /// Widths in pt of the columns of a block, from left to right; empty for a paragraph.
    pub fn widths(&self, section: usize, block: usize) -> &[f64] {
        self.place(section, block).map_or(&[], |place| &place.widths)
    }

    /// From the text area's left edge to the first column or to the paragraph, in pt; 0
    /// where the role's own shape decides. A signature without nơi nhận stands in the right
    /// half alone; "Kính gửi:" before a list stands left-aligned from here, so that the
    /// list's hyphens are under its colon.
    pub fn indent(&self, section: usize, block: usize) -> f64 {
        self.place(section, block).map_or(0.0, |place| place.indent)
    }

    /// Length in pt of the rule drawn under a paragraph, or `None` where there is none. A
    /// paragraph that is a block of its own is paragraph 0 of cell 0.
    pub fn rule(&self, section: usize, block: usize, cell: usize, paragraph: usize) -> Option<f64> {
        *self.place(section, block)?.rules.get(cell)?.get(paragraph)?
    }

    /// White in pt above a paragraph, beside its role's own: left for the hand signature
    /// above the signer's post or name (where signers stand side by side their names are
    /// level, so it is larger under fewer lines of title); a little above "Nơi nhận", so that
    /// it is level with the first line of the signature; above a stamp.
    pub fn space(&self, section: usize, block: usize, cell: usize, paragraph: usize) -> Option<f64> {
        *self.place(section, block)?.spaces.get(cell)?.get(paragraph)?
    }

    /// From the left edge of its column, in pt, to a seal that stands in the room of a hand
    /// signature; `None` for every other paragraph.
    pub fn seal(&self, section: usize, block: usize, cell: usize, paragraph: usize) -> Option<f64> {
        *self.place(section, block)?.seals.get(cell)?.get(paragraph)?
    }

    /// True for the paragraph before a signature row that stands on one page with it, whole:
    /// so a signature never stands alone, and every engine breaks the page at the same place.
    /// A long paragraph may break; what follows of it goes with the signature.
    pub fn held(&self, section: usize, block: usize) -> bool {
        self.place(section, block).is_some_and(|place| place.held)
    }

    fn place(&self, section: usize, block: usize) -> Option<&Place> {
        self.places.get(section)?.get(block)
    }
}

/// Measures a document.
pub fn fit(document: &Document, standard: &Standard, fonts: &Fonts) -> Fit {
    let mut rulers =
        Rulers { standard, fonts, sizes: BTreeMap::new(), width: standard.page.text_width(), left: 0.0 };
    rulers.sizes = Role::ALL.iter().map(|&role| (role, standard.role(role).size)).collect();
    rulers.fit_tables(document);
    rulers.fit_letterhead(document);
    let places = document
        .sections
        .iter()
        .map(|section| {
            let blocks = &section.blocks;
            (0..blocks.len()).map(|at| rulers.place(blocks, at)).collect()
        })
        .collect();
    Fit { sizes: rulers.sizes, places }
}

/// Width and height in pt of the frame around a stamp (dấu mức độ khẩn, phạm vi lưu hành),
/// or `None` for a role that is no stamp. Words the standard does not know get a frame as
/// high as the others and wide enough.
pub fn stamp(paragraph: &Paragraph, standard: &Standard, fonts: &Fonts) -> Option<(f64, f64)> {
    let role = paragraph.role;
    let first = standard.stamp.iter().find(|stamp| stamp.role == role)?;
    // HOẢ and HỎA are the same word: where the tone mark stands is free.
    let words = fold(paragraph.words().trim());
    let known = standard.stamp.iter().find(|stamp| stamp.role == role && fold(&stamp.text) == words);
    Some(match known {
        Some(stamp) => (stamp.width.get_ref().pt(), stamp.height.get_ref().pt()),
        None => {
            let rule = standard.role(role);
            let setting = Setting { bold: rule.bold, italic: rule.italic, size: rule.size };
            let width = natural(fonts, &paragraph.text, setting) + 5.0 * PT_PER_MM;
            (width, first.height.get_ref().pt())
        }
    })
}

/// White in pt above the first lines of a signature row, beside their roles' own.
pub fn above_signature(standard: &Standard) -> f64 {
    standard.columns.signature.before.as_ref().map_or(0.0, |before| before.get_ref().pt())
}

struct Rulers<'a> {
    standard: &'a Standard,
    fonts: &'a Fonts,
    sizes: BTreeMap<Role, f64>,
    /// Width of the text area.
    width: f64,
    /// Width of the letterhead's left column.
    left: f64,
}

impl Rulers<'_> {
    fn setting(&self, role: Role) -> Setting {
        let rule = self.standard.role(role);
        Setting { bold: rule.bold, italic: rule.italic, size: self.sizes[&role] }
    }

    fn faces(&self) -> table::Faces {
        table::Faces {
            head: self.setting(Role::TableHead),
            cell: self.setting(Role::TableCell),
            padding: 2.0 * self.standard.table.padding_x.get_ref().pt(),
        }
    }

    /// Makes a role smaller by half a point; false when the law permits no less.
    fn shrink(&mut self, role: Role) -> bool {
        let least = self.standard.role(role).allowed[0];
        let Some(size) = self.sizes.get_mut(&role).filter(|size| **size > least) else { return false };
        *size = (*size - 0.5).max(least);
        true
    }

    /// The words of a table never break if a lawful size keeps them whole.
    fn fit_tables(&mut self, document: &Document) {
        for block in document.sections.iter().flat_map(|section| &section.blocks) {
            let Block::Table(table) = block else { continue };
            while !table::fits(self.fonts, table, self.faces(), self.width) {
                let smaller = [Role::TableHead, Role::TableCell].map(|role| self.shrink(role));
                if smaller == [false, false] {
                    break;
                }
            }
        }
    }

    /// One pair of widths for all letterheads: the lines that never wrap first shrink inside
    /// their legal range, then widen the right column, but never below the least left one.
    fn fit_letterhead(&mut self, document: &Document) {
        let rule = &self.standard.columns.letterhead;
        let right = rule.right.get_ref();
        let paragraphs: Vec<&Paragraph> = document
            .sections
            .iter()
            .flat_map(|section| &section.blocks)
            .filter(|block| {
                matches!(block, Block::Columns(Columns { layout: Layout::Letterhead | Layout::Numbering, cells })
                    if cells.len() > 1)
            })
            .flat_map(Block::paragraphs)
            .collect();
        let of = |role: Role| paragraphs.iter().filter(move |paragraph| paragraph.role == role);
        let mut need: f64 = 0.0;
        for role in NEVER_WRAPPED {
            let mut width = self.widest(of(role).copied());
            while width > right.pt() && self.shrink(role) {
                width = self.widest(of(role).copied());
            }
            need = need.max(width);
        }
        let least_left = rule.left.get_ref().allowed.map_or(0.0, |[least, _]| least * PT_PER_MM);
        let least_right = right.allowed.map_or(right.pt(), |[least, _]| least * PT_PER_MM);
        let mut wanted = right.pt().max(need);
        // Nor do the number and the issuer, where the right column has room to spare.
        for role in [Role::DocNumber, Role::ParentBody, Role::IssuingBody] {
            let rest = self.width - self.widest(of(role).copied());
            if rest < wanted && rest >= need.max(least_right) {
                wanted = rest;
            }
        }
        self.left = self.width - wanted.min(self.width - least_left);
    }

    fn widest<'p>(&self, paragraphs: impl Iterator<Item = &'p Paragraph>) -> f64 {
        let widths: Vec<f64> = paragraphs
            .map(|paragraph| natural(self.fonts, &paragraph.text, self.setting(paragraph.role)) + EASE)
            .collect();
        longest(&widths)
    }

    fn place(&self, blocks: &[Block], at: usize) -> Place {
        match &blocks[at] {
            Block::Paragraph(paragraph) => {
                let role_of = |block: Option<&Block>| match block {
                    Some(Block::Paragraph(other)) => Some(other.role),
                    _ => None,
                };
                let alike = |block: Option<&Block>| role_of(block) == Some(paragraph.role);
                let next = role_of(blocks.get(at + 1));
                // "(Kèm theo …)" under a subject has the rule of both (Mẫu 1.3, 2.1).
                let ruled = self.standard.rule(paragraph.role).is_some()
                    && next != Some(paragraph.role)
                    && next != Some(Role::AttachmentReference);
                let rule = ruled.then(|| {
                    let first = (0..=at).rev().take_while(|&i| alike(blocks.get(i))).last().unwrap_or(at);
                    let group: Vec<&Paragraph> =
                        blocks[first..=at].iter().flat_map(Block::paragraphs).collect();
                    self.rule(&group, self.width)
                });
                let rule = rule.flatten();
                let before = match at.checked_sub(1).and_then(|before| blocks.get(before)) {
                    Some(Block::Paragraph(before)) => Some(before.role),
                    _ => None,
                };
                let below_signature = paragraph.role == Role::RecipientsLabel
                    && at.checked_sub(1).and_then(|before| blocks.get(before)).is_some_and(is_signature);
                let space = if below_signature {
                    Some(ABOVE_RECIPIENTS)
                } else {
                    self.signed(before, paragraph.role).then(|| self.space())
                };
                let indent = match blocks.get(at + 1) {
                    Some(Block::Paragraph(next)) if next.role == Role::AddresseeItem => self.label(paragraph),
                    _ => 0.0,
                };
                let held = blocks.get(at + 1).is_some_and(is_signature) && {
                    let pitch = self.standard.pitch(paragraph.role);
                    self.height(paragraph, self.width) <= HELD as f64 * pitch + EASE
                };
                let (rules, spaces) = (vec![vec![rule]], vec![vec![space]]);
                Place { indent, rules, spaces, held, ..Place::default() }
            }
            Block::Columns(columns) => self.columns(columns),
            Block::Table(table) => {
                let widths = table::widths(self.fonts, table, self.faces(), self.width);
                Place { widths, ..Place::default() }
            }
            Block::PageBreak => Place::default(),
        }
    }

    fn columns(&self, columns: &Columns) -> Place {
        let (indent, widths) = self.widths(columns);
        let rules = columns
            .cells
            .iter()
            .zip(&widths)
            .map(|(cell, &width)| {
                cell.chunk_by(|one, other| one.role == other.role)
                    .flat_map(|group| {
                        let group: Vec<&Paragraph> = group.iter().collect();
                        let mut rules = vec![None; group.len()];
                        if let Some(last) = rules.last_mut() {
                            *last = self.rule(&group, width);
                        }
                        rules
                    })
                    .collect()
            })
            .collect();
        let (spaces, seals) = (self.spaces(columns, &widths), self.seals(columns, &widths));
        Place { indent, widths, rules, spaces, seals, held: false }
    }

    /// "Kính gửi:" before a list stands so that the list's hyphens are under its colon.
    fn label(&self, paragraph: &Paragraph) -> f64 {
        let Some(left) = &self.standard.shape(Role::AddresseeItem).left else { return 0.0 };
        if paragraph.role != Role::Addressee {
            return 0.0;
        }
        let Setting { bold, italic, size } = self.setting(Role::Addressee);
        let words = paragraph.words();
        let label = words.trim_end().trim_end_matches(':');
        (left.pt() - self.fonts.advance(label, bold, italic, size)).max(0.0)
    }

    fn space(&self) -> f64 {
        self.standard.columns.signature.space.as_ref().map_or(0.0, |space| space.get_ref().pt())
    }

    /// True where the hand signature stands above a paragraph.
    fn signed(&self, before: Option<Role>, role: Role) -> bool {
        role == Role::SignerPost && before != Some(Role::SignerPost)
            || role == Role::SignerName && !matches!(before, Some(Role::SignerPost | Role::SignerName))
    }

    fn spaces(&self, columns: &Columns, widths: &[f64]) -> Vec<Vec<Option<f64>>> {
        if columns.layout != Layout::Signature {
            let stamp = |paragraph: &Paragraph| (paragraph.role == Role::Urgency).then_some(ABOVE_STAMP);
            return columns.cells.iter().map(|cell| cell.iter().map(stamp).collect()).collect();
        }
        // Height of the titles above the hand signature, by cell.
        let titles: Vec<f64> =
            columns.cells.iter().zip(widths).map(|(cell, &width)| self.titles(cell, width)).collect();
        let tallest = longest(&titles);
        // The first lines of all cells stand on one baseline.
        let ascent = |cell: &Vec<Paragraph>| {
            cell.first().map_or(0.0, |first| ASCENT * self.standard.pitch(first.role))
        };
        let highest = longest(&columns.cells.iter().map(ascent).collect::<Vec<f64>>());
        let cells = columns.cells.iter().zip(titles).zip(widths);
        cells
            .map(|((cell, height), &width)| {
                let mut before = None;
                // A seal takes its place from the room of the hand signature.
                let mut sealed = 0.0;
                let mut spaces: Vec<Option<f64>> = cell
                    .iter()
                    .map(|paragraph| {
                        if paragraph.is_pictures() {
                            sealed += self.height(paragraph, width);
                            return None;
                        }
                        let signed = self.signed(before.replace(paragraph.role), paragraph.role);
                        let level = if height > 0.0 { tallest - height } else { 0.0 };
                        signed.then(|| (self.space() + level - std::mem::take(&mut sealed)).max(0.0))
                    })
                    .collect();
                let lower = highest - ascent(cell);
                if let Some(first) = spaces.first_mut().filter(|_| lower > 0.0) {
                    *first = Some(first.unwrap_or_default() + lower);
                }
                spaces
            })
            .collect()
    }

    fn titles(&self, cell: &[Paragraph], width: f64) -> f64 {
        let titles =
            cell.iter().take_while(|paragraph| matches!(paragraph.role, Role::Capacity | Role::SignerTitle));
        titles.filter(|title| !title.is_pictures()).map(|title| self.height(title, width)).sum()
    }

    /// Where the seals of a signature row stand.
    fn seals(&self, columns: &Columns, widths: &[f64]) -> Vec<Vec<Option<f64>>> {
        if columns.layout != Layout::Signature {
            return Vec::new();
        }
        let cell = |(cell, &width): (&Vec<Paragraph>, &f64)| {
            let name = self.widest(cell.iter().filter(|paragraph| paragraph.role == Role::SignerName));
            let seal = |paragraph: &Paragraph| {
                let seals = paragraph.is_pictures() && signs(paragraph.role);
                seals.then(|| picture::seal(paragraph, name, width))
            };
            cell.iter().map(seal).collect()
        };
        columns.cells.iter().zip(widths).map(cell).collect()
    }

    /// Height of a paragraph's lines where `width` pt are free.
    fn height(&self, paragraph: &Paragraph, width: f64) -> f64 {
        let (setting, pitch) = (self.setting(paragraph.role), self.standard.pitch(paragraph.role));
        lines::height(self.fonts, &paragraph.text, setting, width, pitch)
    }

    fn widths(&self, columns: &Columns) -> (f64, Vec<f64>) {
        let count = columns.cells.len();
        let equal = vec![self.width / count.max(1) as f64; count];
        if columns.layout != Layout::Signature {
            return (0.0, if count == 2 { vec![self.left, self.width - self.left] } else { equal });
        }
        let right = self.signature(columns);
        let left = self.width - right;
        let signs = |cell: &Vec<Paragraph>| cell.iter().any(|paragraph| signs(paragraph.role));
        match &columns.cells[..] {
            [only] if signs(only) => (left, vec![right]),
            [_] => (0.0, vec![left]),
            [first, _] if !signs(first) => (0.0, vec![left, right]),
            _ => (0.0, equal),
        }
    }

    /// Width of the signature's column: the standard's, wider where a line would wrap.
    fn signature(&self, columns: &Columns) -> f64 {
        let right = self.standard.columns.signature.right.get_ref();
        let most = right.allowed.map_or(right.pt(), |[_, most]| most * PT_PER_MM).min(self.width);
        let lines = columns.cells.last().into_iter().flatten().filter(|paragraph| signs(paragraph.role));
        right.pt().max(self.widest(lines).min(most)).min(self.width)
    }

    fn rule(&self, group: &[&Paragraph], width: f64) -> Option<f64> {
        let role = group.first()?.role;
        let rule = self.standard.rule(role)?;
        let setting = self.setting(role);
        let widths: Vec<f64> = group
            .iter()
            .flat_map(|paragraph| lines::lines(self.fonts, &paragraph.text, setting, width))
            .collect();
        Some(longest(&widths) * rule.share.times()).filter(|&length| length > 0.0)
    }
}

/// True for a row of signatures.
fn is_signature(block: &Block) -> bool {
    matches!(block, Block::Columns(columns) if columns.layout == Layout::Signature)
}

/// True for the roles of a signature.
pub fn signs(role: Role) -> bool {
    matches!(role, Role::Capacity | Role::SignerTitle | Role::SignerPost | Role::SignerName)
}

#[cfg(test)]
mod tests;
