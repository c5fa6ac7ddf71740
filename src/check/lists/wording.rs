//! Words: those that never stand twice, those that begin a sentence, abbreviations.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

/// `lists/wording.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Wording {
    doubled: Doubled,
    abbreviations: Words,
    verbs: Verbs,
    spaced: Words,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Doubled {
    words: BTreeSet<String>,
    after: BTreeMap<String, Vec<String>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: BTreeSet<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Verbs {
    words: BTreeSet<String>,
    names: BTreeSet<String>,
}

impl Wording {
    /// True for a function word that no one writes twice in a row, after this word before it.
    pub fn is_slip_when_doubled(&self, word: &str, before: &str) -> bool {
        let lawful = self.doubled.after.get(word);
        let lawful = lawful.is_some_and(|words| words.iter().any(|word| *word == before.to_lowercase()));
        self.doubled.words.contains(word) && !lawful
    }

    /// True for an abbreviation whose full stop ends no sentence.
    pub fn is_abbreviation(&self, word: &str) -> bool {
        self.abbreviations.words.contains(&word.to_lowercase())
    }

    /// True for a verb of two words, in small letters, with which a part of a sentence begins
    /// and that names nothing there; after a comma, bodies may be named by their fields.
    pub fn is_verb(&self, words: &str, after_comma: bool) -> bool {
        self.verbs.words.contains(words) || !after_comma && self.verbs.names.contains(words)
    }

    /// True for a phrase, in small letters, whose dash has a space on each side.
    pub fn is_spaced(&self, phrase: &str) -> bool {
        self.spaced.words.contains(phrase)
    }
}
