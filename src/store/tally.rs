//! What is counted of the databases that this process has open.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::{Db, Error, Reader, Store};

static BEGUN: AtomicU64 = AtomicU64::new(0);
static COMMITTED: AtomicU64 = AtomicU64::new(0);
static WAITS: AtomicU64 = AtomicU64::new(0);
static WAITED: AtomicU64 = AtomicU64::new(0);
static FAILED: [AtomicU64; KINDS.len()] = [const { AtomicU64::new(0) }; KINDS.len()];

/// The kinds of errors that are counted: those that no caller asked for.
const KINDS: [&str; 4] = ["away", "busy", "full", "other"];

/// What was counted since the process began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Transactions begun; those that were not kept were rolled back, or are at work.
    pub begun: u64,
    /// Transactions kept.
    pub committed: u64,
    /// How often a connection was asked for.
    pub waits: u64,
    /// How long that took, all together.
    pub waited: Duration,
    /// Errors by kind.
    pub errors: Vec<(&'static str, u64)>,
}

/// The connections of one store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connections {
    /// At work.
    pub used: u64,
    /// Open, without work.
    pub idle: u64,
    /// How many there may be.
    pub most: u64,
}

/// What was counted since the process began.
pub fn tally() -> Counted {
    let errors = KINDS.iter().zip(&FAILED).map(|(kind, count)| (*kind, count.load(Relaxed)));
    Counted {
        begun: BEGUN.load(Relaxed),
        committed: COMMITTED.load(Relaxed),
        waits: WAITS.load(Relaxed),
        waited: Duration::from_micros(WAITED.load(Relaxed)),
        errors: errors.collect(),
    }
}

impl Store {
    /// Its connections.
    pub fn connections(&self) -> Connections {
        let of = |size: u32, idle: usize, most: u32| {
            let idle = idle as u64;
            Connections { used: u64::from(size).saturating_sub(idle), idle, most: most.into() }
        };
        match &self.db {
            Db::Lite { readers, writer } => {
                let most = readers.options().get_max_connections() + writer.options().get_max_connections();
                of(readers.size() + writer.size(), readers.num_idle() + writer.num_idle(), most)
            }
            Db::Pg(pool) => of(pool.size(), pool.num_idle(), pool.options().get_max_connections()),
        }
    }
}

impl Reader {
    /// How many sessions there are that began and were last used late enough.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn sessions(
        &mut self,
        began_after: DateTime<Utc>,
        seen_after: DateTime<Utc>,
    ) -> Result<i64, Error> {
        let count: Option<(i64,)> = row!(
            self,
            (i64,),
            "SELECT COUNT(*) FROM session WHERE created_at > $1 AND seen_at > $2",
            began_after,
            seen_after,
        )?;
        Ok(count.map_or(0, |(count,)| count))
    }

    /// Asks the database for nothing, to see that it answers.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn ping(&mut self) -> Result<(), Error> {
        let _one: Option<(i64,)> = row!(self, (i64,), "SELECT CAST(1 AS BIGINT)")?;
        Ok(())
    }
}

/// Waits for a connection, and counts how long.
pub(super) async fn waited<T>(connection: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let begun = Instant::now();
    let result = connection.await;
    WAITS.fetch_add(1, Relaxed);
    WAITED.fetch_add(u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX), Relaxed);
    result
}

/// A transaction was begun.
pub(super) fn began() {
    BEGUN.fetch_add(1, Relaxed);
}

/// A transaction was kept.
pub(super) fn committed() {
    COMMITTED.fetch_add(1, Relaxed);
}

/// An error of the database as ours, counted where nobody asked for it.
pub(super) fn failed(error: sqlx::Error) -> Error {
    counted(Error::from(error))
}

/// An error of ours, counted.
pub(super) fn counted(error: Error) -> Error {
    let kind = match &error {
        Error::NotFound | Error::Conflict(_) => return error,
        Error::Busy => 1,
        Error::Full => 2,
        other if other.is_away() => 0,
        _ => 3,
    };
    FAILED[kind].fetch_add(1, Relaxed);
    error
}
