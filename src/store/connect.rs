//! Where a database is, and how it is opened.

use std::{path::PathBuf, str::FromStr, time::Duration};

use sqlx::{
    migrate::{MigrateError, Migrator},
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{Db, Error};

/// Where a database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A file, made where there is none.
    File(PathBuf),
    /// A PostgreSQL server, `postgres://…`.
    Server(String),
}

/// How long a request waits for a connection.
const WAIT: Duration = Duration::from_secs(10);

/// How many connections read at a time.
const READERS: u32 = 8;

/// How many connections one program holds on a server.
const CONNECTIONS: u32 = 16;

static MIGRATIONS: Migrator = sqlx::migrate!();

/// Opens the pools and migrates.
pub(super) async fn open(place: &Place) -> Result<Db, Error> {
    let db = match place {
        Place::File(path) => {
            let options = SqliteConnectOptions::new()
                .filename(path)
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                // An acknowledged commit survives a power cut.
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(WAIT);
            let writer = SqlitePoolOptions::new().max_connections(1).acquire_timeout(WAIT);
            let writer = writer.connect_with(options.clone()).await?;
            // One transaction for all of them: whoever opens the file at the same time waits.
            let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
            migrated(MIGRATIONS.run_direct(None, &mut *tx, false).await)?;
            tx.commit().await?;
            let readers = SqlitePoolOptions::new().max_connections(READERS).acquire_timeout(WAIT);
            let readers = readers.connect_with(options.create_if_missing(false).read_only(true)).await?;
            Db::Lite { readers, writer }
        }
        Place::Server(url) => {
            let options = PgConnectOptions::from_str(url)?;
            let pool = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(WAIT);
            let pool = pool.connect_with(options).await?;
            migrated(MIGRATIONS.run(&pool).await)?;
            Db::Pg(pool)
        }
    };
    Ok(db)
}

/// What migrating came to. It runs in transactions, so a program that is killed leaves either
/// all or nothing of a migration.
fn migrated(result: Result<(), MigrateError>) -> Result<(), Error> {
    result.map_err(|error| match error {
        MigrateError::VersionMissing(version) => Error::Newer(version),
        MigrateError::Execute(error) => Error::from(error),
        other => Error::Db(sqlx::Error::Migrate(Box::new(other))),
    })
}
