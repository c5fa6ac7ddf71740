//! Criteria: figures first, then what the review says.

use super::Round;
use crate::model::campaign::Criterion;
use crate::model::round::{Entry, Finding, FindingCode};
use crate::viet::words::rounds as said;

/// How a criterion stands.
enum Standing {
    /// Met.
    Met,
    /// A figure is under or over: the code, what it is, what it should be.
    Figure(FindingCode, String, String),
    /// The review found it not met.
    Unmet,
    /// Nobody knows.
    Open,
}

pub(super) fn check(round: &Round<'_>, id: &str, entry: &Entry) -> Vec<Finding> {
    let Some(group) = round.group(entry) else { return Vec::new() };
    let mut findings = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let (mut any, mut any_met, mut any_open) = (Vec::new(), false, false);
    for criterion in &group.criteria {
        let standing = standing(criterion, entry);
        if criterion.any {
            any.push(words(criterion));
            any_met |= matches!(standing, Standing::Met);
            any_open |= matches!(standing, Standing::Open);
            continue;
        }
        let figure = format!("/figures/{}", criterion.id);
        match standing {
            Standing::Met => {}
            Standing::Figure(code, is, needs) => {
                let unit = criterion.check.as_ref().map_or("", |check| check.unit.as_str());
                let details = [words(criterion), &is, unit, &needs, unit];
                findings.push(round.find_in(id, entry, code, &figure, &details));
            }
            Standing::Unmet => {
                let pointer = format!("/review/met/{}", criterion.id);
                let details = [words(criterion)];
                findings.push(round.find_in(id, entry, FindingCode::CriterionUnmet, &pointer, &details));
            }
            Standing::Open if criterion.check.is_some() => {
                let details = [words(criterion)];
                findings.push(round.find_in(id, entry, FindingCode::FigureMissing, &figure, &details));
            }
            Standing::Open => open.push(words(criterion)),
        }
    }
    // Before the review nobody can know.
    if entry.review.is_some() && !open.is_empty() {
        let details = [open.len().to_string(), said::listed(&open)];
        let details = [details[0].as_str(), &details[1]];
        findings.push(round.find_in(id, entry, FindingCode::CriterionOpen, "/review/met", &details));
    }
    if !any.is_empty() && !any_met {
        let all = said::listed(&any);
        let code = if any_open { FindingCode::AnyOpen } else { FindingCode::AnyUnmet };
        findings.push(round.find_in(id, entry, code, "/review/met", &[&all]));
    }
    findings
}

fn standing(criterion: &Criterion, entry: &Entry) -> Standing {
    let figure = criterion.check.as_ref().zip(entry.figures.get(&criterion.id));
    if let Some((check, figure)) = figure {
        let is = figure.written();
        return match (check.least, check.most) {
            (Some(least), _) if *figure < least => {
                Standing::Figure(FindingCode::FigureShort, is, least.written())
            }
            (_, Some(most)) if *figure > most => {
                Standing::Figure(FindingCode::FigureOver, is, most.written())
            }
            _ => Standing::Met,
        };
    }
    match entry.review.as_ref().and_then(|review| review.met.get(&criterion.id)) {
        Some(true) => Standing::Met,
        Some(false) => Standing::Unmet,
        None => Standing::Open,
    }
}

fn words(criterion: &Criterion) -> &str {
    if criterion.text.is_empty() { &criterion.id } else { &criterion.text }
}
