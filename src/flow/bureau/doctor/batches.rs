//! Batches: their counts are those of their rows, and every page is a row's.

use super::{Desk, Error, Snapshot};

impl Desk {
    pub(super) async fn batches(&mut self, snapshot: &mut Snapshot) -> Result<(), Error> {
        for id in snapshot.miscounted_batches().await? {
            self.find("batch-count", id, "says other counts than its rows do");
        }
        for (id, ordinal) in snapshot.unsound_chunks().await? {
            let detail = "has not as many pages as printed rows";
            self.find("batch-pages", format!("{id}/{ordinal}"), detail);
        }
        Ok(())
    }
}
