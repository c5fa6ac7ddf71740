//! What a Word file will print: the sheets and the look of each paragraph, measured.
//!
//! A [`super::Document`] says what is said; these say how another program wrote it down. Made
//! by the reader of Word files, judged by the checker.

use serde::{Deserialize, Serialize};

use super::finding::At;
use super::standard::Align;

/// The looks of a whole file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Looks {
    /// The sheet of each section of the file, in order; the first is that of page one.
    pub sheets: Vec<Sheet>,
    /// The look of each paragraph and cell that has words, in the order of
    /// [`super::Document::texts`]. What the reader supplied has none.
    pub texts: Vec<Look>,
}

/// A sheet of paper (khổ giấy, lề trang). Lengths in mm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// Width of the paper.
    pub width: f64,
    /// Height of the paper.
    pub height: f64,
    /// Lề trên.
    pub top: f64,
    /// Lề dưới.
    pub bottom: f64,
    /// Lề trái.
    pub left: f64,
    /// Lề phải.
    pub right: f64,
    /// Number of the first paragraph (see [`Look::paragraph`]) that stands on such a sheet.
    pub first_paragraph: usize,
    /// Its pages are counted from one anew.
    pub restarts: bool,
    /// The page number, where there is one.
    pub number: Option<Numbering>,
}

/// How pages are numbered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Numbering {
    /// In the top margin (a header); else at the foot.
    pub top: bool,
    /// Alignment.
    pub align: Align,
    /// Size in pt.
    pub size: f64,
    /// Shown on the first page of the section too.
    pub on_first: bool,
}

/// How much of a paragraph's visible words has a property.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Share {
    /// None of them.
    #[default]
    None,
    /// Some of them.
    Some,
    /// All of them.
    All,
}

impl Share {
    /// All of the words have it.
    pub fn is_all(self) -> bool {
        self == Share::All
    }
}

/// The look of one paragraph or cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Look {
    /// Which paragraph or cell of the document.
    pub at: At,
    /// Which `w:p` of the file's main part, from 0 in the order of their start tags: where a
    /// comment goes.
    pub paragraph: usize,
    /// The families of its visible words, each once.
    pub fonts: Vec<String>,
    /// The least and the greatest size of its visible words in pt.
    pub sizes: [f64; 2],
    /// In bold.
    pub bold: Share,
    /// In italic.
    pub italic: Share,
    /// Underlined.
    pub underline: Share,
    /// Written as capitals by the program's "all caps", whatever was typed.
    pub caps: Share,
    /// Colours of visible words other than black and automatic, `#rrggbb`, each once.
    pub colours: Vec<String>,
    /// Alignment.
    pub align: Align,
    /// First-line indent in mm, by tabs and spaces typed at its head too; negative for a
    /// hanging one.
    pub indent: f64,
    /// Indent of the whole paragraph from the left in mm.
    pub left: f64,
    /// Space above in pt, and below the paragraph before it where that is larger.
    pub before: f64,
    /// Line spacing in multiples of a single line; `None` when it is a fixed number of pt.
    pub line: Option<f64>,
    /// What is drawn under it.
    pub rule: Option<Drawn>,
    /// Width in pt that the cell around it leaves to its lines, where there is one.
    pub room: Option<f64>,
    /// Natural width of its longest line in pt, where somebody who has the faces measured it.
    pub width: Option<f64>,
}

/// A line drawn under a paragraph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drawn {
    /// How it was drawn.
    pub kind: Drawing,
    /// Its length in mm, where that can be told.
    pub length: Option<f64>,
}

/// How a line was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Drawing {
    /// A shape (a drawn line).
    Shape,
    /// The border of a paragraph or cell.
    Border,
    /// Characters such as `_____`.
    Characters,
}

impl Looks {
    /// The look of a place.
    pub fn of(&self, at: At) -> Option<&Look> {
        let found = self.texts.binary_search_by_key(&at, |look| look.at).ok()?;
        self.texts.get(found)
    }
}
