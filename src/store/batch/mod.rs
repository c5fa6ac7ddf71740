//! Batches (đợt in): what is printed, its rows and chunks, who works on them.
//!
//! Whatever changes a batch locks its row first ([`Tx::hold_batch`], or the counts), so that
//! workers and people never wait for each other in a circle.

mod claim;
mod event;
mod examine;
mod list;
mod make;

use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use sqlx::FromRow;

pub use claim::{ChunkEnd, Claim, Moved, RowEnd};
pub use event::BatchEvent;
pub use list::{BatchSearch, Part};
pub use make::{NewBatch, NewRow};

/// A batch as it is kept.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct Batch {
    /// ULID.
    pub id: String,
    /// Whose.
    pub office_id: String,
    /// Who made it.
    pub person_id: String,
    /// Its name, for people.
    pub name: String,
    /// The design, `key` or `key@version`.
    pub design: String,
    /// The round whose honorees are printed.
    pub round_id: Option<String>,
    /// All that its pages depend on.
    pub setup: Json,
    /// The file that lies under every page.
    pub ground: Option<String>,
    /// Key of its state.
    pub state: String,
    /// How many rows it has.
    pub total: i64,
    /// How many have their page.
    pub done: i64,
    /// How many have none, and why is known.
    pub failed: i64,
    /// How many were given up.
    pub cancelled: i64,
    /// Ordinal of the newest event.
    pub events: i64,
    /// When a worker last took some of it.
    pub taken_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When a worker first took some of it.
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Batch {
    /// How many rows are neither printed nor failed nor given up.
    pub fn queued(&self) -> i64 {
        self.total - self.done - self.failed - self.cancelled
    }
}

/// One certificate of a batch.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct BatchRow {
    /// Its place in the order of printing, from 1.
    pub ordinal: i64,
    /// The chunk it is laid out in.
    pub chunk: i64,
    /// Its place in the list that came, from 1.
    pub line: i64,
    /// Who is honoured.
    pub name: String,
    /// Its values.
    pub data: Json,
    /// What was found before it was printed.
    pub noticed: Json,
    /// What was found when it was printed.
    pub findings: Json,
    /// Key of its state.
    pub state: String,
    /// How often a worker died over it.
    pub tries: i64,
    /// The certificate that it is.
    pub certificate_id: Option<String>,
}
