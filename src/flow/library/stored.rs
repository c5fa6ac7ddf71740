//! Templates that are kept elsewhere: each compiled once for what it says, some at a time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Library, builtin};
use crate::merge::Prepared;
use crate::model::template::Source;
use crate::model::{Problem, certificate};
use crate::readers::template;

/// How many are kept compiled: the templates at work in many offices, a few megabytes.
const MOST: usize = 256;

/// Compiled templates by their digests; the one that was not asked for longest goes first.
#[derive(Default)]
pub(super) struct Compiled {
    inner: Mutex<Entries>,
}

#[derive(Default)]
struct Entries {
    by_digest: HashMap<String, (Arc<Prepared>, u64)>,
    /// How often was asked.
    turn: u64,
}

impl Compiled {
    fn get(&self, digest: &str) -> Option<Arc<Prepared>> {
        let mut entries = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        entries.turn += 1;
        let turn = entries.turn;
        let (prepared, used) = entries.by_digest.get_mut(digest)?;
        *used = turn;
        Some(Arc::clone(prepared))
    }

    fn keep(&self, digest: &str, prepared: &Arc<Prepared>) {
        let mut entries = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        entries.turn += 1;
        let turn = entries.turn;
        entries.by_digest.insert(digest.to_owned(), (Arc::clone(prepared), turn));
        while entries.by_digest.len() > MOST {
            let oldest =
                entries.by_digest.iter().min_by_key(|(_, (_, used))| *used).map(|(digest, _)| digest.clone());
            let Some(oldest) = oldest else { return };
            entries.by_digest.remove(&oldest);
        }
    }
}

impl Library {
    /// A text with the shared parts that stand in it, as this program has them; a design with its
    /// parent.
    pub fn source_of(&self, text: &str) -> Source {
        if certificate::is_design(text) {
            return certificate::source_of(text);
        }
        Source { text: text.to_owned(), parts: template::included(text, &builtin::part) }
    }

    /// A compiled template that is at hand already.
    pub fn at_hand(&self, digest: &str) -> Option<Arc<Prepared>> {
        self.compiled.get(digest)
    }

    /// A template that is kept elsewhere, with the shared parts that were kept with it: compiled
    /// when it is first asked for, and again when it was long not asked for. `digest` is its
    /// source's.
    ///
    /// # Errors
    /// Every problem of its text.
    pub fn stored(&self, digest: &str, source: &Source) -> Result<Arc<Prepared>, Vec<Problem>> {
        if let Some(prepared) = self.compiled.get(digest) {
            return Ok(prepared);
        }
        let prepared = self.prepare_with(&source.text, &|name| source.parts.get(name).cloned())?;
        self.compiled.keep(digest, &prepared);
        Ok(prepared)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Standard, standard::ND30_2020};

    #[test]
    fn compiled_templates_are_kept_by_what_they_say_and_no_more_than_a_bound() {
        let library = Library::new(Standard::load(ND30_2020).unwrap());
        let source = library.source_of(library.source("giay-moi").unwrap());
        assert!(source.parts.contains_key("letterhead"), "{:?}", source.parts.keys());
        let digest = source.digest();
        assert!(library.at_hand(&digest).is_none());
        let first = library.stored(&digest, &source).unwrap();
        assert!(Arc::ptr_eq(&first, &library.stored(&digest, &source).unwrap()));
        let without = Source { parts: Default::default(), ..source.clone() };
        assert!(library.stored(&without.digest(), &without).is_err(), "its own parts, no others");
        for number in 0..MOST {
            library.at_hand(&digest);
            library.compiled.keep(&number.to_string(), &first);
        }
        assert!(library.at_hand(&digest).is_some() && library.at_hand("0").is_none());
        assert_eq!(library.compiled.inner.lock().unwrap().by_digest.len(), MOST);
    }
}
