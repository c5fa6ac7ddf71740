//! A finished document (văn bản): every hole filled, every block in its place.

use serde::{Deserialize, Serialize};

use super::picture::Picture;
use super::role::Role;

/// A finished document: its type, its title and its sections.
///
/// The same value gives the same bytes in every format (see the invariants on the
/// crate page). All text is NFC.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Key of the document's type in the standard, such as `plan` (kế hoạch);
    /// `other` when the type is none of the 29 of Điều 7.
    pub kind: String,
    /// Tên loại and trích yếu in one line: the title in a file's properties.
    pub title: String,
    /// The body, then the appendices, in printed order.
    pub sections: Vec<Section>,
}

/// A stretch of the document with page numbers of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// What this stretch is.
    pub kind: SectionKind,
    /// The blocks, in reading order.
    pub blocks: Vec<Block>,
}

/// What a section is: the document itself, or something that comes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SectionKind {
    /// The document itself, from letterhead to signature.
    Main,
    /// Phụ lục, danh sách kèm theo: no letterhead, no signature, page numbers of its own.
    Appendix,
    /// Văn bản ban hành kèm theo (quy chế, quy định): letterhead without number (Mẫu 1.3).
    Attachment,
}

/// One block of a section.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// Paragraphs side by side: the letterhead and the signature row.
    Columns(Columns),
    /// A table with rules.
    Table(Table),
    /// What follows starts on a new page.
    PageBreak,
}

/// A paragraph: what it is, and its words. Numbers and marks (`1.`, `a)`, `-`) are
/// part of the words, as typed: printing never renumbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paragraph {
    /// What the paragraph is.
    pub role: Role,
    /// Its words.
    pub text: Vec<Inline>,
}

/// Paragraphs side by side, without rules between them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    /// Which row of the form this is; fixes the widths (see the standard).
    pub layout: Layout,
    /// The cells from left to right, each a list of paragraphs.
    pub cells: Vec<Vec<Paragraph>>,
}

/// Which row of the form stands in columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// Issuer left, Quốc hiệu and Tiêu ngữ right (ô 2, 1).
    Letterhead,
    /// Number (and V/v) left, place and date right (ô 3, 5b, 4).
    Numbering,
    /// Nơi nhận left, signature right; or one column for each signer (ô 9b, 7).
    Signature,
}

/// A table with rules around its cells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// How many of the first rows are headings, repeated on each page.
    pub header_rows: usize,
    /// The rows; every row has as many cells as the first.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell: its words. Figures are set to the right, words to the left (by the writers).
pub type Cell = Vec<Inline>;

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Inline {
    /// Words in one face.
    Text(Run),
    /// A footnote: its mark stands here, its words at the foot of the page.
    Footnote {
        /// The note's words, without its number.
        text: Vec<Inline>,
    },
    /// A line break inside the paragraph.
    Break,
    /// A picture, standing on the line as a letter does. It has no words; a footnote holds none.
    Picture(Picture),
}

/// Words in one face. `bold` and `italic` turn the role's own weight and slant *around*
/// only by adding to it: a bold role stays bold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Set in bold whatever the role says.
    #[serde(default, skip_serializing_if = "is_false")]
    pub bold: bool,
    /// Set in italic whatever the role says.
    #[serde(default, skip_serializing_if = "is_false")]
    pub italic: bool,
    /// Raised, as in `CV^{Chiến}`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub superscript: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the shape serde asks for")]
fn is_false(value: &bool) -> bool {
    !value
}

impl Inline {
    /// Plain words.
    pub fn plain(text: impl Into<String>) -> Inline {
        Inline::Text(Run { text: text.into(), ..Run::default() })
    }
}

impl Run {
    /// True when words of the other would look the same.
    pub fn has_face_of(&self, other: &Run) -> bool {
        let face = |run: &Run| (run.bold, run.italic, run.superscript);
        face(self) == face(other)
    }
}

impl Paragraph {
    /// A paragraph of plain words.
    pub fn plain(role: Role, text: impl Into<String>) -> Paragraph {
        Paragraph { role, text: vec![Inline::plain(text)] }
    }

    /// True for a paragraph that holds pictures and nothing else.
    pub fn is_pictures(&self) -> bool {
        is_pictures(&self.text)
    }

    /// The paragraph's words without faces and footnotes; a line break counts as a space.
    pub fn words(&self) -> String {
        words(&self.text)
    }
}

/// The words of some inlines without faces and footnotes; a line break counts as a space.
pub fn words(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(run) => out.push_str(&run.text),
            Inline::Break => out.push(' '),
            Inline::Footnote { .. } | Inline::Picture(_) => {}
        }
    }
    out
}

/// True for pictures and nothing else.
pub fn is_pictures(inlines: &[Inline]) -> bool {
    !inlines.is_empty() && inlines.iter().all(|inline| matches!(inline, Inline::Picture(_)))
}

/// The words of the footnotes that some inlines mark, in the order of their marks.
pub fn notes(inlines: &[Inline]) -> impl Iterator<Item = &[Inline]> {
    inlines.iter().filter_map(|inline| match inline {
        Inline::Footnote { text } => Some(text.as_slice()),
        _ => None,
    })
}

impl Document {
    /// Every paragraph in reading order: sections, blocks, cells from left to right.
    /// Cells of tables are not paragraphs and are left out.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.sections.iter().flat_map(|section| &section.blocks).flat_map(Block::paragraphs)
    }
}

impl Block {
    /// The block's paragraphs in reading order; none for tables and page breaks.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        let (one, many) = match self {
            Block::Paragraph(paragraph) => (Some(paragraph), None),
            Block::Columns(columns) => (None, Some(columns.cells.iter().flatten())),
            Block::Table(_) | Block::PageBreak => (None, None),
        };
        one.into_iter().chain(many.into_iter().flatten())
    }
}
