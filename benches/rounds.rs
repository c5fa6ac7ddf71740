//! What it takes to hold an award round against its plan and the award rules.
//!
//! `cargo bench --bench rounds` prints a line for 2,500, 10,000 and 40,000 honorees: CPU
//! milliseconds of one check, the median of ten, and how much is found.

#[path = "clock/mod.rs"]
mod clock;

use clock::cpu;
use serde_json::Value;
use vanthu::check::round::check;
use vanthu::flow::campaigns;
use vanthu::model::award::{AWARDS_2022, Rules};
use vanthu::model::round::{Entry, State};

/// A campaign with nested quotas, and a round of it that breaks what can be broken.
const CAMPAIGN: &str = include_str!("../tests/rounds/seed-002.campaign.json");
const ROUND: &str = include_str!("../tests/rounds/seed-002.entries.json");

fn main() {
    let (Ok(campaign), Ok(round)) =
        (serde_json::from_str::<Value>(CAMPAIGN), serde_json::from_str::<Value>(ROUND))
    else {
        return;
    };
    let (Ok(campaign), Ok(settings), Ok(rules)) =
        (campaigns::read(&campaign), campaigns::settings(&round["settings"]), Rules::load(AWARDS_2022))
    else {
        return;
    };
    let entries = round["entries"].as_object().into_iter().flatten();
    let few: Vec<Entry> = entries.filter_map(|(_, entry)| campaigns::entry(entry, &campaign).ok()).collect();
    for count in [2_500, 10_000, 40_000] {
        let one = |at: usize| {
            let mut entry = few[at % few.len()].clone();
            // Every tenth has a name of its own; of the others many are alike.
            entry.honoree.name = if at.is_multiple_of(10) {
                format!("{} {at}", entry.honoree.name)
            } else {
                format!("Lê Hoa {}", at % 97)
            };
            (format!("e{at:05}"), entry)
        };
        let many: Vec<(String, Entry)> = (0..count).map(one).collect();
        let mut found = 0;
        let mut took: Vec<f64> = (0..10)
            .map(|_| {
                let begun = cpu();
                found = check(&campaign, &settings, &many, &rules, State::Decided, &[]).len();
                cpu() - begun
            })
            .collect();
        took.sort_by(f64::total_cmp);
        println!("{count:>6} honorees: {:>8.1} ms, {found} findings", took[took.len() / 2]);
    }
}
