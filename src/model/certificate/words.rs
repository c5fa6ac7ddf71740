//! The words of a field: text with holes, `{{ name }}`, `{{ name | upper }}`.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::keys::keys;

keys! {
    /// How a hole's value is written.
    Case:
    /// In capitals.
    Upper = "upper",
    /// In small letters.
    Lower = "lower",
    /// With a capital first letter.
    Capital = "capital",
}

/// A text with holes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(Vec<Part>);

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Words as they stand; `\n` ends a line.
    Text(String),
    /// What the row has under this key, and how it is written; as it is when nothing is said.
    Hole(String, Option<Case>),
}

impl Words {
    /// Reads a text.
    ///
    /// # Errors
    /// What is no hole, though it begins or ends as one.
    pub fn parse(text: &str) -> Result<Words, String> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, inside)) = rest.split_once("{{") {
            let Some((name, after)) = inside.split_once("}}") else { return Err(format!("{{{{{inside}")) };
            let hole = hole(name).ok_or_else(|| format!("{{{{{name}}}}}"))?;
            parts.push(Part::Text(before.to_owned()));
            parts.push(hole);
            rest = after;
        }
        parts.push(Part::Text(rest.to_owned()));
        parts.retain(|part| !matches!(part, Part::Text(text) if text.is_empty()));
        match parts.iter().find_map(|part| match part {
            Part::Text(text) => text.find("}}").map(|at| text[at..].to_owned()),
            Part::Hole(..) => None,
        }) {
            Some(stray) => Err(stray),
            None => Ok(Words(parts)),
        }
    }

    /// Its parts in order.
    pub fn parts(&self) -> &[Part] {
        &self.0
    }

    /// The names of its holes.
    pub fn holes(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|part| match part {
            Part::Hole(name, _) => Some(name.as_str()),
            Part::Text(_) => None,
        })
    }
}

/// What stands between the brackets of a hole.
fn hole(inside: &str) -> Option<Part> {
    let (name, case) = match inside.split_once('|') {
        None => (inside.trim(), None),
        Some((name, case)) => (name.trim(), Some(Case::from_key(case.trim())?)),
    };
    is_name(name).then(|| Part::Hole(name.to_owned(), case))
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text: String = self
            .0
            .iter()
            .map(|part| match part {
                Part::Text(text) => text.clone(),
                Part::Hole(name, None) => format!("{{{{ {name} }}}}"),
                Part::Hole(name, Some(case)) => format!("{{{{ {name} | {} }}}}", case.key()),
            })
            .collect();
        serializer.serialize_str(&text)
    }
}

/// True for what may name a hole or a field: small letters, figures, `_` and `-`.
pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 40
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-')
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Words, D::Error> {
        Words::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}
