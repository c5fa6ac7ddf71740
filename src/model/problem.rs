//! What a person should hear about their text: problems and leftovers, each with its place.

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)*) => {
        /// The stable code of a problem. Its Vietnamese sentence stands in `viet::words`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code.
            pub const ALL: &[Code] = &[$(Code::$name,)*];

            /// The code as programs read it.
            pub fn key(self) -> &'static str {
                match self { $(Code::$name => $key,)* }
            }
        }
    };
}

codes! {
    /// The text has no words.
    Empty = "empty",
    /// The text holds control characters that no document has.
    NotText = "not-text",
    /// The text does not look like an official document.
    NotADocument = "not-a-document",
    /// Quốc hiệu and Tiêu ngữ were missing and were supplied.
    NationalTitleSupplied = "national-title-supplied",
    /// Tên cơ quan ban hành is missing.
    IssuerMissing = "issuer-missing",
    /// Tên loại văn bản is missing.
    DocTypeMissing = "doc-type-missing",
    /// Trích yếu is missing.
    SubjectMissing = "subject-missing",
    /// Số, ký hiệu is missing.
    NumberMissing = "number-missing",
    /// Số is still blank.
    NumberBlank = "number-blank",
    /// Địa danh, ngày tháng is missing.
    DateMissing = "date-missing",
    /// Ngày or tháng is still blank.
    DateBlank = "date-blank",
    /// Nơi nhận is missing.
    RecipientsMissing = "recipients-missing",
    /// Chữ ký is missing.
    SignatureMissing = "signature-missing",
    /// Several lines were joined into one paragraph.
    LinesJoined = "lines-joined",
    /// Text on one line was cut into paragraphs by its numbering.
    LineSplit = "line-split",
    /// A number does not follow the one before.
    NumberingJump = "numbering-jump",
    /// A line could not be placed and stays in the body.
    Unplaced = "unplaced",
    /// A footnote mark without a note.
    FootnoteMissing = "footnote-missing",
    /// A note without a mark.
    FootnoteUnused = "footnote-unused",
    /// A row of a table has more or fewer cells than the first.
    TableRagged = "table-ragged",
    /// No bundled face has a glyph for a character.
    GlyphMissing = "glyph-missing",
    /// A character that cannot be seen was left out.
    InvisibleCharacter = "invisible-character",
}

/// Something a person should know about their text, with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Stable code for programs.
    pub code: Code,
    /// Line of the input, from 1; 0 when the problem has no single place.
    pub line: usize,
    /// Column of the input in characters, from 1; 0 when the problem has no single place.
    pub column: usize,
    /// A Vietnamese sentence for people.
    pub message: String,
}

/// Text of the input that is plainly not of the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leftover {
    /// Line of the input where it starts, from 1.
    pub line: usize,
    /// The text left out, NFC, white space folded.
    pub text: String,
    /// Why it was left out.
    pub reason: Reason,
}

/// Why text is not of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// A web page's own title above the document.
    PageTitle,
    /// A web page's time stamp.
    TimeStamp,
    /// A second identical copy of the document.
    SecondCopy,
    /// What a digital signature printed over the page.
    SignatureStamp,
    /// A page number between two pages of the source.
    PageNumber,
}

impl Reason {
    /// Every reason.
    pub const ALL: &[Reason] = &[
        Reason::PageTitle,
        Reason::TimeStamp,
        Reason::SecondCopy,
        Reason::SignatureStamp,
        Reason::PageNumber,
    ];

    /// The reason as programs read it.
    pub fn key(self) -> &'static str {
        match self {
            Reason::PageTitle => "page-title",
            Reason::TimeStamp => "time-stamp",
            Reason::SecondCopy => "second-copy",
            Reason::SignatureStamp => "signature-stamp",
            Reason::PageNumber => "page-number",
        }
    }
}
