//! Certificates: what was printed for whom, found by office, by batch, by words, by code.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use sqlx::FromRow;

use super::document::search;
use super::sql::Ask;
use super::{Error, Reader, Tx};

mod change;
mod life;

pub use change::Borne;
pub use life::{Printed, Reprint};

/// A certificate.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct CertificateRow {
    /// Its id. Those of one batch are in the order of its rows.
    pub id: String,
    /// Whose.
    pub office_id: String,
    /// What the public asks with, without hyphens.
    pub code: String,
    /// The batch that prints it.
    pub batch_id: Option<String>,
    /// Its honoree in a round.
    pub honoree_id: Option<String>,
    /// The design, as `key` or `key@version`.
    pub design: String,
    /// The kind of blanks that it is printed on.
    pub blank_id: Option<String>,
    /// The series of its number.
    pub series: Option<String>,
    /// The year of its number.
    pub year: i64,
    /// Its number.
    pub number: Option<i64>,
    /// The day in the register, `YYYY-MM-DD`.
    pub day: String,
    /// `enrolled`, `printed`, `given-up`, `revoked` or `replaced`.
    pub state: String,
    /// The one that it shall replace, of the same honoree.
    pub replaces: Option<String>,
    /// The one that replaced it.
    pub replaced_by: Option<String>,
    /// The row that is printed; nothing of one that was given up.
    pub paper: Json,
    /// Hình thức khen thưởng, as the register says it.
    pub form: String,
    /// The honoree's name.
    pub name: String,
    /// What search looks in.
    #[sqlx(default)]
    pub search: String,
    /// How often it was printed again.
    pub reprints: i64,
    /// Who had it made.
    pub person_id: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When it was printed.
    pub printed_at: Option<DateTime<Utc>>,
    /// When it was given up, revoked or replaced.
    pub ended_at: Option<DateTime<Utc>>,
    /// Why.
    pub ended_note: String,
}

/// Which certificates are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Listing<'a> {
    /// Of this batch alone, in the order of its rows; without one the newest come first.
    pub batch: &'a str,
    /// Key of the state; empty for any.
    pub state: &'a str,
    /// Words of name, unit, number and decision, in any order, with accents or without.
    pub words: &'a str,
    /// The id of the last one that was seen; empty at first.
    pub after: &'a str,
}

/// What anybody with its code learns of a certificate.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct Public {
    /// The office's name.
    pub office: String,
    /// `printed`, `revoked` or `replaced`.
    pub state: String,
    /// The row that was printed.
    pub paper: Json,
    /// Hình thức khen thưởng.
    pub form: String,
    /// When it was revoked or replaced.
    pub ended_at: Option<DateTime<Utc>>,
    /// The code of the one that replaced it.
    pub newer: Option<String>,
}

/// The part of the question that says which certificates are wanted.
macro_rules! listed {
    ($order:literal) => {
        concat!(
            "SELECT * FROM certificate WHERE office_id = $1 AND ($2 = '' OR state = $2)
               AND search LIKE $3 ESCAPE '\\' AND search LIKE $4 ESCAPE '\\' AND search LIKE $5 ESCAPE '\\'
               AND search LIKE $6 ESCAPE '\\' ",
            $order
        )
    };
}

impl Reader {
    /// An office's certificates, at most `limit`.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn certificates(
        &mut self,
        office: &str,
        which: &Listing<'_>,
        limit: i64,
    ) -> Result<Vec<CertificateRow>, Error> {
        let [a, b, c, d, ..] = search::patterns(which.words);
        let Listing { batch, state, after, .. } = *which;
        if batch.is_empty() {
            let text = listed!("AND ($7 = '' OR id < $7) ORDER BY id DESC LIMIT $8");
            rows!(self, CertificateRow, text, office, state, a, b, c, d, after, limit)
        } else {
            let text = listed!("AND id > $7 AND batch_id = $9 ORDER BY id LIMIT $8");
            rows!(self, CertificateRow, text, office, state, a, b, c, d, after, limit, batch)
        }
    }

    /// One certificate.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn certificate(&mut self, office: &str, id: &str) -> Result<CertificateRow, Error> {
        one(self, office, id).await
    }

    /// What the public learns of a code: of certificates that were printed, and no others.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn public_certificate(&mut self, code: &str) -> Result<Public, Error> {
        row!(
            self,
            Public,
            "SELECT office.name AS office, certificate.state, certificate.paper, certificate.form,
                    certificate.ended_at, newer.code AS newer
             FROM certificate JOIN office ON office.id = certificate.office_id
                  LEFT JOIN certificate newer ON newer.id = certificate.replaced_by
             WHERE certificate.code = $1 AND certificate.printed_at IS NOT NULL",
            code,
        )?
        .ok_or(Error::NotFound)
    }

    /// The times that a certificate was printed again.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn reprints(&mut self, id: &str) -> Result<Vec<Reprint>, Error> {
        rows!(self, Reprint, "SELECT * FROM reprint WHERE certificate_id = $1 ORDER BY ordinal", id)
    }

    /// Id, state and paper of certificates after an id: for whoever looks for a person's data.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn papers(
        &mut self,
        office: &str,
        after: &str,
        limit: i64,
    ) -> Result<Vec<(String, String, Json)>, Error> {
        rows!(
            self,
            (String, String, Json),
            "SELECT id, state, paper FROM certificate WHERE office_id = $1 AND id > $2 ORDER BY id LIMIT $3",
            office,
            after,
            limit,
        )
    }
}

impl Tx {
    /// One certificate, locked until this transaction ends.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn hold_certificate(&mut self, office: &str, id: &str) -> Result<CertificateRow, Error> {
        run!(
            self,
            "UPDATE certificate SET reprints = reprints WHERE office_id = $1 AND id = $2",
            office,
            id,
        )?;
        one(self, office, id).await
    }
}

async fn one(ask: &mut impl Ask, office: &str, id: &str) -> Result<CertificateRow, Error> {
    row!(ask, CertificateRow, "SELECT * FROM certificate WHERE office_id = $1 AND id = $2", office, id)?
        .ok_or(Error::NotFound)
}
