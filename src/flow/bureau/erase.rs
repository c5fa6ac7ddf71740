//! A person's data in documents: found wherever it stands, and taken out of what was never issued.
//! What was issued stays as it is: the law asks for it whole (Luật Lưu trữ).

use chrono::{DateTime, Utc};
use serde_json::{Value as Json, json};

use super::documents::{Sheet, state};
use super::{Blame, Bureau, Failure, office_as};
use crate::flow::numbered::replace;
use crate::flow::render;
use crate::model::actor::{Actor, Scope};
use crate::model::workflow::{Role, State};
use crate::model::{Document, Inline};
use crate::store::{Redacted, Said};
use crate::viet::numbered::Put;
use crate::viet::struck::{self, MARK};

/// Fewest characters of a name: one letter names nobody.
const LEAST: usize = 2;

/// How many versions are looked through at a time.
const PAGE: i64 = 100;

/// How many certificates are looked through at a time.
const PAPERS: i64 = 1000;

/// A document that names somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// Its id.
    pub document: String,
    /// Key of its state.
    pub state: String,
    /// The versions that name them.
    pub versions: Vec<i64>,
}

impl Bureau {
    /// Every document and version of the office that names somebody, in capitals or not.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for who is no administrator, [`Failure::Invalid`].
    pub async fn naming(&self, actor: &Actor, name: &str) -> Result<Vec<Naming>, Failure> {
        let office = office_as(actor, Scope::Admin, &[Role::Administrator])?;
        long_enough(name, "/q")?;
        let mut found: Vec<Naming> = Vec::new();
        let mut after = (String::new(), 0);
        loop {
            let page = self.store.read().await?.said(office, (&after.0, after.1), PAGE).await?;
            let Some(last) = page.last() else { break };
            after = (last.document_id.clone(), last.ordinal);
            let name = name.to_owned();
            let naming = self
                .pool
                .run(move || page.into_iter().filter(|said| names(said, &name)).collect::<Vec<Said>>());
            for said in naming.await? {
                match found.last_mut().filter(|known| known.document == said.document_id) {
                    Some(known) => known.versions.push(said.ordinal),
                    None => found.push(Naming {
                        document: said.document_id,
                        state: said.state,
                        versions: vec![said.ordinal],
                    }),
                }
            }
        }
        Ok(found)
    }

    /// Every certificate of the office whose paper names somebody: id and state. What is printed
    /// stays as it is; what was given up names nobody any more.
    ///
    /// # Errors
    /// As [`Bureau::naming`].
    pub async fn naming_certificates(
        &self,
        actor: &Actor,
        name: &str,
    ) -> Result<Vec<(String, String)>, Failure> {
        let office = office_as(actor, Scope::Admin, &[Role::Administrator])?;
        long_enough(name, "/q")?;
        let (mut found, mut after) = (Vec::new(), String::new());
        loop {
            let page = self.store.read().await?.papers(office, &after, PAPERS).await?;
            let Some((last, ..)) = page.last() else { break };
            after.clone_from(last);
            let name = name.to_owned();
            let naming = self.pool.run(move || {
                let named = page.into_iter().filter(|(_, _, paper)| in_json(paper, &name));
                named.map(|(id, state, _)| (id, state)).collect::<Vec<_>>()
            });
            found.extend(naming.await?);
        }
        Ok(found)
    }

    /// Takes a name or another value out of every version of a draft: out of its data, its words,
    /// its notes and its search. Word files that hold it are let go.
    ///
    /// # Errors
    /// [`Failure::Conflict`] `wrong-state` for what is no draft, [`Failure::Stale`],
    /// [`Failure::Forbidden`], [`Failure::Invalid`].
    pub async fn redact(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        (id, seen): (&str, i64),
        value: &str,
    ) -> Result<Sheet, Failure> {
        let office = office_as(actor, Scope::Admin, &[Role::Administrator])?;
        let mut reader = self.store.read().await?;
        let row = reader.document(office, id).await?;
        if state(&row) != Some(State::Draft) {
            let name = crate::viet::words::documents::state(&row.state);
            return Err(Failure::Conflict("wrong-state", name));
        }
        if row.head != seen {
            return Err(Failure::Stale(self.sheet(&mut reader, actor, office, id).await?.json()));
        }
        drop(reader);
        long_enough(value, "/value")?;
        let mut tx = self.store.begin().await?;
        // Nobody else takes a step on it until this is done.
        let held = tx.hold_draft(office, id, seen).await;
        self.fresh(held, actor, office, id).await?;
        let said = tx.said_of(office, id).await?;
        let mut changed = Vec::new();
        for one in said.iter().filter(|one| names(one, value) || one.upload.is_some()) {
            let redacted = redacted(one, value)?;
            tx.redact(id, &redacted).await?;
            changed.push(one.ordinal);
            if one.ordinal == row.head {
                let title = redacted.document.get("title").and_then(Json::as_str).unwrap_or_default();
                tx.retitle(id, title, &redacted.document).await?;
            }
        }
        for upload in said.iter().filter_map(|one| one.upload.as_deref()) {
            tx.let_go(upload).await?;
        }
        // Answers that are kept for whoever asks again say it too.
        tx.silence(office).await?;
        self.seal(tx, actor, now, "document-redact", id, json!({ "versions": changed })).await?;
        self.shown(actor, office, id, now).await
    }
}

pub(super) fn long_enough(name: &str, pointer: &str) -> Result<(), Failure> {
    if name.trim().chars().count() >= LEAST {
        return Ok(());
    }
    Err(Failure::Invalid(vec![Blame::of("name-short", pointer, LEAST.to_string())]))
}

/// True where a version names somebody.
fn names(said: &Said, name: &str) -> bool {
    let has = |words: &str| !struck::places(words, name).is_empty();
    let in_document = || match serde_json::from_value::<Document>(said.document.clone()) {
        Ok(document) => {
            document.texts().any(|(_, _, inlines)| in_inlines(inlines, name)) || has(&document.title)
        }
        Err(_) => in_json(&said.document, name),
    };
    has(&said.title)
        || has(&said.note)
        || in_json(&said.detail, name)
        || in_json(&said.record, name)
        || in_document()
}

fn in_inlines(inlines: &[Inline], name: &str) -> bool {
    let notes = crate::model::document::notes(inlines);
    !struck::places(&crate::model::document::words(inlines), name).is_empty()
        || notes.into_iter().any(|note| in_inlines(note, name))
}

pub(super) fn in_json(value: &Json, name: &str) -> bool {
    match value {
        Json::String(text) => !struck::places(text, name).is_empty(),
        Json::Array(items) => items.iter().any(|item| in_json(item, name)),
        Json::Object(fields) => fields.values().any(|field| in_json(field, name)),
        _ => false,
    }
}

/// A version without a value.
fn redacted(said: &Said, value: &str) -> Result<Redacted, Failure> {
    let unread = |error: serde_json::Error| crate::flow::Error::Engine(error.to_string());
    let mut document: Document = serde_json::from_value(said.document.clone()).map_err(unread)?;
    let places: Vec<_> = document.texts().map(|(at, ..)| at).collect();
    for at in places {
        if let Some(text) = document.text_mut(at) {
            strike(text, value);
        }
    }
    document.title = struck::without(&document.title, value).unwrap_or(document.title);
    Ok(Redacted {
        ordinal: said.ordinal,
        note: struck::without(&said.note, value).unwrap_or_else(|| said.note.clone()),
        detail: out_of(&said.detail, value),
        record: out_of(&said.record, value),
        digest: render::digest(&document),
        document: serde_json::to_value(&document).map_err(unread)?,
    })
}

/// Strikes a value out of inlines, across faces, and out of their footnotes.
fn strike(text: &mut [Inline], value: &str) {
    let places = struck::places(&crate::model::document::words(text), value);
    for range in places.into_iter().rev() {
        replace(text, &Put { range, words: MARK.to_owned() });
    }
    for inline in text {
        if let Inline::Footnote { text } = inline {
            strike(text, value);
        }
    }
}

pub(super) fn out_of(json: &Json, value: &str) -> Json {
    match json {
        Json::String(text) => struck::without(text, value).map_or_else(|| json.clone(), Json::String),
        Json::Array(items) => items.iter().map(|item| out_of(item, value)).collect(),
        Json::Object(fields) => {
            Json::Object(fields.iter().map(|(key, field)| (key.clone(), out_of(field, value))).collect())
        }
        other => other.clone(),
    }
}
