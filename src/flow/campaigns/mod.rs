//! Campaigns, award rounds and their entries as people hand them in: JSON in, the nouns of
//! `model` out, or every fault at once with its place.
//!
//! Each reader takes every key by name; a key that nobody took is unknown. Ids are small letters,
//! figures and hyphens. Words are put into NFC, trimmed and bounded.

mod campaign;
mod entry;
mod quotas;
mod settings;
mod sound;
mod taken;

#[cfg(test)]
mod tests;

pub use campaign::read;
pub use entry::{entry, votes};
pub use settings::{fits, settings};
