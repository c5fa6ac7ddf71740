//! Looking at batches.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use super::state;
use crate::flow::bureau::{Bureau, Failure, office_of};
use crate::model::actor::{Actor, Scope};
use crate::model::batch::BatchState;
use crate::store::{Batch, BatchEvent, BatchRow, BatchSearch};

/// How many of the newest events tell how fast a batch goes.
const LATELY: i64 = 16;

/// How fast a batch goes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Progress {
    /// Rows a second, lately.
    pub rate: Option<f64>,
    /// Seconds until it ends, if it goes on so.
    pub left: Option<f64>,
}

impl Bureau {
    /// The batches of the actor's office in some state (`""` for all), the newest first.
    ///
    /// # Errors
    /// [`Failure::Forbidden`]; [`Failure::Store`].
    pub async fn batches(
        &self,
        actor: &Actor,
        state: &str,
        before: &str,
        limit: i64,
    ) -> Result<Vec<Batch>, Failure> {
        let office = office_of(actor, Scope::Read)?;
        Ok(self.store.read().await?.batches(office, state, before, limit).await?)
    }

    /// A batch, and how fast it goes.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`]; [`Failure::Store`].
    pub async fn batch(
        &self,
        actor: &Actor,
        id: &str,
        now: DateTime<Utc>,
    ) -> Result<(Batch, Progress), Failure> {
        let office = office_of(actor, Scope::Read)?;
        let mut reader = self.store.read().await?;
        let batch = reader.batch(office, id).await?;
        let events = reader.newest_events(id, LATELY).await?;
        let progress = progress(&batch, &events, now);
        Ok((batch, progress))
    }

    /// Rows of a batch.
    ///
    /// # Errors
    /// As [`Bureau::batch`].
    pub async fn batch_rows(
        &self,
        actor: &Actor,
        id: &str,
        which: &BatchSearch,
    ) -> Result<Vec<BatchRow>, Failure> {
        let office = office_of(actor, Scope::Read)?;
        let mut reader = self.store.read().await?;
        reader.batch(office, id).await?;
        Ok(reader.batch_rows(id, which).await?)
    }

    /// A batch as it stands, and what happened to it after an event.
    ///
    /// # Errors
    /// As [`Bureau::batch`].
    pub async fn batch_news(
        &self,
        actor: &Actor,
        id: &str,
        after: i64,
        limit: i64,
    ) -> Result<(Batch, Vec<BatchEvent>), Failure> {
        let office = office_of(actor, Scope::Read)?;
        let mut reader = self.store.read().await?;
        let batch = reader.batch(office, id).await?;
        let events =
            if batch.events > after { reader.batch_events(id, after, limit).await? } else { Vec::new() };
        Ok((batch, events))
    }
}

/// How fast a batch goes, by its newest events (the newest first) since it was last told to go.
pub fn progress(batch: &Batch, events: &[BatchEvent], now: DateTime<Utc>) -> Progress {
    if state(batch) != BatchState::Running {
        return Progress::default();
    }
    let handled = |event: &BatchEvent| {
        let figure = |key: &str| event.detail.get(key).and_then(Json::as_i64).unwrap_or_default();
        figure("done") + figure("failed")
    };
    let steady = events.iter().take_while(|event| event.kind == "progress").last();
    // What went before the first of them took no time that is known, unless it is the first of all.
    let (from, at) = match (steady, batch.started_at) {
        (Some(first), Some(started))
            if events.iter().all(|event| event.kind == "progress" || event.kind == "queued")
                && events.len() < 3 =>
        {
            let _ = first;
            (0, started)
        }
        (Some(first), _) => (handled(first), first.at),
        (None, _) => return Progress::default(),
    };
    let rows = batch.done + batch.failed - from;
    let seconds = (now - at).as_seconds_f64();
    if rows <= 0 || seconds <= 0.0 {
        return Progress::default();
    }
    let figure = |rows: i64| f64::from(i32::try_from(rows).unwrap_or(i32::MAX));
    let rate = figure(rows) / seconds;
    Progress { rate: Some(rate), left: Some(figure(batch.queued()) / rate) }
}
