//! What merging costs beside writing: a plan and a decision, from template and data, new
//! words every time, in a warm process.
//!
//! `cargo bench --bench templates` prints CPU of all threads in milliseconds (mean of the
//! runs) and, for decisions of growing lists, the resident memory at its peak.

#[path = "clock/mod.rs"]
mod clock;

use std::hint::black_box;

use chrono::NaiveDate;
use clock::cpu;
use serde_json::{Value, json};
use vanthu::flow::Library;
use vanthu::merge::Prepared;
use vanthu::model::{Document, Standard, Supplied, standard::ND30_2020};
use vanthu::readers;
use vanthu::writers::{self, docx, fonts::Fonts, pdf};

const RUNS: usize = 200;

/// Clauses said again to fill the sixth page.
const LONGER: usize = 4;

struct Bench {
    standard: Standard,
    fonts: Fonts,
    library: Library,
    today: NaiveDate,
}

impl Bench {
    fn merged(&self, prepared: &Prepared, data: &Value) -> Document {
        let merged = self.library.merge(prepared, data, self.today);
        assert!(merged.problems.is_empty(), "{:?}", merged.problems.first());
        merged.document
    }

    fn pdf(&self, document: &Document) -> usize {
        pdf::pdf(document, &self.standard, &self.fonts).map_or(0, |bytes| bytes.len())
    }

    fn docx(&self, document: &Document) -> usize {
        docx::write(document, &self.standard, &self.fonts).map_or(0, |bytes| bytes.len())
    }
}

/// The CPU that a run takes on the average: clocks of threads are coarse, so many runs are
/// measured as one. Each run has its own number.
fn mean(runs: usize, mut run: impl FnMut(usize)) -> f64 {
    let before = cpu();
    (0..runs).for_each(&mut run);
    (cpu() - before) / runs as f64
}

/// Resident memory at its peak, in MiB.
#[expect(clippy::disallowed_methods, reason = "a bench may look at its own process")]
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<f64>().ok()).unwrap_or_default() / 1024.0
}

/// The plan with more points in its first section, as long as that of `benches/speed`.
fn longer(mut sample: Value) -> Value {
    let clauses = sample["sections"][0]["clauses"].as_array().cloned().unwrap_or_default();
    if let Some(own) = sample["sections"][0]["clauses"].as_array_mut() {
        own.extend(clauses.into_iter().cycle().take(LONGER));
    }
    sample
}

/// A plan with words of its own.
fn plan(sample: &Value, number: usize) -> Value {
    let mut data = sample.clone();
    data["number"] = json!(format!("{:02}", number + 1));
    let text = data.to_string().replace("phong trào", &format!("phong trào {number}"));
    serde_json::from_str(&text).unwrap_or(data)
}

/// A decision with as many persons as asked for, each with a name of their own.
fn decision(sample: &Value, persons: usize, number: usize) -> Value {
    let mut data = sample.clone();
    let first = data["persons"][0].clone();
    let all: Vec<Value> = (0..persons)
        .map(|at| {
            let mut person = first.clone();
            person["name"] = json!(format!("Nguyễn Văn {at} {number}"));
            person
        })
        .collect();
    data["persons"] = json!(all);
    data["list_place"] = json!("kem-theo");
    data
}

fn main() {
    let (Ok(standard), Ok(own)) = (Standard::load(ND30_2020), Standard::load(ND30_2020)) else { return };
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap_or_default();
    let bench = Bench { standard, fonts: Fonts::embedded(), library: Library::new(own), today };

    let Some(prepared) = bench.library.get("ke-hoach-phat-dong-thi-dua") else { return };
    let sample: Value =
        serde_json::from_str(include_str!("../tests/campaigns/seed-004.json")).unwrap_or_default();
    let sample = longer(sample);
    let document = bench.merged(&prepared, &sample);
    let pages =
        pdf::lay(&document, &bench.standard, &bench.fonts, pdf::Limits::default()).map(|laid| laid.pages());
    println!("plan from template and data: {pages:?} pages");
    let merge = mean(RUNS, |n| {
        black_box(bench.merged(&prepared, &plan(&sample, n)));
    });
    let read = mean(RUNS, |n| {
        black_box(plan(&sample, n));
    });
    println!("  merge           {:8.2} ms (and {read:.2} ms to make new data)", merge - read);
    let texts: Vec<String> =
        (0..RUNS).map(|n| writers::text::write(&bench.merged(&prepared, &plan(&sample, n + 500)))).collect();
    let from_text = |n: usize| readers::text::read(&texts[n], &Supplied::default(), &bench.standard);
    let reading = mean(RUNS, |n| {
        black_box(from_text(n));
    });
    println!("  the same words read as official text {reading:.2} ms");
    let documents: Vec<Document> =
        (0..RUNS).map(|n| bench.merged(&prepared, &plan(&sample, n + 1000))).collect();
    for (name, write) in [("pdf", Bench::pdf as fn(&Bench, &Document) -> usize), ("docx", Bench::docx)] {
        let alone = mean(RUNS, |n| {
            black_box(write(&bench, &documents[n]));
        });
        let whole = mean(RUNS, |n| {
            black_box(write(&bench, &bench.merged(&prepared, &plan(&sample, n + 2000))));
        }) - read;
        let text = mean(RUNS, |n| {
            black_box(from_text(n).document.map_or(0, |document| write(&bench, &document)));
        });
        println!(
            "  {name:<5} ready document {alone:8.2} ms, from data {whole:8.2} ms, from text {text:8.2} ms; data to text {:.2}",
            whole / text
        );
    }

    let Some(prepared) = bench.library.get("quyet-dinh-tang-giay-khen") else { return };
    let sample = vanthu::merge::sample(&prepared.template);
    for persons in [250, 500, 1000, 2000] {
        let data = |n| decision(&sample, persons, n);
        let made = mean(5, |n| {
            black_box(data(n));
        });
        let time = |run: &dyn Fn(&Document)| mean(5, |n| run(&bench.merged(&prepared, &data(n)))) - made;
        let merge = time(&|document| {
            black_box(document);
        });
        let docx = time(&|document| {
            black_box(bench.docx(document));
        });
        let after_docx = peak();
        let pdf = time(&|document| {
            black_box(bench.pdf(document));
        });
        println!(
            "decision, {persons:5} honorees: merge {merge:7.1} ms, docx {docx:7.1} ms, pdf {pdf:7.1} ms; peak {after_docx:.0} MiB after docx, {:.0} MiB after pdf",
            peak()
        );
    }
}
