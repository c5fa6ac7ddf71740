//! Story-named pairs of versions (`tests/changes`) against goldens: the list of changes as a
//! person reads it.

use vanthu::diff::compare;
use vanthu::flow::summary;

use super::{pairs, stories};
use crate::cases::{golden, reading};

#[test]
fn every_story_is_told_as_its_golden_shows() {
    for (name, old, new) in stories() {
        let [old, new] = [old, new].map(|text| reading(&text).document.unwrap());
        golden(&format!("changes/{name}"), "summary.txt", &summary(&compare(&old, &new)));
    }
}

#[test]
fn every_change_is_told_and_nothing_where_there_is_none() {
    for (name, old, new) in pairs() {
        let changes = compare(&old, &new);
        let counts = changes.counts;
        let told = changes.lines().len();
        assert_eq!(told, counts.changed + counts.removed + counts.added + counts.moved, "{name}");
        assert!(compare(&old, &old).lines().is_empty(), "{name}");
    }
}
