//! The days of a round: there, in their order, within the phase.

use chrono::{Datelike, NaiveDate};

use super::Round;
use crate::model::award::Moment;
use crate::model::round::{Finding, FindingCode, Settings};
use crate::viet::date;
use crate::viet::words::rounds as said;

pub(super) fn check(round: &Round<'_>) -> Vec<Finding> {
    let settings = round.settings;
    let mut findings = Vec::new();
    let has_council =
        settings.members.is_some() || round.standing.iter().any(|(_, entry)| entry.votes.is_some());
    for (moment, code) in [
        (Moment::Submitted, FindingCode::SubmittedMissing),
        (Moment::Met, FindingCode::MetMissing),
        (Moment::Decided, FindingCode::DecidedMissing),
    ] {
        if day(settings, moment).is_none() && (moment != Moment::Met || has_council) {
            findings.push(at(moment, round.find(code, &[])));
        }
    }
    for (order, source) in round.rules.orders() {
        if let Some((first, then)) = day(settings, order.first).zip(day(settings, order.then))
            && first > then
        {
            let details = [
                said::moment(order.first.key(), true),
                date::short(first),
                said::moment(order.then.key(), false),
                date::short(then),
            ];
            let details: Vec<&str> = details.iter().map(String::as_str).collect();
            findings.push(at(order.first, round.find_by(FindingCode::DatesTurned, &details, source)));
        }
    }
    let Some(decided) = settings.decided else { return findings };
    let phase = round.campaign.phases.iter().find(|phase| phase.id == settings.phase);
    if let Some(phase) = phase
        && let Some(from) = phase.period.from
        && decided < from
    {
        let details = [&date::short(decided), phase.name.as_str(), &date::short(from)];
        findings.push(at(Moment::Decided, round.find(FindingCode::BeforePhase, &details)));
    }
    if decided.year() != settings.year && decided.year() != settings.year.saturating_add(1) {
        let details = [date::short(decided), settings.year.to_string()];
        let found = round.find(FindingCode::YearOther, &[&details[0], &details[1]]);
        findings.push(at(Moment::Decided, found));
    }
    findings
}

fn day(settings: &Settings, moment: Moment) -> Option<NaiveDate> {
    match moment {
        Moment::Submitted => settings.submitted,
        Moment::Met => settings.met,
        Moment::Decided => settings.decided,
    }
}

fn at(moment: Moment, finding: Finding) -> Finding {
    Finding { pointer: format!("/{}", moment.key()), ..finding }
}
