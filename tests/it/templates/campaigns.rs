//! The plan template with five campaigns of our own invention, each modelled on the
//! structure of one of the five real plans.

#![expect(clippy::disallowed_methods, reason = "a test reads campaigns and plans from disk")]

use std::path::{Path, PathBuf};

use vanthu::model::{Code, Document, Reading, Role, SCHEMA, Supplied};
use vanthu::readers::text;
use vanthu::viet::label::{self, Kind};

use super::{LIBRARY, STANDARD, today};
use crate::cases;

fn campaigns() -> Vec<(String, Reading)> {
    let prepared = LIBRARY.get("ke-hoach-phat-dong-thi-dua").unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/campaigns");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len(), 5);
    let read = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let data = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let merged = LIBRARY.merge(&prepared, &data, today());
        assert_eq!(merged.problems, [], "{name}");
        let reading =
            Reading { schema: SCHEMA, document: Some(merged.document), problems: vec![], leftovers: vec![] };
        (name, reading)
    };
    files.into_iter().map(read).collect()
}

/// The headings and points in order: role, kind of number, number.
fn skeleton(document: &Document) -> Vec<(Role, Kind, u32)> {
    let kept = [
        Role::MajorHeading,
        Role::ClauseHeading,
        Role::SubclauseHeading,
        Role::Clause,
        Role::Subclause,
        Role::Point,
        Role::Item,
    ];
    let labelled = document.paragraphs().filter(|paragraph| kept.contains(&paragraph.role));
    labelled
        .filter_map(|paragraph| {
            let label = label::parse(&paragraph.words())?;
            Some((paragraph.role, label.kind, label.value))
        })
        .collect()
}

#[test]
fn five_campaigns_agree_with_their_goldens() {
    for (name, reading) in campaigns() {
        cases::golden(&format!("campaigns/{name}"), "reading.txt", &cases::show(&reading));
    }
}

#[test]
fn each_campaign_has_the_skeleton_of_the_real_plan_it_is_modelled_on() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    if !folder.is_dir() {
        eprintln!("LEFT OUT: the five real plans are not beside this checkout (../shared/seeds)");
        return;
    }
    for (name, reading) in campaigns() {
        let number = name.strip_prefix("seed-").unwrap();
        let seed = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .find(|path| path.file_name().unwrap().to_string_lossy().starts_with(number))
            .unwrap();
        let seed = text::read(&std::fs::read_to_string(seed).unwrap(), &Supplied::default(), &STANDARD);
        let (real, ours) = (skeleton(&seed.document.unwrap()), skeleton(&reading.document.unwrap()));
        let levels = |all: &[(Role, Kind, u32)]| -> Vec<_> {
            all.iter().map(|(role, kind, _)| (*role, *kind)).collect()
        };
        assert_eq!(levels(&ours), levels(&real), "{name}");
        // Numbers differ only where the real plan itself jumps: ours count on.
        let jumps = seed.problems.iter().filter(|problem| problem.code == Code::NumberingJump).count();
        let differ = ours.iter().zip(&real).filter(|(ours, real)| ours.2 != real.2).count();
        assert!(
            if jumps == 0 { differ == 0 } else { differ <= 2 * jumps },
            "{name}: {differ} numbers differ"
        );
    }
}
