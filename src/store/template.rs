//! Templates: built-in ones and each office's own, their drafts and published versions.
//!
//! Nothing here changes or removes a published version.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use sqlx::FromRow;

use super::sql::Ask;
use super::{Error, Reader, Tx};
use crate::model::template::Source;

/// A template.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct TemplateRow {
    /// ULID.
    pub id: String,
    /// Whose; `None` for a built-in one.
    pub office_id: Option<String>,
    /// Its name among templates.
    pub key: String,
    /// Version of its newest published text; empty while there is none.
    pub version: String,
    /// What an office calls it, as its newest published version says, or its draft.
    pub name: String,
    /// Key of the document's type.
    pub kind: String,
    /// What it is for.
    pub description: String,
    /// Ordinal of its newest published version; 0 while there is none.
    pub head: i64,
    /// What it was copied from, as `key@version`.
    pub based_on: Option<String>,
    /// Who began it; nobody, where it came with the program.
    pub created_by: Option<String>,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Since when it is no longer offered.
    pub retired_at: Option<DateTime<Utc>>,
}

/// What somebody works on.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct TemplateDraft {
    /// The template's row.
    pub template_id: String,
    /// The text, with whatever faults.
    pub text: String,
    /// How often it was saved; who saves names the one they saw.
    pub edition: i64,
    /// Who saved it last.
    pub person_id: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A published version. It never changes.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Published {
    /// The template's row.
    pub template_id: String,
    /// From 1.
    pub ordinal: i64,
    /// Version of its text, as its front matter says.
    pub version: String,
    /// The text.
    pub text: String,
    /// The shared parts that stand in it, by name.
    pub parts: Json,
    /// Digest of its source.
    pub digest: String,
    /// Who published it; nobody, where it came with the program.
    pub person_id: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// What was said of it.
    pub note: String,
}

impl Published {
    /// What it is read from.
    pub fn source(&self) -> Source {
        let parts: BTreeMap<String, String> = serde_json::from_value(self.parts.clone()).unwrap_or_default();
        Source { text: self.text.clone(), parts }
    }

    /// True when it says what it said when it was published.
    pub fn is_whole(&self) -> bool {
        self.source().digest() == self.digest
    }
}

/// What a list of versions says of one.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct PublishedLine {
    /// From 1.
    pub ordinal: i64,
    /// Version of its text.
    pub version: String,
    /// Digest of its source.
    pub digest: String,
    /// Name of whoever published it; nobody, where it came with the program.
    pub person: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// What was said of it.
    pub note: String,
}

/// A version to publish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// Version of its text.
    pub version: String,
    /// What an office calls it now.
    pub name: String,
    /// Key of the document's type.
    pub kind: String,
    /// What it is for.
    pub description: String,
    /// What it is read from.
    pub source: Source,
    /// Who; nobody, where it came with the program.
    pub person: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// What is said of it.
    pub note: String,
}

/// The columns of a published version.
macro_rules! published {
    ($where:literal) => {
        concat!(
            "SELECT template_id, ordinal, version, text, parts, digest, person_id, at, note
             FROM template_version WHERE ",
            $where
        )
    };
}

impl Reader {
    /// The templates of an office, or the built-in ones, by their keys.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn templates(&mut self, office: Option<&str>) -> Result<Vec<TemplateRow>, Error> {
        rows!(
            self,
            TemplateRow,
            "SELECT * FROM template WHERE COALESCE(office_id, '') = $1 ORDER BY key",
            office.unwrap_or_default(),
        )
    }

    /// The template of an office, or the built-in one, with this key.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn template(&mut self, office: Option<&str>, key: &str) -> Result<TemplateRow, Error> {
        find(self, office, key).await?.ok_or(Error::NotFound)
    }

    /// What somebody works on.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn template_draft(&mut self, template: &str) -> Result<TemplateDraft, Error> {
        draft(self, template).await
    }

    /// A published version by its ordinal.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn published_at(&mut self, template: &str, ordinal: i64) -> Result<Published, Error> {
        row!(self, Published, published!("template_id = $1 AND ordinal = $2"), template, ordinal)?
            .ok_or(Error::NotFound)
    }

    /// A published version by its version.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn published_as(&mut self, template: &str, version: &str) -> Result<Published, Error> {
        row!(self, Published, published!("template_id = $1 AND version = $2"), template, version)?
            .ok_or(Error::NotFound)
    }

    /// The published versions before an ordinal, the newest first.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn publications(
        &mut self,
        template: &str,
        before: i64,
        limit: i64,
    ) -> Result<Vec<PublishedLine>, Error> {
        rows!(
            self,
            PublishedLine,
            "SELECT ordinal, version, digest, person.name AS person, at, note
             FROM template_version LEFT JOIN person ON person.id = template_version.person_id
             WHERE template_id = $1 AND ordinal < $2 ORDER BY ordinal DESC LIMIT $3",
            template,
            before,
            limit,
        )
    }

    /// Every published version of every template after this one, some at a time, in the order
    /// of rows and ordinals; for whoever verifies them. The first page is after `("", 0)`.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn published(&mut self, after: (&str, i64), limit: i64) -> Result<Vec<Published>, Error> {
        rows!(
            self,
            Published,
            published!(
                "template_id > $1 OR (template_id = $1 AND ordinal > $2) ORDER BY template_id, ordinal LIMIT $3"
            ),
            after.0,
            after.1,
            limit,
        )
    }

    /// Version and digest of every published built-in template with its key, by keys and
    /// ordinals.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn stocked(&mut self) -> Result<Vec<(String, String, String)>, Error> {
        rows!(
            self,
            (String, String, String),
            "SELECT template.key, template_version.version, template_version.digest
             FROM template_version JOIN template ON template.id = template_version.template_id
             WHERE template.office_id IS NULL ORDER BY template.key, template_version.ordinal",
        )
    }
}

impl Tx {
    /// Enters a template that nobody has published yet.
    ///
    /// # Errors
    /// [`Error::Conflict`] `exists` when the office has one with this key.
    pub async fn add_template(&mut self, template: &TemplateRow) -> Result<(), Error> {
        let added = add(self, template).await?;
        if added == 0 { Err(Error::Conflict("exists")) } else { Ok(()) }
    }

    /// The built-in template with this row's key, entered where there is none, and locked.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn built_in(&mut self, template: &TemplateRow) -> Result<TemplateRow, Error> {
        add(self, template).await?;
        // Whoever stocks the same template at the same time waits here.
        run!(self, "UPDATE template SET head = head WHERE office_id IS NULL AND key = $1", &template.key)?;
        find(self, None, &template.key).await?.ok_or(Error::NotFound)
    }

    /// How many templates an office has.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn count_templates(&mut self, office: &str) -> Result<i64, Error> {
        let count: Option<(i64,)> =
            row!(self, (i64,), "SELECT COUNT(*) FROM template WHERE COALESCE(office_id, '') = $1", office,)?;
        Ok(count.map_or(0, |(count,)| count))
    }

    /// The version and digest of a template's versions, by ordinals.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn versions_of_template(&mut self, template: &str) -> Result<Vec<(String, String)>, Error> {
        rows!(
            self,
            (String, String),
            "SELECT version, digest FROM template_version WHERE template_id = $1 ORDER BY ordinal",
            template,
        )
    }

    /// Begins the draft of a template.
    ///
    /// # Errors
    /// [`Error::Conflict`] `exists`.
    pub async fn begin_template_draft(&mut self, draft: &TemplateDraft) -> Result<(), Error> {
        run!(
            self,
            "INSERT INTO template_draft (template_id, text, edition, person_id, at) VALUES ($1, $2, $3, $4, $5)",
            &draft.template_id,
            &draft.text,
            draft.edition,
            &draft.person_id,
            draft.at,
        )?;
        Ok(())
    }

    /// Saves a draft over the edition that it names, and gives it its next.
    ///
    /// # Errors
    /// [`Error::Conflict`] `edition-stale` when somebody was faster; [`Error::NotFound`].
    pub async fn save_template_draft(&mut self, seen: &TemplateDraft) -> Result<TemplateDraft, Error> {
        let saved = run!(
            self,
            "UPDATE template_draft SET text = $1, edition = edition + 1, person_id = $2, at = $3
             WHERE template_id = $4 AND edition = $5",
            &seen.text,
            &seen.person_id,
            seen.at,
            &seen.template_id,
            seen.edition,
        )?;
        let draft = draft(self, &seen.template_id).await?;
        if saved == 0 { Err(Error::Conflict("edition-stale")) } else { Ok(draft) }
    }

    /// Has a template that was never published called as its draft says.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn call_template(&mut self, template: &TemplateRow) -> Result<(), Error> {
        run!(
            self,
            "UPDATE template SET name = $1, kind = $2, description = $3 WHERE id = $4 AND head = 0",
            &template.name,
            &template.kind,
            &template.description,
            &template.id,
        )?;
        Ok(())
    }

    /// Publishes the version after `head`, the newest that the caller saw; gives its ordinal.
    ///
    /// # Errors
    /// [`Error::Conflict`] `version-stale` when somebody was faster, `exists` when there is
    /// such a version.
    pub async fn publish_template(
        &mut self,
        template: &str,
        head: i64,
        new: &Publication,
    ) -> Result<i64, Error> {
        let raised = run!(
            self,
            "UPDATE template SET head = head + 1, version = $1, name = $2, kind = $3, description = $4
             WHERE id = $5 AND head = $6",
            &new.version,
            &new.name,
            &new.kind,
            &new.description,
            template,
            head,
        )?;
        if raised == 0 {
            return Err(Error::Conflict("version-stale"));
        }
        let ordinal = head + 1;
        run!(
            self,
            "INSERT INTO template_version (template_id, ordinal, version, text, parts, digest, person_id, at, note)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            template,
            ordinal,
            &new.version,
            &new.source.text,
            serde_json::json!(new.source.parts),
            new.source.digest(),
            &new.person,
            new.at,
            &new.note,
        )?;
        Ok(ordinal)
    }

    /// Takes a template out of what is offered, or puts it back. False where it is so already.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn retire_template(
        &mut self,
        template: &str,
        at: Option<DateTime<Utc>>,
    ) -> Result<bool, Error> {
        let changed = match at {
            Some(at) => run!(
                self,
                "UPDATE template SET retired_at = $1 WHERE id = $2 AND retired_at IS NULL",
                at,
                template,
            )?,
            None => run!(
                self,
                "UPDATE template SET retired_at = NULL WHERE id = $1 AND retired_at IS NOT NULL",
                template,
            )?,
        };
        Ok(changed > 0)
    }
}

/// Enters a template unless its key is taken; how many were entered.
async fn add(tx: &mut Tx, template: &TemplateRow) -> Result<u64, Error> {
    run!(
        tx,
        "INSERT INTO template
         (id, office_id, key, version, name, kind, description, head, based_on, created_by, created_at)
         VALUES ($1, $2, $3, '', $4, $5, $6, 0, $7, $8, $9) ON CONFLICT DO NOTHING",
        &template.id,
        &template.office_id,
        &template.key,
        &template.name,
        &template.kind,
        &template.description,
        &template.based_on,
        &template.created_by,
        template.created_at,
    )
}

async fn find(ask: &mut impl Ask, office: Option<&str>, key: &str) -> Result<Option<TemplateRow>, Error> {
    row!(
        ask,
        TemplateRow,
        "SELECT * FROM template WHERE COALESCE(office_id, '') = $1 AND key = $2",
        office.unwrap_or_default(),
        key,
    )
}

async fn draft(ask: &mut impl Ask, template: &str) -> Result<TemplateDraft, Error> {
    row!(
        ask,
        TemplateDraft,
        "SELECT template_id, text, edition, person_id, at FROM template_draft WHERE template_id = $1",
        template,
    )?
    .ok_or(Error::NotFound)
}
