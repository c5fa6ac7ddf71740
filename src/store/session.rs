//! Sessions: who is signed in.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use super::{Error, Reader, Tx};

/// A person who is signed in. The cookie holds a secret, here is its digest.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Session {
    /// SHA-256 of the secret, hex.
    pub digest: String,
    /// Who.
    pub person_id: String,
    /// In which office they work now.
    pub office_id: Option<String>,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// When they last did something.
    pub seen_at: DateTime<Utc>,
}

impl Reader {
    /// The session with this digest, where it began and was last used late enough.
    ///
    /// # Errors
    /// [`Error::NotFound`] for one that never was or has ended; [`Error::Db`].
    pub async fn session(
        &mut self,
        digest: &str,
        began_after: DateTime<Utc>,
        seen_after: DateTime<Utc>,
    ) -> Result<Session, Error> {
        row!(
            self,
            Session,
            "SELECT session.digest, session.person_id, session.office_id, session.created_at, session.seen_at
             FROM session JOIN person ON person.id = session.person_id
             WHERE digest = $1 AND session.created_at > $2 AND seen_at > $3 AND active",
            digest,
            began_after,
            seen_after,
        )?
        .ok_or(Error::NotFound)
    }

    /// A person's sessions that began and were last used late enough, the newest first.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn sessions_of(
        &mut self,
        person: &str,
        began_after: DateTime<Utc>,
        seen_after: DateTime<Utc>,
    ) -> Result<Vec<Session>, Error> {
        rows!(
            self,
            Session,
            "SELECT * FROM session WHERE person_id = $1 AND created_at > $2 AND seen_at > $3
             ORDER BY created_at DESC, digest",
            person,
            began_after,
            seen_after,
        )
    }
}

impl Tx {
    /// Begins a session.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn begin_session(&mut self, session: &Session) -> Result<(), Error> {
        run!(
            self,
            "INSERT INTO session (digest, person_id, office_id, created_at, seen_at) VALUES ($1, $2, $3, $4, $5)",
            &session.digest,
            &session.person_id,
            &session.office_id,
            session.created_at,
            session.seen_at,
        )?;
        Ok(())
    }

    /// Notes that a session was used.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn see_session(&mut self, digest: &str, at: DateTime<Utc>) -> Result<(), Error> {
        run!(self, "UPDATE session SET seen_at = $1 WHERE digest = $2", at, digest)?;
        Ok(())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn end_session(&mut self, digest: &str) -> Result<(), Error> {
        run!(self, "DELETE FROM session WHERE digest = $1", digest)?;
        Ok(())
    }

    /// Ends every session of a person but this one.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn end_other_sessions(&mut self, person: &str, digest: &str) -> Result<(), Error> {
        run!(self, "DELETE FROM session WHERE person_id = $1 AND digest <> $2", person, digest)?;
        Ok(())
    }

    /// Makes room for one more session of a person: what has ended goes, and of the rest the
    /// newest `most` stay.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn tidy_sessions(
        &mut self,
        person: &str,
        began_after: DateTime<Utc>,
        most: i64,
    ) -> Result<(), Error> {
        run!(
            self,
            "DELETE FROM session WHERE created_at <= $2 OR person_id = $1 AND digest NOT IN (
                 SELECT digest FROM session WHERE person_id = $1 ORDER BY created_at DESC, digest LIMIT $3)",
            person,
            began_after,
            most,
        )?;
        Ok(())
    }

    /// Has a session work in another office.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn move_session(&mut self, digest: &str, office: &str) -> Result<(), Error> {
        let moved = run!(self, "UPDATE session SET office_id = $1 WHERE digest = $2", office, digest)?;
        if moved == 0 { Err(Error::NotFound) } else { Ok(()) }
    }

    /// Ends every session of a person.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn end_sessions(&mut self, person: &str) -> Result<(), Error> {
        run!(self, "DELETE FROM session WHERE person_id = $1", person)?;
        Ok(())
    }
}
