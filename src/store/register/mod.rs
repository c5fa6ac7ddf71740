//! Registers (sổ): numbers given once, in order, without a hole.
//!
//! The lines of a series and year are 1…n, each once, whatever transactions fail: the counter's
//! row is locked by whoever gives a number, and a number of a failed transaction is given again.
//! Days follow numbers: of two issued lines the one with the smaller number has no later day.
//! A supplement (số bù, `15a`) stands between its number and the next and follows the same order.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use sqlx::FromRow;

use super::sql::Ask;
use super::{Error, Reader, Tx};
use crate::model::register::Number;

mod give;

/// A number of a series: of an office, by its name, of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Whose.
    pub office: String,
    /// Which of its series, such as `van-ban-di`.
    pub series: String,
    /// The year on the document, in Việt Nam.
    pub year: i64,
    /// The number.
    pub number: i64,
    /// 0, or which supplement of the number it is.
    pub part: i64,
}

impl Given {
    /// The number as it stands on the document: `05`, `15a`.
    pub fn written(&self) -> String {
        Number { number: self.number, part: self.part }.to_string()
    }
}

/// A line of a register.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct Entry {
    /// Whose.
    pub office_id: String,
    /// Which series.
    pub series: String,
    /// Which year.
    pub year: i64,
    /// Which number.
    pub number: i64,
    /// 0, or which supplement of the number it is.
    pub part: i64,
    /// `issued`, `reserved` or `void`.
    pub status: String,
    /// The day on the document, `YYYY-MM-DD`.
    pub day: String,
    /// The symbol, such as `QĐ-UBND`.
    pub symbol: String,
    /// The document, where it is issued.
    pub document_id: Option<String>,
    /// Why it is reserved or void.
    pub reason: String,
    /// Người ký, nơi nhận and what else the register prints.
    pub particulars: Json,
    /// Who wrote the line.
    pub person_id: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Which lines of a register are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Which {
    /// The year.
    pub year: i64,
    /// `issued`, `reserved` or `void`; empty for all.
    pub status: String,
    /// The first day, `YYYY-MM-DD`; empty for none.
    pub from: String,
    /// The last day.
    pub to: String,
}

/// A line of a register, with what became of its document.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct Line {
    /// The line.
    #[sqlx(flatten)]
    pub entry: Entry,
    /// Key of the document's state.
    pub state: Option<String>,
    /// When it was revoked or replaced.
    pub ended_at: Option<DateTime<Utc>>,
    /// Why.
    pub ended_note: Option<String>,
    /// The number of what replaced it.
    pub later_number: Option<i64>,
    /// Which supplement that is.
    pub later_part: Option<i64>,
    /// The symbol of what replaced it.
    pub later_symbol: Option<String>,
}

/// How the numbers of a series and year stand.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Filled {
    /// Which series.
    pub series: String,
    /// Which year.
    pub year: i64,
    /// The last number given.
    pub last: i64,
    /// How many are issued.
    pub issued: i64,
    /// How many are reserved.
    pub reserved: i64,
    /// How many are void.
    pub void: i64,
}

/// What was issued: fixed for ever.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Issued {
    /// The document.
    pub document_id: String,
    /// The version that was issued.
    pub ordinal: i64,
    /// Series.
    pub series: String,
    /// Year.
    pub year: i64,
    /// Number.
    pub number: i64,
    /// 0, or which supplement of the number it is.
    pub part: i64,
    /// Symbol.
    pub symbol: String,
    /// Day, `YYYY-MM-DD`.
    pub day: String,
    /// Who signed.
    pub signer: String,
    /// Name of the PDF.
    pub pdf: String,
    /// Name of the Word file.
    pub docx: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Reader {
    /// The lines of a register in the order of numbers.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn register(&mut self, office: &str, series: &str, year: i64) -> Result<Vec<Entry>, Error> {
        rows!(
            self,
            Entry,
            "SELECT * FROM entry WHERE office_id = $1 AND series = $2 AND year = $3 ORDER BY number, part",
            office,
            series,
            year,
        )
    }

    /// Lines of a register after a number (0 and 0 for the first), in the order of numbers, with
    /// what became of their documents; at most `limit`.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn lines(
        &mut self,
        office: &str,
        series: &str,
        which: &Which,
        after: Number,
        limit: i64,
    ) -> Result<Vec<Line>, Error> {
        lines(self, office, series, which, after, limit).await
    }

    /// How many numbers of each series and year of an office are what: the newest year first.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn tallies(&mut self, office: &str) -> Result<Vec<Filled>, Error> {
        rows!(
            self,
            Filled,
            "SELECT series, year, MAX(number) AS last, COUNT(CASE WHEN status = 'issued' THEN 1 END) AS issued,
                    COUNT(CASE WHEN status = 'reserved' THEN 1 END) AS reserved,
                    COUNT(CASE WHEN status = 'void' THEN 1 END) AS void
             FROM entry WHERE office_id = $1 GROUP BY series, year ORDER BY series, year DESC",
            office,
        )
    }

    /// What was issued of a document.
    ///
    /// # Errors
    /// [`Error::NotFound`] for one that is not issued.
    pub async fn issued(&mut self, document: &str) -> Result<Issued, Error> {
        row!(self, Issued, "SELECT * FROM issue WHERE document_id = $1", document)?.ok_or(Error::NotFound)
    }

    /// Every counter beside what its register says: office, series, year, the last number
    /// given, how many lines there are, the least and the greatest number. Where they differ
    /// there is a hole.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn counters(&mut self) -> Result<Vec<(String, String, i64, i64, i64, i64, i64)>, Error> {
        rows!(
            self,
            (String, String, i64, i64, i64, i64, i64),
            "SELECT counter.office_id, counter.series, counter.year, counter.last, COUNT(entry.number),
                    CAST(COALESCE(MIN(entry.number), 0) AS BIGINT), CAST(COALESCE(MAX(entry.number), 0) AS BIGINT)
             FROM counter LEFT JOIN entry ON entry.office_id = counter.office_id
                  AND entry.series = counter.series AND entry.year = counter.year AND entry.part = 0
             GROUP BY counter.office_id, counter.series, counter.year, counter.last
             ORDER BY counter.office_id, counter.series, counter.year",
        )
    }
}

impl Tx {
    /// As [`Reader::lines`].
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn lines(
        &mut self,
        office: &str,
        series: &str,
        which: &Which,
        after: Number,
        limit: i64,
    ) -> Result<Vec<Line>, Error> {
        lines(self, office, series, which, after, limit).await
    }
}

/// Lines of a register, in a transaction or outside.
async fn lines(
    ask: &mut impl Ask,
    office: &str,
    series: &str,
    which: &Which,
    after: Number,
    limit: i64,
) -> Result<Vec<Line>, Error> {
    rows!(
        ask,
        Line,
        "SELECT entry.*, document.state, version.at AS ended_at, version.note AS ended_note,
                later.number AS later_number, later.part AS later_part, later.symbol AS later_symbol
         FROM entry
              LEFT JOIN document ON document.id = entry.document_id
              LEFT JOIN version ON version.document_id = document.id AND version.act IN ('revoke', 'replace')
              LEFT JOIN issue later ON later.document_id = document.replaced_by
         WHERE entry.office_id = $1 AND entry.series = $2 AND entry.year = $3
           AND ($4 = '' OR entry.status = $4) AND ($5 = '' OR entry.day >= $5) AND ($6 = '' OR entry.day <= $6)
           AND (entry.number, entry.part) > ($7, $8)
         ORDER BY entry.number, entry.part LIMIT $9",
        office,
        series,
        which.year,
        &which.status,
        &which.from,
        &which.to,
        after.number,
        after.part,
        limit,
    )
}
