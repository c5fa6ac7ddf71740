//! Whether the parts of a campaign fit together: ids once, references known, days in order.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::quotas;
use crate::flow::bureau::Blame;
use crate::model::campaign::{Campaign, Due, Group, Period};
use crate::viet::date;
use crate::viet::words::honorees as said;

/// What is wrong between the parts of a campaign.
pub(super) fn faults(campaign: &Campaign) -> Vec<Blame> {
    let mut faults = Vec::new();
    turned(&campaign.period, "/period", &mut faults);
    phases(campaign, &mut faults);
    for (at, due) in campaign.calendar.iter().enumerate() {
        calendar(campaign, due, &format!("/calendar/{at}"), &mut faults);
    }
    twice(campaign.groups.iter().map(|group| group.id.as_str()), "/groups", &mut faults);
    for (at, group) in campaign.groups.iter().enumerate() {
        criteria(group, &format!("/groups/{at}/criteria"), &mut faults);
    }
    twice(campaign.forms.iter().map(|form| form.id.as_str()), "/forms", &mut faults);
    for (at, form) in campaign.forms.iter().enumerate() {
        let mut kinds = BTreeSet::new();
        for (place, money) in form.money.iter().enumerate() {
            if !kinds.insert(money.kind) {
                let pointer = format!("/forms/{at}/money/{place}/kind");
                faults.push(Blame::of("money-twice", pointer, said::kind(money.kind.key())));
            }
        }
    }
    faults.extend(quotas::faults(campaign));
    faults
}

fn turned(period: &Period, at: &str, faults: &mut Vec<Blame>) {
    if let Some((from, to)) = period.from.zip(period.to)
        && to < from
    {
        faults.push(Blame::of("period-turned", format!("{at}/to"), days(period)));
    }
}

fn phases(campaign: &Campaign, faults: &mut Vec<Blame>) {
    twice(campaign.phases.iter().map(|phase| phase.id.as_str()), "/phases", faults);
    let whole = &campaign.period;
    let mut before: Option<NaiveDate> = None;
    for (at, phase) in campaign.phases.iter().enumerate() {
        let (period, place) = (&phase.period, format!("/phases/{at}/period"));
        turned(period, &place, faults);
        let outside = |day: Option<NaiveDate>| day.is_some_and(|day| !within(whole, day));
        if outside(period.from) || outside(period.to) {
            faults.push(Blame::of("phase-outside", place.clone(), days(whole)));
        }
        if let Some((last, from)) = before.zip(period.from)
            && from < last
        {
            faults.push(Blame::of("phase-before", format!("{place}/from"), date::short(last)));
        }
        before = period.from.or(before);
    }
}

fn calendar(campaign: &Campaign, due: &Due, at: &str, faults: &mut Vec<Blame>) {
    // Of a day that comes every year, 29 February is one in leap years.
    let year = due.year.unwrap_or(2000);
    let first = NaiveDate::from_ymd_opt(year, due.month, due.day.unwrap_or(1));
    let Some(first) = first else {
        let about = match (due.day, due.year) {
            (Some(day), Some(year)) => format!("{day}/{}/{year}", due.month),
            (Some(day), None) => format!("{day}/{}", due.month),
            (None, _) => due.month.to_string(),
        };
        faults.push(Blame::of("day-unknown", format!("{at}/day"), about));
        return;
    };
    let Some(year) = due.year else { return };
    let outside = match due.day {
        Some(_) => !within(&campaign.period, first),
        // A whole month is within where any of its days is.
        None => {
            let next = if due.month == 12 { (year + 1, 1) } else { (year, due.month + 1) };
            let last = NaiveDate::from_ymd_opt(next.0, next.1, 1).and_then(|day| day.pred_opt());
            let starts_late = campaign.period.to.is_some_and(|to| first > to);
            starts_late || campaign.period.from.zip(last).is_some_and(|(from, last)| last < from)
        }
    };
    // A campaign is summed up after its last day.
    if outside && campaign.period.to.is_none_or(|to| first.year() > to.year() + 1 || first < to) {
        faults.push(Blame::of("due-outside", at.to_owned(), days(&campaign.period)));
    }
}

fn criteria(group: &Group, at: &str, faults: &mut Vec<Blame>) {
    twice(group.criteria.iter().map(|criterion| criterion.id.as_str()), at, faults);
    if group.criteria.iter().filter(|criterion| criterion.any).count() == 1 {
        let place = group.criteria.iter().position(|criterion| criterion.any).unwrap_or_default();
        faults.push(Blame::of("any-alone", format!("{at}/{place}/any"), ""));
    }
    for (place, criterion) in group.criteria.iter().enumerate() {
        let Some(check) = &criterion.check else { continue };
        let place = format!("{at}/{place}/check");
        match (check.least, check.most) {
            (None, None) => faults.push(Blame::of("check-empty", place, "")),
            (Some(least), Some(most)) if least > most => {
                let about = format!("{}, {}", least.written(), most.written());
                faults.push(Blame::of("least-over-most", format!("{place}/least"), about));
            }
            _ => {}
        }
    }
}

/// Ids that stand twice in a list.
fn twice<'a>(ids: impl Iterator<Item = &'a str>, at: &str, faults: &mut Vec<Blame>) {
    let mut seen = BTreeSet::new();
    for (place, id) in ids.enumerate() {
        if !seen.insert(id) {
            faults.push(Blame::of("id-twice", format!("{at}/{place}/id"), id));
        }
    }
}

/// True for a day from the first to the last, an open end counting as no end.
pub(super) fn within(period: &Period, day: NaiveDate) -> bool {
    period.from.is_none_or(|from| from <= day) && period.to.is_none_or(|to| day <= to)
}

/// A period in figures: `01/01/2022 - 31/12/2025`.
pub(super) fn days(period: &Period) -> String {
    let end = |day: Option<NaiveDate>| day.map_or_else(|| String::from("…"), date::short);
    format!("{} - {}", end(period.from), end(period.to))
}
