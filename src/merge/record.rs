//! Data → values: what a template asks against what it is given, every fault at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use minijinja::{Expression, Value};
use serde_json::Value as Json;
use unicode_normalization::UnicodeNormalization;

use super::Prepared;
use super::filters::is_empty;
use super::scope::Context;
use super::value::{Day, Entry, MonthOfYear, Official, Pictured};
use crate::model::picture::{self, FaultKind};
use crate::model::template::{Field, Kind, Limits, Preset};
use crate::model::{DataCode, DataProblem, Picture};
use crate::viet::date::Month;
use crate::viet::letters::is_composed;
use crate::viet::unseen::{code_point, is_control, is_invisible};
use crate::viet::words;

/// The data of one document, admitted: values for the expressions, and the office's own
/// paragraphs still to be read.
#[derive(Debug)]
pub struct Record {
    pub(super) values: Arc<BTreeMap<String, Value>>,
    /// Official text, in the order in which the fields ask for it.
    pub passages: Vec<Words>,
    /// Everything that is wrong with the data, or missing from it.
    pub problems: Vec<DataProblem>,
}

/// Official text as given, with its place in the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// JSON pointer of the value.
    pub pointer: String,
    /// The field's label.
    pub label: String,
    /// The words.
    pub text: String,
}

/// Admits data to a template: every missing, unknown and unfit value is told at once, what
/// is given is converted to what expressions work with, and defaults fill what is not.
/// `today` is the day of printing.
pub fn admit(prepared: &Prepared, data: &Json, today: NaiveDate) -> Record {
    let fields = &prepared.template.fields;
    let (mut admission, mut values) = given(fields, data);
    values.insert("today".to_owned(), Value::from_object(Day(today)));
    let mut values = Arc::new(values);
    admission.presets(fields, &prepared.presets, &mut values);
    let own = Arc::make_mut(&mut values);
    for field in fields {
        admission.require(field, own, "");
    }
    Record { values, passages: admission.passages, problems: admission.problems }
}

/// Everything that is wrong with data for these fields, defaults aside.
pub fn faults(fields: &[Field], data: &Json) -> Vec<DataProblem> {
    let (mut admission, mut values) = given(fields, data);
    for field in fields {
        admission.require(field, &mut values, "");
    }
    admission.problems
}

/// What is given of these fields, converted.
fn given(fields: &[Field], data: &Json) -> (Admission, BTreeMap<String, Value>) {
    let mut admission =
        Admission { passages: Vec::new(), problems: Vec::new(), pictures: picture::Budget::default() };
    let values = match data {
        Json::Object(given) => admission.fields(fields, given, ""),
        _ => {
            admission.problem(DataCode::Kind, "", "", &words::kind("record"));
            BTreeMap::new()
        }
    };
    (admission, values)
}

struct Admission {
    passages: Vec<Words>,
    problems: Vec<DataProblem>,
    pictures: picture::Budget,
}

impl Admission {
    fn problem(&mut self, code: DataCode, pointer: &str, label: &str, detail: &str) {
        self.problems.push(DataProblem {
            code,
            pointer: pointer.to_owned(),
            label: label.to_owned(),
            line: 0,
            column: 0,
            sentence: String::new(),
            message: words::value(code.key(), detail),
        });
    }

    /// Converts what is given; what is not given is left out, to be filled or missed later.
    fn fields(
        &mut self,
        fields: &[Field],
        given: &serde_json::Map<String, Json>,
        pointer: &str,
    ) -> BTreeMap<String, Value> {
        for key in given.keys().filter(|key| !fields.iter().any(|field| field.name == **key)) {
            let at = format!("{pointer}/{}", escape(key));
            self.problem(DataCode::Unknown, &at, key, key);
        }
        let mut values = BTreeMap::new();
        for field in fields {
            let Some(json) = given.get(&field.name).filter(|json| !json.is_null()) else { continue };
            let at = format!("{pointer}/{}", field.name);
            if let Some(value) = self.value(&field.kind, &field.limits, &field.label, json, &at) {
                values.insert(field.name.clone(), value);
            } else {
                // Told already: the value is neither missing nor empty.
                values.insert(field.name.clone(), Value::from(()));
            }
        }
        values
    }

    /// Fills in the defaults of the template's own fields; each may use those above it.
    fn presets(
        &mut self,
        fields: &[Field],
        presets: &[Option<Expression<'static, 'static>>],
        values: &mut Arc<BTreeMap<String, Value>>,
    ) {
        for (field, preset) in fields.iter().zip(presets) {
            // What was given empty was meant to be empty.
            if values.contains_key(&field.name) {
                continue;
            }
            let value = match (preset, &field.default) {
                (Some(preset), _) => preset.eval(Value::from_object(Context::of(values))).ok(),
                (None, Some(Preset::Value(json))) => {
                    let at = format!("/{}", field.name);
                    self.value(&field.kind, &field.limits, &field.label, json, &at)
                }
                (None, _) => continue,
            };
            if let Some(value) = value.filter(|value| !value.is_undefined()) {
                // Nobody else looks at the values now: they are not copied.
                Arc::make_mut(values).insert(field.name.clone(), value);
            }
        }
    }

    /// Tells what is missing; what may stay empty is none from here on.
    fn require(&mut self, field: &Field, values: &mut BTreeMap<String, Value>, pointer: &str) {
        let at = format!("{pointer}/{}", field.name);
        if values.contains_key(&field.name) {
            let refused =
                self.problems.iter().any(|problem| problem.is_fault() && is_at(&problem.pointer, &at));
            let empty = values.get(&field.name).is_some_and(is_empty);
            // An empty list is a list.
            let missed = empty && !refused && !matches!(field.kind, Kind::List(_));
            if !missed || !field.required {
                return;
            }
        }
        if field.required {
            values.remove(&field.name);
            self.problem(DataCode::Missing, &at, &field.label, &field.label);
        } else {
            values.insert(field.name.clone(), Value::from(()));
        }
    }

    fn value(&mut self, kind: &Kind, limits: &Limits, label: &str, json: &Json, at: &str) -> Option<Value> {
        let value = match (kind, json) {
            (Kind::Text | Kind::Unit, Json::String(text)) => self.line(text, label, at)?.into(),
            (Kind::LongText, Json::String(text)) => self.lines(text, label, at)?.into(),
            (Kind::OfficialText, Json::String(text)) => {
                if text.trim().is_empty() {
                    return Some(Value::from(()));
                }
                let passage = self.passages.len();
                let words = Words { pointer: at.to_owned(), label: label.to_owned(), text: text.clone() };
                self.passages.push(words);
                self.bounds(limits, text.chars().count(), label, at)?;
                return Some(Value::from_object(Official { passage, empty: text.trim().is_empty() }));
            }
            (Kind::Integer | Kind::Money, Json::Number(number)) => match whole(number) {
                Some(number) => {
                    self.range(kind, limits, number, label, at)?;
                    number.into()
                }
                None => return self.unfit(kind, label, at),
            },
            (Kind::Date, Json::String(text)) => match iso_day(text) {
                Some(day) => {
                    self.order(limits, text, label, at)?;
                    Value::from_object(Day(day))
                }
                None => return self.unfit(kind, label, at),
            },
            (Kind::Month, Json::String(text)) => match Month::parse(text).filter(|_| text.len() == 7) {
                Some(month) => {
                    self.order(limits, text, label, at)?;
                    Value::from_object(MonthOfYear(month))
                }
                None => return self.unfit(kind, label, at),
            },
            (Kind::YesNo, Json::Bool(value)) => (*value).into(),
            (Kind::Choice(choices), Json::String(text)) => {
                if text.is_empty() {
                    return Some(Value::from(()));
                }
                if !choices.iter().any(|choice| choice.value == *text) {
                    let known: Vec<&str> = choices.iter().map(|choice| choice.value.as_str()).collect();
                    self.problem(DataCode::NoChoice, at, label, &known.join(", "));
                    return None;
                }
                text.as_str().into()
            }
            (Kind::List(entry), Json::Array(all)) => {
                self.bounds(limits, all.len(), label, at)?;
                let mut entries = Vec::with_capacity(all.len());
                for (number, json) in all.iter().enumerate() {
                    let at = format!("{at}/{number}");
                    match self.value(entry, &Limits::default(), label, json, &at) {
                        Some(value) if matches!(**entry, Kind::Record(_)) || !is_empty(&value) => {
                            entries.push(value);
                        }
                        Some(_) => self.problem(DataCode::Missing, &at, label, label),
                        None => {}
                    }
                }
                return Some(Value::from(entries));
            }
            (Kind::Record(record), Json::Object(given)) => {
                let mut values = self.fields(&record.fields, given, at);
                for field in &record.fields {
                    if !values.contains_key(&field.name)
                        && let Some(Preset::Value(json)) = &field.default
                        && let Some(value) = self.value(
                            &field.kind,
                            &field.limits,
                            &field.label,
                            json,
                            &format!("{at}/{}", field.name),
                        )
                    {
                        values.insert(field.name.clone(), value);
                    }
                    self.require(field, &mut values, at);
                }
                return Some(Value::from_object(Entry { pointer: at.to_owned(), values }));
            }
            (Kind::Picture, Json::Object(given)) => {
                Value::from_object(Pictured(self.picture(given, label, at)?))
            }
            _ => return self.unfit(kind, label, at),
        };
        if kind.is_words() {
            let text = value.as_str().unwrap_or_default();
            if text.is_empty() {
                return Some(Value::from(()));
            }
            self.bounds(limits, text.chars().count(), label, at)?;
            self.pattern(limits, text, label, at)?;
        }
        Some(value)
    }

    fn picture(&mut self, given: &serde_json::Map<String, Json>, label: &str, at: &str) -> Option<Picture> {
        let faults = match self.pictures.read(given) {
            Ok(picture) => return Some(picture),
            Err(faults) => faults,
        };
        for picture::Fault { part, kind } in faults {
            let at = format!("{at}/{}", escape(&part));
            match kind {
                FaultKind::Missing => {
                    let part = words::picture_part(&part);
                    self.problem(DataCode::Missing, &at, label, &part);
                }
                FaultKind::Unknown => self.problem(DataCode::Unknown, &at, label, &part),
                FaultKind::Shape => {
                    self.problem(DataCode::Kind, &at, label, &words::picture_part(&part));
                }
                other => self.problem(DataCode::Picture, &at, label, &words::fault(other.key(), "")),
            }
        }
        None
    }

    fn unfit(&mut self, kind: &Kind, label: &str, at: &str) -> Option<Value> {
        self.problem(DataCode::Kind, at, label, &words::kind(kind.key()));
        None
    }

    /// NFC, white space folded, nothing unseen.
    fn line(&mut self, text: &str, label: &str, at: &str) -> Option<String> {
        if text.trim().contains(is_line_break) {
            self.problem(DataCode::OneLine, at, label, "");
            return None;
        }
        self.lines(text, label, at)
    }

    fn lines(&mut self, text: &str, label: &str, at: &str) -> Option<String> {
        if is_plain(text) {
            return Some(text.to_owned());
        }
        let mut refused: Vec<char> = text.chars().filter(|c| is_control(*c)).collect();
        if !refused.is_empty() {
            refused.sort_unstable();
            refused.dedup();
            let shown: Vec<String> = refused.into_iter().map(code_point).collect();
            self.problem(DataCode::NotText, at, label, &shown.join(", "));
            return None;
        }
        if let Some(c) = text.chars().find(|c| is_invisible(*c)) {
            self.problem(DataCode::Invisible, at, label, &code_point(c));
        }
        let visible: String = text.chars().filter(|c| !is_invisible(*c)).nfc().collect();
        let fold = |line: &str| {
            line.split([' ', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
        };
        let lines: Vec<String> = visible.replace("\r\n", "\n").split(is_line_break).map(fold).collect();
        Some(lines.join("\n").trim().to_owned())
    }

    fn bounds(&mut self, limits: &Limits, count: usize, label: &str, at: &str) -> Option<()> {
        let limit = |limit: &Option<Json>| {
            limit.as_ref().and_then(Json::as_u64).and_then(|n| usize::try_from(n).ok())
        };
        if let Some(min) = limit(&limits.min).filter(|min| count < *min) {
            self.problem(DataCode::TooSmall, at, label, &format!("{count} < {min}"));
            return None;
        }
        if let Some(max) = limit(&limits.max).filter(|max| count > *max) {
            self.problem(DataCode::TooLarge, at, label, &format!("{count} > {max}"));
            return None;
        }
        Some(())
    }

    fn range(&mut self, kind: &Kind, limits: &Limits, number: i64, label: &str, at: &str) -> Option<()> {
        let least = limits.min.as_ref().and_then(Json::as_i64).or((*kind == Kind::Money).then_some(0));
        if let Some(min) = least.filter(|min| number < *min) {
            self.problem(DataCode::TooSmall, at, label, &format!("{number} < {min}"));
            return None;
        }
        if let Some(max) = limits.max.as_ref().and_then(Json::as_i64).filter(|max| number > *max) {
            self.problem(DataCode::TooLarge, at, label, &format!("{number} > {max}"));
            return None;
        }
        Some(())
    }

    /// Days and months, written the ISO way, order as text.
    fn order(&mut self, limits: &Limits, text: &str, label: &str, at: &str) -> Option<()> {
        if let Some(min) = limits.min.as_ref().and_then(Json::as_str).filter(|min| text < *min) {
            self.problem(DataCode::TooSmall, at, label, &format!("{text} < {min}"));
            return None;
        }
        if let Some(max) = limits.max.as_ref().and_then(Json::as_str).filter(|max| text > *max) {
            self.problem(DataCode::TooLarge, at, label, &format!("{text} > {max}"));
            return None;
        }
        Some(())
    }

    fn pattern(&mut self, limits: &Limits, text: &str, label: &str, at: &str) -> Option<()> {
        let Some(pattern) = &limits.pattern else { return Some(()) };
        if !pattern.fits(text) {
            self.problem(DataCode::Pattern, at, label, pattern.source());
            return None;
        }
        Some(())
    }
}

/// True for the pointer of a value, or of something inside it.
fn is_at(pointer: &str, value: &str) -> bool {
    pointer.strip_prefix(value).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Escapes a key for a JSON pointer (RFC 6901, section 3).
fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// A whole number, also where a spreadsheet wrote it as `7.0`: JSON Schema calls both integers.
fn whole(number: &serde_json::Number) -> Option<i64> {
    number.as_i64().or_else(|| number.to_string().strip_suffix(".0")?.parse().ok())
}

/// True for a line that stays as it is, as nearly every one does.
fn is_plain(text: &str) -> bool {
    let odd = |c: char| c.is_control() || is_control(c) || is_invisible(c) || is_line_break(c);
    is_composed(text)
        && !text.starts_with(char::is_whitespace)
        && !text.ends_with(char::is_whitespace)
        && !text.contains("  ")
        && !text.contains(odd)
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// `2026-03-05` and nothing else.
fn iso_day(text: &str) -> Option<NaiveDate> {
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| match at {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
    shaped.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()
}
