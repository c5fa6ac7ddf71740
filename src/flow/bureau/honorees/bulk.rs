//! Many entries changed at once: reviews, votes, decisions. All of them, or none.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use serde_json::{Map, Value as Json, json};

use super::{PARTS, patched, whole};
use crate::flow::bureau::campaigns::kept;
use crate::flow::bureau::{Blame, Bureau, Failure};
use crate::flow::{Asked, Fault, campaigns};
use crate::model::actor::Actor;
use crate::model::campaign::Campaign;
use crate::model::round::Entry;
use crate::store::HonoreeRow;

/// What is changed in many entries: in each that is named its own, in every one the same.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bulk {
    /// Entries that are named.
    pub items: Vec<Patch>,
    /// Parts that every entry of the round is given.
    pub every: Option<Map<String, Json>>,
}

/// What is changed in one entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Patch {
    /// Its id.
    pub id: String,
    /// The edition that was seen, where that matters.
    pub seen: Option<i64>,
    /// The parts that are put anew; null takes one out.
    pub parts: Map<String, Json>,
}

impl Bulk {
    /// Reads `{"items": [{"id": …, "votes": {…}}]}` or `{"every": {"votes": {…}}}`.
    ///
    /// # Errors
    /// Every fault.
    pub fn from_json(json: &str) -> Result<Bulk, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let items = asked.take("items", "json-list", "a list of objects", |value| {
            value.as_array()?.iter().map(patch).collect::<Option<Vec<Patch>>>()
        });
        let every = asked.object("every").and_then(|every| every.as_object().cloned());
        if items.is_some() == every.is_some() && !asked.is_faulty("items") && !asked.is_faulty("every") {
            asked.whole("bulk-empty", "`items` or `every`");
        }
        asked.end(Bulk { items: items.unwrap_or_default(), every })
    }
}

fn patch(value: &Json) -> Option<Patch> {
    let mut parts = value.as_object()?.clone();
    let id = parts.remove("id")?.as_str()?.to_owned();
    let seen = match parts.remove("edition") {
        None => None,
        Some(seen) => Some(seen.as_i64()?),
    };
    Some(Patch { id, seen, parts })
}

impl Bureau {
    /// Changes many entries of a round in one transaction; gives how many are not as they were.
    ///
    /// # Errors
    /// [`Failure::Invalid`] with every fault of every entry; [`Failure::Stale`] with the first
    /// that somebody changed since it was seen; [`Failure::Forbidden`], [`Failure::NotFound`],
    /// [`Failure::Conflict`] `round-state`.
    pub async fn change_honorees(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        round: &str,
        bulk: Bulk,
    ) -> Result<usize, Failure> {
        let (office, campaign) = self.writing(actor, round, PARTS).await?;
        let rows = self.store.read().await?.entries(round).await?;
        let (rows, campaign, wanted) = self.pool.run(move || wanted(rows, campaign, &bulk)).await??;
        let mut tx = self.store.begin().await?;
        let row = tx.hold_round(office, round).await?;
        let mut changed = 0_usize;
        for (at, entry) in wanted {
            let acts = self.save(&mut tx, actor, now, (&row, &campaign), &rows[at], &entry).await?;
            changed += usize::from(!acts.is_empty());
        }
        if changed > 0 {
            tx.touch_round(round, now).await?;
            self.seal(tx, actor, now, "honorees-change", round, json!({ "entries": changed })).await?;
        }
        Ok(changed)
    }
}

/// The entries as they are wanted: each by its place among the rows.
type Wanted = (Vec<HonoreeRow>, Campaign, Vec<(usize, Entry)>);

fn wanted(rows: Vec<HonoreeRow>, campaign: Campaign, bulk: &Bulk) -> Result<Wanted, Failure> {
    let mut wanted = Vec::new();
    let mut blames = Vec::new();
    let mut put = |at: usize, parts: &Map<String, Json>, place: &str| -> Result<(), Failure> {
        let entry: Entry = kept(&rows[at].entry)?;
        match campaigns::entry(&patched(&entry, parts)?, &campaign) {
            Ok(entry) => wanted.push((at, entry)),
            Err(faults) => blames.extend(
                faults
                    .into_iter()
                    .map(|fault| Blame { pointer: format!("{place}{}", fault.pointer), ..fault }),
            ),
        }
        Ok(())
    };
    if let Some(every) = &bulk.every {
        for at in 0..rows.len() {
            put(at, every, "/every")?;
        }
        blames.dedup();
    } else {
        let places: HashMap<&str, usize> =
            rows.iter().enumerate().map(|(at, row)| (row.id.as_str(), at)).collect();
        let mut named = HashSet::new();
        let mut strange = Vec::new();
        for (number, Patch { id, seen, parts }) in bulk.items.iter().enumerate() {
            let place = format!("/items/{number}");
            let Some(at) = places.get(id.as_str()) else {
                strange.push(Blame::of("entry-unknown", format!("{place}/id"), id.as_str()));
                continue;
            };
            if !named.insert(id) {
                strange.push(Blame::of("entry-twice", format!("{place}/id"), ""));
                continue;
            }
            if seen.is_some_and(|seen| seen != rows[*at].edition) {
                return Err(Failure::Stale(whole(&rows[*at])));
            }
            put(*at, parts, &place)?;
        }
        blames.extend(strange);
    }
    if blames.is_empty() { Ok((rows, campaign, wanted)) } else { Err(Failure::Invalid(blames)) }
}
