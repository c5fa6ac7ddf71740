//! The entries of award rounds: one proposed honoree each.
//!
//! What lists sort, filter and count by stands in columns beside the entry, made from it here, so
//! that they never say anything else.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use sqlx::FromRow;

use super::sql::Ask;
use super::{Error, Reader, Tx};
use crate::model::honoree::{Honoree, Kind, Sex};
use crate::model::round::Entry;
use crate::viet::{letters::fold, name, order};

mod list;

pub use list::{HonoreeOrder, WantedHonorees};

/// An entry of a round.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct HonoreeRow {
    /// ULID.
    pub id: String,
    /// Order of coming in, unique in the round.
    pub ordinal: i64,
    /// Whom it is about; what lists of names sort by.
    pub name_key: Vec<u8>,
    /// What lists of units sort by.
    pub unit_key: Vec<u8>,
    /// `model::round::Entry` as JSON.
    pub entry: Json,
    /// How often it was saved.
    pub edition: i64,
    /// The list that it came with.
    pub import_id: Option<String>,
    /// 1 where it is in the set that was decided.
    pub honoured: i64,
    /// When it was saved last.
    pub changed_at: DateTime<Utc>,
}

/// An award that somebody had.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Earned {
    /// The round.
    pub round_id: String,
    /// Its name.
    pub round: String,
    /// The award's key in the rules.
    pub award: String,
    /// `model::round::Entry` as JSON.
    pub entry: Json,
    /// `model::round::Settings` of the round as JSON.
    pub settings: Json,
}

/// An entry to write.
#[derive(Clone, Copy, Debug)]
pub struct Written<'a> {
    /// ULID.
    pub id: &'a str,
    /// What is written.
    pub entry: &'a Entry,
    /// The form's key in the award rules.
    pub award: &'a str,
    /// When.
    pub at: DateTime<Utc>,
}

/// Where an entry stands.
#[derive(Clone, Copy, Debug)]
pub struct Among<'a> {
    /// Whose.
    pub office: &'a str,
    /// The campaign.
    pub campaign: &'a str,
    /// The round.
    pub round: &'a str,
    /// The year of the round.
    pub year: i64,
    /// The list that it comes with.
    pub import: Option<&'a str>,
}

/// The columns of an entry.
struct Columns<'a> {
    unit: &'a str,
    name_key: Vec<u8>,
    unit_key: Vec<u8>,
    search: String,
    identity: String,
    sex: &'static str,
    json: Json,
}

impl<'a> Columns<'a> {
    fn of(entry: &'a Entry) -> Result<Columns<'a>, Error> {
        let honoree = &entry.honoree;
        let unit = unit(honoree);
        let name_key = match honoree.kind {
            Kind::Individual => order::name_key(&honoree.name),
            _ => order::key(&honoree.name),
        };
        let sex = honoree.sex.or(honoree.courtesy.map(crate::model::honoree::Courtesy::sex));
        Ok(Columns {
            unit,
            name_key,
            unit_key: order::key(unit),
            search: fold(&format!(" {} {} {}", honoree.name, unit, honoree.post)),
            identity: name::key(&honoree.name),
            sex: sex.map_or("", Sex::key),
            json: serde_json::to_value(entry).map_err(|error| Error::Unreadable(error.to_string()))?,
        })
    }
}

/// Đơn vị công tác, or the address where there is none.
pub fn unit(honoree: &Honoree) -> &str {
    if honoree.unit.is_empty() { &honoree.address } else { &honoree.unit }
}

/// The entries of a round.
macro_rules! entries {
    ($($rest:literal),*) => {
        concat!(
            "SELECT id, ordinal, name_key, unit_key, entry, edition, import_id, honoured, changed_at
             FROM candidate WHERE round_id = $1 ",
            $($rest),*
        )
    };
}
pub(super) use entries;

impl Reader {
    /// Every entry of a round, in the order of coming in.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn entries(&mut self, round: &str) -> Result<Vec<HonoreeRow>, Error> {
        all(self, round).await
    }

    /// One entry of a round.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn entry(&mut self, round: &str, id: &str) -> Result<HonoreeRow, Error> {
        one(self, round, id).await
    }

    /// How many entries a round has, by kind.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn count_entries(&mut self, round: &str) -> Result<Vec<(String, i64)>, Error> {
        rows!(
            self,
            (String, i64),
            "SELECT kind, COUNT(*) FROM candidate WHERE round_id = $1 GROUP BY kind ORDER BY kind",
            round,
        )
    }

    /// Whoever the office has honoured in these years, with their rounds: for finding them
    /// again. What another round corrects is not in it.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn honoured(
        &mut self,
        office: &str,
        (from, to): (i64, i64),
        but: &str,
    ) -> Result<Vec<Earned>, Error> {
        rows!(
            self,
            Earned,
            "SELECT round_id, award_round.name AS round, award, entry, settings FROM candidate
             JOIN award_round ON award_round.id = candidate.round_id
             WHERE candidate.office_id = $1 AND honoured = 1 AND candidate.year >= $2 AND candidate.year <= $3
               AND candidate.round_id <> $4
               AND NOT EXISTS (SELECT 1 FROM award_round AS later
                               WHERE later.corrects = candidate.round_id AND later.frozen_at IS NOT NULL)
             ORDER BY candidate.round_id, ordinal",
            office,
            from,
            to,
            but,
        )
    }
}

impl Tx {
    /// As [`Reader::entries`].
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn entries(&mut self, round: &str) -> Result<Vec<HonoreeRow>, Error> {
        all(self, round).await
    }

    /// As [`Reader::entry`].
    ///
    /// # Errors
    /// As [`Reader::entry`].
    pub async fn entry(&mut self, round: &str, id: &str) -> Result<HonoreeRow, Error> {
        one(self, round, id).await
    }

    /// The last ordinal of a round and how many entries it has.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn last_entry(&mut self, round: &str) -> Result<(i64, i64), Error> {
        let found: Option<(i64, i64)> = row!(
            self,
            (i64, i64),
            "SELECT CAST(COALESCE(MAX(ordinal), 0) AS BIGINT), COUNT(*) FROM candidate WHERE round_id = $1",
            round,
        )?;
        Ok(found.unwrap_or_default())
    }

    /// Enters an entry.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn add_entry(
        &mut self,
        among: Among<'_>,
        ordinal: i64,
        written: Written<'_>,
    ) -> Result<(), Error> {
        let Written { id, entry, award, at } = written;
        let columns = Columns::of(entry)?;
        run!(
            self,
            "INSERT INTO candidate
             (id, round_id, campaign_id, office_id, ordinal, kind, name, name_key, unit, unit_key, proposer,
              grp, form, award, sex, direct, money, year, honoured, search, identity, entry, edition,
              import_id, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 0, $19,
                     $20, $21, 1, $22, $23)",
            id,
            among.round,
            among.campaign,
            among.office,
            ordinal,
            entry.honoree.kind.key(),
            &entry.honoree.name,
            &columns.name_key,
            columns.unit,
            &columns.unit_key,
            &entry.proposer,
            &entry.group,
            &entry.form,
            award,
            columns.sex,
            entry.direct,
            entry.honoree.money,
            among.year,
            &columns.search,
            &columns.identity,
            &columns.json,
            among.import,
            at,
        )?;
        Ok(())
    }

    /// Saves an entry over the edition that was seen.
    ///
    /// # Errors
    /// [`Error::Conflict`] `edition-stale` when somebody was faster, or it is gone.
    pub async fn save_entry(&mut self, seen: i64, written: Written<'_>) -> Result<(), Error> {
        let Written { id, entry, award, at } = written;
        let columns = Columns::of(entry)?;
        let saved = run!(
            self,
            "UPDATE candidate SET kind = $1, name = $2, name_key = $3, unit = $4, unit_key = $5, proposer = $6,
                    grp = $7, form = $8, award = $9, sex = $10, direct = $11, money = $12, search = $13,
                    identity = $14, entry = $15, changed_at = $16, edition = edition + 1
             WHERE id = $17 AND edition = $18",
            entry.honoree.kind.key(),
            &entry.honoree.name,
            &columns.name_key,
            columns.unit,
            &columns.unit_key,
            &entry.proposer,
            &entry.group,
            &entry.form,
            award,
            columns.sex,
            entry.direct,
            entry.honoree.money,
            &columns.search,
            &columns.identity,
            &columns.json,
            at,
            id,
            seen,
        )?;
        if saved == 0 { Err(Error::Conflict("edition-stale")) } else { Ok(()) }
    }

    /// The key in the award rules of an entry's form.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn entry_award(&mut self, id: &str) -> Result<String, Error> {
        let found: Option<(String,)> =
            row!(self, (String,), "SELECT award FROM candidate WHERE id = $1", id)?;
        found.map(|(award,)| award).ok_or(Error::NotFound)
    }

    /// Has the entries that came with one list come with the one that corrects it.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn came_with(&mut self, old: &str, new: &str) -> Result<(), Error> {
        run!(self, "UPDATE candidate SET import_id = $1 WHERE import_id = $2", new, old)?;
        Ok(())
    }

    /// Takes an entry out that was not decided.
    ///
    /// # Errors
    /// [`Error::Conflict`] `edition-stale` when somebody was faster.
    pub async fn remove_entry(&mut self, round: &str, id: &str, seen: i64) -> Result<(), Error> {
        let gone = run!(
            self,
            "DELETE FROM candidate WHERE round_id = $1 AND id = $2 AND edition = $3 AND honoured = 0",
            round,
            id,
            seen,
        )?;
        if gone == 0 { Err(Error::Conflict("edition-stale")) } else { Ok(()) }
    }
}

async fn all(ask: &mut impl Ask, round: &str) -> Result<Vec<HonoreeRow>, Error> {
    rows!(ask, HonoreeRow, entries!("ORDER BY ordinal"), round)
}

async fn one(ask: &mut impl Ask, round: &str, id: &str) -> Result<HonoreeRow, Error> {
    row!(ask, HonoreeRow, entries!("AND id = $2"), round, id)?.ok_or(Error::NotFound)
}
