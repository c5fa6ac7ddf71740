//! Workers: each takes a chunk of a batch, has it laid out, keeps what came of it, and takes the
//! next. They run in the server, or in processes of their own (`vanthu worker`) on the same
//! database, on as many machines as there are.
//!
//! A worker lays out in a lane of its own ([`Pool`] of one thread): however long a batch, a
//! person's preview never waits behind it.

mod messenger;
mod row;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::watch;
use tokio::time::{Instant, interval_at, sleep};

pub use messenger::Messenger;

use crate::flow::bureau::batches::{Studio, Work};
use crate::flow::bureau::new_id;
use crate::flow::certificates::{Laid, ToLay};
use crate::flow::{Bureau, Failure, Pool};

/// What time it is.
pub type Clock = fn() -> DateTime<Utc>;

/// How often somebody with nothing to do looks for work.
const LOOK: Duration = Duration::from_secs(1);

/// How often a worker says that it lives: a lease is four times as long.
const BEAT: Duration = Duration::from_secs(5);

/// How long one chunk may take. No row has so many words that it comes near.
const LONGEST: Duration = Duration::from_secs(600);

/// How many chunks may wait for a thread that works on one nobody wants any more.
const QUEUE: usize = 4;

/// How many designs are kept ready.
const STUDIOS: usize = 4;

/// One worker: one chunk at a time.
pub struct Worker {
    bureau: Bureau,
    clock: Clock,
    lane: Pool,
    name: String,
    studios: Mutex<VecDeque<(String, Arc<Studio>)>>,
}

/// What came of laying out.
enum Outcome {
    /// It is laid out.
    Laid(Laid),
    /// The engine failed over it.
    Unlaid,
    /// The chunk is somebody else's, or we are told to stop.
    Lost,
}

impl Worker {
    /// A worker for what this bureau keeps.
    pub fn new(bureau: Bureau, clock: Clock) -> Worker {
        let name = new_id(clock());
        let lane = Pool::new(1, QUEUE, LONGEST);
        Worker { bureau, clock, lane, name, studios: Mutex::default() }
    }

    /// Works until it is told to stop; a chunk at work is then given back.
    pub async fn run(&self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            let pause = match self.turn(&mut stop).await {
                Ok(true) => continue,
                Ok(false) => LOOK,
                Err(error) => {
                    tracing::warn!(%error, "a worker could not work");
                    LOOK
                }
            };
            tokio::select! {
                () = self.bureau.nudge.notified() => {}
                () = sleep(pause) => {}
                _ = stop.changed() => {}
            }
        }
    }

    /// Works until there is nothing more to do at this moment.
    ///
    /// # Errors
    /// The store's.
    pub async fn drain(&self, mut stop: watch::Receiver<bool>) -> Result<(), Failure> {
        while !*stop.borrow() && self.turn(&mut stop).await? {}
        Ok(())
    }

    /// Takes a chunk and does it; false where there is none.
    async fn turn(&self, stop: &mut watch::Receiver<bool>) -> Result<bool, Failure> {
        let Some(work) = self.bureau.claim_work(&self.name, (self.clock)()).await? else { return Ok(false) };
        let studio = self.studio(&work).await?;
        let laid = if work.is_suspect() {
            self.one_by_one(&work, &studio, stop).await?
        } else {
            match self.lay(&work, &studio, work.to_lay(), stop).await? {
                Outcome::Unlaid => self.one_by_one(&work, &studio, stop).await?,
                other => other,
            }
        };
        let Outcome::Laid(laid) = laid else { return Ok(true) };
        if !self.bureau.finish_work(&work, &laid, (self.clock)()).await? {
            tracing::info!(batch = work.batch.id, chunk = work.claim.ordinal, "came late: nothing was kept");
        }
        Ok(true)
    }

    /// Lays rows out in the lane, and says meanwhile that we live.
    async fn lay(
        &self,
        work: &Work,
        studio: &Arc<Studio>,
        rows: Vec<ToLay>,
        stop: &mut watch::Receiver<bool>,
    ) -> Result<Outcome, Failure> {
        let studio = Arc::clone(studio);
        let mut job = std::pin::pin!(self.lane.run(move || studio.lay(&rows)));
        let mut beat = interval_at(Instant::now() + BEAT, BEAT);
        loop {
            tokio::select! {
                done = &mut job => return Ok(match done {
                    Ok(Ok(laid)) => Outcome::Laid(laid),
                    Ok(Err(error)) => {
                        tracing::error!(%error, batch = work.batch.id, "the engine failed");
                        Outcome::Unlaid
                    }
                    Err(refusal) => {
                        tracing::error!(%refusal, batch = work.batch.id, "rows could not be laid out");
                        Outcome::Unlaid
                    }
                }),
                _ = beat.tick() => {
                    if !self.bureau.renew_work(work, (self.clock)()).await? {
                        return Ok(Outcome::Lost);
                    }
                }
                _ = stop.changed() => {
                    self.bureau.give_back_work(work).await?;
                    return Ok(Outcome::Lost);
                }
            }
        }
    }

    /// A design ready to print, kept for the next chunk.
    async fn studio(&self, work: &Work) -> Result<Arc<Studio>, Failure> {
        let id = &work.batch.id;
        let known = {
            let studios = self.studios.lock().unwrap_or_else(PoisonError::into_inner);
            studios.iter().find(|(known, _)| known == id).map(|(_, studio)| Arc::clone(studio))
        };
        if let Some(studio) = known {
            return Ok(studio);
        }
        let studio = Arc::new(self.bureau.studio(&work.batch).await?);
        let mut studios = self.studios.lock().unwrap_or_else(PoisonError::into_inner);
        studios.push_front((id.clone(), Arc::clone(&studio)));
        studios.truncate(STUDIOS);
        Ok(studio)
    }
}
