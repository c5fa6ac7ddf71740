//! Backup and restore: everything that is kept, as it was at one moment, in one file that
//! either database is made of again.
//!
//! A backup is a ZIP archive: `rows/TABLE.jsonl` has a table's rows, one JSON object a line
//! ([`crate::store::Row`]); `manifest.json` says what it was made of, how many rows each part
//! has and their SHA-256. The archive's comment, its last bytes, ends with the SHA-256 of every
//! byte before: one that is damaged, wherever, is refused before anything is written.

mod archive;

use std::io::{self, Read, Seek, Write};

use chrono::{DateTime, Utc};

pub use archive::{Manifest, Part};

use archive::{Packed, Packer};

use super::doctor::{self, Diagnosis};
use crate::store::{self, Filling, Place, Point, Row, Snapshot};

/// Why there is no backup, or why nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store could not.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The backup's own disk could not.
    #[error(transparent)]
    Disk(#[from] io::Error),
    /// The file is no backup of ours, or not as it was written. Nothing was restored.
    #[error("the backup is damaged: {0}; nothing was restored")]
    Damaged(String),
    /// A newer vanthu made the backup.
    #[error("the backup is of a newer vanthu ({0}); restore it with that one")]
    Newer(String),
    /// The database has not the tables that the backup was made of.
    #[error("the backup does not fit: {0}; nothing was restored")]
    Unfit(String),
}

/// Writes everything at a place into an archive, while others work there. The answer comes
/// with the digest of the whole file.
///
/// # Errors
/// [`Error::Store`], [`Error::Disk`]: what was written until then is no backup.
pub async fn backup<F: Read + Write + Seek>(
    place: &Place,
    file: F,
    now: DateTime<Utc>,
) -> Result<(Manifest, String), Error> {
    let mut snapshot = Snapshot::of(place).await?;
    let Point { ordinal, digest } = snapshot.point().await?;
    let mut manifest = Manifest {
        format: archive::FORMAT,
        made_by: format!("vanthu {}", env!("CARGO_PKG_VERSION")),
        made_at: now,
        engine: snapshot.engine().to_owned(),
        migration: snapshot.migration().await?,
        last_act: ordinal,
        last_act_digest: digest,
        parts: Vec::new(),
    };
    let tables = snapshot.tables().await?;
    let mut packer = Packer::new(file);
    for table in &tables {
        packer.begin(&table.name)?;
        snapshot.rows(table, |row| packer.row(&row)).await?;
        manifest.parts.push(packer.end()?);
    }
    let digest = packer.seal(&manifest)?;
    Ok((manifest, digest))
}

/// Fills an empty place from an archive, every byte of which is verified first; then examines it.
///
/// # Errors
/// [`Error::Damaged`], [`Error::Newer`], [`Error::Unfit`], [`Error::Store`] (`Taken` where the
/// place is not empty): the place is as it was.
pub async fn restore<F: Read + Seek>(place: &Place, file: F) -> Result<(Manifest, Diagnosis), Error> {
    let mut packed = Packed::open(file)?;
    let manifest = packed.manifest()?;
    if manifest.format != archive::FORMAT || manifest.migration > Snapshot::newest() {
        return Err(Error::Newer(manifest.made_by));
    }
    for part in &manifest.parts {
        packed.verify(part)?;
    }
    let mut filling = Filling::begin(place, manifest.migration).await?;
    let tables = filling.tables().to_vec();
    let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
    let parts: Vec<&str> = manifest.parts.iter().map(|part| part.name.as_str()).collect();
    if names != parts {
        return Err(Error::Unfit(format!("its tables are {parts:?}, those here are {names:?}")));
    }
    for (table, part) in tables.iter().zip(&manifest.parts) {
        let mut rows = packed.rows(part)?;
        filling.put(table, || rows.next::<Row>()).await?;
        rows.end()?;
    }
    filling.finish().await?;
    Ok((manifest, doctor::examine(place).await?))
}
