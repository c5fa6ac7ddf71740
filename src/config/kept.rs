//! What the commands about everything that is kept take: where it is, and what is done with it.

use std::{io, path::PathBuf};

use clap::Args;

use crate::store::Place;

const DOCTOR_EXAMPLES: &str = "\
Examples:
  vanthu doctor
  vanthu doctor --database-file /run/secrets/database --json

Faults go to standard output, one a line, as `kind: which: what is wrong`, then how much was
looked at. Exit status: 0 without a fault, 1 with one or when it cannot be examined.";

const BACKUP_EXAMPLES: &str = "\
Examples:
  vanthu backup vanthu-2026-11-24.zip
  vanthu restore vanthu-2026-11-24.zip --data new-place
  vanthu restore vanthu-2026-11-24.zip --database postgres://vanthu@localhost/vanthu

Keep the printed digest of the last act away from the database: whoever rewrites the whole
audit log cannot rewrite that.";

/// Examine everything that is kept and name every fault; changes nothing.
///
/// The audit log's chain, numbers without holes, twice or out of order, every issued document
/// and its line in the register, files and what documents say against their digests, versions
/// without gaps and as the table of acts allows, published templates, references, the database's own pages and
/// settings.
#[derive(Debug, Args)]
#[command(after_help = DOCTOR_EXAMPLES)]
pub struct Doctor {
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
    /// Where everything is kept.
    #[command(flatten)]
    pub kept: KeptAt,
}

/// Write everything that is kept into one file, while the server runs.
///
/// It holds what the database held at one moment, which the last act names; it can be restored
/// into SQLite and PostgreSQL alike. It appears under its name when it is whole and on the disk.
#[derive(Debug, Args)]
#[command(after_help = BACKUP_EXAMPLES)]
pub struct Backup {
    /// The file to write; there must be none.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Where everything is kept.
    #[command(flatten)]
    pub kept: KeptAt,
}

/// Fill an empty place from a file of `vanthu backup`, made of either database.
///
/// Every byte is verified first; a damaged file is refused, and the place is as it was. At the
/// end everything is examined as `vanthu doctor` does.
#[derive(Debug, Args)]
#[command(after_help = BACKUP_EXAMPLES)]
pub struct Restore {
    /// The file to read.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The empty place.
    #[command(flatten)]
    pub kept: KeptAt,
}

/// Where everything is kept: a file of ours, or a PostgreSQL server.
#[derive(Debug, Args)]
pub struct KeptAt {
    /// The folder of the embedded database, made where there is none.
    #[arg(long, env = "VANTHU_DATA", value_name = "DIR", default_value = "data")]
    pub data: PathBuf,
    /// A PostgreSQL server (15 or newer) instead of the embedded database: `postgres://…`. Its
    /// password is best given by the environment or by --database-file.
    #[arg(long, env = "VANTHU_DATABASE", hide_env_values = true, value_name = "URL")]
    pub database: Option<String>,
    /// A file that holds what --database takes.
    #[arg(long, env = "VANTHU_DATABASE_FILE", value_name = "FILE", conflicts_with = "database")]
    pub database_file: Option<PathBuf>,
}

impl KeptAt {
    /// The place, with its folder made.
    ///
    /// # Errors
    /// The disk's own.
    pub fn place(&self) -> io::Result<Place> {
        let place = self.place_there()?;
        if let Place::File(_) = place {
            std::fs::create_dir_all(&self.data)?;
        }
        Ok(place)
    }

    /// The place as it is, with nothing made.
    ///
    /// # Errors
    /// The disk's own.
    pub fn place_there(&self) -> io::Result<Place> {
        #[expect(clippy::disallowed_methods, reason = "config is where the disk is read")]
        let named = self.database_file.as_ref().map(std::fs::read_to_string).transpose()?;
        Ok(match named.or_else(|| self.database.clone()) {
            Some(url) => Place::Server(url.trim().to_owned()),
            None => Place::File(self.data.join("vanthu.sqlite")),
        })
    }
}
