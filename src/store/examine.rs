//! What an examination reads: row after row, so that a large database needs no large memory.

use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, FromRow, Postgres, Sqlite};

use super::audit::{Break, Trail, Walk};
use super::file;
use super::schema::{Holds, Reference, Table};
use super::template::Published;
use super::{Error, Snapshot};

/// A version beside its document; a document without versions has one row with no ordinal.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Life {
    /// The document.
    pub id: String,
    /// Whose.
    pub office_id: String,
    /// Key of the state that it says it is in.
    pub now: String,
    /// Ordinal of the version that it says is its newest.
    pub head: i64,
    /// What came instead of it.
    pub replaced_by: Option<String>,
    /// Whether it is in `issue`.
    pub is_issued: bool,
    /// The version that was issued.
    pub issued_ordinal: Option<i64>,
    /// From 1.
    pub ordinal: Option<i64>,
    /// Key of the act.
    pub act: Option<String>,
    /// Key of the state after it.
    pub state: Option<String>,
    /// The merged document, JSON.
    pub document: Option<String>,
    /// What it says its digest is.
    pub digest: Option<String>,
}

/// A number of a register, beside its counter.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Numbered {
    /// Whose.
    pub office_id: String,
    /// Which series.
    pub series: String,
    /// Which year.
    pub year: i64,
    /// The last number that the counter says was given; none without a counter.
    pub last: Option<i64>,
    /// The number; none for a counter without a line.
    pub number: Option<i64>,
    /// 0, or which supplement of the number it is.
    pub part: i64,
    /// `issued`, `reserved` or `void`.
    pub status: Option<String>,
    /// The day on the document.
    pub day: Option<String>,
    /// The document.
    pub document_id: Option<String>,
    /// True where the document was issued with just this number, day and symbol.
    pub agrees: bool,
    /// True where a certificate bears it.
    pub certified: bool,
}

/// What was issued without a line of the register that says the same.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Unregistered {
    /// The document.
    pub document_id: String,
    /// Series.
    pub series: String,
    /// Year.
    pub year: i64,
    /// Number.
    pub number: i64,
    /// 0, or which supplement of the number it is.
    pub part: i64,
}

/// A kind of blanks whose book does not say what the kind says.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Unbalanced {
    /// The kind.
    pub id: String,
    /// What it says is left, and how many moves it says there are.
    pub remaining: i64,
    /// How many moves it says there are.
    pub moves: i64,
    /// The sum of its moves.
    pub sum: i64,
    /// How many moves there are.
    pub count: i64,
    /// The greatest ordinal of them.
    pub last: i64,
    /// The least that was ever left.
    pub least: i64,
    /// Blanks that certificates were printed on, as the book says.
    pub booked: i64,
    /// Certificates that were printed on them, and printed again.
    pub printed: i64,
}

/// A row that refers to one that is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dangling {
    /// The row's key.
    pub id: String,
    /// The value of the columns that refer.
    pub missing: String,
}

/// Hands each row of one text for both databases on.
macro_rules! each_row {
    ($ask:expr, $row:ty, $text:expr, $each:expr) => {
        match $ask {
            Snapshot::Lite(link) => {
                let mut found = sqlx::query_as::<Sqlite, $row>($text).fetch(link);
                while let Some(row) = found.try_next().await.map_err(Error::from)? {
                    $each(row);
                }
            }
            Snapshot::Pg(link) => {
                let mut found = sqlx::query_as::<Postgres, $row>($text).fetch(link);
                while let Some(row) = found.try_next().await.map_err(Error::from)? {
                    $each(row);
                }
            }
        }
    };
}

impl Snapshot {
    /// Walks the audit log and gives where its chain is broken.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn broken(&mut self) -> Result<Vec<Break>, Error> {
        let mut walk = Walk::default();
        each_row!(self, Trail, "SELECT * FROM audit ORDER BY ordinal", |trail| walk.step(trail));
        let point = self.point().await?;
        Ok(walk.end(Some(&(point.ordinal, point.digest))))
    }

    /// Every document with its versions in their order.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn lives(&mut self, mut each: impl FnMut(Life)) -> Result<(), Error> {
        const TEXT: &str = "SELECT document.id, document.office_id, document.state AS now, document.head,
                document.replaced_by, issue.document_id IS NOT NULL AS is_issued,
                issue.ordinal AS issued_ordinal, version.ordinal, version.act, version.state,
                CAST(version.document AS TEXT) AS document, version.digest
             FROM document
             LEFT JOIN issue ON issue.document_id = document.id
             LEFT JOIN version ON version.document_id = document.id
             ORDER BY document.id, version.ordinal";
        each_row!(self, Life, TEXT, each);
        Ok(())
    }

    /// Every number of every register in order, and every counter.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn numbers(&mut self, mut each: impl FnMut(Numbered)) -> Result<(), Error> {
        const TEXT: &str =
            "SELECT entry.office_id, entry.series, entry.year, counter.last, entry.number, entry.part,
                entry.status, entry.day, entry.document_id,
                issue.document_id IS NOT NULL AND issue.series = entry.series AND issue.year = entry.year
                    AND issue.number = entry.number AND issue.part = entry.part AND issue.day = entry.day
                    AND issue.symbol = entry.symbol AS agrees,
                EXISTS (SELECT 1 FROM certificate WHERE certificate.office_id = entry.office_id
                    AND certificate.series = entry.series AND certificate.year = entry.year
                    AND certificate.number = entry.number AND certificate.day = entry.day AND entry.part = 0
                    AND certificate.state <> 'given-up') AS certified
             FROM entry
             LEFT JOIN counter ON counter.office_id = entry.office_id AND counter.series = entry.series
                AND counter.year = entry.year
             LEFT JOIN issue ON issue.document_id = entry.document_id
             ORDER BY entry.office_id, entry.series, entry.year, entry.number, entry.part";
        each_row!(self, Numbered, TEXT, each);
        const IDLE: &str =
            "SELECT office_id, series, year, last, CAST(NULL AS BIGINT) AS number, CAST(0 AS BIGINT) AS part,
                CAST(NULL AS TEXT) AS status, CAST(NULL AS TEXT) AS day, CAST(NULL AS TEXT) AS document_id,
                TRUE AS agrees, TRUE AS certified
             FROM counter
             WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.office_id = counter.office_id
                AND entry.series = counter.series AND entry.year = counter.year)
             ORDER BY office_id, series, year";
        each_row!(self, Numbered, IDLE, each);
        Ok(())
    }

    /// What was issued without a line of the register.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn unregistered(&mut self) -> Result<Vec<Unregistered>, Error> {
        rows!(
            self,
            Unregistered,
            "SELECT document_id, series, year, number, part FROM issue
             WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.document_id = issue.document_id)
             ORDER BY document_id",
        )
    }

    /// Certificates with a number that no issued line of the register has: id, series, year and
    /// number.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn unlined(&mut self) -> Result<Vec<(String, String, i64, i64)>, Error> {
        rows!(
            self,
            (String, String, i64, i64),
            "SELECT id, COALESCE(series, ''), year, number FROM certificate
             WHERE number IS NOT NULL AND state <> 'given-up' AND NOT EXISTS (SELECT 1 FROM entry
                WHERE entry.office_id = certificate.office_id AND entry.series = certificate.series
                  AND entry.year = certificate.year AND entry.number = certificate.number AND entry.part = 0
                  AND entry.status = 'issued')
             ORDER BY id",
        )
    }

    /// Certificates whose state is not what their times and others say: id and state.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn unsound_certificates(&mut self) -> Result<Vec<(String, String)>, Error> {
        rows!(
            self,
            (String, String),
            "SELECT id, state FROM certificate
             WHERE NOT (state = 'enrolled' AND printed_at IS NULL AND ended_at IS NULL
                OR state = 'given-up' AND printed_at IS NULL AND ended_at IS NOT NULL
                OR state = 'printed' AND printed_at IS NOT NULL AND ended_at IS NULL
                OR state = 'revoked' AND printed_at IS NOT NULL AND ended_at IS NOT NULL
                OR state = 'replaced' AND printed_at IS NOT NULL AND ended_at IS NOT NULL
                   AND replaced_by IS NOT NULL)
                OR reprints <> (SELECT COUNT(*) FROM reprint WHERE reprint.certificate_id = certificate.id)
             ORDER BY id",
        )
    }

    /// Kinds of blanks whose moves are not 1 to the last, do not add up, were ever below nothing
    /// or are not those of the certificates that were printed on them.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn unbalanced(&mut self) -> Result<Vec<Unbalanced>, Error> {
        rows!(
            self,
            Unbalanced,
            "SELECT * FROM (
                SELECT id, remaining, moves,
                    CAST(COALESCE((SELECT SUM(change) FROM blank_move WHERE blank_id = blank.id), 0) AS BIGINT) AS sum,
                    (SELECT COUNT(*) FROM blank_move WHERE blank_id = blank.id) AS count,
                    COALESCE((SELECT MAX(ordinal) FROM blank_move WHERE blank_id = blank.id), 0) AS last,
                    COALESCE((SELECT MIN(blank_move.remaining) FROM blank_move WHERE blank_id = blank.id), 0) AS least,
                    CAST(COALESCE((SELECT -SUM(change) FROM blank_move
                        WHERE blank_id = blank.id AND printed), 0) AS BIGINT) AS booked,
                    (SELECT COUNT(*) FROM certificate WHERE blank_id = blank.id AND printed_at IS NOT NULL)
                        + (SELECT COUNT(*) FROM reprint WHERE blank_id = blank.id) AS printed
                FROM blank) AS book
             WHERE remaining <> sum OR moves <> count OR moves <> last OR least < 0 OR booked <> printed
             ORDER BY id",
        )
    }

    /// Moves after which not so many were left as they say: kind and ordinal.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn wrong_moves(&mut self) -> Result<Vec<(String, i64)>, Error> {
        rows!(
            self,
            (String, i64),
            "SELECT blank_id, ordinal FROM (
                SELECT blank_id, ordinal, remaining,
                    SUM(change) OVER (PARTITION BY blank_id ORDER BY ordinal) AS sum
                FROM blank_move) AS book
             WHERE remaining <> sum ORDER BY blank_id, ordinal",
        )
    }

    /// Reads every file that is kept; hands on its name and whether its bytes are still its own.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn reread(&mut self, mut each: impl FnMut(String, bool)) -> Result<(), Error> {
        each_row!(
            self,
            (String, i64, Vec<u8>),
            "SELECT digest, size, content FROM file ORDER BY digest",
            |(digest, size, content): (String, i64, Vec<u8>)| {
                let is_own = file::name(&content) == digest && i64::try_from(content.len()) == Ok(size);
                each(digest, is_own);
            }
        );
        Ok(())
    }

    /// Every published version of a template.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn publications(&mut self, mut each: impl FnMut(Published)) -> Result<(), Error> {
        each_row!(
            self,
            Published,
            "SELECT template_id, ordinal, version, text, parts, digest, person_id, at, note
             FROM template_version ORDER BY template_id, ordinal",
            each
        );
        Ok(())
    }

    /// Templates whose published versions are not 1 to the newest that they say: id, that one,
    /// how many there are and the greatest.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn gapped_templates(&mut self) -> Result<Vec<(String, i64, i64, i64)>, Error> {
        rows!(
            self,
            (String, i64, i64, i64),
            "SELECT template.id, template.head, COUNT(ordinal), CAST(COALESCE(MAX(ordinal), 0) AS BIGINT)
             FROM template LEFT JOIN template_version ON template_version.template_id = template.id
             GROUP BY template.id, template.head
             HAVING COUNT(ordinal) <> template.head OR COALESCE(MAX(ordinal), 0) <> template.head
             ORDER BY template.id",
        )
    }

    /// Documents replaced by one that was never issued, or is another office's, and that one.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn wrongly_replaced(&mut self) -> Result<Vec<(String, String)>, Error> {
        rows!(
            self,
            (String, String),
            "SELECT document.id, document.replaced_by FROM document
             JOIN document AS newer ON newer.id = document.replaced_by
             LEFT JOIN issue ON issue.document_id = newer.id
             WHERE issue.document_id IS NULL OR newer.office_id <> document.office_id
             ORDER BY document.id",
        )
    }

    /// Rows of a table that refer to rows which are not there.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn dangling(&mut self, table: &Table, reference: &Reference) -> Result<Vec<Dangling>, Error> {
        let joined = |columns: Vec<String>| columns.join(" || ' ' || ");
        let cast = |column: &str| format!("CAST(here.\"{column}\" AS TEXT)");
        let key = joined(table.key().into_iter().map(cast).collect());
        let missing = joined(reference.columns.iter().map(|(ours, _)| cast(ours)).collect());
        let pair = |(ours, theirs): &(String, String)| format!("there.\"{theirs}\" = here.\"{ours}\"");
        let pairs: Vec<String> = reference.columns.iter().map(pair).collect();
        let set = |(ours, _): &(String, String)| format!("here.\"{ours}\" IS NOT NULL");
        let set: Vec<String> = reference.columns.iter().map(set).collect();
        let text = format!(
            "SELECT {key}, {missing} FROM \"{}\" AS here WHERE {} AND NOT EXISTS
             (SELECT 1 FROM \"{}\" AS there WHERE {}) ORDER BY 1",
            table.name,
            set.join(" AND "),
            reference.to,
            pairs.join(" AND "),
        );
        let found: Vec<(String, String)> = rows!(self, (String, String), AssertSqlSafe(text))?;
        Ok(found.into_iter().map(|(id, missing)| Dangling { id, missing }).collect())
    }

    /// Keys of rows of a table with a value that its column cannot hold, and the column. SQLite
    /// alone lets one in.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn unreadable(&mut self, table: &Table) -> Result<Vec<(String, String)>, Error> {
        if !matches!(self, Snapshot::Lite(_)) {
            return Ok(Vec::new());
        }
        let key: Vec<String> =
            table.key().into_iter().map(|column| format!("CAST(\"{column}\" AS TEXT)")).collect();
        let key = key.join(" || ' ' || ");
        let mut found = Vec::new();
        for column in &table.columns {
            let name = &column.name;
            let bad = match column.holds {
                Holds::Text => format!("typeof(\"{name}\") <> 'text'"),
                Holds::Number => format!("typeof(\"{name}\") <> 'integer'"),
                Holds::Flag => format!("typeof(\"{name}\") <> 'integer' OR \"{name}\" NOT IN (0, 1)"),
                Holds::Moment => format!(
                    "typeof(\"{name}\") <> 'text' OR julianday(\"{name}\") IS NULL OR \"{name}\" NOT LIKE '____-__-__T%'"
                ),
                Holds::Object => format!("typeof(\"{name}\") <> 'text' OR NOT json_valid(\"{name}\")"),
                Holds::Bytes => format!("typeof(\"{name}\") <> 'blob'"),
            };
            let text = format!(
                "SELECT {key} FROM \"{}\" WHERE \"{name}\" IS NOT NULL AND ({bad}) ORDER BY 1",
                table.name
            );
            let rows: Vec<(String,)> = rows!(self, (String,), AssertSqlSafe(text))?;
            found.extend(rows.into_iter().map(|(key,)| (key, name.clone())));
        }
        Ok(found)
    }

    /// What SQLite says of its own pages; empty when they are sound, and on PostgreSQL, whose
    /// `pg_amcheck` looks at them.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn torn(&mut self) -> Result<Vec<String>, Error> {
        let Snapshot::Lite(link) = self else { return Ok(Vec::new()) };
        let said = sqlx::query_as::<Sqlite, (String,)>("PRAGMA integrity_check").fetch_all(link).await?;
        Ok(said.into_iter().map(|(line,)| line).filter(|line| line != "ok").collect())
    }

    /// Settings with which what is acknowledged may be lost: each with its value.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn unsafe_settings(&mut self) -> Result<Vec<(&'static str, String)>, Error> {
        let wanted: &[(&str, &[&str])] = match self {
            Snapshot::Lite(_) => &[("journal_mode", &["wal"])],
            Snapshot::Pg(_) => &[
                ("fsync", &["on"]),
                ("full_page_writes", &["on"]),
                ("synchronous_commit", &["on", "local", "remote_write", "remote_apply"]),
            ],
        };
        let mut found = Vec::new();
        for (name, safe) in wanted {
            let value = self.setting(name).await?;
            if !safe.contains(&value.as_str()) {
                found.push((*name, value));
            }
        }
        Ok(found)
    }
}
