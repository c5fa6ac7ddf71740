//! What `vanthu import` takes.

use std::path::PathBuf;

use clap::Args;

const IMPORT_EXAMPLES: &str = "\
Examples:
  vanthu import --blank blank.xlsx
  vanthu import list.xlsx
  vanthu import list.xls --notes list-with-notes.xlsx --json

What is said of each row goes to standard output, one a line, as `cell: status: message (code)`,
then how many rows there are of each status.

Exit status: 0 when no row is refused (questions are no failure), 1 when one is or the file cannot
be read or written, 2 when the command is wrong.";

/// Look at a list of honorees (XLSX, XLS, ODS, CSV) before it is taken over.
///
/// Nothing is stored: every row is shown as imported, as imported with a question, or as refused,
/// with the reasons and their cells.
#[derive(Debug, Args)]
#[command(after_help = IMPORT_EXAMPLES)]
pub struct Import {
    /// The list to read; `-` for standard input.
    #[arg(value_name = "IN", required_unless_present = "blank")]
    pub input: Option<PathBuf>,
    /// Print JSON: columns, notices, every row with its honoree and its notes.
    #[arg(long)]
    pub json: bool,
    /// Write the same sheet with the status and the reasons of each row in it.
    #[arg(long, value_name = "OUT.xlsx")]
    pub notes: Option<PathBuf>,
    /// Write a blank sheet to fill in, with drop-downs and notes, instead of reading one.
    #[arg(long, value_name = "OUT.xlsx", conflicts_with_all = ["input", "json", "notes"])]
    pub blank: Option<PathBuf>,
    /// The day of reading, which judges dates of birth [default: today in Việt Nam].
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<chrono::NaiveDate>,
}
