//! Administrative units (đơn vị hành chính).

use std::collections::BTreeSet;

use serde::Deserialize;

/// `lists/units.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Units {
    provinces: BTreeSet<String>,
    family_names: BTreeSet<String>,
    events: Vec<String>,
    other_words: BTreeSet<String>,
    own_names: BTreeSet<String>,
}

impl Units {
    /// True for the name of a province, past or present.
    pub fn is_province(&self, name: &str) -> bool {
        self.provinces.contains(name)
    }

    /// True when a unit with this name may bear that of a person or an event: then its common
    /// noun has a capital too.
    pub fn may_be_person_or_event(&self, name: &str) -> bool {
        let first = name.split(' ').next().unwrap_or_default();
        self.family_names.contains(first) || self.events.iter().any(|event| name.starts_with(event))
    }

    /// True for a word that makes something else of the noun before it (`Tỉnh Đoàn`, `Xã Hội`).
    pub fn is_other_word(&self, word: &str) -> bool {
        self.other_words.contains(word)
    }

    /// True for a word of bodies that have registered names, which they write as they like.
    pub fn has_own_name(&self, word: &str) -> bool {
        self.own_names.contains(word)
    }
}
