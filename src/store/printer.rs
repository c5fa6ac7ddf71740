//! Printers, and what each is made up for.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use super::{Error, Reader, Tx};

/// A printer of an office.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Printer {
    /// Its id.
    pub id: String,
    /// Whose.
    pub office_id: String,
    /// Its name for people.
    pub name: String,
    /// The size of the paper that it was measured with, such as `a4`.
    pub size: String,
    /// To the right, in tenths of a millimetre.
    pub rightwards: i64,
    /// Down, in tenths of a millimetre.
    pub downwards: i64,
    /// Scale in tenths of a percent.
    pub scale: i64,
    /// True where the sheet goes in upside down.
    pub turned: bool,
    /// How often it was changed; who saves names the one they saw.
    pub edition: i64,
    /// When it was changed.
    pub changed_at: DateTime<Utc>,
}

impl Reader {
    /// An office's printers, the oldest first.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn printers(&mut self, office: &str) -> Result<Vec<Printer>, Error> {
        rows!(self, Printer, "SELECT * FROM printer WHERE office_id = $1 ORDER BY id", office)
    }

    /// One printer.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn printer(&mut self, office: &str, id: &str) -> Result<Printer, Error> {
        row!(self, Printer, "SELECT * FROM printer WHERE office_id = $1 AND id = $2", office, id)?
            .ok_or(Error::NotFound)
    }
}

impl Tx {
    /// How many printers an office has.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn count_printers(&mut self, office: &str) -> Result<i64, Error> {
        let count: Option<(i64,)> =
            row!(self, (i64,), "SELECT COUNT(*) FROM printer WHERE office_id = $1", office)?;
        Ok(count.map_or(0, |(count,)| count))
    }

    /// Enters a printer.
    ///
    /// # Errors
    /// [`Error::Conflict`] `exists` when the office has one of this name.
    pub async fn add_printer(&mut self, printer: &Printer) -> Result<(), Error> {
        run!(
            self,
            "INSERT INTO printer (id, office_id, name, size, rightwards, downwards, scale, turned, edition,
                 changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9)",
            &printer.id,
            &printer.office_id,
            &printer.name,
            &printer.size,
            printer.rightwards,
            printer.downwards,
            printer.scale,
            printer.turned,
            printer.changed_at,
        )?;
        Ok(())
    }

    /// Changes everything of a printer, where it is still as the caller saw it (`edition`).
    ///
    /// # Errors
    /// [`Error::Conflict`] `edition-stale` when somebody was faster; `exists`.
    pub async fn change_printer(&mut self, printer: &Printer) -> Result<(), Error> {
        let changed = run!(
            self,
            "UPDATE printer SET name = $1, size = $2, rightwards = $3, downwards = $4, scale = $5, turned = $6,
                 edition = edition + 1, changed_at = $7
             WHERE office_id = $8 AND id = $9 AND edition = $10",
            &printer.name,
            &printer.size,
            printer.rightwards,
            printer.downwards,
            printer.scale,
            printer.turned,
            printer.changed_at,
            &printer.office_id,
            &printer.id,
            printer.edition,
        )?;
        if changed == 0 { Err(Error::Conflict("edition-stale")) } else { Ok(()) }
    }

    /// Takes a printer out, where it is still as the caller saw it.
    ///
    /// # Errors
    /// [`Error::Conflict`] `edition-stale`.
    pub async fn remove_printer(&mut self, office: &str, id: &str, edition: i64) -> Result<(), Error> {
        let gone = run!(
            self,
            "DELETE FROM printer WHERE office_id = $1 AND id = $2 AND edition = $3",
            office,
            id,
            edition,
        )?;
        if gone == 0 { Err(Error::Conflict("edition-stale")) } else { Ok(()) }
    }
}
