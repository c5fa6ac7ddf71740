//! Quotas: how many of whom, of which how many, for the whole list or for each place.

use std::collections::HashMap;

use super::{Round, place_key};
use crate::model::campaign::{Campaign, Counted, Group, Quota};
use crate::model::round::{Entry, Finding, FindingCode};
use crate::viet::words::rounds as said;

/// One quota or part of one, with everything above it.
pub(super) struct Line<'a> {
    quota: &'a Quota,
    /// Whoever is counted is all of this: of the wholes, then of the part.
    of: Vec<&'a Counted>,
    /// The places that it is for each of, in their order; one without a name for the whole list.
    places: Vec<&'a str>,
    /// Where a place's count is, by its folded name.
    index: HashMap<String, usize>,
    /// True for a part.
    inner: bool,
}

impl Line<'_> {
    fn counts(&self, entry: &Entry, group: Option<&Group>) -> bool {
        self.of.iter().all(|of| of_these(of, entry, group))
    }

    fn place(&self, proposer: &str) -> Option<usize> {
        if self.index.is_empty() { Some(0) } else { self.index.get(proposer).copied() }
    }
}

fn of_these(of: &Counted, entry: &Entry, group: Option<&Group>) -> bool {
    (of.kinds.is_empty() || of.kinds.contains(&entry.honoree.kind))
        && (of.groups.is_empty() || of.groups.contains(&entry.group))
        && (of.forms.is_empty() || of.forms.contains(&entry.form))
        && (of.levels.is_empty() || group.is_some_and(|group| of.levels.contains(&group.level)))
}

/// The quotas of a phase and their parts, wholes before parts.
pub(super) fn lines<'a>(campaign: &'a Campaign, phase: &str) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    for quota in &campaign.quotas {
        if quota.phase.is_empty() || quota.phase == phase {
            gather(quota, &[], &[], false, &mut lines);
        }
    }
    lines
}

fn gather<'a>(
    quota: &'a Quota,
    above: &[&'a Counted],
    places: &[&'a str],
    inner: bool,
    lines: &mut Vec<Line<'a>>,
) {
    let mut of = above.to_vec();
    of.push(&quota.of);
    let own: Vec<&str> = quota.each.iter().map(String::as_str).collect();
    let places = if own.is_empty() { places.to_vec() } else { own };
    let index = places.iter().enumerate().rev().map(|(at, place)| (place_key(place), at)).collect();
    let shown = if places.is_empty() { vec![""] } else { places.clone() };
    lines.push(Line { quota, of: of.clone(), places: shown, index, inner });
    for part in &quota.parts {
        gather(part, &of, &places, true, lines);
    }
}

/// How many entries each quota counts: the quota's id, the place (empty for the whole list), the
/// number, in the order of the plan.
pub fn counts<'a>(campaign: &'a Campaign, phase: &str, entries: &[&Entry]) -> Vec<(&'a str, &'a str, usize)> {
    let lines = lines(campaign, phase);
    let counted = count(campaign, &lines, entries);
    let all = lines.iter().zip(counted);
    all.flat_map(|(line, counted)| {
        line.places.iter().zip(counted).map(|(place, n)| (line.quota.id.as_str(), *place, n))
    })
    .collect()
}

fn count(campaign: &Campaign, lines: &[Line<'_>], entries: &[&Entry]) -> Vec<Vec<usize>> {
    let groups: HashMap<&str, &Group> =
        campaign.groups.iter().map(|group| (group.id.as_str(), group)).collect();
    let mut counted: Vec<Vec<usize>> = lines.iter().map(|line| vec![0; line.places.len()]).collect();
    for entry in entries {
        let group = groups.get(entry.group.as_str()).copied();
        let proposer = place_key(&entry.proposer);
        for (line, counted) in lines.iter().zip(&mut counted) {
            if line.counts(entry, group)
                && let Some(place) = line.place(&proposer)
                && let Some(count) = counted.get_mut(place)
            {
                *count += 1;
            }
        }
    }
    counted
}

/// Excess and shortage.
pub(super) fn check(round: &Round<'_>) -> Vec<Finding> {
    let entries: Vec<&Entry> = round.standing.iter().map(|(_, entry)| *entry).collect();
    let counted = count(round.campaign, &round.lines, &entries);
    let mut findings = Vec::new();
    for (line, counted) in round.lines.iter().zip(counted) {
        for (place, count) in line.places.iter().zip(counted) {
            findings.extend(one(round, line.quota, place, count as u64));
        }
    }
    findings
}

fn one(round: &Round<'_>, quota: &Quota, place: &str, count: u64) -> Option<Finding> {
    let (code, limit, gap) = match (quota.least.map(u64::from), quota.most.map(u64::from)) {
        (_, Some(most)) if count > most => (FindingCode::QuotaOver, most, count - most),
        (Some(least), _) if count < least => (FindingCode::QuotaShort, least, least - count),
        _ => return None,
    };
    let unit = said::of_unit(place);
    let [count, limit, gap] = [count, limit, gap].map(|number| number.to_string());
    let details: [&str; 5] = match code {
        FindingCode::QuotaOver => [&quota.name, &unit, &count, &limit, &gap],
        _ => [&quota.name, &unit, &count, &gap, &limit],
    };
    let found = round.find(code, &details);
    let unit = Some(place.to_owned()).filter(|place| !place.is_empty());
    Some(Finding { quota: Some(quota.id.clone()), unit, ..found })
}

/// Whether any quota counts an entry, and those that are for each place have its own.
pub(super) fn of_entry(round: &Round<'_>, id: &str, entry: &Entry) -> Vec<Finding> {
    let lines = &round.lines;
    let group = round.group(entry);
    let mut findings = Vec::new();
    let mut is_counted = false;
    let proposer = place_key(&entry.proposer);
    for line in lines.iter().filter(|line| !line.inner && line.counts(entry, group)) {
        is_counted = true;
        if line.place(&proposer).is_none() {
            let details = [entry.proposer.as_str(), &line.quota.name];
            let found = round.find_in(id, entry, FindingCode::QuotaUnit, "/proposer", &details);
            findings.push(Finding { quota: Some(line.quota.id.clone()), ..found });
        }
    }
    if !is_counted && !lines.is_empty() {
        findings.push(round.find_in(id, entry, FindingCode::QuotaNone, "/group", &[]));
    }
    findings
}
