//! Requests that may be sent again, and the answers that they got.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use sqlx::FromRow;

use super::{Error, Reader, Tx};

/// One answering of a request that may be sent again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Whose key it is.
    pub scope: String,
    /// The key.
    pub key: String,
    /// The answering: another one has another.
    pub id: String,
}

/// A request that was sent before, as it is kept.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct Claimed {
    /// The digest of the request.
    pub request: String,
    /// Who answers it, or did.
    pub run: String,
    /// Since when.
    pub at: DateTime<Utc>,
    /// What was made.
    pub subject: Option<String>,
    /// The answer's status, once it was given.
    pub status: Option<i64>,
    /// The answer's headers, an object of strings.
    pub headers: Option<Json>,
    /// The answer's body, where it is kept.
    pub body: Option<Vec<u8>>,
}

/// An answer to be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// Its status.
    pub status: i64,
    /// Its headers, an object of strings.
    pub headers: Json,
    /// Its body, where it is to be kept.
    pub body: Option<Vec<u8>>,
}

impl Reader {
    /// How many bytes of answers are kept for a scope.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn weight(&mut self, scope: &str) -> Result<i64, Error> {
        let sum: Option<(i64,)> = row!(
            self,
            (i64,),
            "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM idempotency WHERE scope = $1",
            scope,
        )?;
        Ok(sum.map_or(0, |(sum,)| sum))
    }
}

impl Tx {
    /// Takes a key for a run; false where somebody has it.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn claim(&mut self, run: &Run, request: &str, at: DateTime<Utc>) -> Result<bool, Error> {
        let taken = run!(
            self,
            "INSERT INTO idempotency (scope, key, request, run, at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (scope, key) DO NOTHING",
            &run.scope,
            &run.key,
            request,
            &run.id,
            at,
        )?;
        Ok(taken == 1)
    }

    /// Who has a key.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn claimed(&mut self, run: &Run) -> Result<Option<Claimed>, Error> {
        row!(
            self,
            Claimed,
            "SELECT request, run, at, subject, status, headers, body FROM idempotency
             WHERE scope = $1 AND key = $2",
            &run.scope,
            &run.key,
        )
    }

    /// Takes a key over from a run that ended without an answer, or long ago; false where
    /// somebody was faster.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn take_over(
        &mut self,
        from: &str,
        run: &Run,
        request: &str,
        at: DateTime<Utc>,
    ) -> Result<bool, Error> {
        let taken = run!(
            self,
            "UPDATE idempotency SET run = $1, request = $2, at = $3, subject = NULL, status = NULL,
                 headers = NULL, body = NULL, size = 0
             WHERE scope = $4 AND key = $5 AND run = $6",
            &run.id,
            request,
            at,
            &run.scope,
            &run.key,
            from,
        )?;
        Ok(taken == 1)
    }

    /// Notes what a run made, in the transaction that makes it; false where the key was taken
    /// over meanwhile: then nothing may be kept.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn made(&mut self, run: &Run, subject: &str) -> Result<bool, Error> {
        let noted = run!(
            self,
            "UPDATE idempotency SET subject = $1 WHERE scope = $2 AND key = $3 AND run = $4",
            subject,
            &run.scope,
            &run.key,
            &run.id,
        )?;
        Ok(noted == 1)
    }

    /// Keeps a run's answer.
    ///
    /// # Errors
    /// [`Error::Full`], [`Error::Db`].
    pub async fn answer(&mut self, run: &Run, answered: &Answered) -> Result<(), Error> {
        let size = answered.body.as_ref().map_or(0, Vec::len);
        run!(
            self,
            "UPDATE idempotency SET status = $1, headers = $2, body = $3, size = $4
             WHERE scope = $5 AND key = $6 AND run = $7",
            answered.status,
            &answered.headers,
            &answered.body,
            i64::try_from(size).unwrap_or(i64::MAX),
            &run.scope,
            &run.key,
            &run.id,
        )?;
        Ok(())
    }

    /// Gives a key back, for a run that made nothing and whose answer is not kept.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn release(&mut self, run: &Run) -> Result<(), Error> {
        run!(
            self,
            "DELETE FROM idempotency
             WHERE scope = $1 AND key = $2 AND run = $3 AND subject IS NULL AND status IS NULL",
            &run.scope,
            &run.key,
            &run.id,
        )?;
        Ok(())
    }

    /// Forgets the words of every answer that was given in an office: what was made under a key, and
    /// that it was, stays known.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn silence(&mut self, office: &str) -> Result<u64, Error> {
        run!(
            self,
            "UPDATE idempotency SET headers = NULL, body = NULL, size = 0 WHERE scope LIKE $1",
            format!("% {office} %"),
        )
    }

    /// Forgets what is older than a moment, and of scopes that begin with `crowd` all but the
    /// newest `most`; gives how many.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn sweep(&mut self, before: DateTime<Utc>, crowd: &str, most: i64) -> Result<u64, Error> {
        let old = run!(self, "DELETE FROM idempotency WHERE at < $1", before)?;
        let many = run!(
            self,
            "DELETE FROM idempotency WHERE scope LIKE $1 AND status IS NOT NULL AND at < (
                 SELECT MIN(newest.at) FROM (
                     SELECT at FROM idempotency WHERE scope LIKE $1 ORDER BY at DESC LIMIT $2
                 ) AS newest
             )",
            format!("{crowd}%"),
            most,
        )?;
        Ok(old + many)
    }
}
