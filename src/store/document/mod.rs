//! Documents as chains of versions.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use sqlx::FromRow;

use super::sql::Ask;
use super::{Error, Reader, Tx};
use crate::model::workflow::{Act, State};
use crate::viet::order;

mod desk;
mod list;
mod redact;
pub(super) mod search;

pub use desk::Lying;
pub use list::{Order, Wanted};
pub use redact::{Redacted, Said};
pub use search::WORDS;

/// What one version says and where it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Key of the document's type in the standard.
    pub kind: String,
    /// Tên loại and trích yếu in one line.
    pub title: String,
    /// The template's id and version, where there was one.
    pub template: Option<(String, String)>,
    /// Key of the standard.
    pub standard: String,
    /// The engine, such as `vanthu 0.1.0, typst 0.15.1`.
    pub engine: String,
    /// Digest of the set of faces.
    pub fonts: String,
    /// The data of the form.
    pub record: Json,
    /// The merged document.
    pub document: Json,
    /// SHA-256 of the document: what it says.
    pub digest: String,
    /// Name of the Word file edited by hand, where this came from one.
    pub upload: Option<String>,
}

/// Who did what, when and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The version that the caller saw last.
    pub seen: i64,
    /// What is done.
    pub act: Act,
    /// The state it was in.
    pub from: State,
    /// The state it comes to.
    pub to: State,
    /// Who.
    pub person: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Why; may be empty where the act needs no reason.
    pub note: String,
    /// What else is to be known of it; an object.
    pub detail: Json,
}

/// A document in a list.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct DocumentRow {
    /// ULID.
    pub id: String,
    /// Whose.
    pub office_id: String,
    /// Its type.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Key of its state.
    pub state: String,
    /// Ordinal of its newest version.
    pub head: i64,
    /// What came instead of it.
    pub replaced_by: Option<String>,
    /// The template of its newest version.
    pub template_id: Option<String>,
    /// Since when it is thrown away.
    pub discarded_at: Option<DateTime<Utc>>,
    /// Who began it.
    pub created_by: String,
    /// Their name.
    pub author: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
    /// The register that numbers it, where it is issued; with it the six that follow.
    pub series: Option<String>,
    /// The register's year.
    pub year: Option<i64>,
    /// Its number.
    pub number: Option<i64>,
    /// 0, or which supplement of the number it is.
    pub part: Option<i64>,
    /// Its symbol.
    pub symbol: Option<String>,
    /// The day on it, `YYYY-MM-DD`.
    pub day: Option<String>,
    /// Who signed it.
    pub signer: Option<String>,
}

/// What a list of versions says of one.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct VersionRow {
    /// From 1.
    pub ordinal: i64,
    /// Key of the act.
    pub act: String,
    /// Key of the state after it.
    pub state: String,
    /// Who.
    pub person_id: String,
    /// Their name.
    pub person: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub note: String,
    /// What else is to be known.
    pub detail: Json,
    /// The template.
    pub template_id: Option<String>,
    /// Its version.
    pub template_version: Option<String>,
    /// Key of the standard.
    pub standard: String,
    /// The engine.
    pub engine: String,
    /// Digest of the faces.
    pub fonts: String,
    /// What it says.
    pub digest: String,
    /// Name of the Word file it came from.
    pub upload: Option<String>,
}

/// One version, whole.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct Found {
    /// The document.
    pub document_id: String,
    /// From 1.
    pub ordinal: i64,
    /// Key of the act.
    pub act: String,
    /// Key of the state after it.
    pub state: String,
    /// Who.
    pub person_id: String,
    /// Their name.
    pub person: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub note: String,
    /// What else is to be known.
    pub detail: Json,
    /// The template.
    pub template_id: Option<String>,
    /// Its version.
    pub template_version: Option<String>,
    /// Key of the standard.
    pub standard: String,
    /// The engine.
    pub engine: String,
    /// Digest of the faces.
    pub fonts: String,
    /// The data of the form.
    pub record: Json,
    /// The merged document.
    pub document: Json,
    /// What it says.
    pub digest: String,
    /// Name of the Word file it came from.
    pub upload: Option<String>,
}

/// A question for documents as [`DocumentRow`] has them.
macro_rules! documents {
    ($($rest:literal),*) => {
        concat!(
            "SELECT document.id, document.office_id, document.kind, title, state, head, replaced_by, template_id,
                 discarded_at, created_by, person.name AS author, document.created_at, changed_at,
                 issue.series, issue.year, issue.number, issue.part, issue.symbol, issue.day, issue.signer
             FROM document JOIN person ON person.id = document.created_by
                  LEFT JOIN issue ON issue.document_id = document.id ",
            $($rest),*
        )
    };
}
pub(in crate::store) use documents;

impl Reader {
    /// A document of an office.
    ///
    /// # Errors
    /// [`Error::NotFound`] also for another office's; [`Error::Db`].
    pub async fn document(&mut self, office: &str, id: &str) -> Result<DocumentRow, Error> {
        find(self, office, id).await
    }

    /// What an office's document came instead of.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn replaces(&mut self, office: &str, id: &str) -> Result<Vec<String>, Error> {
        let found: Vec<(String,)> = rows!(
            self,
            (String,),
            "SELECT id FROM document WHERE office_id = $1 AND replaced_by = $2 ORDER BY id",
            office,
            id,
        )?;
        Ok(found.into_iter().map(|(id,)| id).collect())
    }

    /// One version of a document of an office.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn version(&mut self, office: &str, id: &str, ordinal: i64) -> Result<Found, Error> {
        row!(
            self,
            Found,
            "SELECT version.*, person.name AS person FROM version
             JOIN document ON document.id = version.document_id JOIN person ON person.id = version.person_id
             WHERE office_id = $1 AND document_id = $2 AND ordinal = $3",
            office,
            id,
            ordinal,
        )?
        .ok_or(Error::NotFound)
    }

    /// Every version of a document of an office, the first first.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn versions(&mut self, office: &str, id: &str) -> Result<Vec<Found>, Error> {
        rows!(
            self,
            Found,
            "SELECT version.*, person.name AS person FROM version
             JOIN document ON document.id = version.document_id JOIN person ON person.id = version.person_id
             WHERE office_id = $1 AND document_id = $2 ORDER BY ordinal",
            office,
            id,
        )
    }

    /// What a list says of a document's versions after an ordinal, the first first, at most
    /// `limit`.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn version_rows(
        &mut self,
        office: &str,
        id: &str,
        after: i64,
        limit: i64,
    ) -> Result<Vec<VersionRow>, Error> {
        rows!(
            self,
            VersionRow,
            "SELECT ordinal, act, version.state, person_id, person.name AS person, at, note, detail,
                 version.template_id, template_version, standard, engine, fonts, digest, upload
             FROM version
             JOIN document ON document.id = version.document_id JOIN person ON person.id = version.person_id
             WHERE office_id = $1 AND document_id = $2 AND ordinal > $3 ORDER BY ordinal LIMIT $4",
            office,
            id,
            after,
            limit,
        )
    }
}

impl Tx {
    /// Begins a document with its first version, a draft; [`Step::first`].
    ///
    /// # Errors
    /// [`Error::Conflict`] when the id is taken; [`Error::Db`].
    pub async fn begin_document(
        &mut self,
        office: &str,
        id: &str,
        step: &Step,
        draft: &Draft,
    ) -> Result<(), Error> {
        run!(
            self,
            "INSERT INTO document (id, office_id, kind, title, title_key, search, template_id, state, head,
                 created_by, created_at, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10, $10)",
            id,
            office,
            &draft.kind,
            &draft.title,
            title_key(&draft.title),
            search::text(&draft.title, &draft.document),
            draft.template.as_ref().map(|(template, _)| template),
            State::Draft.key(),
            &step.person,
            step.at,
        )?;
        insert(self, id, step, draft).await
    }

    /// Takes a step that changes what the document says: a new version.
    ///
    /// # Errors
    /// [`Error::Conflict`] `version-stale` when another step was faster; [`Error::NotFound`].
    pub async fn edit(&mut self, office: &str, id: &str, step: &Step, draft: &Draft) -> Result<i64, Error> {
        advance(self, office, id, step).await?;
        run!(
            self,
            "UPDATE document SET kind = $1, title = $2, title_key = $3, search = $4, template_id = $5 WHERE id = $6",
            &draft.kind,
            &draft.title,
            title_key(&draft.title),
            search::text(&draft.title, &draft.document),
            draft.template.as_ref().map(|(template, _)| template),
            id,
        )?;
        insert(self, id, step, draft).await?;
        Ok(step.seen + 1)
    }

    /// Takes a step that leaves the words as they are: a new version with the same content.
    ///
    /// # Errors
    /// As [`Tx::edit`].
    pub async fn step(&mut self, office: &str, id: &str, step: &Step) -> Result<i64, Error> {
        advance(self, office, id, step).await?;
        run!(
            self,
            "INSERT INTO version (document_id, ordinal, act, state, person_id, at, note, detail, template_id,
                 template_version, standard, engine, fonts, record, document, digest, upload)
             SELECT document_id, ordinal + 1, $1, $2, $3, $4, $5, $6, template_id, template_version, standard,
                 engine, fonts, record, document, digest, upload
             FROM version WHERE document_id = $7 AND ordinal = $8",
            step.act.key(),
            step.to.key(),
            &step.person,
            step.at,
            &step.note,
            &step.detail,
            id,
            step.seen,
        )?;
        Ok(step.seen + 1)
    }

    /// Notes what came instead of a document.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn replaced(&mut self, office: &str, id: &str, by: &str) -> Result<(), Error> {
        let changed = run!(
            self,
            "UPDATE document SET replaced_by = $1 WHERE office_id = $2 AND id = $3",
            by,
            office,
            id
        )?;
        if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
    }

    /// Throws a draft away, or has it back: it is kept either way.
    ///
    /// # Errors
    /// [`Error::Conflict`] `version-stale` when somebody was faster; [`Error::NotFound`].
    pub async fn discard(
        &mut self,
        office: &str,
        id: &str,
        seen: i64,
        at: Option<DateTime<Utc>>,
    ) -> Result<(), Error> {
        let changed = run!(
            self,
            "UPDATE document SET discarded_at = $1 WHERE office_id = $2 AND id = $3 AND head = $4 AND state = $5",
            at,
            office,
            id,
            seen,
            State::Draft.key(),
        )?;
        if changed == 1 {
            return Ok(());
        }
        find(self, office, id).await?;
        Err(Error::Conflict("version-stale"))
    }
}

impl Step {
    /// The step that begins a document.
    pub fn first(person: &str, at: DateTime<Utc>, note: &str) -> Step {
        Step {
            seen: 0,
            act: Act::Edit,
            from: State::Draft,
            to: State::Draft,
            person: person.to_owned(),
            at,
            note: note.to_owned(),
            detail: Json::Object(serde_json::Map::new()),
        }
    }
}

/// What a title sorts by.
fn title_key(title: &str) -> Vec<u8> {
    order::key(title)
}

/// Moves the document on, where it is still as the caller saw it.
async fn advance(tx: &mut Tx, office: &str, id: &str, step: &Step) -> Result<(), Error> {
    let changed = run!(
        tx,
        "UPDATE document SET head = head + 1, state = $1, changed_at = $2
         WHERE office_id = $3 AND id = $4 AND head = $5 AND state = $6 AND discarded_at IS NULL",
        step.to.key(),
        step.at,
        office,
        id,
        step.seen,
        step.from.key(),
    )?;
    if changed == 1 {
        return Ok(());
    }
    find(tx, office, id).await?;
    Err(Error::Conflict("version-stale"))
}

async fn find(ask: &mut impl Ask, office: &str, id: &str) -> Result<DocumentRow, Error> {
    row!(ask, DocumentRow, documents!("WHERE document.office_id = $1 AND document.id = $2"), office, id)?
        .ok_or(Error::NotFound)
}

async fn insert(tx: &mut Tx, id: &str, step: &Step, draft: &Draft) -> Result<(), Error> {
    let (template, template_version) = draft.template.clone().unzip();
    run!(
        tx,
        "INSERT INTO version (document_id, ordinal, act, state, person_id, at, note, detail, template_id,
             template_version, standard, engine, fonts, record, document, digest, upload)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        id,
        step.seen + 1,
        step.act.key(),
        step.to.key(),
        &step.person,
        step.at,
        &step.note,
        &step.detail,
        &template,
        &template_version,
        &draft.standard,
        &draft.engine,
        &draft.fonts,
        &draft.record,
        &draft.document,
        &draft.digest,
        &draft.upload,
    )?;
    Ok(())
}
