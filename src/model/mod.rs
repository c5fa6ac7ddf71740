//! The nouns: plain data, no IO, no async, no clock.
//!
//! Everything before a [`document::Document`] decides what is said; everything
//! after it decides how it is written down.

pub mod actor;
pub mod award;
pub mod batch;
pub mod campaign;
pub mod certificate;
pub mod chain;
pub mod changes;
pub mod document;
pub mod figures;
pub mod finding;
pub mod honoree;
mod keys;
pub mod looks;
pub mod outline;
pub mod picture;
pub mod problem;
pub mod reading;
pub mod register;
pub mod role;
pub mod round;
pub mod sheet;
pub mod standard;
pub mod template;
pub mod workflow;

pub use changes::Changes;
pub use document::{
    Block, Cell, Columns, Document, Inline, Layout, Paragraph, Run, Section, SectionKind, Table,
};
pub use finding::{At, Finding, Fix, Place, Severity};
pub use looks::{Look, Looks};
pub use picture::Picture;
pub use problem::{Code, DataCode, DataProblem, Leftover, Problem, Reason};
pub use reading::{Reading, SCHEMA, Supplied};
pub use role::Role;
pub use standard::Standard;
pub use template::Template;
