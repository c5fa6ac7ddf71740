//! The five real plans, where they are. Other people's documents: read from beside the
//! checkout, never copied into it.

#![expect(clippy::disallowed_methods, reason = "a test reads the plans from disk")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use vanthu::model::standard::ND30_2020;
use vanthu::model::{Code, Inline, Reading, Role, Standard, Supplied};
use vanthu::readers::text;
use vanthu::writers;

use crate::words;

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("LEFT OUT: the five real plans are not beside this checkout (../shared/seeds)");
    None
}

/// Every seed by its number, with what reading it gave.
fn seeds() -> BTreeMap<String, (String, Reading)> {
    let standard = Standard::load(ND30_2020).unwrap();
    let Some(folder) = folder() else { return BTreeMap::new() };
    let mut seeds = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy()[..3].to_owned();
        let input = std::fs::read_to_string(&path).unwrap();
        let reading = text::read(&input, &Supplied::default(), &standard);
        seeds.insert(name, (input, reading));
    }
    assert_eq!(seeds.len(), 5);
    seeds
}

/// The words of the input and those of the document and its leftovers, as multisets;
/// marks that become structure and what the law supplies put aside.
fn balance(input: &str, reading: &Reading) -> (Vec<String>, Vec<String>) {
    let document = reading.document.as_ref().unwrap();
    let mut found = words::of_document(document);
    for leftover in &reading.leftovers {
        found.extend(words::of_text(&leftover.text));
    }
    if reading.problems.iter().any(|problem| problem.code == Code::NationalTitleSupplied) {
        for supplied in ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
        {
            for word in words::of_text(supplied) {
                let at = found.iter().position(|other| *other == word).unwrap();
                found.remove(at);
            }
        }
    }
    let marks = |word: &String| ["*", "^", "{", "}", "¹", "²"].contains(&word.as_str());
    let mut given: Vec<String> = words::of_text(input).into_iter().filter(|word| !marks(word)).collect();
    found.retain(|word| !marks(word));
    given.sort();
    found.sort();
    (given, found)
}

#[test]
fn nothing_is_lost_and_nothing_invented() {
    for (name, (input, reading)) in seeds() {
        let (given, found) = balance(&input, &reading);
        assert_eq!(words::difference(&given, &found), words::NONE, "seed {name}: (lost, invented)");
    }
}

#[test]
fn only_the_web_page_has_leftovers() {
    for (name, (_, reading)) in seeds() {
        let lines: Vec<usize> = reading.leftovers.iter().map(|leftover| leftover.line).collect();
        let expected: &[usize] = if name == "001" { &[1, 3, 5, 9, 11, 13, 15] } else { &[] };
        assert_eq!(lines, expected, "seed {name}");
    }
}

#[test]
fn official_text_reads_back_to_the_same_document() {
    let standard = Standard::load(ND30_2020).unwrap();
    for (name, (_, reading)) in seeds() {
        let document = reading.document.unwrap();
        let again = text::read(&writers::text::write(&document), &Supplied::default(), &standard);
        assert_eq!(again.document.unwrap(), document, "seed {name}");
    }
}

/// What a clerk sees in a plan: how many paragraphs of each role, the lines at which cut
/// sentences were joined, the lines at which the numbering jumps.
struct Expected {
    seed: &'static str,
    roles: &'static [(Role, usize)],
    joined: &'static [usize],
    jumps: &'static [usize],
}

const EXPECTED: &[Expected] = &[
    Expected {
        seed: "000",
        roles: &[
            (Role::Citation, 2),
            (Role::MajorHeading, 4),
            (Role::ClauseHeading, 7),
            (Role::Clause, 5),
            (Role::Point, 6),
            (Role::Bullet, 11),
            (Role::Recipient, 8),
            (Role::SignerTitle, 1),
        ],
        joined: &[33, 63, 97],
        jumps: &[91],
    },
    Expected {
        seed: "001",
        roles: &[
            (Role::IssuingBody, 1),
            (Role::MajorHeading, 3),
            (Role::ClauseHeading, 2),
            (Role::Clause, 6),
            (Role::Subclause, 8),
            (Role::Bullet, 2),
            (Role::Recipient, 5),
            (Role::Capacity, 2),
            (Role::SignerTitle, 1),
        ],
        joined: &[],
        jumps: &[],
    },
    Expected {
        seed: "002",
        roles: &[
            (Role::Citation, 3),
            (Role::MajorHeading, 5),
            (Role::ClauseHeading, 13),
            (Role::Clause, 2),
            (Role::Item, 5),
            (Role::Point, 5),
            (Role::Bullet, 28),
            (Role::Recipient, 13),
            (Role::Capacity, 1),
        ],
        joined: &[61, 93, 165],
        jumps: &[],
    },
    Expected {
        seed: "003",
        roles: &[
            (Role::Citation, 1),
            (Role::MajorHeading, 5),
            (Role::ClauseHeading, 6),
            (Role::Clause, 12),
            (Role::Recipient, 7),
            (Role::Capacity, 1),
        ],
        joined: &[55],
        jumps: &[49],
    },
    Expected {
        seed: "004",
        roles: &[
            (Role::MajorHeading, 6),
            (Role::ClauseHeading, 9),
            (Role::SubclauseHeading, 6),
            (Role::Clause, 13),
            (Role::Point, 23),
            (Role::Bullet, 32),
            (Role::Recipient, 7),
            (Role::Capacity, 1),
        ],
        joined: &[73, 154],
        jumps: &[59],
    },
];

#[test]
fn the_structure_is_what_a_clerk_would_see() {
    let seeds = seeds();
    for expected in EXPECTED.iter().filter(|expected| seeds.contains_key(expected.seed)) {
        let reading = &seeds[expected.seed].1;
        let document = reading.document.as_ref().unwrap();
        let count = |role: Role| document.paragraphs().filter(|paragraph| paragraph.role == role).count();
        for (role, number) in expected.roles {
            assert_eq!(count(*role), *number, "seed {}: {}", expected.seed, role.key());
        }
        for role in [Role::NationalTitle, Role::Motto, Role::DocType, Role::Subject, Role::SignerName] {
            assert_eq!(count(role), 1, "seed {}: {}", expected.seed, role.key());
        }
        let lines = |code: Code| -> Vec<usize> {
            reading
                .problems
                .iter()
                .filter(|problem| problem.code == code)
                .map(|problem| problem.line)
                .collect()
        };
        assert_eq!(lines(Code::LinesJoined), expected.joined, "seed {}", expected.seed);
        assert_eq!(lines(Code::NumberingJump), expected.jumps, "seed {}", expected.seed);
        assert_eq!(lines(Code::Unplaced), [0; 0], "seed {}", expected.seed);
        assert_eq!(document.kind, "plan", "seed {}", expected.seed);
    }
}

#[test]
fn two_notes_are_marked_and_the_sentence_they_cut_is_whole() {
    let seeds = seeds();
    let Some((_, reading)) = seeds.get("003") else { return };
    let notes = reading.document.as_ref().unwrap().paragraphs().flat_map(|paragraph| &paragraph.text);
    assert_eq!(notes.filter(|inline| matches!(inline, Inline::Footnote { .. })).count(), 2);
}
