//! The doctor names every kind of damage, and nothing else.

use std::io::{Cursor, Seek, SeekFrom, Write};

use vanthu::flow::bureau::{backup as archive, doctor};
use vanthu::store::{Error, Place, Store};

use super::{another, filled, packed, path, places, touch};
use crate::store::{each, lite, staffed};

async fn faults(place: &Place) -> Vec<String> {
    let diagnosis = doctor::examine(place).await.unwrap();
    diagnosis.faults.iter().map(|fault| format!("{} {}", fault.kind, fault.id)).collect()
}

#[test]
fn a_sound_database_has_no_fault_and_is_not_changed() {
    each(|place| async move {
        filled(&place).await;
        let before = packed(&place).await;
        let diagnosis = doctor::examine(&place).await.unwrap();
        assert_eq!(diagnosis.faults, []);
        let counted = diagnosis.counted;
        assert_eq!(
            (counted.documents, counted.versions, counted.numbers, counted.files, counted.templates),
            (7, 34, 8, 12, 2)
        );
        assert_eq!(counted.acts, 9);
        assert_eq!(packed(&place).await, before);
    });
}

/// What somebody did to a sound database, and what the doctor says of it.
const DAMAGE: &[(&str, &[&str])] = &[
    // The audit log.
    ("UPDATE audit SET act = 'x' WHERE ordinal = 3", &["act-changed 3"]),
    ("UPDATE audit SET subject = 'x' WHERE ordinal = 9", &["act-changed 9"]),
    ("UPDATE audit SET digest = 'x' WHERE ordinal = 3", &["act-changed 3"]),
    ("DELETE FROM audit WHERE ordinal = 3", &["act-missing 4"]),
    ("DELETE FROM audit WHERE ordinal = 9", &["act-cut-off 8"]),
    ("UPDATE audit_link SET ordinal = 8", &["act-cut-off 9"]),
    // Numbers.
    ("DELETE FROM entry WHERE number = 2", &["number-missing o1/van-ban-di/2026/02", "issue-unregistered c"]),
    ("DELETE FROM entry WHERE number = 4", &["number-missing o1/van-ban-di/2026/04"]),
    ("UPDATE counter SET last = 9", &["number-missing o1/van-ban-di/2026/08-09"]),
    ("UPDATE counter SET last = 2", &["counter-behind o1/van-ban-di/2026"]),
    ("DELETE FROM counter", &["counter-missing o1/van-ban-di/2026"]),
    (
        "INSERT INTO counter (office_id, series, year, last) VALUES ('o2', 's', 2026, 1)",
        &["number-missing o2/s/2026/01"],
    ),
    (
        "UPDATE entry SET part = 2 WHERE part = 1; UPDATE issue SET part = 2 WHERE part = 1",
        &["number-missing o1/van-ban-di/2026/05a"],
    ),
    (
        "UPDATE entry SET day = '2026-11-20' WHERE number = 1; UPDATE issue SET day = '2026-11-20' WHERE number = 1",
        &["number-order o1/van-ban-di/2026/02"],
    ),
    (
        "UPDATE entry SET document_id = NULL WHERE number = 1",
        &["number-unused o1/van-ban-di/2026/01", "issue-unregistered b"],
    ),
    ("UPDATE entry SET status = 'void' WHERE number = 1", &["number-differs o1/van-ban-di/2026/01"]),
    ("UPDATE entry SET status = 'lost' WHERE number = 4", &["number-differs o1/van-ban-di/2026/04"]),
    ("UPDATE entry SET symbol = 'QĐ' WHERE number = 1", &["number-differs o1/van-ban-di/2026/01"]),
    ("UPDATE issue SET number = 2 WHERE document_id = 'b'", &["number-differs o1/van-ban-di/2026/01"]),
    (
        "DELETE FROM issue WHERE document_id = 'b'",
        &["number-differs o1/van-ban-di/2026/01", "issue-differs b"],
    ),
    // Files.
    (
        "UPDATE file SET content = (SELECT content FROM file AS other WHERE other.digest =
             (SELECT pdf FROM issue WHERE document_id = 'c'))
         WHERE digest = (SELECT pdf FROM issue WHERE document_id = 'b')",
        &["file-altered ab1ee0bd89c9eb7e4fcc7f94a2a8e3e4a3a80f2b"],
    ),
    (
        "UPDATE file SET size = 1 WHERE digest = (SELECT pdf FROM issue WHERE document_id = 'b')",
        &["file-altered ab1ee0bd89c9eb7e4fcc7f94a2a8e3e4a3a80f2b"],
    ),
    (
        "DELETE FROM file WHERE digest = (SELECT docx FROM issue WHERE document_id = 'b')",
        &["file-missing issue/b"],
    ),
    (
        "UPDATE version SET upload = 'x' WHERE document_id = 'a' AND ordinal = 2",
        &["file-missing version/a 2"],
    ),
    // Versions.
    ("UPDATE version SET digest = 'x' WHERE document_id = 'a' AND ordinal = 1", &["version-digest a/1"]),
    (
        "UPDATE version SET document = (SELECT document FROM version AS other
             WHERE other.document_id = 'b' AND other.ordinal = 1) WHERE document_id = 'a' AND ordinal = 1",
        &["version-digest a/1"],
    ),
    ("UPDATE version SET document = '{}' WHERE document_id = 'b' AND ordinal = 5", &["version-digest b/5"]),
    ("DELETE FROM version WHERE document_id = 'b' AND ordinal = 2", &["version-missing b/2"]),
    ("DELETE FROM version WHERE document_id = 'b' AND ordinal = 5", &["version-missing b/5"]),
    ("DELETE FROM version WHERE document_id = 'a'", &["version-missing a/1-2"]),
    ("UPDATE document SET head = 9 WHERE id = 'a'", &["version-missing a/3-9"]),
    ("UPDATE document SET head = 1 WHERE id = 'a'", &["document-head a"]),
    ("UPDATE document SET state = 'submitted' WHERE id = 'a'", &["document-state a"]),
    ("UPDATE version SET act = 'approve' WHERE document_id = 'a' AND ordinal = 2", &["version-act a/2"]),
    (
        "UPDATE version SET state = 'issued' WHERE document_id = 'a' AND ordinal = 2",
        &["version-act a/2", "document-state a"],
    ),
    ("UPDATE version SET act = 'x' WHERE document_id = 'a' AND ordinal = 1", &["version-act a/1"]),
    ("UPDATE issue SET ordinal = 2 WHERE document_id = 'b'", &["issue-differs b"]),
    ("UPDATE document SET replaced_by = 'b' WHERE id = 'a'", &["replaced-wrongly a"]),
    ("UPDATE document SET replaced_by = NULL WHERE id = 'd'", &["replaced-wrongly d"]),
    ("UPDATE document SET replaced_by = 'a' WHERE id = 'd'", &["replaced-wrongly d"]),
    // Templates.
    ("UPDATE template_version SET text = 'x' WHERE ordinal = 1", &["template-altered t/1"]),
    ("UPDATE template_version SET parts = '{}' WHERE ordinal = 2", &["template-altered t/2"]),
    ("DELETE FROM template_version WHERE ordinal = 1", &["template-versions t"]),
    ("UPDATE template SET head = 9", &["template-versions t"]),
    // Rounds.
    (
        r#"UPDATE award_round SET frozen = '{"honorees": [{"id": "x"}], "b": "D", "a": 1}'"#,
        &["round-altered r"],
    ),
    ("UPDATE award_round SET digest = 'x'", &["round-altered r"]),
    ("UPDATE award_round SET frozen = NULL", &["round-set r"]),
    ("UPDATE award_round SET state = 'council'", &["round-state r", "round-set r"]),
    ("UPDATE round_step SET ordinal = 3 WHERE ordinal = 2", &["round-state r"]),
    ("UPDATE candidate SET honoured = 1 WHERE id = 'y'", &["figures-differ r", "round-entries r"]),
    ("UPDATE candidate SET money = 8 WHERE id = 'x'", &["figures-differ r"]),
    // References.
    ("UPDATE document SET replaced_by = 'z' WHERE id = 'd'", &["reference-missing document/d"]),
    (
        "UPDATE version SET person_id = 'z' WHERE document_id = 'a' AND ordinal = 1",
        &["reference-missing version/a 1"],
    ),
    (
        "DELETE FROM person WHERE id = 'leader'",
        &["reference-missing membership/o1 leader leader", "reference-missing round_step/r 2"],
    ),
];

#[test]
fn every_kind_of_damage_is_named_and_nothing_else() {
    each(|place| async move {
        filled(&place).await;
        let sound = packed(&place).await;
        let mut wrong = Vec::new();
        for (sql, expected) in DAMAGE {
            let home = another(&place).await;
            archive::restore(&home.place, Cursor::new(&sound)).await.unwrap();
            touch(&home.place, sql).await;
            let found = faults(&home.place).await;
            // Of a file's name its beginning is enough.
            let short: Vec<&str> = found
                .iter()
                .map(|fault| if fault.starts_with("file-altered") { &fault[..12] } else { fault })
                .collect();
            let expected: Vec<&str> = expected
                .iter()
                .map(|fault| if fault.starts_with("file-altered") { &fault[..12] } else { fault })
                .collect();
            if short != expected {
                wrong.push(format!("{sql}\n  expected {expected:?}\n  found {found:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

/// What SQLite alone lets in.
const DAMAGE_OF_A_FILE: &[(&str, &str)] = &[
    ("UPDATE audit SET at = 'never' WHERE ordinal = 2", "unreadable audit/2"),
    ("UPDATE audit SET detail = '{' WHERE ordinal = 2", "unreadable audit/2"),
    ("UPDATE version SET record = '{' WHERE document_id = 'a' AND ordinal = 1", "unreadable version/a 1"),
    ("UPDATE file SET content = 'text' WHERE digest = (SELECT MIN(digest) FROM file)", "unreadable file/"),
    ("UPDATE person SET active = 7 WHERE id = 'clerk'", "unreadable person/clerk"),
    ("PRAGMA journal_mode = DELETE", "setting journal_mode"),
];

#[tokio::test]
async fn what_a_file_alone_can_suffer_is_named() {
    let home = lite();
    filled(&home.place).await;
    let sound = packed(&home.place).await;
    for (sql, expected) in DAMAGE_OF_A_FILE {
        let home = lite();
        archive::restore(&home.place, Cursor::new(&sound)).await.unwrap();
        touch(&home.place, sql).await;
        let found = faults(&home.place).await;
        let others = found.iter().filter(|fault| !fault.starts_with("file-altered")).count();
        assert!(others == 1 && found[0].starts_with(expected), "{sql}: {found:?}");
    }
    // Bytes of the file itself, in the middle of a page.
    let mut file = std::fs::OpenOptions::new().write(true).open(path(&home.place)).unwrap();
    file.seek(SeekFrom::Start(4096 * 3)).unwrap();
    file.write_all(&[0xAB; 600]).unwrap();
    drop(file);
    let found = faults(&home.place).await;
    assert!(found.iter().any(|fault| fault.starts_with("torn ")), "{found:?}");
}

#[test]
fn a_server_that_may_lose_what_it_acknowledged_is_named() {
    each(|place| async move {
        let Place::Server(url) = &place else { return };
        filled(&place).await;
        let name = url.rsplit('/').next().unwrap();
        touch(&place, &format!("ALTER DATABASE {name} SET synchronous_commit = off")).await;
        assert_eq!(faults(&place).await, ["setting synchronous_commit"]);
    });
}

#[tokio::test]
async fn where_nothing_is_nothing_is_made() {
    for home in places().await {
        let nothing = doctor::examine(&home.place).await;
        assert!(matches!(nothing, Err(Error::Nothing)), "{nothing:?}");
        if let Place::File(path) = &home.place {
            assert!(!path.exists(), "looking makes no file");
        }
    }
}

#[test]
fn a_schema_of_another_vanthu_is_told() {
    each(|place| async move {
        staffed(&place).await.close().await;
        touch(&place, "DELETE FROM _sqlx_migrations WHERE version > 1").await;
        let found = doctor::examine(&place).await.unwrap().faults;
        assert_eq!((found.len(), found[0].kind, found[0].id.as_str()), (1, "schema-old", "1"));
        touch(&place, "UPDATE _sqlx_migrations SET version = 9999 WHERE version = 1").await;
        let newer = doctor::examine(&place).await;
        assert!(matches!(newer, Err(Error::Newer(9_999))), "{newer:?}");
        let newer = Store::open(&place).await;
        assert!(matches!(newer, Err(Error::Newer(9_999))), "{newer:?}");
    });
}
