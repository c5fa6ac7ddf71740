//! Patterns that are compiled once.
//!
//! None uses `\b` or `\d`: bounds of words among Vietnamese letters are slow to search for;
//! [`super::prose::is_whole`] looks at what was found instead.

use std::sync::OnceLock;

use regex::{Captures, Regex};

/// A pattern of a rule. One that does not compile finds nothing, and the cases of its rule say so.
pub(super) struct Pattern {
    source: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern that is compiled when it is first used.
    pub(super) const fn new(source: &'static str) -> Pattern {
        Pattern { source, compiled: OnceLock::new() }
    }

    /// What is found in some words, from left to right.
    pub(super) fn find<'t>(&self, words: &'t str) -> impl Iterator<Item = Captures<'t>> {
        let compiled = self.compiled.get_or_init(|| Regex::new(self.source).ok());
        debug_assert!(compiled.is_some(), "{}", self.source);
        compiled.iter().flat_map(move |regex| regex.captures_iter(words))
    }
}
