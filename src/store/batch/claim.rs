//! Who works on which chunk: leases, tokens, and what became of the rows.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use sqlx::FromRow;

use super::{Batch, BatchRow};
use crate::store::{Error, Reader, Tx};

/// A chunk that somebody works on.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Claim {
    /// The batch.
    pub batch_id: String,
    /// The chunk, from 1.
    pub ordinal: i64,
    /// What shows that it is still theirs.
    pub token: i64,
    /// The how-manieth time it is taken since it was last finished.
    pub attempts: i64,
}

/// What became of a chunk.
#[derive(Clone, Debug, PartialEq)]
pub struct ChunkEnd {
    /// How many pages it has.
    pub pages: i64,
    /// The file of its pages; none where there is no page.
    pub part: Option<String>,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct RowEnd {
    /// Which.
    pub ordinal: i64,
    /// True where it has no page.
    pub failed: bool,
    /// What was found when it was fitted.
    pub findings: Json,
}

/// How the counts of a batch move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Rows with a page.
    pub done: i64,
    /// Rows that failed.
    pub failed: i64,
    /// Rows that were given up.
    pub cancelled: i64,
}

impl Reader {
    /// True where a chunk is to be had at this moment.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn has_chunk(&mut self, now: DateTime<Utc>) -> Result<bool, Error> {
        let found: Option<(i64,)> = row!(
            self,
            (i64,),
            "SELECT CAST(1 AS BIGINT) FROM batch JOIN batch_chunk ON batch_id = id
             WHERE batch.state IN ('queued', 'running')
               AND (batch_chunk.state = 'queued' OR batch_chunk.state = 'running' AND until <= $1)
             LIMIT 1",
            now,
        )?;
        Ok(found.is_some())
    }
}

impl Tx {
    /// Takes a chunk for a worker until a moment: one that waits, or whose worker is taken to be
    /// dead. Of several batches the one that waits longest is next. The batch is locked before
    /// its chunks are looked at, so that no two look at the same one.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn claim_chunk(
        &mut self,
        owner: &str,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Option<Claim>, Error> {
        let next: Option<(String,)> = row!(
            self,
            (String,),
            "SELECT id FROM batch JOIN batch_chunk ON batch_id = id
             WHERE batch.state IN ('queued', 'running')
               AND (batch_chunk.state = 'queued' OR batch_chunk.state = 'running' AND until <= $1)
             ORDER BY COALESCE(taken_at, created_at), id LIMIT 1",
            now,
        )?;
        let Some((batch,)) = next else { return Ok(None) };
        let begun = run!(
            self,
            "UPDATE batch SET state = 'running', taken_at = $1, started_at = COALESCE(started_at, $1)
             WHERE id = $2 AND state IN ('queued', 'running')",
            now,
            &batch,
        )?;
        if begun == 0 {
            // Told to wait meanwhile.
            return Ok(None);
        }
        row!(
            self,
            Claim,
            "UPDATE batch_chunk SET state = 'running', owner = $1, until = $2, token = token + 1,
                 attempts = attempts + 1
             WHERE batch_id = $3 AND ordinal = (
                 SELECT MIN(ordinal) FROM batch_chunk
                 WHERE batch_id = $3 AND (state = 'queued' OR state = 'running' AND until <= $4)
             )
             RETURNING batch_id, ordinal, token, attempts",
            owner,
            until,
            &batch,
            now,
        )
    }

    /// Says that a worker lives; false where the chunk is no longer theirs.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn renew_chunk(&mut self, claim: &Claim, until: DateTime<Utc>) -> Result<bool, Error> {
        let renewed = run!(
            self,
            "UPDATE batch_chunk SET until = $1
             WHERE batch_id = $2 AND ordinal = $3 AND token = $4 AND state = 'running'",
            until,
            &claim.batch_id,
            claim.ordinal,
            claim.token,
        )?;
        Ok(renewed == 1)
    }

    /// Gives a chunk back that was not worked on.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn give_back_chunk(&mut self, claim: &Claim) -> Result<(), Error> {
        run!(
            self,
            "UPDATE batch_chunk SET state = 'queued', owner = NULL, until = NULL, attempts = attempts - 1
             WHERE batch_id = $1 AND ordinal = $2 AND token = $3 AND state = 'running'",
            &claim.batch_id,
            claim.ordinal,
            claim.token,
        )?;
        Ok(())
    }

    /// Locks a batch and gives it as it is.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn hold_batch(&mut self, id: &str) -> Result<Batch, Error> {
        row!(self, Batch, "UPDATE batch SET id = id WHERE id = $1 RETURNING *", id)?.ok_or(Error::NotFound)
    }

    /// Ends a chunk that is still theirs; false where it is not, and then nothing may be kept.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn end_chunk(&mut self, claim: &Claim, end: &ChunkEnd) -> Result<bool, Error> {
        let ended = run!(
            self,
            "UPDATE batch_chunk SET state = 'done', owner = NULL, until = NULL, attempts = 0, pages = $1,
                 part = $2
             WHERE batch_id = $3 AND ordinal = $4 AND token = $5 AND state = 'running'",
            end.pages,
            &end.part,
            &claim.batch_id,
            claim.ordinal,
            claim.token,
        )?;
        Ok(ended == 1)
    }

    /// Ends the rows of a chunk that wait: those of `ends` as it says, all others are printed.
    /// Gives how many were printed and how many failed.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn end_rows(&mut self, claim: &Claim, ends: &[RowEnd]) -> Result<Moved, Error> {
        let mut moved = Moved::default();
        for end in ends {
            let ended = run!(
                self,
                "UPDATE batch_row SET state = $1, findings = $2, tries = 0
                 WHERE batch_id = $3 AND ordinal = $4 AND state = 'queued'",
                if end.failed { "failed" } else { "done" },
                &end.findings,
                &claim.batch_id,
                end.ordinal,
            )?;
            *(if end.failed { &mut moved.failed } else { &mut moved.done }) += counted(ended);
        }
        let printed = run!(
            self,
            "UPDATE batch_row SET state = 'done', findings = '[]', tries = 0
             WHERE batch_id = $1 AND chunk = $2 AND state = 'queued'",
            &claim.batch_id,
            claim.ordinal,
        )?;
        moved.done += counted(printed);
        Ok(moved)
    }

    /// The rows of a chunk that are to be printed or are printed, in order.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn chunk_rows(&mut self, batch: &str, chunk: i64) -> Result<Vec<BatchRow>, Error> {
        rows!(
            self,
            BatchRow,
            "SELECT ordinal, chunk, line, name, data, noticed, findings, state, tries, certificate_id
             FROM batch_row WHERE batch_id = $1 AND chunk = $2 AND state IN ('queued', 'done') ORDER BY ordinal",
            batch,
            chunk,
        )
    }

    /// Notes that a row is tried alone, before it is: whoever finds the note later knows over which
    /// row a worker died. Gives how often it was tried; `None` where the chunk is no longer theirs.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn try_row(&mut self, claim: &Claim, ordinal: i64) -> Result<Option<i64>, Error> {
        let tries: Option<(i64,)> = row!(
            self,
            (i64,),
            "UPDATE batch_row SET tries = tries + 1
             WHERE batch_id = $1 AND ordinal = $2 AND EXISTS (
                 SELECT 1 FROM batch_chunk
                 WHERE batch_id = $1 AND ordinal = $3 AND token = $4 AND state = 'running'
             )
             RETURNING tries",
            &claim.batch_id,
            ordinal,
            claim.ordinal,
            claim.token,
        )?;
        Ok(tries.map(|(tries,)| tries))
    }

    /// Notes that a row can be laid out.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn tried_row(&mut self, claim: &Claim, ordinal: i64) -> Result<(), Error> {
        run!(
            self,
            "UPDATE batch_row SET tries = 0 WHERE batch_id = $1 AND ordinal = $2",
            &claim.batch_id,
            ordinal,
        )?;
        Ok(())
    }

    /// Moves the counts of a batch, and gives it with its new state: as it was while rows wait,
    /// else ended.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn count_batch(&mut self, id: &str, moved: &Moved, now: DateTime<Utc>) -> Result<Batch, Error> {
        run!(
            self,
            "UPDATE batch SET done = done + $1, failed = failed + $2, cancelled = cancelled + $3 WHERE id = $4",
            moved.done,
            moved.failed,
            moved.cancelled,
            id,
        )?;
        row!(
            self,
            Batch,
            "UPDATE batch SET
                 state = CASE WHEN done + failed + cancelled < total OR state = 'cancelled' THEN state
                              WHEN done > 0 THEN 'done' WHEN failed > 0 THEN 'failed' ELSE 'cancelled' END,
                 ended_at = CASE WHEN done + failed + cancelled < total THEN NULL ELSE $2 END
             WHERE id = $1 RETURNING *",
            id,
            now,
        )?
        .ok_or(Error::NotFound)
    }

    /// Tells a batch to be in a state; who calls has locked it.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn tell_batch(&mut self, id: &str, state: &str) -> Result<(), Error> {
        run!(self, "UPDATE batch SET state = $1 WHERE id = $2", state, id)?;
        Ok(())
    }

    /// Gives up every row of a batch that has no page, and takes its chunks from whoever works on
    /// them. Gives how many rows waited, how many had failed, and the certificates of all.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn cancel_rows(&mut self, id: &str) -> Result<(Moved, Vec<String>), Error> {
        let given_up: Vec<(Option<String>,)> = rows!(
            self,
            (Option<String>,),
            "SELECT certificate_id FROM batch_row WHERE batch_id = $1 AND state IN ('queued', 'failed')
             ORDER BY ordinal",
            id,
        )?;
        let text = "UPDATE batch_row SET state = 'cancelled' WHERE batch_id = $1 AND state = $2";
        let failed = counted(run!(self, text, id, "failed")?);
        let queued = counted(run!(self, text, id, "queued")?);
        run!(
            self,
            "UPDATE batch_chunk SET state = CASE WHEN part IS NULL THEN 'cancelled' ELSE 'done' END,
                 token = token + 1, owner = NULL, until = NULL
             WHERE batch_id = $1 AND state IN ('queued', 'running')",
            id,
        )?;
        let moved = Moved { done: 0, failed: -failed, cancelled: failed + queued };
        Ok((moved, given_up.into_iter().filter_map(|(certificate,)| certificate).collect()))
    }

    /// Sends failed rows to be printed again, all of them or those of `ordinals`, and the chunks
    /// that they belong to. Gives how many.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn retry_rows(&mut self, id: &str, ordinals: &[i64]) -> Result<Moved, Error> {
        let mut again = 0;
        if ordinals.is_empty() {
            let text =
                "UPDATE batch_row SET state = 'queued', tries = 0 WHERE batch_id = $1 AND state = 'failed'";
            again += counted(run!(self, text, id)?);
        }
        for ordinal in ordinals {
            again += counted(run!(
                self,
                "UPDATE batch_row SET state = 'queued', tries = 0
                 WHERE batch_id = $1 AND ordinal = $2 AND state = 'failed'",
                id,
                ordinal,
            )?);
        }
        run!(
            self,
            "UPDATE batch_chunk SET state = 'queued', attempts = 0, token = token + 1
             WHERE batch_id = $1 AND state = 'done' AND ordinal IN (
                 SELECT chunk FROM batch_row WHERE batch_id = $1 AND state = 'queued'
             )",
            id,
        )?;
        Ok(Moved { done: 0, failed: -again, cancelled: 0 })
    }

    /// Puts other values into a failed row; false where it is not one.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn mend_row(
        &mut self,
        id: &str,
        ordinal: i64,
        (name, data): (&str, &Json),
        noticed: &Json,
    ) -> Result<bool, Error> {
        let mended = run!(
            self,
            "UPDATE batch_row SET name = $1, data = $2, noticed = $3
             WHERE batch_id = $4 AND ordinal = $5 AND state = 'failed'",
            name,
            data,
            noticed,
            id,
            ordinal,
        )?;
        Ok(mended == 1)
    }
}

fn counted(rows: u64) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}
