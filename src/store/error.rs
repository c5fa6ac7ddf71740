//! What can go wrong with a store.

use sqlx::error::ErrorKind;

/// Why a store did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or not for this office.
    #[error("not found")]
    NotFound,
    /// It is not as the caller believes: the code says what.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// The disk is full; reading goes on.
    #[error("the disk is full")]
    Full,
    /// Too many at once; worth another try.
    #[error("the database is busy")]
    Busy,
    /// A newer vanthu has changed the schema: migrations that this one does not know.
    #[error("the database is of a newer vanthu (migration {0})")]
    Newer(i64),
    /// The database itself.
    #[error("database: {0}")]
    Db(#[source] sqlx::Error),
}

impl Error {
    /// True when the database cannot be reached, which may pass.
    pub fn is_away(&self) -> bool {
        matches!(self, Error::Db(sqlx::Error::Io(_) | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed))
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Error {
        match &error {
            sqlx::Error::PoolTimedOut => Error::Busy,
            sqlx::Error::Database(said) => {
                let code = said.code().unwrap_or_default();
                match (said.kind(), code.as_ref(), said.constraint()) {
                    (ErrorKind::UniqueViolation, ..) if is_of(said.message(), "login") => {
                        Error::Conflict("login-taken")
                    }
                    (ErrorKind::UniqueViolation, ..) => Error::Conflict("exists"),
                    // SQLITE_FULL; disk_full of PostgreSQL.
                    (_, "13" | "53100", _) => Error::Full,
                    // SQLITE_BUSY; serialization failure and deadlock of PostgreSQL.
                    (_, "5" | "517" | "40001" | "40P01" | "53300", _) => Error::Busy,
                    _ => Error::Db(error),
                }
            }
            _ => Error::Db(error),
        }
    }
}

/// True when the database's message names something: both name the constraint or its column.
fn is_of(message: &str, name: &str) -> bool {
    message.contains(name)
}
