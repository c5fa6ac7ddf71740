//! The stock book of blanks (sổ phôi): what was received is used, spoiled, handed back or left.
//!
//! Certificates that are printed on blanks take them out by themselves; every other move is
//! written by hand, with its reason where blanks go. What is left is never below nothing, and
//! the doctor holds that the book always balances.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value as Json, json};

use super::{Blame, Bureau, Failure, new_id, office_as, office_of};
use crate::flow::{Asked, Fault};
use crate::model::actor::{Actor, Scope};
use crate::model::certificate::Paper;
use crate::model::workflow::Role;
use crate::store::{self, Blank, Move, Stocked};
use crate::viet::date;

/// Who says what kinds there are.
const KEEPERS: &[Role] = &[Role::RecordsOfficer, Role::Administrator];

/// Who writes in the book.
const WRITERS: &[Role] = &[Role::Clerk, Role::RecordsOfficer];

/// Most kinds of an office, closed ones among them.
const MOST_KINDS: i64 = 200;

/// Most blanks of one move.
const MOST_MOVED: i64 = 1_000_000;

/// Longest name, in characters.
const LONGEST_NAME: usize = 120;

/// Longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// Longest key of a design, in characters.
const LONGEST_DESIGN: usize = 120;

/// Longest size of paper, in characters.
const LONGEST_SIZE: usize = 20;

/// A kind of blanks as somebody wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlankAsked {
    /// Its name.
    pub name: String,
    /// The design that is printed on it; may be empty.
    pub design: String,
    /// Its size, such as `400x300`; may be empty.
    pub size: String,
    /// Nothing is printed on it any more; of an old kind alone.
    pub closed: bool,
}

impl BlankAsked {
    /// Reads `{"name", "design", "size"}`.
    ///
    /// # Errors
    /// Every fault.
    pub fn new_from_json(json: &str) -> Result<BlankAsked, Vec<Fault>> {
        BlankAsked::rest(Asked::read(json)?, false)
    }

    /// Reads `{"name", "design", "size", "closed"}`.
    ///
    /// # Errors
    /// Every fault.
    pub fn from_json(json: &str) -> Result<BlankAsked, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let closed = asked.switch("closed").unwrap_or(false);
        BlankAsked::rest(asked, closed)
    }

    fn rest(mut asked: Asked, closed: bool) -> Result<BlankAsked, Vec<Fault>> {
        let read = BlankAsked {
            name: asked.needed("name", LONGEST_NAME),
            design: asked.words("design", LONGEST_DESIGN).unwrap_or_default(),
            size: asked.words("size", LONGEST_SIZE).unwrap_or_default(),
            closed,
        };
        asked.end(read)
    }

    fn blames(&self) -> Vec<Blame> {
        let mut blames = Vec::new();
        for (words, pointer) in [(&self.name, "/name"), (&self.design, "/design")] {
            if words.chars().any(char::is_control) {
                blames.push(Blame::of("one-line", pointer, ""));
            }
        }
        if !self.size.is_empty() && Paper::parse(&self.size).is_none() {
            blames.push(Blame::of("paper-size", "/size", &self.size));
        }
        blames
    }
}

/// A move as somebody writes it into the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveAsked {
    /// `received`, `used`, `spoiled`, `returned` or `corrected`.
    pub act: String,
    /// How many; of a correction how many more, or fewer (below nothing).
    pub quantity: i64,
    /// Why; needed wherever blanks go, and for a correction.
    pub reason: String,
    /// The day; today without one.
    pub day: Option<NaiveDate>,
}

impl MoveAsked {
    /// What can be written.
    pub const ACTS: &[&str] = &["received", "used", "spoiled", "returned", "corrected"];

    /// Reads `{"act", "quantity", "reason", "day"}`.
    ///
    /// # Errors
    /// Every fault.
    pub fn from_json(json: &str) -> Result<MoveAsked, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let had = (asked.has("act"), asked.has("quantity"));
        let act = asked.take("act", "blank-act", "one of the acts", |value| {
            MoveAsked::ACTS.iter().copied().find(|act| value.as_str() == Some(act))
        });
        let quantity = asked.take("quantity", "json-number", "a whole number", Json::as_i64);
        for (had, key) in [(had.0, "act"), (had.1, "quantity")] {
            if !had {
                asked.fault(key, "json-missing", "is needed");
            }
        }
        let read = MoveAsked {
            act: act.unwrap_or_default().to_owned(),
            quantity: quantity.unwrap_or_default(),
            reason: asked.words("reason", LONGEST_REASON).unwrap_or_default(),
            day: asked.day("day"),
        };
        asked.end(read)
    }

    fn blames(&self, today: NaiveDate) -> Vec<Blame> {
        let mut blames = Vec::new();
        let corrected = self.act == "corrected";
        if self.quantity.checked_abs().is_none_or(|quantity| quantity > MOST_MOVED) {
            blames.push(Blame::of("number-most", "/quantity", MOST_MOVED.to_string()));
        } else if self.quantity == 0 || (self.quantity < 0 && !corrected) {
            blames.push(Blame::of("blank-quantity", "/quantity", ""));
        }
        if self.reason.is_empty() && self.act != "received" {
            blames.push(Blame::of("json-missing", "/reason", ""));
        }
        if self.reason.chars().any(char::is_control) {
            blames.push(Blame::of("one-line", "/reason", ""));
        }
        if self.day.is_some_and(|day| day > today) {
            blames.push(Blame::of("day-ahead", "/day", date::short(today)));
        }
        blames
    }

    fn change(&self) -> i64 {
        match self.act.as_str() {
            "received" | "corrected" => self.quantity,
            _ => -self.quantity,
        }
    }
}

impl Bureau {
    /// The office's kinds of blanks, each with what was received, used, spoiled and is left.
    ///
    /// # Errors
    /// [`Failure::Forbidden`]; [`Failure::Store`].
    pub async fn blanks(&self, actor: &Actor) -> Result<Vec<Stocked>, Failure> {
        let office = office_of(actor, Scope::Read)?;
        Ok(self.store.read().await?.blanks(office).await?)
    }

    /// One kind of blanks.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`]; [`Failure::Store`].
    pub async fn blank(&self, actor: &Actor, id: &str) -> Result<Stocked, Failure> {
        let office = office_of(actor, Scope::Read)?;
        Ok(self.store.read().await?.blank(office, id).await?)
    }

    /// The moves of a kind before an ordinal, the newest first, at most `limit`.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`]; [`Failure::Store`].
    pub async fn blank_moves(
        &self,
        actor: &Actor,
        id: &str,
        before: i64,
        limit: i64,
    ) -> Result<Vec<Move>, Failure> {
        let office = office_of(actor, Scope::Read)?;
        let mut reader = self.store.read().await?;
        reader.blank(office, id).await?;
        Ok(reader.blank_moves(id, before, limit).await?)
    }

    /// Enters a kind of blanks.
    ///
    /// # Errors
    /// [`Failure::Conflict`] `exists`, `too-many-blanks`; [`Failure::Invalid`]; the office's.
    pub async fn add_blank(
        &self,
        actor: &Actor,
        asked: BlankAsked,
        now: DateTime<Utc>,
    ) -> Result<Stocked, Failure> {
        let office = office_as(actor, Scope::Issue, KEEPERS)?;
        let blames = asked.blames();
        if !blames.is_empty() {
            return Err(Failure::Invalid(blames));
        }
        let mut tx = self.store.begin().await?;
        if tx.count_blanks(office).await? >= MOST_KINDS {
            return Err(Failure::Conflict("too-many-blanks", MOST_KINDS.to_string()));
        }
        let blank = Blank {
            id: new_id(now),
            office_id: office.to_owned(),
            name: asked.name,
            design: asked.design,
            size: asked.size,
            remaining: 0,
            moves: 0,
            closed_at: None,
            edition: 1,
            created_at: now,
        };
        tx.add_blank(&blank).await?;
        let detail = json!({ "name": blank.name, "design": blank.design, "size": blank.size });
        self.seal(tx, actor, now, "blank-add", &blank.id, detail).await?;
        self.blank(actor, &blank.id).await
    }

    /// Changes a kind of blanks.
    ///
    /// # Errors
    /// [`Failure::NotFound`]; [`Failure::Stale`] with how it is now; [`Failure::Conflict`]
    /// `exists`, `blank-waited-for` when it is closed and certificates wait to be printed on it;
    /// [`Failure::Invalid`]; the office's.
    pub async fn change_blank(
        &self,
        actor: &Actor,
        (id, seen): (&str, i64),
        asked: BlankAsked,
        now: DateTime<Utc>,
    ) -> Result<Stocked, Failure> {
        let office = office_as(actor, Scope::Issue, KEEPERS)?;
        let blames = asked.blames();
        if !blames.is_empty() {
            return Err(Failure::Invalid(blames));
        }
        let mut tx = self.store.begin().await?;
        let before = tx.hold_blank(office, id).await?;
        if asked.closed && before.closed_at.is_none() {
            let waiting = tx.waiting_on(id).await?;
            if waiting > 0 {
                return Err(Failure::Conflict("blank-waited-for", waiting.to_string()));
            }
        }
        let blank = Blank {
            name: asked.name,
            design: asked.design,
            size: asked.size,
            closed_at: asked.closed.then(|| before.closed_at.unwrap_or(now)),
            edition: seen,
            ..before
        };
        match tx.change_blank(&blank).await {
            Err(store::Error::Conflict("edition-stale")) => {
                drop(tx);
                return Err(Failure::Stale(said(&self.store.read().await?.blank(office, id).await?)));
            }
            done => done?,
        }
        let detail = json!({ "name": blank.name, "design": blank.design, "size": blank.size,
            "closed": asked.closed });
        self.seal(tx, actor, now, "blank-change", id, detail).await?;
        self.blank(actor, id).await
    }

    /// Writes a move into the book.
    ///
    /// # Errors
    /// [`Failure::NotFound`]; [`Failure::Conflict`] `blanks-short` when less than nothing would
    /// be left, with how many there are; `blank-closed` when some shall come into a closed kind;
    /// [`Failure::Invalid`]; the office's.
    pub async fn move_blanks(
        &self,
        actor: &Actor,
        id: &str,
        asked: MoveAsked,
        now: DateTime<Utc>,
    ) -> Result<Move, Failure> {
        let office = office_as(actor, Scope::Issue, WRITERS)?;
        let today = date::day_of(now);
        let blames = asked.blames(today);
        if !blames.is_empty() {
            return Err(Failure::Invalid(blames));
        }
        let mut tx = self.store.begin().await?;
        let kind = tx.hold_blank(office, id).await?;
        let change = asked.change();
        if kind.closed_at.is_some() && change > 0 {
            return Err(Failure::Conflict("blank-closed", kind.name));
        }
        if kind.remaining + change < 0 {
            return Err(Failure::Conflict("blanks-short", kind.remaining.to_string()));
        }
        let made = Move {
            blank_id: id.to_owned(),
            ordinal: 0,
            act: asked.act,
            change,
            remaining: 0,
            day: asked.day.unwrap_or(today).to_string(),
            reason: asked.reason,
            batch_id: None,
            certificate_id: None,
            printed: false,
            person_id: actor.person.clone(),
            at: now,
        };
        let made = tx.move_blanks(made).await?;
        let detail = json!({ "ordinal": made.ordinal, "act": made.act, "change": made.change,
            "remaining": made.remaining, "reason": made.reason });
        self.seal(tx, actor, now, "blank-move", id, detail).await?;
        Ok(made)
    }
}

/// A kind of blanks as programs read it.
pub fn said(stocked: &Stocked) -> Json {
    let Stocked { blank, received, used, spoiled, returned, corrected, waiting } = stocked;
    json!({
        "id": blank.id, "name": blank.name, "design": blank.design, "size": blank.size,
        "received": received, "used": used, "spoiled": spoiled, "returned": returned,
        "corrected": corrected, "remaining": blank.remaining, "waiting": waiting,
        "closed_at": blank.closed_at.map(|at| at.to_rfc3339()), "edition": blank.edition,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_of_a_move_is_told() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        for (json, expected) in [
            (r#"{"act": "spoiled", "quantity": -2}"#, vec!["/quantity", "/reason"]),
            (r#"{"act": "corrected", "quantity": 0, "reason": "a\nb"}"#, vec!["/quantity", "/reason"]),
            (r#"{"act": "received", "quantity": 1000001, "day": "2026-11-25"}"#, vec!["/quantity", "/day"]),
            (r#"{"act": "corrected", "quantity": -9223372036854775808, "reason": "x"}"#, vec!["/quantity"]),
            (r#"{"act": "corrected", "quantity": -3, "reason": "x"}"#, vec![]),
            (r#"{"act": "received", "quantity": 3, "day": "2026-11-24"}"#, vec![]),
        ] {
            let blames = MoveAsked::from_json(json).unwrap().blames(today);
            let told: Vec<&str> = blames.iter().map(|blame| blame.pointer.as_str()).collect();
            assert_eq!(told, expected, "{json}");
        }
        let faults = MoveAsked::from_json(r#"{"act": "eaten", "quantity": "3", "x": 1}"#).unwrap_err();
        let told: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(told, ["/act", "/quantity", "/x"]);
        assert_eq!(MoveAsked::from_json("{}").unwrap_err().len(), 2);
    }
}
