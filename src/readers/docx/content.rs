//! What a part of a Word file shows: paragraphs and tables, their looks resolved.

use std::rc::Rc;

use super::props::ParaProps;
use super::styles::{Face, Resolved};

/// A block.
#[derive(Clone, Debug)]
pub(super) enum Item {
    /// A paragraph.
    Text(Box<Text>),
    /// A table.
    Table(Table),
    /// A section of the file ends.
    SectionEnd,
}

/// A paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    /// Which `w:p` of its part, from 0.
    pub(super) ordinal: usize,
    /// Its style.
    pub(super) style: Rc<Resolved>,
    /// Its properties, nothing left open that a style says.
    pub(super) para: ParaProps,
    /// It says itself that it starts a page.
    pub(super) own_page: bool,
    /// Space above in twips, and below the paragraph before it where that is larger.
    pub(super) before: i64,
    /// Width in twips of the text area or cell around it.
    pub(super) area: i64,
    /// Its words.
    pub(super) pieces: Vec<Piece>,
    /// The lines drawn by shapes that hang on it.
    pub(super) strokes: Vec<Stroke>,
    /// It holds the number of the page, in this face.
    pub(super) page_number: Option<Rc<Face>>,
}

/// A piece of a paragraph.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// Words in one face.
    Words {
        /// The words, as the file has them.
        text: String,
        /// Their face.
        face: Rc<Face>,
        /// They are the label that numbering gives.
        label: bool,
    },
    /// A line break.
    Break,
    /// A tab.
    Tab,
    /// A footnote or endnote, by its place among the notes.
    Note(usize),
    /// A picture, by its place among the pictures of the body.
    Picture(usize),
}

/// A line drawn by a shape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stroke {
    /// Its length in mm, where the file says it.
    pub(super) length: Option<f64>,
    /// It stands at the top of its paragraph, so it is a line under the one before.
    pub(super) above: bool,
}

/// A table.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// Its rows.
    pub(super) rows: Vec<Row>,
    /// It has lines around or between its cells.
    pub(super) bordered: bool,
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// It is repeated at the head of each page.
    pub(super) header: bool,
    /// Columns of the grid left out before the first cell.
    pub(super) skipped: usize,
    /// The cells.
    pub(super) cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    /// What stands in it.
    pub(super) items: Vec<Item>,
    /// How many columns of the grid it takes.
    pub(super) span: usize,
}

impl Table {
    /// How many columns its widest row takes.
    pub(super) fn width(&self) -> usize {
        let width =
            |row: &Row| row.cells.iter().fold(row.skipped, |sum, cell| sum.saturating_add(cell.span.max(1)));
        self.rows.iter().map(width).max().unwrap_or_default()
    }
}

impl Text {
    /// True when nothing is to be read in it: no letter, no sign, no note.
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.iter().all(|piece| match piece {
            Piece::Words { text, .. } => text.chars().all(char::is_whitespace),
            Piece::Break | Piece::Tab | Piece::Picture(_) => true,
            Piece::Note(_) => false,
        })
    }

    /// Its words; a break or tab counts as a space.
    pub(super) fn words(&self) -> String {
        let mut out = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Words { text, .. } => out.push_str(text),
                Piece::Break | Piece::Tab => out.push(' '),
                Piece::Note(_) | Piece::Picture(_) => {}
            }
        }
        out
    }
}

/// Every paragraph of some items, those of tables too, in reading order.
pub(super) fn texts<'a>(items: &'a [Item], see: &mut dyn FnMut(&'a Text)) {
    for item in items {
        match item {
            Item::Text(text) => see(text),
            Item::Table(table) => {
                table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| texts(&cell.items, see));
            }
            Item::SectionEnd => {}
        }
    }
}
