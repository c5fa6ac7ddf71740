//! One proposed honoree of a round, from JSON.

use serde_json::Value;

use super::campaign::{MOST, NAME, RICHEST};
use super::settings::ACHIEVEMENT;
use super::taken::{Taken, day, figure, whole};
use crate::flow::bureau::Blame;
use crate::model::campaign::{Campaign, Figure, Group};
use crate::model::honoree::{Birth, Courtesy, Honoree, Kind, Sex};
use crate::model::round::{Ban, Entry, Review, Votes};

/// Longest name of an honoree, in characters.
const HONOREE: usize = 200;

/// Longest of anything else about an honoree, in characters.
const LONGEST: usize = 1_000;

/// The largest council.
const COUNCIL: u32 = 1_000;

/// Reads one entry of a round of this campaign. Group and form may be left open while a list is
/// collected; where they are named the campaign must have them.
///
/// # Errors
/// Every fault.
pub fn entry(json: &Value, campaign: &Campaign) -> Result<Entry, Vec<Blame>> {
    whole(json, |taken| {
        let honoree = taken.needs("honoree", |taken| taken.inner("honoree", honoree));
        let entry = Entry {
            honoree: honoree.unwrap_or_default(),
            proposer: taken.line("proposer", NAME),
            group: taken.reference("group"),
            form: taken.reference("form"),
            direct: taken.switch("direct"),
            figures: taken.by_id("figures", MOST, "figure-shape", figure),
            bans: taken.choices("bans", Ban::ALL, Ban::key).into_iter().collect(),
            review: taken.inner("review", review),
            votes: taken.inner("votes", ballot),
            accepted: taken.switch("accepted"),
            reasons: taken.words("reasons", LONGEST),
        };
        fits(taken, &entry, campaign);
        entry
    })
}

/// Reads the council's votes on one honoree: `{"for", "against", "absent"}`.
///
/// # Errors
/// Every fault.
pub fn votes(json: &Value) -> Result<Votes, Vec<Blame>> {
    whole(json, ballot)
}

fn fits(taken: &mut Taken<'_>, entry: &Entry, campaign: &Campaign) {
    let group = campaign.groups.iter().find(|group| group.id == entry.group);
    if group.is_none() && !entry.group.is_empty() {
        taken.fault("group", "reference-unknown", entry.group.clone());
    }
    if !entry.form.is_empty() && !campaign.forms.iter().any(|form| form.id == entry.form) {
        taken.fault("form", "reference-unknown", entry.form.clone());
    }
    let of = |group: &Group, id: &str| group.criteria.iter().any(|criterion| criterion.id == id);
    let known = |id: &str| match group {
        Some(group) => of(group, id),
        None => campaign.groups.iter().any(|group| of(group, id)),
    };
    for (id, value) in &entry.figures {
        if !known(id) {
            taken.fault_at(&["figures", id], "criterion-unknown", id.clone());
        } else if *value < Figure::default() {
            taken.fault_at(&["figures", id], "figure-negative", "");
        }
    }
    for id in entry.review.iter().flat_map(|review| review.met.keys()).filter(|id| !known(id)) {
        taken.fault_at(&["review", "met", id], "criterion-unknown", id.clone());
    }
}

fn honoree(taken: &mut Taken<'_>) -> Honoree {
    Honoree {
        kind: taken.choice("kind", Kind::ALL, Kind::key).unwrap_or_default(),
        courtesy: taken.choice("courtesy", &[Courtesy::Mr, Courtesy::Ms], Courtesy::key),
        name: taken.needed("name", HONOREE),
        sex: taken.choice("sex", &[Sex::Male, Sex::Female], Sex::key),
        birth: taken.take("birth", "birth-shape", "", birth),
        title: taken.line("title", LONGEST),
        post: taken.line("post", LONGEST),
        unit: taken.line("unit", LONGEST),
        address: taken.line("address", LONGEST),
        award: taken.line("award", LONGEST),
        achievement: taken.words("achievement", ACHIEVEMENT),
        group: taken.line("group", LONGEST),
        sphere: taken.line("sphere", LONGEST),
        money: taken.number("money", 0, RICHEST),
        notes: taken.words("notes", LONGEST),
    }
}

fn birth(value: &Value) -> Option<Birth> {
    let fields = value.as_object().filter(|fields| fields.len() == 1)?;
    let likely = |year: &i32| (1800..=2999).contains(year);
    match (fields.get("day"), fields.get("year")) {
        (Some(given), None) => day(given.as_str()?).map(Birth::Day).filter(|birth| likely(&birth.year())),
        (None, Some(year)) => i32::try_from(year.as_i64()?).ok().filter(likely).map(Birth::Year),
        _ => None,
    }
}

fn review(taken: &mut Taken<'_>) -> Review {
    Review {
        unit: taken.line("unit", NAME),
        opinion: taken.words("opinion", LONGEST),
        favours: taken.switch("favours").unwrap_or(false),
        met: taken.by_id("met", MOST, "json-switch", Value::as_bool),
        evidence: taken.words("evidence", 4_000),
    }
}

fn ballot(taken: &mut Taken<'_>) -> Votes {
    let mut count = |key: &str| taken.count(key, 0, COUNCIL).unwrap_or_default();
    let votes = Votes { favour: count("for"), against: count("against"), absent: count("absent") };
    if votes == Votes::default() {
        taken.fault_at(&[], "votes-empty", "");
    }
    votes
}
