//! The house held by a test: the diagram of rooms and arrows made executable, and the
//! habits that a compiler does not know.
//!
//! Each rule is a pure function over a file's path and text that returns its faults, so
//! that each is shown twice: our tree has none, and a small bad file has one.

mod habits;
mod rooms;
mod rules;
mod source;
mod tree;

use tree::File;

/// Asserts that a rule finds nothing in the whole tree.
#[track_caller]
fn clean(rule: impl Fn(&File) -> Vec<String>) {
    let faults: Vec<String> = tree::files().iter().flat_map(rule).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// Asserts that a rule finds just this in one small file.
#[track_caller]
fn faulty(rule: impl Fn(&File) -> Vec<String>, path: &str, text: &str, expected: &[&str]) {
    let found = rule(&File { path: path.to_owned(), text: text.to_owned() });
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (fault, part) in found.iter().zip(expected) {
        assert!(fault.starts_with(path) && fault.contains(part), "{fault:?} does not say {part:?}");
    }
}
