//! The same honoree twice in a list.

use std::collections::HashMap;

use crate::model::certificate::{Finding, FindingCode, Row, Sheet};
use crate::viet::words::certificates as words;

/// The honorees so far, with their rows.
#[derive(Default)]
pub(super) struct Repeated(HashMap<String, usize>);

impl Repeated {
    /// Tells when the honoree stood in an earlier row. Two of one name are the same where
    /// nothing that identifies them (their unit, their address) differs.
    pub(super) fn find(&mut self, sheet: &Sheet, row: &Row, ordinal: usize) -> Option<Finding> {
        let names = sheet.holes.iter().filter(|(_, hole)| hole.identifies).map(|(name, _)| name);
        let mut key = row.honoree.key().to_owned();
        let mut any = false;
        for name in names {
            let value = row.value(name).unwrap_or_default();
            any |= !value.is_empty();
            // Marks tell people apart: only case and spaces are looked past.
            let value: Vec<String> = value.split_whitespace().map(str::to_lowercase).collect();
            key = key + "\n" + &value.join(" ");
        }
        if !any {
            return None;
        }
        let before = *self.0.entry(key).or_insert(ordinal);
        let code = FindingCode::Repeated;
        let message = || words::finding(code.key(), &before.to_string());
        (before != ordinal).then(|| Finding::new(ordinal, "", code, message()))
    }
}
