//! Numbers kept for later, supplements, numbers made void.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde_json::json;

use super::super::{Bureau, Failure, numbering, office_as};
use super::{ReserveAsked, VoidAsked, known};
use crate::model::actor::{Actor, Scope};
use crate::model::register::Number;
use crate::model::workflow::Role;
use crate::store::{Entry, Error, Given, Line, Series, Tx, Which};
use crate::viet::date::day_of;

/// Most reserved numbers that a refusal names.
const MOST_NAMED: usize = 10;

impl Bureau {
    /// Keeps the next numbers of a series for later, or supplements of a past day.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`], [`Failure::Invalid`];
    /// [`Failure::Conflict`]: `series-closed`; `past-day` for a day that has passed, with the
    /// reserved numbers that would fit; `supplement-needless`, `supplements-off`, and those of
    /// [`Tx::supplement`].
    pub async fn reserve(
        &self,
        actor: &Actor,
        key: &str,
        asked: ReserveAsked,
        now: DateTime<Utc>,
    ) -> Result<Vec<Entry>, Failure> {
        let office = office_as(actor, Scope::Issue, &[Role::RecordsOfficer])?;
        let today = day_of(now);
        let blames = asked.blames(today);
        if !blames.is_empty() {
            return Err(Failure::Invalid(blames));
        }
        let day = asked.day.unwrap_or(today);
        let mut tx = self.store.begin().await?;
        let all = numbering::kept_series(&mut tx, office).await?;
        known(&all, key)?;
        let series = numbering::open(&all, key)?;
        let mut entries = Vec::new();
        for _ in 0..asked.count {
            let given = one(&mut tx, series, day, asked.supplement).await?;
            let entry = Entry {
                office_id: given.office,
                series: given.series,
                year: given.year,
                number: given.number,
                part: given.part,
                status: "reserved".to_owned(),
                day: day.to_string(),
                symbol: asked.symbol.clone(),
                document_id: None,
                reason: asked.reason.clone(),
                particulars: json!({}),
                person_id: actor.person.clone(),
                at: now,
            };
            tx.enter(&entry).await?;
            entries.push(entry);
        }
        let numbers: Vec<String> = entries.iter().map(written).collect();
        let detail = json!({ "year": day.year(), "day": day, "numbers": numbers, "reason": asked.reason });
        self.seal(tx, actor, now, "number-reserve", key, detail).await?;
        Ok(entries)
    }

    /// Makes a reserved number void, with its reason.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for a number that was never given; [`Failure::Conflict`]
    /// `number-not-reserved` for one that is issued or void; [`Failure::Forbidden`],
    /// [`Failure::Invalid`].
    pub async fn void_number(
        &self,
        actor: &Actor,
        key: &str,
        number: Number,
        asked: VoidAsked,
        now: DateTime<Utc>,
    ) -> Result<Line, Failure> {
        let office = office_as(actor, Scope::Issue, &[Role::RecordsOfficer])?;
        let blames = asked.blames();
        if !blames.is_empty() {
            return Err(Failure::Invalid(blames));
        }
        let year = asked.year.unwrap_or_else(|| i64::from(day_of(now).year()));
        let mut tx = self.store.begin().await?;
        let line = line(&mut tx, office, key, year, number).await?;
        let Number { number: figure, part } = number;
        let given = Given { office: office.to_owned(), series: key.to_owned(), year, number: figure, part };
        tx.void(&given, &asked.reason).await?;
        let detail = json!({ "year": year, "number": number.to_string(), "reason": asked.reason,
            "reserved_for": line.entry.reason });
        self.seal(tx, actor, now, "number-void", key, detail).await?;
        let entry = Entry { status: "void".to_owned(), reason: asked.reason, ..line.entry };
        Ok(Line { entry, ..line })
    }
}

/// One number for a document of this day.
async fn one(tx: &mut Tx, series: &Series, day: NaiveDate, letter: bool) -> Result<Given, Failure> {
    let (office, key) = (&series.office_id, &series.key);
    let last = tx.last_day(office, key, i64::from(day.year())).await?;
    let past = last.is_some_and(|last| last > day.to_string());
    match (past, letter) {
        (false, false) => Ok(tx.next_number(office, key, day).await?),
        (false, true) => Err(Failure::Conflict("supplement-needless", String::new())),
        (true, false) => Err(Failure::Conflict("past-day", free(tx, office, key, day).await?)),
        (true, true) if !series.supplements => Err(Failure::Conflict("supplements-off", series.name.clone())),
        (true, true) => Ok(tx.supplement(office, key, day).await?),
    }
}

/// The reserved numbers that a document of this day may have, in words of figures; `0` for none.
async fn free(tx: &mut Tx, office: &str, series: &str, day: NaiveDate) -> Result<String, Error> {
    let which = Which { year: i64::from(day.year()), status: "reserved".into(), ..Which::default() };
    let mut fitting = Vec::new();
    for line in tx.lines(office, series, &which, Number::plain(0), 200).await? {
        let number = Number { number: line.entry.number, part: line.entry.part };
        match tx.reserved(office, series, day, number).await {
            Ok(given) => fitting.push(given.written()),
            Err(Error::Conflict(_)) => {}
            Err(other) => return Err(other),
        }
        if fitting.len() == MOST_NAMED {
            break;
        }
    }
    Ok(if fitting.is_empty() { "0".to_owned() } else { fitting.join(", ") })
}

/// The line of a number.
async fn line(tx: &mut Tx, office: &str, series: &str, year: i64, number: Number) -> Result<Line, Failure> {
    let which = Which { year, ..Which::default() };
    let before = Number { part: number.part - 1, ..number };
    let found = tx.lines(office, series, &which, before, 1).await?.into_iter().next();
    let wanted = |line: &Line| (line.entry.number, line.entry.part) == (number.number, number.part);
    found.filter(wanted).ok_or(Failure::NotFound)
}

fn written(entry: &Entry) -> String {
    Number { number: entry.number, part: entry.part }.to_string()
}
