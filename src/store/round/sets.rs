//! What an examination reads of rounds.

use futures_util::TryStreamExt;
use sqlx::{FromRow, Postgres, Sqlite};

use crate::store::{Error, Snapshot};

/// A round beside its steps and its entries.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct RoundLife {
    /// The round.
    pub id: String,
    /// Key of the state that it says it is in.
    pub state: String,
    /// The set, JSON; none while it is not decided.
    pub frozen: Option<String>,
    /// What it says the set's digest is.
    pub digest: Option<String>,
    /// Whether it says when the set was frozen.
    pub is_dated: bool,
    /// How many steps it has, and the ordinal of the last.
    pub steps: i64,
    /// As above.
    pub last: i64,
    /// The state after its last step.
    pub after: Option<String>,
    /// How many of its entries are said to be in the set.
    pub honoured: i64,
}

const TEXT: &str =
    "SELECT id, state, CAST(frozen AS TEXT) AS frozen, digest, frozen_at IS NOT NULL AS is_dated,
        (SELECT COUNT(*) FROM round_step WHERE round_id = award_round.id) AS steps,
        (SELECT CAST(COALESCE(MAX(ordinal), 0) AS BIGINT) FROM round_step
         WHERE round_id = award_round.id) AS last,
        (SELECT after FROM round_step WHERE round_id = award_round.id ORDER BY ordinal DESC LIMIT 1) AS after,
        (SELECT COUNT(*) FROM candidate WHERE round_id = award_round.id AND honoured = 1) AS honoured
     FROM award_round ORDER BY id";

impl Snapshot {
    /// Hands on every round, one at a time.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn rounds(&mut self, mut each: impl FnMut(RoundLife)) -> Result<(), Error> {
        match self {
            Snapshot::Lite(link) => {
                let mut found = sqlx::query_as::<Sqlite, RoundLife>(TEXT).fetch(link);
                while let Some(row) = found.try_next().await.map_err(Error::from)? {
                    each(row);
                }
            }
            Snapshot::Pg(link) => {
                let mut found = sqlx::query_as::<Postgres, RoundLife>(TEXT).fetch(link);
                while let Some(row) = found.try_next().await.map_err(Error::from)? {
                    each(row);
                }
            }
        }
        Ok(())
    }
}
