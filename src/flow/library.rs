//! The templates at hand: read, checked and compiled once, then only asked.

mod stored;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::builtin;
use crate::merge::{self, Merged, Prepared};
use crate::model::template::Passage;
use crate::model::{Code, DataCode, DataProblem, Problem, Standard};
use crate::readers;
use crate::viet::words;

/// The field that every template knows and an office fills once for all.
const OFFICE: &str = "office";

/// What a list of templates says of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Its name among templates.
    pub id: String,
    /// Key of the document's type in the standard.
    pub kind: String,
    /// Version of its text.
    pub version: String,
    /// What an office calls it.
    pub name: String,
    /// What it is for.
    pub description: String,
}

/// A checked template: what can be used of it, and everything that is wrong.
#[derive(Debug)]
pub struct Checked {
    /// The template, when nothing is wrong with its text.
    pub prepared: Option<Arc<Prepared>>,
    /// Every problem, in the order of places.
    pub problems: Vec<Problem>,
}

/// The built-in templates, and those that were compiled of what is kept elsewhere.
pub struct Library {
    standard: Standard,
    shelf: BTreeMap<&'static str, Volume>,
    compiled: stored::Compiled,
}

/// One template: its text, and what it becomes when it is first asked for.
struct Volume {
    text: &'static str,
    prepared: OnceLock<Option<Arc<Prepared>>>,
}

impl Library {
    /// The built-in templates, read by this standard when they are first asked for.
    pub fn new(standard: Standard) -> Library {
        let volume = |text: &'static str| Volume { text, prepared: OnceLock::new() };
        let shelf = builtin::TEMPLATES.iter().map(|(id, text)| (*id, volume(text))).collect();
        Library { standard, shelf, compiled: stored::Compiled::default() }
    }

    /// The standard that templates are read by.
    pub fn standard(&self) -> &Standard {
        &self.standard
    }

    /// The names of the templates, in the order of the alphabet.
    pub fn ids(&self) -> impl Iterator<Item = &'static str> {
        self.shelf.keys().copied()
    }

    /// What there is, in the order of names.
    pub fn list(&self) -> Vec<Summary> {
        self.shelf.keys().filter_map(|id| self.get(id)).map(|prepared| summary(&prepared)).collect()
    }

    /// True when there is a template of this name.
    pub fn has(&self, id: &str) -> bool {
        self.shelf.contains_key(id)
    }

    /// The text of a template's file.
    pub fn source(&self, id: &str) -> Option<&'static str> {
        self.shelf.get(id).map(|volume| volume.text)
    }

    /// The template of this name; `None` when there is none. Built-in templates are sound
    /// (a test holds it), so one that is not counts as absent.
    pub fn get(&self, id: &str) -> Option<Arc<Prepared>> {
        let volume = self.shelf.get(id)?;
        volume.prepared.get_or_init(|| self.prepare(volume.text).ok()).clone()
    }

    /// Reads a template's text.
    ///
    /// # Errors
    /// Every problem of the text and of its expressions, in the order of places.
    pub fn prepare(&self, text: &str) -> Result<Arc<Prepared>, Vec<Problem>> {
        self.prepare_with(text, &builtin::part)
    }

    fn prepare_with(
        &self,
        text: &str,
        parts: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Arc<Prepared>, Vec<Problem>> {
        let (template, mut problems) = readers::template::read(text, parts, &self.standard);
        match template.map(merge::prepare) {
            Some(Ok(prepared)) if problems.is_empty() => Ok(Arc::new(prepared)),
            Some(Err(more)) => {
                // What could not be read may have used a field.
                let sure = problems.is_empty();
                problems.extend(more.into_iter().filter(|problem| sure || problem.code != Code::FieldUnused));
                problems.sort_by_key(|problem| (problem.line, problem.column));
                Err(problems)
            }
            _ => Err(problems),
        }
    }

    /// Checks a template whole: its text, its expressions, and whether its own samples and
    /// defaults fill it, with and without what may stay empty.
    pub fn check(&self, text: &str, today: NaiveDate) -> Checked {
        let prepared = match self.prepare(text) {
            Ok(prepared) => prepared,
            Err(problems) => return Checked { prepared: None, problems },
        };
        let sample = merge::sample(&prepared.template);
        let mut problems = misfits(&prepared, &self.merge(&prepared, &sample, today).problems);
        if problems.is_empty() {
            let bare = without_optional(&prepared, &sample);
            problems = misfits(&prepared, &self.merge(&prepared, &bare, today).problems);
        }
        Checked { prepared: Some(prepared), problems }
    }

    /// Lends an office's profile to data that has none, where the template asks for one.
    pub fn lend_office(&self, prepared: &Prepared, data: &mut Json, office: &Json) {
        let asked = prepared.template.fields.iter().any(|field| field.name == OFFICE);
        if let Json::Object(given) = data
            && asked
            && given.get(OFFICE).is_none_or(Json::is_null)
        {
            given.insert(OFFICE.to_owned(), office.clone());
        }
    }

    /// What is wrong with an office's profile, pointers from its own top: what every document
    /// would say of it that is lent it.
    pub fn check_office(&self, office: &Json) -> Vec<DataProblem> {
        let asks =
            |prepared: &Arc<Prepared>| prepared.template.fields.iter().any(|field| field.name == OFFICE);
        let Some(prepared) = self.shelf.keys().filter_map(|id| self.get(id)).find(asks) else {
            return Vec::new();
        };
        let asked = prepared.template.fields.iter().find(|field| field.name == OFFICE);
        let mut problems = merge::faults(asked.map_or(&[], std::slice::from_ref), &json!({ OFFICE: office }));
        for problem in &mut problems {
            let own = problem.pointer.strip_prefix("/office").unwrap_or(&problem.pointer);
            problem.pointer = own.to_owned();
        }
        problems
    }

    /// Invented data that shows what a template asks.
    pub fn sample(&self, prepared: &Prepared) -> Json {
        merge::sample(&prepared.template)
    }

    /// What a template asks, as JSON Schema 2020-12.
    pub fn schema(&self, prepared: &Prepared) -> Json {
        merge::schema(&prepared.template)
    }

    /// Merges data into a template; the office's own paragraphs in it are read on the way.
    pub fn merge(&self, prepared: &Prepared, data: &Json, today: NaiveDate) -> Merged {
        let record = merge::admit(prepared, data, today);
        let read = |words: &merge::Words| readers::text::passage(&words.text, &self.standard);
        let passages: Vec<Passage> = record.passages.iter().map(read).collect();
        merge::merge(prepared, &record, &passages)
    }
}

/// What a list says of a template.
pub fn summary(prepared: &Prepared) -> Summary {
    let template = &prepared.template;
    Summary {
        id: template.id.clone(),
        kind: template.kind.clone(),
        version: template.version.clone(),
        name: template.name.clone(),
        description: template.description.clone(),
    }
}

/// The sample without the fields that may stay empty.
fn without_optional(prepared: &Prepared, sample: &Json) -> Json {
    let Json::Object(given) = sample else { return sample.clone() };
    let optional = |name: &str| {
        prepared
            .template
            .fields
            .iter()
            .any(|field| field.name == name && (!field.required || field.default.is_some()))
    };
    Json::Object(
        given.iter().filter(|(name, _)| !optional(name)).map(|(k, v)| (k.clone(), v.clone())).collect(),
    )
}

/// Problems of the template's own samples, at the fields or sentences they concern.
fn misfits(prepared: &Prepared, found: &[DataProblem]) -> Vec<Problem> {
    let place = |problem: &DataProblem| {
        let name = problem.pointer.split('/').nth(1).unwrap_or_default();
        let field = prepared.template.fields.iter().find(|field| field.name == name);
        let declared = field.map(|field| (field.place.line, field.place.column));
        match problem.code {
            DataCode::Failed => (problem.line, problem.column),
            _ => declared.unwrap_or((problem.line, problem.column)),
        }
    };
    let mut problems: Vec<Problem> = found
        .iter()
        .map(|problem| {
            let (line, column) = place(problem);
            let detail = format!("{}: {}", problem.pointer, problem.message);
            let message = words::problem(Code::FieldMisfit.key(), &detail);
            Problem { code: Code::FieldMisfit, line, column, message }
        })
        .collect();
    problems.sort_by_key(|problem| (problem.line, problem.column));
    problems.dedup();
    problems
}
