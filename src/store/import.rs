//! Lists that units send: previewed, answered, confirmed.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use sqlx::FromRow;

use super::sql::Ask;
use super::{Error, Reader, Tx};

/// A list, without its bytes and what was read.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ImportRow {
    /// ULID.
    pub id: String,
    /// The round that it is for.
    pub round_id: String,
    /// Whose.
    pub office_id: String,
    /// The name of the file.
    pub file: String,
    /// SHA-256 of its bytes.
    pub digest: String,
    /// `previewed` or `confirmed`.
    pub state: String,
    /// The answers to its questions.
    pub answers: Json,
    /// How often it was answered.
    pub edition: i64,
    /// The confirmed list that it corrects.
    pub corrects: Option<String>,
    /// Đơn vị đề nghị of all its rows; empty where each says it, or nobody does.
    pub proposer: String,
    /// Who handed it in.
    pub person_id: String,
    /// When.
    pub at: DateTime<Utc>,
    /// When it was taken over.
    pub confirmed_at: Option<DateTime<Utc>>,
}

/// Lists without their bytes.
macro_rules! imports {
    ($rest:literal) => {
        concat!(
            "SELECT id, round_id, office_id, file, digest, state, answers, edition, corrects, proposer,
                    person_id, at, confirmed_at
             FROM list_import ",
            $rest
        )
    };
}

impl Reader {
    /// The lists of a round, the newest first, those before one (empty: from the newest).
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn imports(&mut self, round: &str, before: &str, limit: i64) -> Result<Vec<ImportRow>, Error> {
        rows!(
            self,
            ImportRow,
            imports!("WHERE round_id = $1 AND ($2 = '' OR id < $2) ORDER BY id DESC LIMIT $3"),
            round,
            before,
            limit,
        )
    }

    /// A list of an office.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn import(&mut self, office: &str, id: &str) -> Result<ImportRow, Error> {
        import(self, office, id).await
    }

    /// True where a list was confirmed that corrects this one.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn import_corrected(&mut self, id: &str) -> Result<bool, Error> {
        let found: Option<(i64,)> = row!(
            self,
            (i64,),
            "SELECT COUNT(*) FROM list_import WHERE corrects = $1 AND state = 'confirmed'",
            id,
        )?;
        Ok(found.is_some_and(|(count,)| count > 0))
    }

    /// What was read from a list.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn import_result(&mut self, id: &str) -> Result<Json, Error> {
        result(self, id).await
    }

    /// The bytes of a list, where they are kept still.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn import_content(&mut self, id: &str) -> Result<Vec<u8>, Error> {
        let found: Option<(Option<Vec<u8>>,)> =
            row!(self, (Option<Vec<u8>>,), "SELECT content FROM list_import WHERE id = $1", id)?;
        found.and_then(|(content,)| content).ok_or(Error::NotFound)
    }
}

impl Tx {
    /// A list of an office, held.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn hold_import(&mut self, office: &str, id: &str) -> Result<ImportRow, Error> {
        run!(self, "UPDATE list_import SET edition = edition WHERE office_id = $1 AND id = $2", office, id)?;
        import(self, office, id).await
    }

    /// As [`Reader::import_result`].
    ///
    /// # Errors
    /// As [`Reader::import_result`].
    pub async fn import_result(&mut self, id: &str) -> Result<Json, Error> {
        result(self, id).await
    }

    /// Every list of a round.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn imports_of(&mut self, round: &str) -> Result<Vec<ImportRow>, Error> {
        rows!(self, ImportRow, imports!("WHERE round_id = $1 ORDER BY id"), round)
    }

    /// Puts what was read from a list anew, without somebody's data; its bytes are let go, since
    /// nothing can be taken out of them.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn redact_import(&mut self, id: &str, file: &str, result: &Json) -> Result<(), Error> {
        run!(
            self,
            "UPDATE list_import SET file = $1, result = $2, content = NULL WHERE id = $3",
            file,
            result,
            id,
        )?;
        Ok(())
    }

    /// Keeps a list with its bytes and what was read from it.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn add_import(&mut self, new: &ImportRow, content: &[u8], result: &Json) -> Result<(), Error> {
        run!(
            self,
            "INSERT INTO list_import
             (id, round_id, office_id, file, digest, content, state, result, answers, edition, corrects,
              proposer, person_id, at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
            &new.id,
            &new.round_id,
            &new.office_id,
            &new.file,
            &new.digest,
            content,
            &new.state,
            result,
            &new.answers,
            new.edition,
            &new.corrects,
            &new.proposer,
            &new.person_id,
            new.at,
        )?;
        Ok(())
    }

    /// Keeps answers to the questions of a list over the edition that was seen.
    ///
    /// # Errors
    /// [`Error::Conflict`] `edition-stale` when somebody was faster.
    pub async fn answer_import(&mut self, id: &str, seen: i64, answers: &Json) -> Result<(), Error> {
        let done = run!(
            self,
            "UPDATE list_import SET answers = $1, edition = edition + 1
             WHERE id = $2 AND edition = $3 AND state = 'previewed'",
            answers,
            id,
            seen,
        )?;
        if done == 0 { Err(Error::Conflict("edition-stale")) } else { Ok(()) }
    }

    /// Notes that a list was taken over.
    ///
    /// # Errors
    /// [`Error::Conflict`] `edition-stale` when somebody was faster.
    pub async fn confirm_import(&mut self, id: &str, seen: i64, at: DateTime<Utc>) -> Result<(), Error> {
        let done = run!(
            self,
            "UPDATE list_import SET state = 'confirmed', confirmed_at = $1, edition = edition + 1
             WHERE id = $2 AND edition = $3 AND state = 'previewed'",
            at,
            id,
            seen,
        )?;
        if done == 0 { Err(Error::Conflict("edition-stale")) } else { Ok(()) }
    }

    /// Throws a list away that was never taken over.
    ///
    /// # Errors
    /// [`Error::Conflict`] `edition-stale` where it was.
    pub async fn drop_import(&mut self, id: &str) -> Result<(), Error> {
        let gone = run!(self, "DELETE FROM list_import WHERE id = $1 AND state = 'previewed'", id)?;
        if gone == 0 { Err(Error::Conflict("edition-stale")) } else { Ok(()) }
    }

    /// Throws away an office's lists of before a time that nobody took over.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn forget_imports(&mut self, office: &str, before: DateTime<Utc>) -> Result<(), Error> {
        run!(
            self,
            "DELETE FROM list_import WHERE office_id = $1 AND state = 'previewed' AND at < $2",
            office,
            before,
        )?;
        Ok(())
    }
}

async fn import(ask: &mut impl Ask, office: &str, id: &str) -> Result<ImportRow, Error> {
    row!(ask, ImportRow, imports!("WHERE office_id = $1 AND id = $2"), office, id)?.ok_or(Error::NotFound)
}

async fn result(ask: &mut impl Ask, id: &str) -> Result<Json, Error> {
    let found: Option<(Json,)> = row!(ask, (Json,), "SELECT result FROM list_import WHERE id = $1", id)?;
    found.map(|(result,)| result).ok_or(Error::NotFound)
}
