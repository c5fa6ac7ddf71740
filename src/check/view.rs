//! A document laid out for rules: every text in reading order with its words, once.

use std::borrow::Cow;
use std::ops::Range;

use super::Matter;
use crate::model::{At, Block, Inline, Looks, Role, SectionKind, Standard, document};
use crate::viet::label::{self, Label};

/// A document as rules look at it.
pub(super) struct View<'a> {
    /// What is checked.
    pub(super) matter: Matter<'a>,
    /// Every paragraph, cell and footnote, in reading order; a footnote right after the text
    /// that marks it.
    pub(super) texts: Vec<Text<'a>>,
}

/// One paragraph, cell or footnote.
pub(super) struct Text<'a> {
    /// Where it stands.
    pub(super) at: At,
    /// Which footnote of that place it is.
    pub(super) note: Option<usize>,
    /// The kind of its section.
    pub(super) section: SectionKind,
    /// What it is; [`Role::Footnote`] for a footnote.
    pub(super) role: Role,
    /// Its inlines.
    pub(super) inlines: &'a [Inline],
    /// Its words; a line break counts as a space.
    pub(super) words: Cow<'a, str>,
    /// The label it begins with; none for cells and footnotes.
    pub(super) label: Option<Label>,
}

impl<'a> View<'a> {
    /// Lays out what is to be checked.
    pub(super) fn new(matter: &Matter<'a>) -> View<'a> {
        let mut texts = Vec::new();
        for (at, role, inlines) in matter.document.texts() {
            let section = matter.document.sections[at.section].kind;
            let words = said(inlines);
            let is_cell = matches!(role, Role::TableHead | Role::TableCell);
            let label = (!is_cell).then(|| label::parse(&words)).flatten();
            texts.push(Text { at, note: None, section, role, inlines, words, label });
            let notes = inlines.iter().filter_map(|inline| match inline {
                Inline::Footnote { text } => Some(text.as_slice()),
                _ => None,
            });
            texts.extend(notes.enumerate().map(|(note, inlines)| Text {
                at,
                note: Some(note),
                section,
                role: Role::Footnote,
                inlines,
                words: said(inlines),
                label: None,
            }));
        }
        View { matter: *matter, texts }
    }

    /// The standard.
    pub(super) fn standard(&self) -> &'a Standard {
        self.matter.standard
    }

    /// The looks of a Word file.
    pub(super) fn looks(&self) -> Option<&'a Looks> {
        self.matter.looks
    }

    /// Key of the document's type.
    pub(super) fn kind(&self) -> &'a str {
        &self.matter.document.kind
    }

    /// The texts of the document itself, without what is attached.
    pub(super) fn main(&self) -> impl Iterator<Item = &Text<'a>> {
        self.texts.iter().filter(|text| text.section == SectionKind::Main)
    }

    /// The first text of a role in the document itself.
    pub(super) fn first(&self, role: Role) -> Option<&Text<'a>> {
        self.main().find(|text| text.role == role)
    }

    /// The block in which a text stands.
    pub(super) fn block(&self, at: At) -> &'a Block {
        &self.matter.document.sections[at.section].blocks[at.block]
    }
}

/// The words of some inlines, borrowed where they are one run.
fn said(inlines: &[Inline]) -> Cow<'_, str> {
    match inlines {
        [Inline::Text(run)] => Cow::Borrowed(&run.text),
        _ => Cow::Owned(document::words(inlines)),
    }
}

impl Text<'_> {
    /// The words after the label.
    pub(super) fn after_label(&self) -> &str {
        self.label.map_or(&*self.words, |label| self.words[label.len..].trim_start())
    }

    /// A range of bytes of the words as a range of characters.
    pub(super) fn characters(&self, bytes: Range<usize>) -> Range<usize> {
        let start = self.words[..bytes.start].chars().count();
        start..start + self.words[bytes].chars().count()
    }
}
