//! The verbs: the only place where readers, merge and writers meet.
//!
//! [`typeset`] is the road from a [`manuscript`] (what someone hands in) to bytes, [`render`]
//! the road from a template of the [`library`] and an [`order`] (data, and how to print it)
//! to the same press, [`inspect`] the road from a manuscript to findings, [`mod@compare`] the road
//! from two documents to what changed. All these are sync and pure; [`pool`] runs them off the
//! async threads, a bounded number at a time. [`bureau`] is what is kept and issued: its verbs
//! are async, for they wait for the store.

pub mod annotate;
pub mod asked;
pub mod builtin;
pub mod bureau;
pub mod campaigns;
pub mod certificates;
pub mod chain;
pub mod compare;
pub mod honorees;
pub mod inspect;
pub mod library;
pub mod manuscript;
mod measure;
pub mod numbered;
pub mod order;
mod pictures;
pub mod places;
pub mod pool;
pub mod render;
pub mod typeset;

pub use annotate::annotate;
pub use asked::Asked;
pub use bureau::{Bureau, Failure};
pub use certificates::Certificates;
pub use compare::{Author, Shown, compare, summary};
pub use inspect::{Counts, Inspection, Inspector, Mended, RuleCard, SwitchedOff};
pub use library::{Checked, Library, Summary};
pub use manuscript::{Fault, Manuscript, Source};
pub use order::Order;
pub use pool::{Pool, Refusal};
pub use render::Filled;
pub use typeset::{Error, Form, Press};

pub use crate::diff::FieldChange;
pub use crate::merge::Prepared;
