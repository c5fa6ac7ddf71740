//! What an examination asks of batches.

use crate::store::{Error, Snapshot};

impl Snapshot {
    /// Batches whose counts are not those of their rows, or that ended while rows wait.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn miscounted_batches(&mut self) -> Result<Vec<String>, Error> {
        let found: Vec<(String,)> = rows!(
            self,
            (String,),
            "SELECT id FROM batch JOIN (
                 SELECT batch_id, COUNT(*) AS total,
                        COUNT(CASE WHEN state = 'done' THEN 1 END) AS done,
                        COUNT(CASE WHEN state = 'failed' THEN 1 END) AS failed,
                        COUNT(CASE WHEN state = 'cancelled' THEN 1 END) AS cancelled
                 FROM batch_row GROUP BY batch_id
             ) AS counted ON batch_id = id
             WHERE batch.total <> counted.total OR batch.done <> counted.done
                OR batch.failed <> counted.failed OR batch.cancelled <> counted.cancelled
                OR (batch.state IN ('done', 'failed', 'cancelled')
                    AND counted.total > counted.done + counted.failed + counted.cancelled)
             ORDER BY id",
        )?;
        Ok(found.into_iter().map(|(id,)| id).collect())
    }

    /// Chunks that are done and have not as many pages as rows that are printed.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn unsound_chunks(&mut self) -> Result<Vec<(String, i64)>, Error> {
        rows!(
            self,
            (String, i64),
            "SELECT batch_chunk.batch_id, batch_chunk.ordinal FROM batch_chunk
             LEFT JOIN batch_row ON batch_row.batch_id = batch_chunk.batch_id
                 AND batch_row.chunk = batch_chunk.ordinal AND batch_row.state = 'done'
             WHERE batch_chunk.state = 'done'
             GROUP BY batch_chunk.batch_id, batch_chunk.ordinal, batch_chunk.pages, batch_chunk.part
             HAVING COUNT(batch_row.ordinal) <> batch_chunk.pages
                 OR (batch_chunk.pages > 0 AND batch_chunk.part IS NULL)
             ORDER BY batch_chunk.batch_id, batch_chunk.ordinal",
        )
    }
}
