//! Registers (sổ): numbers given once, in order, without a hole.
//!
//! The lines of a series and year are 1…n, each once, whatever transactions fail: the counter's
//! row is locked by whoever gives a number, and a number of a failed transaction is given again.
//! Days follow numbers: of two issued lines the one with the smaller number has no later day.
//! A supplement (số bù, `15a`) stands between its number and the next and follows the same order.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use sqlx::FromRow;

use super::{Error, Reader};
use crate::model::register::Number;

mod give;

/// A number of a series: of an office, by its name, of a year.
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
