//! What holds for an award round as a whole, from JSON.

use chrono::Datelike;
use serde_json::Value;

use super::campaign::NAME;
use super::sound::days;
use super::taken::whole;
use crate::flow::bureau::Blame;
use crate::model::campaign::Campaign;
use crate::model::round::Settings;
use crate::viet::date;

/// Longest achievement, in characters.
pub(super) const ACHIEVEMENT: usize = 8_000;

/// The largest council.
const LARGEST: u32 = 1_000;

/// Reads the settings of a round. Whether the campaign has the phase, and whether the year is one
/// of it, is for [`fits`] to say. The order of the three days is for the checks of the round.
///
/// # Errors
/// Every fault.
pub fn settings(json: &Value) -> Result<Settings, Vec<Blame>> {
    whole(json, |taken| {
        let year = taken.needs("year", |taken| taken.number("year", 1900, 2999));
        Settings {
            name: taken.needed("name", NAME),
            year: year.and_then(|year| i32::try_from(year).ok()).unwrap_or_default(),
            phase: taken.reference("phase"),
            achievement: taken.words("achievement", ACHIEVEMENT),
            members: taken.count("members", 1, LARGEST),
            submitted: taken.day("submitted"),
            met: taken.day("met"),
            decided: taken.day("decided"),
            corrects: Some(taken.line("corrects", 100)).filter(|round| !round.is_empty()),
        }
    })
}

/// Whether the settings of a round fit its campaign: the phase is known, the year one of the
/// campaign's or the year after it, when the last awards of a campaign are given.
///
/// # Errors
/// Every fault.
pub fn fits(settings: &Settings, campaign: &Campaign) -> Result<(), Vec<Blame>> {
    let mut faults = Vec::new();
    let phase = campaign.phases.iter().find(|phase| phase.id == settings.phase);
    if phase.is_none() && !settings.phase.is_empty() {
        faults.push(Blame::of("reference-unknown", "/phase", settings.phase.clone()));
    }
    let within = |period: &crate::model::campaign::Period| {
        period.from.is_none_or(|from| from.year() <= settings.year)
            && period.to.is_none_or(|to| settings.year <= to.year() + 1)
    };
    if !within(&campaign.period) {
        faults.push(Blame::of("year-outside", "/year", days(&campaign.period)));
    } else if let Some(phase) = phase
        && !within(&phase.period)
    {
        let about = format!("{}, {}", phase.name, days(&phase.period));
        faults.push(Blame::of("year-outside-phase", "/year", about));
    }
    for (key, day) in
        [("submitted", settings.submitted), ("met", settings.met), ("decided", settings.decided)]
    {
        if let Some(day) = day
            && campaign.period.from.is_some_and(|from| day < from)
        {
            faults.push(Blame::of("day-before-campaign", format!("/{key}"), date::short(day)));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}
