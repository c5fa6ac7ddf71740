//! Award rounds (đợt khen thưởng): their states, their steps, and the set that was decided.
//!
//! Nothing here changes a frozen set.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use sqlx::FromRow;

use super::sql::Ask;
use super::{Error, Reader, Tx};

mod freeze;
mod sets;

pub use freeze::Amount;
pub use sets::RoundLife;

/// An award round, without its set.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct RoundRow {
    /// ULID.
    pub id: String,
    /// The campaign that it is of.
    pub campaign_id: String,
    /// Whose.
    pub office_id: String,
    /// Key of `model::round::State`.
    pub state: String,
    /// Its name.
    pub name: String,
    /// The year that it counts for.
    pub year: i64,
    /// `model::round::Settings` as JSON.
    pub settings: Json,
    /// How often its settings and its state changed.
    pub edition: i64,
    /// How often its entries changed.
    pub entries: i64,
    /// The round that it corrects.
    pub corrects: Option<String>,
    /// Who began it.
    pub created_by: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When anything in it changed last.
    pub changed_at: DateTime<Utc>,
    /// When its set was frozen.
    pub frozen_at: Option<DateTime<Utc>>,
    /// SHA-256 of the set's canonical JSON.
    pub digest: Option<String>,
}

impl RoundRow {
    /// What somebody saw of it: grows with every change of the round or of an entry.
    pub fn seen(&self) -> i64 {
        self.edition + self.entries
    }
}

/// A step of a round from one state to another.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct RoundStep {
    /// From 1.
    pub ordinal: i64,
    /// Key of the state before; empty for the first.
    pub before: String,
    /// Key of the state after.
    pub after: String,
    /// Who.
    pub person_id: String,
    /// Their name.
    pub person: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What was said of it.
    pub note: String,
    /// Codes of findings that were accepted, as a JSON list.
    pub accepted: Json,
}

/// Which rounds are wanted; empty or nothing is any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WantedRounds<'a> {
    /// Of this campaign.
    pub campaign: &'a str,
    /// In this state.
    pub state: &'a str,
    /// Of this year.
    pub year: Option<i64>,
}

/// Rounds without their sets.
macro_rules! rounds {
    ($rest:literal) => {
        concat!(
            "SELECT id, campaign_id, office_id, state, name, year, settings, edition, entries, corrects,
                    created_by, created_at, changed_at, frozen_at, digest
             FROM award_round ",
            $rest
        )
    };
}

impl Reader {
    /// An office's rounds, the newest first, those before one (empty: from the newest).
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn rounds(
        &mut self,
        office: &str,
        wanted: WantedRounds<'_>,
        before: &str,
        limit: i64,
    ) -> Result<Vec<RoundRow>, Error> {
        rows!(
            self,
            RoundRow,
            rounds!(
                "WHERE office_id = $1 AND ($2 = '' OR campaign_id = $2) AND ($3 = '' OR state = $3)
                   AND ($4 = 0 OR year = $4) AND ($5 = '' OR id < $5) ORDER BY id DESC LIMIT $6"
            ),
            office,
            wanted.campaign,
            wanted.state,
            wanted.year.unwrap_or_default(),
            before,
            limit,
        )
    }

    /// A round of an office.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn round(&mut self, office: &str, id: &str) -> Result<RoundRow, Error> {
        round(self, office, id).await
    }

    /// The steps of a round, the first first.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn round_steps(&mut self, round: &str) -> Result<Vec<RoundStep>, Error> {
        rows!(
            self,
            RoundStep,
            "SELECT ordinal, before, after, person_id, person.name AS person, at, note, accepted
             FROM round_step JOIN person ON person.id = round_step.person_id
             WHERE round_id = $1 ORDER BY ordinal",
            round,
        )
    }

    /// Ids of the rounds that correct a round, the first first.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn corrections(&mut self, round: &str) -> Result<Vec<String>, Error> {
        let found: Vec<(String,)> =
            rows!(self, (String,), "SELECT id FROM award_round WHERE corrects = $1 ORDER BY id", round)?;
        Ok(found.into_iter().map(|(id,)| id).collect())
    }
}

impl Tx {
    /// A round of an office, held: who else would change it or its entries waits.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn hold_round(&mut self, office: &str, id: &str) -> Result<RoundRow, Error> {
        run!(self, "UPDATE award_round SET edition = edition WHERE office_id = $1 AND id = $2", office, id)?;
        round(self, office, id).await
    }

    /// Begins a round, and notes its first step.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn add_round(&mut self, new: &RoundRow) -> Result<(), Error> {
        run!(
            self,
            "INSERT INTO award_round
             (id, campaign_id, office_id, state, name, year, settings, edition, entries, corrects,
              created_by, created_at, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            &new.id,
            &new.campaign_id,
            &new.office_id,
            &new.state,
            &new.name,
            new.year,
            &new.settings,
            new.edition,
            new.entries,
            &new.corrects,
            &new.created_by,
            new.created_at,
            new.changed_at,
        )?;
        self.note_step(&new.id, ("", &new.state), (&new.created_by, new.created_at), ("", &[])).await
    }

    /// Saves the settings of a round, and the year of its entries.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn save_settings(
        &mut self,
        id: &str,
        (name, year): (&str, i64),
        settings: &Json,
        at: DateTime<Utc>,
    ) -> Result<(), Error> {
        run!(
            self,
            "UPDATE award_round SET name = $1, year = $2, settings = $3, edition = edition + 1, changed_at = $4
             WHERE id = $5",
            name,
            year,
            settings,
            at,
            id,
        )?;
        run!(self, "UPDATE candidate SET year = $1 WHERE round_id = $2 AND year <> $1", year, id)?;
        Ok(())
    }

    /// Notes that the entries of a round have changed.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn touch_round(&mut self, id: &str, at: DateTime<Utc>) -> Result<(), Error> {
        run!(self, "UPDATE award_round SET entries = entries + 1, changed_at = $1 WHERE id = $2", at, id)?;
        Ok(())
    }

    /// Takes a step from one state to another.
    ///
    /// # Errors
    /// [`Error::Conflict`] `edition-stale` where it is not in the state before.
    pub async fn step_round(
        &mut self,
        id: &str,
        (before, after): (&str, &str),
        (person, at): (&str, DateTime<Utc>),
        (note, accepted): (&str, &[String]),
    ) -> Result<(), Error> {
        let changed = run!(
            self,
            "UPDATE award_round SET state = $1, edition = edition + 1, changed_at = $2
             WHERE id = $3 AND state = $4",
            after,
            at,
            id,
            before,
        )?;
        if changed == 0 {
            return Err(Error::Conflict("edition-stale"));
        }
        self.note_step(id, (before, after), (person, at), (note, accepted)).await
    }

    async fn note_step(
        &mut self,
        id: &str,
        (before, after): (&str, &str),
        (person, at): (&str, DateTime<Utc>),
        (note, accepted): (&str, &[String]),
    ) -> Result<(), Error> {
        run!(
            self,
            "INSERT INTO round_step (round_id, ordinal, before, after, person_id, at, note, accepted)
             SELECT $1, COALESCE(MAX(ordinal), 0) + 1, $2, $3, $4, $5, $6, $7 FROM round_step WHERE round_id = $1",
            id,
            before,
            after,
            person,
            at,
            note,
            serde_json::json!(accepted),
        )?;
        Ok(())
    }

    /// How many rounds of a campaign are not decided yet.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn count_undecided(&mut self, campaign: &str) -> Result<i64, Error> {
        let found: Option<(i64,)> = row!(
            self,
            (i64,),
            "SELECT COUNT(*) FROM award_round WHERE campaign_id = $1 AND frozen_at IS NULL",
            campaign,
        )?;
        Ok(found.map_or(0, |(count,)| count))
    }

    /// The decided round that corrects a round, where there is one.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn corrected_by(&mut self, round: &str) -> Result<Option<String>, Error> {
        let found: Option<(String,)> = row!(
            self,
            (String,),
            "SELECT id FROM award_round WHERE corrects = $1 AND frozen_at IS NOT NULL ORDER BY id LIMIT 1",
            round,
        )?;
        Ok(found.map(|(id,)| id))
    }

    /// How many rounds a campaign has.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn count_rounds(&mut self, campaign: &str) -> Result<i64, Error> {
        let found: Option<(i64,)> =
            row!(self, (i64,), "SELECT COUNT(*) FROM award_round WHERE campaign_id = $1", campaign)?;
        Ok(found.map_or(0, |(count,)| count))
    }
}

async fn round(ask: &mut impl Ask, office: &str, id: &str) -> Result<RoundRow, Error> {
    row!(ask, RoundRow, rounds!("WHERE office_id = $1 AND id = $2"), office, id)?.ok_or(Error::NotFound)
}
