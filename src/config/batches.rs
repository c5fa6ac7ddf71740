//! What `vanthu worker` and `vanthu print` take.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;

use super::{Faces, KeptAt};

const WORKER_EXAMPLES: &str = "\
Examples:
  vanthu worker --database-file /run/secrets/database
  vanthu worker --database-file /run/secrets/database --count 4
  vanthu worker --once

Any number of workers, on any number of machines, may work on one PostgreSQL; their clocks should
agree to a few seconds. Beside a server on the embedded database none is needed: it has its own.";

const PRINT_EXAMPLES: &str = "\
Examples:
  vanthu print --login binh --round 01KAT5V3S00000000000000000 -o all.pdf -o manifest.csv
  vanthu print --login binh --rows list.csv --design bang-khen -o all.pdf -o each.zip

Exit status: 0 when every row was printed, 1 when one was not or a file could not be written, 2
when the command is wrong.";

/// Print batches of certificates until Ctrl-C or SIGTERM.
///
/// What is at work then is given back, for others to take up at once.
#[derive(Debug, Args)]
#[command(after_help = WORKER_EXAMPLES)]
pub struct Worker {
    /// Where everything is kept.
    #[command(flatten)]
    pub kept: KeptAt,
    /// How many print at a time in this process.
    #[arg(long, env = "VANTHU_BATCH_WORKERS", default_value = "1", value_name = "COUNT")]
    pub count: NonZeroUsize,
    /// End when there is nothing more to print.
    #[arg(long)]
    pub once: bool,
    /// Webhooks may be sent to addresses that are not of the public net, and by http.
    #[arg(long, env = "VANTHU_WEBHOOKS_INSIDE")]
    pub webhooks_inside: bool,
    /// Faces of the office's own.
    #[command(flatten)]
    pub faces: Faces,
    /// What to log: `error`, `warn`, `info`, `debug`, or a tracing filter.
    #[arg(long, env = "VANTHU_LOG", default_value = "info", value_name = "FILTER")]
    pub log: String,
}

/// Print the certificates of a round, or of a list, and keep what was printed.
#[derive(Debug, Args)]
#[command(after_help = PRINT_EXAMPLES)]
pub struct Print {
    /// Who prints: the login of a clerk or a records officer.
    #[arg(long, value_name = "LOGIN")]
    pub login: String,
    /// The id of their office, where they work in several.
    #[arg(long, value_name = "ID")]
    pub office: Option<String>,
    /// The frozen round whose honorees are printed.
    #[arg(long, value_name = "ID", required_unless_present = "rows", conflicts_with = "rows")]
    pub round: Option<String>,
    /// The list of honorees, JSON or CSV; `-` for standard input.
    #[arg(long, value_name = "FILE")]
    pub rows: Option<PathBuf>,
    /// The design: a built-in one, or the office's own.
    #[arg(long, value_name = "ID", default_value = "giay-khen")]
    pub design: String,
    /// `list`, `unit`, `name` or `blank`.
    #[arg(long, value_name = "ORDER", default_value = "list", value_parser = ["list", "unit", "name", "blank"])]
    pub order: String,
    /// The series whose numbers the certificates get.
    #[arg(long, value_name = "KEY")]
    pub series: Option<String>,
    /// The kind of blanks that are used, by its id; only words are printed then.
    #[arg(long, value_name = "ID")]
    pub blank: Option<String>,
    /// The printer that it is for, by its id.
    #[arg(long, value_name = "ID")]
    pub printer: Option<String>,
    /// Keep Vietnamese marks in the names of files.
    #[arg(long)]
    pub unicode_names: bool,
    /// Put Word files into the ZIP too.
    #[arg(long)]
    pub word_files: bool,
    /// A file to write: `.pdf` for all in one, `.zip` for one each, `.csv` or `.json` for the
    /// manifest. May be given many times.
    #[arg(short, long = "output", required = true, value_name = "OUT")]
    pub output: Vec<PathBuf>,
    /// How many chunks are laid out at a time [default: the number of cores].
    #[arg(long, value_name = "COUNT")]
    pub threads: Option<NonZeroUsize>,
    /// Where everything is kept.
    #[command(flatten)]
    pub kept: KeptAt,
    /// Faces of the office's own.
    #[command(flatten)]
    pub faces: Faces,
}
