//! The only room that speaks SQL: offices, people, documents and their versions, files,
//! registers, the audit log.
//!
//! SQLite (one file, embedded) and PostgreSQL behave alike: one text of SQL with `$1` runs on
//! both, one folder of migrations, one suite of tests. What is acknowledged is on the disk
//! (`synchronous = FULL` on SQLite, its own default on PostgreSQL).
//!
//! Reading takes a [`Reader`]; everything that writes takes a [`Tx`] and is kept only by
//! [`Tx::commit`]. On SQLite there is one writer, served in the order of asking: eight
//! processes that busy-wait for each other's locks stall for seconds.

#[macro_use]
mod sql;
mod attempt;
mod audit;
mod batch;
mod blank;
mod campaign;
mod certificate;
mod chain;
mod connect;
mod copy;
mod document;
mod error;
mod examine;
mod file;
mod honoree;
mod idempotency;
mod import;
mod invitation;
mod office;
mod person;
mod printer;
mod register;
mod round;
mod schema;
mod series;
mod session;
mod snapshot;
mod statistics;
mod tally;
mod template;
mod token;
mod webhook;

#[cfg(test)]
mod tests;

use sqlx::{PgPool, SqlitePool};

pub use audit::{Audited, Break, Search, Trail};
pub use batch::{
    Batch, BatchEvent, BatchRow, BatchSearch, ChunkEnd, Claim, Moved, NewBatch, NewRow, Part, RowEnd,
};
pub use blank::{Blank, Move, Stocked};
pub use campaign::{CampaignLine, CampaignRow, WantedCampaigns};
pub use certificate::{Borne, CertificateRow, Listing, Printed, Public, Reprint};
pub use chain::RoundPaper;
pub use connect::Place;
pub use copy::{Filling, Row};
pub use document::{
    DocumentRow, Draft, Found, Lying, Order, Redacted, Said, Step, VersionRow, WORDS, Wanted,
};
pub use error::Error;
pub use examine::{Dangling, Life, Numbered, Unbalanced, Unregistered};
pub use file::Stored;
pub use honoree::{Among, Earned, HonoreeOrder, HonoreeRow, WantedHonorees, Written, unit as unit_of};
pub use idempotency::{Answered, Claimed, Run};
pub use import::ImportRow;
pub use invitation::Invitation;
pub use office::Office;
pub use person::{Listed, Membership, Person};
pub use printer::Printer;
pub use register::{Entry, Filled, Given, Issued, Line, Which};
pub use round::{Amount, RoundLife, RoundRow, RoundStep, WantedRounds};
pub use schema::{Column, Holds, Reference, Table};
pub use series::Series;
pub use session::Session;
pub use snapshot::{Point, Snapshot};
pub use sql::{Reader, Tx};
pub use statistics::{Counting, Crossing, Cut, Extent, Named, Untallied};
pub use tally::{Connections, Counted, tally};
pub use template::{Publication, Published, PublishedLine, TemplateDraft, TemplateRow};
pub use token::Token;
pub use webhook::{Delivery, Webhook};

/// A database that is open and on our schema.
#[derive(Clone, Debug)]
pub struct Store {
    db: Db,
}

/// The pools of one database.
#[derive(Clone, Debug)]
enum Db {
    /// Readers beside each other, and one writer.
    Lite {
        readers: SqlitePool,
        writer: SqlitePool,
    },
    Pg(PgPool),
}

impl Store {
    /// Opens the database at a place, makes it where there is none, and brings it onto our
    /// schema. Several programs may do so at once; one that was killed half-way is taken up.
    ///
    /// # Errors
    /// [`Error::Newer`] when a newer vanthu has been here; [`Error::Db`] when it cannot be
    /// reached or is not ours.
    pub async fn open(place: &Place) -> Result<Store, Error> {
        Ok(Store { db: connect::open(place).await? })
    }

    /// A connection for reading.
    ///
    /// # Errors
    /// [`Error::Busy`] when none becomes free in time; [`Error::Db`] when the database is gone.
    pub async fn read(&self) -> Result<Reader, Error> {
        tally::waited(async {
            Ok(match &self.db {
                Db::Lite { readers, .. } => Reader::Lite(readers.acquire().await.map_err(tally::failed)?),
                Db::Pg(pool) => Reader::Pg(connect::patiently(pool, pool.acquire()).await?),
            })
        })
        .await
    }

    /// A transaction that may write. Dropped without [`Tx::commit`] it leaves nothing behind.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub async fn begin(&self) -> Result<Tx, Error> {
        let tx = tally::waited(async {
            Ok(match &self.db {
                Db::Lite { writer, .. } => Tx::Lite(connect::writing(writer).await.map_err(tally::failed)?),
                Db::Pg(pool) => Tx::Pg(connect::patiently(pool, pool.begin()).await?),
            })
        })
        .await?;
        tally::began();
        Ok(tx)
    }

    /// Ends every connection, once the transactions at work have ended.
    pub async fn close(&self) {
        match &self.db {
            Db::Lite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Db::Pg(pool) => pool.close().await,
        }
    }
}
