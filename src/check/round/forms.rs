//! Forms of award: who gives them, and to whom they go.

use std::collections::BTreeMap;

use super::{Round, kind, money};
use crate::model::award::Authority;
use crate::model::campaign::Form;
use crate::model::round::{Entry, Finding, FindingCode};
use crate::viet::{date, name};

/// The forms that the round gives, each once.
pub(super) fn check(round: &Round<'_>) -> Vec<Finding> {
    let mut used: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (id, entry) in &round.standing {
        let ids = used.entry(entry.form.as_str()).or_default();
        ids.push(id);
    }
    let issuers = issuers(round);
    let mut findings = Vec::new();
    for form in &round.campaign.forms {
        let Some(mut ids) = used.remove(form.id.as_str()) else { continue };
        ids.sort_unstable();
        ids.truncate(super::MOST_NAMED);
        for finding in one(round, form, &issuers) {
            let others = ids.iter().map(|id| (*id).to_owned()).collect();
            findings.push(Finding { form: Some(form.id.clone()), others, ..finding });
        }
    }
    findings
}

fn one(round: &Round<'_>, form: &Form, issuers: &[&Authority]) -> Vec<Finding> {
    let mut findings = money::of_form(round, form);
    let award = round.rules.award(&form.award);
    let authority = round.rules.authority(&form.authority);
    if award.is_none() && !form.award.is_empty() {
        findings.push(round.find(FindingCode::AwardUnknown, &[&form.award, &form.name]));
    }
    if authority.is_none() && !form.authority.is_empty() {
        findings.push(round.find(FindingCode::AuthorityUnknown, &[&form.authority, &form.name]));
    }
    let Some(authority) = authority else { return findings };
    if let Some(award) = award
        && round.rules.power(&authority.id, &award.id).is_none()
    {
        let details = [form.name.as_str(), &authority.name, &award.name];
        if let Some((last, source)) = round.rules.withdrawn(&authority.id, &award.id) {
            let details = [details[0], details[1], details[2], &date::short(last)];
            findings.push(round.find_by(FindingCode::PowerEnded, &details, source));
        } else {
            let source = round.rules.powers_of(&authority.id);
            let source = source.unwrap_or_else(|| round.rules.cite(&authority.source));
            findings.push(round.find_by(FindingCode::PowerNone, &details, source));
        }
    }
    if !issuers.is_empty() && issuers.iter().all(|issuer| issuer.id != authority.id) {
        let details = [form.name.as_str(), &authority.name, &round.campaign.issuer];
        findings.push(round.find(FindingCode::FormAbove, &details));
    }
    findings
}

/// The authorities that the issuer of the campaign may be the body of; none where its name tells
/// nothing.
fn issuers<'a>(round: &Round<'a>) -> Vec<&'a Authority> {
    let issuer = format!("{} ", name::key(&round.campaign.issuer));
    let is_body = |start: &String| {
        let start = name::key(start);
        !start.is_empty() && issuer.starts_with(&format!("{start} "))
    };
    round.rules.authorities().filter(|authority| authority.issuers.iter().any(is_body)).collect()
}

/// The form of an entry.
pub(super) fn of_entry(round: &Round<'_>, id: &str, entry: &Entry) -> Vec<Finding> {
    if entry.form.is_empty() {
        return vec![round.find_in(id, entry, FindingCode::FormMissing, "/form", &[])];
    }
    let Some(form) = round.form(entry) else {
        return vec![round.find_in(id, entry, FindingCode::FormUnknown, "/form", &[&entry.form])];
    };
    let award = round.rules.award(&form.award);
    let Some(award) = award.filter(|award| !award.kinds.contains(&entry.honoree.kind)) else {
        return Vec::new();
    };
    let source = round.rules.cite(&award.source);
    let details = [award.name.as_str(), kind(entry.honoree.kind)];
    vec![round.find_in_by(id, entry, (FindingCode::FormKind, "/form"), &details, Some(source))]
}
