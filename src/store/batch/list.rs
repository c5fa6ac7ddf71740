//! Looking at batches and their rows.

use sqlx::FromRow;

use super::{Batch, BatchRow};
use crate::store::sql::Ask;
use crate::store::{Error, Reader, Tx};

/// Which rows of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BatchSearch {
    /// Key of a state; empty for all.
    pub state: String,
    /// After this row.
    pub after: i64,
    /// At most so many.
    pub limit: i64,
}

/// The pages of a chunk.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Part {
    /// The chunk, from 1.
    pub ordinal: i64,
    /// How many pages.
    pub pages: i64,
    /// Their bytes, without the ground.
    pub content: Vec<u8>,
}

impl Reader {
    /// A batch of an office.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn batch(&mut self, office: &str, id: &str) -> Result<Batch, Error> {
        row!(self, Batch, "SELECT * FROM batch WHERE id = $1 AND office_id = $2", id, office)?
            .ok_or(Error::NotFound)
    }

    /// A batch, whosever it is: for workers.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn any_batch(&mut self, id: &str) -> Result<Batch, Error> {
        row!(self, Batch, "SELECT * FROM batch WHERE id = $1", id)?.ok_or(Error::NotFound)
    }

    /// An office's batches in some state (`''` for all), the newest first, before the id of a page
    /// before.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn batches(
        &mut self,
        office: &str,
        state: &str,
        before: &str,
        limit: i64,
    ) -> Result<Vec<Batch>, Error> {
        rows!(
            self,
            Batch,
            "SELECT * FROM batch WHERE office_id = $1 AND ($2 = '' OR state = $2) AND ($3 = '' OR id < $3)
             ORDER BY id DESC LIMIT $4",
            office,
            state,
            before,
            limit,
        )
    }

    /// The files of a batch's pictures, by their places.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn batch_pictures(&mut self, id: &str) -> Result<Vec<(String, String)>, Error> {
        let text = "SELECT slot, file FROM batch_picture WHERE batch_id = $1 ORDER BY slot";
        rows!(self, (String, String), text, id)
    }

    /// Rows of a batch, in the order of printing.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn batch_rows(&mut self, id: &str, which: &BatchSearch) -> Result<Vec<BatchRow>, Error> {
        rows(self, id, which).await
    }

    /// The rows of a chunk that have a page, in the order of the pages.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn printed_rows(&mut self, id: &str, chunk: i64) -> Result<Vec<BatchRow>, Error> {
        rows!(
            self,
            BatchRow,
            "SELECT ordinal, chunk, line, name, data, noticed, findings, state, tries, certificate_id
             FROM batch_row WHERE batch_id = $1 AND chunk = $2 AND state = 'done' ORDER BY ordinal",
            id,
            chunk,
        )
    }

    /// The pages of the chunk after this one; none at the end.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn next_part(&mut self, id: &str, after: i64) -> Result<Option<Part>, Error> {
        row!(
            self,
            Part,
            "SELECT ordinal, pages, content FROM batch_chunk JOIN file ON digest = part
             WHERE batch_id = $1 AND ordinal > $2 ORDER BY ordinal LIMIT 1",
            id,
            after,
        )
    }
}

impl Tx {
    /// Rows of a batch, in the order of printing.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn batch_rows(&mut self, id: &str, which: &BatchSearch) -> Result<Vec<BatchRow>, Error> {
        rows(self, id, which).await
    }
}

async fn rows(ask: &mut impl Ask, id: &str, which: &BatchSearch) -> Result<Vec<BatchRow>, Error> {
    rows!(
        ask,
        BatchRow,
        "SELECT ordinal, chunk, line, name, data, noticed, findings, state, tries, certificate_id
         FROM batch_row WHERE batch_id = $1 AND ($2 = '' OR state = $2) AND ordinal > $3
         ORDER BY ordinal LIMIT $4",
        id,
        &which.state,
        which.after,
        which.limit,
    )
}
