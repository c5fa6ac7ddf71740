//! Every row of every table out of one database and into another, whichever they are.

use std::sync::Arc;

use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::{DateTime, SecondsFormat, Utc};
use futures_util::TryStreamExt;
use serde_json::{Map, Value as Json};
use sqlx::{AssertSqlSafe, PgPool, Postgres, Sqlite, SqlitePool};
use sqlx::{postgres::PgPoolOptions, sqlite::SqliteJournalMode};

use super::connect::{self, migrate};
use super::schema::{self, Holds, Table};
use super::{Error, Place, Snapshot, Tx};

/// A row by the names of its columns: numbers, flags and texts as they are, moments as RFC 3339,
/// bytes in base 64, objects as the text of their JSON, so that no figure in them is rounded.
pub type Row = Map<String, Json>;

/// One column of a row of either database.
macro_rules! value {
    ($row:expr, $at:expr, $holds:expr) => {{
        let text = |moment: DateTime<Utc>| moment.to_rfc3339_opts(SecondsFormat::AutoSi, true);
        match $holds {
            Holds::Text | Holds::Object => $row.try_get::<Option<String>, _>($at).map(Json::from),
            Holds::Number => $row.try_get::<Option<i64>, _>($at).map(Json::from),
            Holds::Flag => $row.try_get::<Option<bool>, _>($at).map(Json::from),
            Holds::Moment => $row.try_get::<Option<DateTime<Utc>>, _>($at).map(|at| at.map(text).into()),
            Holds::Bytes => $row
                .try_get::<Option<Vec<u8>>, _>($at)
                .map(|bytes| bytes.map(|bytes| BASE64_STANDARD.encode(bytes)).into()),
        }
    }};
}

/// Hands each row of a query on.
macro_rules! hand_on {
    ($database:ty, $link:expr, $text:expr, $table:expr, $each:expr) => {{
        use sqlx::Row as _;
        let mut found = sqlx::query::<$database>($text).fetch($link);
        while let Some(row) = found.try_next().await.map_err(Error::from)? {
            let mut told = Row::new();
            for (at, column) in $table.columns.iter().enumerate() {
                let place = || Error::Unreadable(format!("{}.{}", $table.name, column.name));
                let value = value!(row, at, column.holds).map_err(|_| place())?;
                told.insert(column.name.clone(), value);
            }
            $each(told)?;
        }
    }};
}

impl Snapshot {
    /// Hands on every row of a table, in the order of its key, one at a time.
    ///
    /// # Errors
    /// [`Error::Unreadable`] for a value that its column cannot hold; [`Error::Db`]; what `each`
    /// gives.
    pub async fn rows<E: From<Error>>(
        &mut self,
        table: &Table,
        mut each: impl FnMut(Row) -> Result<(), E>,
    ) -> Result<(), E> {
        let order: Vec<String> = table.key().iter().map(|column| format!("\"{column}\"")).collect();
        let order = if order.is_empty() { String::new() } else { format!(" ORDER BY {}", order.join(", ")) };
        let select = |cast: &str| {
            let all = table.columns.iter().map(|column| match column.holds {
                Holds::Object => format!("\"{}\"{cast}", column.name),
                _ => format!("\"{}\"", column.name),
            });
            let all: Vec<String> = all.collect();
            AssertSqlSafe(format!("SELECT {} FROM \"{}\"{order}", all.join(", "), table.name))
        };
        match self {
            Snapshot::Lite(link) => hand_on!(Sqlite, link, select(""), table, each),
            Snapshot::Pg(link) => hand_on!(Postgres, link, select("::TEXT"), table, each),
        }
        Ok(())
    }
}

/// An empty place that is being filled: everything from the first table to the last row is one
/// transaction, so that it is filled or as empty as before.
#[derive(Debug)]
pub struct Filling {
    tx: Tx,
    pool: Pool,
    tables: Vec<Table>,
}

#[derive(Debug)]
enum Pool {
    Lite(SqlitePool),
    Pg(PgPool),
}

impl Filling {
    /// Begins to fill a place, with the tables as they were after a migration.
    ///
    /// # Errors
    /// [`Error::Taken`] where there is a database already; [`Error::Away`], [`Error::Db`].
    pub async fn begin(place: &Place, migration: i64) -> Result<Filling, Error> {
        let (pool, mut tx) = match place {
            Place::File(_) => {
                let options = connect::file(place).create_if_missing(true);
                let options = options.journal_mode(SqliteJournalMode::Wal);
                let pool = SqlitePool::connect_with(options).await?;
                let tx = pool.begin_with("BEGIN IMMEDIATE").await?;
                (Pool::Lite(pool), Tx::Lite(tx))
            }
            Place::Server(url) => {
                let pool = PgPoolOptions::new().max_connections(1);
                let pool = pool.connect_with(connect::server(url)?).await?;
                let tx = pool.begin().await?;
                (Pool::Pg(pool), Tx::Pg(tx))
            }
        };
        if schema::is_there(&mut tx, "_sqlx_migrations").await? || !schema::tables(&mut tx).await?.is_empty()
        {
            return Err(Error::Taken);
        }
        match &mut tx {
            Tx::Lite(tx) => migrate(&mut **tx, Some(migration)).await?,
            Tx::Pg(tx) => migrate(&mut **tx, Some(migration)).await?,
        }
        let tables = schema::tables(&mut tx).await?;
        let mut filling = Filling { tx, pool, tables };
        filling.defer().await?;
        for table in filling.tables.clone() {
            // What the migrations put in themselves is in the backup too.
            filling.run(format!("DELETE FROM \"{}\"", table.name)).await?;
        }
        Ok(filling)
    }

    /// The tables to be filled.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// References are looked at once, at the end: rows may come before those they refer to.
    async fn defer(&mut self) -> Result<(), Error> {
        if let Tx::Lite(_) = self.tx {
            return self.run("PRAGMA defer_foreign_keys = ON".to_owned()).await;
        }
        self.alter("DEFERRABLE INITIALLY DEFERRED").await
    }

    async fn alter(&mut self, how: &str) -> Result<(), Error> {
        for table in self.tables.clone() {
            for reference in table.references {
                let (table, name) = (&table.name, &reference.name);
                self.run(format!("ALTER TABLE \"{table}\" ALTER CONSTRAINT \"{name}\" {how}")).await?;
            }
        }
        Ok(())
    }

    async fn run(&mut self, text: String) -> Result<(), Error> {
        run!(&mut self.tx, AssertSqlSafe(text)).map(drop)
    }

    /// Puts rows into a table; `next` gives one after another.
    ///
    /// # Errors
    /// [`Error::Unreadable`] for a value that its column cannot hold; [`Error::Full`],
    /// [`Error::Db`]; what `next` gives.
    pub async fn put<E: From<Error>>(
        &mut self,
        table: &Table,
        mut next: impl FnMut() -> Result<Option<Row>, E>,
    ) -> Result<(), E> {
        let names: Vec<String> = table.columns.iter().map(|column| format!("\"{}\"", column.name)).collect();
        let cast = |holds: Holds| match (&self.tx, holds) {
            (Tx::Pg(_), Holds::Object) => "::JSONB",
            _ => "",
        };
        let binds: Vec<String> =
            (1..).zip(&table.columns).map(|(at, column)| format!("${at}{}", cast(column.holds))).collect();
        let text =
            format!("INSERT INTO \"{}\" ({}) VALUES ({})", table.name, names.join(", "), binds.join(", "));
        let text: Arc<str> = text.into();
        while let Some(row) = next()? {
            put_one(&mut self.tx, table, &text, row).await?;
        }
        Ok(())
    }

    /// Keeps everything, on the newest schema.
    ///
    /// # Errors
    /// [`Error::Db`] where a row refers to one that is not there; [`Error::Full`].
    pub async fn finish(mut self) -> Result<(), Error> {
        if let Tx::Pg(_) = self.tx {
            self.run("SET CONSTRAINTS ALL IMMEDIATE".to_owned()).await?;
            self.alter("NOT DEFERRABLE").await?;
        }
        match &mut self.tx {
            Tx::Lite(tx) => migrate(&mut **tx, None).await?,
            Tx::Pg(tx) => migrate(&mut **tx, None).await?,
        }
        self.tx.commit().await?;
        match self.pool {
            Pool::Lite(pool) => pool.close().await,
            Pool::Pg(pool) => pool.close().await,
        }
        Ok(())
    }
}

/// Binds one value to a query of either database; gives `None` where it does not fit.
macro_rules! bound {
    ($query:expr, $holds:expr, $value:expr) => {
        match ($holds, $value) {
            (Holds::Text | Holds::Object, Json::String(text)) => Some($query.bind(text)),
            (Holds::Text | Holds::Object, Json::Null) => Some($query.bind(None::<String>)),
            (Holds::Number, Json::Number(number)) => number.as_i64().map(|number| $query.bind(number)),
            (Holds::Number, Json::Null) => Some($query.bind(None::<i64>)),
            (Holds::Flag, Json::Bool(flag)) => Some($query.bind(flag)),
            (Holds::Flag, Json::Null) => Some($query.bind(None::<bool>)),
            (Holds::Moment, Json::String(text)) => {
                DateTime::parse_from_rfc3339(&text).ok().map(|moment| $query.bind(moment.with_timezone(&Utc)))
            }
            (Holds::Moment, Json::Null) => Some($query.bind(None::<DateTime<Utc>>)),
            (Holds::Bytes, Json::String(text)) => {
                BASE64_STANDARD.decode(text).ok().map(|bytes| $query.bind(bytes))
            }
            (Holds::Bytes, Json::Null) => Some($query.bind(None::<Vec<u8>>)),
            _ => None,
        }
    };
}

async fn put_one(tx: &mut Tx, table: &Table, text: &Arc<str>, mut row: Row) -> Result<(), Error> {
    let place = |column: &str| Error::Unreadable(format!("{}.{column}", table.name));
    let mut values = Vec::new();
    for column in &table.columns {
        let value = row.remove(&column.name).ok_or_else(|| place(&column.name))?;
        values.push((column, value));
    }
    if let Some(stranger) = row.keys().next() {
        return Err(place(stranger));
    }
    match tx {
        Tx::Lite(tx) => {
            let mut query = sqlx::query::<Sqlite>(AssertSqlSafe(Arc::clone(text)));
            for (column, value) in values {
                query = bound!(query, column.holds, value).ok_or_else(|| place(&column.name))?;
            }
            query.execute(&mut **tx).await?;
        }
        Tx::Pg(tx) => {
            let mut query = sqlx::query::<Postgres>(AssertSqlSafe(Arc::clone(text)));
            for (column, value) in values {
                query = bound!(query, column.holds, value).ok_or_else(|| place(&column.name))?;
            }
            query.execute(&mut **tx).await?;
        }
    }
    Ok(())
}
