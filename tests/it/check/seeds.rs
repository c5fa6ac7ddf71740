//! What is found in the five real plans: printed to be judged (`--nocapture`).

#![expect(clippy::disallowed_methods, reason = "a test reads the plans from disk")]

use std::path::Path;

use super::{in_text, told};

#[test]
fn findings_of_the_real_plans_are_shown() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let Ok(entries) = std::fs::read_dir(folder) else {
        eprintln!("LEFT OUT: the five real plans are not beside this checkout (../shared/seeds)");
        return;
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let (document, findings) = in_text(&text);
        println!("{}: {}\n{}", path.display(), findings.len(), told(&document, &findings));
    }
}
