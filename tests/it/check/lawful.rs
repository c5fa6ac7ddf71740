//! Lawful documents: the checker stays silent.

use vanthu::flow::builtin::TEMPLATES;

use crate::cases::{cases, reading};

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
    for (name, input) in cases() {
        if UNLAWFUL.iter().any(|(case, _)| *case == name) {
            continue;
        }
        let document = reading(&input).document.expect("a document");
        let mut forms = vec![("a document", (document.clone(), in_document(&document)))];
        forms.push(("Word", in_word(&document)));
        for (_, (_, found)) in &mut forms {
            // Without its text nobody can tell that a letterhead was lost on the way.
            found.retain(|found| name != "plan-lost-letterhead" || found.id != "element-missing");
        }
        if !input.starts_with('{') {
            forms.push(("text", in_text(&input)));
        }
        for (form, (document, found)) in forms.iter().filter(|(_, (_, found))| !found.is_empty()) {
            faults.push_str(&format!("{name} as {form}:\n{}", told(document, found)));
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}
