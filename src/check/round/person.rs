//! An honoree by themselves: group, bans, review, name, unit.

use super::{Round, kind};
use crate::model::honoree::Kind;
use crate::model::round::{Entry, Finding, FindingCode};
use crate::viet::words::{honorees, rounds as said};
use crate::viet::{letters, name};

pub(super) fn check(round: &Round<'_>, id: &str, entry: &Entry) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut find = |code, pointer: &str, details: &[&str]| {
        findings.push(round.find_in(id, entry, code, pointer, details));
    };
    let honoree = &entry.honoree;
    let group = round.group(entry);
    match group {
        Some(group) if !group.kinds.is_empty() && !group.kinds.contains(&honoree.kind) => {
            find(FindingCode::GroupKind, "/group", &[&group.name, kind(honoree.kind)]);
        }
        None if !entry.group.is_empty() => find(FindingCode::GroupUnknown, "/group", &[&entry.group]),
        None if !round.campaign.groups.is_empty() => find(FindingCode::GroupMissing, "/group", &[]),
        Some(_) | None => {}
    }
    match &entry.review {
        None => find(FindingCode::ReviewMissing, "/review", &[]),
        Some(review) if !review.favours => find(FindingCode::ReviewAgainst, "/review/favours", &[]),
        Some(_) => {}
    }
    if honoree.achievement.trim().is_empty() && round.settings.achievement.trim().is_empty() {
        find(FindingCode::AchievementMissing, "/honoree/achievement", &[]);
    }
    let needs_unit = matches!(honoree.kind, Kind::Individual | Kind::Household);
    if needs_unit && honoree.unit.trim().is_empty() && honoree.address.trim().is_empty() {
        find(FindingCode::UnitMissing, "/honoree/unit", &[]);
    }
    if let Some((courtesy, sex)) = honoree.courtesy.zip(honoree.sex)
        && courtesy.sex() != sex
    {
        let details = [honorees::courtesy(courtesy.key()), honorees::sex(sex.key())];
        find(FindingCode::CourtesySex, "/honoree/courtesy", &details);
    }
    if letters::is_upper(&honoree.name) && honoree.name.contains(' ') {
        // What of a unit's name is a name nobody can tell.
        let proper = (honoree.kind == Kind::Individual).then(|| name::proper(&honoree.name));
        find(FindingCode::NameCapitals, "/honoree/name", &[&said::instead(proper.as_deref())]);
    } else if honoree.kind == Kind::Individual
        && let Some(word) = honoree.name.split_whitespace().find(|word| letters::starts_lower(word))
    {
        find(FindingCode::NameSmall, "/honoree/name", &[word]);
    }
    for (at, ban) in entry.bans.iter().enumerate() {
        let source = round.rules.ban(*ban);
        let place = (FindingCode::Banned, format!("/bans/{at}"));
        let details = [said::ban(ban.key())];
        findings.push(round.find_in_by(id, entry, (place.0, &place.1), &details, source));
    }
    findings
}

/// An entry that is refused.
pub(super) fn refused(round: &Round<'_>, id: &str, entry: &Entry) -> Option<Finding> {
    let bare = entry.reasons.trim().is_empty();
    bare.then(|| round.find_in(id, entry, FindingCode::ReasonsMissing, "/reasons", &[]))
}
