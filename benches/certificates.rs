//! Certificates by the thousand: time, CPU and memory of one merged PDF, and of single ones.
//!
//! `cargo bench --bench certificates -- --quick` prints 100 and 1,000; without it 10,000 too, and
//! `--long` 50,000. Each line is a process of its own, so that its memory is its own. `--one
//! DESIGN merged|singles COUNT [OUT]` prints one as JSON, for `benches/peers/certificates`.

#[path = "resident/mod.rs"]
mod resident;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Result, Write};
use std::ops::ControlFlow;
use std::process::Command;
use std::time::Instant;

use chrono::NaiveDate;
use resident::most_resident;
use serde_json::{Value, json};
use vanthu::flow::certificates::{Certificates, Outputs};
use vanthu::model::certificate::{Calibration, Sheet};
use vanthu::readers::rows::Rows;
use vanthu::writers::certificate::Faces;

/// Counts what is written, and keeps nothing but in a file: a file's own memory is not ours.
#[derive(Default)]
struct Count(u64, Option<BufWriter<File>>);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.0 += bytes.len() as u64;
        if let Some(file) = &mut self.1 {
            file.write_all(bytes)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<()> {
        self.1.as_mut().map_or(Ok(()), Write::flush)
    }
}

/// CPU time of the whole process in seconds, ended threads counted; 0 where the system does not
/// say. To the hundredth.
#[expect(clippy::disallowed_methods, reason = "a bench may look at its own process")]
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

fn rows(sheet: &Sheet, count: usize) -> Rows {
    let row = |number: usize| {
        let mut row = sheet.samples[number % sheet.samples.len()].clone();
        row.values.insert("name".into(), format!("Nguyễn Văn {number:05}"));
        row.values.insert(
            "reason".into(),
            format!("Đã có thành tích xuất sắc trong phong trào thi đua yêu nước, số {number:05}"),
        );
        row
    };
    Rows { rows: (0..count).map(row).collect(), findings: Vec::new() }
}

/// Prints so many rows in this process; what that took.
fn one(id: &str, kind: &str, count: usize, out: Option<&str>) -> Option<Value> {
    let sheet = Sheet::built_in(id)?.ok()?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let day = NaiveDate::from_ymd_opt(2026, 12, 4)?;
    let (pictures, calibration) = (BTreeMap::new(), Calibration::default());
    let studio = Certificates { sheet, faces: Faces::embedded(), pictures, calibration, day };
    let listed = rows(&studio.sheet, count);
    let file =
        out.and_then(|path| File::create(path).ok()).map(|file| BufWriter::with_capacity(1 << 20, file));
    let mut out = Count(0, file);
    let outputs = match kind {
        "singles" => Outputs { archive: Some(&mut out), ..Outputs::default() },
        _ => Outputs { merged: Some(&mut out), ..Outputs::default() },
    };
    let (used, begun) = (cpu(), Instant::now());
    let printed = studio.print(&listed, outputs, threads, |_| ControlFlow::Continue(())).ok()?;
    let (wall, cpu) = (begun.elapsed().as_secs_f64(), cpu() - used);
    let bytes = out.0;
    Some(json!({ "pages": printed.pages, "wall": wall, "cpu": cpu, "peak": most_resident(), "bytes": bytes }))
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--one") {
        let [id, kind, count, rest @ ..] = &arguments[at + 1..] else { return };
        let Ok(count) = count.parse() else { return };
        let out = rest.first().map(String::as_str).filter(|out| !out.starts_with("--"));
        return println!("{}", one(id, kind, count, out).unwrap_or_default());
    }
    let given = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let mut counts = vec![100, 1_000];
    if !given("--quick") {
        counts.push(10_000);
    }
    if given("--long") {
        counts.push(50_000);
    }
    for id in ["giay-khen", "giay-khen-phoi"] {
        for kind in ["merged", "singles"] {
            for count in &counts {
                let Some(took) = alone(&arguments[0], &["--one", id, kind, &count.to_string()]) else {
                    return;
                };
                let number = |key: &str| took[key].as_f64().unwrap_or_default();
                println!(
                    "{id:<15} {kind:<7} {count:>6} rows  {:>7.2} s  {:>7.2} s CPU  {:>6.0} a second  {:>4} MiB  {:>7.1} MiB written",
                    number("wall"),
                    number("cpu"),
                    number("pages") / number("wall"),
                    number("peak"),
                    number("bytes") / f64::from(1 << 20),
                );
            }
        }
    }
}

/// The same in a process of its own.
fn alone(program: &str, arguments: &[&str]) -> Option<Value> {
    let ran = Command::new(program).args(arguments).output().ok()?;
    serde_json::from_slice(&ran.stdout).ok()
}
