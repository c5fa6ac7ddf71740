//! Rows one by one, where a chunk as a whole could not be laid out or workers died over it: the
//! row that is to blame fails with its reason, all others are printed.

use std::sync::Arc;

use tokio::sync::watch;

use super::{Outcome, Worker};
use crate::flow::Failure;
use crate::flow::bureau::batches::{Studio, Work, unprintable};
use crate::flow::certificates::{Laid, ToLay};
use crate::model::batch::RowState;

impl Worker {
    /// Tries every row alone, then lays out together what can be laid out.
    pub(super) async fn one_by_one(
        &self,
        work: &Work,
        studio: &Arc<Studio>,
        stop: &mut watch::Receiver<bool>,
    ) -> Result<Outcome, Failure> {
        let mut rows = work.to_lay();
        for (row, wanted) in work.rows.iter().zip(&mut rows) {
            if row.state != RowState::Queued.key() {
                continue;
            }
            let suspect = work.is_suspect();
            if suspect && !self.bureau.try_alone(work, row).await? {
                tracing::error!(batch = work.batch.id, row = row.ordinal, "workers died over this row");
                wanted.noticed.push(unprintable(wanted.line));
                continue;
            }
            match self.lay(work, studio, vec![wanted.clone()], stop).await? {
                Outcome::Laid(_) => {}
                Outcome::Unlaid => wanted.noticed.push(unprintable(wanted.line)),
                Outcome::Lost => return Ok(Outcome::Lost),
            }
            if suspect {
                self.bureau.tried_alone(work, row).await?;
            }
        }
        match self.lay(work, studio, rows.clone(), stop).await? {
            Outcome::Unlaid => Ok(Outcome::Laid(nothing(rows))),
            other => Ok(other),
        }
    }
}

/// What is told of rows each of which can be laid out, but not beside the others.
fn nothing(rows: Vec<ToLay>) -> Laid {
    let findings = rows.into_iter().map(|row| {
        let mut findings = row.noticed;
        findings.push(unprintable(row.line));
        findings
    });
    Laid { findings: findings.collect(), ..Laid::default() }
}
