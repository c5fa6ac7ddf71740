//! Whether memory stays flat: resident memory while thousands of plans are written.
//!
//! `cargo bench --bench memory -- 10000` prints a line a tenth of the way: documents,
//! resident MiB, documents in a second. Also the time of the first document.

#[path = "plan/mod.rs"]
mod plan;

use std::time::Instant;

use vanthu::model::{Standard, standard::ND30_2020};
use vanthu::writers::{fonts::Fonts, pdf};

/// Resident memory in MiB; 0 where the system does not say.
#[expect(clippy::disallowed_methods, reason = "a bench may look at its own process")]
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or_default() / 1024
}

fn main() {
    let count: u64 = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(1000);
    let begun = Instant::now();
    let Ok(standard) = Standard::load(ND30_2020) else { return };
    let fonts = Fonts::embedded();
    let mut bytes = 0;
    let mut since = Instant::now();
    for ordinal in 0..count {
        bytes += pdf::pdf(&plan::plan(ordinal), &standard, &fonts).map_or(0, |pdf| pdf.len());
        if ordinal == 0 {
            println!("first document after {:.0} ms", begun.elapsed().as_secs_f64() * 1e3);
        }
        let tenth = (count / 10).max(1);
        if (ordinal + 1) % tenth == 0 {
            let rate = tenth as f64 / since.elapsed().as_secs_f64();
            println!("{:>6} documents  {:>4} MiB  {rate:>5.1} a second", ordinal + 1, resident());
            since = Instant::now();
        }
    }
    println!("{} KiB a document", bytes as u64 / count.max(1) / 1024);
}
