//! Two versions as one document with marks: what a writer shows of [`Changes`].
//!
//! The document holds everything that either version says; [`Marks`] tell whose a row, a
//! paragraph or a piece of one is. What a format cannot show as a change inside (another role, a
//! line put under a letterhead, a note of a table) is marked as gone and come, so that taking
//! either side of every mark gives that version and nothing else.

mod union;

use std::collections::HashMap;

use crate::model::{At, Document};

pub(super) use union::union;

/// Whose something is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Fate {
    /// Both versions'.
    #[default]
    Both,
    /// The older version's alone.
    Old,
    /// The newer version's alone.
    New,
}

/// Whose an inline is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shown {
    /// All of it.
    As(Fate),
    /// A note of both versions, inline by inline.
    Note(Vec<Shown>),
}

/// Whose a text is: a paragraph, or the words of a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Mark {
    /// The whole of it.
    pub(super) whole: Fate,
    /// Its inlines.
    pub(super) inlines: Vec<Shown>,
}

/// Whose everything is. What has no mark is both versions'.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// By place in the document of both.
    texts: HashMap<At, Mark>,
    /// Rows of tables and rows in columns (row 0), by section, block and row.
    rows: HashMap<(usize, usize, usize), Fate>,
    /// Whose the end of each section but the last is; `None` where neither version has one.
    ends: Vec<Option<Fate>>,
}

/// Both versions in one document.
#[derive(Debug)]
pub(super) struct Marked {
    pub(super) document: Document,
    pub(super) marks: Marks,
}

impl Marks {
    /// The mark of a text, if it has one.
    pub(super) fn text(&self, at: At) -> Option<&Mark> {
        self.texts.get(&at)
    }

    /// Whose a row is.
    pub(super) fn row(&self, section: usize, block: usize, row: usize) -> Fate {
        self.rows.get(&(section, block, row)).copied().unwrap_or_default()
    }

    /// Whose the end of a section is.
    pub(super) fn end(&self, section: usize) -> Option<Fate> {
        self.ends.get(section).copied().unwrap_or(Some(Fate::Both))
    }
}
