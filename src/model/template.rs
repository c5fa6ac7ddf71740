//! A form with holes (mẫu văn bản): what the office is asked, and what the document says.

mod field;
mod origin;
mod record;
mod source;
mod version;

pub use field::{Choice, Field, Kind, Limits, Pattern, Preset};
pub use origin::Origin;
pub use record::Record;
pub use source::Source;
pub use version::{Semver, is_slug};

use super::{Block, Cell, Layout, Paragraph, Problem, SectionKind};

/// A template as read: its fields, and its text as structure with holes.
///
/// A hole stands in a text as one private character (`viet::hole`) whose number is the
/// place of its expression in [`expressions`](Template::expressions).
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// Its name among templates: lower-case ASCII and hyphens.
    pub id: String,
    /// Version of its text, such as `1.2.0`.
    pub version: String,
    /// What an office calls it.
    pub name: String,
    /// Key of the document's type in the standard.
    pub kind: String,
    /// Key of the standard it is printed by.
    pub standard: String,
    /// What it is for, in Vietnamese.
    pub description: String,
    /// What is asked, in the order of asking. `office` is asked last when it is used.
    pub fields: Vec<Field>,
    /// Tên loại and trích yếu in one line, with holes.
    pub title: String,
    /// The text.
    pub sections: Vec<Node<SectionForm>>,
    /// Every expression, those of holes, choices and repetitions, in the order of the text.
    pub expressions: Vec<Expression>,
}

/// An expression as written, with its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expression {
    /// The expression, without its braces.
    pub source: String,
    /// Where its first character stands.
    pub place: Place,
    /// The line it stands in, holes as `{{ … }}`.
    pub sentence: String,
}

/// A place in a template's file. What stands in a shared part has the place of its
/// `{% include %}`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// Something of a document's structure, or a choice or repetition of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Node<T> {
    /// The thing itself.
    One(T),
    /// `{% for var in list %}`.
    Repeat {
        /// The name under which each entry is known.
        var: String,
        /// Number of the expression that gives the list.
        list: usize,
        /// What is repeated.
        body: Vec<Node<T>>,
    },
    /// `{% if %}`, `{% elif %}` …; the first branch whose test holds is taken.
    When {
        /// Numbers of the tests' expressions with what they choose.
        branches: Vec<(usize, Vec<Node<T>>)>,
        /// `{% else %}`.
        otherwise: Vec<Node<T>>,
    },
}

/// A section with holes.
#[derive(Clone, Debug, PartialEq)]
pub struct SectionForm {
    /// What this stretch is.
    pub kind: SectionKind,
    /// Its blocks.
    pub blocks: Vec<Node<BlockForm>>,
}

/// A block with holes.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockForm {
    /// A paragraph, or anything else that repeats nothing inside.
    Plain(Block),
    /// Paragraphs side by side.
    Columns {
        /// Which row of the form this is.
        layout: Layout,
        /// The cells from left to right.
        cells: Vec<Vec<Node<Paragraph>>>,
    },
    /// A table.
    Table {
        /// How many of the first rows are headings.
        header_rows: usize,
        /// The rows.
        rows: Vec<Node<Vec<Cell>>>,
    },
    /// The office's own paragraphs stand here.
    Official {
        /// Number of its expression.
        hole: usize,
        /// The rank of the heading it stands under (`Role::heading_rank`): what it holds
        /// must lie deeper. `None` where it may hold anything a body holds.
        under: Option<u8>,
    },
}

/// The office's own paragraphs as read, to stand where a template asks for them.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// The blocks, each with the line of the passage on which it begins; 0 when it has none.
    pub blocks: Vec<(usize, Block)>,
    /// What a person should know, by line of the passage.
    pub problems: Vec<Problem>,
}
