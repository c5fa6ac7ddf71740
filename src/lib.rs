//! vanthu: the document-assembly server for Vietnamese official correspondence.
pub mod model;
pub mod readers;
pub mod viet;
pub mod writers;
