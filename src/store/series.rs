//! Series of numbers (dãy số): what each register of an office numbers.

use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{FromRow, types::Json};

use super::sql::Ask;
use super::{Error, Reader, Tx};

/// A series of an office.
#[derive(Clone, Debug, PartialEq, Eq, FromRow, Serialize)]
pub struct Series {
    /// Whose.
    #[serde(skip)]
    pub office_id: String,
    /// Its name in addresses, such as `van-ban-di`.
    pub key: String,
    /// Its name for people.
    pub name: String,
    /// The types of document that it numbers; empty for every type.
    #[sqlx(json)]
    pub kinds: Vec<String>,
    /// The symbols that it numbers, as patterns; empty for every symbol.
    #[sqlx(json)]
    pub symbols: Vec<String>,
    /// Does it number what no other series does?
    #[serde(rename = "default")]
    pub usual: bool,
    /// May it give numbers with a letter to documents of past days?
    pub supplements: bool,
    /// When it was closed; no number is given then.
    pub closed_at: Option<DateTime<Utc>>,
    /// How often it was changed; who saves names the one they saw.
    pub edition: i64,
}

impl Reader {
    /// An office's series, by name.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn series(&mut self, office: &str) -> Result<Vec<Series>, Error> {
        all(self, office).await
    }
}

impl Tx {
    /// An office's series, by name.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn series(&mut self, office: &str) -> Result<Vec<Series>, Error> {
        all(self, office).await
    }

    /// Adds a series, unless the office has one of this name. True when it was added.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn add_series(&mut self, series: &Series) -> Result<bool, Error> {
        let added = run!(
            self,
            "INSERT INTO series (office_id, key, name, kinds, symbols, usual, supplements, closed_at, edition)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)
             ON CONFLICT (office_id, key) DO NOTHING",
            &series.office_id,
            &series.key,
            &series.name,
            Json(&series.kinds),
            Json(&series.symbols),
            series.usual,
            series.supplements,
            series.closed_at,
        )?;
        Ok(added == 1)
    }

    /// Changes everything of a series but its key, where it is still as the caller saw it
    /// (`edition`).
    ///
    /// # Errors
    /// [`Error::Conflict`] `edition-stale` when somebody was faster, or there is none.
    pub async fn change_series(&mut self, series: &Series) -> Result<(), Error> {
        let changed = run!(
            self,
            "UPDATE series SET name = $1, kinds = $2, symbols = $3, usual = $4, supplements = $5, closed_at = $6,
                 edition = edition + 1
             WHERE office_id = $7 AND key = $8 AND edition = $9",
            &series.name,
            Json(&series.kinds),
            Json(&series.symbols),
            series.usual,
            series.supplements,
            series.closed_at,
            &series.office_id,
            &series.key,
            series.edition,
        )?;
        if changed == 0 { Err(Error::Conflict("edition-stale")) } else { Ok(()) }
    }

    /// Makes every other series of an office take no more what nobody else takes.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn only_usual(&mut self, office: &str, key: &str) -> Result<(), Error> {
        run!(
            self,
            "UPDATE series SET usual = FALSE, edition = edition + 1
             WHERE office_id = $1 AND key <> $2 AND usual",
            office,
            key,
        )?;
        Ok(())
    }
}

async fn all(ask: &mut impl Ask, office: &str) -> Result<Vec<Series>, Error> {
    rows!(ask, Series, "SELECT * FROM series WHERE office_id = $1 ORDER BY key", office)
}
