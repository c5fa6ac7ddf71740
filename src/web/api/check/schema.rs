//! The JSON of findings, looks and rules as OpenAPI describes it; a test holds that it is the
//! JSON of `flow` and `model`.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::web::api::schema::{DocumentSchema, Leftover, Problem};

macro_rules! described {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* })*) => {
        $(
            #[derive(ToSchema, Serialize, Deserialize, Debug, PartialEq)]
            #[serde(deny_unknown_fields)]
            $(#[$meta])*
            pub struct $name { $($(#[$field_meta])* $field: $type,)* }
        )*
    };
}

macro_rules! keys {
    ($($(#[$meta:meta])* $name:ident { $($key:ident),* })*) => {
        $(
            $(#[$meta])*
            #[derive(ToSchema, Serialize, Deserialize, Debug, PartialEq)]
            #[serde(rename_all = "kebab-case")]
            enum $name { $($key),* }
        )*
    };
}

keys! {
    /// How grave a finding is: `error`, what the decree forbids; `warning`, nearly always a slip;
    /// `suggestion`, worth a look.
    Severity { Error, Warning, Suggestion }
    /// How much of a paragraph's words has a property.
    Share { None, Some, All }
    /// How words are set.
    Align { Left, Center, Right, Justify }
    /// How a line was drawn.
    Drawing { Shape, Border, Characters }
}

described! {
    /// What was found.
    Inspection {
        /// Version of this form.
        #[schema(minimum = 1, maximum = 1)]
        schema: u32,
        /// Key of the standard.
        #[schema(example = "nd30-2020")]
        standard: String,
        /// How many findings there are.
        counts: Counts,
        /// The findings in the order of their places.
        findings: Vec<Finding>,
        /// The rules that the office does without.
        switched_off: Vec<SwitchedOff>,
        /// What reading the text had to say.
        problems: Vec<Problem>,
        /// Text that is not of the document.
        leftovers: Vec<Leftover>,
        /// The document, in which places are counted.
        document: DocumentSchema,
        /// How a Word file prints it, measured; absent for text.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(nullable = false)]
        looks: Option<Looks>,
    }
    /// How many findings there are of each severity.
    Counts {
        /// Lỗi.
        error: usize,
        /// Cảnh báo.
        warning: usize,
        /// Gợi ý.
        suggestion: usize,
    }
    /// Something that is not as the standard wants it.
    Finding {
        /// Stable name of the rule.
        #[schema(example = "number-zero")]
        id: String,
        /// How grave it is.
        severity: Severity,
        /// The clause; `practice` where custom asks.
        cite: String,
        /// A Vietnamese sentence.
        message: String,
        /// Where it stands.
        place: Place,
        /// What to put there, where that is certain.
        fix: Option<Fix>,
    }
    /// A certain correction.
    Fix {
        /// The words to put in place of the characters `start` to `end`.
        replace: String,
    }
    /// A stretch of one paragraph, cell or footnote; an empty one is where something is missing.
    Place {
        /// Which section, from 0.
        section: usize,
        /// Which block of it, from 0.
        block: usize,
        /// `[column, paragraph]` in columns, `[row, cell]` in a table.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(nullable = false)]
        within: Option<[usize; 2]>,
        /// Which footnote of it, from 0, where it lies in one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(nullable = false)]
        note: Option<usize>,
        /// First character.
        start: usize,
        /// The character after the last.
        end: usize,
        /// Line of the text, from 1, where there is a text.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(nullable = false)]
        line: Option<usize>,
        /// Column of that line in characters, from 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(nullable = false)]
        column: Option<usize>,
    }
    /// A rule that the office does without.
    SwitchedOff {
        /// The rule's name.
        id: String,
        /// Why, in the office's words.
        reason: String,
        /// How many findings are not told because of it.
        count: usize,
    }
    /// A rule.
    #[schema(as = CheckRule)]
    Rule {
        /// Its stable name.
        #[schema(example = "number-zero")]
        id: String,
        /// What it is about: `letterhead`, `content`, `ending`, `writing`, `capitals`, `looks`.
        #[schema(example = "letterhead")]
        group: String,
        /// What it asks, a Vietnamese sentence.
        about: String,
        /// How grave a breach is.
        severity: Severity,
        /// The clause; `practice` where custom asks.
        cite: String,
        /// Examples.
        examples: Vec<Example>,
    }
    /// Right words, and wrong ones instead of them.
    #[schema(as = CheckExample)]
    Example {
        /// As it should be.
        right: String,
        /// As it should not; may be empty where something is missing.
        wrong: String,
    }
    /// How a Word file prints its document.
    Looks {
        /// The sheet of each section of the file.
        sheets: Vec<Sheet>,
        /// The look of each paragraph and cell that has words.
        texts: Vec<Look>,
    }
    /// A sheet of paper. Lengths in mm.
    Sheet {
        /// Width of the paper.
        width: f64,
        /// Height of the paper.
        height: f64,
        /// Lề trên.
        top: f64,
        /// Lề dưới.
        bottom: f64,
        /// Lề trái.
        left: f64,
        /// Lề phải.
        right: f64,
        /// Number of the first paragraph on such a sheet.
        first_paragraph: usize,
        /// Its pages are counted from one anew.
        restarts: bool,
        /// The page number, where there is one.
        number: Option<Numbering>,
    }
    /// How pages are numbered.
    Numbering {
        /// In the top margin; else at the foot.
        top: bool,
        /// Alignment.
        align: Align,
        /// Size in pt.
        size: f64,
        /// Shown on the first page too.
        on_first: bool,
    }
    /// The look of one paragraph or cell.
    Look {
        /// Which paragraph or cell of the document.
        at: At,
        /// Which `w:p` of the file's main part, from 0.
        paragraph: usize,
        /// The families of its words.
        fonts: Vec<String>,
        /// The least and the greatest size in pt.
        sizes: [f64; 2],
        /// In bold.
        bold: Share,
        /// In italic.
        italic: Share,
        /// Underlined.
        underline: Share,
        /// All caps, whatever was typed.
        caps: Share,
        /// Colours other than black, `#rrggbb`.
        colours: Vec<String>,
        /// Alignment.
        align: Align,
        /// First-line indent in mm; negative for a hanging one.
        indent: f64,
        /// Indent from the left in mm.
        left: f64,
        /// Space above in pt.
        before: f64,
        /// Line spacing in single lines; null when it is a fixed number of pt.
        line: Option<f64>,
        /// What is drawn under it.
        rule: Option<Drawn>,
        /// Width in pt that the cell around it leaves to its lines.
        room: Option<f64>,
        /// Width of its longest line in pt, where it was measured.
        width: Option<f64>,
    }
    /// Where a paragraph or a cell stands in the document.
    At {
        /// Which section, from 0.
        section: usize,
        /// Which block of it, from 0.
        block: usize,
        /// `[column, paragraph]` in columns, `[row, cell]` in a table.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(nullable = false)]
        within: Option<[usize; 2]>,
    }
    /// A line drawn under a paragraph.
    Drawn {
        /// How it was drawn.
        kind: Drawing,
        /// Its length in mm, where that can be told.
        length: Option<f64>,
    }
}
