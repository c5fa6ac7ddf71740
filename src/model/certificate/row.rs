//! A row of a list of honorees, and what is found of it before anything is printed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Honoree;
use crate::model::{Severity, keys::keys};

/// One honoree: a value for each hole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Who is honoured.
    pub honoree: Honoree,
    /// The values, by the names of holes.
    #[serde(flatten)]
    pub values: BTreeMap<String, String>,
}

impl Row {
    /// The value of a hole; blank is none.
    pub fn value(&self, hole: &str) -> Option<&str> {
        self.values.get(hole).map(|value| value.trim()).filter(|value| !value.is_empty())
    }
}

keys! {
    /// What is found of a row before it is printed. Its Vietnamese sentence stands in
    /// `viet::words::certificates`.
    FindingCode:
    /// Words are set smaller than the design says.
    Shrank = "certificate-shrank",
    /// Words do not fit at their smallest size.
    Overflowed = "certificate-overflowed",
    /// A value is missing that the design needs.
    Missing = "certificate-value-missing",
    /// The decision's number is missing.
    DecisionMissing = "certificate-decision-missing",
    /// The same honoree stands in an earlier row.
    Repeated = "certificate-repeated",
    /// A face has no glyph for a character.
    GlyphMissing = "certificate-glyph-missing",
    /// A key of the row that no hole takes.
    Unknown = "certificate-value-unknown",
    /// A value that is no day.
    NoDate = "certificate-no-date",
    /// A value that is no word: not a string, a number or nothing.
    NoWords = "certificate-no-words",
    /// A kind of honoree that does not exist.
    NoHonoree = "certificate-no-honoree",
    /// A value with control characters, or far too long.
    BadText = "certificate-bad-text",
    /// The sheet could not be laid out: a defect of ours, or what a worker died of.
    Unprintable = "certificate-unprintable",
    /// Characters that cannot be seen were left out.
    Invisible = "certificate-invisible",
}

impl FindingCode {
    /// How grave it is: with an error the row is not printed.
    pub fn severity(self) -> Severity {
        match self {
            FindingCode::Shrank | FindingCode::Unknown | FindingCode::Invisible => Severity::Suggestion,
            FindingCode::Repeated => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

/// Something that is found of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The row, from 1.
    pub row: usize,
    /// The field or the hole; empty for the whole row.
    pub field: String,
    /// What it is.
    pub code: FindingCode,
    /// How grave it is.
    pub severity: Severity,
    /// The Vietnamese sentence.
    pub message: String,
}

impl Finding {
    /// A finding of a row (from 1), with its sentence.
    pub fn new(row: usize, field: &str, code: FindingCode, message: String) -> Finding {
        Finding { row, field: field.to_owned(), code, severity: code.severity(), message }
    }

    /// True when the row is not printed.
    pub fn is_fault(&self) -> bool {
        self.severity == Severity::Error
    }
}
