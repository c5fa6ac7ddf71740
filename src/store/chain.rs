//! The documents that are made from an award round's set, each with the set's digest.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use sqlx::FromRow;

use super::{Error, Reader, Tx};

/// A document of a round.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct RoundPaper {
    /// The document.
    pub document_id: String,
    /// Key of `model::chain::Paper`.
    pub role: String,
    /// Digest of the set that it says.
    pub digest: String,
    /// Who made it.
    pub person_id: String,
    /// Their name.
    pub person: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What its first version knows of the set: an object.
    pub detail: Json,
    /// Its title.
    pub title: String,
    /// Key of its type.
    pub kind: String,
    /// Key of its state.
    pub state: String,
    /// Ordinal of its newest version.
    pub head: i64,
    /// How often it was edited since it was made.
    pub edits: i64,
    /// Since when it is thrown away.
    pub discarded_at: Option<DateTime<Utc>>,
    /// The version that was issued, where it is; with it the five that follow.
    pub ordinal: Option<i64>,
    /// Number.
    pub number: Option<i64>,
    /// 0, or which supplement of the number it is.
    pub part: Option<i64>,
    /// Symbol.
    pub symbol: Option<String>,
    /// The day on it, `YYYY-MM-DD`.
    pub day: Option<String>,
    /// Who signed it.
    pub signer: Option<String>,
}

impl Reader {
    /// The documents of an office's round after one (empty: from the first), in the order in which
    /// they were made, those thrown away too.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn round_papers(
        &mut self,
        office: &str,
        round: &str,
        after: &str,
        limit: i64,
    ) -> Result<Vec<RoundPaper>, Error> {
        rows!(
            self,
            RoundPaper,
            "SELECT round_document.document_id, role, round_document.digest, round_document.person_id,
                    person.name AS person, round_document.at, made.detail, document.title, document.kind,
                    document.state, document.head, document.discarded_at,
                    (SELECT COUNT(*) FROM version
                     WHERE version.document_id = document.id AND act = 'edit' AND version.ordinal > 1) AS edits,
                    issue.ordinal, issue.number, issue.part, issue.symbol, issue.day, issue.signer
             FROM round_document
             JOIN document ON document.id = round_document.document_id
             JOIN person ON person.id = round_document.person_id
             JOIN version AS made ON made.document_id = document.id AND made.ordinal = 1
             LEFT JOIN issue ON issue.document_id = document.id
             WHERE round_id = $1 AND document.office_id = $2 AND round_document.document_id > $3
             ORDER BY round_document.document_id LIMIT $4",
            round,
            office,
            after,
            limit,
        )
    }
}

impl Tx {
    /// Keeps which set a document says.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn keep_round_paper(
        &mut self,
        (round, digest): (&str, &str),
        (document, role): (&str, &str),
        (person, at): (&str, DateTime<Utc>),
    ) -> Result<(), Error> {
        run!(
            self,
            "INSERT INTO round_document (round_id, document_id, role, digest, person_id, at)
             VALUES ($1, $2, $3, $4, $5, $6)",
            round,
            document,
            role,
            digest,
            person,
            at,
        )?;
        Ok(())
    }
}
