//! An office's own templates as they are worked on. Clerks and administrators write, only
//! administrators publish.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::json;
use unicode_normalization::UnicodeNormalization;

use super::judge::{Judged, judge, publication};
use super::{is_offered, maybe};
use crate::diff::FieldChange;
use crate::flow::bureau::{Blame, Bureau, Failure, new_id, office_as};
use crate::model::Problem;
use crate::model::actor::{Actor, Scope};
use crate::model::template::is_slug;
use crate::model::workflow::Role;
use crate::readers::template::{heading, reworded};
use crate::store::{self, Published, TemplateDraft, TemplateRow};
use crate::viet::date::day_of;

/// Most templates of an office.
const MOST: i64 = 1_000;

/// Who writes templates.
const WRITERS: &[Role] = &[Role::Clerk, Role::Administrator];

/// A template to begin: from a text, or as a copy of one that the office may read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewTemplate {
    /// Its name among the office's own. It may be that of a template of others, which it then
    /// stands before.
    pub id: String,
    /// Its text.
    pub text: Option<String>,
    /// The name of the template to copy.
    pub copy_of: Option<String>,
    /// The version to copy; without one the newest.
    pub version: Option<String>,
}

/// A template as it is worked on.
#[derive(Clone, Debug)]
pub struct Working {
    /// The template.
    pub row: TemplateRow,
    /// What somebody works on.
    pub draft: TemplateDraft,
    /// Everything that is wrong with its text: with any of it it cannot be published.
    pub problems: Vec<Problem>,
    /// What it asks otherwise than the version published last.
    pub changes: Vec<FieldChange>,
}

impl Working {
    /// Where the template is in its life: `draft`, `published`, `retired`.
    pub fn state(&self) -> &'static str {
        state(&self.row)
    }
}

impl Bureau {
    /// Begins a template of an office's own.
    ///
    /// # Errors
    /// [`Failure::Forbidden`]; [`Failure::Invalid`] for a wrong name, without a source, with two,
    /// or with one that is not there; [`Failure::Conflict`] `exists`, `templates-full`.
    pub async fn begin_template(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        new: NewTemplate,
    ) -> Result<Working, Failure> {
        let office = office_as(actor, Scope::Templates, WRITERS)?;
        let mut blames = Vec::new();
        if !is_slug(&new.id) {
            blames.push(Blame::of("template-id", "/id", ""));
        }
        let (mut text, mut based_on) = (String::new(), None);
        match (&new.text, &new.copy_of) {
            (Some(given), None) => text = composed(given, &mut blames),
            (None, Some(copied)) => match self.copied(actor, copied, new.version.as_deref()).await {
                Ok((version, found)) => {
                    based_on = Some(format!("{copied}@{version}"));
                    text = renamed(found, &new.id);
                }
                Err(Failure::NotFound) => blames.push(Blame::of("template-unknown", "/copy_of", copied)),
                Err(other) => return Err(other),
            },
            (Some(_), Some(_)) => blames.push(Blame::of("template-two-sources", "/copy_of", "")),
            (None, None) => blames.push(Blame::of("template-no-source", "", "")),
        }
        if !blames.is_empty() {
            return Err(Failure::Invalid(blames));
        }
        let said = publication(&self.library, &text);
        let row = TemplateRow {
            id: new_id(now),
            office_id: Some(office.to_owned()),
            key: new.id,
            version: String::new(),
            name: said.name,
            kind: said.kind,
            description: said.description,
            head: 0,
            based_on,
            created_by: Some(actor.person.clone()),
            created_at: now,
            retired_at: None,
        };
        let (template_id, person_id) = (row.id.clone(), actor.person.clone());
        let draft = TemplateDraft { template_id, text, edition: 1, person_id, at: now };
        let judged = self.judged(&row, None, &draft.text, now).await?;
        let mut tx = self.store.begin().await?;
        if tx.count_templates(office).await? >= MOST {
            return Err(Failure::Conflict("templates-full", MOST.to_string()));
        }
        tx.add_template(&row).await?;
        tx.begin_template_draft(&draft).await?;
        let detail = json!({ "key": row.key, "based_on": row.based_on });
        self.seal(tx, actor, now, "template-begin", &row.id, detail).await?;
        Ok(working(row, draft, judged))
    }

    /// Version and text of a template or design that somebody copies.
    async fn copied(
        &self,
        actor: &Actor,
        id: &str,
        version: Option<&str>,
    ) -> Result<(String, String), Failure> {
        match self.template(actor, id, version).await {
            Ok(found) => Ok((found.version, found.text)),
            Err(Failure::NotFound) => {
                let found = self.shelved_design(actor, id, version).await?;
                Ok((found.version, found.text))
            }
            Err(other) => Err(other),
        }
    }

    /// What is worked on, with everything that is to be said of it.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`].
    pub async fn working_template(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        id: &str,
    ) -> Result<Working, Failure> {
        let office = super::reader(actor)?;
        let (row, draft, last) = self.own_template(office, id).await?;
        let judged = self.judged(&row, last, &draft.text, now).await?;
        Ok(working(row, draft, judged))
    }

    /// Saves what is worked on over the edition that was seen. The text may have faults: they are
    /// told.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`]; [`Failure::Stale`] with the other's text
    /// when somebody was faster; [`Failure::Invalid`] for a text that cannot be kept.
    pub async fn save_template(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        id: &str,
        seen: i64,
        text: &str,
    ) -> Result<Working, Failure> {
        let office = office_as(actor, Scope::Templates, WRITERS)?;
        let mut blames = Vec::new();
        let text = composed(text, &mut blames);
        if !blames.is_empty() {
            return Err(Failure::Invalid(blames));
        }
        let (mut row, draft, last) = self.own_template(office, id).await?;
        if draft.edition != seen {
            return Err(stale(&draft));
        }
        let judged = self.judged(&row, last, &text, now).await?;
        let person_id = actor.person.clone();
        let wanted = TemplateDraft { text, edition: seen, person_id, at: now, ..draft };
        let mut tx = self.store.begin().await?;
        let draft = match tx.save_template_draft(&wanted).await {
            Err(store::Error::Conflict(_)) => {
                drop(tx);
                let mut reader = self.store.read().await?;
                return Err(stale(&reader.template_draft(&row.id).await?));
            }
            saved => saved?,
        };
        if row.head == 0 {
            let said = publication(&self.library, &draft.text);
            (row.name, row.kind, row.description) = (said.name, said.kind, said.description);
            tx.call_template(&row).await?;
        }
        let detail = json!({ "key": row.key, "edition": draft.edition });
        self.seal(tx, actor, now, "template-draft", &row.id, detail).await?;
        Ok(working(row, draft, judged))
    }

    /// An office's own template with its draft and the version published last.
    pub(super) async fn own_template(
        &self,
        office: &str,
        id: &str,
    ) -> Result<(TemplateRow, TemplateDraft, Option<Published>), Failure> {
        if !is_slug(id) {
            return Err(Failure::NotFound);
        }
        let mut reader = self.store.read().await?;
        let row = reader.template(Some(office), id).await?;
        let draft = reader.template_draft(&row.id).await?;
        let last = maybe(reader.published_at(&row.id, row.head).await)?;
        Ok((row, draft, last))
    }

    /// Judges a text on the pool.
    pub(super) async fn judged(
        &self,
        row: &TemplateRow,
        last: Option<Published>,
        text: &str,
        now: DateTime<Utc>,
    ) -> Result<Judged, Failure> {
        let (library, key, text) = (Arc::clone(&self.library), row.key.clone(), text.to_owned());
        let today = day_of(now);
        Ok(self.pool.run(move || judge(&library, &key, last.as_ref(), &text, today)).await?)
    }
}

/// How a draft is now, for somebody who saw an older one.
pub(super) fn stale(draft: &TemplateDraft) -> Failure {
    Failure::Stale(json!({
        "edition": draft.edition,
        "text": draft.text,
        "person": draft.person_id,
        "at": draft.at,
    }))
}

/// A text as it is kept: letters composed; databases keep no NUL.
fn composed(text: &str, blames: &mut Vec<Blame>) -> String {
    if text.contains('\0') {
        blames.push(Blame::of("json-nul", "/text", ""));
    }
    text.nfc().collect()
}

/// A copy's text under its own name.
fn renamed(text: String, id: &str) -> String {
    match heading(&text).id {
        Some(said) if said.text != id => reworded(&text, &said, id),
        _ => text,
    }
}

fn working(row: TemplateRow, draft: TemplateDraft, judged: Judged) -> Working {
    Working { row, draft, problems: judged.problems, changes: judged.changes }
}

/// Where a template is in its life, for whoever lists it.
pub(super) fn state(row: &TemplateRow) -> &'static str {
    match row {
        row if is_offered(row) => "published",
        row if row.retired_at.is_some() => "retired",
        _ => "draft",
    }
}
