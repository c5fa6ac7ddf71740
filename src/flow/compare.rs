//! Comparing: two documents in, what changed out, in any form that shows it. Sync and pure.

use std::path::Path;

use chrono::{DateTime, FixedOffset};

use super::{Error, Press};
use crate::diff;
use crate::model::changes::Counts;
use crate::model::{Changes, Document};
use crate::viet::words::changes as said;
use crate::writers::docx::{self, Revision};

/// A form in which changes leave the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The [`Changes`] themselves.
    Json,
    /// A standalone page: both versions in one text, and side by side.
    Html,
    /// A Word file with tracked changes.
    Docx,
}

impl Shown {
    /// Every form.
    pub const ALL: &[Shown] = &[Shown::Json, Shown::Html, Shown::Docx];

    /// The form's name: the extension of its files.
    pub fn key(self) -> &'static str {
        match self {
            Shown::Json => "json",
            Shown::Html => "html",
            Shown::Docx => "docx",
        }
    }

    /// The form that a file's name asks for.
    pub fn from_path(path: &Path) -> Option<Shown> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Shown::ALL.iter().copied().find(|form| form.key() == extension)
    }
}

/// Who made the newer version, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The name; empty where nobody says.
    pub name: String,
    /// The time, with the zone of the office.
    pub at: DateTime<FixedOffset>,
}

/// Compares two documents; see [`diff::compare`].
pub fn compare(old: &Document, new: &Document) -> Changes {
    diff::compare(old, new)
}

impl Press {
    /// Writes changes in a form.
    ///
    /// # Errors
    /// [`Error::UnknownStandard`], [`Error::TooManyPages`] where both versions together have
    /// more, [`Error::Engine`].
    pub fn show(
        &self,
        changes: &Changes,
        form: Shown,
        author: &Author,
        standard: Option<&str>,
    ) -> Result<Vec<u8>, Error> {
        let standard = self.standard(standard)?;
        Ok(match form {
            Shown::Json => {
                let mut json =
                    serde_json::to_vec_pretty(changes).map_err(|error| Error::Engine(error.to_string()))?;
                json.push(b'\n');
                json
            }
            Shown::Html => crate::writers::html::changes::write(changes, standard).into_bytes(),
            Shown::Docx => {
                for version in [changes.before(), changes.after()] {
                    self.bound(&version, standard)?;
                }
                // Word shows the hour as it is written, whatever the zone.
                let date = author.at.naive_local().format("%Y-%m-%dT%H:%M:%SZ").to_string();
                let revision = Revision { author: author.name.clone(), date };
                docx::redline(changes, &revision, standard, self.fonts())?
            }
        })
    }
}

/// The changes for a person, one a line, and how many there are.
pub fn summary(changes: &Changes) -> String {
    let mut out = String::new();
    for line in changes.lines() {
        out.push_str(&said::line(line.sort.key(), &line.words, &line.inside));
        out.push('\n');
    }
    let Counts { changed, removed, added, moved, words_removed, words_added, .. } = changes.counts;
    out.push_str(&said::summary([changed, removed, added, moved], [words_removed, words_added]));
    out.push('\n');
    out
}
