//! Our side of `benches/peers/run`: answers commands on standard input, one line each.
//!
//! `json N` prints plan N as JSON; `pdf N` and `docx N` write it and print what that took in
//! milliseconds: CPU of all threads, wall.

#[path = "clock/mod.rs"]
mod clock;
#[path = "plan/mod.rs"]
mod plan;

use std::io::BufRead;
use std::time::Instant;

use clock::cpu;
use vanthu::model::{Standard, standard::ND30_2020};
use vanthu::writers::{docx, fonts::Fonts, pdf};

fn main() {
    let Ok(standard) = Standard::load(ND30_2020) else { return };
    let fonts = Fonts::embedded();
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let mut words = line.split_whitespace();
        let (Some(verb), Some(Ok(ordinal))) = (words.next(), words.next().map(str::parse)) else { continue };
        let document = plan::plan(ordinal);
        if verb == "json" {
            println!("{}", serde_json::to_string(&document).unwrap_or_default());
            continue;
        }
        let (before, begun) = (cpu(), Instant::now());
        let written = if verb == "pdf" {
            pdf::pdf(&document, &standard, &fonts)
        } else {
            docx::write(&document, &standard, &fonts)
        };
        let (wall, cpu) = (begun.elapsed().as_secs_f64() * 1e3, cpu() - before);
        println!("{cpu:.3} {wall:.3} {}", written.map_or(0, |bytes| bytes.len()));
    }
}
