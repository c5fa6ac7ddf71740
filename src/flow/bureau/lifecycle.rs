//! Steps in a document's life but the one that issues it: submitted, sent back, approved, revoked,
//! replaced. Who may do which is one table, `model::workflow`.

use chrono::{DateTime, Utc};
use serde_json::{Value as Json, json};

use super::documents::{Sheet, state};
use super::{Blame, Bureau, Failure};
use crate::flow::Error;
use crate::model::DataProblem;
use crate::model::actor::Actor;
use crate::model::workflow::{Act, State};
use crate::store::{self, DocumentRow, Step};

impl Bureau {
    /// Submits a draft. Faults of its data, characters without a glyph and errors against the
    /// standard hold it back; errors whose rules are named in `accepted` do not, and are kept
    /// with the version.
    ///
    /// # Errors
    /// [`Failure::Data`], [`Failure::Press`] for glyphs, [`Failure::Invalid`] with every error
    /// found, and those of every step: [`Failure::NotFound`], [`Failure::Forbidden`],
    /// [`Failure::Conflict`], [`Failure::Stale`].
    pub async fn submit(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        (id, seen): (&str, i64),
        note: &str,
        accepted: &[String],
    ) -> Result<Sheet, Failure> {
        let (office, row, to) = self.entitled(actor, (id, seen), Act::Submit).await?;
        self.known_rules(accepted).await?;
        let version = self.store.read().await?.version(office, id, seen).await?;
        let told = self.told(actor, office, &version, now).await?;
        if told.problems.iter().any(DataProblem::is_fault) {
            return Err(Failure::Data(told.problems));
        }
        if told.lacks_glyphs() {
            let missing = super::documents::document(&version)?;
            let missing = self.press.fonts().missing(&missing);
            return Err(Error::GlyphMissing(missing).into());
        }
        let (known, open): (Vec<_>, Vec<_>) =
            told.errors().into_iter().partition(|finding| accepted.contains(&finding.id));
        if !open.is_empty() {
            let blame = |finding: &crate::model::Finding| {
                let pointer = format!(
                    "/document/sections/{}/blocks/{}",
                    finding.place.at.section, finding.place.at.block
                );
                Blame::of("finding-open", pointer, format!("{}: {}", finding.id, finding.message))
            };
            return Err(Failure::Invalid(open.into_iter().map(blame).collect()));
        }
        let accepted: Vec<&str> = known.iter().map(|finding| finding.id.as_str()).collect();
        let detail = if accepted.is_empty() { json!({}) } else { json!({ "accepted_findings": accepted }) };
        self.step(actor, now, (office, &row), (seen, Act::Submit, to), (note, detail)).await
    }

    /// Approves, or sends back or revokes with a reason.
    ///
    /// # Errors
    /// [`Failure::Invalid`] without the reason that the act needs, and those of every step.
    pub async fn act(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        (id, seen): (&str, i64),
        act: Act,
        reason: &str,
    ) -> Result<Sheet, Failure> {
        let (office, row, to) = self.entitled(actor, (id, seen), act).await?;
        reasoned(act, reason)?;
        self.step(actor, now, (office, &row), (seen, act, to), (reason, json!({}))).await
    }

    /// Notes that an issued document came instead of another.
    ///
    /// # Errors
    /// [`Failure::Invalid`] where `by` is no issued document of the office, and those of every
    /// step.
    pub async fn replace(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        (id, seen): (&str, i64),
        by: &str,
        reason: &str,
    ) -> Result<Sheet, Failure> {
        let (office, row, to) = self.entitled(actor, (id, seen), Act::Replace).await?;
        reasoned(Act::Replace, reason)?;
        if by == id {
            return Err(Failure::Conflict("replaced-by-itself", String::new()));
        }
        let other = match self.store.read().await?.document(office, by).await {
            Ok(other) if state(&other) == Some(State::Issued) => other,
            Ok(_) | Err(store::Error::NotFound) => {
                return Err(Failure::Invalid(vec![Blame::of("by-unknown", "/by", by)]));
            }
            Err(error) => return Err(error.into()),
        };
        let detail = json!({ "by": other.id });
        self.step(actor, now, (office, &row), (seen, Act::Replace, to), (reason, detail)).await
    }

    /// Takes a step that leaves the words as they are.
    async fn step(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        (office, row): (&str, &DocumentRow),
        (seen, act, to): (i64, Act, State),
        (note, detail): (&str, Json),
    ) -> Result<Sheet, Failure> {
        let from = state(row).ok_or(Failure::NotFound)?;
        let (person, note) = (actor.person.clone(), note.to_owned());
        let step = Step { seen, act, from, to, person, at: now, note, detail: detail.clone() };
        let mut tx = self.store.begin().await?;
        let done = tx.step(office, &row.id, &step).await;
        self.fresh(done, actor, office, &row.id).await?;
        if let (Act::Replace, Some(by)) = (act, detail.get("by").and_then(Json::as_str)) {
            tx.replaced(office, &row.id, by).await?;
        }
        let mut said = detail;
        said["version"] = json!(seen + 1);
        self.seal(tx, actor, now, &format!("document-{}", act.key()), &row.id, said).await?;
        self.shown(actor, office, &row.id, now).await
    }

    /// Holds that these are rules of the checker.
    async fn known_rules(&self, ids: &[String]) -> Result<(), Failure> {
        if ids.is_empty() {
            return Ok(());
        }
        let known: Vec<String> = self.inspector.rules().into_iter().map(|rule| rule.id).collect();
        let unknown = ids.iter().enumerate().filter(|(_, id)| !known.contains(id));
        let blames: Vec<Blame> = unknown
            .map(|(at, id)| Blame::of("rule-unknown", format!("/accept_findings/{at}"), id.as_str()))
            .collect();
        if blames.is_empty() { Ok(()) } else { Err(Failure::Invalid(blames)) }
    }
}

/// Holds that an act has the reason it needs.
fn reasoned(act: Act, reason: &str) -> Result<(), Failure> {
    if act.needs_reason() && reason.is_empty() {
        return Err(Failure::Invalid(vec![Blame::of("json-missing", "/reason", "")]));
    }
    Ok(())
}
