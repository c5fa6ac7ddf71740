//! Lists of honorees come in: a spreadsheet in, what became of each row out. Sync and pure:
//! nothing is stored here, so that a list is seen before it is taken over.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::check;
use crate::diff;
use crate::model::honoree::{Column, Honoree, List, Notice, Row, Status};
use crate::model::sheet::{Form, Workbook};
use crate::readers::sheet::{self, honorees::Vocabulary};
use crate::viet::words::honorees as said;
use crate::writers;

pub use crate::diff::honorees::{Changed, ListChanges};
pub use crate::readers::sheet::{Limits, Refusal};

/// Version of the JSON of [`Imported`]. Raised when a reader of the old form would misread the
/// new one; adding a field does not raise it.
pub const SCHEMA: u32 = 1;

/// Reads lists; its words are loaded once.
#[derive(Clone, Debug)]
pub struct Importer {
    vocabulary: Vocabulary,
    limits: Limits,
}

/// How a list is read.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The day that it is in Việt Nam: nobody was born after it.
    pub today: NaiveDate,
    /// Older lists, in which the same honorees may stand, each with its name for the sentence.
    pub older: &'a [(&'a str, &'a [Honoree])],
}

/// A list before it is taken over.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Imported {
    /// Version of this form, [`SCHEMA`].
    pub schema: u32,
    /// The name of the file.
    pub file: String,
    /// What wrote it.
    pub form: Form,
    /// How many rows there are of each status.
    pub counts: Counts,
    /// The columns, understood or not.
    pub columns: Vec<Column>,
    /// What is to be said about sheets as a whole.
    pub notices: Vec<Notice>,
    /// Every row, in order.
    pub rows: Vec<Row>,
    /// The workbook itself, to be given back with notes.
    #[serde(skip)]
    workbook: Workbook,
}

/// How many rows there are of each status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Nothing is in doubt.
    pub imported: usize,
    /// Somebody should answer first.
    pub question: usize,
    /// It cannot be.
    pub refused: usize,
}

impl Importer {
    /// The importer with the built-in words and limits.
    ///
    /// # Errors
    /// What is wrong with the built-in words (a defect of ours; a test holds that nothing is).
    pub fn built_in() -> Result<Importer, String> {
        Ok(Importer { vocabulary: Vocabulary::built_in()?, limits: Limits::default() })
    }

    /// Reads a list without storing anything; `name` is that of the file.
    ///
    /// # Errors
    /// A [`Refusal`] when the bytes are no workbook, go beyond the limits, or hold no list.
    pub fn preview(&self, bytes: &[u8], name: &str, options: &Options<'_>) -> Result<Imported, Refusal> {
        let workbook = sheet::read(bytes, &self.limits)?;
        let list = sheet::honorees::read(&workbook, &self.vocabulary, options.today)?;
        let List { mut rows, columns, notices } = list;
        let older: Vec<check::honorees::Older<'_>> = options
            .older
            .iter()
            .flat_map(|(place, list)| list.iter().map(|honoree| check::honorees::Older { honoree, place }))
            .collect();
        check::honorees::ask_twice(&mut rows, &older);
        let count = |status| rows.iter().filter(|row| row.status == status).count();
        let counts = Counts {
            imported: count(Status::Imported),
            question: count(Status::Question),
            refused: count(Status::Refused),
        };
        let (file, form) = (name.to_owned(), workbook.form);
        Ok(Imported { schema: SCHEMA, file, form, counts, columns, notices, rows, workbook })
    }
}

impl Imported {
    /// Those who can be taken over: every row but the refused, as the sheet has it or, with
    /// `answered`, with every proposal taken.
    pub fn honorees(&self, answered: bool) -> Vec<Honoree> {
        let kept = self.rows.iter().filter(|row| row.status != Status::Refused);
        kept.map(|row| if answered { row.proposed() } else { row.honoree.clone() }).collect()
    }

    /// The same workbook with what became of each row.
    ///
    /// # Errors
    /// [`writers::Error::Engine`] for a defect of ours.
    pub fn with_notes(&self) -> Result<Vec<u8>, writers::Error> {
        let list = List { rows: self.rows.clone(), columns: self.columns.clone(), notices: Vec::new() };
        writers::sheet::answer(&self.workbook, &list)
    }

    /// For a person: columns, notices, every row that has something to say, and how many there are.
    pub fn summary(&self) -> String {
        let mut out = String::new();
        let mut say = |line: &str| {
            out.push_str(line);
            out.push('\n');
        };
        for Column { cell, head, field, .. } in &self.columns {
            say(&said::column(&cell.to_string(), head, field.map_or("", |field| field.key())));
        }
        for Notice { code, cell, message, .. } in &self.notices {
            let place = cell.map(|cell| format!("{cell}: ")).unwrap_or_default();
            say(&format!("{place}{message} ({code})"));
        }
        for row in &self.rows {
            for note in &row.notes {
                let status = said::status(row.status.key());
                say(&format!("{}: {status}: {} ({})", note.cell, note.message, note.code.key()));
            }
        }
        let Counts { imported, question, refused } = self.counts;
        say(&said::summary(imported, question, refused));
        out
    }
}

/// A workbook given back with what became of each row of a list that was read from it before.
///
/// # Errors
/// [`writers::Error::Engine`] where the bytes are no longer what was read, and for a defect of ours.
pub fn noted(bytes: &[u8], list: &List) -> Result<Vec<u8>, writers::Error> {
    let workbook = sheet::read(bytes, &Limits::default());
    let workbook = workbook.map_err(|refusal| writers::Error::Engine(refusal.to_string()))?;
    writers::sheet::answer(&workbook, list)
}

/// What a second, corrected list adds, changes and removes.
pub fn changes(old: &[Honoree], new: &[Honoree]) -> ListChanges {
    diff::honorees::compare(old, new)
}

/// The blank sheet to fill in.
///
/// # Errors
/// [`writers::Error::Engine`] for a defect of ours.
pub fn blank() -> Result<Vec<u8>, writers::Error> {
    writers::sheet::blank()
}
