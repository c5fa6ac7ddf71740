//! A round held against its plan and the award rules, before a step.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::{kept, kept_campaigns, state};
use crate::check::round::{Earlier, check};
use crate::flow::bureau::campaigns::READERS;
use crate::flow::bureau::{Blame, Bureau, Failure, office_as};
use crate::model::actor::{Actor, Scope};
use crate::model::award::Rules;
use crate::model::campaign::Campaign;
use crate::model::finding::Severity;
use crate::model::round::{Act, Entry, Finding, FindingCode, Settings, State};
use crate::store::{Earned, HonoreeRow, Reader, RoundRow};

/// Most findings that are told at once.
const MOST: usize = 2_000;

/// What is to be said of a round before a step.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The step.
    pub step: Act,
    /// The round as it was seen.
    pub seen: i64,
    /// Everything that was found.
    pub findings: Vec<Finding>,
}

/// What a round is held against.
pub(super) struct Matter {
    pub(super) campaign: Campaign,
    pub(super) row: RoundRow,
    pub(super) rows: Vec<HonoreeRow>,
    pub(super) earned: Vec<Earned>,
}

impl Matter {
    /// Everything that concerns a round.
    pub(super) async fn of(reader: &mut Reader, row: RoundRow) -> Result<Matter, Failure> {
        let office = row.office_id.as_str();
        let campaign = kept_campaigns::said(&reader.campaign(office, &row.campaign_id).await?)?;
        let rows = reader.entries(&row.id).await?;
        let corrected = row.corrects.as_deref().unwrap_or_default();
        let mut earned = reader.honoured(office, (row.year - 1, row.year), corrected).await?;
        earned.retain(|earned| earned.round_id != row.id);
        Ok(Matter { campaign, row, rows, earned })
    }
}

impl Checked {
    /// What holds the step back but what somebody accepts, as blames.
    pub(super) fn blames(&self, accepted: &[String]) -> Vec<Blame> {
        let open = self.errors().filter(|finding| accepted.iter().all(|code| code != finding.code.key()));
        let blame = |finding: &Finding| {
            let place = match &finding.entry {
                Some(id) => format!("/honorees/{id}{}", finding.pointer),
                None => format!("/settings{}", finding.pointer),
            };
            Blame::of("round-finding", place, format!("{} ({})", finding.message, finding.code.key()))
        };
        open.take(MOST).map(blame).collect()
    }

    /// Codes of what somebody accepts and would hold the step back.
    pub(super) fn accepted(&self, accepted: &[String]) -> Vec<String> {
        let held = |code: &&String| self.errors().any(|finding| finding.code.key() == code.as_str());
        let mut codes: Vec<String> = accepted.iter().filter(held).cloned().collect();
        codes.sort();
        codes.dedup();
        codes
    }

    fn errors(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.severity == Severity::Error)
    }

    /// As the API says it; errors first, at most so many.
    pub fn json(&self) -> Json {
        let mut findings: Vec<&Finding> = self.findings.iter().collect();
        findings.sort_by_key(|finding| finding.severity);
        findings.truncate(MOST);
        let step = if self.step == Act::Decide { "freeze" } else { self.step.key() };
        json!({
            "step": step,
            "edition": self.seen,
            "blocked": self.errors().next().is_some(),
            "found": self.findings.len(),
            "findings": findings,
        })
    }
}

/// The step that comes next in a state.
fn next(state: State) -> Act {
    match state {
        State::Collecting => Act::Review,
        State::Reviewed => Act::Council,
        State::Council => Act::Decide,
        State::Decided | State::Awarded => Act::Award,
    }
}

/// The state that a step leads to.
fn wanted(step: Act) -> State {
    match step {
        Act::Council => State::Council,
        Act::Decide => State::Decided,
        Act::Award => State::Awarded,
        _ => State::Reviewed,
    }
}

/// Holds that what is accepted are codes of findings.
pub(super) fn known(accepted: &[String]) -> Result<(), Failure> {
    let unknown = |code: &String| FindingCode::ALL.iter().all(|known| known.key() != code.as_str());
    let blame = |(at, code): (usize, &String)| {
        Blame::of("finding-unknown", format!("/accept_findings/{at}"), code.as_str())
    };
    let blames: Vec<Blame> =
        accepted.iter().enumerate().filter(|(_, code)| unknown(code)).map(blame).collect();
    if blames.is_empty() { Ok(()) } else { Err(Failure::Invalid(blames)) }
}

impl Bureau {
    /// What is to be said of a round before a step, or before the next one where none is named.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`].
    pub async fn check_round(&self, actor: &Actor, id: &str, step: Option<Act>) -> Result<Checked, Failure> {
        let office = office_as(actor, Scope::Read, READERS)?;
        let mut reader = self.store.read().await?;
        let row = reader.round(office, id).await?;
        let step = step.unwrap_or(next(state(&row)?));
        let matter = Matter::of(&mut reader, row).await?;
        drop(reader);
        let rules = Arc::clone(self.inspector.awards());
        self.pool.run(move || checked(&matter, step, &rules)).await?
    }
}

/// Holds a round against its plan and the rules.
pub(super) fn checked(matter: &Matter, step: Act, rules: &Rules) -> Result<Checked, Failure> {
    let Matter { campaign, row, rows, earned } = matter;
    let settings: Settings = kept(&row.settings)?;
    let entries: Result<Vec<(String, Entry)>, Failure> =
        rows.iter().map(|row| Ok((row.id.clone(), kept(&row.entry)?))).collect();
    let before: Result<Vec<Entry>, Failure> = earned.iter().map(|earned| kept(&earned.entry)).collect();
    let (entries, before) = (entries?, before?);
    let earlier: Vec<Earlier<'_>> = before
        .iter()
        .zip(earned)
        .map(|(entry, earned)| Earlier {
            honoree: &entry.honoree,
            award: &earned.award,
            achievement: match entry.honoree.achievement.as_str() {
                "" => earned.settings.get("achievement").and_then(Json::as_str).unwrap_or_default(),
                own => own,
            },
            place: &earned.round,
        })
        .collect();
    let findings = check(campaign, &settings, &entries, rules, wanted(step), &earlier);
    Ok(Checked { step, seen: row.seen(), findings })
}
