//! The five real plans: what is really wrong with them is found, and nothing else.

#![expect(clippy::disallowed_methods, reason = "a test reads the plans from disk")]

use std::collections::BTreeMap;
use std::path::Path;

use super::{in_text, told};

/// Every finding in every plan, by rule, each judged by hand to be right.
const FOUND: &[(&str, &[(&str, usize)])] = &[
    ("000", &[("citation-last", 1), ("numbering-gap", 1), ("capacity-missing", 1), ("dash-uneven", 2)]),
    (
        "001",
        &[
            ("motto", 1),
            ("act-symbol-missing", 1),
            ("closing-mark", 1),
            ("recipient-end", 3),
            ("archive-form", 1),
            ("capacity-form", 2),
            ("dash-half-spaced", 1),
            ("space-inside-brackets", 1),
            ("doubled-word", 1),
            ("body-name-capitals", 1),
            ("committee-name-capitals", 10),
            ("unit-noun-small", 2),
            ("people-state-capital", 1),
            ("capital-inside-sentence", 3),
        ],
    ),
    (
        "002",
        &[
            ("short-date-zero", 1),
            ("citation-last", 1),
            ("archive-form", 1),
            ("repeated-mark", 1),
            ("doubled-word", 1),
            ("bracket-unclosed", 1),
            ("mixed-quotes", 5),
            ("dash-half-spaced", 1),
            ("dash-tight", 5),
            ("space-in-date", 1),
            ("paragraph-capital", 1),
            ("people-state-capital", 1),
        ],
    ),
    ("003", &[("numbering-gap", 1), ("capital-inside-sentence", 5), ("people-state-capital", 1)]),
    ("004", &[("point-order", 1), ("capacity-missing", 1), ("people-state-capital", 4), ("dash-uneven", 1)]),
];

#[test]
fn what_is_wrong_with_the_real_plans_is_found_and_nothing_else() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    if !folder.is_dir() {
        eprintln!("LEFT OUT: the five real plans are not beside this checkout (../shared/seeds)");
        return;
    }
    let mut faults = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy()[..3].to_owned();
        let (document, findings) = in_text(&std::fs::read_to_string(&path).unwrap());
        let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in &findings {
            *counted.entry(&finding.id).or_default() += 1;
        }
        let expected: BTreeMap<&str, usize> = FOUND
            .iter()
            .filter(|(seed, _)| *seed == name)
            .flat_map(|(_, rules)| rules.iter().copied())
            .collect();
        if counted != expected {
            faults.push_str(&format!(
                "{name}: {counted:?} instead of {expected:?}\n{}",
                told(&document, &findings)
            ));
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}
