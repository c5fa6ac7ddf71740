//! Everything as it was at one moment, for who examines or copies it. Changes nothing.

use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection, Postgres, Sqlite, SqliteConnection,
};

use super::connect::{self, MIGRATIONS};
use super::sql::{Ask, Link};
use super::{Error, Place, schema};

/// A read transaction of its own over everything: what it sees was there at one moment, and
/// others go on writing beside it.
#[derive(Debug)]
pub enum Snapshot {
    /// SQLite, opened for reading alone.
    Lite(SqliteConnection),
    /// PostgreSQL, repeatable read.
    Pg(PgConnection),
}

/// A moment in a database's life: the last act that it knows. Every act on what offices keep is
/// in the audit log, so what two copies of a database hold of it at the same point is the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Ordinal of the last entry of the audit log; 0 before the first.
    pub ordinal: i64,
    /// Its digest, which stands for every act before it too.
    pub digest: String,
}

impl Ask for Snapshot {
    fn link(&mut self) -> Link<'_> {
        match self {
            Snapshot::Lite(link) => Link::Lite(link),
            Snapshot::Pg(link) => Link::Pg(link),
        }
    }
}

impl Snapshot {
    /// What stands at a place, now. It is not migrated: see [`Snapshot::migration`].
    ///
    /// # Errors
    /// [`Error::Nothing`] where no database of ours is, [`Error::Newer`], [`Error::Foreign`],
    /// [`Error::Away`], [`Error::Db`].
    pub async fn of(place: &Place) -> Result<Snapshot, Error> {
        let mut snapshot = match place {
            Place::File(path) => {
                if !path.is_file() {
                    return Err(Error::Nothing);
                }
                // Few rows wait between the disk and who reads: some are large files.
                let options = connect::file(place).create_if_missing(false).read_only(true);
                let mut link = options.row_buffer_size(1).connect().await?;
                link.execute("BEGIN").await?;
                Snapshot::Lite(link)
            }
            Place::Server(url) => {
                let mut link = PgConnection::connect_with(&connect::server(url)?).await?;
                link.execute("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
                Snapshot::Pg(link)
            }
        };
        // The first thing that is read fixes the moment.
        if !schema::is_there(&mut snapshot, "_sqlx_migrations").await? {
            return Err(Error::Nothing);
        }
        let run: Vec<(i64, Vec<u8>)> = rows!(
            &mut snapshot,
            (i64, Vec<u8>),
            "SELECT version, checksum FROM _sqlx_migrations WHERE success ORDER BY version",
        )?;
        for (version, checksum) in run {
            match MIGRATIONS.iter().find(|known| known.version == version) {
                None => return Err(Error::Newer(version)),
                Some(known) if *known.checksum != checksum => return Err(Error::Foreign(version)),
                Some(_) => {}
            }
        }
        Ok(snapshot)
    }

    /// `sqlite` or `postgres`.
    pub fn engine(&self) -> &'static str {
        match self {
            Snapshot::Lite(_) => "sqlite",
            Snapshot::Pg(_) => "postgres",
        }
    }

    /// The last migration that was run here; [`Snapshot::newest`] is the last one there is.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn migration(&mut self) -> Result<i64, Error> {
        let last: Option<(Option<i64>,)> =
            row!(self, (Option<i64>,), "SELECT MAX(version) FROM _sqlx_migrations WHERE success")?;
        Ok(last.and_then(|(last,)| last).unwrap_or_default())
    }

    /// The last migration that this vanthu knows.
    pub fn newest() -> i64 {
        MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default()
    }

    /// The moment that this sees.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn point(&mut self) -> Result<Point, Error> {
        let link: Option<(i64, String)> =
            row!(self, (i64, String), "SELECT ordinal, digest FROM audit_link WHERE one = 1")?;
        let (ordinal, digest) = link.unwrap_or_default();
        Ok(Point { ordinal, digest })
    }

    /// A setting of the database as it says it itself; empty where it has none of this name.
    pub(super) async fn setting(&mut self, name: &str) -> Result<String, Error> {
        let found: Option<(String,)> = match self {
            Snapshot::Lite(link) => {
                let text = AssertSqlSafe(format!("SELECT CAST({name} AS TEXT) FROM pragma_{name}"));
                sqlx::query_as::<Sqlite, _>(text).fetch_optional(link).await?
            }
            Snapshot::Pg(link) => {
                let text = "SELECT COALESCE(current_setting($1, TRUE), '')";
                sqlx::query_as::<Postgres, _>(text).bind(name).fetch_optional(link).await?
            }
        };
        Ok(found.map(|(value,)| value).unwrap_or_default())
    }
}
