//! Drafts: made, made anew, thrown away and had back; documents and their versions as they are
//! looked at.

mod asked;
mod contents;
mod making;
mod sheet;

use chrono::{DateTime, Utc};
use serde_json::json;

pub use asked::NOTE;
pub use contents::{Content, Difference, From};
pub use making::{Told, Words, Writing};
pub(crate) use making::{document, kept};
pub(crate) use sheet::state;
pub use sheet::{Sheet, row, version, version_row};

use super::{Bureau, Failure, new_id, office_of};
use crate::model::actor::{Actor, Scope};
use crate::model::workflow::{Act, State};
use crate::store::{self, DocumentRow, Draft, Order, Step, Tx, VersionRow, Wanted};
use crate::viet::words::documents as said;
use making::Made;

impl Bureau {
    /// Begins a document: its first version, a draft.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::Invalid`], [`Failure::Press`] where there is no document
    /// in what was handed in.
    pub async fn draft(&self, actor: &Actor, now: DateTime<Utc>, writing: Writing) -> Result<Sheet, Failure> {
        let office = office_of(actor, Act::Edit.scope())?;
        actor.after(State::Draft, Act::Edit).ok_or(Failure::Forbidden)?;
        let Made { mut draft, told, upload, .. } = self.make(actor, office, writing.words, now).await?;
        let id = new_id(now);
        let mut tx = self.store.begin().await?;
        keep(&mut tx, &mut draft, upload).await?;
        tx.begin_document(office, &id, &Step::first(&actor.person, now, &writing.note), &draft).await?;
        self.seal(tx, actor, now, "document-draft", &id, json!({ "version": 1 })).await?;
        let mut reader = self.store.read().await?;
        Ok(Sheet { told: Some(told), ..self.sheet(&mut reader, actor, office, &id).await? })
    }

    /// Makes a draft anew: another version of it. A Word file is one that somebody edited by
    /// hand; what it changed is told.
    ///
    /// # Errors
    /// [`Failure::Stale`] with how it is now, [`Failure::Conflict`] `hand-edited` where data or text
    /// would overwrite what somebody edited by hand, and as [`Bureau::draft`].
    pub async fn redraft(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        (id, seen): (&str, i64),
        writing: Writing,
    ) -> Result<Sheet, Failure> {
        let (office, row, to) = self.entitled(actor, (id, seen), Act::Edit).await?;
        let before = self.store.read().await?.version(office, id, seen).await?;
        let by_hand = matches!(&writing.words, Words::Manuscript(one) if one.is_word());
        if before.upload.is_some() && !by_hand && !writing.overwrite {
            return Err(Failure::Conflict("hand-edited", String::new()));
        }
        let Made { mut draft, told, upload, document: after } =
            self.make(actor, office, writing.words, now).await?;
        if by_hand {
            // It still is of the template and its data, until it is made anew.
            draft.template = before.template_id.clone().zip(before.template_version.clone());
            draft.record = before.record.clone();
        }
        let changes = if by_hand {
            let old = document(&before)?;
            Some(self.pool.run(move || crate::flow::compare(&old, &after)).await?)
        } else {
            None
        };
        let step = Step {
            seen,
            act: Act::Edit,
            from: State::Draft,
            to,
            person: actor.person.clone(),
            at: now,
            note: writing.note,
            detail: json!({}),
        };
        let mut tx = self.store.begin().await?;
        keep(&mut tx, &mut draft, upload).await?;
        let done = tx.edit(office, id, &step, &draft).await;
        self.fresh(done, actor, office, id).await?;
        let act = if by_hand { "document-hand-edit" } else { "document-edit" };
        self.seal(tx, actor, now, act, &row.id, json!({ "version": seen + 1 })).await?;
        let mut reader = self.store.read().await?;
        let sheet = self.sheet(&mut reader, actor, office, id).await?;
        Ok(Sheet { told: Some(told), changes, ..sheet })
    }

    /// Throws a draft away that was never submitted, by who began it. It is kept.
    ///
    /// # Errors
    /// [`Failure::Stale`], [`Failure::Conflict`] `once-submitted`, `not-your-draft`, `discarded`.
    pub async fn discard(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        id: &str,
        seen: i64,
    ) -> Result<(), Failure> {
        let (office, row, _) = self.entitled(actor, (id, seen), Act::Edit).await?;
        if row.created_by != actor.person {
            return Err(Failure::Conflict("not-your-draft", String::new()));
        }
        let versions = self.store.read().await?.version_rows(office, id, 0, i64::MAX).await?;
        if versions.iter().any(|version| version.act == Act::Submit.key()) {
            return Err(Failure::Conflict("once-submitted", String::new()));
        }
        let mut tx = self.store.begin().await?;
        let done = tx.discard(office, id, seen, Some(now)).await;
        self.fresh(done, actor, office, id).await?;
        self.seal(tx, actor, now, "document-discard", id, json!({ "version": seen })).await
    }

    /// Has a draft back that was thrown away.
    ///
    /// # Errors
    /// [`Failure::Conflict`] `not-discarded`, `not-your-draft`.
    pub async fn restore(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        id: &str,
        seen: i64,
    ) -> Result<Sheet, Failure> {
        let office = office_of(actor, Act::Edit.scope())?;
        let row = self.store.read().await?.document(office, id).await?;
        actor.after(State::Draft, Act::Edit).ok_or(Failure::Forbidden)?;
        if row.created_by != actor.person {
            return Err(Failure::Conflict("not-your-draft", String::new()));
        }
        if row.discarded_at.is_none() {
            return Err(Failure::Conflict("not-discarded", String::new()));
        }
        let mut tx = self.store.begin().await?;
        let done = tx.discard(office, id, seen, None).await;
        self.fresh(done, actor, office, id).await?;
        self.seal(tx, actor, now, "document-restore", id, json!({ "version": seen })).await?;
        self.shown(actor, office, id, now).await
    }

    /// A document as it stands now.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`].
    pub async fn document(&self, actor: &Actor, now: DateTime<Utc>, id: &str) -> Result<Sheet, Failure> {
        let office = office_of(actor, Scope::Read)?;
        self.shown(actor, office, id, now).await
    }

    /// A list of documents.
    ///
    /// # Errors
    /// [`Failure::Forbidden`].
    pub async fn documents(
        &self,
        actor: &Actor,
        wanted: &Wanted<'_>,
        order: &Order<'_>,
        limit: i64,
    ) -> Result<Vec<DocumentRow>, Failure> {
        let office = office_of(actor, Scope::Read)?;
        Ok(self.store.read().await?.documents(office, wanted, order, limit).await?)
    }

    /// What a document sorts by among titles.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`].
    pub async fn title_key(&self, actor: &Actor, id: &str) -> Result<Vec<u8>, Failure> {
        let office = office_of(actor, Scope::Read)?;
        Ok(self.store.read().await?.title_key(office, id).await?)
    }

    /// A list of a document's versions after an ordinal.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`].
    pub async fn versions(
        &self,
        actor: &Actor,
        id: &str,
        after: i64,
        limit: i64,
    ) -> Result<Vec<VersionRow>, Failure> {
        let office = office_of(actor, Scope::Read)?;
        let mut reader = self.store.read().await?;
        reader.document(office, id).await?;
        Ok(reader.version_rows(office, id, after, limit).await?)
    }

    /// One version, whole.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`].
    pub async fn version(&self, actor: &Actor, id: &str, ordinal: i64) -> Result<store::Found, Failure> {
        let office = office_of(actor, Scope::Read)?;
        Ok(self.store.read().await?.version(office, id, ordinal).await?)
    }

    /// The office that somebody acts in, the document they act on and the state after the act,
    /// where it is theirs to do and the document is as they saw it. Another office's document is
    /// not there; then who may never do this is told so; then who may not do it now. What somebody
    /// typed is never lost to another's faster version: an edit hears of it first.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`], [`Failure::Conflict`] `wrong-state` and
    /// `discarded`, [`Failure::Stale`].
    pub(crate) async fn entitled<'a>(
        &self,
        actor: &'a Actor,
        (id, seen): (&str, i64),
        act: Act,
    ) -> Result<(&'a str, DocumentRow, State), Failure> {
        let office = office_of(actor, act.scope())?;
        let mut reader = self.store.read().await?;
        let row = reader.document(office, id).await?;
        if State::ALL.iter().all(|state| actor.after(*state, act).is_none()) {
            return Err(Failure::Forbidden);
        }
        let stale = row.head != seen;
        if stale && act == Act::Edit {
            return Err(Failure::Stale(self.sheet(&mut reader, actor, office, id).await?.json()));
        }
        if row.discarded_at.is_some() {
            return Err(Failure::Conflict("discarded", String::new()));
        }
        let to = state(&row).and_then(|state| actor.after(state, act));
        let Some(to) = to else {
            return Err(Failure::Conflict("wrong-state", said::state(&row.state)));
        };
        if stale {
            return Err(Failure::Stale(self.sheet(&mut reader, actor, office, id).await?.json()));
        }
        Ok((office, row, to))
    }

    /// What a write gave; where somebody was faster, how it is now.
    pub(crate) async fn fresh<T>(
        &self,
        done: Result<T, store::Error>,
        actor: &Actor,
        office: &str,
        id: &str,
    ) -> Result<T, Failure> {
        match done {
            Err(store::Error::Conflict("version-stale")) => {
                let mut reader = self.store.read().await?;
                Err(Failure::Stale(self.sheet(&mut reader, actor, office, id).await?.json()))
            }
            other => Ok(other?),
        }
    }
}

/// Keeps the Word file of a draft, byte for byte.
async fn keep(tx: &mut Tx, draft: &mut Draft, upload: Option<Vec<u8>>) -> Result<(), Failure> {
    if let Some(bytes) = upload {
        draft.upload = Some(tx.keep(crate::flow::Form::Docx.media_type(), &bytes).await?);
    }
    Ok(())
}
