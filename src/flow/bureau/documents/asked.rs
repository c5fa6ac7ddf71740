//! A draft as a request asks for it.

use serde_json::Value as Json;

use super::{Words, Writing};
use crate::flow::{Asked, Fault, Manuscript};

/// Longest reason or note, in characters.
pub const NOTE: usize = 2_000;

/// Where a draft comes from: one of these.
const SOURCES: [&str; 3] = ["template", "text", "document"];

impl Writing {
    /// Reads `{"template": …, "data": {…}}`, `{"text": …}` or `{"document": {…}}`, the last two as
    /// manuscripts are; beside it `note` and `overwrite_hand_edits`.
    ///
    /// # Errors
    /// Every fault, each with its pointer.
    pub fn from_json(json: &str) -> Result<Writing, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let note = asked.words("note", NOTE).unwrap_or_default();
        let overwrite = asked.switch("overwrite_hand_edits").unwrap_or(false);
        if SOURCES.iter().filter(|source| asked.has(source)).count() != 1 {
            asked.whole("source-count", "just one of `template`, `text` and `document` is needed");
            SOURCES.iter().chain(&["data"]).for_each(|key| asked.pass(key));
        } else if asked.has("template") {
            let template = asked.needed("template", 100);
            let data = asked.data();
            return asked.end(Writing { words: Words::Form { template, data }, note, overwrite });
        }
        let (fields, mut faults) = asked.rest();
        let manuscript = if fields.keys().any(|key| SOURCES.contains(&key.as_str())) {
            Manuscript::from_json(&Json::Object(fields).to_string())
        } else {
            Err(Vec::new())
        };
        match manuscript {
            Ok(manuscript) if faults.is_empty() => {
                Ok(Writing { words: Words::Manuscript(manuscript), note, overwrite })
            }
            Ok(_) => Err(faults),
            Err(more) => {
                faults.extend(more);
                Err(faults)
            }
        }
    }

    /// A draft in a Word file.
    pub fn word(bytes: Vec<u8>, note: String) -> Writing {
        Writing { words: Words::Manuscript(Manuscript::word(bytes)), note, overwrite: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_has_one_source_and_every_fault_is_told() {
        let told = |json: &str| -> Vec<String> {
            let faults = Writing::from_json(json).unwrap_err();
            faults.into_iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
        };
        assert_eq!(told("{}"), [" source-count"]);
        assert_eq!(told(r#"{"text": "a", "template": "b"}"#), [" source-count"]);
        assert_eq!(told(r#"{"template": "b"}"#), [" json-no-data"]);
        assert_eq!(told(r#"{"template": "b", "data": {}, "x": 1}"#), ["/x json-unknown-field"]);
        assert_eq!(
            told(r#"{"text": "a", "note": 1, "data": {}}"#),
            ["/note json-string", "/data json-unknown-field"]
        );
        assert_eq!(told(r#"{"text": "a", "note": "\u0000"}"#), ["/note text-control"]);
        let read =
            Writing::from_json(r#"{"text": "a", "note": " vì ", "overwrite_hand_edits": true}"#).unwrap();
        assert_eq!((read.note.as_str(), read.overwrite), ("vì", true));
        assert_eq!(read.words, Words::Manuscript(Manuscript::text("a")));
    }
}
