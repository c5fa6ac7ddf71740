//! The set that was decided: written once, read as it was written.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use crate::store::sql::Ask;
use crate::store::{Error, Reader, Tx};

/// What is paid to one honoree of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The entry's id.
    pub id: String,
    /// In đồng.
    pub money: Option<i64>,
}

impl Reader {
    /// The set of a round of an office, and its digest; nothing while it is not decided.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no such round.
    pub async fn frozen(&mut self, office: &str, id: &str) -> Result<Option<(Json, String)>, Error> {
        frozen(self, office, id).await
    }
}

impl Tx {
    /// As [`Reader::frozen`].
    ///
    /// # Errors
    /// As [`Reader::frozen`].
    pub async fn frozen(&mut self, office: &str, id: &str) -> Result<Option<(Json, String)>, Error> {
        frozen(self, office, id).await
    }

    /// Freezes the set of a round.
    ///
    /// # Errors
    /// [`Error::Conflict`] `round-frozen` where it has one.
    pub async fn freeze_round(
        &mut self,
        id: &str,
        frozen: &Json,
        digest: &str,
        at: DateTime<Utc>,
    ) -> Result<(), Error> {
        let done = run!(
            self,
            "UPDATE award_round SET frozen = $1, digest = $2, frozen_at = $3 WHERE id = $4 AND frozen_at IS NULL",
            frozen,
            digest,
            at,
            id,
        )?;
        if done == 0 { Err(Error::Conflict("round-frozen")) } else { Ok(()) }
    }

    /// Marks the entries of a round that are in its set: all but `refused`, with what is paid
    /// where the entry itself does not say it.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn honour(&mut self, round: &str, refused: &[String], paid: &[Amount]) -> Result<(), Error> {
        run!(self, "UPDATE candidate SET honoured = 1 WHERE round_id = $1", round)?;
        for id in refused {
            run!(self, "UPDATE candidate SET honoured = 0 WHERE round_id = $1 AND id = $2", round, id)?;
        }
        for Amount { id, money } in paid {
            run!(self, "UPDATE candidate SET money = $1 WHERE round_id = $2 AND id = $3", money, round, id)?;
        }
        Ok(())
    }
}

async fn frozen(ask: &mut impl Ask, office: &str, id: &str) -> Result<Option<(Json, String)>, Error> {
    let found: Option<(Option<Json>, Option<String>)> = row!(
        ask,
        (Option<Json>, Option<String>),
        "SELECT frozen, digest FROM award_round WHERE office_id = $1 AND id = $2",
        office,
        id,
    )?;
    let (frozen, digest) = found.ok_or(Error::NotFound)?;
    Ok(frozen.zip(digest))
}
