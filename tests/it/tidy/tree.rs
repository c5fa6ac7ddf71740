//! The files of the repository.

use std::{fs, path::Path};

/// A text file of ours: its path from the top of the repository, and its text.
pub(super) struct File {
    /// With `/` between its parts on every system.
    pub(super) path: String,
    /// Its text.
    pub(super) text: String,
}

impl File {
    /// True for a room's unit tests in a file of their own, `tests.rs`.
    pub(super) fn is_unit_test(&self) -> bool {
        self.path.ends_with("/tests.rs")
    }
}

/// What is made, fetched or bundled, and so not ours to hold: by path, and by name anywhere.
const NOT_OURS: &[&str] =
    &[".git", "Cargo.lock", "fonts/OFL.txt", "fonts/OFL-PlayfairDisplay.txt", "tests/fuzz/Cargo.lock"];
const NOT_OURS_ANYWHERE: &[&str] =
    &[".tools", "node_modules", "__pycache__", "package-lock.json", "target", ".pytest_cache"];

/// Every text file of the repository, in the order of their paths. Files that are not
/// UTF-8 (fonts, pictures) are left out.
pub(super) fn files() -> Vec<File> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    walk(top, "", &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(files.iter().any(|file| file.path == "src/lib.rs"), "the walk found no crate");
    files
}

#[expect(clippy::disallowed_methods, reason = "a test about the files themselves")]
fn walk(dir: &Path, prefix: &str, files: &mut Vec<File>) {
    for entry in fs::read_dir(dir).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if NOT_OURS_ANYWHERE.contains(&name.as_str()) {
            continue;
        }
        let path = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
        let kind = entry.file_type().unwrap();
        if NOT_OURS.contains(&path.as_str()) {
            continue;
        }
        if kind.is_dir() {
            walk(&entry.path(), &path, files);
        } else if kind.is_file()
            && let Ok(text) = String::from_utf8(fs::read(entry.path()).unwrap())
        {
            files.push(File { path, text });
        }
    }
}
