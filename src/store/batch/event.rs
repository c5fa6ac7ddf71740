//! What happens to a batch, for whoever watches it.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use sqlx::FromRow;

use crate::store::{Error, Reader, Tx};

/// Something that happened to a batch.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct BatchEvent {
    /// From 1, without gaps.
    pub ordinal: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Key of what happened.
    pub kind: String,
    /// How the batch stood after it.
    pub detail: Json,
}

impl Reader {
    /// What happened to a batch after an event, at most `limit`, in order.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn batch_events(
        &mut self,
        batch: &str,
        after: i64,
        limit: i64,
    ) -> Result<Vec<BatchEvent>, Error> {
        rows!(
            self,
            BatchEvent,
            "SELECT ordinal, at, kind, detail FROM batch_event WHERE batch_id = $1 AND ordinal > $2
             ORDER BY ordinal LIMIT $3",
            batch,
            after,
            limit,
        )
    }

    /// The newest events of a batch, the newest first.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn newest_events(&mut self, batch: &str, limit: i64) -> Result<Vec<BatchEvent>, Error> {
        rows!(
            self,
            BatchEvent,
            "SELECT ordinal, at, kind, detail FROM batch_event WHERE batch_id = $1
             ORDER BY ordinal DESC LIMIT $2",
            batch,
            limit,
        )
    }
}

impl Tx {
    /// Notes what happened to a batch that this transaction has locked.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn note_batch(
        &mut self,
        batch: &str,
        at: DateTime<Utc>,
        kind: &str,
        detail: &Json,
    ) -> Result<(), Error> {
        let ordinal: Option<(i64,)> = row!(
            self,
            (i64,),
            "UPDATE batch SET events = events + 1 WHERE id = $1 RETURNING events",
            batch,
        )?;
        let (ordinal,) = ordinal.ok_or(Error::NotFound)?;
        run!(
            self,
            "INSERT INTO batch_event (batch_id, ordinal, at, kind, detail) VALUES ($1, $2, $3, $4, $5)",
            batch,
            ordinal,
            at,
            kind,
            detail,
        )?;
        Ok(())
    }
}
