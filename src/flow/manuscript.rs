//! What someone hands in to be typeset or checked: official text, a finished document as JSON,
//! or a Word file.

use std::fmt::Display;

use serde_json::{Map, Value};

use super::pictures;
use crate::model::picture::FaultKind;
use crate::model::{Block, Document, SCHEMA, Section, Supplied};

/// What to typeset, and how.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manuscript {
    /// The words.
    pub source: Source,
    /// Key of the standard; `None` for the one in force.
    pub standard: Option<String>,
    /// The letterhead that the text may have lost.
    pub supplied: Supplied,
}

/// The words, read or still to be read.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// Official text.
    Text(String),
    /// A document that needs no reading.
    Document(Document),
    /// The bytes of a Word file.
    Word(Vec<u8>),
}

impl Default for Source {
    fn default() -> Self {
        Source::Text(String::new())
    }
}

/// What is wrong with a manuscript in JSON, and where. All faults are told at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// JSON pointer (RFC 6901) of the faulty value; empty for the whole.
    pub pointer: String,
    /// Line and column from 1, where the JSON itself cannot be read.
    pub place: Option<(usize, usize)>,
    /// Stable code; its Vietnamese sentence stands in `viet::words`.
    pub code: &'static str,
    /// What exactly, for programmers, in English.
    pub reason: String,
}

impl Fault {
    pub(super) fn at(pointer: impl Into<String>, code: &'static str, reason: impl Display) -> Fault {
        Fault { pointer: pointer.into(), place: None, code, reason: format!("{reason}") }
    }

    /// True for a fault of something inside the value at `pointer`.
    fn is_inside(&self, pointer: &str) -> bool {
        self.pointer.strip_prefix(pointer).is_some_and(|rest| rest.starts_with('/'))
    }

    /// A key of the whole that nobody asks for.
    pub(super) fn unknown(key: &str) -> Fault {
        Fault::at(format!("/{}", escape(key)), "json-unknown-field", "unknown field")
    }
}

/// Why bytes are not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// Neither UTF-8 nor UTF-16 with a byte order mark.
    #[error("not UTF-8: byte {0} (counted from 1) belongs to no character")]
    Utf8(usize),
    /// UTF-16 with half a pair or an odd number of bytes.
    #[error("UTF-16 that breaks off inside a character")]
    Utf16,
}

/// Decodes a text file: UTF-8 with or without a byte order mark, or UTF-16 with one (as
/// Notepad saves it). Other encodings are told apart from nothing, so they are refused.
///
/// # Errors
/// [`NotText`] when the bytes are neither.
pub fn decode(bytes: &[u8]) -> Result<String, NotText> {
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let (pairs, odd) = rest.as_chunks::<2>();
        if !odd.is_empty() {
            return Err(NotText::Utf16);
        }
        let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
        String::from_utf16(&units).map_err(|_| NotText::Utf16)
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => {
            let skip = if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) { 3 } else { 0 };
            std::str::from_utf8(&bytes[skip..])
                .map(ToOwned::to_owned)
                .map_err(|error| NotText::Utf8(skip + error.valid_up_to() + 1))
        }
    }
}

/// True for what begins as files of Word do: an archive, or the form of before 2007, which the
/// reader refuses with its own sentence. No text begins so.
pub fn is_word(bytes: &[u8]) -> bool {
    let (archive, empty) = (b"PK\x03\x04", b"PK\x05\x06");
    let old = b"\xd0\xcf\x11\xe0";
    [archive, empty, old].iter().any(|head| bytes.starts_with(*head))
}

impl Manuscript {
    /// A manuscript of official text.
    pub fn text(text: impl Into<String>) -> Manuscript {
        Manuscript { source: Source::Text(text.into()), ..Manuscript::default() }
    }

    /// A manuscript in a Word file.
    pub fn word(bytes: Vec<u8>) -> Manuscript {
        Manuscript { source: Source::Word(bytes), ..Manuscript::default() }
    }

    /// True for one in a Word file.
    pub fn is_word(&self) -> bool {
        matches!(self.source, Source::Word(_))
    }

    /// Text that may itself be a manuscript in JSON: an object that has `text` or
    /// `document`. No official document begins with `{`, so nothing else is mistaken for it.
    ///
    /// # Errors
    /// Every fault of the JSON, when it is JSON.
    pub fn sniff(text: &str) -> Result<Manuscript, Vec<Fault>> {
        if text.trim_start().starts_with('{') {
            Manuscript::from_json(text)
        } else {
            Ok(Manuscript::text(text))
        }
    }

    /// Reads the JSON of a manuscript: `{"text": …}` or `{"document": …}`, beside it
    /// `issuer`, `parent`, `place` and `standard`. The JSON that typesetting itself gives
    /// (`schema`, `document`, `problems`, `leftovers`) is a manuscript too; what it says of
    /// its old text is not read again.
    ///
    /// # Errors
    /// Every fault, each with its pointer; one fault with its line when it is not JSON.
    pub fn from_json(json: &str) -> Result<Manuscript, Vec<Fault>> {
        let mut fields = object(json)?;
        let mut faults = Vec::new();
        let mut string = |key: &str, fields: &mut Map<String, Value>| match fields.remove(key) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text),
            Some(_) => {
                faults.push(Fault::at(format!("/{key}"), "json-string", "must be a string"));
                None
            }
        };
        let text = string("text", &mut fields);
        let manuscript = Manuscript {
            source: Source::default(),
            standard: string("standard", &mut fields),
            supplied: Supplied {
                issuer: string("issuer", &mut fields),
                parent: string("parent", &mut fields),
                place: string("place", &mut fields),
            },
        };
        let document = fields.remove("document").filter(|value| !value.is_null());
        match fields.remove("schema").map(|schema| schema.as_u64()) {
            None => {}
            Some(Some(schema)) if (1..=u64::from(SCHEMA)).contains(&schema) => {}
            Some(_) => {
                faults.push(Fault::at("/schema", "json-schema-version", format!("must be 1 to {SCHEMA}")));
            }
        }
        fields.remove("problems");
        fields.remove("leftovers");
        faults.extend(fields.keys().map(|key| Fault::unknown(key)));
        let source = match (text, document) {
            (Some(text), None) => Some(Source::Text(text)),
            (None, Some(value)) => match parse_document(&value) {
                Ok(document) => Some(Source::Document(document)),
                Err(more) => {
                    faults.extend(more);
                    None
                }
            },
            (Some(_), Some(_)) => {
                faults.push(Fault::at("", "json-two-sources", "`text` and `document` exclude each other"));
                None
            }
            (None, None) => {
                if !faults.iter().any(|fault| fault.pointer == "/text") {
                    faults.push(Fault::at("", "json-no-source", "one of `text` and `document` is needed"));
                }
                None
            }
        };
        match source {
            Some(source) if faults.is_empty() => Ok(Manuscript { source, ..manuscript }),
            _ => Err(faults),
        }
    }
}

/// Reads JSON that must be an object.
pub(super) fn object(json: &str) -> Result<Map<String, Value>, Vec<Fault>> {
    match serde_json::from_str(json) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(vec![Fault::at("", "json-object", "the whole must be an object")]),
        Err(error) => Err(vec![Fault {
            pointer: String::new(),
            place: Some((error.line(), error.column())),
            code: "json-syntax",
            reason: error.to_string(),
        }]),
    }
}

/// Reads a document, or finds every section, block and picture that is not one.
fn parse_document(value: &Value) -> Result<Document, Vec<Fault>> {
    let mut faults = pictures::faults(value);
    if faults.iter().any(|fault| fault.code == FaultKind::PixelsInAll.key()) {
        // Reading them all would cost what the budget spares.
        return Err(faults);
    }
    match serde_json::from_value::<Document>(value.clone()) {
        Err(error) => {
            let told = faults.len();
            for (at, section) in list(value, "sections").iter().enumerate() {
                let place = format!("/document/sections/{at}");
                let before = faults.len();
                for (at, block) in list(section, "blocks").iter().enumerate() {
                    let place = format!("{place}/blocks/{at}");
                    let known = faults[..told].iter().any(|fault| fault.is_inside(&place));
                    if !known && let Err(error) = serde_json::from_value::<Block>(block.clone()) {
                        faults.push(Fault::at(place, "json-shape", error));
                    }
                }
                if faults.len() == before
                    && !faults[..told].iter().any(|fault| fault.is_inside(&place))
                    && let Err(error) = serde_json::from_value::<Section>(section.clone())
                {
                    faults.push(Fault::at(place, "json-shape", error));
                }
            }
            if faults.is_empty() {
                faults.push(Fault::at("/document", "json-shape", error));
            }
            Err(faults)
        }
        Ok(document) => {
            faults.extend(ragged(&document));
            if let Ok(read) = serde_json::to_value(&document) {
                unread("/document", value, &read, &mut faults);
            }
            if faults.is_empty() { Ok(document) } else { Err(faults) }
        }
    }
}

/// Finds what was given and not read: serde passes over fields beside a bare tag, and takes
/// a number for a tag. A switch that is off may be given or left out. A picture has been read
/// whole, and is written otherwise than it may be given.
fn unread(pointer: &str, given: &Value, read: &Value, faults: &mut Vec<Fault>) {
    match (given, read) {
        (Value::Object(given), _) if pictures::is_picture(given) => {}
        (Value::Object(given), Value::Object(read)) => {
            for (key, value) in given {
                let pointer = format!("{pointer}/{}", escape(key));
                match read.get(key) {
                    Some(read) => unread(&pointer, value, read, faults),
                    None if *value == Value::Bool(false) && SWITCHES.contains(&key.as_str()) => {}
                    None => faults.push(Fault::at(pointer, "json-unknown-field", "unknown field")),
                }
            }
        }
        (Value::Array(given), Value::Array(read)) => {
            for (at, (given, read)) in given.iter().zip(read).enumerate() {
                unread(&format!("{pointer}/{at}"), given, read, faults);
            }
        }
        _ if given == read => {}
        _ => faults.push(Fault::at(pointer, "json-shape", format!("must be {read}"))),
    }
}

/// Fields of a run that are left out when they are off.
const SWITCHES: [&str; 3] = ["bold", "italic", "superscript"];

/// What the types cannot say: every row of a table has as many cells as the first, and at
/// least one; heading rows are rows; columns have cells.
fn ragged(document: &Document) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (section_at, section) in document.sections.iter().enumerate() {
        for (block_at, block) in section.blocks.iter().enumerate() {
            let place = format!("/document/sections/{section_at}/blocks/{block_at}");
            match block {
                Block::Table(table) => {
                    let width = table.rows.first().map_or(0, Vec::len);
                    if width == 0 {
                        faults.push(Fault::at(format!("{place}/rows"), "table-empty", "a table needs cells"));
                    }
                    if table.header_rows > table.rows.len() {
                        let reason = format!("{} rows in all", table.rows.len());
                        faults.push(Fault::at(format!("{place}/header_rows"), "table-header", reason));
                    }
                    for (row_at, row) in table.rows.iter().enumerate() {
                        if row.len() != width {
                            let reason = format!("{} cells, the first row has {width}", row.len());
                            faults.push(Fault::at(format!("{place}/rows/{row_at}"), "table-row", reason));
                        }
                    }
                }
                Block::Columns(columns) if columns.cells.is_empty() => {
                    faults.push(Fault::at(format!("{place}/cells"), "columns-empty", "columns need cells"));
                }
                Block::Columns(_) | Block::Paragraph(_) | Block::PageBreak => {}
            }
        }
    }
    if document.sections.is_empty() {
        faults.push(Fault::at("/document/sections", "sections-empty", "a document needs a section"));
    }
    faults
}

pub(super) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Escapes a key for a JSON pointer (RFC 6901, section 3).
pub(super) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_files_of_every_notepad_decode_alike() {
        let text = "Kế hoạch số 7";
        let utf16 = |bom: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
            bom.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect::<Vec<u8>>()
        };
        assert_eq!(decode(text.as_bytes()).as_deref(), Ok(text));
        assert_eq!(decode(format!("\u{feff}{text}").as_bytes()).as_deref(), Ok(text));
        assert_eq!(decode(&utf16([0xFF, 0xFE], u16::to_le_bytes)).as_deref(), Ok(text));
        assert_eq!(decode(&utf16([0xFE, 0xFF], u16::to_be_bytes)).as_deref(), Ok(text));
        assert_eq!(decode(b"Ng\xb5y"), Err(NotText::Utf8(3)));
        assert_eq!(decode(&[0xFF, 0xFE, 0x41]), Err(NotText::Utf16));
    }

    #[test]
    fn every_fault_is_told_at_once_with_its_pointer() {
        let json = r#"{"issuer": 5, "a/b": 1, "document": {"kind": "plan", "title": "", "sections": [
            {"kind": "main", "blocks": [{"type": "page-break"}, {"type": "picture"},
             {"type": "paragraph", "role": "nobody", "text": []}]},
            {"kind": "none", "blocks": []}]}}"#;
        let faults = Manuscript::from_json(json).unwrap_err();
        let pointers: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(
            pointers,
            [
                "/issuer",
                "/a~1b",
                "/document/sections/0/blocks/1",
                "/document/sections/0/blocks/2",
                "/document/sections/1"
            ]
        );
    }

    #[test]
    fn what_would_be_passed_over_is_a_fault() {
        let with = |block: &str| {
            let json = format!(
                r#"{{"document": {{"kind": "", "title": "", "sections": [{{"kind": "main", "blocks": [{block}]}}]}}}}"#
            );
            Manuscript::from_json(&json).map_err(|faults| faults[0].pointer.clone())
        };
        let run = |run: &str| format!(r#"{{"type": "paragraph", "role": "body", "text": [{run}]}}"#);
        let block = "/document/sections/0/blocks/0";
        assert_eq!(with(r#"{"type": "page-break", "more": 1}"#), Err(format!("{block}/more")));
        assert_eq!(with(&run(r#"{"type": 0, "text": "a"}"#)), Err(format!("{block}/text/0/type")));
        assert!(with(&run(r#"{"type": "text", "text": "a", "bold": false}"#)).is_ok());
    }

    #[test]
    fn every_fault_of_a_picture_has_its_place() {
        let dot =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";
        let picture = |more: &str| {
            format!(r#"{{"type": "picture", "data": "{dot}", "width_mm": 5, "alt": "a"{more}}}"#)
        };
        let read = |text: String| {
            let json = format!(
                r#"{{"document": {{"kind": "", "title": "", "sections": [{{"kind": "main", "blocks": [
                {{"type": "table", "header_rows": 0, "rows": [[[{text}]]]}}]}}]}}}}"#
            );
            Manuscript::from_json(&json)
        };
        assert!(read(picture("")).is_ok());
        assert!(read(picture(r#", "height_mm": null, "media_type": "image/png""#)).is_ok());
        let told = |text: String| -> Vec<(String, &str)> {
            let cut =
                |fault: Fault| (fault.pointer.split_once("/rows/0/0").unwrap().1.to_owned(), fault.code);
            read(text).unwrap_err().into_iter().map(cut).collect()
        };
        let broken = r#"{"type": "picture", "data": "%", "width_mm": "5", "x/y": 1}"#;
        let note = format!(r#"{{"type": "footnote", "text": [{}]}}"#, picture(""));
        let faults = told(format!("{broken}, {}, {note}", picture(r#", "media_type": "image/jpeg""#)));
        let expected = [
            ("/0/x~1y", "json-unknown-field"),
            ("/0/alt", "picture-part-missing"),
            ("/0/data", "picture-base64"),
            ("/0/width_mm", "picture-part-kind"),
            ("/1/media_type", "picture-media-type"),
            ("/2/text/0", "picture-in-note"),
        ];
        assert_eq!(faults, expected.map(|(pointer, code)| (pointer.to_owned(), code)));
        assert_eq!(told(note), [("/0/text/0".to_owned(), "picture-in-note")]);
    }

    #[test]
    fn what_typesetting_gives_can_be_handed_in_again() {
        let json = r#"{"schema": 1, "problems": [], "leftovers": [], "document":
            {"kind": "other", "title": "", "sections": [{"kind": "main", "blocks": []}]}}"#;
        let manuscript = Manuscript::sniff(json).unwrap();
        assert!(matches!(manuscript.source, Source::Document(_)));
        assert!(Manuscript::sniff(&json.replace("\"schema\": 1", "\"schema\": 99")).is_err());
    }
}
