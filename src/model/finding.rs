//! What a checker finds in a document (lỗi thể thức), each with its clause and its place.

use serde::{Deserialize, Serialize};

use super::document::{Block, Cell, Document, Inline, Paragraph};
use super::role::Role;

/// Something that is not as the standard wants it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable name of the rule, such as `numbering-gap`.
    pub id: String,
    /// How grave it is.
    pub severity: Severity,
    /// The clause that asks for something else; `practice` where custom does.
    pub cite: String,
    /// A Vietnamese sentence that a clerk can act on: what stands there, what should stand.
    pub message: String,
    /// Where it stands.
    pub place: Place,
    /// What to put there, where that is certain; never on a suggestion.
    pub fix: Option<Fix>,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The decree itself forbids it (lỗi).
    Error,
    /// Nearly always a slip, or against settled custom (cảnh báo).
    Warning,
    /// Worth a look; the writer may well be right (gợi ý).
    Suggestion,
}

impl Severity {
    /// The severity as programs read it.
    pub fn key(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Suggestion => "suggestion",
        }
    }
}

/// A certain correction: these words instead of the place's characters `start` to `end`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// The words to put there; may be empty.
    pub replace: String,
}

/// A place in a document that a page can mark: a range of characters of one paragraph, cell
/// or footnote. An empty range is the place where something is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The paragraph or cell.
    #[serde(flatten)]
    pub at: At,
    /// Which footnote of the paragraph or cell, from 0, where the range lies in one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub note: Option<usize>,
    /// First character, counted in the words of the paragraph, cell or footnote
    /// (a line break counts as one character, footnote marks as none).
    pub start: usize,
    /// The character after the last.
    pub end: usize,
    /// Line of the text that was read, from 1, where there was a text.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub line: Option<usize>,
    /// Column of that line in characters, from 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub column: Option<usize>,
}

/// Where a paragraph or a cell stands in a document, all counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct At {
    /// Which section.
    pub section: usize,
    /// Which block of the section.
    pub block: usize,
    /// `[column, paragraph]` in columns, `[row, cell]` in a table, absent for a paragraph.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub within: Option<[usize; 2]>,
}

impl Document {
    /// Every paragraph and every cell of tables in reading order, each with its place, its
    /// role ([`Role::TableHead`], [`Role::TableCell`] for cells) and its inlines.
    pub fn texts(&self) -> impl Iterator<Item = (At, Role, &[Inline])> {
        self.sections.iter().enumerate().flat_map(|(section, inside)| {
            inside.blocks.iter().enumerate().flat_map(move |(block, inside)| {
                let at = At { section, block, within: None };
                match inside {
                    Block::Paragraph(paragraph) => vec![text(at, paragraph)],
                    Block::Columns(columns) => columns
                        .cells
                        .iter()
                        .enumerate()
                        .flat_map(|(column, inside)| {
                            inside.iter().enumerate().map(move |(row, paragraph)| {
                                text(At { within: Some([column, row]), ..at }, paragraph)
                            })
                        })
                        .collect(),
                    Block::Table(table) => table
                        .rows
                        .iter()
                        .enumerate()
                        .flat_map(|(row, cells)| {
                            let role =
                                if row < table.header_rows { Role::TableHead } else { Role::TableCell };
                            cells.iter().enumerate().map(move |(cell, inlines)| {
                                (At { within: Some([row, cell]), ..at }, role, inlines.as_slice())
                            })
                        })
                        .collect(),
                    Block::PageBreak => Vec::new(),
                }
            })
        })
    }

    /// The inlines of one place, to be changed.
    pub fn text_mut(&mut self, at: At) -> Option<&mut Vec<Inline>> {
        match (self.sections.get_mut(at.section)?.blocks.get_mut(at.block)?, at.within) {
            (Block::Paragraph(paragraph), None) => Some(&mut paragraph.text),
            (Block::Columns(columns), Some([column, row])) => {
                columns.cells.get_mut(column)?.get_mut(row).map(|paragraph| &mut paragraph.text)
            }
            (Block::Table(table), Some([row, cell])) => {
                table.rows.get_mut(row)?.get_mut(cell).map(|cell: &mut Cell| cell)
            }
            _ => None,
        }
    }
}

fn text(at: At, paragraph: &Paragraph) -> (At, Role, &[Inline]) {
    (at, paragraph.role, paragraph.text.as_slice())
}
