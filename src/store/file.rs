//! Files by what is in them: each kept once, none ever changed.

use sha2::{Digest, Sha256};
use sqlx::FromRow;

use super::{Error, Reader, Tx};

/// A file that is kept.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Stored {
    /// SHA-256 of its bytes, hex: its name.
    pub digest: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

impl Reader {
    /// The file of this name.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn file(&mut self, digest: &str) -> Result<Stored, Error> {
        row!(self, Stored, "SELECT digest, media_type, content FROM file WHERE digest = $1", digest)?
            .ok_or(Error::NotFound)
    }

    /// The names of all files, in order; for whoever verifies them one by one.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn files(&mut self) -> Result<Vec<String>, Error> {
        let names: Vec<(String,)> = rows!(self, (String,), "SELECT digest FROM file ORDER BY digest")?;
        Ok(names.into_iter().map(|(name,)| name).collect())
    }
}

impl Tx {
    /// Keeps bytes and gives their name; what is kept already is not written again.
    ///
    /// # Errors
    /// [`Error::Full`], [`Error::Db`].
    pub async fn keep(&mut self, media_type: &str, content: &[u8]) -> Result<String, Error> {
        let digest = name(content);
        run!(
            self,
            "INSERT INTO file (digest, media_type, size, content) VALUES ($1, $2, $3, $4)
             ON CONFLICT (digest) DO NOTHING",
            &digest,
            media_type,
            i64::try_from(content.len()).unwrap_or(i64::MAX),
            content,
        )?;
        Ok(digest)
    }
}

/// The name of some bytes.
pub(super) fn name(content: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(content).iter().fold(String::with_capacity(64), |mut name, byte| {
        let _infallible = write!(name, "{byte:02x}");
        name
    })
}
