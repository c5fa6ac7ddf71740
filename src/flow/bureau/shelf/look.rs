//! Looking at templates: what there is, what was published, what changed between two versions.

use std::sync::Arc;

use super::design;
use super::draft::state;
use super::{is_offered, looker, maybe, shelves};
use crate::diff::{self, FieldChange};
use crate::flow::Summary;
use crate::flow::bureau::{Bureau, Failure};
use crate::model::Template;
use crate::model::actor::Actor;
use crate::model::certificate::{self, is_design};
use crate::model::template::{Origin, Semver, is_slug};
use crate::store::{Published, PublishedLine, TemplateRow};

/// A template in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// What a list says of every template; without a version where none is published.
    pub summary: Summary,
    /// Whose it is.
    pub origin: Origin,
    /// Where it is in its life: `draft`, `published`, `retired`.
    pub state: &'static str,
}

/// Versions of a template in a list.
#[derive(Clone, Debug)]
pub struct Lines {
    /// Whose it is.
    pub origin: Origin,
    /// The template.
    pub row: TemplateRow,
    /// The versions, the newest first.
    pub lines: Vec<PublishedLine>,
}

/// One version, whole.
#[derive(Clone, Debug)]
pub struct Looked {
    /// Whose it is.
    pub origin: Origin,
    /// The template.
    pub row: TemplateRow,
    /// What was published.
    pub published: Published,
    /// Name of whoever published it; nobody, where it came with the program.
    pub person: Option<String>,
    /// What it asks.
    pub asks: Template,
}

impl Bureau {
    /// The templates that somebody finds, by their keys: of each key the one that stands before
    /// the others. With `all` also what is not offered of the office's own: drafts that were never
    /// published, and retired ones, beside what stands in their place.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for somebody who may not see them.
    pub async fn templates(&self, actor: &Actor, all: bool) -> Result<Vec<Listed>, Failure> {
        self.on_shelves(actor, all, false).await
    }

    /// The designs of certificates that somebody finds, as [`Bureau::templates`] gives those of
    /// documents.
    ///
    /// # Errors
    /// As [`Bureau::templates`].
    pub async fn designs(&self, actor: &Actor, all: bool) -> Result<Vec<Listed>, Failure> {
        self.on_shelves(actor, all, true).await
    }

    async fn on_shelves(&self, actor: &Actor, all: bool, designs: bool) -> Result<Vec<Listed>, Failure> {
        let office = looker(actor)?;
        let mut found: Vec<Listed> = Vec::new();
        let mut reader = self.store.read().await?;
        for (origin, office) in shelves(&mut reader, office).await? {
            let mut rows = reader.templates(office.as_deref()).await?;
            rows.retain(|row| (row.kind == certificate::KIND) == designs);
            if office.is_none() && rows.is_empty() {
                found.extend(self.in_program(&found, designs).await?);
            }
            for row in rows {
                let offered = is_offered(&row);
                let hidden = found.iter().any(|one| one.summary.id == row.key && one.state == "published");
                if (offered && !hidden) || (!offered && all && origin == Origin::Own) {
                    found.push(listed(row, origin));
                }
            }
        }
        found.sort_by(|a, b| (&a.summary.id, a.origin).cmp(&(&b.summary.id, b.origin)));
        Ok(found)
    }

    /// The built-in templates of this program, on a shelf that was never stocked.
    async fn in_program(&self, found: &[Listed], designs: bool) -> Result<Vec<Listed>, Failure> {
        let library = Arc::clone(&self.library);
        let list = move || if designs { design::in_program() } else { library.list() };
        let built_in = self.pool.run(list).await?;
        let free = |summary: &Summary| found.iter().all(|one| one.summary.id != summary.id);
        let origin = Origin::BuiltIn;
        Ok(built_in
            .into_iter()
            .filter(free)
            .map(|summary| Listed { summary, origin, state: "published" })
            .collect())
    }

    /// The published versions of a template before an ordinal, the newest first. `origin` asks
    /// for that of just this shelf.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`].
    pub async fn template_versions(
        &self,
        actor: &Actor,
        id: &str,
        origin: Option<Origin>,
        before: Option<i64>,
        limit: i64,
    ) -> Result<Lines, Failure> {
        let (origin, row) = self.looked_for(actor, id, origin).await?;
        let mut reader = self.store.read().await?;
        let lines = reader.publications(&row.id, before.unwrap_or(i64::MAX), limit).await?;
        Ok(Lines { origin, row, lines })
    }

    /// One published version, whole.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`]; [`Failure::Conflict`] `template-unreadable`.
    pub async fn template_version(
        &self,
        actor: &Actor,
        id: &str,
        origin: Option<Origin>,
        version: &str,
    ) -> Result<Looked, Failure> {
        if Semver::read(version).is_none() {
            return Err(Failure::NotFound);
        }
        let (origin, row) = self.looked_for(actor, id, origin).await?;
        let (published, person) = {
            let mut reader = self.store.read().await?;
            let published = reader.published_as(&row.id, version).await?;
            let person = match &published.person_id {
                Some(person) => Some(reader.person(person).await?.name),
                None => None,
            };
            (published, person)
        };
        let asks = if is_design(&published.text) {
            self.drawn(&row.key, &published).await?.asks()
        } else {
            self.compiled(&row.key, &published).await?.template.clone()
        };
        Ok(Looked { origin, row, published, person, asks })
    }

    /// What one version of a template asks otherwise than another.
    ///
    /// # Errors
    /// As [`Bureau::template_version`].
    pub async fn compare_template(
        &self,
        actor: &Actor,
        id: &str,
        origin: Option<Origin>,
        from: &str,
        to: &str,
    ) -> Result<Vec<FieldChange>, Failure> {
        let from = self.template_version(actor, id, origin, from).await?;
        let to = self.template_version(actor, id, origin, to).await?;
        Ok(diff::fields(&from.asks, &to.asks))
    }

    /// The template of this key on the first shelf that has it, or on just this one. What an office
    /// works on or has retired is its own all the same; of others only what is published.
    async fn looked_for(
        &self,
        actor: &Actor,
        id: &str,
        wanted: Option<Origin>,
    ) -> Result<(Origin, TemplateRow), Failure> {
        let office = looker(actor)?;
        if !is_slug(id) {
            return Err(Failure::NotFound);
        }
        let mut reader = self.store.read().await?;
        for (origin, office) in shelves(&mut reader, office).await? {
            if wanted.is_some_and(|wanted| wanted != origin) {
                continue;
            }
            let row = maybe(reader.template(office.as_deref(), id).await)?;
            if let Some(row) = row.filter(|row| origin == Origin::Own || row.head > 0) {
                return Ok((origin, row));
            }
        }
        Err(Failure::NotFound)
    }
}

fn listed(row: TemplateRow, origin: Origin) -> Listed {
    let state = state(&row);
    let TemplateRow { key: id, kind, version, name, description, .. } = row;
    Listed { summary: Summary { id, kind, version, name, description }, origin, state }
}
