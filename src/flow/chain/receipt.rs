//! Bảng ký nhận, by unit, and the extract of sổ khen thưởng.

use std::collections::HashMap;

use serde_json::{Value as Json, json};

use crate::model::round::Decided;
use crate::viet::words::chain as said;

use super::chosen::Chosen;
use super::submission::about;
use super::{Known, Record, Set, decision_of, who};

/// Biên bản trao thưởng with its sheet: a part for each unit, in the order in which they come.
pub(super) fn receipt(set: &Set<'_>, chosen: &Chosen<'_>, known: &Known<'_>) -> Record {
    let mut record = Record::new("bang-ky-nhan");
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut units: Vec<(String, Vec<Json>)> = Vec::new();
    for one in &chosen.honorees {
        let unit = who::unit(one);
        let at = *places.entry(unit.clone()).or_insert_with(|| {
            units.push((unit, Vec::new()));
            units.len() - 1
        });
        let entry = who::entry(&one.honoree).words("award", chosen.form(one));
        if let Some((_, list)) = units.get_mut(at) {
            list.push(entry.number("money", one.honoree.money).json());
        }
    }
    let units = units.into_iter().map(|(name, honorees)| json!({ "name": name, "honorees": honorees }));
    record.fix("units", units.collect::<Vec<_>>());
    record.fix("set_mark", set.mark());
    if let Some(decision) = known.decisions(&chosen.form_ids()) {
        record.fix("decision", decision);
    }
    record
}

/// Trích sổ khen thưởng: everybody, each with the decision.
pub(super) fn register(set: &Set<'_>, chosen: &Chosen<'_>, known: &Known<'_>) -> Record {
    let mut record = Record::new("so-khen-thuong");
    let entry = |one: &&Decided| {
        let decision = decision_of(known.issued, &one.form);
        let cited = decision.map(|decision| said::cited_short(&decision.number, decision.day));
        who::entry(&one.honoree)
            .words("award", chosen.form(one))
            .words("achievement", &one.honoree.achievement)
            .number("money", one.honoree.money)
            .words("decision", &cited.unwrap_or_default())
            .json()
    };
    record.fix("entries", chosen.honorees.iter().map(entry).collect::<Vec<_>>());
    record.fix("set_mark", set.mark());
    record.propose("period", about(set));
    record
}
