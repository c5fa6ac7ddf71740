//! Blanks (phôi): kinds of them, and the book of their stock.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use super::sql::Ask;
use super::{Error, Reader, Tx};

/// A kind of blanks.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Blank {
    /// Its id.
    pub id: String,
    /// Whose.
    pub office_id: String,
    /// Its name for people.
    pub name: String,
    /// The design that is printed on it; may be empty.
    pub design: String,
    /// Its size, such as `400x300`; may be empty.
    pub size: String,
    /// How many are left.
    pub remaining: i64,
    /// How many moves there are.
    pub moves: i64,
    /// When it was closed: nothing is printed on it then.
    pub closed_at: Option<DateTime<Utc>>,
    /// How often it was changed; who saves names the one they saw.
    pub edition: i64,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
}

/// A kind of blanks with its sums.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Stocked {
    /// The kind.
    #[sqlx(flatten)]
    pub blank: Blank,
    /// How many were received.
    pub received: i64,
    /// How many were used.
    pub used: i64,
    /// How many were spoiled.
    pub spoiled: i64,
    /// How many were handed back.
    pub returned: i64,
    /// What counting them has added, or taken away.
    pub corrected: i64,
    /// How many certificates wait to be printed on it.
    pub waiting: i64,
}

/// A line of the stock book.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Move {
    /// Which kind.
    pub blank_id: String,
    /// From 1.
    pub ordinal: i64,
    /// `received`, `used`, `spoiled`, `returned` or `corrected`.
    pub act: String,
    /// How the stock changes.
    pub change: i64,
    /// What is left after it.
    pub remaining: i64,
    /// The day in the book, `YYYY-MM-DD`.
    pub day: String,
    /// Why; may be empty.
    pub reason: String,
    /// The batch that used them.
    pub batch_id: Option<String>,
    /// The certificate that was printed again on one.
    pub certificate_id: Option<String>,
    /// Were certificates printed on them? Written by hand otherwise.
    pub printed: bool,
    /// Who.
    pub person_id: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The question for kinds with their sums.
macro_rules! stocked {
    ($where:literal) => {
        concat!(
            "SELECT blank.*,
                CAST(COALESCE(SUM(CASE WHEN act = 'received' THEN change END), 0) AS BIGINT) AS received,
                CAST(COALESCE(-SUM(CASE WHEN act = 'used' THEN change END), 0) AS BIGINT) AS used,
                CAST(COALESCE(-SUM(CASE WHEN act = 'spoiled' THEN change END), 0) AS BIGINT) AS spoiled,
                CAST(COALESCE(-SUM(CASE WHEN act = 'returned' THEN change END), 0) AS BIGINT) AS returned,
                CAST(COALESCE(SUM(CASE WHEN act = 'corrected' THEN change END), 0) AS BIGINT) AS corrected,
                (SELECT COUNT(*) FROM certificate WHERE certificate.blank_id = blank.id
                    AND certificate.state = 'enrolled') AS waiting
             FROM blank LEFT JOIN blank_move ON blank_move.blank_id = blank.id WHERE ",
            $where,
            " GROUP BY blank.id ORDER BY blank.id"
        )
    };
}

impl Reader {
    /// An office's kinds of blanks with their sums, the oldest first.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn blanks(&mut self, office: &str) -> Result<Vec<Stocked>, Error> {
        rows!(self, Stocked, stocked!("blank.office_id = $1"), office)
    }

    /// One kind with its sums.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn blank(&mut self, office: &str, id: &str) -> Result<Stocked, Error> {
        row!(self, Stocked, stocked!("blank.office_id = $1 AND blank.id = $2"), office, id)?
            .ok_or(Error::NotFound)
    }

    /// Moves of a kind before an ordinal, the newest first.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn blank_moves(&mut self, id: &str, before: i64, limit: i64) -> Result<Vec<Move>, Error> {
        rows!(
            self,
            Move,
            "SELECT * FROM blank_move WHERE blank_id = $1 AND ordinal < $2 ORDER BY ordinal DESC LIMIT $3",
            id,
            before,
            limit,
        )
    }
}

impl Tx {
    /// One kind, locked: nobody else moves some of it until this transaction ends.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn hold_blank(&mut self, office: &str, id: &str) -> Result<Blank, Error> {
        run!(self, "UPDATE blank SET moves = moves WHERE office_id = $1 AND id = $2", office, id)?;
        one(self, office, id).await
    }

    /// How many certificates wait to be printed on a kind.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn waiting_on(&mut self, blank: &str) -> Result<i64, Error> {
        let count: Option<(i64,)> = row!(
            self,
            (i64,),
            "SELECT COUNT(*) FROM certificate WHERE blank_id = $1 AND state = 'enrolled'",
            blank,
        )?;
        Ok(count.map_or(0, |(count,)| count))
    }

    /// How many kinds an office has.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn count_blanks(&mut self, office: &str) -> Result<i64, Error> {
        let count: Option<(i64,)> =
            row!(self, (i64,), "SELECT COUNT(*) FROM blank WHERE office_id = $1", office)?;
        Ok(count.map_or(0, |(count,)| count))
    }

    /// Enters a kind, of which there is none yet.
    ///
    /// # Errors
    /// [`Error::Conflict`] `exists` when the office has one of this name.
    pub async fn add_blank(&mut self, blank: &Blank) -> Result<(), Error> {
        run!(
            self,
            "INSERT INTO blank (id, office_id, name, design, size, remaining, moves, closed_at, edition, created_at)
             VALUES ($1, $2, $3, $4, $5, 0, 0, $6, 1, $7)",
            &blank.id,
            &blank.office_id,
            &blank.name,
            &blank.design,
            &blank.size,
            blank.closed_at,
            blank.created_at,
        )?;
        Ok(())
    }

    /// Changes name, design, size and whether it is closed, where it is still as the caller saw
    /// it (`edition`).
    ///
    /// # Errors
    /// [`Error::Conflict`] `edition-stale` when somebody was faster; `exists`.
    pub async fn change_blank(&mut self, blank: &Blank) -> Result<(), Error> {
        let changed = run!(
            self,
            "UPDATE blank SET name = $1, design = $2, size = $3, closed_at = $4, edition = edition + 1
             WHERE office_id = $5 AND id = $6 AND edition = $7",
            &blank.name,
            &blank.design,
            &blank.size,
            blank.closed_at,
            &blank.office_id,
            &blank.id,
            blank.edition,
        )?;
        if changed == 0 { Err(Error::Conflict("edition-stale")) } else { Ok(()) }
    }

    /// Writes a move into the book; its ordinal and what is left are found here. Gives the move
    /// as it is written.
    ///
    /// # Errors
    /// [`Error::Conflict`] `blanks-short` when less than nothing would be left;
    /// [`Error::NotFound`].
    pub async fn move_blanks(&mut self, made: Move) -> Result<Move, Error> {
        let moved: Option<(i64, i64)> = row!(
            self,
            (i64, i64),
            "UPDATE blank SET remaining = remaining + $1, moves = moves + 1 WHERE id = $2
             RETURNING remaining, moves",
            made.change,
            &made.blank_id,
        )?;
        let (remaining, ordinal) = moved.ok_or(Error::NotFound)?;
        if remaining < 0 {
            return Err(Error::Conflict("blanks-short"));
        }
        let made = Move { remaining, ordinal, ..made };
        run!(
            self,
            "INSERT INTO blank_move (blank_id, ordinal, act, change, remaining, day, reason, batch_id,
                 certificate_id, printed, person_id, at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            &made.blank_id,
            made.ordinal,
            &made.act,
            made.change,
            made.remaining,
            &made.day,
            &made.reason,
            &made.batch_id,
            &made.certificate_id,
            made.printed,
            &made.person_id,
            made.at,
        )?;
        Ok(made)
    }
}

async fn one(ask: &mut impl Ask, office: &str, id: &str) -> Result<Blank, Error> {
    row!(ask, Blank, "SELECT * FROM blank WHERE office_id = $1 AND id = $2", office, id)?
        .ok_or(Error::NotFound)
}
