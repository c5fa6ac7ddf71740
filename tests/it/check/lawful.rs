//! Lawful documents: the checker stays silent.

use vanthu::flow::builtin::TEMPLATES;

use crate::cases;

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
    let mut faults = String::new();
    for (name, input) in cases::cases() {
        if UNLAWFUL.iter().any(|(case, _)| *case == name) {
            continue;
        }
        if !input.trim_start().starts_with('{') {
            let (document, found) = in_text(&input);
            if !found.is_empty() {
                faults.push_str(&format!("{name}:\n{}", told(&document, &found)));
            }
        }
        // Without its text nobody can tell that a letterhead was lost on the way.
        let lost = |id: &str| name == "plan-lost-letterhead" && id == "element-missing";
        let document = cases::reading(&input).document.unwrap();
        let (read, found) = in_word(&document);
        let found: Vec<_> = found.into_iter().filter(|finding| !lost(&finding.id)).collect();
        if !found.is_empty() {
            faults.push_str(&format!("{name} as Word:\n{}", told(&read, &found)));
        }
        let found: Vec<_> = in_document(&document).into_iter().filter(|finding| !lost(&finding.id)).collect();
        if !found.is_empty() {
            faults.push_str(&format!("{name} as a document:\n{}", told(&document, &found)));
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}
