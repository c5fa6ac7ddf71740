//! How often somebody tried to sign in lately, counted by every process together.

use chrono::{DateTime, Utc};

use super::{Error, Tx};

impl Tx {
    /// Counts a try: how many there were since `from`, this one among them, and when the first
    /// of them was.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn attempt(
        &mut self,
        subject: &str,
        now: DateTime<Utc>,
        from: DateTime<Utc>,
    ) -> Result<(i64, DateTime<Utc>), Error> {
        let counted: Option<(i64, DateTime<Utc>)> = row!(
            self,
            (i64, DateTime<Utc>),
            "INSERT INTO attempt (subject, count, since) VALUES ($1, 1, $2)
             ON CONFLICT (subject) DO UPDATE SET
                 count = CASE WHEN attempt.since > $3 THEN attempt.count + 1 ELSE 1 END,
                 since = CASE WHEN attempt.since > $3 THEN attempt.since ELSE $2 END
             RETURNING count, since",
            subject,
            now,
            from,
        )?;
        counted.ok_or(Error::NotFound)
    }

    /// Takes one try back: it was no failure.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn forgive(&mut self, subject: &str) -> Result<(), Error> {
        run!(self, "UPDATE attempt SET count = count - 1 WHERE subject = $1 AND count > 0", subject)?;
        Ok(())
    }

    /// Forgets every try of one login or address.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn forget_attempts(&mut self, subject: &str) -> Result<(), Error> {
        run!(self, "DELETE FROM attempt WHERE subject = $1", subject)?;
        Ok(())
    }

    /// Forgets what nobody asks for any more: tries that began before `from`.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn forget_old_attempts(&mut self, from: DateTime<Utc>) -> Result<(), Error> {
        run!(self, "DELETE FROM attempt WHERE since < $1", from)?;
        Ok(())
    }
}
