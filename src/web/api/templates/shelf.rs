//! Taking a template off the shelf: of whoever is signed in the office's own first, of everybody
//! else the built-in ones of this program.

use std::sync::Arc;

use actix_web::web::Data;
use serde_json::Value as Json;

pub use crate::flow::bureau::shelf::LOOK;
use crate::{
    flow::{
        Prepared,
        bureau::{Failure, shelf::Shelved},
    },
    model::actor::Scope,
    web::{Door, Equipment, Error, auth::MaybeSigned, error::Code, work},
};

/// What a key needs to print with one.
pub const PRINT: &[Scope] = &[Scope::Render];

/// A template as somebody finds it.
pub enum Taken {
    /// One of this program's.
    BuiltIn(String),
    /// One of the shelf, with the office's profile where it has one.
    Shelved(Box<Shelved>, Option<Arc<Json>>),
}

/// Finds a template for whoever asks; `scopes` are those of which a key needs one.
///
/// # Errors
/// 404 where there is none, 403 for a key without the scope, those of the pool and the store.
pub async fn take(door: &Door, who: &MaybeSigned, id: &str, scopes: &[Scope]) -> Result<Taken, Error> {
    let Some(actor) = &who.0 else {
        let known = door.equipment.library.has(id);
        return known
            .then(|| Taken::BuiltIn(id.to_owned()))
            .ok_or_else(|| Error::about(Code::TemplateNotFound, id));
    };
    if !scopes.iter().any(|scope| actor.has(*scope)) {
        return Err(Error::new(Code::Forbidden));
    }
    let shelved = door.bureau.template(actor, id, None).await.map_err(|failure| match failure {
        Failure::NotFound => Error::about(Code::TemplateNotFound, id),
        other => other.into(),
    })?;
    let mut profile = None;
    if let Some(office) = actor.office.as_ref().filter(|_| !actor.roles.is_empty()) {
        let mut reader = door.equipment.store.read().await.map_err(Failure::from)?;
        let kept = reader.office(office).await.map_err(Failure::from)?.profile;
        profile = Some(kept).filter(|kept| kept.as_object().is_some_and(|kept| !kept.is_empty()));
    }
    Ok(Taken::Shelved(Box::new(shelved), profile.map(Arc::new)))
}

/// Does something with a template: what it merges into, and the text of its file. Even looking
/// at one goes through the pool: a built-in template is read and compiled when it is first
/// asked for.
///
/// # Errors
/// Those of the pool, and the work's own.
pub async fn with<T: Send + 'static>(
    door: &Data<Door>,
    taken: Taken,
    work: impl FnOnce(&Equipment, &Prepared, &str) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    work::in_pool(door, move |equipment| match taken {
        Taken::BuiltIn(id) => {
            let library = &equipment.library;
            let found = library.get(&id).zip(library.source(&id));
            let (prepared, text) = found.ok_or_else(|| Error::about(Code::TemplateNotFound, &id))?;
            work(equipment, &prepared, text)
        }
        Taken::Shelved(shelved, profile) => {
            let mut equipment = equipment.clone();
            equipment.office = profile.or(equipment.office);
            work(&equipment, &shelved.prepared, &shelved.text)
        }
    })
    .await
}
