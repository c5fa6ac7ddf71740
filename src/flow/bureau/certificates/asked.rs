//! What people ask of certificates, as JSON.

use super::super::Blame;
use crate::flow::{Asked, Fault};

/// Longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// Longest id, in characters.
const LONGEST_ID: usize = 60;

/// Why a certificate is revoked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevokeAsked {
    /// Why.
    pub reason: String,
}

impl RevokeAsked {
    /// Reads `{"reason"}`.
    ///
    /// # Errors
    /// Every fault.
    pub fn from_json(json: &str) -> Result<RevokeAsked, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let read = RevokeAsked { reason: asked.needed("reason", LONGEST_REASON) };
        asked.end(read)
    }

    /// What is wrong with it.
    pub(super) fn blames(&self) -> Vec<Blame> {
        one_line(&self.reason)
    }
}

/// Why and how a certificate is printed again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReprintAsked {
    /// Why.
    pub reason: String,
    /// The sheet before it is spoiled, and not lost or kept beside the new one.
    pub spoiled: bool,
    /// "Bản in lại" stands on the paper, small in its corner.
    pub marked: bool,
    /// The printer that it is made up for: its id.
    pub printer: Option<String>,
}

impl ReprintAsked {
    /// Reads `{"reason", "spoiled", "marked", "printer"}`.
    ///
    /// # Errors
    /// Every fault.
    pub fn from_json(json: &str) -> Result<ReprintAsked, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let read = ReprintAsked {
            reason: asked.needed("reason", LONGEST_REASON),
            spoiled: asked.switch("spoiled").unwrap_or(false),
            marked: asked.switch("marked").unwrap_or(false),
            printer: asked.words("printer", LONGEST_ID),
        };
        asked.end(read)
    }

    /// What is wrong with it.
    pub(super) fn blames(&self) -> Vec<Blame> {
        one_line(&self.reason)
    }
}

fn one_line(reason: &str) -> Vec<Blame> {
    if reason.chars().any(char::is_control) { vec![Blame::of("one-line", "/reason", "")] } else { Vec::new() }
}
