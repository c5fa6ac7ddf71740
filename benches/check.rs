//! What checking costs: a plan of ten pages as text, as a Word file and with comments; and
//! decisions of growing lists. In a warm process.
//!
//! `cargo bench --bench check` prints CPU of all threads in milliseconds, the mean of the runs.

#[path = "clock/mod.rs"]
mod clock;

use std::hint::black_box;

use chrono::NaiveDate;
use clock::cpu;
use serde_json::{Value, json};
use vanthu::flow::{self, Form, Inspector, Library, Manuscript, Press};
use vanthu::model::{Document, Reading, SCHEMA, Standard, standard::ND30_2020};
use vanthu::writers::{self, fonts::Fonts, pdf};

struct Bench {
    press: Press,
    inspector: Inspector,
    today: NaiveDate,
}

impl Bench {
    /// The number of findings.
    fn check(&self, manuscript: &Manuscript) -> usize {
        self.inspector.inspect(&self.press, manuscript, self.today).map_or(0, |found| found.findings.len())
    }

    fn comments(&self, manuscript: &Manuscript) -> usize {
        let found = self.inspector.inspect(&self.press, manuscript, self.today);
        found.and_then(|found| flow::annotate(&self.press, manuscript, &found)).map_or(0, |docx| docx.len())
    }

    fn word(&self, document: Document) -> Manuscript {
        let reading =
            Reading { schema: SCHEMA, document: Some(document), problems: Vec::new(), leftovers: Vec::new() };
        Manuscript::word(self.press.write(&reading, Form::Docx, None).unwrap_or_default())
    }
}

/// The CPU that a run takes on the average; clocks of threads are coarse, so many runs are
/// measured as one.
fn mean(runs: usize, mut run: impl FnMut()) -> f64 {
    let before = cpu();
    (0..runs).for_each(|_| run());
    (cpu() - before) / runs as f64
}

/// The sample of the decision with as many persons, each with a name of their own.
fn decision(sample: &Value, persons: usize) -> Value {
    let mut data = sample.clone();
    let first = data["persons"][0].clone();
    let all: Vec<Value> = (0..persons)
        .map(|at| {
            let mut person = first.clone();
            person["name"] = json!(format!("Nguyễn Văn {at}"));
            person
        })
        .collect();
    data["persons"] = json!(all);
    data["list_place"] = json!("kem-theo");
    data
}

fn main() {
    let (Ok(standard), Ok(own)) = (Standard::load(ND30_2020), Standard::load(ND30_2020)) else { return };
    let Ok(inspector) = Inspector::built_in() else { return };
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap_or_default();
    let (fonts, library) = (Fonts::embedded(), Library::new(own));
    let pages = |document: &Document| {
        pdf::lay(document, &standard, &fonts, pdf::Limits::default()).map_or(0, |laid| laid.pages())
    };
    let press = Press::new(vec![standard.clone()], Fonts::embedded(), 500);
    let bench = Bench { press, inspector, today };

    // A plan as long as ten pages: its body stands several times.
    let Some(prepared) = library.get("ke-hoach-phat-dong-thi-dua") else { return };
    let sample: Value =
        serde_json::from_str(include_str!("../tests/campaigns/seed-004.json")).unwrap_or_default();
    let mut document = library.merge(&prepared, &sample, today).document;
    let body = document.sections[0].blocks.clone();
    while pages(&document) < 10 {
        let middle = document.sections[0].blocks.len() / 2;
        document.sections[0].blocks.splice(middle..middle, body[8..body.len() - 2].iter().cloned());
    }
    let text = Manuscript::text(writers::text::write(&document));
    println!("plan of {} pages, {} findings as text", pages(&document), bench.check(&text));
    let word = bench.word(document);
    for (name, manuscript, runs) in [("text", &text, 100), ("docx", &word, 50)] {
        let check = mean(runs, || {
            black_box(bench.check(manuscript));
        });
        let comments = mean(runs, || {
            black_box(bench.comments(manuscript));
        });
        println!("  {name}: check {check:8.2} ms, with comments {comments:8.2} ms");
    }

    let Some(prepared) = library.get("quyet-dinh-tang-giay-khen") else { return };
    let sample = library.sample(&prepared);
    for persons in [1000, 2000, 4000] {
        let document = library.merge(&prepared, &decision(&sample, persons), today).document;
        let text = Manuscript::text(writers::text::write(&document));
        let found = bench.check(&text);
        let word = bench.word(document);
        let (text, word) = (&text, &word);
        let time = |manuscript: &Manuscript| {
            mean(5, || {
                black_box(bench.check(manuscript));
            })
        };
        println!(
            "decision, {persons:5} honorees: text {:8.1} ms, docx {:8.1} ms ({found} findings)",
            time(text),
            time(word)
        );
    }
}
