//! The work on a batch: taking a chunk, laying it out, keeping what came of it, once.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::make::images;
use super::{LEASE, happened, setup, state};
use crate::flow::Certificates;
use crate::flow::bureau::{Bureau, Failure, certificates};
use crate::flow::certificates::{Laid, ToLay};
use crate::model::batch::{BatchState, RowState};
use crate::model::certificate::{Finding, FindingCode, Row};
use crate::store::{Batch, BatchRow, ChunkEnd, Claim, RowEnd, Tx};
use crate::viet::words::certificates as words;
use crate::writers::certificate::Faces;

/// How often a chunk is taken as a whole: the next time its rows go one by one, so that the row
/// over which workers die is found.
const WHOLE: i64 = 2;

/// How often a row is tried alone before it is given up.
const TRIES: i64 = 3;

/// A chunk that a worker has.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// What shows that it is theirs.
    pub claim: Claim,
    /// The batch.
    pub batch: Batch,
    /// Its rows that are printed or shall be, in order.
    pub rows: Vec<BatchRow>,
}

/// A design ready to print, for one batch.
pub type Studio = Certificates;

impl Work {
    /// True where its rows are to be tried one by one: workers died over it.
    pub fn is_suspect(&self) -> bool {
        self.claim.attempts > WHOLE
    }

    /// The rows as they are laid out.
    pub fn to_lay(&self) -> Vec<ToLay> {
        self.rows.iter().map(to_lay).collect()
    }
}

/// A row as it is laid out.
fn to_lay(row: &BatchRow) -> ToLay {
    let line = usize::try_from(row.line).unwrap_or_default();
    let (values, unread) = match serde_json::from_value::<Row>(row.data.clone()) {
        Ok(values) => (values, None),
        Err(_) => {
            let row = Row { honoree: crate::model::certificate::Honoree::Person, values: BTreeMap::new() };
            (row, Some(unprintable(line)))
        }
    };
    let mut noticed: Vec<Finding> = serde_json::from_value(row.noticed.clone()).unwrap_or_default();
    noticed.extend(unread);
    ToLay { line, row: values, noticed }
}

/// Why a row is not printed over which the engine or a worker fails.
pub fn unprintable(line: usize) -> Finding {
    let code = FindingCode::Unprintable;
    Finding::new(line, "", code, words::finding(code.key(), ""))
}

impl Bureau {
    /// Takes a chunk for a worker (`owner`), where there is one to be had.
    ///
    /// # Errors
    /// [`Failure::Store`].
    pub async fn claim_work(&self, owner: &str, now: DateTime<Utc>) -> Result<Option<Work>, Failure> {
        // Where somebody else took the last chunk of a batch, another batch may have one.
        while self.store.read().await?.has_chunk(now).await? {
            let mut tx = self.store.begin().await?;
            let Some(claim) = tx.claim_chunk(owner, now, now + LEASE).await? else {
                tx.undo().await?;
                continue;
            };
            let rows = tx.chunk_rows(&claim.batch_id, claim.ordinal).await?;
            let batch = tx.hold_batch(&claim.batch_id).await?;
            tx.commit().await?;
            return Ok(Some(Work { claim, batch, rows }));
        }
        Ok(None)
    }

    /// Says that a worker lives; false where the chunk is no longer theirs, and they may stop.
    ///
    /// # Errors
    /// [`Failure::Store`].
    pub async fn renew_work(&self, work: &Work, now: DateTime<Utc>) -> Result<bool, Failure> {
        let mut tx = self.store.begin().await?;
        let ours = tx.renew_chunk(&work.claim, now + LEASE).await?;
        tx.commit().await?;
        Ok(ours)
    }

    /// Gives a chunk back, as if it had never been taken.
    ///
    /// # Errors
    /// [`Failure::Store`].
    pub async fn give_back_work(&self, work: &Work) -> Result<(), Failure> {
        let mut tx = self.store.begin().await?;
        tx.give_back_chunk(&work.claim).await?;
        Ok(tx.commit().await?)
    }

    /// What a batch is printed with.
    ///
    /// # Errors
    /// [`Failure::Store`].
    pub async fn studio(&self, batch: &Batch) -> Result<Studio, Failure> {
        let setup = setup(batch)?;
        let mut reader = self.store.read().await?;
        let mut files = BTreeMap::new();
        for (slot, file) in reader.batch_pictures(&batch.id).await? {
            files.insert(slot, reader.file(&file).await?.content);
        }
        Ok(Certificates {
            sheet: setup.sheet,
            faces: Faces::new(self.press.fonts().clone()),
            pictures: images(&files),
            calibration: setup.calibration,
            day: setup.day,
        })
    }

    /// Notes, before it is done, that a row of a suspect chunk is tried alone. False where workers
    /// have died over it too often: it is not to be tried again.
    ///
    /// # Errors
    /// [`Failure::Conflict`] `batch-late` where the chunk is no longer theirs; [`Failure::Store`].
    pub async fn try_alone(&self, work: &Work, row: &BatchRow) -> Result<bool, Failure> {
        let mut tx = self.store.begin().await?;
        let tries = tx.try_row(&work.claim, row.ordinal).await?;
        let tries = tries.ok_or(Failure::Conflict("batch-late", String::new()))?;
        if tries > TRIES {
            tx.undo().await?;
            return Ok(false);
        }
        tx.commit().await?;
        Ok(true)
    }

    /// Notes that a row was laid out alone.
    ///
    /// # Errors
    /// [`Failure::Store`].
    pub async fn tried_alone(&self, work: &Work, row: &BatchRow) -> Result<(), Failure> {
        let mut tx = self.store.begin().await?;
        tx.tried_row(&work.claim, row.ordinal).await?;
        Ok(tx.commit().await?)
    }

    /// Keeps what came of a chunk: its pages, what became of each row, the certificates that are
    /// printed now, the counts. All of it at once, and once: false where the chunk was no longer
    /// theirs, and nothing was kept.
    ///
    /// # Errors
    /// [`Failure::Store`].
    pub async fn finish_work(&self, work: &Work, laid: &Laid, now: DateTime<Utc>) -> Result<bool, Failure> {
        match self.kept_work(work, laid, now).await {
            // The blanks do not suffice: somebody has to say what is to be done.
            Err(Failure::Conflict("blanks-short", _)) => {
                self.stop_for_blanks(work, now).await?;
                Ok(false)
            }
            other => other,
        }
    }

    async fn kept_work(&self, work: &Work, laid: &Laid, now: DateTime<Utc>) -> Result<bool, Failure> {
        let mut tx = self.store.begin().await?;
        let part = match &laid.pages {
            Some(pages) => Some(tx.keep("application/pdf", pages).await?),
            None => None,
        };
        let before = tx.hold_batch(&work.batch.id).await?;
        let end = ChunkEnd { pages: i64::try_from(laid.count).unwrap_or(i64::MAX), part };
        if !tx.end_chunk(&work.claim, &end).await? {
            tx.undo().await?;
            return Ok(false);
        }
        let moved = tx.end_rows(&work.claim, &ends(work, laid)).await?;
        let printed: Vec<String> = work
            .rows
            .iter()
            .enumerate()
            .filter(|(at, row)| laid.is_laid(*at) && row.state == RowState::Queued.key())
            .filter_map(|(_, row)| row.certificate_id.clone())
            .collect();
        certificates::printed(&mut tx, &before.office_id, now, &printed).await?;
        let batch = tx.count_batch(&before.id, &moved, now).await?;
        let kind = if state(&batch).is_open() { "progress" } else { batch.state.as_str() };
        happened(&mut tx, &batch, now, kind).await?;
        tx.commit().await?;
        if !state(&batch).is_open() {
            self.nudge.notify_one();
        }
        Ok(true)
    }

    /// Lets a batch wait, and gives the chunk back.
    async fn stop_for_blanks(&self, work: &Work, now: DateTime<Utc>) -> Result<(), Failure> {
        let mut tx: Tx = self.store.begin().await?;
        let batch = tx.hold_batch(&work.batch.id).await?;
        tx.give_back_chunk(&work.claim).await?;
        if matches!(state(&batch), BatchState::Queued | BatchState::Running) {
            tx.tell_batch(&batch.id, BatchState::Paused.key()).await?;
            let batch = tx.hold_batch(&batch.id).await?;
            happened(&mut tx, &batch, now, "blanks-short").await?;
        }
        Ok(tx.commit().await?)
    }
}

/// What became of the rows that wait, of which there is something to say.
fn ends(work: &Work, laid: &Laid) -> Vec<RowEnd> {
    let waiting = work.rows.iter().zip(&laid.findings).enumerate();
    let waiting = waiting.filter(|(_, (row, _))| row.state == RowState::Queued.key());
    waiting
        .filter(|(_, (_, findings))| !findings.is_empty())
        .map(|(at, (row, findings))| RowEnd {
            ordinal: row.ordinal,
            failed: !laid.is_laid(at),
            findings: serde_json::to_value(findings).unwrap_or_default(),
        })
        .collect()
}
