//! A design's file: how it is told from other templates, and what stands in it of others.

use std::collections::BTreeMap;

use toml::de::DeTable;

use super::{BUILT_IN, Sheet};
use crate::model::template::{Expression, Field, Kind, Limits, Place, Source, Template};

use super::HoleKind;

/// The kind of a template that is a design of certificates.
pub const KIND: &str = "certificate";

/// What a design's file may begin with.
const FIRST: &[&str] = &["id", "name", "version", "description", "parent", "overlay", "cite"];

/// True for a text that is meant for a design, with whatever faults. A form of documents begins
/// with `+++`, a design with one of its keys.
pub fn is_design(text: &str) -> bool {
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    let first = lines.into_iter().find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| match line.split_once('=') {
        Some((key, _)) => FIRST.contains(&key.trim()),
        None => line == "[sheet]",
    })
}

/// The text of a built-in design.
pub fn built_in(id: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|(known, _)| *known == id).map(|(_, text)| *text)
}

/// A design's text with those of its parents: all that it says.
pub fn source_of(text: &str) -> Source {
    let mut parts = BTreeMap::new();
    let mut open = parent_of(text);
    while let Some(id) = open.filter(|id| !parts.contains_key(id)) {
        let Some(found) = built_in(&id) else { break };
        open = parent_of(found);
        parts.insert(id, found.to_owned());
    }
    Source { text: text.to_owned(), parts }
}

fn parent_of(text: &str) -> Option<String> {
    let (table, _) = DeTable::parse_recoverable(text);
    Some(table.get_ref().get("parent")?.get_ref().as_str()?.to_owned())
}

impl Sheet {
    /// What it asks of every row, in the way of a template: its holes as fields. One must be
    /// there when the design says so, or when words for every honoree cannot be said without it.
    pub fn asks(&self) -> Template {
        let needs = |name: &str| {
            self.fields.iter().any(|field| {
                let every = |text: &super::Words| text.holes().any(|hole| hole == name);
                !field.optional && field.is_for_all() && field.texts.iter().all(every)
            })
        };
        let fields = self.holes.iter().map(|(name, hole)| Field {
            name: name.clone(),
            label: hole.label.clone(),
            help: String::new(),
            kind: if hole.kind == HoleKind::Date { Kind::Date } else { Kind::Text },
            required: hole.needed || needs(name),
            default: None,
            sample: self.samples.iter().find_map(|row| row.value(name)).map(Into::into),
            limits: Limits::default(),
            place: Place { line: 1, column: 1 },
        });
        Template {
            id: self.id.clone(),
            version: self.version.clone(),
            name: self.name.clone(),
            kind: KIND.to_owned(),
            standard: String::new(),
            description: self.description.clone(),
            fields: fields.collect(),
            title: self.name.clone(),
            sections: Vec::new(),
            expressions: Vec::<Expression>::new(),
        }
    }
}
