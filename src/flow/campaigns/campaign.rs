//! A campaign from JSON.

use serde_json::Value;

use super::quotas::quota;
use super::sound;
use super::taken::{Taken, whole};
use crate::flow::bureau::Blame;
use crate::model::campaign::{
    Campaign, Check, Criterion, Due, Duty, Form, Group, Money, Period, Phase, Plan, Step,
};
use crate::model::honoree::Kind;

/// Longest name, in characters.
pub(super) const NAME: usize = 500;

/// Longest text of a criterion or a duty, in characters.
const TEXT: usize = 4_000;

/// Most items of a list.
pub(super) const MOST: usize = 200;

/// The most that is paid to one, in đồng.
pub(super) const RICHEST: i64 = 10_000_000_000;

/// Reads a campaign.
///
/// # Errors
/// Every fault: of shape first; where the shape is sound, of how its parts fit together.
pub fn read(json: &Value) -> Result<Campaign, Vec<Blame>> {
    whole(json, |taken| {
        let campaign = Campaign {
            name: taken.needed("name", NAME),
            issuer: taken.needed("issuer", NAME),
            plan: taken.inner("plan", plan),
            period: taken.inner("period", period).unwrap_or_default(),
            phases: taken.each("phases", MOST, phase),
            calendar: taken.each("calendar", MOST, |taken| Some(due(taken))).into_iter().flatten().collect(),
            duties: taken.each("duties", MOST, duty),
            groups: taken.each("groups", MOST, group),
            forms: taken.each("forms", MOST, form),
            quotas: taken.each("quotas", MOST, |taken| quota(taken, 1)),
        };
        if !taken.is_faulty() {
            taken.blame(sound::faults(&campaign));
        }
        campaign
    })
}

fn plan(taken: &mut Taken<'_>) -> Plan {
    let version = taken.needs("version", |taken| taken.number("version", 1, i64::from(u32::MAX)));
    Plan { document: taken.needed("document", 100), version: version.unwrap_or_default() }
}

fn period(taken: &mut Taken<'_>) -> Period {
    Period { from: taken.day("from"), to: taken.day("to") }
}

fn phase(taken: &mut Taken<'_>) -> Phase {
    Phase {
        id: taken.id("id"),
        name: taken.needed("name", NAME),
        period: taken.inner("period", period).unwrap_or_default(),
    }
}

fn due(taken: &mut Taken<'_>) -> Due {
    let what = taken.needs("what", |taken| taken.choice("what", Step::ALL, Step::key));
    let month = taken.needs("month", |taken| taken.count("month", 1, 12));
    Due {
        what: what.unwrap_or(Step::Launch),
        name: taken.line("name", NAME),
        month: month.unwrap_or(1),
        day: taken.count("day", 1, 31),
        year: taken.number("year", 1900, 2999).and_then(|year| i32::try_from(year).ok()),
    }
}

fn duty(taken: &mut Taken<'_>) -> Duty {
    Duty { unit: taken.needed("unit", NAME), text: taken.words("text", TEXT) }
}

fn group(taken: &mut Taken<'_>) -> Group {
    Group {
        id: taken.id("id"),
        name: taken.needed("name", NAME),
        kinds: taken.choices("kinds", Kind::ALL, Kind::key),
        level: taken.reference("level"),
        criteria: taken.each("criteria", MOST, criterion),
    }
}

fn criterion(taken: &mut Taken<'_>) -> Criterion {
    Criterion {
        id: taken.id("id"),
        text: taken.words("text", TEXT),
        check: taken.inner("check", |taken| Check {
            least: taken.figure("least"),
            most: taken.figure("most"),
            unit: taken.needed("unit", 60),
        }),
        any: taken.switch("any").unwrap_or(false),
    }
}

fn form(taken: &mut Taken<'_>) -> Form {
    let money = |taken: &mut Taken<'_>| {
        let kind = taken.needs("kind", |taken| taken.choice("kind", Kind::ALL, Kind::key));
        let amount = taken.needs("amount", |taken| taken.number("amount", 0, RICHEST));
        Some(Money { kind: kind.unwrap_or_default(), amount: amount.unwrap_or_default() })
    };
    Form {
        id: taken.id("id"),
        name: taken.needed("name", NAME),
        award: taken.reference("award"),
        authority: taken.reference("authority"),
        money: taken.each("money", MOST, money).into_iter().flatten().collect(),
        route: taken.lines("route", MOST, NAME),
    }
}
