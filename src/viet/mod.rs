//! How Vietnamese is written: its letters and capitals, its numbers and dates, its labels,
//! names and blanks, its sentences for people.

pub mod blank;
pub mod bodies;
pub mod case;
pub mod date;
pub mod hole;
pub mod label;
pub mod legacy;
pub mod letters;
pub mod name;
pub mod number;
pub mod numbered;
pub mod order;
pub mod recipients;
pub mod struck;
pub mod tone;
pub mod unseen;
pub mod words;
