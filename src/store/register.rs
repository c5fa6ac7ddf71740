//! Registers (sổ): numbers given once, in order, without a hole.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value as Json;
use sqlx::FromRow;

use super::{Error, Reader, Tx};

/// A series of numbers: of an office, by its name, of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Whose.
    pub office: String,
    /// Which of its series, such as `van-ban-di`.
    pub series: String,
    /// The year on the document (Asia/Ho_Chi_Minh).
    pub year: i64,
    /// The number.
    pub number: i64,
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
            "SELECT * FROM entry WHERE office_id = $1 AND series = $2 AND year = $3 ORDER BY number",
            office,
            series,
            year,
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
                  AND entry.series = counter.series AND entry.year = counter.year
             GROUP BY counter.office_id, counter.series, counter.year, counter.last
             ORDER BY counter.office_id, counter.series, counter.year",
        )
    }
}

impl Tx {
    /// Gives the next number of a series, for a document of this day. Others who ask for the
    /// same series wait until this transaction ends; when it fails the number is given again.
    ///
    /// # Errors
    /// [`Error::Conflict`] `day-before-last` when a later day already has a smaller number.
    pub async fn next_number(&mut self, office: &str, series: &str, day: NaiveDate) -> Result<Given, Error> {
        let year = i64::from(chrono::Datelike::year(&day));
        let next: Option<(i64,)> = row!(
            self,
            (i64,),
            "INSERT INTO counter (office_id, series, year, last) VALUES ($1, $2, $3, 1)
             ON CONFLICT (office_id, series, year) DO UPDATE SET last = counter.last + 1
             RETURNING last",
            office,
            series,
            year,
        )?;
        let (number,) = next.ok_or(Error::NotFound)?;
        let last: Option<(String,)> = row!(
            self,
            (String,),
            "SELECT day FROM entry WHERE office_id = $1 AND series = $2 AND year = $3 AND status = 'issued'
             ORDER BY day DESC LIMIT 1",
            office,
            series,
            year,
        )?;
        if last.is_some_and(|(last,)| last > day.to_string()) {
            return Err(Error::Conflict("day-before-last"));
        }
        Ok(Given { office: office.to_owned(), series: series.to_owned(), year, number })
    }

    /// Writes the line of a number that [`Tx::next_number`] gave in this transaction.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the number or the document has a line already.
    pub async fn enter(&mut self, entry: &Entry) -> Result<(), Error> {
        run!(
            self,
            "INSERT INTO entry (office_id, series, year, number, status, day, symbol, document_id, reason,
                 particulars, person_id, at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            &entry.office_id,
            &entry.series,
            entry.year,
            entry.number,
            &entry.status,
            &entry.day,
            &entry.symbol,
            &entry.document_id,
            &entry.reason,
            &entry.particulars,
            &entry.person_id,
            entry.at,
        )?;
        Ok(())
    }

    /// Gives a reserved number to a document.
    ///
    /// # Errors
    /// [`Error::Conflict`] `number-not-reserved`.
    pub async fn take_reserved(&mut self, entry: &Entry) -> Result<(), Error> {
        let changed = run!(
            self,
            "UPDATE entry SET status = 'issued', symbol = $1, document_id = $2, particulars = $3
             WHERE office_id = $4 AND series = $5 AND year = $6 AND number = $7 AND status = 'reserved'",
            &entry.symbol,
            &entry.document_id,
            &entry.particulars,
            &entry.office_id,
            &entry.series,
            entry.year,
            entry.number,
        )?;
        if changed == 0 { Err(Error::Conflict("number-not-reserved")) } else { Ok(()) }
    }

    /// Makes a reserved number void, with its reason: it stays in the register.
    ///
    /// # Errors
    /// [`Error::Conflict`] `number-not-reserved`: an issued number is never made void.
    pub async fn void(&mut self, given: &Given, reason: &str) -> Result<(), Error> {
        let changed = run!(
            self,
            "UPDATE entry SET status = 'void', reason = $1
             WHERE office_id = $2 AND series = $3 AND year = $4 AND number = $5 AND status = 'reserved'",
            reason,
            &given.office,
            &given.series,
            given.year,
            given.number,
        )?;
        if changed == 0 { Err(Error::Conflict("number-not-reserved")) } else { Ok(()) }
    }

    /// Fixes what was issued.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the document was issued before.
    pub async fn fix(&mut self, issued: &Issued) -> Result<(), Error> {
        run!(
            self,
            "INSERT INTO issue (document_id, ordinal, series, year, number, symbol, day, signer, pdf, docx, at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            &issued.document_id,
            issued.ordinal,
            &issued.series,
            issued.year,
            issued.number,
            &issued.symbol,
            &issued.day,
            &issued.signer,
            &issued.pdf,
            &issued.docx,
            issued.at,
        )?;
        Ok(())
    }
}
