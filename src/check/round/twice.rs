//! Who stands twice, and which achievement would bring two awards: within the round, and against
//! earlier ones.

use std::collections::{BTreeMap, HashMap};

use super::{Earlier, MOST_NAMED, Round, place_key, warning};
use crate::model::honoree::{Birth, Honoree, Kind};
use crate::model::round::{Entry, Finding, FindingCode};
use crate::viet::case::lower;
use crate::viet::name::key;
use crate::viet::tone::modern;

/// So many of one name are held against each other one by one; of more only those that are alike
/// in everything are found.
const MOST_ALIKE: usize = 100;

/// An honoree as far as it tells who it is.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Face {
    /// The name with its marks: `Hoa` is not `Hòa`, though somebody may have typed no marks.
    name: String,
    unit: String,
    address: String,
    year: Option<i32>,
    day: Option<chrono::NaiveDate>,
    person: bool,
    proposer: String,
}

impl Face {
    fn of(honoree: &Honoree, proposer: &str) -> Face {
        let words: Vec<&str> = honoree.name.split_whitespace().collect();
        Face {
            name: modern(&lower(&words.join(" "))),
            unit: place_key(&honoree.unit),
            address: place_key(&honoree.address),
            year: honoree.birth.map(Birth::year),
            day: honoree.birth.and_then(|birth| match birth {
                Birth::Day(day) => Some(day),
                Birth::Year(_) => None,
            }),
            person: honoree.kind == Kind::Individual,
            proposer: place_key(proposer),
        }
    }

    /// May both, who have one name, be the same? As `honorees::are_one` says, and no group of one
    /// unit is that of another.
    fn may_be(&self, other: &Face) -> bool {
        let agree = |one: &str, other: &str| one.is_empty() || other.is_empty() || one == other;
        let days = self.day.zip(other.day).is_none_or(|(one, other)| one == other);
        self.person == other.person
            && days
            && self.year.zip(other.year).is_none_or(|(one, other)| one == other)
            && agree(&self.unit, &other.unit)
            && agree(&self.address, &other.address)
            && (self.person || agree(&self.proposer, &other.proposer))
    }

    /// Are both certainly the same? Of people the year of birth must say so.
    fn is(&self, other: &Face) -> bool {
        self.may_be(other)
            && self.name == other.name
            && (!self.person || (self.year.is_some() && self.year == other.year))
    }
}

/// One entry among those of one name.
struct Named<'a> {
    id: &'a str,
    entry: &'a Entry,
    face: Face,
    achievement: String,
}

pub(super) fn check(round: &Round<'_>, earlier: &[Earlier<'_>]) -> Vec<Finding> {
    let mut by_name: HashMap<String, Vec<Named<'_>>> = HashMap::new();
    for (id, entry) in &round.standing {
        let name = key(&entry.honoree.name);
        if !name.is_empty() {
            let face = Face::of(&entry.honoree, &entry.proposer);
            let named = Named { id, entry, face, achievement: achievement(round, entry) };
            by_name.entry(name).or_default().push(named);
        }
    }
    let mut before: HashMap<String, Vec<&Earlier<'_>>> = HashMap::new();
    for one in earlier {
        before.entry(key(&one.honoree.name)).or_default().push(one);
    }
    let mut findings = Vec::new();
    for (name, mut all) in by_name {
        all.sort_by_key(|named| named.id);
        if all.len() <= MOST_ALIKE {
            for named in &all {
                let others = all.iter().filter(|other| other.id != named.id);
                findings.extend(within(round, named, others));
            }
        } else {
            let mut alike: BTreeMap<&Face, Vec<&Named<'_>>> = BTreeMap::new();
            for named in &all {
                alike.entry(&named.face).or_default().push(named);
            }
            for same in alike.values() {
                for named in same {
                    let others = same.iter().copied().filter(|other| other.id != named.id);
                    findings.extend(within(round, named, others.take(MOST_ALIKE)));
                }
            }
        }
        let old = before.get(&name).map(Vec::as_slice).unwrap_or_default();
        for named in &all {
            findings.extend(against(round, named, &old[..old.len().min(MOST_ALIKE)]));
        }
    }
    findings
}

/// For what an entry is honoured, folded.
fn achievement(round: &Round<'_>, entry: &Entry) -> String {
    let own = key(&entry.honoree.achievement);
    if own.is_empty() { key(&round.settings.achievement) } else { own }
}

/// One entry against the others of its name.
fn within<'a>(
    round: &Round<'_>,
    named: &Named<'_>,
    others: impl Iterator<Item = &'a Named<'a>>,
) -> Vec<Finding> {
    let mut found: BTreeMap<FindingCode, Vec<&str>> = BTreeMap::new();
    for other in others.filter(|other| named.face.may_be(&other.face)) {
        let form = named.entry.form == other.entry.form;
        let achievement = named.achievement == other.achievement;
        let code = match (named.face.is(&other.face), form, achievement) {
            (true, true, true) => FindingCode::Twice,
            (true, true, false) => FindingCode::FormTwice,
            (true, false, true) => FindingCode::AchievementTwice,
            // One person may have two awards for two achievements.
            (_, false, false) => continue,
            (false, ..) => FindingCode::MaybeTwice,
        };
        found.entry(code).or_default().push(other.id);
    }
    let mut findings = Vec::new();
    for (code, mut ids) in found {
        let count = ids.len() + usize::from(code != FindingCode::MaybeTwice);
        let (place, details) = ((code, "/honoree/name"), [count.to_string()]);
        let details = [details[0].as_str()];
        let finding = if code == FindingCode::AchievementTwice {
            round.find_in_by(named.id, named.entry, place, &details, round.rules.single())
        } else {
            round.find_in(named.id, named.entry, code, place.1, &details)
        };
        ids.truncate(MOST_NAMED);
        findings.push(Finding { others: ids.into_iter().map(str::to_owned).collect(), ..finding });
    }
    findings
}

/// One entry against earlier awards of its name.
fn against(round: &Round<'_>, named: &Named<'_>, earlier: &[&Earlier<'_>]) -> Option<Finding> {
    let award = round.form(named.entry).map_or("", |form| form.award.as_str());
    let mut best: Option<(bool, bool, &str)> = None;
    for one in earlier {
        let face = Face::of(one.honoree, "");
        if !named.face.may_be(&face) {
            continue;
        }
        let same = !named.achievement.is_empty() && named.achievement == key(one.achievement);
        if same || (!award.is_empty() && award == one.award) {
            let found = (!same, !named.face.is(&face), one.place);
            best = Some(best.map_or(found, |known| known.min(found)));
        }
    }
    let (other_achievement, maybe, place) = best?;
    let at = "/honoree/achievement";
    if other_achievement {
        return Some(round.find_in(named.id, named.entry, FindingCode::AwardEarlier, at, &[place]));
    }
    let code = (FindingCode::AchievementEarlier, at);
    let found = round.find_in_by(named.id, named.entry, code, &[place], round.rules.single());
    Some(if maybe { warning(found) } else { found })
}
