//! The keys of a JSON object at any depth, taken one by one; faults are gathered with their
//! pointers into the whole.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::flow::bureau::Blame;
use crate::flow::manuscript::escape;
use crate::model::campaign::Figure;
use crate::viet::unseen;

/// Longest id, in characters.
const LONGEST_ID: usize = 40;

/// The keys of one object.
#[derive(Debug)]
pub(super) struct Taken<'a> {
    fields: BTreeMap<&'a str, &'a Value>,
    pointer: String,
    faults: &'a mut Vec<Blame>,
}

/// Reads a whole: an object, its keys, and every fault of it.
///
/// # Errors
/// Every fault.
pub(super) fn whole<T>(json: &Value, read: impl FnOnce(&mut Taken<'_>) -> T) -> Result<T, Vec<Blame>> {
    let mut faults = Vec::new();
    let read = object(json, String::new(), &mut faults, read);
    read.filter(|_| faults.is_empty()).ok_or(faults)
}

/// Reads one object; nothing where it is none. What `read` leaves over is unknown.
fn object<T>(
    json: &Value,
    pointer: String,
    faults: &mut Vec<Blame>,
    read: impl FnOnce(&mut Taken<'_>) -> T,
) -> Option<T> {
    let Value::Object(fields) = json else {
        faults.push(Blame::of("json-object", pointer, ""));
        return None;
    };
    let fields =
        fields.iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| (key.as_str(), value));
    let mut taken = Taken { fields: fields.collect(), pointer, faults };
    let read = read(&mut taken);
    let left: Vec<String> = taken.fields.keys().map(|key| taken.at(key)).collect();
    taken.faults.extend(left.into_iter().map(|pointer| Blame::of("json-unknown-field", pointer, "")));
    Some(read)
}

impl<'a> Taken<'a> {
    /// Where a key stands.
    pub(super) fn at(&self, key: &str) -> String {
        format!("{}/{}", self.pointer, escape(key))
    }

    /// A fault of a key.
    pub(super) fn fault(&mut self, key: &str, code: &'static str, about: impl Into<String>) {
        let pointer = self.at(key);
        self.faults.push(Blame::of(code, pointer, about));
    }

    /// A fault of something inside, by the keys on the way; of this object itself without any.
    pub(super) fn fault_at(&mut self, keys: &[&str], code: &'static str, about: impl Into<String>) {
        let way: String = keys.iter().map(|key| format!("/{}", escape(key))).collect();
        self.faults.push(Blame::of(code, format!("{}{way}", self.pointer), about));
    }

    /// Faults that a pass over the whole found; only worth having where nothing else is wrong.
    pub(super) fn blame(&mut self, faults: Vec<Blame>) {
        self.faults.extend(faults);
    }

    /// True where something is wrong so far.
    pub(super) fn is_faulty(&self) -> bool {
        !self.faults.is_empty()
    }

    fn value(&mut self, key: &str) -> Option<&'a Value> {
        self.fields.remove(key)
    }

    /// A value that `read` understands; `code` says what it must be.
    pub(super) fn take<T>(
        &mut self,
        key: &str,
        code: &'static str,
        about: &str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.value(key)?;
        let read = read(value);
        if read.is_none() {
            self.fault(key, code, about);
        }
        read
    }

    /// Words on any number of lines, at most `longest` characters; blank where there are none.
    pub(super) fn words(&mut self, key: &str, longest: usize) -> String {
        let words = self.take(key, "json-string", "", |value| value.as_str().map(str::to_owned));
        let pointer = self.at(key);
        words.map(|words| clean(&words, longest, false, pointer, self.faults)).unwrap_or_default()
    }

    /// Words on one line.
    pub(super) fn line(&mut self, key: &str, longest: usize) -> String {
        let words = self.take(key, "json-string", "", |value| value.as_str().map(str::to_owned));
        let pointer = self.at(key);
        words.map(|words| clean(&words, longest, true, pointer, self.faults)).unwrap_or_default()
    }

    /// Words on one line that must be there.
    pub(super) fn needed(&mut self, key: &str, longest: usize) -> String {
        let before = self.faults.len();
        let words = self.line(key, longest);
        if words.is_empty() && self.faults.len() == before {
            self.fault(key, "json-missing", "");
        }
        words
    }

    /// An id that must be there.
    pub(super) fn id(&mut self, key: &str) -> String {
        let id = self.needed(key, usize::MAX);
        self.shaped(key, id)
    }

    /// An id, or nothing.
    pub(super) fn reference(&mut self, key: &str) -> String {
        let id = self.line(key, usize::MAX);
        self.shaped(key, id)
    }

    fn shaped(&mut self, key: &str, id: String) -> String {
        if !id.is_empty() && !is_id(&id) {
            self.fault(key, "id-shape", LONGEST_ID.to_string());
            return String::new();
        }
        id
    }

    /// What `take` takes of a key, which must be there.
    pub(super) fn needs<T>(
        &mut self,
        key: &str,
        take: impl FnOnce(&mut Taken<'a>) -> Option<T>,
    ) -> Option<T> {
        let is_there = self.fields.contains_key(key);
        if !is_there {
            self.fault(key, "json-missing", "");
        }
        take(self)
    }

    /// A day, `2026-03-05`.
    pub(super) fn day(&mut self, key: &str) -> Option<NaiveDate> {
        self.take(key, "json-date", "", |value| day(value.as_str()?))
    }

    /// `true` or `false`.
    pub(super) fn switch(&mut self, key: &str) -> Option<bool> {
        self.take(key, "json-switch", "", Value::as_bool)
    }

    /// A whole number from `least` to `most`.
    pub(super) fn number(&mut self, key: &str, least: i64, most: i64) -> Option<i64> {
        let about = format!("{least} … {most}");
        self.take(key, "number-range", &about, |value| {
            value.as_i64().filter(|number| (least..=most).contains(number))
        })
    }

    /// A whole number from `least` that fits 32 bits.
    pub(super) fn count(&mut self, key: &str, least: i64, most: u32) -> Option<u32> {
        self.number(key, least, i64::from(most)).and_then(|number| u32::try_from(number).ok())
    }

    /// A figure with at most three places after the comma.
    pub(super) fn figure(&mut self, key: &str) -> Option<Figure> {
        self.take(key, "figure-shape", "", figure)
    }

    /// One of a closed set, by its key.
    pub(super) fn choice<T: Copy>(&mut self, key: &str, all: &[T], name: fn(T) -> &'static str) -> Option<T> {
        let about = names(all, name);
        self.take(key, "choice-unknown", &about, |value| find(value, all, name))
    }

    /// Some of a closed set, by their keys.
    pub(super) fn choices<T: Copy + Ord>(
        &mut self,
        key: &str,
        all: &[T],
        name: fn(T) -> &'static str,
    ) -> BTreeSet<T> {
        let about = names(all, name);
        let items = self.items(key, all.len());
        let mut read = BTreeSet::new();
        for (at, value) in items.iter().enumerate() {
            match find(value, all, name) {
                Some(one) => drop(read.insert(one)),
                None => self.fault_in(key, at, "choice-unknown", about.clone()),
            }
        }
        read
    }

    /// Some ids.
    pub(super) fn ids(&mut self, key: &str, most: usize) -> BTreeSet<String> {
        let mut read = BTreeSet::new();
        for (at, value) in self.items(key, most).iter().enumerate() {
            match value.as_str().filter(|id| is_id(id)) {
                Some(id) => drop(read.insert(id.to_owned())),
                None => self.fault_in(key, at, "id-shape", LONGEST_ID.to_string()),
            }
        }
        read
    }

    /// Some lines of words, none of them blank.
    pub(super) fn lines(&mut self, key: &str, most: usize, longest: usize) -> Vec<String> {
        let mut read = Vec::new();
        for (at, value) in self.items(key, most).iter().enumerate() {
            let pointer = format!("{}/{at}", self.at(key));
            let Some(words) = value.as_str() else {
                self.faults.push(Blame::of("json-string", pointer, ""));
                continue;
            };
            let before = self.faults.len();
            let words = clean(words, longest, true, pointer.clone(), self.faults);
            if words.is_empty() && self.faults.len() == before {
                self.faults.push(Blame::of("json-missing", pointer, ""));
            }
            read.push(words);
        }
        read
    }

    /// A list of objects, each read alike; the index of each that could be read stays its place.
    pub(super) fn each<T: Default>(
        &mut self,
        key: &str,
        most: usize,
        mut read: impl FnMut(&mut Taken<'_>) -> T,
    ) -> Vec<T> {
        let items = self.items(key, most);
        let pointer = self.at(key);
        let one = |(at, value): (usize, &Value)| {
            object(value, format!("{pointer}/{at}"), self.faults, &mut read).unwrap_or_default()
        };
        items.iter().enumerate().map(one).collect()
    }

    /// An object inside.
    pub(super) fn inner<T>(&mut self, key: &str, read: impl FnOnce(&mut Taken<'_>) -> T) -> Option<T> {
        let value = self.value(key)?;
        let pointer = self.at(key);
        object(value, pointer, self.faults, read)
    }

    /// An object whose keys are ids.
    pub(super) fn by_id<T>(
        &mut self,
        key: &str,
        most: usize,
        code: &'static str,
        read: fn(&Value) -> Option<T>,
    ) -> BTreeMap<String, T> {
        let Some(value) = self.value(key) else { return BTreeMap::new() };
        let Value::Object(fields) = value else {
            self.fault(key, "json-object", "");
            return BTreeMap::new();
        };
        if fields.len() > most {
            self.fault(key, "list-long", most.to_string());
        }
        let mut found = BTreeMap::new();
        for (id, value) in fields.iter().take(most) {
            let pointer = format!("{}/{}", self.at(key), escape(id));
            match read(value) {
                _ if !is_id(id) => self.faults.push(Blame::of("id-shape", pointer, LONGEST_ID.to_string())),
                None => self.faults.push(Blame::of(code, pointer, "")),
                Some(value) => drop(found.insert(id.clone(), value)),
            }
        }
        found
    }

    /// The items of a list of at most so many.
    fn items(&mut self, key: &str, most: usize) -> &'a [Value] {
        let Some(value) = self.value(key) else { return &[] };
        let Value::Array(items) = value else {
            self.fault(key, "json-array", "");
            return &[];
        };
        if items.len() > most {
            self.fault(key, "list-long", most.to_string());
        }
        &items[..items.len().min(most)]
    }

    fn fault_in(&mut self, key: &str, at: usize, code: &'static str, about: String) {
        let pointer = format!("{}/{at}", self.at(key));
        self.faults.push(Blame::of(code, pointer, about));
    }
}

/// A figure, where it is one.
pub(super) fn figure(value: &Value) -> Option<Figure> {
    serde_json::from_value(value.clone()).ok()
}

fn is_id(id: &str) -> bool {
    (1..=LONGEST_ID).contains(&id.len())
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn find<T: Copy>(value: &Value, all: &[T], name: fn(T) -> &'static str) -> Option<T> {
    let key = value.as_str()?;
    all.iter().copied().find(|one| name(*one) == key)
}

fn names<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> String {
    all.iter().map(|one| name(*one)).collect::<Vec<_>>().join(", ")
}

/// `2026-03-05` and nothing else.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let shaped = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    shaped.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()
}

/// Words in NFC without what stands around them.
fn clean(words: &str, longest: usize, one_line: bool, pointer: String, faults: &mut Vec<Blame>) -> String {
    let words: String = words.trim().nfc().collect();
    let kept = |c: char| matches!(c, '\n' | '\t') || !c.is_control();
    if !words.chars().all(kept) || words.contains(unseen::is_control) {
        faults.push(Blame::of("text-control", pointer, ""));
    } else if one_line && words.contains('\n') {
        faults.push(Blame::of("one-line", pointer, ""));
    } else if words.chars().count() > longest {
        faults.push(Blame::of("json-long", pointer, ""));
    }
    words
}
