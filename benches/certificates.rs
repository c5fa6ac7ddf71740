//! Certificates by the thousand: time and memory of one merged PDF, and of single ones.
//!
//! `cargo bench --bench certificates -- --quick` prints 100 and 1,000; without it 10,000 too, and
//! `--long` 50,000. A line each: rows, seconds, pages a second, most resident MiB, MiB written.

use std::collections::BTreeMap;
use std::io::{Result, Write};
use std::ops::ControlFlow;
use std::time::Instant;

use chrono::NaiveDate;
use vanthu::flow::certificates::{Certificates, Outputs};
use vanthu::model::certificate::{Calibration, Sheet};
use vanthu::readers::rows::Rows;
use vanthu::writers::certificate::Faces;

/// Counts what is written, and keeps nothing: a file's own memory is not ours.
#[derive(Default)]
struct Count(u64);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

/// The most resident memory so far, in MiB; 0 where the system does not say.
#[expect(clippy::disallowed_methods, reason = "a bench may look at its own process")]
fn most_resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or_default() / 1024
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

fn main() {
    let given = |flag: &str| std::env::args().any(|argument| argument == flag);
    let mut counts = vec![100, 1_000];
    if !given("--quick") {
        counts.push(10_000);
    }
    if given("--long") {
        counts.push(50_000);
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let Some(day) = NaiveDate::from_ymd_opt(2026, 12, 4) else { return };
    for id in ["giay-khen", "giay-khen-phoi"] {
        let Some(Ok(sheet)) = Sheet::built_in(id) else { return };
        let studio = Certificates {
            sheet,
            faces: Faces::embedded(),
            pictures: BTreeMap::new(),
            calibration: Calibration::default(),
            day,
        };
        for singles in [false, true] {
            for &count in &counts {
                let listed = rows(&studio.sheet, count);
                let mut out = Count::default();
                let begun = Instant::now();
                let outputs = if singles {
                    Outputs { archive: Some(&mut out), ..Outputs::default() }
                } else {
                    Outputs { merged: Some(&mut out), ..Outputs::default() }
                };
                let printed = studio.print(&listed, outputs, threads, |_| ControlFlow::Continue(()));
                let Ok(printed) = printed else { return println!("{id}: {printed:?}") };
                let seconds = begun.elapsed().as_secs_f64();
                println!(
                    "{id:<15} {:<7} {count:>6} rows  {seconds:>7.2} s  {:>6.0} a second  {:>4} MiB  {:>7.1} MiB written",
                    if singles { "singles" } else { "merged" },
                    printed.pages as f64 / seconds,
                    most_resident(),
                    out.0 as f64 / f64::from(1 << 20),
                );
            }
        }
    }
}
