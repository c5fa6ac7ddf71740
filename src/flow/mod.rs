//! The verbs: the only place where readers and writers meet.
//!
//! [`typeset`] is the road from a [`manuscript`] (what someone hands in) to bytes. It is
//! sync and pure; [`pool`] runs it off the async threads, a bounded number at a time.

pub mod builtin;
pub mod library;
pub mod manuscript;
pub mod pool;
pub mod typeset;

pub use library::{Checked, Library, Summary};
pub use manuscript::{Fault, Manuscript, Source};
pub use pool::{Pool, Refusal};
pub use typeset::{Error, Form, Press};
