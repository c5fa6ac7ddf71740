//! Making a batch: itself, its pictures, chunks and rows, in one transaction.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use sqlx::{AssertSqlSafe, Postgres, Sqlite};

use crate::store::sql::{Ask, Link};
use crate::store::{Error, Tx, tally};

/// A batch to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct NewBatch {
    /// ULID.
    pub id: String,
    /// Whose.
    pub office: String,
    /// Who makes it.
    pub person: String,
    /// Its name, for people.
    pub name: String,
    /// The design, `key` or `key@version`.
    pub design: String,
    /// The round whose honorees are printed.
    pub round: Option<String>,
    /// All that its pages depend on.
    pub setup: Json,
    /// The file that lies under every page.
    pub ground: Option<String>,
    /// Files of the office's own pictures, by the places of the design.
    pub pictures: Vec<(String, String)>,
    /// How many rows it has.
    pub total: i64,
    /// How many of them are laid out together.
    pub chunk: i64,
    /// True where it waits to be told to begin.
    pub paused: bool,
    /// When.
    pub at: DateTime<Utc>,
}

/// A row to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct NewRow {
    /// Its place in the list that came, from 1.
    pub line: i64,
    /// Who is honoured.
    pub name: String,
    /// Its values.
    pub data: Json,
    /// What was found of it so far.
    pub noticed: Json,
    /// The certificate that it is.
    pub certificate: Option<String>,
}

/// Rows written by one statement: ten values each, far below what either database takes.
const AT_ONCE: usize = 100;

impl Tx {
    /// Makes a batch with its chunks; its rows come by [`Tx::add_batch_rows`].
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn add_batch(&mut self, new: &NewBatch) -> Result<(), Error> {
        run!(
            self,
            "INSERT INTO batch (id, office_id, person_id, name, design, round_id, setup, ground, state, total,
                 done, failed, cancelled, events, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, 0, 0, $11)",
            &new.id,
            &new.office,
            &new.person,
            &new.name,
            &new.design,
            &new.round,
            &new.setup,
            &new.ground,
            if new.paused { "paused" } else { "queued" },
            new.total,
            new.at,
        )?;
        for (slot, file) in &new.pictures {
            run!(
                self,
                "INSERT INTO batch_picture (batch_id, slot, file) VALUES ($1, $2, $3)",
                &new.id,
                slot,
                file
            )?;
        }
        let chunks = (new.total + new.chunk - 1) / new.chunk.max(1);
        for ordinal in 1..=chunks {
            run!(
                self,
                "INSERT INTO batch_chunk (batch_id, ordinal, state, token, attempts, pages)
                 VALUES ($1, $2, 'queued', 0, 0, 0)",
                &new.id,
                ordinal,
            )?;
        }
        Ok(())
    }

    /// Adds the rows of a batch, in the order of printing; `chunk` of them are laid out together.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn add_batch_rows(&mut self, batch: &str, chunk: i64, rows: &[NewRow]) -> Result<(), Error> {
        let mut ordinal: i64 = 1;
        for rows in rows.chunks(AT_ONCE) {
            let text = insert(rows.len());
            macro_rules! bound {
                ($database:ty, $link:expr) => {{
                    let mut query = sqlx::query::<$database>(AssertSqlSafe(text));
                    for (at, row) in (ordinal..).zip(rows) {
                        query = query.bind(batch).bind(at).bind((at - 1) / chunk.max(1) + 1).bind(row.line);
                        query = query.bind(&row.name).bind(&row.data).bind(&row.noticed);
                        query = query.bind(&row.certificate);
                    }
                    query.execute($link).await.map(|_| ())
                }};
            }
            match self.link() {
                Link::Lite(link) => bound!(Sqlite, link),
                Link::Pg(link) => bound!(Postgres, link),
            }
            .map_err(tally::failed)?;
            ordinal += i64::try_from(rows.len()).unwrap_or(i64::MAX);
        }
        Ok(())
    }
}

/// The statement for so many rows.
fn insert(rows: usize) -> String {
    let values: Vec<String> = (0..rows)
        .map(|at| {
            let places: Vec<String> = (1..=8).map(|place| format!("${}", at * 8 + place)).collect();
            format!("({}, '[]', 'queued', 0)", places.join(", "))
        })
        .collect();
    format!(
        "INSERT INTO batch_row (batch_id, ordinal, chunk, line, name, data, noticed, certificate_id, findings,
             state, tries)
         VALUES {}",
        values.join(", ")
    )
}
