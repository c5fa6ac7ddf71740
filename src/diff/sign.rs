//! What is compared before words are: short signs of blocks and rows.
//!
//! The hashes are of this program's own (the same on every machine), never written down, and
//! never trusted: what seems the same is compared whole.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::token;
use crate::model::{Block, Cell, Inline, Layout, Paragraph, Role, document};
use crate::viet::label;

/// How many words begin a paragraph that is recognised by its beginning.
const OPENING: usize = 4;

/// Likeness is counted in thousandths.
const WHOLE: usize = 1000;

/// Of this likeness two paragraphs of one role are one that changed.
const ALIKE: usize = 500;

/// Paragraphs that mostly occur once, so that one is the other whatever it says.
const SOLE: &[Role] = &[
    Role::Urgency,
    Role::Circulation,
    Role::ElectronicMark,
    Role::DocType,
    Role::Subject,
    Role::AttachmentReference,
    Role::Authority,
    Role::EnactingFormula,
    Role::Contact,
    Role::AppendixLabel,
    Role::AppendixTitle,
    Role::ParentBody,
    Role::IssuingBody,
    Role::NationalTitle,
    Role::Motto,
    Role::DocNumber,
    Role::PlaceDate,
    Role::LetterSubject,
    Role::RecipientsLabel,
    Role::Capacity,
    Role::SignerTitle,
    Role::SignerPost,
    Role::SignerName,
];

/// What can become what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Class {
    Paragraph(Role),
    Columns(LayoutKey, usize),
    /// A table of so many columns.
    Table(usize),
    /// A row of so many cells.
    Row(usize),
    PageBreak,
}

/// [`Layout`] with a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum LayoutKey {
    Letterhead,
    Numbering,
    Signature,
}

/// The sign of a block or a row.
#[derive(Clone, Debug)]
pub(super) struct Sign {
    class: Class,
    /// Of everything.
    pub(super) exact: u64,
    /// Of everything but the number or mark that begins it: numbers move on by themselves.
    pub(super) loose: u64,
    /// Of its first words after the number.
    pub(super) opening: u64,
    /// Its words, hashed and sorted.
    words: Vec<u64>,
}

impl Sign {
    /// The sign of a block.
    pub(super) fn of_block(block: &Block) -> Sign {
        match block {
            Block::Paragraph(paragraph) => Sign::of_paragraph(paragraph),
            Block::Columns(columns) => {
                let layout = match columns.layout {
                    Layout::Letterhead => LayoutKey::Letterhead,
                    Layout::Numbering => LayoutKey::Numbering,
                    Layout::Signature => LayoutKey::Signature,
                };
                let texts = columns.cells.iter().flatten().map(|paragraph| paragraph.text.as_slice());
                let shape: Vec<Vec<Role>> =
                    columns.cells.iter().map(|cell| cell.iter().map(|p| p.role).collect()).collect();
                Sign::new(Class::Columns(layout, columns.cells.len()), &shape, &texts.collect::<Vec<_>>())
            }
            Block::Table(table) => {
                let width = table.rows.first().map_or(0, Vec::len);
                let texts: Vec<&[Inline]> = table.rows.iter().flatten().map(Vec::as_slice).collect();
                Sign::new(Class::Table(width), &table.header_rows, &texts)
            }
            Block::PageBreak => Sign::new(Class::PageBreak, &(), &[]),
        }
    }

    /// The sign of a paragraph.
    pub(super) fn of_paragraph(paragraph: &Paragraph) -> Sign {
        Sign::new(Class::Paragraph(paragraph.role), &(), &[&paragraph.text])
    }

    /// The sign of a row of a table.
    pub(super) fn of_row(row: &[Cell]) -> Sign {
        Sign::new(Class::Row(row.len()), &(), &row.iter().map(Vec::as_slice).collect::<Vec<_>>())
    }

    fn new(class: Class, shape: &impl Hash, texts: &[&[Inline]]) -> Sign {
        let all: Vec<String> = texts.iter().map(|text| document::words(text)).collect();
        let mut words: Vec<u64> = Vec::new();
        let mut opening = start(class, shape);
        let mut opened = 0;
        for (at, text) in all.iter().enumerate() {
            let text = if at == 0 { unnumbered(class, text) } else { text };
            for token in token::cut(text).filter(|token| token::is_word(token)) {
                words.push(hash(token));
                if opened < OPENING {
                    token.hash(&mut opening);
                    opened += 1;
                }
            }
        }
        words.sort_unstable();
        let mut exact = start(class, shape);
        let mut loose = start(class, shape);
        for (at, text) in texts.iter().enumerate() {
            let digest = digest(text);
            digest.hash(&mut exact);
            match all.get(at) {
                Some(words) if at == 0 && unnumbered(class, words).len() < words.len() => {
                    unnumbered(class, words).hash(&mut loose);
                }
                _ => digest.hash(&mut loose),
            }
        }
        Sign { class, exact: exact.finish(), loose: loose.finish(), opening: opening.finish(), words }
    }

    /// How many words it has.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// How much of the words of both are the same, in thousandths.
    pub(super) fn likeness(&self, other: &Sign) -> usize {
        alike(&self.words, &other.words)
    }

    /// How well this becomes the other, in thousandths: nothing where it is not the same thing
    /// any more.
    pub(super) fn becomes(&self, other: &Sign) -> usize {
        let alike = self.likeness(other);
        let least = match (self.class, other.class) {
            (Class::Paragraph(one), Class::Paragraph(two)) if one == two && SOLE.contains(&one) => 0,
            (Class::Paragraph(one), Class::Paragraph(two)) if one == two => ALIKE,
            (Class::Paragraph(_), Class::Paragraph(_)) => ALIKE + 200,
            (Class::Columns(..), _) if self.class == other.class => 0,
            (Class::Table(_), _) if self.class == other.class => ALIKE / 2,
            // A row is known by few of its words: a name beside figures that all change.
            (Class::Row(_), _) if self.class == other.class => ALIKE * 3 / 5,
            _ => return 0,
        };
        // What must be one keeps to the order of likeness all the same.
        if alike >= least { alike.max(1) } else { 0 }
    }
}

/// How much of two sorted lists is the same, in thousandths.
pub(super) fn alike(old: &[u64], new: &[u64]) -> usize {
    let (mut one, mut two, mut common) = (0, 0, 0);
    while let (Some(a), Some(b)) = (old.get(one), new.get(two)) {
        one += usize::from(a <= b);
        two += usize::from(b <= a);
        common += usize::from(a == b);
    }
    // Two that say nothing are the same.
    (2 * WHOLE * common).checked_div(old.len() + new.len()).unwrap_or(WHOLE)
}

/// A hash that begins with what a sign is of.
fn start(class: Class, shape: &impl Hash) -> DefaultHasher {
    let mut hasher = DefaultHasher::new();
    class.hash(&mut hasher);
    shape.hash(&mut hasher);
    hasher
}

/// The words after the number of a paragraph, or of a row whose first cell is a number.
fn unnumbered(class: Class, text: &str) -> &str {
    match class {
        Class::Paragraph(_) => label::parse(text).map_or(text, |label| &text[label.len..]),
        Class::Row(_) if text.trim().chars().all(|c| c.is_ascii_digit()) => "",
        _ => text,
    }
}

/// The hash of some inlines with their faces.
pub(super) fn digest(inlines: &[Inline]) -> u64 {
    let mut hasher = DefaultHasher::new();
    feed(inlines, &mut hasher);
    hasher.finish()
}

fn feed(inlines: &[Inline], hasher: &mut DefaultHasher) {
    inlines.len().hash(hasher);
    for inline in inlines {
        std::mem::discriminant(inline).hash(hasher);
        match inline {
            Inline::Text(run) => (&run.text, run.bold, run.italic, run.superscript).hash(hasher),
            Inline::Break => {}
            Inline::Footnote { text } => feed(text, hasher),
            Inline::Picture(picture) => {
                picture.image().digest().hash(hasher);
                picture.alt().hash(hasher);
                (picture.width_mm().to_bits(), picture.height_mm().to_bits()).hash(hasher);
            }
        }
    }
}

fn hash(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}
