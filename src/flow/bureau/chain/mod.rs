//! The chain of documents of an award round, as it is kept: each document knows its set, and the
//! number and day of what is issued flows into what comes after.

mod asked;
mod rows;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value as Json, json};

use super::campaigns::{self, READERS, WRITERS, kept, to_keep};
use super::documents::{Sheet, Words};
use super::{Bureau, Failure, new_id, office_as, rounds};
use crate::flow::chain::{self, Choice, Known, Set};
use crate::model::actor::{Actor, Scope};
use crate::model::award::Rules;
use crate::model::chain::{Issued, Paper};
use crate::model::register::Number;
use crate::model::round::{Frozen, digest};
use crate::model::workflow::{Act, State};
use crate::store::{Reader, RoundPaper, Step};

pub use asked::Ordered;

/// Most documents of one round that are looked through for what is issued.
const MOST: i64 = 10_000;

/// The set of a round: frozen, or as it stands.
pub(super) struct Standing {
    set: Frozen,
    digest: String,
    firm: bool,
}

/// A document that was made from a set.
#[derive(Clone, Debug)]
pub struct MadePaper {
    /// The document.
    pub sheet: Sheet,
    /// Which set it says: the round, the role, the digest, whether the set is frozen.
    pub detail: Json,
}

impl MadePaper {
    /// As the API says it: the document, and its set beside it.
    pub fn json(&self) -> Json {
        let mut json = self.sheet.json();
        json["set"] = self.detail.clone();
        json
    }
}

/// The documents of a round, and what its set is now.
#[derive(Clone, Debug)]
pub struct Papers {
    /// A page of them.
    pub rows: Vec<RoundPaper>,
    /// Digest of the set now.
    pub digest: String,
}

impl Papers {
    /// What a list says of one.
    pub fn line(&self, row: &RoundPaper) -> Json {
        json!({
            "document": row.document_id,
            "role": row.role,
            "title": row.title,
            "kind": row.kind,
            "state": row.state,
            "head": row.head,
            "discarded_at": row.discarded_at,
            "set": row.detail,
            // Made from a set that is not the one that holds now.
            "current": row.digest == self.digest,
            "edits": row.edits,
            "issued": written(row).map(|number| json!({ "written": number, "day": row.day, "signer": row.signer })),
            "made_by": { "id": row.person_id, "name": row.person },
            "made_at": row.at,
        })
    }
}

/// Number and symbol of an issued document.
fn written(row: &RoundPaper) -> Option<String> {
    let number = Number { number: row.number?, part: row.part.unwrap_or_default() };
    let symbol = row.symbol.as_deref().unwrap_or_default();
    Some(if symbol.is_empty() { number.to_string() } else { format!("{number}/{symbol}") })
}

impl Bureau {
    /// Makes a document of the chain from a round's set: a draft like any other, that knows its set.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`], [`Failure::Invalid`] with every fault of the
    /// order, those of [`Bureau::draft`].
    pub async fn make_paper(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        round: &str,
        ordered: Ordered,
    ) -> Result<MadePaper, Failure> {
        let office = office_as(actor, Act::Edit.scope(), WRITERS)?;
        actor.after(State::Draft, Act::Edit).ok_or(Failure::Forbidden)?;
        let Ordered { choice, note } = ordered;
        let mut reader = self.store.read().await?;
        let standing = standing(&mut reader, office, round, self.inspector.awards()).await?;
        let issued = issued(&mut reader, office, round, &standing.digest).await?;
        let before = match (&standing.set.settings.corrects, choice.paper) {
            (Some(corrected), Paper::Amendment) => {
                let old = self::standing(&mut reader, office, corrected, self.inspector.awards()).await?;
                let cited = self::issued(&mut reader, office, corrected, &old.digest).await?;
                Some((old, cited))
            }
            _ => None,
        };
        drop(reader);
        let (paper, unit) = (choice.paper, choice.unit.clone());
        let mut detail = json!({
            "round": round, "role": paper.key(), "digest": standing.digest, "frozen": standing.firm,
            "order": choice.order.key(), "unit": unit,
        });
        let hash = standing.digest.clone();
        let written = self.pool.run(move || compose(&standing, &choice, &issued, before.as_ref())).await?;
        let written = written.map_err(Failure::Invalid)?;
        detail["forms"] = json!(written.forms);
        let words = Words::Form { template: written.template.to_owned(), data: written.data };
        let made = self.make(actor, office, words, now).await?;
        let id = new_id(now);
        let step = Step { detail: detail.clone(), ..Step::first(&actor.person, now, &note) };
        let mut tx = self.store.begin().await?;
        tx.begin_document(office, &id, &step, &made.draft).await?;
        tx.keep_round_paper((round, &hash), (&id, paper.key()), (&actor.person, now)).await?;
        let said = json!({ "version": 1, "round": round, "role": paper.key(), "digest": hash });
        self.seal(tx, actor, now, "round-document", &id, said).await?;
        let mut reader = self.store.read().await?;
        let sheet = self.sheet(&mut reader, actor, office, &id).await?;
        Ok(MadePaper { sheet: Sheet { told: Some(made.told), ..sheet }, detail })
    }

    /// The documents of a round after one, in the order in which they were made.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`].
    pub async fn papers(
        &self,
        actor: &Actor,
        round: &str,
        after: &str,
        limit: i64,
    ) -> Result<Papers, Failure> {
        let office = office_as(actor, Scope::Read, READERS)?;
        let mut reader = self.store.read().await?;
        let digest = standing(&mut reader, office, round, self.inspector.awards()).await?.digest;
        let rows = reader.round_papers(office, round, after, limit).await?;
        Ok(Papers { rows, digest })
    }
}

/// The data of a document, off the async threads.
fn compose(
    standing: &Standing,
    choice: &Choice,
    issued: &[Issued],
    before: Option<&(Standing, Vec<Issued>)>,
) -> Result<chain::Written, Vec<super::Blame>> {
    let known = Known { issued, before: before.map(|(old, cited)| (old.set(), cited.as_slice())) };
    chain::write(&standing.set(), choice, &known)
}

impl Standing {
    fn set(&self) -> Set<'_> {
        Set { frozen: &self.set, digest: &self.digest, firm: self.firm }
    }
}

/// The set of an office's round: the frozen one, or the entries as they stand.
pub(super) async fn standing(
    reader: &mut Reader,
    office: &str,
    round: &str,
    rules: &Rules,
) -> Result<Standing, Failure> {
    let row = reader.round(office, round).await?;
    if let Some((set, digest)) = reader.frozen(office, round).await? {
        return Ok(Standing { set: kept(&set)?, digest, firm: true });
    }
    let campaign = campaigns::said(&reader.campaign(office, &row.campaign_id).await?)?;
    let set = rounds::draft_set(&campaign, &row, &reader.entries(round).await?, rules)?;
    let digest = digest(&to_keep(&set)?);
    Ok(Standing { set, digest, firm: false })
}

/// What is issued of a round and stands, the first first. A decision counts only where it says the
/// set that holds.
pub(super) async fn issued(
    reader: &mut Reader,
    office: &str,
    round: &str,
    digest: &str,
) -> Result<Vec<Issued>, Failure> {
    let rows = reader.round_papers(office, round, "", MOST).await?;
    let stands = |row: &&RoundPaper| row.state == State::Issued.key();
    let said = |row: &&RoundPaper| row.role != Paper::Decision.key() || row.digest == digest;
    Ok(rows.iter().filter(stands).filter(said).filter_map(cited).collect())
}

/// An issued document as later ones cite it.
fn cited(row: &RoundPaper) -> Option<Issued> {
    let forms = row.detail["forms"].as_array().into_iter().flatten();
    Some(Issued {
        document: row.document_id.clone(),
        paper: Paper::from_key(&row.role)?,
        forms: forms.filter_map(|form| form.as_str().map(str::to_owned)).collect(),
        number: written(row)?,
        day: NaiveDate::parse_from_str(row.day.as_deref()?, "%Y-%m-%d").ok()?,
        signer_title: String::new(),
        signer: row.signer.clone().unwrap_or_default(),
    })
}
