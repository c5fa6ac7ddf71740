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

/// The names an expression may use: the loops that are open, then the data.
#[derive(Debug)]
pub(super) struct Context {
    pub(super) loops: Vec<(String, Value)>,
    pub(super) values: Arc<BTreeMap<String, Value>>,
}

impl Object for Context {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let looped = self.loops.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value);
        looped.or_else(|| self.values.get(key)).cloned()
    }
}
