//! Template + data → document.
//!
//! Structure was read before ([`crate::model::Template`]); here each hole is filled on its
//! own, so that a name that holds `Điều 2.`, `{{` or `|` is only ever words. The stages:
//! [`prepare`] (every expression compiled and checked, once a template) → [`admit`] (data
//! against fields, every fault at once) → [`merge`] (a document, always, with its problems).
//! Sync and pure: the day of printing is an argument.

mod blocks;
pub mod certificate;
mod fill;
mod filters;
mod prepare;
mod record;
mod sample;
mod schema;
mod scope;
mod signatures;
mod types;
mod value;
mod walk;

pub use fill::merge;
pub use prepare::{Prepared, prepare};
pub use record::{Record, Words, admit, faults};
pub use sample::sample;
pub use schema::schema;

use crate::model::{DataProblem, Document};

/// What merging gives: a document in any case, and what is wrong with it or missing.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The document; a hole without a value shows its field's label in brackets.
    pub document: Document,
    /// Every problem of the data, those that forbid issuing among them
    /// ([`DataProblem::is_fault`]).
    pub problems: Vec<DataProblem>,
}
