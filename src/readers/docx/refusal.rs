//! Why a file is not read, and how much of one is.

use crate::viet::words;

/// How large a file may be. What is larger is refused before it costs anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file: usize,
    /// Entries of the archive.
    pub entries: usize,
    /// Bytes of one part when inflated, counted while inflating.
    pub part: usize,
    /// Bytes of all parts that are read.
    pub parts: usize,
    /// How many times its packed size a part may have; small parts are never too dense.
    pub ratio: usize,
    /// Elements inside one another.
    pub depth: usize,
    /// Tags and texts of all parts.
    pub tokens: usize,
    /// Bytes of the words of all parts.
    pub words: usize,
    /// Cells of all tables, each as often as it takes a column.
    pub cells: usize,
    /// Paragraphs of the main part.
    pub paragraphs: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            file: 32 << 20,
            entries: 4_096,
            part: 32 << 20,
            parts: 64 << 20,
            ratio: 200,
            depth: 256,
            tokens: 3_000_000,
            words: 4 << 20,
            cells: 500_000,
            paragraphs: 50_000,
        }
    }
}

/// Why a file is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// More bytes than [`Limits::file`].
    #[error("the file is too large")]
    TooLarge,
    /// Neither an archive nor anything else that Word writes.
    #[error("not a DOCX: no ZIP archive with a main part")]
    NotWord,
    /// A file of Word 97 to 2003 (.doc).
    #[error("a binary .doc, not a DOCX")]
    OldWord,
    /// Locked with a password.
    #[error("the file is encrypted")]
    Encrypted,
    /// The archive breaks off or contradicts itself.
    #[error("the archive is broken")]
    BrokenArchive,
    /// More entries than [`Limits::entries`].
    #[error("the archive has too many entries")]
    TooManyParts,
    /// A part inflates to more than the limits, or out of all proportion.
    #[error("a part inflates to too much")]
    Bomb,
    /// A part is no XML.
    #[error("a part is not well-formed XML")]
    BrokenXml,
    /// A document type declaration: no Word file has one.
    #[error("a part declares a document type")]
    Doctype,
    /// Elements inside one another beyond [`Limits::depth`].
    #[error("elements are nested too deeply")]
    TooDeep,
    /// More paragraphs or tags than the limits.
    #[error("the document is too long")]
    TooLong,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: &[Refusal] = &[
        Refusal::TooLarge,
        Refusal::NotWord,
        Refusal::OldWord,
        Refusal::Encrypted,
        Refusal::BrokenArchive,
        Refusal::TooManyParts,
        Refusal::Bomb,
        Refusal::BrokenXml,
        Refusal::Doctype,
        Refusal::TooDeep,
        Refusal::TooLong,
    ];

    /// The stable code for programs.
    pub fn code(self) -> &'static str {
        match self {
            Refusal::TooLarge => "word-too-large",
            Refusal::NotWord => "word-not-docx",
            Refusal::OldWord => "word-old-doc",
            Refusal::Encrypted => "word-encrypted",
            Refusal::BrokenArchive => "word-broken-archive",
            Refusal::TooManyParts => "word-too-many-parts",
            Refusal::Bomb => "word-bomb",
            Refusal::BrokenXml => "word-broken-xml",
            Refusal::Doctype => "word-doctype",
            Refusal::TooDeep => "word-too-deep",
            Refusal::TooLong => "word-too-long",
        }
    }

    /// A Vietnamese sentence for people.
    pub fn message(self) -> String {
        words::refusal(self.code())
    }
}
