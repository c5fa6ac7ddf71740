//! What can go wrong with a store.

use std::io;

use sqlx::error::{DatabaseError, ErrorKind};
use sqlx::postgres::PgDatabaseError;

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
    /// The database cannot be reached, or cannot reach its disk; it may come back.
    #[error("the database is away: {0}")]
    Away(#[source] sqlx::Error),
    /// A newer vanthu has changed the schema: migrations that this one does not know.
    #[error(
        "the database is of a newer vanthu (migration {0} is not known here); start that vanthu or a \
         newer one, or restore a backup of before into an empty place"
    )]
    Newer(i64),
    /// A migration that was run here is not the one that this vanthu knows by its number.
    #[error("migration {0} of the database is not this vanthu's; it was made by a changed or unfinished one")]
    Foreign(i64),
    /// What stands in a column cannot be read.
    #[error("{0} cannot be read")]
    Unreadable(String),
    /// There is a database already where one was to be made.
    #[error("there is a database already; a backup is restored into an empty place")]
    Taken,
    /// There is no database of ours at this place.
    #[error("there is no database of vanthu at this place")]
    Nothing,
    /// The database itself.
    #[error("database: {0}")]
    Db(#[source] sqlx::Error),
}

/// What a database's own code comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Full,
    Busy,
    Away,
    Other,
}

impl Error {
    /// True when the database cannot be reached, which may pass.
    pub fn is_away(&self) -> bool {
        matches!(self, Error::Away(_))
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Error {
        let meaning = match &error {
            sqlx::Error::ColumnDecode { index, .. } => return Error::Unreadable(index.clone()),
            sqlx::Error::PoolTimedOut => Meaning::Busy,
            sqlx::Error::Io(cause) if cause.kind() == io::ErrorKind::StorageFull => Meaning::Full,
            sqlx::Error::Io(_) | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => Meaning::Away,
            sqlx::Error::Database(said) => match (said.kind(), meaning(said.as_ref())) {
                (ErrorKind::UniqueViolation, _) if said.message().contains("login") => {
                    return Error::Conflict("login-taken");
                }
                (ErrorKind::UniqueViolation, _) => return Error::Conflict("exists"),
                (_, meaning) => meaning,
            },
            _ => Meaning::Other,
        };
        match meaning {
            Meaning::Full => Error::Full,
            Meaning::Busy => Error::Busy,
            Meaning::Away => Error::Away(error),
            Meaning::Other => Error::Db(error),
        }
    }
}

/// What a database's error comes to. SQLite's extended codes are numbers, PostgreSQL's
/// SQLSTATEs may look like some.
fn meaning(said: &dyn DatabaseError) -> Meaning {
    let code = said.code().unwrap_or_default();
    if said.try_downcast_ref::<PgDatabaseError>().is_some() {
        server(&code)
    } else {
        file(code.parse().unwrap_or_default())
    }
}

/// What an extended result code of SQLite comes to: <https://sqlite.org/rescode.html>.
fn file(code: i32) -> Meaning {
    match (code, code & 0xff) {
        // SQLITE_FULL; SQLITE_IOERR_SHMSIZE: the index of the log cannot grow.
        (_, 13) | (4874, _) => Meaning::Full,
        // SQLITE_BUSY, SQLITE_LOCKED.
        (_, 5 | 6) => Meaning::Busy,
        // SQLITE_READONLY, SQLITE_IOERR, SQLITE_CANTOPEN: the file or its disk was taken away.
        (_, 8 | 10 | 14) => Meaning::Away,
        _ => Meaning::Other,
    }
}

/// What an SQLSTATE of PostgreSQL comes to: its manual, appendix A.
fn server(code: &str) -> Meaning {
    match code {
        // disk_full.
        "53100" => Meaning::Full,
        // serialization_failure, deadlock_detected, lock_not_available, query_canceled (a time
        // limit), out_of_memory, too_many_connections, configuration_limit_exceeded.
        "40001" | "40P01" | "55P03" | "57014" | "53200" | "53300" | "53400" => Meaning::Busy,
        // admin_shutdown, crash_shutdown, cannot_connect_now, idle_session_timeout; a standby
        // after a failover (read_only_sql_transaction); io_error.
        "57P01" | "57P02" | "57P03" | "57P05" | "25006" | "58030" => Meaning::Away,
        // Connection exceptions.
        _ if code.starts_with("08") => Meaning::Away,
        _ => Meaning::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_a_file_has_its_meaning() {
        for (code, expected) in [
            (13, Meaning::Full),
            (4874, Meaning::Full),
            (5, Meaning::Busy),
            (261, Meaning::Busy),
            (517, Meaning::Busy),
            (6, Meaning::Busy),
            (262, Meaning::Busy),
            (10, Meaning::Away),
            (266, Meaning::Away),
            (778, Meaning::Away),
            (1034, Meaning::Away),
            (8, Meaning::Away),
            (1032, Meaning::Away),
            (14, Meaning::Away),
            (11, Meaning::Other),
            (26, Meaning::Other),
            (787, Meaning::Other),
            (0, Meaning::Other),
        ] {
            assert_eq!(file(code), expected, "{code}");
        }
    }

    #[test]
    fn every_code_of_a_server_has_its_meaning() {
        for (code, expected) in [
            ("53100", Meaning::Full),
            ("40001", Meaning::Busy),
            ("40P01", Meaning::Busy),
            ("55P03", Meaning::Busy),
            ("57014", Meaning::Busy),
            ("53200", Meaning::Busy),
            ("53300", Meaning::Busy),
            ("53400", Meaning::Busy),
            ("57P01", Meaning::Away),
            ("57P02", Meaning::Away),
            ("57P03", Meaning::Away),
            ("57P05", Meaning::Away),
            ("25006", Meaning::Away),
            ("58030", Meaning::Away),
            ("08006", Meaning::Away),
            ("08P01", Meaning::Away),
            ("42P01", Meaning::Other),
            ("23503", Meaning::Other),
            ("XX001", Meaning::Other),
            ("", Meaning::Other),
        ] {
            assert_eq!(server(code), expected, "{code}");
        }
    }

    #[test]
    fn what_the_network_or_the_disk_says_is_told_apart() {
        let of = |kind: io::ErrorKind| Error::from(sqlx::Error::Io(kind.into()));
        assert!(matches!(of(io::ErrorKind::StorageFull), Error::Full));
        assert!(of(io::ErrorKind::ConnectionReset).is_away());
        assert!(of(io::ErrorKind::ConnectionRefused).is_away());
        assert!(of(io::ErrorKind::UnexpectedEof).is_away());
        assert!(matches!(Error::from(sqlx::Error::PoolTimedOut), Error::Busy));
        assert!(Error::from(sqlx::Error::PoolClosed).is_away());
        assert!(matches!(Error::from(sqlx::Error::RowNotFound), Error::Db(_)));
    }
}
