//! The pictures of a document in JSON: every fault of each at its place.

use serde_json::{Map, Value};

use super::manuscript::{Fault, escape, list};
use crate::model::picture::{Budget, FaultKind};

/// True for JSON that says it is a picture.
pub(super) fn is_picture(given: &Map<String, Value>) -> bool {
    given.get("type").is_some_and(|tag| tag == "picture")
}

/// What is wrong with the pictures of a document that stands at `/document`. A picture
/// stands inside a block: what says of itself that it is one in the place of a block is none.
pub(super) fn faults(document: &Value) -> Vec<Fault> {
    let mut search = Search { budget: Budget::default(), faults: Vec::new() };
    for (section_at, section) in list(document, "sections").iter().enumerate() {
        for (block_at, block) in list(section, "blocks").iter().enumerate() {
            for (key, value) in block.as_object().into_iter().flatten() {
                let block = format!("/document/sections/{section_at}/blocks/{block_at}");
                search.value(&format!("{block}/{}", escape(key)), value, false);
            }
        }
    }
    search.faults
}

struct Search {
    budget: Budget,
    faults: Vec<Fault>,
}

impl Search {
    fn value(&mut self, pointer: &str, value: &Value, in_note: bool) {
        match value {
            Value::Object(given) if is_picture(given) => self.picture(pointer, given, in_note),
            Value::Object(given) => {
                let in_note = in_note || given.get("type").is_some_and(|tag| tag == "footnote");
                for (key, value) in given {
                    self.value(&format!("{pointer}/{}", escape(key)), value, in_note);
                }
            }
            Value::Array(given) => {
                for (at, value) in given.iter().enumerate() {
                    self.value(&format!("{pointer}/{at}"), value, in_note);
                }
            }
            _ => {}
        }
    }

    fn picture(&mut self, pointer: &str, given: &Map<String, Value>, in_note: bool) {
        if in_note {
            self.fault(pointer.to_owned(), FaultKind::InNote);
        }
        let mut parts = given.clone();
        parts.remove("type");
        for fault in self.budget.read(&parts).err().into_iter().flatten() {
            self.fault(format!("{pointer}/{}", escape(&fault.part)), fault.kind);
        }
    }

    fn fault(&mut self, pointer: String, kind: FaultKind) {
        self.faults.push(Fault::at(pointer, kind.key(), kind));
    }
}
