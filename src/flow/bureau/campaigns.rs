//! Campaigns (phong trào, đợt thi đua) as they are kept: begun, changed, closed.

use chrono::{DateTime, Utc};
use serde_json::{Value as Json, json};

use super::{Blame, Bureau, Failure, new_id, office_as};
use crate::flow::campaigns;
use crate::model::actor::{Actor, Scope};
use crate::model::campaign::Campaign;
use crate::model::workflow::Role;
use crate::store::{self, CampaignLine, CampaignRow, Order, Reader, WantedCampaigns};

/// Who sees campaigns and the people in them: an administrator as such does not.
pub const READERS: &[Role] = &[Role::Clerk, Role::RecordsOfficer, Role::Leader];

/// Who begins and changes campaigns.
pub const WRITERS: &[Role] = &[Role::Clerk, Role::Leader];

/// What a list says of a campaign.
pub fn line(line: &CampaignLine) -> Json {
    json!({
        "id": line.id,
        "name": line.name,
        "rounds": line.rounds,
        "closed_at": line.closed_at,
        "created_at": line.created_at,
        "changed_at": line.changed_at,
    })
}

/// A campaign whole.
pub fn whole(row: &CampaignRow) -> Json {
    json!({
        "id": row.id,
        "edition": row.edition,
        "closed_at": row.closed_at,
        "created_by": row.created_by,
        "created_at": row.created_at,
        "changed_at": row.changed_at,
        "campaign": row.body,
    })
}

/// What a kept campaign says.
///
/// # Errors
/// [`Failure::Store`] where another program kept something else.
pub(crate) fn said(row: &CampaignRow) -> Result<Campaign, Failure> {
    kept(&row.body)
}

/// A noun of `model` as it was kept.
///
/// # Errors
/// [`Failure::Store`] where another program kept something else.
pub(crate) fn kept<T: serde::de::DeserializeOwned>(json: &Json) -> Result<T, Failure> {
    T::deserialize(json).map_err(|error| Failure::Store(store::Error::Unreadable(error.to_string())))
}

/// A noun of `model` as it is kept.
///
/// # Errors
/// [`Failure::Store`], a defect of ours.
pub(crate) fn to_keep<T: serde::Serialize>(noun: &T) -> Result<Json, Failure> {
    serde_json::to_value(noun).map_err(|error| Failure::Store(store::Error::Unreadable(error.to_string())))
}

impl Bureau {
    /// The office's campaigns.
    ///
    /// # Errors
    /// [`Failure::Forbidden`].
    pub async fn campaigns(
        &self,
        actor: &Actor,
        wanted: WantedCampaigns<'_>,
        order: &Order<'_>,
        limit: i64,
    ) -> Result<Vec<CampaignLine>, Failure> {
        let office = office_as(actor, Scope::Read, READERS)?;
        Ok(self.store.read().await?.campaigns(office, wanted, order, limit).await?)
    }

    /// A campaign.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`].
    pub async fn campaign(&self, actor: &Actor, id: &str) -> Result<CampaignRow, Failure> {
        let office = office_as(actor, Scope::Read, READERS)?;
        Ok(self.store.read().await?.campaign(office, id).await?)
    }

    /// Begins a campaign.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::Invalid`].
    pub async fn begin_campaign(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        json: &Json,
    ) -> Result<CampaignRow, Failure> {
        let office = office_as(actor, Scope::Draft, WRITERS)?;
        let campaign = self.sound(office, json).await?;
        let row = CampaignRow {
            id: new_id(now),
            office_id: office.to_owned(),
            name: campaign.name.clone(),
            body: to_keep(&campaign)?,
            edition: 1,
            closed_at: None,
            created_by: actor.person.clone(),
            created_at: now,
            changed_at: now,
        };
        let mut tx = self.store.begin().await?;
        tx.add_campaign(&row).await?;
        self.seal(tx, actor, now, "campaign-begin", &row.id, json!({})).await?;
        Ok(row)
    }

    /// Changes a campaign, as it was seen.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`], [`Failure::Stale`], [`Failure::Invalid`],
    /// [`Failure::Conflict`] `campaign-closed`.
    pub async fn change_campaign(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        (id, seen): (&str, i64),
        json: &Json,
    ) -> Result<CampaignRow, Failure> {
        let office = office_as(actor, Scope::Draft, WRITERS)?;
        open(&self.store.read().await?.campaign(office, id).await?)?;
        let campaign = self.sound(office, json).await?;
        let mut tx = self.store.begin().await?;
        let mut row = tx.hold_campaign(office, id).await?;
        fresh(&row, seen)?;
        open(&row)?;
        (row.name, row.body, row.changed_at) = (campaign.name.clone(), to_keep(&campaign)?, now);
        tx.save_campaign(&row).await?;
        row.edition += 1;
        self.seal(tx, actor, now, "campaign-change", id, json!({ "edition": row.edition })).await?;
        Ok(row)
    }

    /// Closes a campaign whose rounds are all decided, or opens it again.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`], [`Failure::Stale`], [`Failure::Conflict`]
    /// `campaign-closed`, `campaign-open`, `campaign-rounds-open`.
    pub async fn close_campaign(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        (id, seen): (&str, i64),
        close: bool,
    ) -> Result<CampaignRow, Failure> {
        let office = office_as(actor, Scope::Draft, WRITERS)?;
        let mut tx = self.store.begin().await?;
        let mut row = tx.hold_campaign(office, id).await?;
        fresh(&row, seen)?;
        if close {
            open(&row)?;
            let undecided = tx.count_undecided(id).await?;
            if undecided > 0 {
                return Err(Failure::Conflict("campaign-rounds-open", undecided.to_string()));
            }
        } else if row.closed_at.is_none() {
            return Err(Failure::Conflict("campaign-open", String::new()));
        }
        (row.closed_at, row.changed_at) = (close.then_some(now), now);
        tx.save_campaign(&row).await?;
        row.edition += 1;
        let act = if close { "campaign-close" } else { "campaign-reopen" };
        self.seal(tx, actor, now, act, id, json!({})).await?;
        Ok(row)
    }

    /// Reads a campaign, and holds that the office has its plan.
    async fn sound(&self, office: &str, json: &Json) -> Result<Campaign, Failure> {
        let campaign = campaigns::read(json).map_err(Failure::Invalid)?;
        if let Some(plan) = &campaign.plan {
            let mut reader = self.store.read().await?;
            if !has_version(&mut reader, office, &plan.document, plan.version).await? {
                let blame = Blame::of("plan-unknown", "/plan", plan.version.to_string());
                return Err(Failure::Invalid(vec![blame]));
            }
        }
        Ok(campaign)
    }
}

async fn has_version(reader: &mut Reader, office: &str, id: &str, version: i64) -> Result<bool, Failure> {
    match reader.document(office, id).await {
        Ok(row) => Ok(version <= row.head),
        Err(store::Error::NotFound) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Holds that a campaign is not closed.
pub(crate) fn open(row: &CampaignRow) -> Result<(), Failure> {
    if row.closed_at.is_some() { Err(Failure::Conflict("campaign-closed", String::new())) } else { Ok(()) }
}

fn fresh(row: &CampaignRow, seen: i64) -> Result<(), Failure> {
    if row.edition == seen { Ok(()) } else { Err(Failure::Stale(whole(row))) }
}
