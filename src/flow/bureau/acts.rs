//! How many acts of each kind this process has done.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

static DONE: Mutex<BTreeMap<String, u64>> = Mutex::new(BTreeMap::new());

/// Counts an act that was kept. Their names are those of the audit log: few.
pub(super) fn count(act: &str) {
    let mut done = DONE.lock().unwrap_or_else(PoisonError::into_inner);
    *done.entry(act.to_owned()).or_default() += 1;
}

/// Every act that was done, by name.
pub fn done() -> BTreeMap<String, u64> {
    DONE.lock().unwrap_or_else(PoisonError::into_inner).clone()
}
