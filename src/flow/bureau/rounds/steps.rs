//! The steps of a round: reviewed, voted on, decided, awarded; and back, until it is decided. Who
//! may take which is one table, `model::round::Act`.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::{Sheet, after, kept_campaigns, set, sheet, state};
use crate::flow::bureau::campaigns::READERS;
use crate::flow::bureau::{Blame, Bureau, Failure, office_as};
use crate::model::actor::Actor;
use crate::model::round::Act;

impl Bureau {
    /// Takes a step, as the round was seen. At the decision its set is frozen, and never changes
    /// again.
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
        note: &str,
    ) -> Result<Sheet, Failure> {
        let office = office_as(actor, act.scope(), READERS)?;
        let mut reader = self.store.read().await?;
        let row = reader.round(office, id).await?;
        let to = after(actor, &row, act)?;
        self.unchanged(&row, seen).await?;
        if act == Act::Reopen && note.is_empty() {
            return Err(Failure::Invalid(vec![Blame::of("json-missing", "/reason", "")]));
        }
        let mut ready = None;
        if matches!(act, Act::Review | Act::Council | Act::Decide) {
            let campaign = kept_campaigns::said(&reader.campaign(office, &row.campaign_id).await?)?;
            let rows = reader.entries(id).await?;
            drop(reader);
            if rows.is_empty() {
                return Err(Failure::Conflict("round-empty", String::new()));
            }
            let checked = self.checked(campaign.clone(), row.clone(), rows.clone(), act).await?;
            if !checked.blames.is_empty() {
                return Err(Failure::Invalid(checked.blames));
            }
            if act == Act::Decide {
                let row = row.clone();
                ready = Some(self.pool.run(move || set::ready(&campaign, &row, &rows)).await??);
            }
        } else {
            drop(reader);
        }
        let before = state(&row)?;
        let mut tx = self.store.begin().await?;
        let row = tx.hold_round(office, id).await?;
        self.unchanged(&row, seen).await?;
        let mut detail = json!({ "from": before.key(), "to": to.key() });
        if let Some(set::Ready { json, digest, refused, paid, honoured }) = ready {
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
        tx.step_round(id, (before.key(), to.key()), (&actor.person, now), note).await?;
        self.seal(tx, actor, now, &format!("round-{}", act.key()), id, detail).await?;
        sheet(&mut self.store.read().await?, office, id).await
    }
}
