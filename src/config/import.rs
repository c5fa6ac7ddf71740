//! What `vanthu import` takes.

use std::path::PathBuf;

use clap::Args;

const IMPORT_EXAMPLES: &str = "\
Examples:
  vanthu import --blank blank.xlsx
  vanthu import list.xlsx
  vanthu import list.xls --notes list-with-notes.xlsx --json
  vanthu import list.xlsx --campaign 01KAT5V3S00000000000000000 --as vinh.do
  vanthu import list.xlsx --campaign 01KAT5V3S00000000000000000 --as vinh.do --answers take --confirm

What is said of each row goes to standard output, one a line, as `cell: status: message (code)`,
then how many rows there are of each status.

Exit status: 0 when no row is refused (questions are no failure), 1 when one is or the file cannot
be read or written, 2 when the command is wrong.";

/// Look at a list of honorees (XLSX, XLS, ODS, CSV) before it is taken over.
///
/// Every row is shown as imported, as imported with a question, or as refused, with the reasons and
/// their cells. Nothing is stored without --campaign; with it the list is kept as a preview, held
/// against whoever is known already, and with --confirm its rows become entries of the round.
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
    /// The campaign that it is for, by id: the list is kept.
    #[arg(long, value_name = "ID", requires = "login", conflicts_with_all = ["blank", "today"])]
    pub campaign: Option<String>,
    /// The round of the campaign, by id [default: the only one whose list is still made].
    #[arg(long, value_name = "ID", requires = "campaign")]
    pub round: Option<String>,
    /// The login of the clerk who takes it over.
    #[arg(long = "as", id = "login", value_name = "LOGIN", requires = "campaign")]
    pub login: Option<String>,
    /// What becomes of rows with a question: as is proposed, as the sheet has it, or left out.
    #[arg(long, value_name = "ANSWER", value_parser = ["take", "keep", "leave"], requires = "campaign")]
    pub answers: Option<String>,
    /// The confirmed list that this one corrects, by id: only what differs is done.
    #[arg(long, value_name = "ID", requires = "campaign")]
    pub corrects: Option<String>,
    /// The unit that proposes all its rows.
    #[arg(long, value_name = "NAME", requires = "campaign")]
    pub proposer: Option<String>,
    /// The group of rows that do not name one, by id.
    #[arg(long, value_name = "ID", requires = "campaign")]
    pub group: Option<String>,
    /// The form of rows that do not name one, by id.
    #[arg(long, value_name = "ID", requires = "campaign")]
    pub form: Option<String>,
    /// Take the list over.
    #[arg(long, requires = "campaign")]
    pub confirm: bool,
    /// Where everything is kept.
    #[command(flatten)]
    pub kept: super::KeptAt,
}
