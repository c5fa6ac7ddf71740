//! Quyết định with its list: forms of award (tặng), or emulation titles (công nhận danh hiệu).

use serde_json::{Value as Json, json};

use crate::flow::bureau::Blame;
use crate::model::honoree::Kind;
use crate::model::round::Decided;
use crate::viet::name::and_join;
use crate::viet::words::chain as said;

use super::chosen::Chosen;
use super::submission::{LISTS, about, lists};
use super::{Record, Set, who};

/// The fields of what each of a kind is paid, where all are paid the same.
const MONEY: [(&str, Kind); 4] = [
    ("collective_money", Kind::Collective),
    ("person_money", Kind::Individual),
    ("household_money", Kind::Household),
    ("business_money", Kind::Enterprise),
];

pub(super) fn write(set: &Set<'_>, chosen: &Chosen<'_>) -> Result<Record, Vec<Blame>> {
    let titles = chosen.forms.iter().filter(|(_, name)| said::is_title(name)).count();
    if titles > 0 && titles < chosen.forms.len() {
        let ids: Vec<&str> = chosen.form_ids();
        return Err(vec![Blame::of("chain-forms-mixed", "/forms", ids.join(", "))]);
    }
    let mut record = if titles == 0 { forms(set, chosen) } else { recognised(set, chosen) };
    let paid = chosen.honorees.iter().any(|one| one.honoree.money.is_some_and(|money| money > 0));
    record.fix("with_money", paid);
    record.fix("show_money", paid);
    record.fix("set_mark", set.mark());
    Ok(record)
}

/// What each is paid, where all are paid the same.
fn same<'d>(mut paid: impl Iterator<Item = &'d Decided>) -> Option<i64> {
    let first = paid.next()?.honoree.money?;
    paid.all(|one| one.honoree.money == Some(first)).then_some(first)
}

/// Quyết định tặng Giấy khen, Bằng khen …
fn forms(set: &Set<'_>, chosen: &Chosen<'_>) -> Record {
    let mut record = Record::new("quyet-dinh-tang-giay-khen");
    let names: Vec<&str> = chosen.forms.iter().map(|(_, name)| *name).collect();
    let mut short: Vec<&str> = Vec::new();
    for name in names.iter().map(|name| said::short_form(name)) {
        if !short.contains(&name) {
            short.push(name);
        }
    }
    record.fix("award", and_join(&names));
    record.fix("award_short", and_join(&short));
    lists(&mut record, chosen);
    for (field, kind) in MONEY {
        // Where they differ nothing stands here, and nobody may put anything: it would be printed
        // for whoever is paid nothing.
        record.fix(field, same(chosen.of_kind(kind).copied()));
    }
    let parts: Vec<Json> = if chosen.several() {
        chosen.forms.iter().map(|(id, name)| part(chosen, id, name)).collect()
    } else {
        Vec::new()
    };
    record.fix("parts", parts);
    record.fix("list_place", "kem-theo");
    record.fix(
        "show_achievement",
        chosen.honorees.iter().any(|one| !one.honoree.achievement.trim().is_empty()),
    );
    record.propose_words("reason", &set.frozen.settings.achievement);
    record
}

/// How many of each kind get a form.
fn part(chosen: &Chosen<'_>, id: &str, name: &str) -> Json {
    let mut part = json!({ "award": name });
    for (field, kind) in LISTS {
        part[field] = chosen.of_kind(kind).filter(|one| one.form == id).count().into();
    }
    part
}

/// Quyết định công nhận danh hiệu: a part for each title and kind.
fn recognised(set: &Set<'_>, chosen: &Chosen<'_>) -> Record {
    let mut record = Record::new("quyet-dinh-cong-nhan-danh-hieu");
    let mut titles = Vec::new();
    for (id, name) in &chosen.forms {
        for (_, kind) in LISTS {
            let members: Vec<&Decided> =
                chosen.of_kind(kind).filter(|one| one.form == *id).copied().collect();
            if members.is_empty() {
                continue;
            }
            let mut title = json!({ "name": said::bare_title(name), "of": said::kind(kind.key()) });
            if let Some(money) = same(members.iter().copied()) {
                title["money"] = money.into();
            }
            title["members"] = members.iter().map(|one| member(one)).collect();
            titles.push(title);
        }
    }
    record.fix("titles", titles);
    let noted = chosen.honorees.iter().any(|one| !one.honoree.achievement.trim().is_empty());
    record.fix("show_note", noted);
    record.propose("period", about(set));
    record
}

fn member(one: &Decided) -> Json {
    let honoree = &one.honoree;
    let before = match honoree.kind {
        Kind::Household => said::before_household(who::honorific(honoree)),
        _ => who::honorific(honoree),
    };
    let mut member = who::Entry::default()
        .words("honorific", before)
        .words("name", &who::bare_name(honoree))
        .words("position", &honoree.post)
        .words("unit", &who::place(honoree))
        .words("note", &honoree.achievement)
        .number("money", honoree.money)
        .json();
    member["paid"] = honoree.money.is_some().into();
    member
}
