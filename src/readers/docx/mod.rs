//! A Word file → document, and what it looks like on paper.
//!
//! The file is read as Word shows it: automatic numbers are words, tracked changes are
//! accepted, hidden text is hidden, the words of text boxes are found. Nothing is lost in
//! silence: what is left out or not understood becomes a problem or a leftover.
//!
//! Two roads lead to a document. In files of our own every paragraph stands in the style of
//! its role ([`own`]): the document comes back as it was written. In all others the paragraphs
//! are read as official text is, one a line ([`official`]).
//!
//! The stages, one file each: [`package`] (the archive, within limits) → [`xml`] → [`props`],
//! [`styles`], [`numbering`] → [`body`], [`tables`], [`runs`], [`drawing`] (what a part shows,
//! [`content`]) → [`story`] (the whole file) → [`own`], or [`official`] and [`trace`] →
//! [`measure`] (looks).

mod body;
mod content;
mod drawing;
mod measure;
mod notices;
mod numbering;
mod official;
mod own;
mod package;
mod props;
mod refusal;
mod runs;
mod setter;
mod sheet;
mod story;
mod styles;
mod symbols;
mod tables;
mod trace;
mod xml;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::model::{At, Document, Inline, Looks, Reading, SCHEMA, Standard};

pub use refusal::{Limits, Refusal};

/// A Word file as read.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// The document, the problems and the leftovers. A place is a paragraph of the file,
    /// counted from 1, and a character of it.
    pub reading: Reading,
    /// How Word prints it.
    pub looks: Looks,
}

/// Reads a Word file (DOCX) by a standard, within limits.
///
/// Never panics, never reads anything but its arguments; time and memory are bounded by the
/// limits.
///
/// # Errors
/// A [`Refusal`] when the bytes are no Word file or go beyond the limits.
pub fn read(bytes: &[u8], standard: &Standard, limits: &Limits) -> Result<Word, Refusal> {
    let roles = own::Roles::new(standard);
    let story::Told { story, sheets, mut leftovers, notices } = story::read(bytes, &roles, limits)?;
    let mut problems = notices.into_problems();
    let (document, texts) = if roles.all_ours(&story.items) {
        let (document, looks) = own::read(&story, &roles, standard);
        (Some(document), looks)
    } else {
        let official = official::read(&story, standard);
        problems.extend(official.problems);
        leftovers.extend(official.leftovers);
        (official.document, official.looks)
    };
    let document = document.map(composed);
    problems.sort_by_key(|problem| (problem.line, problem.column));
    leftovers.sort_by_key(|leftover| leftover.line);
    Ok(Word {
        reading: Reading { schema: SCHEMA, document, problems, leftovers },
        looks: Looks { sheets, texts },
    })
}

/// The document with every run in NFC: a letter and its mark may stand in two runs of the file.
fn composed(mut document: Document) -> Document {
    let places: Vec<At> = document.texts().map(|(at, ..)| at).collect();
    for at in places {
        document.text_mut(at).into_iter().for_each(|inlines| compose(inlines));
    }
    if !is_nfc(&document.title) {
        document.title = document.title.nfc().collect();
    }
    document
}

fn compose(inlines: &mut [Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text(run) if !is_nfc(&run.text) => run.text = run.text.nfc().collect(),
            Inline::Footnote { text } => compose(text),
            Inline::Text(_) | Inline::Break | Inline::Picture(_) => {}
        }
    }
}
