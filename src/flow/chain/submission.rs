//! Tờ trình and biên bản: what is proposed, and how the council voted on each.

use serde_json::Value as Json;

use crate::model::chain::Paper;
use crate::model::honoree::Kind;
use crate::model::round::{Decided, Votes};
use crate::viet::name::and_join;
use crate::viet::words::chain as said;

use super::chosen::Chosen;
use super::{Known, Record, Set, who};

/// The lists of a document that parts them by kind: the field's name, and whose it is.
pub(super) const LISTS: [(&str, Kind); 4] = [
    ("collectives", Kind::Collective),
    ("persons", Kind::Individual),
    ("households", Kind::Household),
    ("businesses", Kind::Enterprise),
];

/// An honoree of a list parted by kind.
pub(super) fn parted(one: &Decided, award: Option<&str>) -> Json {
    let honoree = &one.honoree;
    let entry = who::Entry::default()
        .words("honorific", who::honorific(honoree))
        .words("name", &who::bare_name(honoree));
    let entry = if honoree.kind == Kind::Individual {
        entry.words("position", &honoree.post).words("unit", &who::place(honoree))
    } else {
        entry.words("unit", &who::post_and_place(honoree))
    };
    entry
        .words("achievement", &honoree.achievement)
        .words("award", award.unwrap_or_default())
        .number("money", honoree.money)
        .json()
}

/// Fixes the four lists; with several forms each honoree's is said.
pub(super) fn lists(record: &mut Record, chosen: &Chosen<'_>) {
    for (field, kind) in LISTS {
        let award = |one: &Decided| chosen.several().then(|| chosen.form(one).to_owned());
        let list: Vec<Json> = chosen.of_kind(kind).map(|one| parted(one, award(one).as_deref())).collect();
        record.fix(field, list);
    }
}

/// What the round as a whole is about.
pub(super) fn about(set: &Set<'_>) -> String {
    said::about(&set.frozen.campaign.1, set.frozen.settings.year)
}

/// Tờ trình.
pub(super) fn submission(set: &Set<'_>, chosen: &Chosen<'_>, known: &Known<'_>) -> Record {
    let mut record = Record::new("to-trinh-de-nghi-khen-thuong");
    let settings = &set.frozen.settings;
    let names: Vec<&str> = chosen.forms.iter().map(|(_, name)| *name).collect();
    record.fix("award", and_join(&names));
    lists(&mut record, chosen);
    let achieved = chosen.honorees.iter().any(|one| !one.honoree.achievement.trim().is_empty());
    record.fix("show_achievement", achieved);
    record.fix("set_mark", set.mark());
    record.propose_words("reason", &settings.achievement);
    if let Some(members) = settings.members {
        record.propose("members", members);
    }
    if let Some(minutes) = known.newest(Paper::Minutes) {
        record.propose("minutes", minutes.number.as_str());
    }
    if let Some(day) = settings.met {
        record.propose("meeting_date", day.to_string());
    }
    record
}

/// Biên bản họp Hội đồng: everybody on whom it voted, those refused too.
pub(super) fn minutes(set: &Set<'_>, chosen: &Chosen<'_>) -> Record {
    let mut record = Record::new("bien-ban-hop-hoi-dong-thi-dua");
    let voted = |entry: who::Entry, votes: Option<Votes>| {
        entry
            .number("votes_for", votes.map(|votes| votes.favour.into()))
            .number("votes_against", votes.map(|votes| votes.against.into()))
            .json()
    };
    let honoured = chosen
        .honorees
        .iter()
        .map(|one| voted(who::entry(&one.honoree).words("award", chosen.form(one)), one.votes));
    // Whoever never came before the council is not in its minutes.
    let refused = set.frozen.refused.iter().filter(|one| one.votes.is_some());
    let refused =
        refused.map(|one| voted(who::entry(&one.honoree).words("award", &one.honoree.award), one.votes));
    record.fix("nominees", honoured.chain(refused).collect::<Vec<_>>());
    record.fix("set_mark", set.mark());
    record.propose("subject", said::meeting(&about(set)));
    if let Some(day) = set.frozen.settings.met {
        record.propose("meeting_date", day.to_string());
    }
    record
}
