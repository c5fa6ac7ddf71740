//! The entries of a round: whom units propose, what the review found, how the council voted, what
//! is to be decided. Each part of an entry has its time and its people: `model::round::Act`.

mod bulk;

use chrono::{DateTime, Utc};
use serde_json::{Value as Json, json};

use super::campaigns::{self as kept_campaigns, READERS, kept, to_keep};
use super::rounds::{after, among};
use super::{Bureau, Failure, new_id, office_as};
use crate::flow::campaigns;
use crate::model::actor::{Actor, Scope};
use crate::model::campaign::Campaign;
use crate::model::round::{Act, Entry};
use crate::store::{self, HonoreeOrder, HonoreeRow, RoundRow, Tx, WantedHonorees, Written};

pub use bulk::{Bulk, Patch};

/// Most entries of a round.
pub const MOST: i64 = 20_000;

/// An entry.
pub fn whole(row: &HonoreeRow) -> Json {
    json!({
        "id": row.id,
        "ordinal": row.ordinal,
        "edition": row.edition,
        "import": row.import_id,
        "honoured": row.honoured == 1,
        "changed_at": row.changed_at,
        "entry": row.entry,
    })
}

/// What somebody does who makes one entry of another.
pub(super) fn acts(old: &Entry, new: &Entry) -> Vec<Act> {
    let rest = |entry: &Entry| Entry {
        review: None,
        bans: Vec::new(),
        votes: None,
        accepted: None,
        reasons: String::new(),
        ..entry.clone()
    };
    let done = [
        (Act::Collect, rest(old) != rest(new)),
        (Act::Assess, old.review != new.review || old.bans != new.bans),
        (Act::Vote, old.votes != new.votes),
        (Act::Settle, old.accepted != new.accepted || old.reasons != new.reasons),
    ];
    done.into_iter().filter(|(_, done)| *done).map(|(act, _)| act).collect()
}

/// The key in the award rules of an entry's form.
pub(super) fn award<'a>(campaign: &'a Campaign, entry: &Entry) -> &'a str {
    campaign.forms.iter().find(|form| form.id == entry.form).map_or("", |form| &form.award)
}

impl Bureau {
    /// A page of a round's entries.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`].
    pub async fn honorees(
        &self,
        actor: &Actor,
        round: &str,
        wanted: WantedHonorees<'_>,
        order: HonoreeOrder<'_>,
        limit: i64,
    ) -> Result<Vec<HonoreeRow>, Failure> {
        let office = office_as(actor, Scope::Read, READERS)?;
        let mut reader = self.store.read().await?;
        reader.round(office, round).await?;
        Ok(reader.honorees(round, wanted, order, limit).await?)
    }

    /// One entry.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`].
    pub async fn honoree(&self, actor: &Actor, round: &str, id: &str) -> Result<HonoreeRow, Failure> {
        let office = office_as(actor, Scope::Read, READERS)?;
        let mut reader = self.store.read().await?;
        reader.round(office, round).await?;
        Ok(reader.entry(round, id).await?)
    }

    /// Enters an entry.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`], [`Failure::Invalid`], [`Failure::Conflict`]
    /// `round-state`, `round-full`.
    pub async fn add_honoree(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        round: &str,
        json: &Json,
    ) -> Result<HonoreeRow, Failure> {
        let (office, campaign) = self.writing(actor, round, &[Act::Collect]).await?;
        let entry = campaigns::entry(json, &campaign).map_err(Failure::Invalid)?;
        let mut tx = self.store.begin().await?;
        let row = tx.hold_round(office, round).await?;
        after(actor, &row, Act::Collect)?;
        for act in acts(&Entry::default(), &entry) {
            after(actor, &row, act)?;
        }
        let (last, count) = tx.last_entry(round).await?;
        room(count, 1)?;
        let id = new_id(now);
        let written = Written { id: &id, entry: &entry, award: award(&campaign, &entry), at: now };
        tx.add_entry(among(&row, None), last + 1, written).await?;
        tx.touch_round(round, now).await?;
        let kept = tx.entry(round, &id).await?;
        self.seal(tx, actor, now, "honoree-add", &id, json!({ "round": round })).await?;
        Ok(kept)
    }

    /// Changes an entry, as it was seen.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`], [`Failure::Stale`], [`Failure::Invalid`],
    /// [`Failure::Conflict`] `round-state`.
    pub async fn change_honoree(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        (round, id, seen): (&str, &str, i64),
        json: &Json,
    ) -> Result<HonoreeRow, Failure> {
        let (office, campaign) = self.writing(actor, round, PARTS).await?;
        self.store.read().await?.entry(round, id).await?;
        let entry = campaigns::entry(json, &campaign).map_err(Failure::Invalid)?;
        let mut tx = self.store.begin().await?;
        let row = tx.hold_round(office, round).await?;
        let old = tx.entry(round, id).await?;
        if old.edition != seen {
            return Err(Failure::Stale(whole(&old)));
        }
        let acts = self.save(&mut tx, actor, now, (&row, &campaign), &old, &entry).await?;
        if acts.is_empty() {
            return Ok(old);
        }
        tx.touch_round(round, now).await?;
        let kept = tx.entry(round, id).await?;
        let parts: Vec<&str> = acts.iter().map(|act| act.key()).collect();
        self.seal(tx, actor, now, "honoree-change", id, json!({ "round": round, "parts": parts })).await?;
        Ok(kept)
    }

    /// Takes an entry out of a list that is still made.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`], [`Failure::Stale`], [`Failure::Conflict`]
    /// `round-state`.
    pub async fn remove_honoree(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        (round, id, seen): (&str, &str, i64),
    ) -> Result<(), Failure> {
        let office = office_as(actor, Act::Collect.scope(), READERS)?;
        let mut tx = self.store.begin().await?;
        let row = tx.hold_round(office, round).await?;
        let old = tx.entry(round, id).await?;
        after(actor, &row, Act::Collect)?;
        if old.edition != seen {
            return Err(Failure::Stale(whole(&old)));
        }
        tx.remove_entry(round, id, seen).await?;
        tx.touch_round(round, now).await?;
        self.seal(tx, actor, now, "honoree-remove", id, json!({ "round": round })).await
    }

    /// The office of somebody who may do one of these with entries of a round, and the round's
    /// campaign.
    pub(super) async fn writing<'a>(
        &self,
        actor: &'a Actor,
        round: &str,
        any: &[Act],
    ) -> Result<(&'a str, Campaign), Failure> {
        let office = office_as(actor, Scope::Draft, READERS)?;
        let mut reader = self.store.read().await?;
        let row = reader.round(office, round).await?;
        if !any.iter().any(|act| act.is_for(&actor.roles)) {
            return Err(Failure::Forbidden);
        }
        let campaign = kept_campaigns::said(&reader.campaign(office, &row.campaign_id).await?)?;
        Ok((office, campaign))
    }

    /// Saves an entry in a transaction; gives what was done by it, nothing where it is the same.
    async fn save(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        now: DateTime<Utc>,
        (row, campaign): (&RoundRow, &Campaign),
        old: &HonoreeRow,
        entry: &Entry,
    ) -> Result<Vec<Act>, Failure> {
        let before: Entry = kept(&old.entry)?;
        let acts = acts(&before, entry);
        for act in &acts {
            after(actor, row, *act)?;
        }
        if !acts.is_empty() {
            let written = Written { id: &old.id, entry, award: award(campaign, entry), at: now };
            match tx.save_entry(old.edition, written).await {
                Err(store::Error::Conflict(_)) => return Err(Failure::Stale(whole(old))),
                saved => saved?,
            }
        }
        Ok(acts)
    }
}

/// What can be done with an entry that is there.
pub(super) const PARTS: &[Act] = &[Act::Collect, Act::Assess, Act::Vote, Act::Settle];

/// Holds that a round has room for so many more.
pub(super) fn room(count: i64, more: usize) -> Result<(), Failure> {
    if i64::try_from(more).is_ok_and(|more| count + more <= MOST) {
        return Ok(());
    }
    Err(Failure::Conflict("round-full", MOST.to_string()))
}

/// An entry with some of its parts put anew, as JSON; null takes a part out.
fn patched(entry: &Entry, patch: &serde_json::Map<String, Json>) -> Result<Json, Failure> {
    let mut json = to_keep(entry)?;
    if let Json::Object(fields) = &mut json {
        for (key, value) in patch {
            match value {
                Json::Null => fields.remove(key),
                value => fields.insert(key.clone(), value.clone()),
            };
        }
    }
    Ok(json)
}
