//! Registers (sổ): the series of an office and what they number, their lines, numbers kept for
//! later and numbers made void, the book that is printed and bound.
//!
//! # Số bù
//!
//! "Số và ký hiệu … là duy nhất trong một năm" and numbers follow the time of issue (Nghị định
//! 30/2020, Điều 15): the document of a past day cannot have the next number. Two ways are open
//! to a records officer, both their own act with a reason, both written in the register:
//!
//! 1. a number that was reserved in time and is still free, where the days of the numbers around
//!    it allow that day. It is the way of the decree, which writes numbers in Arabic figures;
//! 2. where none is free, what offices do: a supplement, a letter after the last number that was
//!    issued up to that day (`15a`). The letter makes it unique, it stands where its day stands,
//!    and 1…n stays as it was. An office whose head does not want it switches it off for the
//!    series (`supplements`).
//!
//! A number that will not be used is made void with its reason and stays in the register. An
//! issued number is never made void: what is revoked keeps its number and its line says so.

mod asked;
mod printed;
mod reserve;

use chrono::{DateTime, Utc};
use serde_json::json;

pub use asked::{ReserveAsked, SeriesAsked, VoidAsked};
pub use printed::{BookAsked, BookForm};

use super::{Blame, Bureau, Failure, numbering, office_as, office_of};
use crate::model::actor::{Actor, Scope};
use crate::model::register::Number;
use crate::model::workflow::Role;
use crate::store::{Error, Filled, Line, Series, Which};

/// Who says what the series are.
const KEEPERS: &[Role] = &[Role::RecordsOfficer, Role::Administrator];

/// Most series of an office, closed ones among them.
const MOST_SERIES: usize = 100;

impl Bureau {
    /// The series of an office, and how the numbers of each year stand.
    ///
    /// # Errors
    /// [`Failure::Forbidden`]; [`Failure::Store`].
    pub async fn registers(&self, actor: &Actor) -> Result<Vec<(Series, Vec<Filled>)>, Failure> {
        let office = office_of(actor, Scope::Read)?;
        let all = self.series_of(office).await?;
        let tallies = self.store.read().await?.tallies(office).await?;
        let of =
            |series: &Series| tallies.iter().filter(|tally| tally.series == series.key).cloned().collect();
        Ok(all.into_iter().map(|series| (series.clone(), of(&series))).collect())
    }

    /// One series of an office, and how the numbers of each year stand.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`]; [`Failure::Store`].
    pub async fn register(&self, actor: &Actor, key: &str) -> Result<(Series, Vec<Filled>), Failure> {
        let all = self.registers(actor).await?;
        all.into_iter().find(|(series, _)| series.key == key).ok_or(Failure::NotFound)
    }

    /// Lines of a register after a number, at most `limit`.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`]; [`Failure::Store`].
    pub async fn register_lines(
        &self,
        actor: &Actor,
        key: &str,
        which: &Which,
        after: Number,
        limit: i64,
    ) -> Result<Vec<Line>, Failure> {
        let office = office_of(actor, Scope::Read)?;
        known(&self.series_of(office).await?, key)?;
        Ok(self.store.read().await?.lines(office, key, which, after, limit).await?)
    }

    /// Adds a series.
    ///
    /// # Errors
    /// [`Failure::Conflict`] `exists`, `too-many-series`; [`Failure::Invalid`]; the office's.
    pub async fn add_series(
        &self,
        actor: &Actor,
        asked: SeriesAsked,
        now: DateTime<Utc>,
    ) -> Result<Series, Failure> {
        let office = office_as(actor, Scope::Issue, KEEPERS)?;
        self.blameless(&asked, true)?;
        let mut tx = self.store.begin().await?;
        let all = numbering::kept_series(&mut tx, office).await?;
        if all.len() >= MOST_SERIES {
            return Err(Failure::Conflict("too-many-series", MOST_SERIES.to_string()));
        }
        let series = Series {
            office_id: office.to_owned(),
            key: asked.key,
            name: asked.name,
            kinds: asked.kinds,
            symbols: asked.symbols,
            usual: asked.usual.unwrap_or(false),
            supplements: asked.supplements,
            closed_at: None,
            edition: 1,
        };
        if !tx.add_series(&series).await? {
            return Err(Failure::Conflict("exists", String::new()));
        }
        if series.usual {
            tx.only_usual(office, &series.key).await?;
        }
        let detail = json!({ "series": series });
        self.seal(tx, actor, now, "series-add", &series.key, detail).await?;
        Ok(series)
    }

    /// Changes a series: everything but its key. A series that has numbers stays, closed.
    ///
    /// # Errors
    /// [`Failure::NotFound`]; [`Failure::Stale`] with how it is now; [`Failure::Conflict`]
    /// `series-usual` when nothing would take what no other series takes; the office's.
    pub async fn change_series(
        &self,
        actor: &Actor,
        key: &str,
        seen: i64,
        asked: SeriesAsked,
        now: DateTime<Utc>,
    ) -> Result<Series, Failure> {
        let office = office_as(actor, Scope::Issue, KEEPERS)?;
        self.blameless(&asked, false)?;
        let mut tx = self.store.begin().await?;
        let all = numbering::kept_series(&mut tx, office).await?;
        let before = known(&all, key)?;
        if before.edition != seen {
            return Err(stale(before));
        }
        let usual = asked.usual.unwrap_or(before.usual);
        let (given_up, shut) = (before.usual && !usual, usual && asked.closed);
        if given_up || shut {
            return Err(Failure::Conflict("series-usual", before.name.clone()));
        }
        let closed_at = asked.closed.then(|| before.closed_at.unwrap_or(now));
        let series = Series {
            name: asked.name,
            kinds: asked.kinds,
            symbols: asked.symbols,
            usual,
            supplements: asked.supplements,
            closed_at,
            ..before.clone()
        };
        match tx.change_series(&series).await {
            // Somebody was faster by a moment.
            Err(Error::Conflict("edition-stale")) => {
                drop(tx);
                let all = self.store.read().await?.series(office).await?;
                return Err(stale(known(&all, key)?));
            }
            done => done?,
        }
        if usual && !before.usual {
            tx.only_usual(office, key).await?;
        }
        let series = Series { edition: series.edition + 1, ..series };
        let detail = json!({ "before": before, "after": series });
        self.seal(tx, actor, now, "series-change", key, detail).await?;
        Ok(series)
    }

    /// The series of an office, which are made the first time that they are looked at.
    async fn series_of(&self, office: &str) -> Result<Vec<Series>, Error> {
        let all = self.store.read().await?.series(office).await?;
        if numbering::is_complete(&all) {
            return Ok(all);
        }
        let mut tx = self.store.begin().await?;
        let all = numbering::kept_series(&mut tx, office).await?;
        tx.commit().await?;
        Ok(all)
    }

    /// What only this house can know of an asked series.
    fn blameless(&self, asked: &SeriesAsked, new: bool) -> Result<(), Failure> {
        let standard = self.press.standard(None)?;
        let mut blames = asked.blames(new);
        for (at, kind) in asked.kinds.iter().enumerate() {
            if standard.kind(kind).is_none() {
                blames.push(Blame::of("kind-unknown", format!("/kinds/{at}"), kind));
            }
        }
        if blames.is_empty() { Ok(()) } else { Err(Failure::Invalid(blames)) }
    }
}

/// The series of this name.
fn known<'a>(all: &'a [Series], key: &str) -> Result<&'a Series, Failure> {
    all.iter().find(|series| series.key == key).ok_or(Failure::NotFound)
}

fn stale(series: &Series) -> Failure {
    Failure::Stale(json!(series))
}
