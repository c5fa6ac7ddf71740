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

/// A design's text with that of its parent: all that it says.
pub fn source_of(text: &str) -> Source {
    let (table, _) = DeTable::parse_recoverable(text);
    let parent = table.get_ref().get("parent").and_then(|parent| parent.get_ref().as_str());
    let found = parent.and_then(|id| Some((id.to_owned(), built_in(id)?.to_owned())));
    Source { text: text.to_owned(), parts: found.into_iter().collect::<BTreeMap<_, _>>() }
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
