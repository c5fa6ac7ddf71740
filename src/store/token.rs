//! Keys of other services.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use super::{Error, Reader, Tx};

/// A key of another service: shown once, kept as its digest.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Token {
    /// ULID.
    pub id: String,
    /// SHA-256 of the secret, hex.
    pub digest: String,
    /// The office it acts in.
    pub office_id: String,
    /// Who made it: what it may do, they may do.
    pub person_id: String,
    /// What it is for.
    pub name: String,
    /// What it may do, with a space between.
    pub scopes: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends by itself.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was last used.
    pub used_at: Option<DateTime<Utc>>,
    /// When it was ended.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Reader {
    /// The key with this digest, unless it or its person was ended.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn token(&mut self, digest: &str, now: DateTime<Utc>) -> Result<Token, Error> {
        row!(
            self,
            Token,
            "SELECT api_token.* FROM api_token JOIN person ON person.id = api_token.person_id
             WHERE digest = $1 AND ended_at IS NULL AND (expires_at IS NULL OR expires_at > $2) AND active",
            digest,
            now,
        )?
        .ok_or(Error::NotFound)
    }

    /// The keys of an office (`''` for all) or of one person (`''` for all), the newest first,
    /// before the id of a page before.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn tokens(
        &mut self,
        office: &str,
        person: &str,
        before: &str,
        limit: i64,
    ) -> Result<Vec<Token>, Error> {
        rows!(
            self,
            Token,
            "SELECT * FROM api_token
             WHERE ($1 = '' OR office_id = $1) AND ($2 = '' OR person_id = $2) AND ($3 = '' OR id < $3)
             ORDER BY id DESC LIMIT $4",
            office,
            person,
            before,
            limit,
        )
    }

    /// How many keys that open a person has in an office.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn count_tokens(
        &mut self,
        office: &str,
        person: &str,
        now: DateTime<Utc>,
    ) -> Result<i64, Error> {
        let count: Option<(i64,)> = row!(
            self,
            (i64,),
            "SELECT COUNT(*) FROM api_token WHERE office_id = $1 AND person_id = $2 AND ended_at IS NULL
               AND (expires_at IS NULL OR expires_at > $3)",
            office,
            person,
            now,
        )?;
        Ok(count.map_or(0, |(count,)| count))
    }
}

impl Tx {
    /// Keeps a key.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn add_token(&mut self, token: &Token) -> Result<(), Error> {
        run!(
            self,
            "INSERT INTO api_token (id, digest, office_id, person_id, name, scopes, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            &token.id,
            &token.digest,
            &token.office_id,
            &token.person_id,
            &token.name,
            &token.scopes,
            token.created_at,
            token.expires_at,
        )?;
        Ok(())
    }

    /// Notes that a key was used.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn use_token(&mut self, id: &str, at: DateTime<Utc>) -> Result<(), Error> {
        run!(self, "UPDATE api_token SET used_at = $1 WHERE id = $2", at, id)?;
        Ok(())
    }

    /// Ends a key of an office; of one person where `person` is not empty.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn end_token(
        &mut self,
        office: &str,
        person: &str,
        id: &str,
        at: DateTime<Utc>,
    ) -> Result<(), Error> {
        let ended = run!(
            self,
            "UPDATE api_token SET ended_at = $1
             WHERE id = $2 AND office_id = $3 AND ($4 = '' OR person_id = $4) AND ended_at IS NULL",
            at,
            id,
            office,
            person,
        )?;
        if ended == 0 { Err(Error::NotFound) } else { Ok(()) }
    }
}
