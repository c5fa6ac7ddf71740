//! What lies on somebody's desk: documents in a state, and what they last worked on.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::store::{Error, Reader};

/// A document on somebody's desk, with the last step of its life.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Lying {
    /// ULID.
    pub id: String,
    /// Its type.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Key of its state.
    pub state: String,
    /// Name of who began it.
    pub author: String,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
    /// Key of the last act.
    pub act: String,
    /// What was said with it.
    pub note: String,
    /// Name of who did it.
    pub person: String,
}

macro_rules! lying {
    ($rest:literal) => {
        concat!(
            "SELECT document.id, document.kind, title, document.state, author.name AS author, changed_at,
                 version.act, version.note, worker.name AS person
             FROM document JOIN person AS author ON author.id = document.created_by
                  JOIN version ON version.document_id = document.id AND version.ordinal = document.head
                  JOIN person AS worker ON worker.id = version.person_id
             WHERE office_id = $1 AND discarded_at IS NULL ",
            $rest
        )
    };
}

impl Reader {
    /// An office's documents in a state, of one person or (empty) of anybody, the last changed
    /// first, at most `limit`.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn lying(
        &mut self,
        office: &str,
        state: &str,
        person: &str,
        limit: i64,
    ) -> Result<Vec<Lying>, Error> {
        rows!(
            self,
            Lying,
            lying!(
                "AND document.state = $2 AND ($3 = '' OR created_by = $3)
                 ORDER BY changed_at DESC, document.id DESC LIMIT $4"
            ),
            office,
            state,
            person,
            limit,
        )
    }

    /// The documents of an office that somebody wrote a version of, the last changed first, at
    /// most `limit`.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn worked_on(&mut self, office: &str, person: &str, limit: i64) -> Result<Vec<Lying>, Error> {
        rows!(
            self,
            Lying,
            lying!(
                "AND EXISTS (SELECT 1 FROM version AS own
                             WHERE own.document_id = document.id AND own.person_id = $2)
                 ORDER BY changed_at DESC, document.id DESC LIMIT $3"
            ),
            office,
            person,
            limit,
        )
    }
}
