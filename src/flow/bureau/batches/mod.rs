//! Batches (đợt in): ten thousand certificates as one job that outlives every process.
//!
//! Making one fixes all that its pages depend on and gives every row its certificate; nothing is
//! printed yet. Workers take chunks of [`CHUNK`] rows for the time of a [`LEASE`], lay each out
//! once and keep its pages; whatever a chunk does (pages, states, counts, certificates, events)
//! it does in one transaction that holds its token against the chunk's. Who comes late, because
//! they were taken to be dead or the batch was cancelled, changes nothing. Every file is cut from
//! the pages that are kept, when somebody asks for it.

mod asked;
mod design;
mod files;
mod look;
mod make;
mod steer;
mod work;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value as Json, json};

pub use asked::{BatchAsked, RetryAsked, RetryRow, cancel_from_json};
pub use files::{BatchFile, Sending};
pub use look::{Progress, progress};
pub use work::{Studio, Work, unprintable};

use super::{Failure, webhooks};
use crate::flow::certificates;
use crate::model::batch::{BatchSetup, BatchState};
use crate::model::workflow::Role;
use crate::store::{Audited, Batch, Tx};
use crate::writers;

/// Rows that are laid out together.
pub const CHUNK: usize = certificates::CHUNK;

/// For how long a worker has a chunk without saying that it lives. With the time between two looks
/// for work it is less than the 30 s in which a dead worker's rows must be taken up.
pub const LEASE: TimeDelta = TimeDelta::seconds(20);

/// Who prints.
const PRINTERS: &[Role] = &[Role::Clerk, Role::RecordsOfficer];

/// The state of a batch; one that nobody knows is one that failed.
pub fn state(batch: &Batch) -> BatchState {
    BatchState::from_key(&batch.state).unwrap_or(BatchState::Failed)
}

/// What a batch's pages depend on.
///
/// # Errors
/// [`Failure::Store`] where it cannot be read.
pub fn setup(batch: &Batch) -> Result<BatchSetup, Failure> {
    serde_json::from_value(batch.setup.clone())
        .map_err(|_| Failure::Store(crate::store::Error::Unreadable(format!("batch.setup {}", batch.id))))
}

/// How a batch stands, as events say it.
fn standing(batch: &Batch) -> Json {
    json!({
        "state": batch.state,
        "total": batch.total,
        "queued": batch.queued(),
        "done": batch.done,
        "failed": batch.failed,
        "cancelled": batch.cancelled,
    })
}

/// Notes what happened to a batch; where it has ended, in the audit log too, and for those who are
/// to be told.
async fn happened(tx: &mut Tx, batch: &Batch, now: DateTime<Utc>, kind: &str) -> Result<(), Failure> {
    let standing = standing(batch);
    tx.note_batch(&batch.id, now, kind, &standing).await?;
    if state(batch).is_open() {
        return Ok(());
    }
    webhooks::tell(tx, batch, &standing, now).await?;
    tx.note(&Audited {
        at: now,
        person: Some(batch.person_id.clone()),
        office: Some(batch.office_id.clone()),
        act: "batch-end".to_owned(),
        subject: batch.id.clone(),
        detail: standing,
    })
    .await?;
    Ok(())
}

/// A failure of the writers.
fn unwritten(error: writers::Error) -> Failure {
    Failure::Press(error.into())
}
