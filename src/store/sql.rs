//! One text of SQL, two databases.

use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection, Transaction, pool::PoolConnection};

use super::{Error, tally};

/// A connection for reading.
#[derive(Debug)]
pub enum Reader {
    /// SQLite.
    Lite(PoolConnection<Sqlite>),
    /// PostgreSQL.
    Pg(PoolConnection<Postgres>),
}

/// A transaction that may write.
#[derive(Debug)]
pub enum Tx {
    /// SQLite.
    Lite(Transaction<'static, Sqlite>),
    /// PostgreSQL.
    Pg(Transaction<'static, Postgres>),
}

/// The connection beneath.
pub(super) enum Link<'a> {
    Lite(&'a mut SqliteConnection),
    Pg(&'a mut PgConnection),
}

/// What can be asked: readers, and transactions.
pub(super) trait Ask: Send {
    /// The connection beneath.
    fn link(&mut self) -> Link<'_>;
}

impl Ask for Reader {
    fn link(&mut self) -> Link<'_> {
        match self {
            Reader::Lite(connection) => Link::Lite(connection),
            Reader::Pg(connection) => Link::Pg(connection),
        }
    }
}

impl Ask for Tx {
    fn link(&mut self) -> Link<'_> {
        match self {
            Tx::Lite(transaction) => Link::Lite(transaction),
            Tx::Pg(transaction) => Link::Pg(transaction),
        }
    }
}

impl Tx {
    /// Keeps what was written. When this returns, it is on the disk.
    ///
    /// # Errors
    /// [`Error::Full`] when the disk is; [`Error::Db`] otherwise. Nothing was kept then.
    pub async fn commit(self) -> Result<(), Error> {
        match self {
            Tx::Lite(transaction) => transaction.commit().await.map_err(tally::failed)?,
            Tx::Pg(transaction) => transaction.commit().await.map_err(tally::failed)?,
        }
        tally::committed();
        Ok(())
    }
}

impl Tx {
    /// Gives up what was written, at once.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn undo(self) -> Result<(), Error> {
        match self {
            Tx::Lite(transaction) => transaction.rollback().await?,
            Tx::Pg(transaction) => transaction.rollback().await?,
        }
        Ok(())
    }
}

/// `rows!(ask, Type, "SELECT …", bind, …)`: every row.
macro_rules! rows {
    ($ask:expr, $row:ty, $text:expr $(, $bind:expr)* $(,)?) => { query!($ask, $row, fetch_all, $text $(, $bind)*) };
}

/// `row!(ask, Type, "SELECT …", bind, …)`: one row, or none.
macro_rules! row {
    ($ask:expr, $row:ty, $text:expr $(, $bind:expr)* $(,)?) => { query!($ask, $row, fetch_optional, $text $(, $bind)*) };
}

/// The same text on the database at hand.
macro_rules! query {
    ($ask:expr, $row:ty, $how:ident, $text:expr $(, $bind:expr)*) => {
        match $crate::store::sql::Ask::link($ask) {
            $crate::store::sql::Link::Lite(link) => {
                sqlx::query_as::<sqlx::Sqlite, $row>($text)$(.bind($bind))*.$how(link).await
            }
            $crate::store::sql::Link::Pg(link) => {
                sqlx::query_as::<sqlx::Postgres, $row>($text)$(.bind($bind))*.$how(link).await
            }
        }
        .map_err($crate::store::tally::failed)
    };
}

/// `run!(tx, "UPDATE …", bind, …)`: how many rows were changed.
macro_rules! run {
    ($tx:expr, $text:expr $(, $bind:expr)* $(,)?) => {
        match $crate::store::sql::Ask::link($tx) {
            $crate::store::sql::Link::Lite(link) => sqlx::query::<sqlx::Sqlite>($text)
                $(.bind($bind))*
                .execute(link)
                .await
                .map(|done| done.rows_affected()),
            $crate::store::sql::Link::Pg(link) => sqlx::query::<sqlx::Postgres>($text)
                $(.bind($bind))*
                .execute(link)
                .await
                .map(|done| done.rows_affected()),
        }
        .map_err($crate::store::tally::failed)
    };
}

/// How many rows one statement puts in.
pub(super) const AT_ONCE: usize = 200;

/// The numbers of `count` binds in a row, from this one on: `$3, $4`.
pub(super) fn among(from: usize, count: usize) -> String {
    let binds: Vec<String> = (from..from + count).map(|at| format!("${at}")).collect();
    binds.join(", ")
}

/// The values of some rows with so many columns: `($1, $2), ($3, $4)`.
pub(super) fn values(columns: usize, rows: usize) -> String {
    let rows: Vec<String> = (0..rows).map(|row| format!("({})", among(row * columns + 1, columns))).collect();
    rows.join(", ")
}

/// `rows_among!(ask, Type, text, [bind, …], list)`: every row; each of the list is bound after
/// the others, in a text with [`among`].
macro_rules! rows_among {
    ($ask:expr, $row:ty, $text:expr, [$($bind:expr),* $(,)?], $list:expr) => {
        match $crate::store::sql::Ask::link($ask) {
            $crate::store::sql::Link::Lite(link) => {
                let text = sqlx::AssertSqlSafe($text);
                let query = sqlx::query_as::<sqlx::Sqlite, $row>(text)$(.bind($bind))*;
                $list.iter().fold(query, |query, one| query.bind(one.as_str())).fetch_all(link).await
            }
            $crate::store::sql::Link::Pg(link) => {
                let text = sqlx::AssertSqlSafe($text);
                let query = sqlx::query_as::<sqlx::Postgres, $row>(text)$(.bind($bind))*;
                $list.iter().fold(query, |query, one| query.bind(one.as_str())).fetch_all(link).await
            }
        }
        .map_err($crate::store::tally::failed)
    };
}

/// `put_all!(tx, "INSERT INTO …", columns, rows, row => [bind, …])`: rows in few statements.
macro_rules! put_all {
    ($tx:expr, $text:literal, $columns:literal, $rows:expr, $row:ident => [$($bind:expr),* $(,)?]) => {
        for some in $rows.chunks($crate::store::sql::AT_ONCE) {
            let text = format!("{} VALUES {}", $text, $crate::store::sql::values($columns, some.len()));
            match $crate::store::sql::Ask::link($tx) {
                $crate::store::sql::Link::Lite(link) => {
                    let query = sqlx::query::<sqlx::Sqlite>(sqlx::AssertSqlSafe(text));
                    let query = some.iter().fold(query, |query, $row| query$(.bind($bind))*);
                    query.execute(link).await.map(drop)
                }
                $crate::store::sql::Link::Pg(link) => {
                    let query = sqlx::query::<sqlx::Postgres>(sqlx::AssertSqlSafe(text));
                    let query = some.iter().fold(query, |query, $row| query$(.bind($bind))*);
                    query.execute(link).await.map(drop)
                }
            }
            .map_err($crate::store::tally::failed)?;
        }
    };
}
