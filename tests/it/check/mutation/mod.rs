//! Mutation: one fault at a time, put into each lawful document. Nearly all are found, each
//! at its place, and nothing else is.

mod capitals;
mod content;
mod ending;
mod fault;
mod letterhead;
mod looks;
mod random;
mod report;
mod sample;
mod writing;

use vanthu::flow::builtin::TEMPLATES;

use fault::{Fault, Kind, Make};
use random::Random;
use report::Report;
use sample::Sample;

use super::{in_document, in_text, told, written};

/// Faults put into each document.
const FAULTS: usize = 200;

/// At least this part of them is found, and at its place.
const FOUND: f64 = 0.97;

/// Every kind of fault.
fn kinds() -> Vec<Kind> {
    [letterhead::KINDS, content::KINDS, ending::KINDS, writing::KINDS, capitals::KINDS, looks::KINDS].concat()
}

/// The faults of each kind that a document can have; kinds without any are left out.
fn possible(kinds: &[Kind], sample: &Sample) -> Vec<(Kind, Vec<Fault>)> {
    let all = kinds.iter().map(|kind| (*kind, kind.faults(sample)));
    all.filter(|(_, faults)| !faults.is_empty()).collect()
}

/// Puts faults into a document, each kind that it can have once, then as chance has it.
fn put(seed: u64, id: &'static str) -> Report {
    let sample = Sample::new(id);
    let possible = possible(&kinds(), &sample);
    let mut random = Random::new(seed);
    let mut report = Report::default();
    for turn in 0..FAULTS {
        let (kind, faults) = possible.get(turn).unwrap_or_else(|| random.of(&possible));
        let (fault, form) = (random.of(faults), random.of(kind.forms()));
        report.add(kind, fault, *form, &sample);
    }
    report
}

#[test]
fn every_kind_of_fault_is_found_at_its_place_and_nothing_else_is() {
    let kinds = kinds();
    assert!(kinds.len() >= 25, "{} kinds", kinds.len());
    let seeds: Vec<(u64, &'static str)> = (1..).zip(TEMPLATES.iter().map(|(id, _)| *id)).collect();
    // Two halves at a time: each check stands alone.
    let report = std::thread::scope(|scope| {
        let halves = seeds.chunks(seeds.len().div_ceil(2)).map(|half| {
            let report =
                || half.iter().fold(Report::default(), |report, (seed, id)| report.join(put(*seed, id)));
            scope.spawn(report)
        });
        let halves: Vec<_> = halves.collect();
        halves.into_iter().fold(Report::default(), |report, half| report.join(half.join().unwrap()))
    });
    let unused: Vec<&str> = kinds.iter().map(|kind| kind.name).filter(|name| !report.has(name)).collect();
    assert!(unused.is_empty(), "no document can have {unused:?}");
    assert!(report.others() == 0 && report.rate() >= FOUND, "\n{report}");
}

#[test]
fn the_sentences_in_which_faults_are_made_are_lawful() {
    let mut faults = String::new();
    for (id, _) in TEMPLATES {
        let sample = Sample::new(id);
        let Some(text) = sample.texts.iter().find(|text| sample.can_say_more(text)) else { continue };
        for kind in kinds() {
            let Make::Said(can, pairs) = kind.make else { continue };
            for (right, _) in pairs.iter().filter(|_| can(&sample)) {
                let (mut document, mut looks) = (sample.document.clone(), sample.looks.clone());
                Fault::said(text, (right, right)).put(&mut document, &mut looks);
                let (read, mut found) = in_text(&written(&document));
                assert_eq!(read, document, "{right}");
                found.extend(in_document(&document));
                if !found.is_empty() {
                    faults.push_str(&format!("{}, {id}:\n{}", kind.name, told(&document, &found)));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}
