//! One-time links: the first administrator, a new person, a forgotten password.

use chrono::{DateTime, Utc};

use super::{Error, Reader, Tx};

/// A link that opens one thing once. The link holds a secret, here is its digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// SHA-256 of the secret, hex.
    pub digest: String,
    /// Whose password it lets choose; `None` for the link of the first administrator.
    pub person_id: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Until when it opens.
    pub expires_at: DateTime<Utc>,
}

/// Purpose of the first administrator's link.
const FOUND: &str = "found";

/// Purpose of a link to choose a password.
const PASSWORD: &str = "password";

impl Reader {
    /// Whose password a link lets choose.
    ///
    /// # Errors
    /// [`Error::NotFound`] for one that never was, was used or is too old; [`Error::Db`].
    pub async fn invited(&mut self, digest: &str, now: DateTime<Utc>) -> Result<String, Error> {
        let found: Option<(String,)> = row!(
            self,
            (String,),
            "SELECT person_id FROM invitation
             WHERE digest = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3",
            digest,
            PASSWORD,
            now,
        )?;
        found.map(|(person,)| person).ok_or(Error::NotFound)
    }

    /// True while the link of a first administrator opens.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn may_found(&mut self, digest: &str, now: DateTime<Utc>) -> Result<bool, Error> {
        let found: Option<(String,)> = row!(
            self,
            (String,),
            "SELECT digest FROM invitation
             WHERE digest = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3",
            digest,
            FOUND,
            now,
        )?;
        Ok(found.is_some())
    }
}

impl Tx {
    /// Keeps a link.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn invite(&mut self, invitation: &Invitation) -> Result<(), Error> {
        let purpose = if invitation.person_id.is_some() { PASSWORD } else { FOUND };
        run!(
            self,
            "INSERT INTO invitation (digest, purpose, person_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
            &invitation.digest,
            purpose,
            &invitation.person_id,
            invitation.created_at,
            invitation.expires_at,
        )?;
        Ok(())
    }

    /// Uses a link to choose a password: whose it is. It and the person's others open nothing
    /// after.
    ///
    /// # Errors
    /// [`Error::NotFound`] for one that never was, was used or is too old; [`Error::Db`].
    pub async fn use_invitation(&mut self, digest: &str, now: DateTime<Utc>) -> Result<String, Error> {
        let found: Option<(String,)> = row!(
            self,
            (String,),
            "UPDATE invitation SET used_at = $1
             WHERE digest = $2 AND purpose = $3 AND used_at IS NULL AND expires_at > $1
             RETURNING person_id",
            now,
            digest,
            PASSWORD,
        )?;
        let (person,) = found.ok_or(Error::NotFound)?;
        self.end_invitations(&person, now).await?;
        Ok(person)
    }

    /// Ends the links of a person that were not used.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn end_invitations(&mut self, person: &str, now: DateTime<Utc>) -> Result<(), Error> {
        run!(
            self,
            "UPDATE invitation SET used_at = $1 WHERE person_id = $2 AND used_at IS NULL",
            now,
            person,
        )?;
        Ok(())
    }

    /// Uses the link of a first administrator, and every other such link: of several that are
    /// used at once, one founds.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it opens nothing, or somebody has been entered; [`Error::Db`].
    pub async fn use_founding(&mut self, digest: &str, now: DateTime<Utc>) -> Result<(), Error> {
        let used = run!(
            self,
            "UPDATE invitation SET used_at = $1 WHERE purpose = $2 AND used_at IS NULL AND EXISTS (
                 SELECT 1 FROM invitation AS shown
                 WHERE shown.digest = $3 AND shown.purpose = $2 AND shown.used_at IS NULL AND shown.expires_at > $1)",
            now,
            FOUND,
            digest,
        )?;
        if used > 0 && self.is_empty().await? { Ok(()) } else { Err(Error::NotFound) }
    }
}
