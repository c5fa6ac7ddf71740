//! A JSON object that somebody asks something with: its keys are taken one by one, every fault
//! is told at once with its pointer, and a key that nobody took is unknown.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::{Fault, manuscript::object};

/// The keys of an object, taken one by one; null is nothing.
#[derive(Debug)]
pub struct Asked {
    fields: Map<String, Value>,
    faults: Vec<Fault>,
}

impl Asked {
    /// Reads an object.
    ///
    /// # Errors
    /// One fault, with its line and column when it is not JSON.
    pub fn read(json: &str) -> Result<Asked, Vec<Fault>> {
        let fields = object(json)?;
        // What is kept as text holds no NUL; what templates and documents do with one is theirs to say.
        let faulty = |(key, value): &(&String, &Value)| {
            !["data", "document", "text"].contains(&key.as_str()) && has_nul(value)
        };
        let faults = fields.iter().filter(faulty).map(|(key, _)| {
            Fault::at(format!("/{}", super::manuscript::escape(key)), "text-control", "holds U+0000")
        });
        Ok(Asked { faults: faults.collect(), fields })
    }

    /// A fault of the whole.
    pub fn whole(&mut self, code: &'static str, reason: &str) {
        self.faults.push(Fault::at("", code, reason));
    }

    /// Passes over a key.
    pub fn pass(&mut self, key: &str) {
        self.fields.remove(key);
    }

    /// The keys that nobody took yet, and what is wrong with those that were.
    pub fn rest(self) -> (Map<String, Value>, Vec<Fault>) {
        (self.fields, self.faults)
    }

    /// The data of a template. Whether it is what the template asks for is the template's to say.
    pub fn data(&mut self) -> Value {
        match self.fields.remove("data") {
            Some(data @ Value::Object(_)) => return data,
            Some(_) => self.faults.push(Fault::at("/data", "json-object", "must be an object")),
            None => self.faults.push(Fault::at("", "json-no-data", "`data` is needed")),
        }
        Value::Null
    }

    /// True when there is such a key, with a value.
    pub fn has(&self, key: &str) -> bool {
        self.fields.get(key).is_some_and(|value| !value.is_null())
    }

    /// True when there is such a key, with nothing as its value; it is taken.
    pub fn is_null(&mut self, key: &str) -> bool {
        let null = self.fields.get(key).is_some_and(Value::is_null);
        if null {
            self.fields.remove(key);
        }
        null
    }

    /// True when something is wrong with this key so far.
    pub fn is_faulty(&self, key: &str) -> bool {
        self.faults.iter().any(|fault| fault.pointer.strip_prefix('/') == Some(key))
    }

    /// A value that a reader takes; `code` and `wanted` say what it must be.
    pub fn take<T>(
        &mut self,
        key: &str,
        code: &'static str,
        wanted: &str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.fields.remove(key).filter(|value| !value.is_null())?;
        let read = read(&value);
        if read.is_none() {
            self.fault(key, code, &format!("must be {wanted}"));
        }
        read
    }

    /// A fault of a key.
    pub fn fault(&mut self, key: &str, code: &'static str, reason: &str) {
        self.faults.push(Fault::at(format!("/{key}"), code, reason));
    }

    /// Words on any number of lines, at most `longest` characters, trimmed; blank is nothing.
    pub fn words(&mut self, key: &str, longest: usize) -> Option<String> {
        let words = self.take(key, "json-string", "a string", |value| value.as_str().map(str::to_owned))?;
        let words = words.trim();
        if words.chars().count() > longest {
            self.fault(key, "json-long", &format!("at most {longest} characters"));
        }
        Some(words.to_owned()).filter(|words| !words.is_empty())
    }

    /// Words that must be there.
    pub fn needed(&mut self, key: &str, longest: usize) -> String {
        let before = self.faults.len();
        let words = self.words(key, longest);
        if words.is_none() && self.faults.len() == before {
            self.fault(key, "json-missing", "is needed");
        }
        words.unwrap_or_default()
    }

    /// A day, `2026-03-05`.
    pub fn day(&mut self, key: &str) -> Option<NaiveDate> {
        self.take(key, "json-date", "a day such as 2026-03-05", |value| day(value.as_str()?))
    }

    /// `true` or `false`.
    pub fn switch(&mut self, key: &str) -> Option<bool> {
        self.take(key, "json-switch", "true or false", Value::as_bool)
    }

    /// A whole number from 1.
    pub fn number(&mut self, key: &str) -> Option<i64> {
        self.take(key, "json-number", "a whole number from 1", |value| {
            value.as_i64().filter(|number| *number > 0)
        })
    }

    /// An object.
    pub fn object(&mut self, key: &str) -> Option<Value> {
        self.take(key, "json-object", "an object", |value| value.is_object().then(|| value.clone()))
    }

    /// A list of strings.
    pub fn list(&mut self, key: &str) -> Option<Vec<String>> {
        self.take(key, "json-list", "a list of strings", |value| {
            value.as_array()?.iter().map(|one| one.as_str().map(str::to_owned)).collect()
        })
    }

    /// What was read, unless something is wrong. What is left over is unknown.
    ///
    /// # Errors
    /// Every fault.
    pub fn end<T>(mut self, read: T) -> Result<T, Vec<Fault>> {
        self.faults.extend(self.fields.keys().map(|key| Fault::unknown(key)));
        if self.faults.is_empty() { Ok(read) } else { Err(self.faults) }
    }
}

/// True where a string or a key in it has a NUL, which PostgreSQL does not keep.
pub(super) fn has_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(has_nul),
        Value::Object(fields) => fields.iter().any(|(key, value)| key.contains('\0') || has_nul(value)),
        _ => false,
    }
}

/// `2026-03-05` and nothing else.
fn day(text: &str) -> Option<NaiveDate> {
    let shaped = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    shaped.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_told_at_once_and_blank_is_nothing() {
        let mut asked =
            Asked::read(r#"{"a": " ", "b": "xyz", "c": 0, "d": ["x", 1], "e": " chữ ", "f": null, "z": 1}"#)
                .unwrap();
        assert_eq!(asked.needed("a", 9), "");
        assert_eq!(asked.words("b", 2), Some("xyz".into()));
        assert_eq!((asked.number("c"), asked.list("d")), (None, None));
        assert_eq!((asked.words("e", 3), asked.switch("f")), (Some("chữ".into()), None));
        let told: Vec<_> =
            asked.end(()).unwrap_err().into_iter().map(|fault| (fault.pointer, fault.code)).collect();
        let expected = [
            ("/a", "json-missing"),
            ("/b", "json-long"),
            ("/c", "json-number"),
            ("/d", "json-list"),
            ("/z", "json-unknown-field"),
        ];
        assert_eq!(told, expected.map(|(pointer, code)| (pointer.to_owned(), code)));
    }
}
