//! Front matter: TOML → what the template is, and what it asks.

use std::ops::Range;

use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};

use super::Faults;
use crate::model::template::{
    Choice, Expression, Field, Kind, Limits, Pattern, Place, Preset, Record, Semver, is_slug,
};
use crate::model::{Code, Standard};

/// What front matter says.
#[derive(Debug)]
pub(super) struct Front {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) standard: String,
    pub(super) description: String,
    pub(super) fields: Vec<Field>,
}

const KEYS: &[&str] = &["id", "version", "name", "kind", "standard", "description", "fields"];

const FIELD_KEYS: &[&str] = &[
    "name", "label", "help", "type", "required", "default", "sample", "min", "max", "pattern", "options",
    "of", "fields",
];

/// Reads front matter that begins on line 2 of its file.
pub(super) fn read(
    toml: &str,
    standard: &Standard,
    records: &[Record],
    faults: &mut Faults,
) -> Option<Front> {
    let mut reader = Reader { toml, records, faults };
    let (table, errors) = DeTable::parse_recoverable(toml);
    for error in &errors {
        let at = error.span().unwrap_or_default();
        reader.fault(Code::FrontSyntax, &at, error.message());
    }
    if !errors.is_empty() {
        return None;
    }
    let (span, table) = (table.span(), table.into_inner());
    let before = reader.faults.0.len();
    reader.known_keys(&table, KEYS);
    let id = reader.needed(&table, "id", &span);
    let version = reader.needed(&table, "version", &span);
    let name = reader.needed(&table, "name", &span);
    let kind = reader.needed(&table, "kind", &span);
    let standard_key = reader.needed(&table, "standard", &span);
    let description = reader.string(&table, "description").unwrap_or_default();
    if let Some(id) = &id
        && !is_slug(id)
    {
        reader.at_key(&table, "id", id);
    }
    if let Some(version) = &version
        && Semver::read(version).is_none()
    {
        reader.at_key(&table, "version", version);
    }
    if let Some(kind) = &kind
        && standard.kind(kind).is_none()
    {
        reader.at_key(&table, "kind", kind);
    }
    if let Some(key) = &standard_key
        && *key != standard.id
    {
        reader.at_key(&table, "standard", key);
    }
    let fields = reader.fields(&table, "fields", true);
    let whole = reader.faults.0.len() == before;
    let front = Front {
        id: id?,
        version: version?,
        name: name?,
        kind: kind?,
        standard: standard_key?,
        description,
        fields,
    };
    whole.then_some(front)
}

/// Reads the records that every template knows; each may hold those above it. Its own
/// file is checked by a test: faults are not expected here.
pub(super) fn records(toml: &str) -> Vec<Record> {
    let mut faults = Faults::default();
    let mut records: Vec<Record> = Vec::new();
    let (table, _) = DeTable::parse_recoverable(toml);
    for name in ["person", "signer", "office", "campaign", "decision"] {
        let mut reader = Reader { toml, records: &records, faults: &mut faults };
        let fields = reader.fields(table.get_ref(), name, false);
        records.push(Record { name: Some(name.to_owned()), fields });
    }
    records
}

struct Reader<'a> {
    toml: &'a str,
    records: &'a [Record],
    faults: &'a mut Faults,
}

impl Reader<'_> {
    fn place(&self, at: usize) -> Place {
        let before = self.toml.get(..at).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        // The first line of the file holds the `+++` above.
        Place { line: before.matches('\n').count() + 2, column: line.chars().count() + 1 }
    }

    fn fault(&mut self, code: Code, at: &Range<usize>, detail: &str) {
        let place = self.place(at.start);
        self.faults.push(code, place, detail);
    }

    /// A value that its key does not allow.
    fn at_key(&mut self, table: &DeTable, key: &str, detail: &str) {
        let at = table.get(key).map(toml::Spanned::span).unwrap_or_default();
        self.fault(Code::FrontValue, &at, &format!("{key} = {detail}"));
    }

    fn known_keys(&mut self, table: &DeTable, known: &[&str]) {
        for (key, _) in table {
            if !known.contains(&key.get_ref().as_ref()) {
                self.fault(Code::FrontUnknownKey, &key.span(), key.get_ref());
            }
        }
    }

    fn string(&mut self, table: &DeTable, key: &str) -> Option<String> {
        match table.get(key)?.get_ref().as_str() {
            Some(text) => Some(text.to_owned()),
            None => {
                self.at_key(table, key, "\"…\"");
                None
            }
        }
    }

    fn needed(&mut self, table: &DeTable, key: &str, at: &Range<usize>) -> Option<String> {
        let text = match table.get(key) {
            None => {
                self.fault(Code::FrontKeyMissing, at, key);
                return None;
            }
            Some(_) => self.string(table, key)?,
        };
        if text.trim().is_empty() {
            self.at_key(table, key, "\"\"");
            return None;
        }
        Some(text)
    }

    fn fields(&mut self, table: &DeTable, key: &str, top: bool) -> Vec<Field> {
        let Some(value) = table.get(key) else { return Vec::new() };
        let Some(entries) = value.get_ref().as_array() else {
            self.at_key(table, key, "[[fields]]");
            return Vec::new();
        };
        let mut fields: Vec<Field> = Vec::new();
        for entry in entries {
            let Some(table) = entry.get_ref().as_table() else {
                self.fault(Code::FrontValue, &entry.span(), "[[fields]]");
                continue;
            };
            let Some(field) = self.field(table, &entry.span()) else { continue };
            if !top && matches!(field.default, Some(Preset::Expression(_))) {
                // Only the template's own fields see the rest of the data.
                self.at_key(table, "default", "{{ … }}");
            }
            let given = top && ["office", "today", "loop", "auto", "current"].contains(&field.name.as_str());
            if given || fields.iter().any(|other| other.name == field.name) {
                let at = table.get("name").map(toml::Spanned::span).unwrap_or_default();
                self.fault(Code::FieldTwice, &at, &field.name);
            } else {
                fields.push(field);
            }
        }
        fields
    }

    fn field(&mut self, table: &DeTable, at: &Range<usize>) -> Option<Field> {
        self.known_keys(table, FIELD_KEYS);
        let name = self.needed(table, "name", at);
        let label = self.needed(table, "label", at);
        let help = self.string(table, "help").unwrap_or_default();
        let kind = self.kind(table, at);
        let required = match table.get("required").map(|value| value.get_ref().as_bool()) {
            None => true,
            Some(Some(required)) => required,
            Some(None) => {
                self.at_key(table, "required", "true, false");
                true
            }
        };
        let (name, label, kind) = (name?, label?, kind?);
        if !is_key(&name) {
            self.at_key(table, "name", &name);
            return None;
        }
        let value = |key: &str| table.get(key).map(|value| json(value.get_ref()));
        let pattern = self.string(table, "pattern");
        let compiled = pattern.as_deref().and_then(Pattern::new);
        if let Some(pattern) = pattern.filter(|_| compiled.is_none()) {
            self.at_key(table, "pattern", &pattern);
        }
        let limits = Limits { min: value("min"), max: value("max"), pattern: compiled };
        let default = table.get("default").map(|found| match found.get_ref().as_str() {
            Some(text) if text.trim_start().starts_with("{{") && text.trim_end().ends_with("}}") => {
                let inner = text.trim();
                let source = inner[2..inner.len() - 2].trim().to_owned();
                let place = self.place(found.span().start);
                Preset::Expression(Expression { source, place, sentence: text.to_owned() })
            }
            _ => Preset::Value(json(found.get_ref())),
        });
        let place = self.place(table.get("name").map_or(at.start, |name| name.span().start));
        let field =
            Field { name, label, help, kind, required, default, sample: value("sample"), limits, place };
        self.limits(&field, table);
        Some(field)
    }

    fn kind(&mut self, table: &DeTable, at: &Range<usize>) -> Option<Kind> {
        let key = self.needed(table, "type", at)?;
        let of = self.string(table, "of");
        let has_fields = table.get("fields").is_some();
        if (of.is_some() || has_fields) && key != "list" {
            self.at_key(table, "type", &key);
        }
        match key.as_str() {
            "choice" => self.choices(table, at).map(Kind::Choice),
            "list" => {
                let entry = match (of, has_fields) {
                    (Some(of), false) => self.named(&of).filter(|kind| *kind != Kind::OfficialText),
                    (None, true) => {
                        Some(Kind::Record(Record { name: None, fields: self.fields(table, "fields", false) }))
                    }
                    _ => None,
                };
                if entry.is_none() {
                    self.at_key(table, "type", "list: of, fields");
                }
                entry.map(|kind| Kind::List(Box::new(kind)))
            }
            other => {
                let kind = self.named(other);
                if kind.is_none() {
                    self.at_key(table, "type", other);
                }
                kind
            }
        }
    }

    fn named(&self, key: &str) -> Option<Kind> {
        let record = || self.records.iter().find(|record| record.name.as_deref() == Some(key)).cloned();
        Kind::simple(key).or_else(|| record().map(Kind::Record))
    }

    fn choices(&mut self, table: &DeTable, at: &Range<usize>) -> Option<Vec<Choice>> {
        let Some(options) = table.get("options") else {
            self.fault(Code::FrontKeyMissing, at, "options");
            return None;
        };
        let choice = |value: &DeValue| match value {
            DeValue::String(text) => Some(Choice { value: text.to_string(), label: text.to_string() }),
            DeValue::Table(table) if table.len() == 2 => Some(Choice {
                value: table.get("value")?.get_ref().as_str()?.to_owned(),
                label: table.get("label")?.get_ref().as_str()?.to_owned(),
            }),
            _ => None,
        };
        let read: Option<Vec<Choice>> = options
            .get_ref()
            .as_array()
            .and_then(|all| all.iter().map(|one| choice(one.get_ref())).collect());
        let read = read.filter(|choices| !choices.is_empty());
        if read.is_none() {
            self.at_key(table, "options", "[\"…\"]");
        }
        read
    }

    /// Limits belong to some kinds only.
    fn limits(&mut self, field: &Field, table: &DeTable) {
        let counted = field.kind.is_words() || matches!(field.kind, Kind::List(_));
        for (key, limit) in [("min", &field.limits.min), ("max", &field.limits.max)] {
            let Some(limit) = limit else { continue };
            let fits = match &field.kind {
                _ if counted => limit.as_u64().is_some(),
                Kind::Integer | Kind::Money => limit.as_i64().is_some(),
                Kind::Date | Kind::Month => limit.is_string(),
                _ => false,
            };
            if !fits {
                self.at_key(table, key, &limit.to_string());
            }
        }
        if let Some(pattern) = &field.limits.pattern
            && !field.kind.is_words()
        {
            self.at_key(table, "pattern", pattern.source());
        }
        if let Kind::Choice(_) = field.kind {
        } else if table.get("options").is_some() {
            self.at_key(table, "options", field.kind.key());
        }
    }
}

fn is_key(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

fn json(value: &DeValue) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).map_or(Value::Null, Value::from)
        }
        DeValue::Float(number) => number.as_str().parse::<f64>().map_or(Value::Null, Value::from),
        DeValue::Boolean(value) => Value::Bool(*value),
        DeValue::Datetime(time) => Value::String(time.to_string()),
        DeValue::Array(all) => all.iter().map(|one| json(one.get_ref())).collect(),
        DeValue::Table(table) => Value::Object(
            table
                .iter()
                .map(|(key, one)| (key.get_ref().to_string(), json(one.get_ref())))
                .collect::<Map<_, _>>(),
        ),
    }
}
