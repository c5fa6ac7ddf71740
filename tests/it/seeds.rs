//! The five real plans, where they are. Other people's documents: read from beside the
//! checkout, never copied into it.

#![expect(clippy::disallowed_methods, reason = "a test reads the plans from disk")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use vanthu::model::standard::ND30_2020;
use vanthu::model::{Code, Reading, Role, Standard, Supplied};
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

fn outline(reading: &Reading) -> Vec<(Role, String)> {
    let heads = |role: Role| role.heading_rank().is_some() || role == Role::ArticleText;
    let paragraphs = reading.document.as_ref().unwrap().paragraphs();
    paragraphs.filter(|p| heads(p.role)).map(|p| (p.role, p.words())).collect()
}

#[test]
fn the_headings_are_those_a_clerk_would_see() {
    for (name, (_, reading)) in seeds() {
        let counts = |role: Role| outline(&reading).iter().filter(|(found, _)| *found == role).count();
        let found = (counts(Role::MajorHeading), counts(Role::ClauseHeading), counts(Role::SubclauseHeading));
        println!("seed {name}: {found:?}");
        for (role, text) in outline(&reading) {
            println!("  {:18} {}", role.key(), text.chars().take(90).collect::<String>());
        }
        for problem in &reading.problems {
            println!("  {}:{}: {} ({})", problem.line, problem.column, problem.message, problem.code.key());
        }
    }
}
