//! What a template asks against what it asked: which data that was right before no longer is.
//!
//! A change breaks when there is data that the older version takes and the newer refuses. What
//! only prints otherwise does not: that is what a new version is for.

mod values;

use serde::Serialize;

use crate::model::Template;
use crate::model::template::{Field, Kind, Place};
use crate::viet::words::shelf as said;

/// A change of what a template asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// Stable code for programs; its sentence stands in `viet::words::shelf`.
    pub code: &'static str,
    /// Where the value stands in the data: a JSON pointer with `*` for every entry of a list;
    /// empty for what concerns the whole template.
    pub pointer: String,
    /// The change as a Vietnamese sentence.
    pub message: String,
    /// Data that was right before may be refused.
    #[serde(skip)]
    pub breaking: bool,
}

/// Compares what two versions of a template ask, in the order of the older one's fields; fields
/// that are new come last.
pub fn fields(old: &Template, new: &Template) -> Vec<FieldChange> {
    let mut changes = Changes::default();
    let top = At { pointer: "", around: "" };
    for (code, breaking, before, after) in [
        ("document-kind-changed", true, &old.kind, &new.kind),
        ("standard-changed", false, &old.standard, &new.standard),
    ] {
        if before != after {
            changes.push(code, breaking, top.pointer, "", &said::instead(before, after));
        }
    }
    changes.record(&old.fields, &new.fields, top);
    changes.0
}

/// Where the fields of a record stand.
#[derive(Clone, Copy)]
struct At<'a> {
    pointer: &'a str,
    /// What is around them, in words; empty at the top.
    around: &'a str,
}

#[derive(Default)]
struct Changes(Vec<FieldChange>);

impl Changes {
    fn push(&mut self, code: &'static str, breaking: bool, pointer: &str, field: &str, about: &str) {
        let message = said::change(code, field, about);
        self.0.push(FieldChange { code, pointer: pointer.to_owned(), message, breaking });
    }

    /// The fields of a template, of a record, of the entries of a list.
    fn record(&mut self, old: &[Field], new: &[Field], at: At) {
        let named = |fields: &'_ [Field], name: &str| fields.iter().position(|field| field.name == name);
        let mut renamed = Vec::new();
        for before in old {
            let pointer = format!("{}/{}", at.pointer, before.name);
            let called = said::field(&before.label, at.around);
            if let Some(place) = named(new, &before.name) {
                self.field(before, &new[place], &pointer, &called);
                continue;
            }
            // Another name for the same label and kind, which nobody had before.
            let heir = new.iter().find(|after| {
                named(old, &after.name).is_none()
                    && after.label == before.label
                    && after.kind.key() == before.kind.key()
                    && !renamed.contains(&after.name)
            });
            match heir {
                Some(after) => {
                    renamed.push(after.name.clone());
                    self.push(
                        "field-renamed",
                        true,
                        &pointer,
                        &format!("“{}”", before.name),
                        &format!("“{}”", after.name),
                    );
                    let pointer = format!("{}/{}", at.pointer, after.name);
                    self.field(before, after, &pointer, &called);
                }
                None => self.push("field-removed", true, &pointer, &called, ""),
            }
        }
        for after in new {
            if named(old, &after.name).is_some() || renamed.contains(&after.name) {
                continue;
            }
            let pointer = format!("{}/{}", at.pointer, after.name);
            let called = said::field(&after.label, at.around);
            // An office's profile is lent to data that has none.
            let lent = at.pointer.is_empty() && after.place == Place::default();
            match (lent, after.required && after.default.is_none()) {
                (true, _) => self.push("office-asked", false, &pointer, &called, ""),
                (false, true) => self.push("field-added-required", true, &pointer, &called, ""),
                (false, false) => self.push("field-added", false, &pointer, &called, ""),
            }
        }
    }

    fn field(&mut self, old: &Field, new: &Field, pointer: &str, called: &str) {
        if old.label != new.label {
            let about = said::instead(&said::field(&old.label, ""), &said::field(&new.label, ""));
            self.push("label-changed", false, pointer, called, &about);
        }
        let same = self.kind(&old.kind, &new.kind, pointer, called);
        self.presence(old, new, pointer, called);
        if same {
            self.limits(old, new, pointer, called);
        }
    }

    /// Whether something must be there.
    fn presence(&mut self, old: &Field, new: &Field, pointer: &str, called: &str) {
        let must = |field: &Field| field.required && field.default.is_none();
        let has_blank = new.kind.is_words() || matches!(new.kind, Kind::Choice(_));
        match (old.required, new.required) {
            _ if !must(old) && must(new) => {
                let code = if old.required { "default-removed" } else { "became-required" };
                self.push(code, true, pointer, called, "");
                return;
            }
            // A default stands for what was not sent, not for what was sent blank.
            (false, true) if has_blank => self.push("blank-refused", true, pointer, called, ""),
            (true, false) => self.push("became-optional", false, pointer, called, ""),
            _ => {}
        }
        if !values::same_default(old, new) {
            self.push("default-changed", false, pointer, called, "");
        }
    }

    /// What is asked for; true where every value of before is still of its kind, so that it is for
    /// the limits to say which are refused.
    fn kind(&mut self, old: &Kind, new: &Kind, pointer: &str, called: &str) -> bool {
        match (old, new) {
            (Kind::List(before), Kind::List(after)) => {
                self.kind(before, after, &format!("{pointer}/*"), called);
            }
            (Kind::Record(before), Kind::Record(after)) => {
                self.record(&before.fields, &after.fields, At { pointer, around: called });
            }
            (Kind::Choice(before), Kind::Choice(after)) => {
                for one in before {
                    let about = format!("“{}”", one.value);
                    match after.iter().find(|other| other.value == one.value) {
                        None => self.push("choice-removed", true, pointer, called, &about),
                        Some(other) if other.label != one.label => {
                            self.push("choice-label-changed", false, pointer, called, &about);
                        }
                        Some(_) => {}
                    }
                }
                for one in after.iter().filter(|one| before.iter().all(|other| other.value != one.value)) {
                    self.push("choice-added", false, pointer, called, &format!("“{}”", one.value));
                }
            }
            _ if old == new => {}
            _ => {
                let wide = values::is_wider(old, new);
                let code = if wide { "kind-widened" } else { "kind-changed" };
                let about = said::instead(&values::kind(old), &values::kind(new));
                self.push(code, !wide, pointer, called, &about);
                return wide;
            }
        }
        true
    }

    /// What a value must keep to.
    fn limits(&mut self, old: &Field, new: &Field, pointer: &str, called: &str) {
        for (before, after, least) in
            [(&old.limits.min, &new.limits.min, true), (&old.limits.max, &new.limits.max, false)]
        {
            let before = values::limit(before, &old.kind, least);
            let after = values::limit(after, &old.kind, least);
            let narrower = match (&before, &after) {
                _ if before == after => continue,
                (_, None) => false,
                (None, Some(_)) => true,
                (Some(before), Some(after)) => values::is_narrower(before, after, least),
            };
            let code = match (least, narrower) {
                (true, true) => "min-raised",
                (true, false) => "min-lowered",
                (false, true) => "max-lowered",
                (false, false) => "max-raised",
            };
            let about = said::instead(&values::shown(before), &values::shown(after));
            self.push(code, narrower, pointer, called, &about);
        }
        match (&old.limits.pattern, &new.limits.pattern) {
            (before, after) if before == after => {}
            (_, Some(after)) => self.push("pattern-changed", true, pointer, called, after.source()),
            (_, None) => self.push("pattern-removed", false, pointer, called, ""),
        }
    }
}
