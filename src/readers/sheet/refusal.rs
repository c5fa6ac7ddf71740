//! Why a workbook is not read, and how much of one is.

use crate::viet::words;

/// How large a workbook may be. What is larger is refused before it costs much: bytes are
/// counted while they are inflated, cells while they are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file: usize,
    /// Entries of the archive.
    pub entries: usize,
    /// Bytes of one part when inflated.
    pub part: usize,
    /// How many times its packed size a part may have; small parts are never too dense.
    pub ratio: usize,
    /// Elements inside one another.
    pub depth: usize,
    /// Tags and texts of all parts; records of an old file.
    pub tokens: usize,
    /// Sheets.
    pub sheets: usize,
    /// How far down a cell may stand, in rows.
    pub bottom: u32,
    /// How far right a cell may stand, in columns.
    pub right: u32,
    /// Rows that say something, of all sheets.
    pub rows: usize,
    /// Cells that say something, of all sheets.
    pub cells: usize,
    /// Texts that cells share.
    pub strings: usize,
    /// Bytes of all texts.
    pub words: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            file: 16 << 20,
            entries: 2_000,
            part: 40 << 20,
            ratio: 200,
            depth: 64,
            tokens: 1_500_000,
            sheets: 64,
            bottom: 65_536,
            right: 256,
            rows: 20_000,
            cells: 300_000,
            strings: 300_000,
            words: 24 << 20,
        }
    }
}

/// Why a workbook is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// More bytes than [`Limits::file`].
    #[error("the file is too large")]
    TooLarge,
    /// Nothing that a spreadsheet writes.
    #[error("no workbook: neither XLSX, XLS, ODS nor text with separators")]
    NotSheet,
    /// A binary workbook of Excel (XLSB).
    #[error("a binary workbook (XLSB)")]
    Binary,
    /// A workbook of Excel 5 or 95.
    #[error("a workbook older than Excel 97")]
    TooOld,
    /// Locked with a password.
    #[error("the file is encrypted")]
    Encrypted,
    /// The file breaks off or contradicts itself.
    #[error("the file is broken")]
    Broken,
    /// More entries than [`Limits::entries`].
    #[error("the archive has too many entries")]
    TooManyParts,
    /// A part inflates to more than the limits, or out of all proportion.
    #[error("a part inflates to too much")]
    Bomb,
    /// A document type declaration: no spreadsheet writes one.
    #[error("a part declares a document type")]
    Doctype,
    /// Elements inside one another beyond [`Limits::depth`].
    #[error("elements are nested too deeply")]
    TooDeep,
    /// More sheets than [`Limits::sheets`].
    #[error("too many sheets")]
    TooManySheets,
    /// A cell stands beyond [`Limits::bottom`], or more rows than [`Limits::rows`] say something.
    #[error("too many rows")]
    TooManyRows,
    /// A cell stands beyond [`Limits::right`].
    #[error("too many columns")]
    TooManyColumns,
    /// More cells, shared texts or words than the limits.
    #[error("too much in the cells")]
    TooMuch,
    /// No sheet has a head that is understood.
    #[error("no list of honorees is found")]
    NoList,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: &[Refusal] = &[
        Refusal::TooLarge,
        Refusal::NotSheet,
        Refusal::Binary,
        Refusal::TooOld,
        Refusal::Encrypted,
        Refusal::Broken,
        Refusal::TooManyParts,
        Refusal::Bomb,
        Refusal::Doctype,
        Refusal::TooDeep,
        Refusal::TooManySheets,
        Refusal::TooManyRows,
        Refusal::TooManyColumns,
        Refusal::TooMuch,
        Refusal::NoList,
    ];

    /// The stable code for programs.
    pub fn code(self) -> &'static str {
        match self {
            Refusal::TooLarge => "sheet-too-large",
            Refusal::NotSheet => "sheet-not-one",
            Refusal::Binary => "sheet-binary",
            Refusal::TooOld => "sheet-too-old",
            Refusal::Encrypted => "sheet-encrypted",
            Refusal::Broken => "sheet-broken",
            Refusal::TooManyParts => "sheet-too-many-parts",
            Refusal::Bomb => "sheet-bomb",
            Refusal::Doctype => "sheet-doctype",
            Refusal::TooDeep => "sheet-too-deep",
            Refusal::TooManySheets => "sheet-too-many-sheets",
            Refusal::TooManyRows => "sheet-too-many-rows",
            Refusal::TooManyColumns => "sheet-too-many-columns",
            Refusal::TooMuch => "sheet-too-much",
            Refusal::NoList => "sheet-no-list",
        }
    }

    /// A Vietnamese sentence for people.
    pub fn message(self) -> String {
        words::honorees::refusal(self.code())
    }
}
