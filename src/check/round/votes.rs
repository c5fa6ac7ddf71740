//! Votes of the council: all counted, and enough of them.

use super::{MOST_NAMED, Round};
use crate::model::round::{Entry, Finding, FindingCode};
use crate::viet::words::rounds as said;

/// The council as a whole.
pub(super) fn check(round: &Round<'_>) -> Vec<Finding> {
    let voted = || round.standing.iter().filter_map(|(id, entry)| Some((*id, *entry, entry.votes?)));
    let Some(members) = round.settings.members else {
        let found = round.find(FindingCode::MembersMissing, &[]);
        let found = voted().next().map(|_| Finding { pointer: "/members".into(), ..found });
        return found.into_iter().collect();
    };
    // One meeting has one attendance: told once, by how few were there at worst.
    let mut thin: Vec<(u64, u64, &str)> = Vec::new();
    let mut source = None;
    for (id, entry, votes) in voted() {
        let award = round.form(entry).map_or("", |form| form.award.as_str());
        let Some(rule) = round.rules.threshold(award).filter(|rule| rule.attend.is_some()) else { continue };
        let present = u64::from(votes.favour) + u64::from(votes.against);
        let need = rule.need(members, votes).present;
        if present < need {
            thin.push((present, need, id));
            // Of several rules the one that is cited must not depend on the order of entries.
            let cite = round.rules.cite(&rule.source);
            source = Some(source.map_or(cite.clone(), |known: crate::model::award::Cite| known.min(cite)));
        }
    }
    let (Some(worst), Some(source)) = (thin.iter().min().copied(), source) else { return Vec::new() };
    let details = [members.to_string(), worst.1.to_string(), thin.len().to_string(), worst.0.to_string()];
    let details: Vec<&str> = details.iter().map(String::as_str).collect();
    let mut others: Vec<String> = thin.iter().map(|(_, _, id)| (*id).to_owned()).collect();
    others.sort_unstable();
    others.truncate(MOST_NAMED);
    vec![Finding { others, ..round.find_by(FindingCode::CouncilThin, &details, source) }]
}

/// The votes on an entry.
pub(super) fn of_entry(round: &Round<'_>, id: &str, entry: &Entry) -> Vec<Finding> {
    let Some(members) = round.settings.members else { return Vec::new() };
    let Some(votes) = entry.votes else {
        return vec![round.find_in(id, entry, FindingCode::VotesMissing, "/votes", &[])];
    };
    let mut findings = Vec::new();
    let all = u64::from(votes.favour) + u64::from(votes.against) + u64::from(votes.absent);
    if all != u64::from(members) {
        let counts = [votes.favour, votes.against, votes.absent].map(u64::from);
        let [favour, against, absent] = counts.map(|count| count.to_string());
        let (all, members) = (all.to_string(), members.to_string());
        let details = [favour.as_str(), &against, &absent, &all, &members];
        findings.push(round.find_in(id, entry, FindingCode::VotesCount, "/votes", &details));
    }
    let award = round.form(entry).map_or("", |form| form.award.as_str());
    if let Some(rule) = round.rules.threshold(award) {
        let need = rule.need(members, votes).votes;
        if u64::from(votes.favour) < need {
            let share = said::share(rule.share, rule.strictly, rule.of.key());
            let figures = [votes.favour.to_string(), need.to_string(), share];
            let details: Vec<&str> = figures.iter().map(String::as_str).collect();
            let (place, source) = ((FindingCode::VotesShort, "/votes/for"), round.rules.cite(&rule.source));
            findings.push(round.find_in_by(id, entry, place, &details, Some(source)));
        }
    }
    findings
}
