//! Thông báo and giấy mời.

use serde_json::{Value as Json, json};

use crate::model::chain::Paper;
use crate::viet::words::chain as said;

use super::chosen::Chosen;
use super::submission::about;
use super::{Known, Record, Set, who};

/// Thông báo kết quả: who is honoured and who is not; once it is issued, by which decision.
pub(super) fn notice(set: &Set<'_>, chosen: &Chosen<'_>, known: &Known<'_>) -> Record {
    let mut record = Record::new("thong-bao-ket-qua-xet-khen");
    record.fix("approved", listed(chosen));
    let rejected: Vec<Json> = set
        .frozen
        .refused
        .iter()
        .map(|one| {
            who::Entry::default().words("name", &who::name(&one.honoree)).words("reason", &one.reasons).json()
        })
        .collect();
    record.fix("received", chosen.honorees.len() + rejected.len());
    record.fix("rejected", rejected);
    record.fix("set_mark", set.mark());
    if let Some(decision) = known.decisions(&chosen.form_ids()) {
        record.fix("decision", decision);
    }
    record.propose("subject", about(set));
    if let Some(day) = set.frozen.settings.met {
        record.propose("meeting_date", day.to_string());
    }
    if let Some(minutes) = known.newest(Paper::Minutes) {
        record.propose("minutes", minutes.number.as_str());
    }
    record
}

/// Giấy mời: one to all, or one to a unit with its own list.
pub(super) fn invitation(set: &Set<'_>, chosen: &Chosen<'_>, unit: &str) -> Record {
    let mut record = Record::new("giay-moi-hoi-nghi");
    record.fix("honorees", listed(chosen));
    record.fix("unit", who::line(unit));
    record.fix("set_mark", set.mark());
    record.propose("guests", json!([said::guests(&who::line(unit))]));
    record
}

/// The list of all kinds: name, post and place, form.
fn listed(chosen: &Chosen<'_>) -> Vec<Json> {
    let entry = |one: &&crate::model::round::Decided| {
        who::entry(&one.honoree).words("award", chosen.form(one)).json()
    };
    chosen.honorees.iter().map(entry).collect()
}
