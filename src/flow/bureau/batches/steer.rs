//! Steering a batch: waiting, going on, giving up, trying again.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value as Json, json};

use super::make::NAME;
use super::{PRINTERS, RetryAsked, RetryRow, happened, state};
use crate::flow::bureau::{Blame, Bureau, Failure, certificates, office_as};
use crate::model::actor::{Actor, Scope};
use crate::model::batch::{BatchState, RowState};
use crate::model::certificate::{ENROLLED, Finding, FindingCode, Row};
use crate::readers::rows;
use crate::store::{Batch, BatchRow, BatchSearch, Tx};
use crate::viet::words::batches as words;

impl Bureau {
    /// Locks a batch of the actor's office.
    async fn held(&self, tx: &mut Tx, actor: &Actor, id: &str) -> Result<Batch, Failure> {
        let office = office_as(actor, Scope::Draft, PRINTERS)?;
        let batch = tx.hold_batch(id).await?;
        if batch.office_id == office { Ok(batch) } else { Err(Failure::NotFound) }
    }

    /// Tells a batch to wait: chunks at work end, none is begun.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`]; [`Failure::Conflict`] `batch-state`.
    pub async fn pause_batch(&self, actor: &Actor, now: DateTime<Utc>, id: &str) -> Result<Batch, Failure> {
        let mut tx = self.store.begin().await?;
        let batch = self.held(&mut tx, actor, id).await?;
        in_state(&batch, &[BatchState::Queued, BatchState::Running])?;
        self.steered(tx, actor, now, (id, BatchState::Paused), ("paused", "batch-pause")).await
    }

    /// Tells a batch that waits to go on.
    ///
    /// # Errors
    /// As [`Bureau::pause_batch`].
    pub async fn resume_batch(&self, actor: &Actor, now: DateTime<Utc>, id: &str) -> Result<Batch, Failure> {
        let mut tx = self.store.begin().await?;
        let batch = self.held(&mut tx, actor, id).await?;
        in_state(&batch, &[BatchState::Paused])?;
        let begun = batch.started_at.is_some();
        let to = if begun { BatchState::Running } else { BatchState::Queued };
        let batch = self.steered(tx, actor, now, (id, to), ("resumed", "batch-resume")).await?;
        self.nudge.notify_one();
        Ok(batch)
    }

    async fn steered(
        &self,
        mut tx: Tx,
        actor: &Actor,
        now: DateTime<Utc>,
        (id, to): (&str, BatchState),
        (kind, act): (&str, &str),
    ) -> Result<Batch, Failure> {
        tx.tell_batch(id, to.key()).await?;
        let batch = tx.hold_batch(id).await?;
        happened(&mut tx, &batch, now, kind).await?;
        self.seal(tx, actor, now, act, id, json!({})).await?;
        Ok(batch)
    }

    /// Gives up every row that has no page: their certificates are void with the reason. A batch
    /// that has ended gives up its failed rows so.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`]; [`Failure::Conflict`] `batch-state`.
    pub async fn cancel_batch(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        id: &str,
        reason: &str,
    ) -> Result<Batch, Failure> {
        let mut tx = self.store.begin().await?;
        let batch = self.held(&mut tx, actor, id).await?;
        let was_open = state(&batch).is_open();
        if !was_open && batch.failed == 0 {
            return Err(unfit(&batch));
        }
        let (moved, given_up) = tx.cancel_rows(id).await?;
        certificates::given_up(&mut tx, &batch.office_id, now, &given_up, reason).await?;
        if was_open {
            tx.tell_batch(id, BatchState::Cancelled.key()).await?;
        }
        let batch = tx.count_batch(id, &moved, now).await?;
        happened(&mut tx, &batch, now, "cancelled").await?;
        let said = json!({ "rows": moved.cancelled, "reason": reason });
        self.seal(tx, actor, now, "batch-cancel", id, said).await?;
        self.nudge.notify_one();
        Ok(batch)
    }

    /// Sends failed rows to be printed again, some of them with other values. Their pages take
    /// the places that they were to have.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`]; [`Failure::Conflict`] `batch-state`,
    /// `batch-none-failed`; [`Failure::Invalid`] for rows that did not fail.
    pub async fn retry_batch(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        id: &str,
        asked: &RetryAsked,
    ) -> Result<Batch, Failure> {
        let mut tx = self.store.begin().await?;
        let batch = self.held(&mut tx, actor, id).await?;
        in_state(
            &batch,
            &[
                BatchState::Queued,
                BatchState::Running,
                BatchState::Paused,
                BatchState::Done,
                BatchState::Failed,
            ],
        )?;
        let mut blames = Vec::new();
        for (at, wanted) in asked.rows.iter().enumerate() {
            if !mend(&mut tx, &batch, wanted).await? {
                let pointer = format!("/rows/{at}/row");
                blames.push(Blame::of("batch-row-not-failed", pointer, wanted.row.to_string()));
            }
        }
        if !blames.is_empty() {
            return Err(Failure::Invalid(blames));
        }
        let ordinals: Vec<i64> = asked.rows.iter().map(|wanted| wanted.row).collect();
        let moved = tx.retry_rows(id, &ordinals).await?;
        if moved.failed == 0 {
            return Err(Failure::Conflict("batch-none-failed", String::new()));
        }
        if !state(&batch).is_open() {
            tx.tell_batch(id, BatchState::Running.key()).await?;
        }
        let batch = tx.count_batch(id, &moved, now).await?;
        happened(&mut tx, &batch, now, "retried").await?;
        self.seal(tx, actor, now, "batch-retry", id, json!({ "rows": -moved.failed })).await?;
        self.nudge.notify_one();
        Ok(batch)
    }
}

/// Puts other values into a failed row, and onto its certificate; false where it did not fail.
async fn mend(tx: &mut Tx, batch: &Batch, wanted: &RetryRow) -> Result<bool, Failure> {
    let id = &batch.id;
    let which = BatchSearch { state: RowState::Failed.key().to_owned(), after: wanted.row - 1, limit: 1 };
    let found = tx.batch_rows(id, &which).await?;
    let Some(row) = found.first().filter(|row| row.ordinal == wanted.row) else { return Ok(false) };
    if wanted.values.is_empty() {
        return Ok(true);
    }
    let (name, data, noticed) = mended(row, &wanted.values);
    if let (Some(certificate), Ok(values)) =
        (&row.certificate_id, serde_json::from_value::<Row>(data.clone()))
    {
        certificates::amended(tx, &batch.office_id, certificate, &values).await?;
    }
    Ok(tx.mend_row(id, wanted.row, (&name, &data), &noticed).await?)
}

/// A row with other values: its name, its values, what is found of them.
fn mended(row: &BatchRow, values: &BTreeMap<String, Option<String>>) -> (String, Json, Json) {
    let mut data: Map<String, Json> = row.data.as_object().cloned().unwrap_or_default();
    // The number and the code of a certificate are not for whoever mends it.
    for (key, value) in values.iter().filter(|(key, _)| !ENROLLED.contains(&key.as_str())) {
        match value {
            Some(value) => data.insert(key.clone(), Json::String(value.clone())),
            None => data.remove(key),
        };
    }
    let line = usize::try_from(row.line).unwrap_or_default();
    let read = rows::read(&Json::Array(vec![Json::Object(data)]).to_string()).unwrap_or_default();
    let before: Vec<Finding> = serde_json::from_value(row.noticed.clone()).unwrap_or_default();
    let beside = before.into_iter().filter(|finding| finding.code == FindingCode::Repeated);
    let noticed: Vec<Finding> =
        read.findings.into_iter().map(|finding| Finding { row: line, ..finding }).chain(beside).collect();
    let values = read.rows.into_iter().next();
    let name = values.as_ref().and_then(|row| row.value(NAME)).unwrap_or_default().to_owned();
    let data = serde_json::to_value(values).unwrap_or_default();
    (name, data, serde_json::to_value(noticed).unwrap_or_default())
}

fn in_state(batch: &Batch, states: &[BatchState]) -> Result<(), Failure> {
    if states.contains(&state(batch)) { Ok(()) } else { Err(unfit(batch)) }
}

fn unfit(batch: &Batch) -> Failure {
    Failure::Conflict("batch-state", words::state(&batch.state))
}
