//! Quyết định điều chỉnh: what a set has that the one before had not.

use std::collections::HashMap;

use serde_json::Value as Json;

use crate::diff::honorees::{Changed, compare};
use crate::flow::bureau::Blame;
use crate::model::honoree::Honoree;
use crate::model::round::{Decided, Frozen};
use crate::viet::name::key;
use crate::viet::number::grouped;
use crate::viet::words::chain as said;

use super::{Choice, Known, Record, Set, cite, who};

pub(super) fn write(set: &Set<'_>, choice: &Choice, known: &Known<'_>) -> Result<Record, Vec<Blame>> {
    let Some((before, issued)) = &known.before else {
        return Err(vec![Blame::of("chain-amends-none", "/paper", "")]);
    };
    let wanted = |one: &&Decided| choice.forms.is_empty() || choice.forms.contains(&one.form);
    let honorees = |frozen: &Frozen| -> Vec<Honoree> {
        frozen.honorees.iter().filter(wanted).map(|one| named(frozen, one)).collect()
    };
    let (old, new) = (honorees(before.frozen), honorees(set.frozen));
    let changes = compare(&old, &new);
    let corrected: Vec<Json> = changes.changed.iter().flat_map(corrections).collect();
    if changes.added.is_empty() && changes.removed.is_empty() && corrected.is_empty() {
        return Err(vec![Blame::of("chain-nothing-amended", "", "")]);
    }
    let mut record = Record::new("quyet-dinh-dieu-chinh-khen-thuong");
    let full = |one: &Honoree| who::entry(one).words("award", &one.award).number("money", one.money);
    let added = changes.added.iter().map(|one| full(one).words("achievement", &one.achievement).json());
    record.fix("added", added.collect::<Vec<_>>());
    let reasons: HashMap<String, &str> =
        set.frozen.refused.iter().map(|one| (key(&one.honoree.name), one.reasons.as_str())).collect();
    let removed = changes.removed.iter().map(|one| {
        full(one).words("reason", reasons.get(&key(&one.name)).copied().unwrap_or_default()).json()
    });
    record.fix("removed", removed.collect::<Vec<_>>());
    record.fix("corrected", corrected);
    record.fix("count", new.len());
    for (field, list) in [("money_before", &old), ("money_after", &new)] {
        let paid = list.iter().filter_map(|one| one.money);
        if list.iter().any(|one| one.money.is_some()) {
            record.fix(field, paid.fold(0_i64, i64::saturating_add));
        }
    }
    record.fix("mark_before", before.mark());
    record.fix("set_mark", set.mark());
    let mut forms: Vec<&str> = Vec::new();
    for one in before.frozen.honorees.iter().filter(wanted) {
        if !forms.contains(&one.form.as_str()) {
            forms.push(&one.form);
        }
    }
    if let Some(decision) = cite(issued, &forms) {
        record.fix("decision", decision);
    }
    Ok(record)
}

/// An honoree with the name of the form as the set has it.
fn named(frozen: &Frozen, one: &Decided) -> Honoree {
    let form = frozen.forms.iter().find(|(id, _)| *id == one.form);
    let award = form.map_or_else(|| one.honoree.award.clone(), |(_, name)| name.clone());
    Honoree { award, ..one.honoree.clone() }
}

/// What is printed of an honoree, particular by particular.
fn printed(one: &Honoree) -> [(&'static str, String); 5] {
    [
        ("name", who::name(one)),
        ("unit", who::post_and_place(one)),
        ("award", who::line(&one.award)),
        ("achievement", who::line(&one.achievement)),
        ("money", one.money.map(grouped).unwrap_or_default()),
    ]
}

/// An entry for each particular that reads otherwise; what no list prints is not corrected.
fn corrections(changed: &Changed) -> Vec<Json> {
    let pairs = printed(&changed.old).into_iter().zip(printed(&changed.new));
    let differing = pairs.filter(|((_, old), (_, new))| old != new);
    let entry = |((what, old), (_, new)): ((&str, String), (&str, String))| {
        who::entry(&changed.new)
            .words("what", &said::particular(what))
            .words("before", &old)
            .words("after", &new)
            .json()
    };
    differing.map(entry).collect()
}
