//! What changed between two documents: laws on generated pairs, goldens of story-named pairs,
//! the tracked changes of Word accepted and rejected, pages of HTML.

mod laws;
mod pages;
mod redline;
mod stories;

use vanthu::model::Document;

use crate::cases;

/// Pairs of versions with a story: an old text, a new one, and what happened to a case of
/// `tests/cases` when something of it was edited.
fn pairs() -> Vec<(String, Document, Document)> {
    let read = |text: &str| cases::reading(text).document.unwrap();
    let mut pairs: Vec<(String, Document, Document)> =
        stories().into_iter().map(|(name, old, new)| (name, read(&old), read(&new))).collect();
    for (name, input) in cases::cases() {
        let old = read(&input);
        let mut new = old.clone();
        let blocks = &mut new.sections[0].blocks;
        let (third, half) = (blocks.len() / 3, blocks.len() / 2);
        blocks.remove(half);
        let moved = blocks.remove(third);
        blocks.insert(half, moved);
        new.sections.extend(old.sections.last().cloned());
        pairs.push((format!("{name}-edited"), old, new));
    }
    pairs
}

/// The texts of `tests/changes`: each story's old version and new one.
#[expect(clippy::disallowed_methods, reason = "a test reads its texts from disk")]
fn stories() -> Vec<(String, String, String)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join("changes");
    let mut stories: Vec<(String, String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let read = |file: &str| std::fs::read_to_string(path.join(file)).unwrap();
            (path.file_name().unwrap().to_string_lossy().into_owned(), read("old.txt"), read("new.txt"))
        })
        .collect();
    stories.sort();
    assert!(stories.len() >= 3, "stories are missing");
    stories
}
