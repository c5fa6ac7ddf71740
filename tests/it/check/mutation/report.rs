//! What became of the faults, a line for each kind.

use std::collections::BTreeMap;
use std::fmt;

use vanthu::model::{At, Document, Finding, document};

use super::fault::{Fault, Form, Kind};
use super::sample::Sample;
use crate::check::{in_document, in_looks, in_text, marked, told, written};

/// How many missed faults are shown of each kind.
const SHOWN: usize = 3;

/// What became of the faults.
#[derive(Default)]
pub(super) struct Report {
    rows: BTreeMap<&'static str, Row>,
}

#[derive(Default)]
struct Row {
    made: usize,
    found: usize,
    placed: usize,
    others: usize,
    missed: Vec<String>,
}

/// What a fault became in one form of the document.
struct Outcome {
    found: bool,
    placed: bool,
    others: usize,
    /// The words of the place.
    words: String,
    told: String,
}

impl Report {
    /// Puts a fault into one form of a document and looks for it.
    pub(super) fn add(&mut self, kind: &Kind, fault: &Fault, form: Form, sample: &Sample) {
        let row = self.rows.entry(kind.name).or_default();
        let outcome = outcome(kind, fault, form, sample);
        row.made += 1;
        row.found += usize::from(outcome.found);
        row.placed += usize::from(outcome.placed);
        row.others += outcome.others;
        if !outcome.placed || outcome.others > 0 {
            row.missed.push(format!("{}: {}\n{}", sample.id, outcome.words, outcome.told));
        }
    }

    /// Two reports as one.
    pub(super) fn join(mut self, other: Report) -> Report {
        for (name, more) in other.rows {
            let row = self.rows.entry(name).or_default();
            row.made += more.made;
            row.found += more.found;
            row.placed += more.placed;
            row.others += more.others;
            row.missed.extend(more.missed);
        }
        self
    }

    pub(super) fn has(&self, kind: &str) -> bool {
        self.rows.contains_key(kind)
    }

    /// The part of the faults that is found at its place.
    pub(super) fn rate(&self) -> f64 {
        let sum = |of: fn(&Row) -> usize| self.rows.values().map(of).sum::<usize>() as f64;
        sum(|row| row.placed) / sum(|row| row.made)
    }

    /// How many findings are about something else.
    pub(super) fn others(&self) -> usize {
        self.rows.values().map(|row| row.others).sum()
    }
}

fn outcome(kind: &Kind, fault: &Fault, form: Form, sample: &Sample) -> Outcome {
    let mut document = sample.document.clone();
    let mut looks = sample.looks.clone();
    fault.put(&mut document, &mut looks);
    let in_place = |finding: &Finding| {
        let place = finding.place;
        let touches = |range: &std::ops::Range<usize>| place.start <= range.end && range.start <= place.end;
        place.at == fault.at && fault.range.as_ref().is_none_or(touches)
    };
    let words = words_at(&document, fault.at);
    match form {
        Form::Document => judged(kind, &document, &in_document(&document), in_place, &words),
        Form::Looks => judged(kind, &document, &in_looks(&document, &looks), in_place, &words),
        Form::Text => {
            let (read, findings) = in_text(&written(&document));
            let in_place = |finding: &Finding| bare(&marked(&read, finding).1) == bare(&words);
            judged(kind, &read, &findings, in_place, &words)
        }
    }
}

fn words_at(document: &Document, place: At) -> String {
    let text = document.texts().find(|(at, ..)| *at == place);
    text.map_or_else(String::new, |(_, _, inlines)| document::words(inlines))
}

/// Words without spaces: reading mends those.
fn bare(words: &str) -> String {
    words.split_whitespace().collect()
}

fn judged(
    kind: &Kind,
    document: &Document,
    findings: &[Finding],
    in_place: impl Fn(&Finding) -> bool,
    words: &str,
) -> Outcome {
    let own = |finding: &&Finding| kind.rules.contains(&finding.id.as_str());
    let found = findings.iter().any(|finding| own(&finding));
    let placed = findings.iter().filter(own).any(&in_place);
    let others = findings.iter().filter(|finding| !own(finding) || placed && !in_place(finding)).count();
    Outcome { found, placed, others, words: words.to_owned(), told: told(document, findings) }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:36} {:>6} {:>6} {:>6} {:>6}", "kind", "made", "found", "placed", "others")?;
        for (name, row) in &self.rows {
            writeln!(f, "{name:36} {:6} {:6} {:6} {:6}", row.made, row.found, row.placed, row.others)?;
        }
        writeln!(f, "found at their place: {:.2} %; other findings: {}", 100.0 * self.rate(), self.others())?;
        for (name, row) in self.rows.iter().filter(|(_, row)| !row.missed.is_empty()) {
            writeln!(f, "\n── {name}: {} went wrong", row.missed.len())?;
            row.missed.iter().take(SHOWN).try_for_each(|missed| writeln!(f, "{missed}"))?;
        }
        Ok(())
    }
}
