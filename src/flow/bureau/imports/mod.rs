//! Lists that units send (XLSX, XLS, ODS, CSV): previewed, answered, taken over into a round.
//!
//! A preview keeps the file and what was read from it, and nothing else: no entry is made or
//! changed until somebody confirms. A list that corrects a confirmed one is held against the
//! entries that came with that one, and confirming it does just what differs.

mod answers;
mod confirm;
mod preview;

use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::campaigns::{READERS, kept};
use super::{Bureau, Failure, office_as};
use crate::diff::honorees::{ListChanges, compare};
use crate::flow::honorees::{self, Counts};
use crate::model::actor::{Actor, Scope};
use crate::model::honoree::{Answer, Column, Honoree, List, Notice, Row, Status};
use crate::model::round::Entry;
use crate::store::{HonoreeRow, ImportRow};
use crate::viet::words::awarding as said;

pub use answers::Answers;
pub use preview::Offered;

/// A list that was previewed and not confirmed.
pub const PREVIEWED: &str = "previewed";

/// What was read from a list, as it is kept.
#[derive(Clone, Debug, Deserialize)]
pub struct Told {
    /// How many rows there are of each status.
    pub counts: Counts,
    /// The columns, understood or not.
    pub columns: Vec<Column>,
    /// What is to be said about sheets as a whole.
    pub notices: Vec<Notice>,
    /// Every row, in order.
    pub rows: Vec<Row>,
    /// Where entries go that do not say it themselves: group and form, by id.
    #[serde(default)]
    pub usual: Usual,
}

/// The group and the form of entries that do not name one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, serde::Serialize)]
pub struct Usual {
    /// Id of the group; empty for none.
    pub group: String,
    /// Id of the form; empty for none.
    pub form: String,
}

/// A list with what is to be known of it.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The list.
    pub row: ImportRow,
    /// What was read.
    pub told: Told,
    /// The answers to its questions.
    pub answers: Answers,
    /// Where it corrects another: what it adds, changes, removes.
    pub changes: Option<ListChanges>,
}

/// What a list of lists says of one.
pub fn line(row: &ImportRow) -> Json {
    json!({
        "id": row.id,
        "round": row.round_id,
        "file": row.file,
        "digest": row.digest,
        "state": row.state,
        "edition": row.edition,
        "corrects": row.corrects,
        "proposer": row.proposer,
        "by": row.person_id,
        "at": row.at,
        "confirmed_at": row.confirmed_at,
    })
}

impl Sheet {
    /// How many rows ask something that nobody answered.
    pub fn open(&self) -> usize {
        let rows = self.told.rows.iter().enumerate();
        rows.filter(|(at, row)| row.status == Status::Question && self.answers.of(*at).is_none()).count()
    }

    /// The list whole, but its rows.
    pub fn json(&self) -> Json {
        let mut json = line(&self.row);
        json["counts"] = json!(self.told.counts);
        json["open"] = self.open().into();
        json["columns"] = json!(self.told.columns);
        json["notices"] = json!(self.told.notices);
        json["answers"] = self.row.answers.clone();
        json["changes"] = json!(self.changes);
        json
    }

    /// Some rows from one on, at most `limit`, each with its number and its answer: all, or those
    /// of one status.
    pub fn rows(&self, status: Option<Status>, from: usize, limit: usize) -> Vec<(usize, Json)> {
        let rows = self.told.rows.iter().enumerate().skip(from);
        let wanted = rows.filter(|(_, row)| status.is_none_or(|status| row.status == status));
        wanted
            .take(limit)
            .map(|(at, row)| {
                let mut json = json!(row);
                json["row"] = at.into();
                json["answer"] = json!(self.answers.of(at).map(Answer::key));
                (at, json)
            })
            .collect()
    }
}

impl Told {
    /// Whoever is taken over, each with the number of its row; rows that are not answered count
    /// as they stand in the sheet.
    pub(super) fn taken(&self, answers: &Answers) -> Vec<(usize, Honoree)> {
        let taken = |(at, row): (usize, &Row)| match (row.status, answers.of(at)) {
            (Status::Refused, _) | (Status::Question, Some(Answer::Leave)) => None,
            (Status::Question, Some(Answer::Take)) => Some((at, row.proposed())),
            _ => Some((at, row.honoree.clone())),
        };
        self.rows.iter().enumerate().filter_map(taken).collect()
    }
}

impl Bureau {
    /// A page of a round's lists, the newest first.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`].
    pub async fn imports(
        &self,
        actor: &Actor,
        round: &str,
        before: &str,
        limit: i64,
    ) -> Result<Vec<ImportRow>, Failure> {
        let office = office_as(actor, Scope::Read, READERS)?;
        let mut reader = self.store.read().await?;
        reader.round(office, round).await?;
        Ok(reader.imports(round, before, limit).await?)
    }

    /// A list with what was read from it.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`].
    pub async fn import(&self, actor: &Actor, id: &str) -> Result<Sheet, Failure> {
        let office = office_as(actor, Scope::Read, READERS)?;
        let mut reader = self.store.read().await?;
        let row = reader.import(office, id).await?;
        let result = reader.import_result(id).await?;
        let compared = row.corrects.is_some() && row.state == PREVIEWED;
        let entries = if compared { reader.entries(&row.round_id).await? } else { Vec::new() };
        drop(reader);
        self.pool.run(move || sheet(row, &result, &entries)).await?
    }

    /// The same workbook with what became of each row.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`]; [`Failure::Conflict`] `import-erased` where
    /// its bytes are not kept any more.
    pub async fn import_noted(&self, actor: &Actor, id: &str) -> Result<(String, Vec<u8>), Failure> {
        let office = office_as(actor, Scope::Read, READERS)?;
        let mut reader = self.store.read().await?;
        let row = reader.import(office, id).await?;
        let result = reader.import_result(id).await?;
        let content = match reader.import_content(id).await {
            Err(crate::store::Error::NotFound) => {
                return Err(Failure::Conflict("import-erased", String::new()));
            }
            content => content?,
        };
        drop(reader);
        let name = said::noted(&row.file);
        let written = self.pool.run(move || {
            let Told { rows, columns, .. } = kept(&result)?;
            let list = List { rows, columns, notices: Vec::new() };
            honorees::noted(&content, &list).map_err(|error| crate::flow::Error::from(error).into())
        });
        let bytes: Result<Vec<u8>, Failure> = written.await?;
        Ok((name, bytes?))
    }
}

/// A list with what was read from it, and with what it changes of the entries that came with the
/// one that it corrects.
fn sheet(row: ImportRow, result: &Json, entries: &[HonoreeRow]) -> Result<Sheet, Failure> {
    let told: Told = kept(result)?;
    let answers = Answers::kept(&row.answers);
    let mut changes = None;
    if let Some(corrects) = row.corrects.as_ref().filter(|_| row.state == PREVIEWED) {
        let came = entries.iter().filter(|entry| entry.import_id.as_ref() == Some(corrects));
        let old: Vec<Honoree> =
            came.map(|row| kept::<Entry>(&row.entry).map(|entry| entry.honoree)).collect::<Result<_, _>>()?;
        let new: Vec<Honoree> = told.taken(&answers).into_iter().map(|(_, honoree)| honoree).collect();
        changes = Some(compare(&old, &new));
    }
    Ok(Sheet { row, told, answers, changes })
}
