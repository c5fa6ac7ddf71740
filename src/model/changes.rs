//! What changed from one document to another (thay đổi): both of them in one list.
//!
//! [`Changes`] holds every word of both documents, so that either can be had from it alone
//! ([`Changes::before`], [`Changes::after`]) and a writer needs nothing else to show them. What
//! only the old document has stands before what the new one has instead.

mod lines;
mod mirror;
mod sides;

use serde::{Deserialize, Serialize};

use super::document::{Block, Cell, Inline, Layout, Paragraph, SectionKind};
use super::finding::At;
use super::role::Role;

pub use lines::{Line, Sort};
pub use sides::{Side, inlines, push};

/// Version of the JSON of [`Changes`]. Adding a field does not raise it.
pub const CHANGES: u32 = 1;

/// Everything that two documents say, and which of them says it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Changes {
    /// Version of this form, [`CHANGES`].
    pub schema: u32,
    /// How much changed.
    pub counts: Counts,
    /// Key of the document's type.
    pub kind: Pair<String>,
    /// The title in a file's properties.
    pub title: Pair<String>,
    /// The sections of both, in reading order.
    pub sections: Vec<SectionChange>,
    /// What stands elsewhere now, in the order of the new document; `moved` of a
    /// [`BlockChange`] counts in this list.
    pub moves: Vec<Move>,
}

/// A value of the old document, and of the new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair<T> {
    /// In the old document.
    pub old: T,
    /// In the new one.
    pub new: T,
}

/// How much changed. Blocks are paragraphs, rows in columns, tables and page breaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Blocks that are the same in the same place.
    pub kept: usize,
    /// Blocks in the same place with other words, faces, rows or role.
    pub changed: usize,
    /// Blocks that only the old document has.
    pub removed: usize,
    /// Blocks that only the new document has.
    pub added: usize,
    /// Blocks that stand elsewhere, changed or not.
    pub moved: usize,
    /// Words (runs of letters and digits) that only the old document has; what moved unchanged
    /// counts as none.
    pub words_removed: usize,
    /// Words that only the new document has.
    pub words_added: usize,
}

/// A section of either document or both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SectionChange {
    /// What it is, the same in both.
    pub kind: SectionKind,
    /// Which section of the old document it is, from 0.
    pub old: Option<usize>,
    /// Which section of the new document it is, from 0.
    pub new: Option<usize>,
    /// The blocks of both, in reading order.
    pub blocks: Vec<BlockChange>,
}

/// A block of either section or both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BlockChange {
    /// Which block of the old section it is, from 0.
    pub old: Option<usize>,
    /// Which block of the new section it is, from 0.
    pub new: Option<usize>,
    /// It went elsewhere, or came from there: which of [`Changes::moves`] it belongs to.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub moved: Option<usize>,
    /// What became of it.
    #[serde(flatten)]
    pub change: Change<Block, Inside>,
}

/// What became of something: `W` is the whole of it, `I` its inside where that differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum Change<W, I> {
    /// Both documents have it.
    Kept {
        /// The whole.
        whole: W,
    },
    /// Both have it, not quite the same.
    Changed {
        /// What is inside, of both.
        inside: I,
    },
    /// Only the old document has it here.
    Removed {
        /// The whole.
        whole: W,
    },
    /// Only the new document has it here.
    Added {
        /// The whole.
        whole: W,
    },
}

/// The inside of a block that changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Inside {
    /// A paragraph.
    Paragraph(ParagraphChange),
    /// Paragraphs side by side: as many cells in both documents.
    Columns {
        /// Which row of the form, the same in both.
        layout: Layout,
        /// The cells from left to right, each the paragraphs of both.
        cells: Vec<Vec<Change<Paragraph, ParagraphChange>>>,
    },
    /// A table: as many columns in both documents.
    Table {
        /// The heading rows of both.
        head: Vec<Row>,
        /// The other rows of both.
        body: Vec<Row>,
    },
}

/// A row of a table; a changed one has the words of its cells.
pub type Row = Change<Vec<Cell>, Vec<Vec<Piece>>>;

/// A paragraph that changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ParagraphChange {
    /// What it is.
    pub role: Pair<Role>,
    /// The words of both, in reading order.
    pub text: Vec<Piece>,
}

/// Words of one or both documents. Neighbours are never alike, and no two but a removed and an
/// added piece stand for one change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "piece", rename_all = "kebab-case")]
pub enum Piece {
    /// Both have them, in the same faces.
    Same {
        /// The words.
        text: Vec<Inline>,
    },
    /// Only the old document has them.
    Removed {
        /// The words.
        text: Vec<Inline>,
    },
    /// Only the new document has them.
    Added {
        /// The words.
        text: Vec<Inline>,
    },
    /// A footnote of both, whose own words changed.
    Note {
        /// Its words.
        text: Vec<Piece>,
    },
}

/// A block that stands elsewhere now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Move {
    /// Where it stood in the old document.
    pub old: At,
    /// Where it stands in the new one.
    pub new: At,
    /// What changed in it besides; absent where nothing did.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub inside: Option<Inside>,
}

impl Changes {
    /// True when the two documents say the same in the same form.
    pub fn is_empty(&self) -> bool {
        let Counts { changed, removed, added, moved, .. } = self.counts;
        changed + removed + added + moved == 0
            && self.sections.iter().all(|section| section.old.is_some() && section.new.is_some())
            && self.kind.old == self.kind.new
            && self.title.old == self.title.new
    }
}

impl<W, I> Change<W, I> {
    /// True when the old document has it here.
    pub fn is_old(&self) -> bool {
        !matches!(self, Change::Added { .. })
    }

    /// True when the new document has it here.
    pub fn is_new(&self) -> bool {
        !matches!(self, Change::Removed { .. })
    }
}
