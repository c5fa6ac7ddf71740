//! Documents as chains of versions.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use sqlx::FromRow;

use super::sql::Ask;
use super::{Error, Reader, Tx};
use crate::model::workflow::{Act, State};
use crate::viet::letters::fold;

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
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// Who began it.
    pub created_by: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
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
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub note: String,
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

const ROW: &str = "SELECT id, office_id, kind, title, state, head, replaced_by, created_by, created_at, changed_at \
                   FROM document WHERE office_id = $1 AND id = $2";

impl Reader {
    /// A document of an office.
    ///
    /// # Errors
    /// [`Error::NotFound`] also for another office's; [`Error::Db`].
    pub async fn document(&mut self, office: &str, id: &str) -> Result<DocumentRow, Error> {
        row!(self, DocumentRow, ROW, office, id)?.ok_or(Error::NotFound)
    }

    /// An office's documents whose title has all these words, with accents or without, the
    /// last changed first, at most `limit`, those before a cursor (time and id).
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn documents(
        &mut self,
        office: &str,
        words: &str,
        before: (DateTime<Utc>, &str),
        limit: i64,
    ) -> Result<Vec<DocumentRow>, Error> {
        let pattern = pattern(words);
        rows!(
            self,
            DocumentRow,
            "SELECT id, office_id, kind, title, state, head, replaced_by, created_by, created_at, changed_at
             FROM document
             WHERE office_id = $1 AND search LIKE $2 ESCAPE '\\'
               AND (changed_at < $3 OR changed_at = $3 AND id < $4)
             ORDER BY changed_at DESC, id DESC LIMIT $5",
            office,
            &pattern,
            before.0,
            before.1,
            limit,
        )
    }

    /// One version of a document of an office.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn version(&mut self, office: &str, id: &str, ordinal: i64) -> Result<Found, Error> {
        row!(
            self,
            Found,
            "SELECT version.* FROM version JOIN document ON document.id = version.document_id
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
            "SELECT version.* FROM version JOIN document ON document.id = version.document_id
             WHERE office_id = $1 AND document_id = $2 ORDER BY ordinal",
            office,
            id,
        )
    }
}

impl Tx {
    /// Begins a document with its first version, a draft.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the id is taken; [`Error::Db`].
    pub async fn begin_document(
        &mut self,
        office: &str,
        id: &str,
        draft: &Draft,
        person: &str,
        at: DateTime<Utc>,
    ) -> Result<(), Error> {
        run!(
            self,
            "INSERT INTO document (id, office_id, kind, title, search, state, head, created_by, created_at, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $8, $8)",
            id,
            office,
            &draft.kind,
            &draft.title,
            fold(&draft.title),
            State::Draft.key(),
            person,
            at,
        )?;
        let step = Step {
            seen: 0,
            act: Act::Edit,
            from: State::Draft,
            to: State::Draft,
            person: person.to_owned(),
            at,
            note: String::new(),
        };
        insert(self, id, &step, draft).await
    }

    /// Takes a step that changes what the document says: a new version.
    ///
    /// # Errors
    /// [`Error::Conflict`] `version-stale` when another step was faster; [`Error::NotFound`].
    pub async fn edit(&mut self, office: &str, id: &str, step: &Step, draft: &Draft) -> Result<i64, Error> {
        advance(self, office, id, step).await?;
        run!(
            self,
            "UPDATE document SET kind = $1, title = $2, search = $3 WHERE id = $4",
            &draft.kind,
            &draft.title,
            fold(&draft.title),
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
            "INSERT INTO version (document_id, ordinal, act, state, person_id, at, note, template_id,
                 template_version, standard, engine, fonts, record, document, digest, upload)
             SELECT document_id, ordinal + 1, $1, $2, $3, $4, $5, template_id, template_version, standard,
                 engine, fonts, record, document, digest, upload
             FROM version WHERE document_id = $6 AND ordinal = $7",
            step.act.key(),
            step.to.key(),
            &step.person,
            step.at,
            &step.note,
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
}

/// Moves the document on, where it is still as the caller saw it.
async fn advance(tx: &mut Tx, office: &str, id: &str, step: &Step) -> Result<(), Error> {
    let changed = run!(
        tx,
        "UPDATE document SET head = head + 1, state = $1, changed_at = $2
         WHERE office_id = $3 AND id = $4 AND head = $5 AND state = $6",
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
    exists(tx, office, id).await?;
    Err(Error::Conflict("version-stale"))
}

async fn exists(ask: &mut impl Ask, office: &str, id: &str) -> Result<(), Error> {
    row!(ask, DocumentRow, ROW, office, id)?.map(drop).ok_or(Error::NotFound)
}

async fn insert(tx: &mut Tx, id: &str, step: &Step, draft: &Draft) -> Result<(), Error> {
    let (template, template_version) = draft.template.clone().unzip();
    run!(
        tx,
        "INSERT INTO version (document_id, ordinal, act, state, person_id, at, note, template_id,
             template_version, standard, engine, fonts, record, document, digest, upload)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        id,
        step.seen + 1,
        step.act.key(),
        step.to.key(),
        &step.person,
        step.at,
        &step.note,
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

/// A pattern that finds all words in their order, folded.
pub(super) fn pattern(words: &str) -> String {
    let mut pattern = String::from("%");
    for word in fold(words).split_whitespace() {
        for c in word.chars() {
            if matches!(c, '%' | '_' | '\\') {
                pattern.push('\\');
            }
            pattern.push(c);
        }
        pattern.push('%');
    }
    pattern
}
