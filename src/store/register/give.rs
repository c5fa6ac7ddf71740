//! Giving numbers: inside a transaction, in order.

use chrono::NaiveDate;

use super::{Entry, Given, Issued};
use crate::model::register::{MOST_PARTS, Number};
use crate::store::{Error, Tx};

impl Tx {
    /// Gives the next number of a series, for a document of this day. Others who ask for the
    /// same series wait until this transaction ends; when it fails the number is given again.
    ///
    /// # Errors
    /// [`Error::Conflict`] `day-before-last` when a number was given to a later day.
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
        let last = day_before(self, office, series, year, Number::plain(number)).await?;
        if last.is_some_and(|last| last > day.to_string()) {
            return Err(Error::Conflict("day-before-last"));
        }
        Ok(Given { office: office.to_owned(), series: series.to_owned(), year, number, part: 0 })
    }

    /// Writes the line of a number that [`Tx::next_number`] gave in this transaction.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the number or the document has a line already.
    pub async fn enter(&mut self, entry: &Entry) -> Result<(), Error> {
        run!(
            self,
            "INSERT INTO entry (office_id, series, year, number, part, status, day, symbol, document_id, reason,
                 particulars, person_id, at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            &entry.office_id,
            &entry.series,
            entry.year,
            entry.number,
            entry.part,
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

    /// Gives the next numbers of a series, as many as are wanted, for one day: the first of them.
    /// Their lines are for [`Tx::enter_all`].
    ///
    /// # Errors
    /// As [`Tx::next_number`].
    pub async fn next_numbers(
        &mut self,
        office: &str,
        series: &str,
        day: NaiveDate,
        count: i64,
    ) -> Result<i64, Error> {
        let year = i64::from(chrono::Datelike::year(&day));
        let next: Option<(i64,)> = row!(
            self,
            (i64,),
            "INSERT INTO counter (office_id, series, year, last) VALUES ($1, $2, $3, $4)
             ON CONFLICT (office_id, series, year) DO UPDATE SET last = counter.last + $4
             RETURNING last",
            office,
            series,
            year,
            count,
        )?;
        let first = next.map(|(last,)| last - count + 1).ok_or(Error::NotFound)?;
        let last = day_before(self, office, series, year, Number::plain(first)).await?;
        if last.is_some_and(|last| last > day.to_string()) {
            return Err(Error::Conflict("day-before-last"));
        }
        Ok(first)
    }

    /// Writes the lines of numbers that [`Tx::next_numbers`] gave in this transaction.
    ///
    /// # Errors
    /// As [`Tx::enter`].
    pub async fn enter_all(&mut self, entries: &[Entry]) -> Result<(), Error> {
        put_all!(
            self,
            "INSERT INTO entry (office_id, series, year, number, part, status, day, symbol, document_id, reason,
                 particulars, person_id, at)",
            13,
            entries,
            entry => [
                &entry.office_id,
                &entry.series,
                entry.year,
                entry.number,
                entry.part,
                &entry.status,
                &entry.day,
                &entry.symbol,
                &entry.document_id,
                &entry.reason,
                &entry.particulars,
                &entry.person_id,
                entry.at,
            ]
        );
        Ok(())
    }

    /// The day of the last number that was issued in a year, `YYYY-MM-DD`. Others who ask for the
    /// same series wait until this transaction ends.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn last_day(&mut self, office: &str, series: &str, year: i64) -> Result<Option<String>, Error> {
        hold(self, office, series, year).await?;
        day_before(self, office, series, year, Number::plain(i64::MAX)).await
    }

    /// Gives a supplement (số bù) for a document of a past day: a letter after the last number
    /// that was issued up to that day. Its line is for [`Tx::enter`], as any other's.
    ///
    /// # Errors
    /// [`Error::Conflict`]: `no-number-before` when nothing was issued up to that day;
    /// `day-out-of-order` when a supplement of the same number has a later day;
    /// `supplements-full` when the letters are used up.
    pub async fn supplement(&mut self, office: &str, series: &str, day: NaiveDate) -> Result<Given, Error> {
        let year = i64::from(chrono::Datelike::year(&day));
        hold(self, office, series, year).await?;
        let base: Option<(i64,)> = row!(
            self,
            (i64,),
            "SELECT number FROM entry
             WHERE office_id = $1 AND series = $2 AND year = $3 AND status = 'issued' AND day <= $4
             ORDER BY number DESC, part DESC LIMIT 1",
            office,
            series,
            year,
            day.to_string(),
        )?;
        let (number,) = base.ok_or(Error::Conflict("no-number-before"))?;
        let last: Option<(i64,)> = row!(
            self,
            (i64,),
            "SELECT MAX(part) FROM entry WHERE office_id = $1 AND series = $2 AND year = $3 AND number = $4",
            office,
            series,
            year,
            number,
        )?;
        let part = last.map_or(1, |(last,)| last + 1);
        if part > MOST_PARTS {
            return Err(Error::Conflict("supplements-full"));
        }
        let given = Given { office: office.to_owned(), series: series.to_owned(), year, number, part };
        in_order(self, &given, &day.to_string()).await?;
        Ok(given)
    }

    /// A reserved number, where a document of this day may have it. Others who ask for the same
    /// series wait until this transaction ends.
    ///
    /// # Errors
    /// [`Error::Conflict`] `number-not-reserved`; `day-out-of-order` when a number before it was
    /// issued on a later day, or one after it on an earlier.
    pub async fn reserved(
        &mut self,
        office: &str,
        series: &str,
        day: NaiveDate,
        number: Number,
    ) -> Result<Given, Error> {
        let year = i64::from(chrono::Datelike::year(&day));
        hold(self, office, series, year).await?;
        let Number { number, part } = number;
        let status: Option<(String,)> = row!(
            self,
            (String,),
            "SELECT status FROM entry
             WHERE office_id = $1 AND series = $2 AND year = $3 AND number = $4 AND part = $5",
            office,
            series,
            year,
            number,
            part,
        )?;
        if status.is_none_or(|(status,)| status != "reserved") {
            return Err(Error::Conflict("number-not-reserved"));
        }
        let given = Given { office: office.to_owned(), series: series.to_owned(), year, number, part };
        in_order(self, &given, &day.to_string()).await?;
        Ok(given)
    }

    /// Writes that a document has a reserved number. The reason of the reserve stays.
    ///
    /// # Errors
    /// [`Error::Conflict`] `number-not-reserved`, `day-out-of-order`.
    pub async fn take_reserved(&mut self, entry: &Entry) -> Result<(), Error> {
        hold(self, &entry.office_id, &entry.series, entry.year).await?;
        let changed = run!(
            self,
            "UPDATE entry SET status = 'issued', day = $1, symbol = $2, document_id = $3, particulars = $4,
                 person_id = $5, at = $6
             WHERE office_id = $7 AND series = $8 AND year = $9 AND number = $10 AND part = $11
               AND status = 'reserved'",
            &entry.day,
            &entry.symbol,
            &entry.document_id,
            &entry.particulars,
            &entry.person_id,
            entry.at,
            &entry.office_id,
            &entry.series,
            entry.year,
            entry.number,
            entry.part,
        )?;
        if changed == 0 {
            return Err(Error::Conflict("number-not-reserved"));
        }
        let given = Given {
            office: entry.office_id.clone(),
            series: entry.series.clone(),
            year: entry.year,
            number: entry.number,
            part: entry.part,
        };
        in_order(self, &given, &entry.day).await
    }

    /// Makes a reserved number void, with its reason: it stays in the register.
    ///
    /// # Errors
    /// [`Error::Conflict`] `number-not-reserved`: an issued number is never made void.
    pub async fn void(&mut self, given: &Given, reason: &str) -> Result<(), Error> {
        let changed = run!(
            self,
            "UPDATE entry SET status = 'void', reason = $1
             WHERE office_id = $2 AND series = $3 AND year = $4 AND number = $5 AND part = $6
               AND status = 'reserved'",
            reason,
            &given.office,
            &given.series,
            given.year,
            given.number,
            given.part,
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
            "INSERT INTO issue (document_id, ordinal, series, year, number, part, symbol, day, signer, pdf, docx,
                 at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            &issued.document_id,
            issued.ordinal,
            &issued.series,
            issued.year,
            issued.number,
            issued.part,
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

/// Locks the counter of a series and year, so that nobody else gives or takes one of its numbers
/// until this transaction ends.
async fn hold(tx: &mut Tx, office: &str, series: &str, year: i64) -> Result<(), Error> {
    run!(
        tx,
        "UPDATE counter SET last = last WHERE office_id = $1 AND series = $2 AND year = $3",
        office,
        series,
        year,
    )?;
    Ok(())
}

/// True days: a number's day lies between those of the issued numbers around it.
async fn in_order(tx: &mut Tx, given: &Given, day: &str) -> Result<(), Error> {
    let Given { office, series, year, number, part } = given;
    let before = day_before(tx, office, series, *year, Number { number: *number, part: *part }).await?;
    let after: Option<(String,)> = row!(
        tx,
        (String,),
        "SELECT day FROM entry
         WHERE office_id = $1 AND series = $2 AND year = $3 AND (number, part) > ($4, $5) AND status = 'issued'
         ORDER BY number, part LIMIT 1",
        office,
        series,
        year,
        number,
        part,
    )?;
    let early = before.is_some_and(|before| before.as_str() > day);
    let late = after.is_some_and(|(after,)| after.as_str() < day);
    if early || late { Err(Error::Conflict("day-out-of-order")) } else { Ok(()) }
}

/// The day of the last issued number before one.
async fn day_before(
    tx: &mut Tx,
    office: &str,
    series: &str,
    year: i64,
    number: Number,
) -> Result<Option<String>, Error> {
    let before: Option<(String,)> = row!(
        tx,
        (String,),
        "SELECT day FROM entry
         WHERE office_id = $1 AND series = $2 AND year = $3 AND (number, part) < ($4, $5) AND status = 'issued'
         ORDER BY number DESC, part DESC LIMIT 1",
        office,
        series,
        year,
        number.number,
        number.part,
    )?;
    Ok(before.map(|(day,)| day))
}
