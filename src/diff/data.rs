//! What changed in the data of a form, in the words of the form.
//!
//! Entries of a list are told apart by who or what they are (the first text of each), not by
//! their place: a person struck off a list is one change, however many stand below.

mod lists;
mod values;

use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::model::template::{Field, Kind};
use crate::viet::words::changes as said;

/// A change of data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DataChange {
    /// What sort of change it is.
    pub change: Sort,
    /// JSON pointers (RFC 6901) of the values: in the old data for what was removed, in the new
    /// data for all else.
    pub pointers: Vec<String>,
    /// The change as a Vietnamese sentence.
    pub message: String,
}

/// What sort of change it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// A value where none was, entries that a list did not have.
    Added,
    /// A value or entries that are no more.
    Removed,
    /// Another value.
    Changed,
    /// The same entries in another order.
    Reordered,
}

/// Compares the data of two versions of one form, field by field in the form's order; keys that
/// the form does not know come last. Blank and absent are the same.
pub fn data(old: &Json, new: &Json, fields: &[Field]) -> Vec<DataChange> {
    let mut out = Vec::new();
    record(&blank_or(old), &blank_or(new), fields, Place { old: "", new: "", inside: "" }, &mut out);
    out
}

/// Where a value stands in either data, and in what.
#[derive(Clone, Copy)]
struct Place<'a> {
    old: &'a str,
    new: &'a str,
    /// The record around it, as a person names it; empty at the top.
    inside: &'a str,
}

fn blank_or(value: &Json) -> Map<String, Json> {
    value.as_object().cloned().unwrap_or_default()
}

/// Compares two records.
fn record(
    old: &Map<String, Json>,
    new: &Map<String, Json>,
    fields: &[Field],
    place: Place<'_>,
    out: &mut Vec<DataChange>,
) {
    let mut keys: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let mut others: Vec<&str> = old.keys().chain(new.keys()).map(String::as_str).collect();
    others.sort_unstable();
    others.dedup();
    others.retain(|key| !keys.contains(key));
    keys.extend(others);
    for key in keys {
        let (before, after) = (old.get(key).unwrap_or(&Json::Null), new.get(key).unwrap_or(&Json::Null));
        if before == after || values::is_blank(before) && values::is_blank(after) {
            continue;
        }
        let field = fields.iter().find(|field| field.name == key);
        let (old, new) = (child(place.old, key), child(place.new, key));
        let place = Place { old: &old, new: &new, inside: place.inside };
        let label = field.map_or(key, |field| field.label.as_str());
        value(before, after, field.map(|field| &field.kind), label, place, out);
    }
}

/// Compares two values that are not the same.
fn value(
    old: &Json,
    new: &Json,
    kind: Option<&Kind>,
    label: &str,
    place: Place<'_>,
    out: &mut Vec<DataChange>,
) {
    match (kind, old, new) {
        (Some(Kind::Record(inner)), Json::Object(old), Json::Object(new)) => {
            let inside = said::inside(&said::small(label), place.inside);
            record(old, new, &inner.fields, Place { inside: &inside, ..place }, out);
        }
        (Some(Kind::List(entry)), old, new) => {
            let list = |value: &Json| value.as_array().cloned().unwrap_or_default();
            lists::compare(&list(old), &list(new), entry, label, place, out);
        }
        (kind, old, new) => {
            let what = said::of(label, place.inside);
            let (before, after) = (values::shown(old, kind), values::shown(new, kind));
            let (change, pointer, message) = match (values::is_blank(old), values::is_blank(new)) {
                (true, _) => (Sort::Added, place.new, said::written(&what, &after)),
                (_, true) => (Sort::Removed, place.old, said::struck(&what, &before)),
                _ => (Sort::Changed, place.new, values::instead(&what, old, new, kind, (&before, &after))),
            };
            out.push(DataChange { change, pointers: vec![pointer.to_owned()], message });
        }
    }
}

/// The pointer of what stands under a key.
fn child(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}

#[cfg(test)]
mod tests;
