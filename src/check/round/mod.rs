//! An award round held against its plan, the award rules and itself, at every step.
//!
//! Each check looks at every entry once, so that the whole is linear in their number, and none
//! depends on their order. What a rule says that is not certain only warns.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use crate::model::award::{Cite, InForce, Rules};
use crate::model::campaign::{Campaign, Form, Group};
use crate::model::finding::Severity;
use crate::model::honoree::{Honoree, Kind};
use crate::model::round::{Entry, Finding, FindingCode, Settings, State};
use crate::viet::words::rounds as said;

mod criteria;
mod dates;
mod forms;
mod money;
mod person;
mod quotas;
mod twice;
mod votes;

#[cfg(test)]
mod tests;

pub use money::money_due;
pub use quotas::counts;

/// An award of an earlier round: who, what for, and how people find it.
#[derive(Clone, Copy, Debug)]
pub struct Earlier<'a> {
    /// Who.
    pub honoree: &'a Honoree,
    /// The award, by its id in the rules.
    pub award: &'a str,
    /// For what.
    pub achievement: &'a str,
    /// The decision, for the sentence.
    pub place: &'a str,
}

/// So many other entries are named by a finding.
const MOST_NAMED: usize = 10;

/// Holds a round against its plan and the rules, as it would have to be for `step`.
///
/// What forbids the step is an error; what forbids only a later one, or nothing, is a warning.
/// Entries whose id stands twice are not told apart. What is about the round comes first, then
/// entry by entry in the order of the list.
pub fn check(
    campaign: &Campaign,
    settings: &Settings,
    entries: &[(String, Entry)],
    rules: &Rules,
    step: State,
    earlier: &[Earlier<'_>],
) -> Vec<Finding> {
    let round = Round::new(campaign, settings, entries, rules, step);
    let mut findings = Vec::new();
    if round.standing.is_empty() {
        findings.push(round.find(FindingCode::RoundEmpty, &[]));
    }
    findings.extend(dates::check(&round));
    findings.extend(forms::check(&round));
    findings.extend(quotas::check(&round));
    findings.extend(votes::check(&round));
    let mut about: HashMap<String, Vec<Finding>> = HashMap::new();
    for finding in twice::check(&round, earlier) {
        about.entry(finding.entry.clone().unwrap_or_default()).or_default().push(finding);
    }
    for (id, entry) in entries {
        if entry.accepted == Some(false) {
            findings.extend(person::refused(&round, id, entry));
            continue;
        }
        findings.extend(person::check(&round, id, entry));
        findings.extend(criteria::check(&round, id, entry));
        findings.extend(forms::of_entry(&round, id, entry));
        findings.extend(quotas::of_entry(&round, id, entry));
        findings.extend(votes::of_entry(&round, id, entry));
        findings.extend(money::of_entry(&round, id, entry));
        findings.extend(about.remove(id).into_iter().flatten());
    }
    findings
}

/// The day whose rules count: of the decision, else of the meeting, of the submission, the last of
/// the round's year.
pub fn day_of_rules(settings: &Settings) -> NaiveDate {
    let day = settings.decided.or(settings.met).or(settings.submitted);
    day.or_else(|| NaiveDate::from_ymd_opt(settings.year, 12, 31)).unwrap_or_default()
}

/// A round as the checks look at it.
struct Round<'a> {
    campaign: &'a Campaign,
    settings: &'a Settings,
    /// Entries that are not refused.
    standing: Vec<(&'a str, &'a Entry)>,
    rules: InForce<'a>,
    step: State,
    groups: BTreeMap<&'a str, &'a Group>,
    forms: BTreeMap<&'a str, &'a Form>,
    /// Quotas of the round's phase, wholes before parts.
    lines: Vec<quotas::Line<'a>>,
}

impl<'a> Round<'a> {
    fn new(
        campaign: &'a Campaign,
        settings: &'a Settings,
        entries: &'a [(String, Entry)],
        rules: &'a Rules,
        step: State,
    ) -> Round<'a> {
        let standing = entries.iter().filter(|(_, entry)| entry.accepted != Some(false));
        Round {
            campaign,
            settings,
            standing: standing.map(|(id, entry)| (id.as_str(), entry)).collect(),
            rules: rules.on(day_of_rules(settings)),
            step,
            groups: campaign.groups.iter().map(|group| (group.id.as_str(), group)).collect(),
            forms: campaign.forms.iter().map(|form| (form.id.as_str(), form)).collect(),
            lines: quotas::lines(campaign, &settings.phase),
        }
    }

    /// A finding about the round.
    fn find(&self, code: FindingCode, details: &[&str]) -> Finding {
        self.say(code, "", details, None)
    }

    /// A finding about the round that a rule asks for.
    fn find_by(&self, code: FindingCode, details: &[&str], source: Cite) -> Finding {
        self.say(code, "", details, Some(source))
    }

    /// A finding about an entry, at a place of it.
    fn find_in(
        &self,
        id: &str,
        entry: &Entry,
        code: FindingCode,
        pointer: &str,
        details: &[&str],
    ) -> Finding {
        let found = self.say(code, &entry.honoree.name, details, None);
        Finding { entry: Some(id.to_owned()), pointer: pointer.to_owned(), ..found }
    }

    /// The same for what a rule asks for; a rule without a source is not certain.
    fn find_in_by(
        &self,
        id: &str,
        entry: &Entry,
        (code, pointer): (FindingCode, &str),
        details: &[&str],
        source: Option<Cite>,
    ) -> Finding {
        let unsure = source.as_ref().is_none_or(|cite| !cite.sure);
        let found = self.say(code, &entry.honoree.name, details, source);
        let found = Finding { entry: Some(id.to_owned()), pointer: pointer.to_owned(), ..found };
        if unsure { warning(found) } else { found }
    }

    fn say(&self, code: FindingCode, who: &str, details: &[&str], source: Option<Cite>) -> Finding {
        let sure = source.as_ref().is_none_or(|cite| cite.sure);
        let blocks = code.blocks().filter(|_| sure);
        let is_error = blocks.is_some_and(|blocks| self.step >= blocks);
        Finding {
            code,
            severity: if is_error { Severity::Error } else { Severity::Warning },
            blocks,
            entry: None,
            others: Vec::new(),
            quota: None,
            unit: None,
            form: None,
            pointer: String::new(),
            message: said::finding(code.key(), who, details, sure),
            source,
        }
    }

    fn group(&self, entry: &Entry) -> Option<&'a Group> {
        self.groups.get(entry.group.as_str()).copied()
    }

    fn form(&self, entry: &Entry) -> Option<&'a Form> {
        self.forms.get(entry.form.as_str()).copied()
    }
}

/// A unit or place as it is compared: folded, `Ủy ban nhân dân` and `UBND` alike.
fn place_key(text: &str) -> String {
    crate::viet::name::key(text).replace("uy ban nhan dan", "ubnd")
}

/// A finding that forbids nothing.
fn warning(finding: Finding) -> Finding {
    Finding { severity: Severity::Warning, blocks: None, ..finding }
}

/// What an honoree is, in words.
fn kind(kind: Kind) -> &'static str {
    crate::viet::words::honorees::kind(kind.key())
}
