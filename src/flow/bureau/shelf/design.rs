//! Designs of certificates (mẫu giấy khen, bằng khen) on the shelf: built-in ones, the parent
//! office's, the office's own, kept and published as any other template.

use std::sync::Arc;

use super::{is_slug_of, office, seek};
use crate::flow::Summary;
use crate::flow::bureau::{Bureau, Failure};
use crate::model::actor::Actor;
use crate::model::certificate::{self, Fault, Sheet, is_design};
use crate::model::template::{Origin, Source};
use crate::model::{Code, Problem};
use crate::store::Published;
use crate::viet::words;

/// A design taken off the shelf.
#[derive(Clone, Debug)]
pub struct ShelvedDesign {
    /// Its name among templates.
    pub id: String,
    /// Version of its text.
    pub version: String,
    /// Digest of its text and its parent's.
    pub digest: String,
    /// Whose it is.
    pub origin: Origin,
    /// The text of its file.
    pub text: String,
    /// The design.
    pub sheet: Arc<Sheet>,
}

impl Bureau {
    /// A design of certificates for somebody: the version named, or the newest published one, of
    /// the office's own, its parent's or the built-in ones, in this order.
    ///
    /// # Errors
    /// [`Failure::NotFound`]; [`Failure::Conflict`] `template-unreadable` for a version that
    /// this program cannot read; those of the pool and the store.
    pub async fn design(
        &self,
        actor: &Actor,
        id: &str,
        version: Option<&str>,
    ) -> Result<Arc<Sheet>, Failure> {
        Ok(self.shelved_design(actor, id, version).await?.sheet)
    }

    /// As [`Bureau::design`], with whose it is and what it was read from.
    ///
    /// # Errors
    /// As [`Bureau::design`].
    pub async fn shelved_design(
        &self,
        actor: &Actor,
        id: &str,
        version: Option<&str>,
    ) -> Result<ShelvedDesign, Failure> {
        self.design_for(office(actor), id, version).await
    }

    /// As [`Bureau::shelved_design`], for an office, or for nobody's.
    ///
    /// # Errors
    /// As [`Bureau::design`].
    pub async fn design_for(
        &self,
        office: Option<&str>,
        id: &str,
        version: Option<&str>,
    ) -> Result<ShelvedDesign, Failure> {
        if !is_slug_of(id, version) {
            return Err(Failure::NotFound);
        }
        let found = {
            let mut reader = self.store.read().await?;
            seek(&mut reader, office, id, version).await?
        };
        let Some((origin, published)) = found else { return self.undrawn(id, version).await };
        if !is_design(&published.text) {
            return Err(Failure::NotFound);
        }
        let sheet = Arc::new(self.drawn(id, &published).await?);
        let Published { version, digest, text, .. } = published;
        Ok(ShelvedDesign { id: id.to_owned(), version, digest, origin, text, sheet })
    }

    /// A built-in design of this program that is not on the shelf.
    async fn undrawn(&self, id: &str, version: Option<&str>) -> Result<ShelvedDesign, Failure> {
        let text = certificate::built_in(id).ok_or(Failure::NotFound)?;
        let source = certificate::source_of(text);
        let digest = source.digest();
        let read = self.pool.run(move || read(&source)).await?;
        let sheet = Arc::new(read.map_err(|faults| unreadable(id, &faults))?);
        if version.is_some_and(|version| version != sheet.version) {
            return Err(Failure::NotFound);
        }
        let (origin, text, version) = (Origin::BuiltIn, text.to_owned(), sheet.version.clone());
        Ok(ShelvedDesign { id: id.to_owned(), version, digest, origin, text, sheet })
    }

    /// A published version of a design, read.
    pub(super) async fn drawn(&self, id: &str, published: &Published) -> Result<Sheet, Failure> {
        let source = published.source();
        let read = self.pool.run(move || read(&source)).await?;
        read.map_err(|faults| unreadable(&format!("{id}@{}", published.version), &faults))
    }
}

fn unreadable(name: &str, faults: &[Fault]) -> Failure {
    tracing::error!(design = name, ?faults, "a published design cannot be read");
    Failure::Conflict("template-unreadable", name.to_owned())
}

/// Reads a design with the parent that was kept with it.
pub(super) fn read(source: &Source) -> Result<Sheet, Vec<Fault>> {
    Sheet::load_with(&source.text, &|id| source.parts.get(id).cloned())
}

/// Everything that is wrong with a design's text; what is published says its version.
pub(super) fn check(text: &str) -> (Option<Sheet>, Vec<Problem>) {
    let problem = |fault: &Fault| Problem {
        code: fault.code,
        line: fault.line,
        column: usize::from(fault.line > 0),
        message: words::problem(fault.code.key(), &fault.about),
    };
    match Sheet::load(text) {
        Ok(sheet) if says_version(text) => (Some(sheet), Vec::new()),
        Ok(sheet) => {
            let missing = Fault { line: 1, code: Code::DesignKeyMissing, about: "version".to_owned() };
            (Some(sheet), vec![problem(&missing)])
        }
        Err(faults) => (None, faults.iter().map(problem).collect()),
    }
}

fn says_version(text: &str) -> bool {
    crate::readers::template::heading(text).version.is_some()
}

/// The built-in designs of this program.
pub(super) fn in_program() -> Vec<Summary> {
    let sheets = certificate::BUILT_IN.iter().filter_map(|(_, text)| Sheet::load(text).ok());
    sheets
        .map(|sheet| Summary {
            id: sheet.id,
            kind: certificate::KIND.to_owned(),
            version: sheet.version,
            name: sheet.name,
            description: sheet.description,
        })
        .collect()
}
