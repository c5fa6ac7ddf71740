//! The shelf of templates (kho mẫu văn bản): built-in ones, the parent office's where that was
//! granted, the office's own.
//!
//! A template is looked for in the office's own, then in the parent's, then in the built-in
//! ones; the first that has it stands before the others. Without a version the newest published
//! one is meant, and a retired template is passed over; a version that is named is found in a
//! retired template too, for documents that were made of it.

mod design;
mod draft;
mod judge;
mod look;
mod publish;
mod stock;

use std::sync::Arc;

pub use design::ShelvedDesign;
pub use draft::{NewTemplate, Working};
pub use look::{Lines, Listed, Looked};
pub use publish::{Announced, Publishing};
pub use stock::Stocked;

use super::{Bureau, Failure};
use crate::merge::Prepared;
use crate::model::actor::{Actor, Scope};
use crate::model::certificate::is_design;
use crate::model::template::{Origin, Semver, is_slug};
use crate::store::{self, Published, Reader, TemplateRow};

/// What a key needs one of to look at published templates.
pub const LOOK: &[Scope] = &[Scope::Read, Scope::Templates, Scope::Render, Scope::Draft];

/// A template taken off the shelf, ready for data.
#[derive(Clone, Debug)]
pub struct Shelved {
    /// Its name among templates.
    pub id: String,
    /// Version of its text.
    pub version: String,
    /// Digest of its source: two templates of the same id and version are the same where their
    /// digests are.
    pub digest: String,
    /// Whose it is.
    pub origin: Origin,
    /// The text of its file.
    pub text: String,
    /// What data is merged into.
    pub prepared: Arc<Prepared>,
}

impl Bureau {
    /// A template for somebody: the version named, or the newest published one. Whether they may
    /// draft or print with it is for whoever asks to hold.
    ///
    /// A design of certificates is none: [`Bureau::design`].
    ///
    /// # Errors
    /// [`Failure::NotFound`]; [`Failure::Conflict`] `template-unreadable` for a version that
    /// this program cannot read; those of the pool and the store.
    pub async fn template(&self, actor: &Actor, id: &str, version: Option<&str>) -> Result<Shelved, Failure> {
        self.template_for(office(actor), id, version).await
    }

    /// A template for an office, or for nobody's: [`Bureau::template`].
    ///
    /// # Errors
    /// As [`Bureau::template`].
    pub async fn template_for(
        &self,
        office: Option<&str>,
        id: &str,
        version: Option<&str>,
    ) -> Result<Shelved, Failure> {
        if !is_slug_of(id, version) {
            return Err(Failure::NotFound);
        }
        let found = {
            let mut reader = self.store.read().await?;
            seek(&mut reader, office, id, version).await?
        };
        let Some((origin, published)) = found else { return self.unstocked(id, version).await };
        if is_design(&published.text) {
            return Err(Failure::NotFound);
        }
        let prepared = self.compiled(id, &published).await?;
        let Published { version, digest, text, .. } = published;
        Ok(Shelved { id: id.to_owned(), version, digest, origin, text, prepared })
    }

    /// A built-in template of this program that is not on the shelf: no server has started on
    /// this store yet.
    async fn unstocked(&self, id: &str, version: Option<&str>) -> Result<Shelved, Failure> {
        let text = self.library.source(id).ok_or(Failure::NotFound)?;
        let (library, key) = (Arc::clone(&self.library), id.to_owned());
        let prepared = self.pool.run(move || library.get(&key)).await?.ok_or(Failure::NotFound)?;
        let own = prepared.template.version.clone();
        if version.is_some_and(|version| version != own) {
            return Err(Failure::NotFound);
        }
        let digest = self.library.source_of(text).digest();
        let (origin, text) = (Origin::BuiltIn, text.to_owned());
        Ok(Shelved { id: id.to_owned(), version: own, digest, origin, text, prepared })
    }

    /// A published version, compiled.
    async fn compiled(&self, id: &str, published: &Published) -> Result<Arc<Prepared>, Failure> {
        if let Some(prepared) = self.library.at_hand(&published.digest) {
            return Ok(prepared);
        }
        let (library, digest, source) =
            (Arc::clone(&self.library), published.digest.clone(), published.source());
        let compiled = self.pool.run(move || library.stored(&digest, &source)).await?;
        compiled.map_err(|problems| {
            let name = format!("{id}@{}", published.version);
            tracing::error!(template = name, ?problems, "a published template cannot be read");
            Failure::Conflict("template-unreadable", name)
        })
    }
}

/// True for what may name a template, and a version of one.
fn is_slug_of(id: &str, version: Option<&str>) -> bool {
    is_slug(id) && version.is_none_or(|version| Semver::read(version).is_some())
}

/// The office that somebody belongs to.
fn office(actor: &Actor) -> Option<&str> {
    actor.office.as_deref().filter(|_| !actor.roles.is_empty())
}

/// Where an office's templates are looked for, in this order.
async fn shelves(
    reader: &mut Reader,
    office: Option<&str>,
) -> Result<Vec<(Origin, Option<String>)>, Failure> {
    let mut shelves = Vec::with_capacity(3);
    if let Some(office) = office {
        shelves.push((Origin::Own, Some(office.to_owned())));
        let office = reader.office(office).await?;
        if let Some(parent) = office.parent_id.filter(|_| office.reads_parent_templates) {
            shelves.push((Origin::Parent, Some(parent)));
        }
    }
    shelves.push((Origin::BuiltIn, None));
    Ok(shelves)
}

/// The first published version on the way.
async fn seek(
    reader: &mut Reader,
    office: Option<&str>,
    id: &str,
    version: Option<&str>,
) -> Result<Option<(Origin, Published)>, Failure> {
    for (origin, office) in shelves(reader, office).await? {
        let Some(row) = maybe(reader.template(office.as_deref(), id).await)? else { continue };
        let published = match version {
            Some(version) => maybe(reader.published_as(&row.id, version).await)?,
            None if is_offered(&row) => maybe(reader.published_at(&row.id, row.head).await)?,
            None => None,
        };
        if let Some(published) = published {
            return Ok(Some((origin, published)));
        }
    }
    Ok(None)
}

/// True for a template that is published and not retired.
fn is_offered(row: &TemplateRow) -> bool {
    row.head > 0 && row.retired_at.is_none()
}

/// What is there, or nothing.
fn maybe<T>(found: Result<T, store::Error>) -> Result<Option<T>, Failure> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(store::Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The office of somebody who may look at what is published; nobody's for who belongs to none.
fn looker(actor: &Actor) -> Result<Option<&str>, Failure> {
    if LOOK.iter().any(|scope| actor.has(*scope)) { Ok(office(actor)) } else { Err(Failure::Forbidden) }
}

/// The office of somebody who may look at what is worked on.
fn reader(actor: &Actor) -> Result<&str, Failure> {
    super::office_of(actor, Scope::Read).or_else(|_| super::office_of(actor, Scope::Templates))
}
