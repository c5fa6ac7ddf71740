//! Where rules write down what they find.

use std::ops::Range;

use super::rule::Rules;
use super::view::Text;
use crate::model::{At, Finding, Fix, Place, Severity};

/// Findings as they are found.
pub(super) struct Desk<'a> {
    rules: &'a Rules,
    findings: Vec<Finding>,
}

impl<'a> Desk<'a> {
    /// An empty desk.
    pub(super) fn new(rules: &'a Rules) -> Desk<'a> {
        Desk { rules, findings: Vec::new() }
    }

    /// Notes a breach at some bytes of a text's words. `said` fills the rule's sentence;
    /// `{found}` is the words there unless it is given.
    pub(super) fn find(
        &mut self,
        rule: &'static str,
        text: &Text<'_>,
        bytes: Range<usize>,
        said: &[(&str, &str)],
    ) {
        self.note(rule, text, bytes, said, None);
    }

    /// Notes a breach whose correction is certain: `replace` instead of the bytes. The
    /// sentence's `{wanted}` is that correction unless it is given.
    pub(super) fn correct(
        &mut self,
        rule: &'static str,
        text: &Text<'_>,
        bytes: Range<usize>,
        replace: &str,
        said: &[(&str, &str)],
    ) {
        self.note(rule, text, bytes, said, Some(replace));
    }

    /// Notes a breach of a value of the standard, by the clause of that value.
    pub(super) fn judge(
        &mut self,
        rule: &'static str,
        cite: &str,
        text: &Text<'_>,
        bytes: Range<usize>,
        said: &[(&str, &str)],
    ) {
        self.find(rule, text, bytes, said);
        self.cite_last(cite);
    }

    /// Notes a breach of a value of the standard at a place that has no words, by the clause
    /// of that value.
    pub(super) fn judge_place(&mut self, rule: &'static str, cite: &str, at: At, said: &[(&str, &str)]) {
        self.missing(rule, at, said);
        self.cite_last(cite);
    }

    fn note(
        &mut self,
        rule: &'static str,
        text: &Text<'_>,
        bytes: Range<usize>,
        said: &[(&str, &str)],
        replace: Option<&str>,
    ) {
        let found = &text.words[bytes.clone()];
        let range = text.characters(bytes);
        let mut all = said.to_vec();
        all.push(("found", found));
        all.extend(replace.map(|replace| ("wanted", replace)));
        let place = Place {
            at: text.at,
            note: text.note,
            start: range.start,
            end: range.end,
            line: None,
            column: None,
        };
        self.add(rule, place, &all, replace);
    }

    /// Notes that something is missing from a place that has no words.
    pub(super) fn missing(&mut self, rule: &'static str, at: At, said: &[(&str, &str)]) {
        let place = Place { at, note: None, start: 0, end: 0, line: None, column: None };
        self.add(rule, place, said, None);
    }

    fn add(&mut self, id: &'static str, place: Place, said: &[(&str, &str)], replace: Option<&str>) {
        let Some(rule) = self.rules.get(id) else {
            debug_assert!(false, "no rule {id}");
            return;
        };
        self.findings.push(Finding {
            id: id.to_owned(),
            severity: rule.severity,
            cite: rule.cite.clone(),
            message: fill(&rule.message, said),
            place,
            // A suggestion may be wrong, so nothing is certain about it.
            fix: replace
                .filter(|_| rule.severity != Severity::Suggestion)
                .map(|replace| Fix { replace: replace.to_owned() }),
        });
    }

    fn cite_last(&mut self, cite: &str) {
        if let Some(last) = self.findings.last_mut() {
            cite.clone_into(&mut last.cite);
        }
    }

    /// Everything found, in the order of places.
    pub(super) fn into_findings(mut self) -> Vec<Finding> {
        self.findings.sort_by(|a, b| (a.place, &a.id).cmp(&(b.place, &b.id)));
        let said: Vec<Place> =
            self.findings.iter().filter(|f| f.fix.is_some() && !yields(f)).map(|f| f.place).collect();
        self.findings
            .retain(|finding| !yields(finding) || !said.iter().any(|other| holds(*other, finding.place)));
        self.findings
    }
}

/// True for what is left unsaid where a rule that knows the name has said it: a paragraph that
/// begins "ủy ban nhân dân" is one slip, not two.
fn yields(finding: &Finding) -> bool {
    matches!(finding.id.as_str(), "paragraph-capital" | "sentence-capital")
}

fn holds(outer: Place, inner: Place) -> bool {
    (outer.at, outer.note) == (inner.at, inner.note) && outer.start <= inner.start && inner.end <= outer.end
}

/// A rule's sentence with its holes filled; the first value of a name counts.
fn fill(message: &str, said: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(message.len() + 32);
    let mut rest = message;
    while let Some(at) = rest.find('{') {
        let (before, hole) = rest.split_at(at);
        out.push_str(before);
        let Some(end) = hole.find('}') else { break };
        let value = said.iter().find(|(name, _)| *name == &hole[1..end]).map_or("", |(_, value)| value);
        out.push_str(value);
        rest = &hole[end + 1..];
    }
    out.push_str(rest);
    out
}
