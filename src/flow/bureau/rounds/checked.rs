//! What is to be said of a round as it stands.

use serde_json::{Value as Json, json};

use super::{kept, kept_campaigns, state};
use crate::flow::bureau::campaigns::READERS;
use crate::flow::bureau::{Blame, Bureau, Failure, office_as};
use crate::model::actor::{Actor, Scope};
use crate::model::campaign::Campaign;
use crate::model::round::{Act, Entry, Settings, State};
use crate::store::{HonoreeRow, RoundRow};
use crate::viet::words;

/// What is to be said of a round before a step.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The step.
    pub step: Act,
    /// The round as it was seen.
    pub seen: i64,
    /// What holds the step back.
    pub blames: Vec<Blame>,
}

impl Checked {
    /// As the API says it.
    pub fn json(&self) -> Json {
        let findings = self.blames.iter().map(|blame| {
            json!({
                "code": blame.code,
                "pointer": blame.pointer,
                "message": words::fault(blame.code, &blame.about),
                "blocks": true,
            })
        });
        json!({
            "step": self.step.key(),
            "edition": self.seen,
            "blocked": !self.blames.is_empty(),
            "findings": findings.collect::<Json>(),
        })
    }
}

/// The step that comes next in a state.
pub(super) fn next(state: State) -> Act {
    match state {
        State::Collecting => Act::Review,
        State::Reviewed => Act::Council,
        State::Council => Act::Decide,
        State::Decided | State::Awarded => Act::Award,
    }
}

impl Bureau {
    /// What holds back a step of a round, or the next one where none is named.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`].
    pub async fn check_round(&self, actor: &Actor, id: &str, step: Option<Act>) -> Result<Checked, Failure> {
        let office = office_as(actor, Scope::Read, READERS)?;
        let mut reader = self.store.read().await?;
        let row = reader.round(office, id).await?;
        let campaign = kept_campaigns::said(&reader.campaign(office, &row.campaign_id).await?)?;
        let rows = reader.entries(id).await?;
        drop(reader);
        let step = step.unwrap_or(next(state(&row)?));
        self.checked(campaign, row, rows, step).await
    }

    /// Checks on the pool.
    pub(super) async fn checked(
        &self,
        campaign: Campaign,
        row: RoundRow,
        rows: Vec<HonoreeRow>,
        step: Act,
    ) -> Result<Checked, Failure> {
        let seen = row.seen();
        let blames = self.pool.run(move || blames(&campaign, &row, &rows, step)).await??;
        Ok(Checked { step, seen, blames })
    }
}

/// What a round lacks before a step.
fn blames(
    campaign: &Campaign,
    row: &RoundRow,
    rows: &[HonoreeRow],
    step: Act,
) -> Result<Vec<Blame>, Failure> {
    let settings: Settings = kept(&row.settings)?;
    let mut blames = Vec::new();
    for row in rows {
        let entry: Entry = kept(&row.entry)?;
        let mut blame = |code| {
            let pointer = format!("/honorees/{}", row.id);
            blames.push(Blame::of(code, pointer, entry.honoree.name.as_str()));
        };
        match step {
            Act::Review if entry.review.is_none() => blame("entry-unreviewed"),
            Act::Council if settings.members.is_some() && entry.votes.is_none() => blame("entry-unvoted"),
            Act::Decide if entry.accepted != Some(false) && entry.form.is_empty() => blame("entry-formless"),
            Act::Decide
                if entry.accepted != Some(false)
                    && campaign.forms.iter().all(|form| form.id != entry.form) =>
            {
                blame("entry-form-gone");
            }
            _ => {}
        }
    }
    Ok(blames)
}
