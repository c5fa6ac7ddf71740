//! Quotas from JSON, and whether they agree with themselves.

use std::collections::BTreeSet;

use super::campaign::{MOST, NAME};
use super::taken::Taken;
use crate::flow::bureau::Blame;
use crate::model::campaign::{Campaign, Counted, Group, Quota};
use crate::model::honoree::Kind;
use crate::viet::words::campaigns as said;

/// How deep quotas lie in each other.
const DEEPEST: usize = 5;

/// The most that a quota asks for.
const LARGEST: u32 = 1_000_000;

/// Most places that a quota is for each of.
const MOST_PLACES: usize = 2_000;

/// Reads a quota and its parts; `depth` is 1 for the outermost.
pub(super) fn quota(taken: &mut Taken<'_>, depth: usize) -> Quota {
    let parts = if depth < DEEPEST {
        taken.each("parts", MOST, |taken| quota(taken, depth + 1))
    } else {
        let too_deep = DEEPEST.to_string();
        taken.take("parts", "quotas-deep", &too_deep, |parts| {
            parts.as_array().filter(|parts| parts.is_empty()).map(|_| ())
        });
        Vec::new()
    };
    Quota {
        id: taken.id("id"),
        name: taken.needed("name", NAME),
        phase: taken.reference("phase"),
        of: taken.inner("of", counted).unwrap_or_default(),
        least: taken.count("least", 0, LARGEST),
        most: taken.count("most", 0, LARGEST),
        each: taken.lines("each", MOST_PLACES, NAME),
        parts,
    }
}

fn counted(taken: &mut Taken<'_>) -> Counted {
    Counted {
        kinds: taken.choices("kinds", Kind::ALL, Kind::key),
        groups: taken.ids("groups", MOST),
        forms: taken.ids("forms", MOST),
        levels: taken.ids("levels", MOST),
    }
}

/// What is wrong with the quotas of a campaign.
pub(super) fn faults(campaign: &Campaign) -> Vec<Blame> {
    let mut faults = Vec::new();
    let mut ids = BTreeSet::new();
    for (at, quota) in campaign.quotas.iter().enumerate() {
        one(campaign, quota, &format!("/quotas/{at}"), None, &mut ids, &mut faults);
    }
    faults
}

fn one<'a>(
    campaign: &'a Campaign,
    quota: &'a Quota,
    at: &str,
    whole: Option<&Quota>,
    ids: &mut BTreeSet<&'a str>,
    faults: &mut Vec<Blame>,
) {
    let mut blame = |code, place: &str, about: String| {
        faults.push(Blame::of(code, format!("{at}{place}"), about));
    };
    if !ids.insert(&quota.id) {
        blame("id-twice", "/id", quota.id.clone());
    }
    if quota.least.is_none() && quota.most.is_none() && quota.parts.is_empty() {
        blame("quota-empty", "", String::new());
    }
    if let Some((least, most)) = quota.least.zip(quota.most)
        && least > most
    {
        blame("least-over-most", "/least", format!("{least}, {most}"));
    }
    if whole.is_some() && !quota.phase.is_empty() {
        blame("part-phase", "/phase", String::new());
    } else if !quota.phase.is_empty() && !campaign.phases.iter().any(|phase| phase.id == quota.phase) {
        blame("reference-unknown", "/phase", quota.phase.clone());
    }
    for (key, id) in unknown(campaign, &quota.of) {
        blame(if key == "levels" { "level-unknown" } else { "reference-unknown" }, &format!("/of/{key}"), id);
    }
    let mut places = BTreeSet::new();
    for (place, name) in quota.each.iter().enumerate() {
        if !places.insert(name) {
            blame("each-twice", &format!("/each/{place}"), name.clone());
        }
    }
    if let Some(whole) = whole {
        if let Some((least, most)) = quota.least.zip(whole.most)
            && least > most
        {
            blame("part-over-whole", "/least", said::over(u64::from(least), most));
        }
        let others = campaign.groups.iter().filter(|group| of(&quota.of, group) && !of(&whole.of, group));
        let others: Vec<&str> = others.map(|group| group.id.as_str()).collect();
        // A part without a condition of its own on groups is within the whole whatever that says.
        if !others.is_empty() && (!quota.of.groups.is_empty() || !quota.of.levels.is_empty()) {
            blame("part-of-others", "/of", others.join(", "));
        }
    }
    if let Some(most) = quota.most
        && apart(campaign, &quota.parts)
    {
        let needed: u64 = quota.parts.iter().filter_map(|part| part.least).map(u64::from).sum();
        if needed > u64::from(most) {
            blame("parts-over-whole", "/parts", said::over(needed, most));
        }
    }
    for (place, part) in quota.parts.iter().enumerate() {
        one(campaign, part, &format!("{at}/parts/{place}"), Some(quota), ids, faults);
    }
}

/// What a quota counts and the campaign does not have: the set it stands in, and it.
fn unknown(campaign: &Campaign, of: &Counted) -> Vec<(&'static str, String)> {
    let missing = |key, asked: &BTreeSet<String>, known: &dyn Fn(&str) -> bool| {
        let missing = asked.iter().filter(|id| !known(id)).map(|id| (key, id.clone()));
        missing.collect::<Vec<_>>()
    };
    let mut found = missing("groups", &of.groups, &|id| campaign.groups.iter().any(|group| group.id == id));
    found.extend(missing("forms", &of.forms, &|id| campaign.forms.iter().any(|form| form.id == id)));
    found.extend(missing("levels", &of.levels, &|id| campaign.groups.iter().any(|group| group.level == id)));
    found
}

/// Does a quota count honorees of this group, as far as groups go?
fn of(counted: &Counted, group: &Group) -> bool {
    (counted.groups.is_empty() || counted.groups.contains(&group.id))
        && (counted.levels.is_empty() || counted.levels.contains(&group.level))
}

/// True where nobody can be counted in two of the parts.
fn apart(campaign: &Campaign, parts: &[Quota]) -> bool {
    let split = |one: &Counted, other: &Counted| {
        let kinds = !one.kinds.is_empty() && !other.kinds.is_empty() && one.kinds.is_disjoint(&other.kinds);
        let forms = !one.forms.is_empty() && !other.forms.is_empty() && one.forms.is_disjoint(&other.forms);
        let bound = |of: &Counted| !of.groups.is_empty() || !of.levels.is_empty();
        let groups = bound(one)
            && bound(other)
            && !campaign.groups.iter().any(|group| of(one, group) && of(other, group));
        kinds || forms || groups
    };
    parts.iter().enumerate().all(|(at, part)| parts[at + 1..].iter().all(|other| split(&part.of, &other.of)))
}
