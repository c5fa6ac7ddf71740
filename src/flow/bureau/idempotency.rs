//! Requests that may be sent again: each is done once, however often it comes.
//!
//! Whoever begins to answer takes the key ([`Bureau::claim`]), does the work [`during`] the run
//! and keeps the answer ([`Bureau::answer`]). [`Bureau::seal`] notes what was made in the
//! transaction that makes it, so that a server that is killed between the two makes nothing
//! twice: the next who asks is told what was made.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Bureau, Failure, new_id};
use crate::store::{self, Answered, Run, Tx};

/// How long an answer is kept.
pub const KEPT: TimeDelta = TimeDelta::days(7);

/// How many bytes of answers are kept for one scope; beyond it, only that there was one.
pub const WEIGHT: i64 = 256 << 20;

/// How many answers are kept of all who are not signed in.
const CROWD: i64 = 10_000;

/// What the scopes begin with of those who are not signed in.
pub const NOBODY: &str = "anonymous ";

/// What comes of asking for a key.
#[derive(Debug)]
pub enum Claim {
    /// It is ours: the work may begin.
    Ours(Run),
    /// It was answered before, so.
    Answered(Answered, Option<String>),
    /// It was done before, but the answer was lost: here is what was made.
    Made(String),
    /// The key named another request.
    Reused,
    /// It is being answered.
    Running,
}

tokio::task_local! {
    static RUN: Run;
}

/// Does something as a run: what it makes is noted under its key.
pub async fn during<T>(run: Run, work: impl Future<Output = T>) -> T {
    RUN.scope(run, work).await
}

/// Notes what the run at work has made, where there is one.
pub(super) async fn note(tx: &mut Tx, subject: &str) -> Result<(), Failure> {
    let Ok(run) = RUN.try_with(Clone::clone) else { return Ok(()) };
    // Somebody believed us dead and took over: they do it, not we.
    if tx.made(&run, subject).await? { Ok(()) } else { Err(Failure::Store(store::Error::Busy)) }
}

impl Bureau {
    /// Asks for a key. A run that is not answered after `lease` is taken to be dead.
    ///
    /// # Errors
    /// [`Failure::Store`].
    pub async fn claim(
        &self,
        scope: &str,
        key: &str,
        request: &str,
        lease: TimeDelta,
        now: DateTime<Utc>,
    ) -> Result<Claim, Failure> {
        let run = Run { scope: scope.to_owned(), key: key.to_owned(), id: new_id(now) };
        let mut tx = self.store.begin().await?;
        let claim = if tx.claim(&run, request, now).await? {
            Claim::Ours(run)
        } else {
            match tx.claimed(&run).await? {
                // Given back at this moment.
                None => Claim::Running,
                Some(old) => {
                    let forgotten = old.at <= now - KEPT;
                    match (old.status, old.subject) {
                        _ if !forgotten && old.request != request => Claim::Reused,
                        (Some(status), subject) if !forgotten => {
                            let headers = old.headers.unwrap_or_default();
                            Claim::Answered(Answered { status, headers, body: old.body }, subject)
                        }
                        (None, _) if old.at > now - lease => Claim::Running,
                        (None, Some(subject)) if !forgotten => Claim::Made(subject),
                        _ if tx.take_over(&old.run, &run, request, now).await? => Claim::Ours(run),
                        _ => Claim::Running,
                    }
                }
            }
        };
        if matches!(claim, Claim::Ours(_)) {
            tx.commit().await?;
        }
        Ok(claim)
    }

    /// Begins anew with a request whose answer was too large to be kept and that made nothing.
    ///
    /// # Errors
    /// [`Failure::Store`].
    pub async fn claim_anew(
        &self,
        scope: &str,
        key: &str,
        request: &str,
        now: DateTime<Utc>,
    ) -> Result<Claim, Failure> {
        let run = Run { scope: scope.to_owned(), key: key.to_owned(), id: new_id(now) };
        let mut tx = self.store.begin().await?;
        let Some(old) = tx.claimed(&run).await? else { return Ok(Claim::Running) };
        let again = old.request == request && old.status.is_some() && old.subject.is_none();
        if !again || !tx.take_over(&old.run, &run, request, now).await? {
            return Ok(Claim::Running);
        }
        tx.commit().await?;
        Ok(Claim::Ours(run))
    }

    /// Keeps the answer of a run. Its body is left out where the scope's are too many.
    ///
    /// # Errors
    /// [`Failure::Store`].
    pub async fn answer(&self, run: &Run, mut answered: Answered) -> Result<(), Failure> {
        if let Some(body) = &answered.body {
            let weight = self.store.read().await?.weight(&run.scope).await?;
            if weight.saturating_add(i64::try_from(body.len()).unwrap_or(i64::MAX)) > WEIGHT {
                answered.body = None;
            }
        }
        let mut tx = self.store.begin().await?;
        tx.answer(run, &answered).await?;
        Ok(tx.commit().await?)
    }

    /// Gives the key of a run back: its answer is not worth keeping.
    ///
    /// # Errors
    /// [`Failure::Store`].
    pub async fn release(&self, run: &Run) -> Result<(), Failure> {
        let mut tx = self.store.begin().await?;
        tx.release(run).await?;
        Ok(tx.commit().await?)
    }

    /// Forgets the answers that are old enough; gives how many.
    ///
    /// # Errors
    /// [`Failure::Store`].
    pub async fn forget_answers(&self, now: DateTime<Utc>) -> Result<u64, Failure> {
        let mut tx = self.store.begin().await?;
        let forgotten = tx.sweep(now - KEPT, NOBODY, CROWD).await?;
        tx.commit().await?;
        Ok(forgotten)
    }
}
