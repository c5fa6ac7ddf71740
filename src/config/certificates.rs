//! What `vanthu certificates` takes.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;

use super::Faces;
use crate::model::certificate::{Paper, PrintOrder};

const EXAMPLES: &str = "\
Examples:
  vanthu certificates --rows list.csv -o all.pdf -o each.zip -o manifest.csv
  vanthu certificates --design bang-khen --rows list.json --picture emblem=emblem.png -o all.pdf
  vanthu certificates --rows list.csv --preflight -o findings.html
  vanthu certificates --rows list.csv --order unit -o all.pdf --handover lists.pdf
  vanthu certificates --sample --page 2 -o collective.png
  vanthu certificates --overlay --rows list.csv --offset 1.2,-0.4 --scale 100.3 -o onto-blanks.pdf
  vanthu certificates --calibrate --size a4 -o measure.pdf
  vanthu certificates --measured 20.8,19.6,256.2 --size a4

Rows are JSON (a list of objects whose keys are the design's holes, or an object with `common`
and `rows`) or CSV with a line of names. The key `honoree` says who is honoured: person (when
nothing is said), collective, household.

What is found goes to standard error, one a line, as `row: field: message (code)`; a row with a
fault is not printed. Exit status: 0 when every row was printed, 1 when one was not or a file
could not be read or written, 2 when the command is wrong.";

/// Print certificates: whole sheets, or only the words onto blanks.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Certificates {
    /// A built-in design (giay-khen, bang-khen, each also with -phoi for blanks), or a file.
    #[arg(long, value_name = "ID|FILE", default_value = "giay-khen")]
    pub design: String,
    /// The list of honorees, JSON or CSV; `-` for standard input.
    #[arg(long, value_name = "FILE", conflicts_with = "sample")]
    pub rows: Option<PathBuf>,
    /// A value for every row that has none of its own; may be given many times.
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = pair)]
    pub common: Vec<(String, String)>,
    /// Print the design's own invented rows.
    #[arg(long)]
    pub sample: bool,
    /// A file to write: `.pdf` for all in one, `.zip` for one each, `.csv` or `.json` for the
    /// manifest, `.png` for a picture of one row's sheet, `.docx` for that sheet as a Word file.
    /// With --preflight `.html`, the rows of which something is found with their pictures. May be
    /// given many times.
    #[arg(short, long = "output", value_name = "OUT")]
    pub output: Vec<PathBuf>,
    /// Which row PNG and Word show.
    #[arg(long, default_value = "1", value_name = "NUMBER")]
    pub page: NonZeroUsize,
    /// Only tell what would be found; write nothing but the pictures asked for.
    #[arg(long)]
    pub preflight: bool,
    /// With --preflight, print JSON, each row with its picture.
    #[arg(long, requires = "preflight")]
    pub json: bool,
    /// Print only words, onto blanks (phôi).
    #[arg(long)]
    pub overlay: bool,
    /// The sheet: a3, a4, a5, 400x300, 360x270, or `WIDTHxHEIGHT` in mm; the design is stretched to
    /// it [default: the design's own].
    #[arg(long, value_name = "SIZE", value_parser = paper)]
    pub size: Option<Paper>,
    /// Move everything, in mm to the right and down, as the printed sheet is read.
    #[arg(long, value_name = "RIGHT,DOWN", value_parser = offset, allow_hyphen_values = true)]
    pub offset: Option<(f64, f64)>,
    /// Scale everything about the middle of the sheet, in percent.
    #[arg(long, value_name = "PERCENT", default_value_t = 100.0)]
    pub scale: f64,
    /// Turn everything by 180°, for sheets that go in upside down.
    #[arg(long)]
    pub rotate: bool,
    /// A picture of the office's own for a place of the design; may be given many times.
    #[arg(long = "picture", value_name = "ID=FILE", value_parser = pair)]
    pub pictures: Vec<(String, String)>,
    /// A scan of the blank, shown behind the words in PNG, never printed.
    #[arg(long, value_name = "FILE")]
    pub scan: Option<PathBuf>,
    /// Write the sheet to measure a printer with.
    #[arg(long, conflicts_with_all = ["rows", "sample", "preflight"])]
    pub calibrate: bool,
    /// Say what to set for what was measured on that sheet, in mm: from the left edge to the upper
    /// left cross, from the top edge to it, from it to the upper right cross.
    #[arg(long, value_name = "LEFT,TOP,BETWEEN", value_parser = measured, conflicts_with_all = ["rows", "sample", "calibrate"])]
    pub measured: Option<[f64; 3]>,
    /// The order of printing: list, unit, name (tên, đệm, họ), blank (the largest first).
    #[arg(long, value_name = "ORDER", default_value = "list", value_parser = order)]
    pub order: PrintOrder,
    /// Put a Word file beside each PDF of the ZIP.
    #[arg(long)]
    pub word_files: bool,
    /// Write cover sheets and hand-over lists, one of each a unit: `.pdf` or `.docx`.
    #[arg(long, value_name = "OUT")]
    pub handover: Option<PathBuf>,
    /// Keep Vietnamese marks in the names of files.
    #[arg(long)]
    pub unicode_names: bool,
    /// How many threads lay out [default: the number of cores].
    #[arg(long, value_name = "COUNT")]
    pub threads: Option<NonZeroUsize>,
    /// The day of printing [default: today in Việt Nam].
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<chrono::NaiveDate>,
    /// Faces of the office's own, instead of the serif.
    #[command(flatten)]
    pub faces: Faces,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("KEY=VALUE is needed")?;
    Ok((key.trim().to_owned(), value.to_owned()))
}

fn paper(text: &str) -> Result<Paper, String> {
    Paper::parse(text).ok_or_else(|| "a3, a4, a5, 400x300, 360x270 or `WIDTHxHEIGHT` in mm is needed".into())
}

fn order(text: &str) -> Result<PrintOrder, String> {
    PrintOrder::from_key(text).ok_or_else(|| "list, unit, name or blank is needed".into())
}

fn numbers<const N: usize>(text: &str) -> Option<[f64; N]> {
    let numbers: Option<Vec<f64>> = text.split(',').map(|part| part.trim().parse().ok()).collect();
    numbers?.try_into().ok()
}

fn offset(text: &str) -> Result<(f64, f64), String> {
    let [right, down] = numbers(text).ok_or("two numbers in mm are needed, such as 1.2,-0.4")?;
    Ok((right, down))
}

fn measured(text: &str) -> Result<[f64; 3], String> {
    numbers(text).ok_or_else(|| "three numbers in mm are needed, such as 20.8,19.6,256.2".into())
}
