//! What a person should hear about their text: problems and leftovers, each with its place.

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($(#[$about:meta])* $codes:ident: $($(#[$doc:meta])* $name:ident = $key:literal,)*) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $codes { $($(#[$doc])* #[serde(rename = $key)] $name,)* }

        impl $codes {
            /// Every code.
            pub const ALL: &[$codes] = &[$($codes::$name,)*];

            /// The code as programs read it.
            pub fn key(self) -> &'static str {
                match self { $($codes::$name => $key,)* }
            }
        }
    };
}

codes! {
    /// The stable code of a problem. Its Vietnamese sentence stands in `viet::words`.
    Code:
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
    /// A template has no front matter between `+++` lines.
    FrontMissing = "front-missing",
    /// The front matter is no TOML.
    FrontSyntax = "front-syntax",
    /// A key of the front matter that nobody knows.
    FrontUnknownKey = "front-unknown-key",
    /// A key of the front matter that must be there.
    FrontKeyMissing = "front-key-missing",
    /// A value of the front matter that is not what its key asks for.
    FrontValue = "front-value",
    /// A field's name that stands twice, or that every template knows already.
    FieldTwice = "field-twice",
    /// A field that nothing uses.
    FieldUnused = "field-unused",
    /// A sample, default or limit that does not fit its own field.
    FieldMisfit = "field-misfit",
    /// The name of a template's file is not the one under which it is kept.
    IdDiffers = "id-differs",
    /// A version that is not above the one published last.
    VersionTooLow = "version-too-low",
    /// A version whose first number must grow: data that was right before may be refused.
    VersionNotMajor = "version-not-major",
    /// The type of the text is not the one that the front matter names.
    KindDiffers = "kind-differs",
    /// `{{` without `}}`.
    HoleUnclosed = "hole-unclosed",
    /// `{% … %}` that does not stand alone on its line, or is not closed.
    TagMisplaced = "tag-misplaced",
    /// `{% … %}` of a kind that does not exist.
    TagUnknown = "tag-unknown",
    /// A block that is opened and never closed.
    BlockUnclosed = "block-unclosed",
    /// A block that is closed or turned and never opened.
    BlockUnopened = "block-unopened",
    /// A block that opens in one place of the form and closes in another.
    BlockCrosses = "block-crosses",
    /// A shared part that does not exist.
    PartUnknown = "part-unknown",
    /// Parts within parts without end, or a text of too many lines or holes.
    TemplateTooLarge = "template-too-large",
    /// An expression that cannot be read.
    ExpressionSyntax = "expression-syntax",
    /// A name that is no field.
    NameUnknown = "name-unknown",
    /// A filter that does not exist.
    FilterUnknown = "filter-unknown",
    /// A test or function that does not exist.
    FunctionUnknown = "function-unknown",
    /// A value of one kind where another is needed.
    KindMismatch = "kind-mismatch",
    /// Official text that does not stand alone on its line.
    PassageInline = "passage-inline",
    /// A heading of official text that lies higher than the place it stands in.
    PassageTooHigh = "passage-too-high",
    /// A part of official text that only the template's own text may hold.
    PassageMisfit = "passage-misfit",
    /// Changes that a Word file tracks were read as accepted.
    ChangesAccepted = "changes-accepted",
    /// Words of a text box stand as paragraphs below the one it hangs on.
    TextBoxMoved = "text-box-moved",
    /// A picture of a Word file was left out.
    PictureLeftOut = "picture-left-out",
    /// An equation was read as its letters in a row.
    EquationFlattened = "equation-flattened",
    /// Text that Word does not show was left out.
    HiddenText = "hidden-text",
    /// Something in a Word file that is not understood.
    NotUnderstood = "not-understood",
    /// A design of certificates is no TOML.
    DesignSyntax = "design-syntax",
    /// A key of a design that nobody knows.
    DesignUnknownKey = "design-unknown-key",
    /// A key of a design that must be there.
    DesignKeyMissing = "design-key-missing",
    /// A value of a design that is not what its key takes.
    DesignValue = "design-value",
    /// A table of a design's values without their source.
    DesignUncited = "design-uncited",
    /// A box that is not on the sheet.
    DesignOffSheet = "design-off-sheet",
    /// A name that stands twice in a design.
    DesignTwice = "design-twice",
    /// A colour, hole or design that does not exist.
    DesignUnknownName = "design-unknown-name",
    /// What begins as a hole and is none.
    DesignBadHole = "design-bad-hole",
    /// A hole that nothing uses.
    DesignHoleUnused = "design-hole-unused",
    /// The smallest size is larger than the size.
    DesignSizes = "design-sizes",
    /// The lines do not fit into the box at the smallest size.
    DesignTooLow = "design-too-low",
}

codes! {
    /// The stable code of what is wrong with a value of the data. Its Vietnamese sentence
    /// stands in `viet::words`.
    DataCode:
    /// A value that must be given is not.
    Missing = "value-missing",
    /// A value that no field asks for.
    Unknown = "value-unknown",
    /// A value of another kind than its field asks for.
    Kind = "value-kind",
    /// A text or list that is too short, or a number or day that is too small.
    TooSmall = "value-too-small",
    /// A text or list that is too long, or a number or day that is too large.
    TooLarge = "value-too-large",
    /// A text that does not fit its pattern.
    Pattern = "value-pattern",
    /// None of the values that may be chosen.
    NoChoice = "value-no-choice",
    /// A text of several lines where one is asked for.
    OneLine = "value-one-line",
    /// Characters that no document has.
    NotText = "value-not-text",
    /// Characters that cannot be seen were left out: no fault.
    Invisible = "value-invisible",
    /// A picture that cannot be printed.
    Picture = "value-picture",
    /// An expression of the template gave no value.
    Failed = "expression-failed",
    /// The document would be larger than a document may be.
    DocumentTooLarge = "document-too-large",
    /// A rule of the checker that does not exist.
    Rule = "value-rule",
    /// What does not fit in official text, with its line there.
    Passage = "value-passage",
    /// What was noticed in official text, with its line there: no fault.
    PassageNote = "value-passage-note",
}

/// What is wrong with the data of a template, or what it lacks, with every place a person
/// or a program can look for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DataProblem {
    /// Stable code for programs.
    pub code: DataCode,
    /// JSON pointer (RFC 6901) of the value in the data.
    pub pointer: String,
    /// The field's label, Vietnamese.
    pub label: String,
    /// Line of the template in which the value is missed, or line of the value itself
    /// where it is official text; 0 when neither.
    pub line: usize,
    /// Column of that line in characters; 0 when there is none.
    pub column: usize,
    /// The sentence of the template in which the value is missed; may be empty.
    pub sentence: String,
    /// A Vietnamese sentence for people.
    pub message: String,
}

impl DataProblem {
    /// True when no document can be issued while it stands.
    pub fn is_fault(&self) -> bool {
        !matches!(self.code, DataCode::Invisible | DataCode::PassageNote)
    }
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
    /// Line of the input where it starts, from 1; 0 when it stands in no line of it, as the
    /// header of a Word file.
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
    /// A header or footer of a Word file.
    Margin,
}

impl Reason {
    /// Every reason.
    pub const ALL: &[Reason] = &[
        Reason::PageTitle,
        Reason::TimeStamp,
        Reason::SecondCopy,
        Reason::SignatureStamp,
        Reason::PageNumber,
        Reason::Margin,
    ];

    /// The reason as programs read it.
    pub fn key(self) -> &'static str {
        match self {
            Reason::PageTitle => "page-title",
            Reason::TimeStamp => "time-stamp",
            Reason::SecondCopy => "second-copy",
            Reason::SignatureStamp => "signature-stamp",
            Reason::PageNumber => "page-number",
            Reason::Margin => "margin",
        }
    }
}
