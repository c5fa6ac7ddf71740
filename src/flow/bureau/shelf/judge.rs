//! What is to be said of a template's text before it is published.

use chrono::NaiveDate;

use super::design;
use crate::diff::{self, FieldChange};
use crate::flow::Library;
use crate::model::template::{Place, Semver};
use crate::model::{Code, Problem, Template, certificate};
use crate::readers::template::heading;
use crate::store::{Publication, Published};
use crate::viet::words;

/// What is to be said of a text.
#[derive(Clone, Debug, Default)]
pub(super) struct Judged {
    /// Everything that is wrong, in the order of places.
    pub(super) problems: Vec<Problem>,
    /// What it asks otherwise than the version published last, where both can be read.
    pub(super) changes: Vec<FieldChange>,
}

impl Judged {
    /// True where data that was right before may be refused.
    pub(super) fn breaks(&self) -> bool {
        self.changes.iter().any(|change| change.breaking)
    }
}

/// Judges a text that is kept under a key, after the version published last.
pub(super) fn judge(
    library: &Library,
    key: &str,
    last: Option<&Published>,
    text: &str,
    today: NaiveDate,
) -> Judged {
    let (asks, problems) = if certificate::is_design(text) {
        let checked = design::check(text);
        (checked.0.map(|sheet| sheet.asks()), checked.1)
    } else {
        let checked = library.check(text, today);
        (checked.prepared.map(|prepared| prepared.template.clone()), checked.problems)
    };
    let mut judged = Judged { problems, changes: Vec::new() };
    let heading = heading(text);
    if let Some(id) = heading.id.filter(|id| id.text != key) {
        judged.problems.push(problem(Code::IdDiffers, id.place, &format!("{} / {key}", id.text)));
    }
    if let Some((said, last)) = heading.version.as_ref().zip(last)
        && Semver::read(&said.text).is_some_and(|version| Some(version) <= Semver::read(&last.version))
    {
        let detail = format!("{} / {}", said.text, last.version);
        judged.problems.push(problem(Code::VersionTooLow, said.place, &detail));
    }
    judged.problems.sort_by_key(|problem| (problem.line, problem.column));
    if let (Some(new), Some(last)) = (asks, last)
        && let Some(old) = asked(library, last)
    {
        judged.changes = diff::fields(&old, &new);
    }
    judged
}

/// What a published version asks, where this program can read it.
fn asked(library: &Library, last: &Published) -> Option<Template> {
    let source = last.source();
    if certificate::is_design(&source.text) {
        return design::read(&source).ok().map(|sheet| sheet.asks());
    }
    library.stored(&last.digest, &source).ok().map(|prepared| prepared.template.clone())
}

/// What is wrong with the version of a text that breaks: its first number must grow.
pub(super) fn not_major(text: &str, last: &Published) -> Option<Problem> {
    let said = heading(text).version?;
    let major = |version: &str| Semver::read(version).map(|version| version.major);
    (major(&said.text) <= major(&last.version)).then(|| {
        let detail = format!("{} / {}", said.text, last.version);
        problem(Code::VersionNotMajor, said.place, &detail)
    })
}

/// A version to publish, called as its heading says.
pub(super) fn publication(library: &Library, text: &str) -> Publication {
    let heading = heading(text);
    let said = |said: Option<crate::readers::template::Said>| said.map(|said| said.text).unwrap_or_default();
    Publication {
        version: said(heading.version),
        name: said(heading.name),
        kind: if certificate::is_design(text) { certificate::KIND.to_owned() } else { said(heading.kind) },
        description: said(heading.description),
        source: library.source_of(text),
        person: None,
        at: chrono::DateTime::default(),
        note: String::new(),
    }
}

fn problem(code: Code, place: Place, detail: &str) -> Problem {
    let message = words::problem(code.key(), detail);
    Problem { code, line: place.line, column: place.column, message }
}
