//! A list of honorees → rows: JSON (a list of objects, or `{"common": {…}, "rows": […]}`), or
//! CSV with a line of names.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization;

use crate::model::certificate::{Finding, FindingCode, HONOREE, Honoree, Row};
use crate::viet::letters::fold;
use crate::viet::unseen::{code_point, is_control, is_invisible};
use crate::viet::words::certificates;

/// The most rows of a list.
pub const MOST_ROWS: usize = 100_000;

/// The most characters of a value.
const MOST_CHARACTERS: usize = 2000;

/// What was read: every row in order, and what is wrong with some.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// The rows.
    pub rows: Vec<Row>,
    /// What is found of them, each with its row (from 1).
    pub findings: Vec<Finding>,
}

/// Why bytes are no list.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum RowsError {
    /// No JSON.
    #[error("{line}:{column}: not JSON: {reason}")]
    Json {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the reader of JSON says.
        reason: String,
    },
    /// JSON that is no list of objects.
    #[error("{0}: a list of objects is needed, or an object with `rows` and perhaps `common`")]
    NoList(String),
    /// Not CSV.
    #[error("not CSV: {0}")]
    Csv(String),
    /// A name that stands in two columns.
    #[error("two columns are named `{0}`")]
    Twice(String),
    /// No row at all.
    #[error("the list is empty")]
    Empty,
    /// Too many rows.
    #[error("more than {MOST_ROWS} rows")]
    TooMany,
}

/// Reads a list: JSON where the text begins as JSON does, else CSV.
///
/// # Errors
/// Why the text is no list; what is wrong with single rows is a finding.
pub fn read(text: &str) -> Result<Rows, RowsError> {
    let text = text.trim_start_matches('\u{feff}');
    let rows = if text.trim_start().starts_with(['[', '{']) { json(text) } else { csv(text) }?;
    if rows.rows.is_empty() { Err(RowsError::Empty) } else { Ok(rows) }
}

fn json(text: &str) -> Result<Rows, RowsError> {
    let value: Value = serde_json::from_str(text).map_err(|error| RowsError::Json {
        line: error.line(),
        column: error.column(),
        reason: error.to_string(),
    })?;
    let (common, list) = match value {
        Value::Array(list) => (Map::new(), list),
        Value::Object(mut object) => {
            let common = match object.remove("common") {
                None => Map::new(),
                Some(Value::Object(common)) => common,
                Some(_) => return Err(RowsError::NoList("/common".into())),
            };
            let Some(Value::Array(list)) = object.remove("rows") else {
                return Err(RowsError::NoList("/rows".into()));
            };
            if let Some(unknown) = object.keys().next() {
                return Err(RowsError::NoList(format!("/{unknown}")));
            }
            (common, list)
        }
        _ => return Err(RowsError::NoList(String::new())),
    };
    if list.len() > MOST_ROWS {
        return Err(RowsError::TooMany);
    }
    let mut rows = Rows::default();
    for (at, value) in list.into_iter().enumerate() {
        let Value::Object(own) = value else { return Err(RowsError::NoList(format!("/{at}"))) };
        let mut all = common.clone();
        all.extend(own);
        let values = all.into_iter().map(|(name, value)| {
            let words = match value {
                Value::Null => Some(String::new()),
                Value::String(text) => Some(text),
                Value::Number(number) => Some(number.to_string()),
                Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
            };
            (name, words)
        });
        rows.push(values);
    }
    Ok(rows)
}

fn csv(text: &str) -> Result<Rows, RowsError> {
    let head = text.lines().next().unwrap_or_default();
    // Excel writes semicolons where the comma is the decimal sign, as it is in Vietnam.
    let count = |mark: char| head.matches(mark).count();
    let mark = [';', '\t'].into_iter().find(|&mark| count(mark) > count(',')).unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(u8::try_from(mark).unwrap_or(b','))
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let broken = |error: csv::Error| RowsError::Csv(error.to_string());
    let names: Vec<String> = reader.headers().map_err(broken)?.iter().map(str::to_owned).collect();
    for (at, name) in names.iter().enumerate() {
        if names[..at].contains(name) {
            return Err(RowsError::Twice(name.clone()));
        }
    }
    let mut rows = Rows::default();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        if rows.rows.len() == MOST_ROWS {
            return Err(RowsError::TooMany);
        }
        let values = names.iter().cloned().zip(record.iter().map(|value| Some(value.to_owned())));
        rows.push(values);
    }
    Ok(rows)
}

impl Rows {
    fn push(&mut self, values: impl Iterator<Item = (String, Option<String>)>) {
        let ordinal = self.rows.len() + 1;
        let mut row = Row { honoree: Honoree::Person, values: BTreeMap::new() };
        for (name, value) in values {
            let Some(value) = value else {
                self.find(ordinal, &name, FindingCode::NoWords, "");
                continue;
            };
            let value: String = value.replace("\r\n", "\n").nfc().collect();
            if name == HONOREE {
                match honoree(&value) {
                    Some(honoree) => row.honoree = honoree,
                    None => self.find(ordinal, &name, FindingCode::NoHonoree, &value),
                }
                continue;
            }
            let unseen = value.chars().find(|&c| is_invisible(c));
            if let Some(unseen) = unseen {
                self.find(ordinal, &name, FindingCode::Invisible, &code_point(unseen));
            }
            let value: String = value.chars().filter(|&c| !is_invisible(c)).collect();
            if let Some(bad) = value.chars().find(|&c| is_control(c)) {
                self.find(ordinal, &name, FindingCode::BadText, &code_point(bad));
            } else if value.chars().count() > MOST_CHARACTERS {
                self.find(ordinal, &name, FindingCode::BadText, &format!("> {MOST_CHARACTERS}"));
            } else if !value.trim().is_empty() {
                row.values.insert(name, value.trim().to_owned());
            }
        }
        self.rows.push(row);
    }

    fn find(&mut self, row: usize, field: &str, code: FindingCode, detail: &str) {
        let message = certificates::finding(code.key(), detail);
        self.findings.push(Finding::new(row, field, code, message));
    }
}

/// A kind of honoree by its key or as lists write it; blank is a person.
fn honoree(text: &str) -> Option<Honoree> {
    let folded = fold(text.trim());
    if folded.is_empty() {
        return Some(Honoree::Person);
    }
    let key = certificates::HONOREES.iter().find(|(written, _)| *written == folded)?.1;
    Honoree::from_key(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_and_csv_say_the_same() {
        let json = r#"{"common": {"place": "Đông Ngạn"}, "rows": [{"name": "An", "register": 7},
            {"honoree": "tập thể", "name": "Tổ 1", "unit": null}]}"#;
        let csv = "\u{feff}honoree;name;register;place\n;An;7;Đông Ngạn\nTập thể;\" Tổ 1\";;Đông Ngạn\n";
        let (json, csv) = (read(json).unwrap(), read(csv).unwrap());
        assert_eq!(json, csv);
        assert_eq!(json.rows[1].honoree, Honoree::Collective);
        assert_eq!(json.rows[0].value("register"), Some("7"));
        assert_eq!(json.findings, []);
    }

    #[test]
    fn one_bad_row_is_one_finding_and_the_others_stay() {
        let json =
            "[{\"name\": \"A\\u0007\"}, {\"name\": [1]}, {\"honoree\": \"dog\"}, {\"name\": \"B\\u200bC\"}]";
        let rows = read(json).unwrap();
        let told: Vec<(usize, FindingCode)> =
            rows.findings.iter().map(|finding| (finding.row, finding.code)).collect();
        let expected =
            [FindingCode::BadText, FindingCode::NoWords, FindingCode::NoHonoree, FindingCode::Invisible];
        assert_eq!(
            told,
            expected.into_iter().enumerate().map(|(at, code)| (at + 1, code)).collect::<Vec<_>>()
        );
        assert_eq!(rows.rows[3].value("name"), Some("BC"));
    }

    #[test]
    fn what_is_no_list_is_told_with_its_place() {
        assert!(matches!(read("[{"), Err(RowsError::Json { line: 1, .. })));
        assert_eq!(read("{\"common\": {}}"), Err(RowsError::NoList("/rows".into())));
        assert_eq!(read("[1]"), Err(RowsError::NoList("/0".into())));
        assert_eq!(read("[]"), Err(RowsError::Empty));
        assert_eq!(read("a,b,a\n1,2,3\n"), Err(RowsError::Twice("a".into())));
        assert!(matches!(read("a,b\n1\n"), Err(RowsError::Csv(_))));
    }
}
