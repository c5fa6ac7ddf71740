//! Where a database is, and how it is opened.

use std::{io, path::PathBuf, pin::pin, str::FromStr, time::Duration};

use sqlx::{
    Connection, PgConnection, PgPool, Sqlite, SqlitePool, Transaction,
    migrate::{Migrate, MigrateError, Migrator},
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::{
    net::{TcpStream, UnixStream},
    time::{sleep, timeout},
};

use super::{Db, Error, tally};

/// Where a database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A file, made where there is none.
    File(PathBuf),
    /// A PostgreSQL server, `postgres://…`.
    Server(String),
}

/// How long a request waits for a connection, and for the lock of another's transaction.
pub(super) const WAIT: Duration = Duration::from_secs(10);

/// How long it waits before it asks whether there is a server at all, and for the answer.
const PROBE: Duration = Duration::from_secs(1);

/// How many connections read at a time.
const READERS: u32 = 8;

/// How many connections one program holds on a server.
const CONNECTIONS: u32 = 16;

pub(super) static MIGRATIONS: Migrator = sqlx::migrate!();

/// Opens the pools and migrates.
pub(super) async fn open(place: &Place) -> Result<Db, Error> {
    let db = match place {
        Place::File(_) => {
            let options = file(place).create_if_missing(true).journal_mode(SqliteJournalMode::Wal);
            let writer = SqlitePoolOptions::new().max_connections(1).acquire_timeout(WAIT);
            let writer = writer.connect_with(options.clone()).await?;
            // One transaction for all of them: whoever opens the file at the same time waits.
            let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
            migrate(&mut *tx, None).await?;
            tx.commit().await?;
            let readers = SqlitePoolOptions::new().max_connections(READERS).acquire_timeout(WAIT);
            let readers = readers.connect_with(options.create_if_missing(false).read_only(true)).await?;
            Db::Lite { readers, writer }
        }
        Place::Server(url) => {
            let options = server(url)?;
            // A connection of its own, which waits as long as others migrate.
            let mut link = PgConnection::connect_with(&options).await?;
            migrate(&mut link, None).await?;
            link.close().await?;
            let pool = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(WAIT);
            // A transaction whose program hangs holds a register at most a minute.
            let limited = options.options([
                ("lock_timeout", WAIT.as_millis().to_string()),
                ("idle_in_transaction_session_timeout", "60000".to_owned()),
            ]);
            Db::Pg(pool.connect_with(limited).await?)
        }
    };
    Ok(db)
}

/// How a file is opened: what is acknowledged survives a power cut.
pub(super) fn file(place: &Place) -> SqliteConnectOptions {
    let path = match place {
        Place::File(path) => path.clone(),
        Place::Server(_) => PathBuf::new(),
    };
    SqliteConnectOptions::new()
        .filename(path)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(WAIT)
}

/// How a server is reached.
pub(super) fn server(url: &str) -> Result<PgConnectOptions, Error> {
    Ok(PgConnectOptions::from_str(url)?.application_name("vanthu"))
}

/// Brings a database onto our schema, or onto an older one of ours. Each migration runs in a
/// transaction, so a program that is killed leaves either all or nothing of it.
pub(super) async fn migrate<C: Migrate>(link: &mut C, target: Option<i64>) -> Result<(), Error> {
    MIGRATIONS.run_direct(target, link, false).await.map_err(|error| match error {
        MigrateError::VersionMissing(version) => Error::Newer(version),
        MigrateError::VersionMismatch(version) => Error::Foreign(version),
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => Error::from(error),
        other => Error::Db(sqlx::Error::Migrate(Box::new(other))),
    })
}

/// Begins to write in a file. SQLite itself undoes a transaction that finds the disk full, and
/// sqlx, which does not learn of it, would begin nothing on that connection ever again: it is
/// closed, and another opened.
pub(super) async fn writing(writer: &SqlitePool) -> Result<Transaction<'static, Sqlite>, sqlx::Error> {
    loop {
        match writer.begin_with("BEGIN IMMEDIATE").await {
            Err(sqlx::Error::InvalidSavePointStatement) => writer.acquire().await?.close().await?,
            other => return other,
        }
    }
}

/// Waits for a connection. The pool itself waits its whole time for a server that refuses
/// connections, as if it were busy; this asks meanwhile whether there is a server.
pub(super) async fn patiently<T>(
    pool: &PgPool,
    asked: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, Error> {
    let mut asked = pin!(asked);
    loop {
        tokio::select! {
            got = &mut asked => return got.map_err(tally::failed),
            () = sleep(PROBE) => listens(&pool.connect_options()).await.map_err(tally::counted)?,
        }
    }
}

/// That somebody listens where the server should be.
async fn listens(options: &PgConnectOptions) -> Result<(), Error> {
    let knock = async {
        match options.get_socket() {
            Some(folder) => {
                let name = format!(".s.PGSQL.{}", options.get_port());
                UnixStream::connect(folder.join(name)).await.map(drop)
            }
            None => TcpStream::connect((options.get_host(), options.get_port())).await.map(drop),
        }
    };
    let late = || io::Error::from(io::ErrorKind::TimedOut);
    let answer = timeout(PROBE, knock).await.unwrap_or_else(|_| Err(late()));
    answer.map_err(|error| Error::Away(sqlx::Error::Io(error)))
}
