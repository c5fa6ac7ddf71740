//! What somebody hands in for a draft becomes what is kept, and what is to be said of it.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value as Json, json};

use crate::flow::asked::has_nul;
use crate::flow::bureau::{Blame, Bureau, Failure};
use crate::flow::inspect::SwitchedOff;
use crate::flow::{Error, Inspection, Manuscript, Press, Source, render};
use crate::merge::Prepared;
use crate::model::actor::Actor;
use crate::model::{Code, DataProblem, Document, Finding, Leftover, Problem, Severity};
use crate::store::{Draft, Found};
use crate::viet;

/// What a draft is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum Words {
    /// Data for a template.
    Form {
        /// The template's id.
        template: String,
        /// What it asks for; may be half-filled.
        data: Json,
    },
    /// Official text, a finished document, or a Word file.
    Manuscript(Manuscript),
}

/// A draft as somebody hands it in.
#[derive(Clone, Debug, PartialEq)]
pub struct Writing {
    /// What it is made of.
    pub words: Words,
    /// Why; may be empty.
    pub note: String,
    /// Make it of data or text though somebody has edited it by hand.
    pub overwrite: bool,
}

/// What is to be said of a version.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// What is wrong with the data, or lacks.
    pub problems: Vec<DataProblem>,
    /// What reading and printing show.
    pub reading: Vec<Problem>,
    /// Text that is not of the document.
    pub leftovers: Vec<Leftover>,
    /// What is not as the standard wants it.
    pub findings: Vec<Finding>,
    /// The rules that the office does without.
    pub switched_off: Vec<SwitchedOff>,
}

impl Told {
    /// The rules of which errors are found, each once, in the order of places.
    pub fn errors(&self) -> Vec<&Finding> {
        let mut errors: Vec<&Finding> = Vec::new();
        for finding in self.findings.iter().filter(|finding| finding.severity == Severity::Error) {
            if !errors.iter().any(|known| known.id == finding.id) {
                errors.push(finding);
            }
        }
        errors
    }

    /// True when a character has no glyph.
    pub fn lacks_glyphs(&self) -> bool {
        self.reading.iter().any(|problem| problem.code == Code::GlyphMissing)
    }

    fn of(inspection: Inspection, problems: Vec<DataProblem>) -> Told {
        let Inspection { findings, switched_off, problems: reading, leftovers, .. } = inspection;
        Told { problems, reading, leftovers, findings, switched_off }
    }
}

/// A draft that was made, not yet kept.
pub(crate) struct Made {
    /// What is kept.
    pub(crate) draft: Draft,
    /// What it says.
    pub(crate) document: Document,
    /// What is to be said of it.
    pub(crate) told: Told,
    /// The Word file that somebody wrote, byte for byte.
    pub(crate) upload: Option<Vec<u8>>,
}

/// What a draft is made with, beside what is handed in.
struct Desk<'a> {
    bureau: &'a Bureau,
    office: &'a Json,
    today: NaiveDate,
}

impl Bureau {
    /// The template of this name as somebody may use it; the newest version, where none is named.
    ///
    /// # Errors
    /// [`Failure::Invalid`] where there is none.
    pub(crate) async fn template_of(
        &self,
        actor: &Actor,
        id: &str,
        version: Option<&str>,
    ) -> Result<Arc<Prepared>, Failure> {
        match self.template(actor, id, version).await {
            Ok(shelved) => Ok(shelved.prepared),
            Err(Failure::NotFound) => {
                Err(Failure::Invalid(vec![Blame::of("template-unknown", "/template", id)]))
            }
            Err(other) => Err(other),
        }
    }

    /// Makes a draft for an office, whose profile is lent to data that has none.
    pub(crate) async fn make(
        &self,
        actor: &Actor,
        office: &str,
        words: Words,
        now: DateTime<Utc>,
    ) -> Result<Made, Failure> {
        if let Words::Manuscript(Manuscript { standard: Some(key), .. }) = &words
            && self.press.standards().all(|known| known != key)
        {
            return Err(Failure::Invalid(vec![Blame::of("standard-unknown", "/standard", key)]));
        }
        let profile = self.store.read().await?.office(office).await?.profile;
        let prepared = match &words {
            Words::Form { template, .. } => Some(self.template_of(actor, template, None).await?),
            Words::Manuscript(_) => None,
        };
        let bureau = self.clone();
        let made = self.pool.run(move || {
            let desk = Desk { bureau: &bureau, office: &profile, today: viet::date::day_of(now) };
            match (words, prepared) {
                (Words::Form { data, .. }, Some(prepared)) => desk.fill(&prepared, data),
                (Words::Manuscript(manuscript), _) => desk.read(manuscript),
                (Words::Form { .. }, None) => Err(Error::NoDocument),
            }
        });
        let made = made.await??;
        storable(&made.draft)?;
        Ok(made)
    }

    /// What is to be said of a version that is kept, today.
    pub(crate) async fn told(
        &self,
        actor: &Actor,
        office: &str,
        version: &Found,
        now: DateTime<Utc>,
    ) -> Result<Told, Failure> {
        let mut reader = self.store.read().await?;
        let profile = reader.office(office).await?.profile;
        let upload = match &version.upload {
            Some(digest) => Some(reader.file(digest).await?.content),
            None => None,
        };
        drop(reader);
        let prepared = match (&version.template_id, &upload) {
            (Some(id), None) => self.template_of(actor, id, version.template_version.as_deref()).await.ok(),
            _ => None,
        };
        let (bureau, version) = (self.clone(), version.clone());
        let told = self.pool.run(move || {
            let desk = Desk { bureau: &bureau, office: &profile, today: viet::date::day_of(now) };
            desk.tell(&version, upload, prepared.as_deref())
        });
        Ok(told.await??)
    }
}

impl Desk<'_> {
    fn fill(&self, prepared: &Prepared, data: Json) -> Result<Made, Error> {
        let press = &self.bureau.press;
        let (document, problems) = self.merge(prepared, &data);
        let template = &prepared.template;
        let manuscript = finished(document, &template.standard);
        let inspection = self.inspect(&manuscript)?;
        let document = inspection.document.clone().ok_or(Error::NoDocument)?;
        let draft = Draft {
            template: Some((template.id.clone(), template.version.clone())),
            record: data,
            ..kept(press, &document, &template.standard)?
        };
        Ok(Made { draft, document, told: Told::of(inspection, problems), upload: None })
    }

    fn read(&self, manuscript: Manuscript) -> Result<Made, Error> {
        let press = &self.bureau.press;
        let inspection = self.inspect(&manuscript)?;
        let document = inspection.document.clone().ok_or(Error::NoDocument)?;
        let record = match &manuscript.source {
            Source::Text(text) => json!({ "text": text, "supplied": manuscript.supplied }),
            Source::Document(_) | Source::Word(_) => json!({}),
        };
        let draft = Draft { record, ..kept(press, &document, &inspection.standard)? };
        let told = Told::of(inspection, Vec::new());
        let upload = if let Source::Word(bytes) = manuscript.source { Some(bytes) } else { None };
        Ok(Made { draft, document, told, upload })
    }

    fn tell(
        &self,
        version: &Found,
        upload: Option<Vec<u8>>,
        prepared: Option<&Prepared>,
    ) -> Result<Told, Error> {
        let problems = prepared.map_or_else(Vec::new, |prepared| self.merge(prepared, &version.record).1);
        let text = version.record.get("text").and_then(Json::as_str);
        let supplied = version.record.get("supplied").cloned();
        let source = match (upload, text) {
            (Some(bytes), _) => Source::Word(bytes),
            (None, Some(text)) if version.template_id.is_none() => Source::Text(text.to_owned()),
            (None, _) => Source::Document(document(version)?),
        };
        let manuscript = Manuscript {
            source,
            standard: Some(version.standard.clone()),
            supplied: supplied.and_then(|said| serde_json::from_value(said).ok()).unwrap_or_default(),
        };
        Ok(Told::of(self.inspect(&manuscript)?, problems))
    }

    fn merge(&self, prepared: &Prepared, data: &Json) -> (Document, Vec<DataProblem>) {
        let library = &self.bureau.library;
        let mut data = data.clone();
        library.lend_office(prepared, &mut data, self.office);
        let merged = library.merge(prepared, &data, self.today);
        (merged.document, merged.problems)
    }

    fn inspect(&self, manuscript: &Manuscript) -> Result<Inspection, Error> {
        let mut inspection = self.bureau.inspector.inspect(&self.bureau.press, manuscript, self.today)?;
        inspection.without(self.office);
        Ok(inspection)
    }
}

/// A manuscript of a finished document.
fn finished(document: Document, standard: &str) -> Manuscript {
    Manuscript {
        source: Source::Document(document),
        standard: Some(standard.to_owned()),
        ..Manuscript::default()
    }
}

/// What is kept of a document, without where it came from.
pub(crate) fn kept(press: &Press, document: &Document, standard: &str) -> Result<Draft, Error> {
    let json = serde_json::to_value(document).map_err(|error| Error::Engine(error.to_string()))?;
    Ok(Draft {
        kind: document.kind.clone(),
        title: document.title.clone(),
        template: None,
        standard: standard.to_owned(),
        engine: Press::engine(),
        fonts: press.faces().to_owned(),
        record: json!({}),
        document: json,
        digest: render::digest(document),
        upload: None,
    })
}

/// The document of a version.
pub(crate) fn document(version: &Found) -> Result<Document, Error> {
    serde_json::from_value(version.document.clone()).map_err(|error| Error::Engine(error.to_string()))
}

/// Holds that every database can keep it: PostgreSQL keeps no NUL.
fn storable(draft: &Draft) -> Result<(), Failure> {
    let parts = [("/data", &draft.record), ("/document", &draft.document)];
    let blames: Vec<Blame> = parts
        .into_iter()
        .filter(|(_, part)| has_nul(part))
        .map(|(pointer, _)| Blame::of("text-control", pointer, ""))
        .collect();
    if blames.is_empty() { Ok(()) } else { Err(Failure::Invalid(blames)) }
}
