//! What tables there are: read from the database itself, so that whoever copies or examines
//! everything forgets no table that a later migration brings.

use super::sql::{Ask, Link};
use super::{Error, Snapshot};

/// What a column holds, on both databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// `TEXT`.
    Text,
    /// `BIGINT`.
    Number,
    /// `BOOLEAN`.
    Flag,
    /// `TIMESTAMPTZ`.
    Moment,
    /// `JSONB`.
    Object,
    /// `BYTEA`.
    Bytes,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub holds: Holds,
    /// Where it stands in the key, from 1; 0 when it does not.
    pub key: i64,
}

/// A table of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// What its rows refer to.
    pub references: Vec<Reference>,
}

/// Columns that name a row of another table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The constraint's name, where it has one.
    pub name: String,
    /// The table referred to.
    pub to: String,
    /// Columns here and there.
    pub columns: Vec<(String, String)>,
}

impl Table {
    /// The columns of its key, in the key's order.
    pub fn key(&self) -> Vec<&str> {
        let mut key: Vec<&Column> = self.columns.iter().filter(|column| column.key > 0).collect();
        key.sort_by_key(|column| column.key);
        key.into_iter().map(|column| column.name.as_str()).collect()
    }
}

impl Snapshot {
    /// Every table of ours, by name.
    ///
    /// # Errors
    /// [`Error::Unreadable`] for a column that is none of ours; [`Error::Db`].
    pub async fn tables(&mut self) -> Result<Vec<Table>, Error> {
        tables(self).await
    }
}

/// True where there is a table of this name.
pub(super) async fn is_there(ask: &mut impl Ask, name: &str) -> Result<bool, Error> {
    let text = match ask.link() {
        Link::Lite(_) => "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = $1",
        Link::Pg(_) => {
            "SELECT COUNT(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = $1"
        }
    };
    let found: Option<(i64,)> = row!(ask, (i64,), text, name)?;
    Ok(found.is_some_and(|(count,)| count > 0))
}

/// Every table of ours, by name.
pub(super) async fn tables(ask: &mut impl Ask) -> Result<Vec<Table>, Error> {
    let text = match ask.link() {
        Link::Lite(_) => {
            "SELECT name FROM sqlite_schema
             WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND name <> '_sqlx_migrations'"
        }
        Link::Pg(_) => {
            "SELECT relname::TEXT FROM pg_class
             WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
               AND relname <> '_sqlx_migrations'"
        }
    };
    let names: Vec<(String,)> = rows!(ask, (String,), text)?;
    let mut names: Vec<String> = names.into_iter().map(|(name,)| name).collect();
    names.sort();
    let mut tables = Vec::new();
    for name in names {
        let columns = columns(ask, &name).await?;
        let references = references(ask, &name).await?;
        tables.push(Table { name, columns, references });
    }
    Ok(tables)
}

async fn columns(ask: &mut impl Ask, table: &str) -> Result<Vec<Column>, Error> {
    let text = match ask.link() {
        Link::Lite(_) => "SELECT name, type, CAST(pk AS BIGINT) FROM pragma_table_info($1) ORDER BY cid",
        Link::Pg(_) => {
            "SELECT attname::TEXT, format_type(atttypid, atttypmod),
                    COALESCE(array_position(indkey::SMALLINT[], attnum), -1)::BIGINT + 1
             FROM pg_attribute
             LEFT JOIN pg_index ON indrelid = attrelid AND indisprimary
             WHERE attrelid = quote_ident($1)::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
        }
    };
    let found: Vec<(String, String, i64)> = rows!(ask, (String, String, i64), text, table)?;
    let column = |(name, said, key): (String, String, i64)| match holds(&said) {
        Some(holds) => Ok(Column { name, holds, key }),
        None => Err(Error::Unreadable(format!("{table}.{name} ({said})"))),
    };
    found.into_iter().map(column).collect()
}

/// What a type of the migrations holds, as either database says it.
fn holds(said: &str) -> Option<Holds> {
    Some(match said.to_ascii_lowercase().as_str() {
        "text" => Holds::Text,
        "bigint" => Holds::Number,
        "boolean" => Holds::Flag,
        "timestamptz" | "timestamp with time zone" => Holds::Moment,
        "jsonb" => Holds::Object,
        "bytea" => Holds::Bytes,
        _ => return None,
    })
}

async fn references(ask: &mut impl Ask, table: &str) -> Result<Vec<Reference>, Error> {
    let text = match ask.link() {
        Link::Lite(_) => {
            "SELECT CAST(id AS TEXT), \"table\", \"from\", COALESCE(\"to\", 'id') FROM pragma_foreign_key_list($1)
             ORDER BY id, seq"
        }
        Link::Pg(_) => {
            "SELECT conname::TEXT, there.relname::TEXT, ours.attname::TEXT, theirs.attname::TEXT
             FROM pg_constraint
             CROSS JOIN LATERAL unnest(conkey, confkey) WITH ORDINALITY AS pair (ours, theirs, place)
             JOIN pg_class AS there ON there.oid = confrelid
             JOIN pg_attribute AS ours ON ours.attrelid = conrelid AND ours.attnum = pair.ours
             JOIN pg_attribute AS theirs ON theirs.attrelid = confrelid AND theirs.attnum = pair.theirs
             WHERE contype = 'f' AND conrelid = quote_ident($1)::regclass ORDER BY conname, place"
        }
    };
    type Pair = (String, String, String, String);
    let found: Vec<Pair> = rows!(ask, Pair, text, table)?;
    let mut references: Vec<Reference> = Vec::new();
    for (name, to, ours, theirs) in found {
        match references.last_mut() {
            Some(last) if last.name == name => last.columns.push((ours, theirs)),
            _ => references.push(Reference { name, to, columns: vec![(ours, theirs)] }),
        }
    }
    Ok(references)
}
