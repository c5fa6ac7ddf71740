//! A person's data in what was never issued: found, and taken out.

use serde_json::Value as Json;
use sqlx::FromRow;

use super::{search, title_key};
use crate::model::workflow::State;
use crate::store::{Error, Reader, Tx, sql::Ask};

/// What one version says, with what it is of.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct Said {
    /// The document.
    pub document_id: String,
    /// Its version.
    pub ordinal: i64,
    /// The document's state now.
    pub state: String,
    /// The document's title now.
    pub title: String,
    /// Why the version was made.
    pub note: String,
    /// What else is to be known of it.
    pub detail: Json,
    /// The data of the form.
    pub record: Json,
    /// The document.
    pub document: Json,
    /// The Word file that it came from.
    pub upload: Option<String>,
}

/// A version as it stays when somebody's data is out of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Redacted {
    /// Which version.
    pub ordinal: i64,
    /// The note.
    pub note: String,
    /// The detail.
    pub detail: Json,
    /// The data of the form.
    pub record: Json,
    /// The document.
    pub document: Json,
    /// Its digest.
    pub digest: String,
}

impl Reader {
    /// What an office's versions say, after one of them, at most `limit`.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn said(&mut self, office: &str, after: (&str, i64), limit: i64) -> Result<Vec<Said>, Error> {
        rows!(
            self,
            Said,
            "SELECT document_id, ordinal, document.state, title, note, detail, record, document, upload
             FROM version JOIN document ON document.id = version.document_id
             WHERE office_id = $1 AND (document_id > $2 OR document_id = $2 AND ordinal > $3)
             ORDER BY document_id, ordinal LIMIT $4",
            office,
            after.0,
            after.1,
            limit,
        )
    }
}

impl Tx {
    /// Holds a draft for the rest of the transaction: who takes a step on it waits.
    ///
    /// # Errors
    /// [`Error::Conflict`] `version-stale` where it is not as the caller saw it.
    pub async fn hold_draft(&mut self, office: &str, id: &str, seen: i64) -> Result<(), Error> {
        let held = run!(
            self,
            "UPDATE document SET head = head WHERE office_id = $1 AND id = $2 AND head = $3 AND state = $4",
            office,
            id,
            seen,
            State::Draft.key(),
        )?;
        if held == 0 { Err(Error::Conflict("version-stale")) } else { Ok(()) }
    }

    /// What every version of one document says, the first first.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn said_of(&mut self, office: &str, id: &str) -> Result<Vec<Said>, Error> {
        said_of(self, office, id).await
    }

    /// Puts a version without somebody's data in the place of the one with it. Its Word file is
    /// let go, since nothing can be taken out of one without making another.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn redact(&mut self, id: &str, redacted: &Redacted) -> Result<(), Error> {
        let changed = run!(
            self,
            "UPDATE version SET note = $1, detail = $2, record = $3, document = $4, digest = $5, upload = NULL
             WHERE document_id = $6 AND ordinal = $7",
            &redacted.note,
            &redacted.detail,
            &redacted.record,
            &redacted.document,
            &redacted.digest,
            id,
            redacted.ordinal,
        )?;
        if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
    }

    /// Titles a document anew, and finds it by what its newest version says now.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn retitle(&mut self, id: &str, title: &str, document: &Json) -> Result<(), Error> {
        run!(
            self,
            "UPDATE document SET title = $1, title_key = $2, search = $3 WHERE id = $4",
            title,
            title_key(title),
            search::text(title, document),
            id,
        )?;
        Ok(())
    }

    /// Deletes a file that nothing names any more.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn let_go(&mut self, digest: &str) -> Result<(), Error> {
        run!(
            self,
            "DELETE FROM file WHERE digest = $1 AND NOT EXISTS (SELECT 1 FROM version WHERE upload = $1)
               AND NOT EXISTS (SELECT 1 FROM issue WHERE pdf = $1 OR docx = $1)",
            digest,
        )?;
        Ok(())
    }
}

async fn said_of(ask: &mut impl Ask, office: &str, id: &str) -> Result<Vec<Said>, Error> {
    rows!(
        ask,
        Said,
        "SELECT document_id, ordinal, document.state, title, note, detail, record, document, upload
         FROM version JOIN document ON document.id = version.document_id
         WHERE office_id = $1 AND document_id = $2 ORDER BY ordinal",
        office,
        id,
    )
}
