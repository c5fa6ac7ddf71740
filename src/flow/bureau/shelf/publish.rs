//! Publishing, retiring, restoring: what an administrator does with the office's own templates.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::draft::stale;
use super::judge::{not_major, publication};
use crate::diff::FieldChange;
use crate::flow::bureau::{Bureau, Failure, office_as};
use crate::model::actor::{Actor, Scope};
use crate::model::template::is_slug;
use crate::model::workflow::Role;
use crate::store::{Publication, TemplateRow};

/// Who publishes templates.
const PUBLISHERS: &[Role] = &[Role::Administrator];

/// What is to be published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Publishing {
    /// The edition of the draft that was seen.
    pub seen: i64,
    /// Data that was right before may be refused.
    pub accept_breaking: bool,
    /// What is said of it; may be empty.
    pub note: String,
}

/// What was published.
#[derive(Clone, Debug)]
pub struct Announced {
    /// Its name among templates.
    pub id: String,
    /// From 1.
    pub ordinal: i64,
    /// Version of its text.
    pub version: String,
    /// Digest of its source.
    pub digest: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What it asks otherwise than the version before.
    pub changes: Vec<FieldChange>,
}

impl Bureau {
    /// Publishes the draft as a new version, which never changes again.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`]; [`Failure::Stale`] when the draft is no
    /// longer the one seen; [`Failure::Template`] with every fault of its text;
    /// [`Failure::Breaking`] with every change that refuses data in use, unless that is accepted;
    /// [`Failure::Conflict`] `template-retired`, and `version-stale` when somebody published at the
    /// same time.
    pub async fn publish_template(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        id: &str,
        asked: Publishing,
    ) -> Result<Announced, Failure> {
        let office = office_as(actor, Scope::Templates, PUBLISHERS)?;
        let (row, draft, last) = self.own_template(office, id).await?;
        if draft.edition != asked.seen {
            return Err(stale(&draft));
        }
        if row.retired_at.is_some() {
            return Err(Failure::Conflict("template-retired", String::new()));
        }
        let mut judged = self.judged(&row, last.clone(), &draft.text, now).await?;
        if judged.breaks() {
            judged.problems.extend(last.as_ref().and_then(|last| not_major(&draft.text, last)));
            if !asked.accept_breaking {
                judged.changes.retain(|change| change.breaking);
                return Err(Failure::Breaking(judged.changes, judged.problems));
            }
        }
        if !judged.problems.is_empty() {
            return Err(Failure::Template(judged.problems));
        }
        let said = publication(&self.library, &draft.text);
        let new = Publication { person: Some(actor.person.clone()), at: now, note: asked.note, ..said };
        let digest = new.source.digest();
        let mut tx = self.store.begin().await?;
        let ordinal = tx.publish_template(&row.id, row.head, &new).await?;
        let breaking = judged.breaks();
        let detail =
            json!({ "key": row.key, "version": new.version, "digest": digest, "breaking": breaking });
        self.seal(tx, actor, now, "template-publish", &row.id, detail).await?;
        let Publication { version, at, .. } = new;
        Ok(Announced { id: row.key, ordinal, version, digest, at, changes: judged.changes })
    }

    /// Takes a template out of what is offered. Its versions stay, for what was made of them.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`]; [`Failure::Conflict`] `template-retired`
    /// where it is so already.
    pub async fn retire_template(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        id: &str,
        reason: &str,
    ) -> Result<TemplateRow, Failure> {
        self.offer(actor, now, id, Some((now, reason))).await
    }

    /// Offers a retired template again.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`]; [`Failure::Conflict`] `template-in-use`
    /// where it is offered.
    pub async fn restore_template(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        id: &str,
    ) -> Result<TemplateRow, Failure> {
        self.offer(actor, now, id, None).await
    }

    async fn offer(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        id: &str,
        retired: Option<(DateTime<Utc>, &str)>,
    ) -> Result<TemplateRow, Failure> {
        let office = office_as(actor, Scope::Templates, PUBLISHERS)?;
        if !is_slug(id) {
            return Err(Failure::NotFound);
        }
        let mut row = self.store.read().await?.template(Some(office), id).await?;
        row.retired_at = retired.map(|(at, _)| at);
        let mut tx = self.store.begin().await?;
        if !tx.retire_template(&row.id, row.retired_at).await? {
            let code = if retired.is_some() { "template-retired" } else { "template-in-use" };
            return Err(Failure::Conflict(code, String::new()));
        }
        let (act, reason) = match retired {
            Some((_, reason)) => ("template-retire", reason),
            None => ("template-restore", ""),
        };
        self.seal(tx, actor, now, act, &row.id, json!({ "key": row.key, "reason": reason })).await?;
        Ok(row)
    }
}
