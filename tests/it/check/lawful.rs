//! Lawful documents: the checker stays silent.

use vanthu::flow::builtin::TEMPLATES;

use super::{in_document, in_text, sample, told, written};

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
        let (read, found) = in_text(&text);
        if !found.is_empty() {
            faults.push_str(&format!("{id} as text:\n{}", told(&read, &found)));
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}
