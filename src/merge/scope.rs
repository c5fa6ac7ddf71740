//! The names an expression may use while a document is merged.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::value::{Object, Value};

use super::value::words;

/// Numbers that count themselves: by level, or under a name.
#[derive(Debug, Default)]
pub(super) struct Counters {
    levels: Vec<i64>,
    names: BTreeMap<String, i64>,
}

pub(super) fn count(counters: &Mutex<Counters>, level: &Value, step: i64) -> i64 {
    let mut counters = counters.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(level) = level.as_usize().filter(|level| (1..=12).contains(level)) else {
        let number = counters.names.entry(words(level)).or_default();
        *number += step;
        return *number;
    };
    if step > 0 {
        counters.levels.truncate(level);
    }
    if counters.levels.len() < level {
        counters.levels.resize(level, 0);
    }
    counters.levels[level - 1] += step;
    counters.levels[level - 1]
}

/// The names an expression may use: the loops that are open, then the data, then what counts.
#[derive(Clone, Debug)]
pub(super) struct Context {
    pub(super) loops: Vec<(Arc<str>, Value)>,
    pub(super) values: Arc<BTreeMap<String, Value>>,
    pub(super) functions: Arc<[(&'static str, Value)]>,
}

impl Context {
    /// Of data alone.
    pub(super) fn of(values: &Arc<BTreeMap<String, Value>>) -> Context {
        Context { loops: Vec::new(), values: Arc::clone(values), functions: Arc::new([]) }
    }

    /// What a name stands for.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        let looped = self.loops.iter().rev().find(|(var, _)| **var == *name).map(|(_, value)| value);
        let function = || self.functions.iter().find(|(known, _)| *known == name).map(|(_, value)| value);
        looped.or_else(|| self.values.get(name)).or_else(function)
    }

    /// What `a.b.c` stands for; `None` where it breaks off.
    pub(super) fn follow(&self, path: &[String]) -> Option<Value> {
        let (first, rest) = path.split_first()?;
        let start = self.get(first)?.clone();
        let found = rest.iter().try_fold(start, |value, name| value.get_attr(name).ok())?;
        Some(found).filter(|value| !value.is_undefined())
    }
}

impl Object for Context {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        self.get(key).cloned()
    }
}

/// Where a loop stands: `loop.index`, `loop.first`.
#[derive(Debug)]
pub(super) struct Turn {
    /// Which entry it is at, from 0.
    pub(super) at: usize,
    /// How many there are.
    pub(super) count: usize,
}

impl Object for Turn {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        Some(match key {
            "index" => (self.at + 1).into(),
            "index0" => self.at.into(),
            "length" => self.count.into(),
            "first" => (self.at == 0).into(),
            "last" => (self.at + 1 == self.count).into(),
            _ => return None,
        })
    }
}
