//! The steps of a round: reviewed, voted on, decided, awarded; and back, until it is decided. Who
//! may take which is one table, `model::round::Act`.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::checked::{self, Matter};
use super::set::{self, Ready};
use super::{Sheet, after, sheet, state};
use crate::flow::bureau::campaigns::READERS;
use crate::flow::bureau::{Blame, Bureau, Failure, office_as};
use crate::model::actor::Actor;
use crate::model::award::Rules;
use crate::model::round::Act;

impl Bureau {
    /// Takes a step, as the round was seen. What is found in it against its plan and the rules holds
    /// it back, but the codes that are `accepted`; they are kept with the step. At the decision the
    /// round's set is frozen, and never changes again.
    ///
    /// # Errors
    /// [`Failure::Invalid`] with everything that holds it back, and without the reason that going
    /// back needs; [`Failure::Forbidden`], [`Failure::NotFound`], [`Failure::Stale`],
    /// [`Failure::Conflict`] `round-state`, `round-empty`, `round-corrected`.
    pub async fn step_round(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        (id, seen): (&str, i64),
        act: Act,
        (note, accepted): (&str, &[String]),
    ) -> Result<Sheet, Failure> {
        let office = office_as(actor, act.scope(), READERS)?;
        let mut reader = self.store.read().await?;
        let row = reader.round(office, id).await?;
        let to = after(actor, &row, act)?;
        self.unchanged(&row, seen).await?;
        if act == Act::Reopen && note.is_empty() {
            return Err(Failure::Invalid(vec![Blame::of("json-missing", "/reason", "")]));
        }
        checked::known(accepted)?;
        let mut ready = None;
        let mut known = Vec::new();
        if matches!(act, Act::Review | Act::Council | Act::Decide) {
            let matter = Matter::of(&mut reader, row.clone()).await?;
            drop(reader);
            if matter.rows.is_empty() {
                return Err(Failure::Conflict("round-empty", String::new()));
            }
            let accepted = accepted.to_vec();
            let rules = Arc::clone(self.inspector.awards());
            let judged = self.pool.run(move || judged(&matter, act, &accepted, &rules));
            (known, ready) = judged.await??;
        } else {
            drop(reader);
        }
        let before = state(&row)?;
        let mut tx = self.store.begin().await?;
        let row = tx.hold_round(office, id).await?;
        self.unchanged(&row, seen).await?;
        let mut detail = json!({ "from": before.key(), "to": to.key() });
        if !known.is_empty() {
            detail["accepted_findings"] = json!(known);
        }
        if let Some(Ready { json, digest, refused, paid, honoured }) = ready {
            if let Some(corrected) = &row.corrects {
                tx.hold_round(office, corrected).await?;
                if let Some(by) = tx.corrected_by(corrected).await? {
                    return Err(Failure::Conflict("round-corrected", by));
                }
            }
            tx.freeze_round(id, &json, &digest, now).await?;
            tx.honour(id, &refused, &paid).await?;
            tx.tally_round(id).await?;
            detail["digest"] = digest.into();
            detail["honoured"] = honoured.into();
        }
        tx.step_round(id, (before.key(), to.key()), (&actor.person, now), (note, &known)).await?;
        self.seal(tx, actor, now, &format!("round-{}", act.key()), id, detail).await?;
        sheet(&mut self.store.read().await?, office, id).await
    }
}

/// What was accepted of what holds a step back, and at the decision the set; everything that holds
/// it back else.
fn judged(
    matter: &Matter,
    act: Act,
    accepted: &[String],
    rules: &Rules,
) -> Result<(Vec<String>, Option<Ready>), Failure> {
    let checked = checked::checked(matter, act, rules)?;
    let blames = checked.blames(accepted);
    if !blames.is_empty() {
        return Err(Failure::Invalid(blames));
    }
    let Matter { campaign, row, rows, .. } = matter;
    let ready = if act == Act::Decide { Some(set::ready(campaign, row, rows, rules)?) } else { None };
    Ok((checked.accepted(accepted), ready))
}
