//! Lawful documents: the checker stays silent.

#![expect(clippy::disallowed_methods, reason = "a test reads cases from disk")]

use vanthu::flow::builtin::TEMPLATES;

use super::{in_document, in_text, in_word, sample, told, written};

#[test]
fn nothing_is_found_in_the_samples_of_built_in_templates() {
    let mut faults = String::new();
    for (id, _) in TEMPLATES {
        let document = sample(id);
        let found = in_document(&document);
        if !found.is_empty() {
            faults.push_str(&format!("{id}:\n{}", told(&document, &found)));
        }
        let text = written(&document);
        for (what, (read, found)) in [("text", in_text(&text)), ("Word", in_word(&document))] {
            if !found.is_empty() {
                faults.push_str(&format!("{id} as {what}:\n{}", told(&read, &found)));
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

/// Cases of `tests/cases` that are no lawful documents, and why.
const UNLAWFUL: &[(&str, &str)] = &[
    ("web-page-on-one-line", "as bad as what it is modelled on: TM and KT. without space, no closing mark"),
    ("hostile-words-stay-words", "its words are attacks, not a document"),
];

#[test]
fn nothing_is_found_in_the_golden_cases() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut faults = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if UNLAWFUL.iter().any(|(case, _)| *case == name) {
            continue;
        }
        let text = std::fs::read_to_string(path.join("input.txt")).unwrap();
        let (document, found) = in_text(&text);
        if !found.is_empty() {
            faults.push_str(&format!("{name}:\n{}", told(&document, &found)));
        }
        let (read, found) = in_word(&document);
        let found: Vec<_> = found.into_iter().filter(|found| found.id != "element-missing").collect();
        if !found.is_empty() {
            faults.push_str(&format!("{name} as Word:\n{}", told(&read, &found)));
        }
        let found = in_document(&document);
        // Without its text nobody can tell that a letterhead was lost on the way.
        let found: Vec<_> = found
            .into_iter()
            .filter(|f| name != "plan-lost-letterhead" || f.id != "element-missing")
            .collect();
        if !found.is_empty() {
            faults.push_str(&format!("{name} as a document:\n{}", told(&document, &found)));
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}
