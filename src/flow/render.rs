//! Rendering: a template and data in, a document out that the press can write. Sync and pure.

use chrono::NaiveDate;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::{Library, Press};
use crate::merge::Prepared;
use crate::model::{DataProblem, Document, Reading, SCHEMA};

/// What came of data in a template.
#[derive(Clone, Debug)]
pub struct Filled {
    /// The document, with what printing it will show. There always is one: a hole without
    /// a value shows its field's label in brackets.
    pub reading: Reading,
    /// Every problem of the data.
    pub problems: Vec<DataProblem>,
    /// SHA-256 of the document's JSON, in hexadecimal: the same for the same words in the
    /// same roles, whatever file they are written in.
    pub digest: String,
}

impl Filled {
    /// True when nothing forbids issuing the document.
    pub fn is_valid(&self) -> bool {
        !self.problems.iter().any(DataProblem::is_fault)
    }
}

/// Merges data into a template and reads the proofs.
pub fn fill(press: &Press, library: &Library, prepared: &Prepared, data: &Json, today: NaiveDate) -> Filled {
    let merged = library.merge(prepared, data, today);
    let digest = digest(&merged.document);
    let reading = press.proofread(Reading {
        schema: SCHEMA,
        document: Some(merged.document),
        problems: Vec::new(),
        leftovers: Vec::new(),
    });
    Filled { reading, problems: merged.problems, digest }
}

/// SHA-256 of a document's JSON without white space, in hexadecimal. The order of its keys
/// is that of the model, so that the same document has the same digest everywhere.
pub fn digest(document: &Document) -> String {
    // A document of strings and lists always has a JSON.
    let json = serde_json::to_vec(document).unwrap_or_default();
    Sha256::digest(json).iter().map(|byte| format!("{byte:02x}")).collect()
}
