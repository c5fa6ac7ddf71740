//! What a version looks like as a file, and what changed from one to another.

use std::sync::Arc;

use chrono::{FixedOffset, TimeDelta};
use serde_json::Value as Json;

use super::making::document;
use crate::diff::{self, data::DataChange};
use crate::flow::bureau::{Bureau, Failure, office_of};
use crate::flow::{Author, Form, Shown};
use crate::model::actor::{Actor, Scope};
use crate::model::workflow::State;
use crate::model::{Changes, Reading, SCHEMA};
use crate::store::Found;

/// Where the bytes of a version come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// Our press; what was issued is never printed again.
    Press,
    /// The Word file that somebody edited by hand.
    Upload,
}

/// A version as a file.
#[derive(Clone, Debug)]
pub struct Content {
    /// The version.
    pub version: Found,
    /// Its title.
    pub title: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// What changed from one version to another.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The older version.
    pub from: Found,
    /// The newer.
    pub to: Found,
    /// What changed.
    pub changes: Changes,
    /// What changed in the data, where both are of one template.
    pub data: Option<Vec<DataChange>>,
}

impl Bureau {
    /// A version as a file: what was issued, as it was issued; the rest printed now.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Press`]; [`Failure::Conflict`] `no-upload`.
    pub async fn content(
        &self,
        actor: &Actor,
        (id, ordinal): (&str, i64),
        form: Form,
        from: From,
    ) -> Result<Content, Failure> {
        let office = office_of(actor, Scope::Read)?;
        let mut reader = self.store.read().await?;
        let version = reader.version(office, id, ordinal).await?;
        let title = version.document.get("title").and_then(Json::as_str).unwrap_or_default().to_owned();
        let done =
            matches!(State::from_key(&version.state), Some(State::Issued | State::Revoked | State::Replaced));
        let kept = match (from, form) {
            (From::Upload, _) => {
                let upload = version.upload.clone();
                Some(upload.ok_or_else(|| Failure::Conflict("no-upload", String::new()))?)
            }
            (From::Press, Form::Pdf) if done => Some(reader.issued(id).await?.pdf),
            (From::Press, Form::Docx) if done => Some(reader.issued(id).await?.docx),
            (From::Press, _) => None,
        };
        if let Some(digest) = kept {
            let bytes = reader.file(&digest).await?.content;
            return Ok(Content { version, title, bytes });
        }
        drop(reader);
        let (press, standard) = (Arc::clone(&self.press), version.standard.clone());
        let reading = Reading {
            schema: SCHEMA,
            document: Some(document(&version)?),
            problems: Vec::new(),
            leftovers: Vec::new(),
        };
        let bytes = self.pool.run(move || press.write(&reading, form, Some(&standard))).await??;
        Ok(Content { version, title, bytes })
    }

    /// What changed from one version to another.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn difference(
        &self,
        actor: &Actor,
        id: &str,
        (from, to): (i64, i64),
    ) -> Result<Difference, Failure> {
        let office = office_of(actor, Scope::Read)?;
        let mut reader = self.store.read().await?;
        let from = reader.version(office, id, from).await?;
        let to = reader.version(office, id, to).await?;
        drop(reader);
        let prepared = match (&from.template_id, &to.template_id) {
            (Some(old), Some(new)) if old == new => {
                self.template_of(actor, new, to.template_version.as_deref()).await.ok()
            }
            _ => None,
        };
        let (old, new) = (document(&from)?, document(&to)?);
        let records = (from.record.clone(), to.record.clone());
        let compared = self.pool.run(move || {
            let fields = prepared.as_ref().map(|prepared| prepared.template.fields.as_slice());
            let data = fields.map(|fields| diff::data(&records.0, &records.1, fields));
            (crate::flow::compare(&old, &new), data)
        });
        let (changes, data) = compared.await?;
        Ok(Difference { from, to, changes, data })
    }

    /// Changes as a page or as tracked changes, by who made the newer version.
    ///
    /// # Errors
    /// [`Failure::Press`].
    pub async fn show_difference(&self, difference: Difference, form: Shown) -> Result<Vec<u8>, Failure> {
        let press = Arc::clone(&self.press);
        let shown = self.pool.run(move || {
            let Difference { changes, to, .. } = difference;
            let zone = FixedOffset::east_opt(HERE).unwrap_or_else(|| chrono::Offset::fix(&chrono::Utc));
            let author = Author { name: to.person, at: to.at.with_timezone(&zone) };
            press.show(&changes, form, &author, Some(&to.standard))
        });
        Ok(shown.await??)
    }
}

/// Seconds that Việt Nam is ahead of UTC.
const HERE: i32 = TimeDelta::hours(7).num_seconds() as i32;
