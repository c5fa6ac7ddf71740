//! The checker: every rule right and wrong, lawful documents in silence, the real plans.

mod blanks;
mod ideal;
mod lawful;
mod looks;
mod mutation;
mod places;
mod rules;
mod seeds;

use std::sync::LazyLock;

use chrono::NaiveDate;
use vanthu::check::{Checker, Matter};
use vanthu::flow::Library;
use vanthu::merge;
use vanthu::model::standard::ND30_2020;
use vanthu::model::{Code, Document, Finding, Looks, Reading, Standard, Supplied, document};
use vanthu::readers::docx::{self, Limits};
use vanthu::readers::text;
use vanthu::writers::{self, Format, fonts::Fonts};

static STANDARD: LazyLock<Standard> = LazyLock::new(|| Standard::load(ND30_2020).unwrap());
static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::new(Standard::load(ND30_2020).unwrap()));
static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::built_in().unwrap());
static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::embedded);

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

/// The sample of a built-in template, merged.
fn sample(id: &str) -> Document {
    let prepared = LIBRARY.get(id).expect("a built-in template");
    LIBRARY.merge(&prepared, &merge::sample(&prepared.template), today()).document
}

/// A document as official text.
fn written(document: &Document) -> String {
    writers::text::write(document)
}

fn read(text: &str) -> Reading {
    text::read(text, &Supplied::default(), &STANDARD)
}

/// What is found in a text.
fn in_text(text: &str) -> (Document, Vec<Finding>) {
    let reading = read(text);
    let supplied = reading.problems.iter().any(|problem| problem.code == Code::NationalTitleSupplied);
    let document = reading.document.expect("a document");
    let findings = CHECKER.check(&Matter {
        document: &document,
        standard: &STANDARD,
        looks: None,
        source: Some(text),
        supplied,
        today: today(),
    });
    (document, findings)
}

/// What is found in a document.
fn in_document(document: &Document) -> Vec<Finding> {
    CHECKER.check(&Matter {
        document,
        standard: &STANDARD,
        looks: None,
        source: None,
        supplied: false,
        today: today(),
    })
}

/// What is found in a document that prints with these looks.
fn in_looks(document: &Document, looks: &Looks) -> Vec<Finding> {
    let looks = Some(looks);
    CHECKER.check(&Matter {
        document,
        standard: &STANDARD,
        looks,
        source: None,
        supplied: false,
        today: today(),
    })
}

/// What is found in a document's own Word file, read back with its looks.
fn in_word(document: &Document) -> (Document, Vec<Finding>) {
    let bytes = writers::write(Format::Docx, document, &STANDARD, &FONTS).expect("a Word file");
    let word = docx::read(&bytes, &STANDARD, &Limits::default()).expect("a file of ours");
    let read = word.reading.document.expect("a document");
    let findings = in_looks(&read, &word.looks);
    (read, findings)
}

/// The words of a finding's place, and those of the paragraph it stands in.
fn marked(document: &Document, finding: &Finding) -> (String, String) {
    let place = finding.place;
    let (_, _, inlines) = document.texts().find(|(at, ..)| *at == place.at).expect("a place in the document");
    let words = match place.note {
        None => document::words(inlines),
        Some(note) => {
            let notes = inlines.iter().filter_map(|inline| match inline {
                document::Inline::Footnote { text } => Some(document::words(text)),
                _ => None,
            });
            notes.into_iter().nth(note).expect("a note")
        }
    };
    assert!(place.start <= place.end && place.end <= words.chars().count(), "{finding:?} in {words:?}");
    (words.chars().skip(place.start).take(place.end - place.start).collect(), words)
}

/// Findings, a line each, for a failing test to show.
fn told(document: &Document, findings: &[Finding]) -> String {
    let line = |finding: &Finding| {
        let (found, words) = marked(document, finding);
        format!("{} [{found}] {}\n    in: {words}\n", finding.id, finding.message)
    };
    findings.iter().map(line).collect()
}
