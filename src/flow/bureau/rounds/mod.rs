//! Award rounds (đợt khen thưởng) as they are kept: begun, arranged, looked at. The steps from one
//! state to the next are in [`steps`], the set that is frozen in [`set`].

mod checked;
mod redact;
mod set;
mod steps;

use chrono::{DateTime, Utc};
use serde_json::{Value as Json, json};

use super::campaigns::{self as kept_campaigns, READERS, kept, to_keep};
use super::{Blame, Bureau, Failure, new_id, office_as};
use crate::diff::honorees::{ListChanges, compare};
use crate::flow::campaigns;
use crate::model::actor::{Actor, Scope};
use crate::model::honoree::Honoree;
use crate::model::round::{Act, Decided, Entry, Frozen, Settings, State};
use crate::store::{Among, Reader, RoundRow, RoundStep, Tx, WantedRounds, Written};
use crate::viet::words::awarding as said;

pub use checked::Checked;
pub use redact::RoundNaming;
pub(crate) use set::draft as draft_set;

/// Most rounds of a campaign.
const MOST: i64 = 1_000;

/// A round with what is to be known of it.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The round.
    pub row: RoundRow,
    /// Its steps, the first first.
    pub steps: Vec<RoundStep>,
    /// How many entries it has, by kind.
    pub counts: Vec<(String, i64)>,
    /// The rounds that correct it.
    pub corrected_by: Vec<String>,
}

/// What a list says of a round.
pub fn line(row: &RoundRow) -> Json {
    json!({
        "id": row.id,
        "campaign": row.campaign_id,
        "state": row.state,
        "name": row.name,
        "year": row.year,
        "corrects": row.corrects,
        "edition": row.seen(),
        "frozen": row.digest.as_ref().map(|digest| json!({ "at": row.frozen_at, "digest": digest })),
        "created_by": row.created_by,
        "created_at": row.created_at,
        "changed_at": row.changed_at,
    })
}

impl Sheet {
    /// The round whole, but its entries.
    pub fn json(&self) -> Json {
        let mut json = line(&self.row);
        json["settings"] = self.row.settings.clone();
        let counts = self.counts.iter().map(|(kind, count)| (kind.clone(), Json::from(*count)));
        json["counts"] = Json::Object(counts.collect());
        json["corrected_by"] = json!(self.corrected_by);
        json["steps"] = self
            .steps
            .iter()
            .map(|step| {
                json!({
                    "ordinal": step.ordinal,
                    "before": Some(&step.before).filter(|before| !before.is_empty()),
                    "after": step.after,
                    "by": { "id": step.person_id, "name": step.person },
                    "at": step.at,
                    "note": step.note,
                    "accepted_findings": step.accepted,
                })
            })
            .collect();
        json
    }
}

/// The state that a round is in.
///
/// # Errors
/// [`Failure::NotFound`] for a state that this program does not know.
pub(crate) fn state(row: &RoundRow) -> Result<State, Failure> {
    State::from_key(&row.state).ok_or(Failure::NotFound)
}

/// The state after an act on a round.
///
/// # Errors
/// [`Failure::Forbidden`] for who may never do it; [`Failure::Conflict`] `round-state` where it is
/// not the time for it.
pub(crate) fn after(actor: &Actor, row: &RoundRow, act: Act) -> Result<State, Failure> {
    if !actor.has(act.scope()) || !act.is_for(&actor.roles) {
        return Err(Failure::Forbidden);
    }
    let after = state(row)?.after(act, &actor.roles);
    after.ok_or_else(|| Failure::Conflict("round-state", said::state(&row.state)))
}

/// Where the entries of a round stand.
pub(crate) fn among<'a>(row: &'a RoundRow, import: Option<&'a str>) -> Among<'a> {
    Among { office: &row.office_id, campaign: &row.campaign_id, round: &row.id, year: row.year, import }
}

impl Bureau {
    /// The office's rounds, the newest first.
    ///
    /// # Errors
    /// [`Failure::Forbidden`]; [`Failure::NotFound`] for a campaign that is not the office's.
    pub async fn rounds(
        &self,
        actor: &Actor,
        wanted: WantedRounds<'_>,
        before: &str,
        limit: i64,
    ) -> Result<Vec<RoundRow>, Failure> {
        let office = office_as(actor, Scope::Read, READERS)?;
        let mut reader = self.store.read().await?;
        if !wanted.campaign.is_empty() {
            reader.campaign(office, wanted.campaign).await?;
        }
        Ok(reader.rounds(office, wanted, before, limit).await?)
    }

    /// A round.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`].
    pub async fn round(&self, actor: &Actor, id: &str) -> Result<Sheet, Failure> {
        let office = office_as(actor, Scope::Read, READERS)?;
        let mut reader = self.store.read().await?;
        sheet(&mut reader, office, id).await
    }

    /// The round of a campaign that a list or an entry is for where nobody says which: the only
    /// one whose list is still made.
    ///
    /// # Errors
    /// [`Failure::Conflict`] `round-which` where there are several, or none.
    pub async fn round_at_work(&self, actor: &Actor, campaign: &str) -> Result<String, Failure> {
        let wanted = WantedRounds { campaign, state: State::Collecting.key(), year: None };
        let mut found = self.rounds(actor, wanted, "", 2).await?;
        match (found.pop(), found.pop()) {
            (Some(only), None) => Ok(only.id),
            (one, _) => Err(Failure::Conflict("round-which", if one.is_some() { "2+" } else { "0" }.into())),
        }
    }

    /// Begins a round. One that corrects another begins with the entries of that one's set.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`], [`Failure::Invalid`], [`Failure::Conflict`]
    /// `campaign-closed`, `rounds-full`, `round-corrected`.
    pub async fn begin_round(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        campaign: &str,
        json: &Json,
    ) -> Result<Sheet, Failure> {
        let office = office_as(actor, Act::Arrange.scope(), kept_campaigns::WRITERS)?;
        let settings = campaigns::settings(json).map_err(Failure::Invalid)?;
        let mut tx = self.store.begin().await?;
        let campaign = tx.hold_campaign(office, campaign).await?;
        kept_campaigns::open(&campaign)?;
        let plan = kept_campaigns::said(&campaign)?;
        campaigns::fits(&settings, &plan).map_err(Failure::Invalid)?;
        if tx.count_rounds(&campaign.id).await? >= MOST {
            return Err(Failure::Conflict("rounds-full", MOST.to_string()));
        }
        let corrected = corrected(&mut tx, office, &campaign.id, &settings).await?;
        let row = RoundRow {
            id: new_id(now),
            campaign_id: campaign.id,
            office_id: office.to_owned(),
            state: State::Collecting.key().to_owned(),
            name: settings.name.clone(),
            year: settings.year.into(),
            settings: to_keep(&settings)?,
            edition: 1,
            entries: 0,
            corrects: settings.corrects,
            created_by: actor.person.clone(),
            created_at: now,
            changed_at: now,
            frozen_at: None,
            digest: None,
        };
        tx.add_round(&row).await?;
        for (ordinal, decided) in (1_i64..).zip(corrected.into_iter().flat_map(|set| set.honorees)) {
            let entry = entry_of(decided);
            let award = plan.forms.iter().find(|form| form.id == entry.form);
            let award = award.map_or("", |form| form.award.as_str());
            let written = Written { id: &new_id(now), entry: &entry, award, at: now };
            tx.add_entry(among(&row, None), ordinal, written).await?;
        }
        let detail = json!({ "campaign": row.campaign_id, "corrects": row.corrects });
        self.seal(tx, actor, now, "round-begin", &row.id, detail).await?;
        sheet(&mut self.store.read().await?, office, &row.id).await
    }

    /// Changes what holds for a round as a whole, as it was seen.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`], [`Failure::Stale`], [`Failure::Invalid`],
    /// [`Failure::Conflict`] `round-state`.
    pub async fn arrange_round(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        (id, seen): (&str, i64),
        json: &Json,
    ) -> Result<Sheet, Failure> {
        let office = office_as(actor, Act::Arrange.scope(), READERS)?;
        let mut reader = self.store.read().await?;
        let row = reader.round(office, id).await?;
        after(actor, &row, Act::Arrange)?;
        let settings = campaigns::settings(json).map_err(Failure::Invalid)?;
        let plan = kept_campaigns::said(&reader.campaign(office, &row.campaign_id).await?)?;
        campaigns::fits(&settings, &plan).map_err(Failure::Invalid)?;
        drop(reader);
        let mut tx = self.store.begin().await?;
        let row = tx.hold_round(office, id).await?;
        self.unchanged(&row, seen).await?;
        after(actor, &row, Act::Arrange)?;
        if settings.corrects != row.corrects {
            return Err(Failure::Invalid(vec![Blame::of("corrects-fixed", "/corrects", "")]));
        }
        tx.save_settings(id, (&settings.name, settings.year.into()), &to_keep(&settings)?, now).await?;
        self.seal(tx, actor, now, "round-arrange", id, json!({})).await?;
        sheet(&mut self.store.read().await?, office, id).await
    }

    /// The set that was decided, and its digest.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`]; [`Failure::Conflict`] `round-unfrozen` while
    /// it is not decided.
    pub async fn frozen_set(&self, actor: &Actor, id: &str) -> Result<(Json, String), Failure> {
        let office = office_as(actor, Scope::Read, READERS)?;
        let found = self.store.read().await?.frozen(office, id).await?;
        found.ok_or_else(|| Failure::Conflict("round-unfrozen", String::new()))
    }

    /// What a round that corrects another adds, changes and removes.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`]; [`Failure::Conflict`] `round-corrects-none`.
    pub async fn correction(&self, actor: &Actor, id: &str) -> Result<ListChanges, Failure> {
        let office = office_as(actor, Scope::Read, READERS)?;
        let mut reader = self.store.read().await?;
        let row = reader.round(office, id).await?;
        let Some(corrected) = &row.corrects else {
            return Err(Failure::Conflict("round-corrects-none", String::new()));
        };
        let old = honorees(&mut reader, office, corrected).await?;
        let new = if row.digest.is_some() {
            honorees(&mut reader, office, id).await?
        } else {
            let plan = kept_campaigns::said(&reader.campaign(office, &row.campaign_id).await?)?;
            let rows = reader.entries(id).await?;
            let set = set::draft(&plan, &row, &rows, self.inspector.awards())?;
            set.honorees.into_iter().map(|decided| decided.honoree).collect()
        };
        drop(reader);
        Ok(self.pool.run(move || compare(&old, &new)).await?)
    }

    /// Holds that nobody changed a round since somebody saw it.
    ///
    /// # Errors
    /// [`Failure::Stale`] with the round as it is.
    pub(super) async fn unchanged(&self, row: &RoundRow, seen: i64) -> Result<(), Failure> {
        if row.seen() == seen {
            return Ok(());
        }
        let mut reader = self.store.read().await?;
        Err(Failure::Stale(sheet(&mut reader, &row.office_id, &row.id).await?.json()))
    }
}

/// A round as it is.
pub(crate) async fn sheet(reader: &mut Reader, office: &str, id: &str) -> Result<Sheet, Failure> {
    let row = reader.round(office, id).await?;
    let steps = reader.round_steps(id).await?;
    let counts = reader.count_entries(id).await?;
    let corrected_by = reader.corrections(id).await?;
    Ok(Sheet { row, steps, counts, corrected_by })
}

/// The set of the round that is to be corrected.
async fn corrected(
    tx: &mut Tx,
    office: &str,
    campaign: &str,
    settings: &Settings,
) -> Result<Option<Frozen>, Failure> {
    let Some(id) = &settings.corrects else { return Ok(None) };
    let blamed = |code| Failure::Invalid(vec![Blame::of(code, "/corrects", id.as_str())]);
    let row = match tx.hold_round(office, id).await {
        Ok(row) if row.campaign_id == campaign => row,
        Ok(_) | Err(crate::store::Error::NotFound) => return Err(blamed("corrects-unknown")),
        Err(error) => return Err(error.into()),
    };
    if let Some(by) = tx.corrected_by(&row.id).await? {
        return Err(Failure::Conflict("round-corrected", by));
    }
    let Some((set, _)) = tx.frozen(office, id).await? else { return Err(blamed("corrects-open")) };
    Ok(Some(kept(&set)?))
}

/// Whoever is in the set of a round.
async fn honorees(reader: &mut Reader, office: &str, id: &str) -> Result<Vec<Honoree>, Failure> {
    let (set, _) = reader.frozen(office, id).await?.ok_or(Failure::NotFound)?;
    let set: Frozen = kept(&set)?;
    Ok(set.honorees.into_iter().map(|decided| decided.honoree).collect())
}

/// An entry that says again what was decided.
fn entry_of(decided: Decided) -> Entry {
    let Decided { honoree, form, group, proposer, direct, .. } = decided;
    Entry { honoree, proposer, group, form, direct, ..Entry::default() }
}
