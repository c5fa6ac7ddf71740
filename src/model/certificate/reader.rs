//! Reading TOML key by key, so that every fault is told at once with its line.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::load::Fault;
use crate::model::Code;

/// A file on its way to a design, with its faults so far.
pub(super) struct Reader<'t> {
    text: &'t str,
    pub(super) faults: Vec<Fault>,
}

/// A table whose keys are taken one by one.
pub(super) struct Keys<'a, 't> {
    /// Its name, for faults.
    pub(super) name: String,
    /// Where it begins in the text.
    pub(super) at: usize,
    left: BTreeMap<&'a str, &'a Spanned<DeValue<'t>>>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Reader<'t> {
        Reader { text, faults: Vec::new() }
    }

    /// Tells a fault at a place in the text.
    pub(super) fn fault(&mut self, at: usize, code: Code, about: impl Into<String>) {
        let line = self.text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
        self.faults.push(Fault { line, code, about: about.into() });
    }

    pub(super) fn open<'a>(
        &mut self,
        name: impl Into<String>,
        at: usize,
        table: &'a DeTable<'t>,
    ) -> Keys<'a, 't> {
        let left = table.iter().map(|(key, value)| (key.get_ref().as_ref(), value)).collect();
        Keys { name: name.into(), at, left }
    }

    /// Every key that nobody took is unknown; and a table of figures says where they come from.
    pub(super) fn close(&mut self, keys: &Keys<'_, 't>) {
        for (key, value) in &keys.left {
            self.fault(value.span().start, Code::DesignUnknownKey, format!("{}.{key}", keys.name));
        }
    }

    /// The source of a table's values.
    pub(super) fn cite(&mut self, keys: &mut Keys<'_, 't>) {
        let at = keys.at;
        match self.string(keys, "cite") {
            Some(cite) if !cite.trim().is_empty() => {}
            _ => self.fault(at, Code::DesignUncited, keys.name.clone()),
        }
    }

    fn take<'a, T>(
        &mut self,
        keys: &mut Keys<'a, 't>,
        key: &str,
        wanted: &str,
        read: impl FnOnce(&'a DeValue<'t>) -> Option<T>,
    ) -> Option<T> {
        let value = keys.left.remove(key)?;
        let read = read(value.get_ref());
        if read.is_none() {
            self.fault(value.span().start, Code::DesignValue, format!("{}.{key}: {wanted}", keys.name));
        }
        read
    }

    /// Tells that a key must be there, unless it was, and was told to be wrong.
    pub(super) fn needed<T>(
        &mut self,
        keys: &Keys<'_, 't>,
        key: &str,
        had: bool,
        value: Option<T>,
    ) -> Option<T> {
        if value.is_none() && !had {
            self.fault(keys.at, Code::DesignKeyMissing, format!("{}.{key}", keys.name));
        }
        value
    }

    pub(super) fn string(&mut self, keys: &mut Keys<'_, 't>, key: &str) -> Option<String> {
        self.take(keys, key, "\"…\"", |value| value.as_str().map(str::to_owned))
    }

    pub(super) fn switch(&mut self, keys: &mut Keys<'_, 't>, key: &str) -> Option<bool> {
        self.take(keys, key, "true, false", DeValue::as_bool)
    }

    /// A number from `least` to `most`.
    pub(super) fn number(&mut self, keys: &mut Keys<'_, 't>, key: &str, range: [f64; 2]) -> Option<f64> {
        let [least, most] = range;
        self.take(keys, key, &format!("{least}–{most}"), |value| {
            let number = match value {
                DeValue::Integer(number) => number.as_str().parse::<f64>().ok()?,
                DeValue::Float(number) => number.as_str().parse::<f64>().ok()?,
                _ => return None,
            };
            (least..=most).contains(&number).then_some(number)
        })
    }

    /// One of a closed set of names.
    pub(super) fn choice<T: Copy>(
        &mut self,
        keys: &mut Keys<'_, 't>,
        key: &str,
        all: &[T],
        name: fn(T) -> &'static str,
    ) -> Option<T> {
        let names: Vec<&str> = all.iter().map(|&one| name(one)).collect();
        self.take(keys, key, &names.join(", "), |value| {
            let given = value.as_str()?;
            all.iter().copied().find(|&one| name(one) == given)
        })
    }

    /// A string, or a list of strings; each with its place.
    pub(super) fn strings(&mut self, keys: &mut Keys<'_, 't>, key: &str) -> Option<Vec<(usize, String)>> {
        let at = keys.left.get(key)?.span().start;
        self.take(keys, key, "\"…\", [\"…\", \"…\"]", |value| {
            if let Some(one) = value.as_str() {
                return Some(vec![(at, one.to_owned())]);
            }
            let items = value.as_array()?.iter();
            items.map(|one| Some((one.span().start, one.get_ref().as_str()?.to_owned()))).collect()
        })
    }

    pub(super) fn table<'a>(&mut self, keys: &mut Keys<'a, 't>, key: &str) -> Option<Keys<'a, 't>> {
        let at = keys.left.get(key)?.span().start;
        let table = self.take(keys, key, "{ … }", |value| value.as_table())?;
        let name = if keys.name.is_empty() { key.to_owned() } else { format!("{}.{key}", keys.name) };
        Some(self.open(name, at, table))
    }

    /// The tables of `[[key]]`.
    pub(super) fn tables<'a>(&mut self, keys: &mut Keys<'a, 't>, key: &str) -> Vec<Keys<'a, 't>> {
        let wanted = format!("[[{key}]]");
        let found = self.take(keys, key, &wanted, |value| {
            let items = value.as_array()?.iter();
            items.map(|one| Some((one.span().start, one.get_ref().as_table()?))).collect::<Option<Vec<_>>>()
        });
        let found = found.unwrap_or_default().into_iter().enumerate();
        found.map(|(nth, (at, table))| self.open(format!("{key} {}", nth + 1), at, table)).collect()
    }

    /// Where the value of a key stands; that of the table where there is none.
    pub(super) fn at(&self, keys: &Keys<'_, 't>, key: &str) -> usize {
        keys.left.get(key).map_or(keys.at, |value| value.span().start)
    }

    /// The keys of a table that nobody took yet, in the order of their names.
    pub(super) fn rest<'a>(keys: &Keys<'a, 't>) -> Vec<&'a str> {
        keys.left.keys().copied().collect()
    }
}

impl Keys<'_, '_> {
    /// True when there is such a key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.left.contains_key(key)
    }
}
