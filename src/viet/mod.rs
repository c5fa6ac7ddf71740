//! How Vietnamese is written: its letters, its numbering, its sentences for people.

pub mod date;
pub mod hole;
pub mod label;
pub mod letters;
pub mod words;
