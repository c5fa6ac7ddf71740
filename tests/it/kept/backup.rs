//! A backup is the same database again, on either engine; a damaged one is refused.

use std::io::{Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};
use vanthu::flow::bureau::{backup as archive, doctor};
use vanthu::store::{Error, Place, Reader, Store};
use zip::ZipArchive;

use super::{another, begun, day, filled, issued, opened, packed, places, touch, true_draft};
use crate::store::{each, lite, staffed};

/// Everything in a backup, with objects read: PostgreSQL writes them with other white space.
fn rows(packed: &[u8]) -> Value {
    let mut zip = ZipArchive::new(Cursor::new(packed)).unwrap();
    let names: Vec<String> =
        zip.file_names().filter(|name| name.starts_with("rows/")).map(str::to_owned).collect();
    let mut all = serde_json::Map::new();
    for name in names {
        let mut text = String::new();
        zip.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        let mut rows: Vec<Value> =
            text.lines().map(|line| object(serde_json::from_str(line).unwrap())).collect();
        rows.sort_by_key(Value::to_string);
        all.insert(name, rows.into());
    }
    all.into()
}

fn object(mut row: Value) -> Value {
    for value in row.as_object_mut().unwrap().values_mut() {
        let read = value.as_str().filter(|text| text.starts_with(['{', '[']));
        if let Some(read) = read.and_then(|text| serde_json::from_str(text).ok()) {
            *value = read;
        }
    }
    row
}

#[test]
fn a_backup_is_the_same_database_again_on_either_engine() {
    each(|place| async move {
        filled(&place).await;
        let first = packed(&place).await;
        for home in places().await {
            let (manifest, diagnosis) = archive::restore(&home.place, Cursor::new(&first)).await.unwrap();
            assert_eq!((manifest.last_act, diagnosis.faults.len()), (9, 0));
            let again = packed(&home.place).await;
            assert_eq!(rows(&again), rows(&first));
            // What refers is held as before.
            let store = opened(&home.place).await;
            let mut tx = store.begin().await.unwrap();
            let nobody = tx.begin_document("nowhere", "x", &begun(), &true_draft("x")).await;
            assert!(nobody.is_err());
            drop(tx);
            store.close().await;
        }
        if let Place::File(_) = place {
            assert_eq!(packed(&place).await, first, "the same moment, the same bytes");
        }
    });
}

#[test]
fn a_place_that_is_not_empty_is_refused_and_stays() {
    each(|place| async move {
        filled(&place).await;
        let backup = packed(&place).await;
        let home = another(&place).await;
        staffed(&home.place).await.close().await;
        let before = packed(&home.place).await;
        let refused = archive::restore(&home.place, Cursor::new(&backup)).await;
        assert!(matches!(refused, Err(archive::Error::Store(Error::Taken))), "{refused:?}");
        assert_eq!(packed(&home.place).await, before);
    });
}

async fn is_refused(place: &Place, bytes: &[u8]) {
    let refused = archive::restore(place, Cursor::new(bytes)).await;
    assert!(matches!(refused, Err(archive::Error::Damaged(_))), "{refused:?}");
    if let Place::File(path) = place {
        assert!(!path.exists(), "nothing is written");
    }
}

#[tokio::test]
async fn a_damaged_backup_is_refused_and_nothing_is_written() {
    let home = lite();
    filled(&home.place).await;
    let sound = packed(&home.place).await;
    let empty = lite();
    let end = sound.len();
    let some = (0..end).filter(|at| *at < 120 || *at + 120 > end || at % 61 == 0);
    for at in some {
        let mut bytes = sound.clone();
        bytes[at] ^= 0x10;
        is_refused(&empty.place, &bytes).await;
        bytes[at] ^= 0xFF;
        is_refused(&empty.place, &bytes).await;
    }
    for length in (0..end).step_by(97).chain([end - 1]) {
        is_refused(&empty.place, &sound[..length]).await;
    }
    is_refused(&empty.place, &[&sound[..], b"\n"].concat()).await;
    is_refused(&empty.place, &[&sound[..], &sound[..]].concat()).await;
    archive::restore(&empty.place, Cursor::new(&sound)).await.unwrap();
}

/// A whole archive with a true digest, whose parts are not what its manifest says.
#[tokio::test]
async fn a_backup_that_was_packed_wrongly_is_refused() {
    let home = lite();
    filled(&home.place).await;
    touch(&home.place, "CREATE TABLE stranger (id TEXT PRIMARY KEY)").await;
    let backup = packed(&home.place).await;
    for home in places().await {
        let refused = archive::restore(&home.place, Cursor::new(&backup)).await;
        assert!(matches!(refused, Err(archive::Error::Unfit(_))), "{refused:?}");
        let nothing = doctor::examine(&home.place).await;
        assert!(matches!(nothing, Err(Error::Nothing)), "what was begun is undone: {nothing:?}");
    }
}

#[tokio::test]
async fn what_refers_to_nothing_is_not_restored() {
    let home = lite();
    filled(&home.place).await;
    touch(&home.place, "UPDATE document SET replaced_by = 'z' WHERE id = 'd'").await;
    let backup = packed(&home.place).await;
    for home in places().await {
        let refused = archive::restore(&home.place, Cursor::new(&backup)).await;
        assert!(matches!(refused, Err(archive::Error::Store(Error::Db(_)))), "{refused:?}");
        let nothing = doctor::examine(&home.place).await;
        assert!(matches!(nothing, Err(Error::Nothing)), "{nothing:?}");
    }
}

/// Each backup under load is the database as it was after one act: what a reader of the live
/// one finds up to that act, and no more.
#[test]
fn backups_under_load_are_each_one_moment() {
    each(|place| async move {
        let store = staffed(&place).await;
        let stop = Arc::new(AtomicBool::new(false));
        let writers: Vec<_> =
            (0..4).map(|who| tokio::spawn(write(store.clone(), who, Arc::clone(&stop)))).collect();
        let mut backups = Vec::new();
        for _ in 0..5 {
            tokio::time::sleep(std::time::Duration::from_millis(60)).await;
            backups.push(packed(&place).await);
        }
        stop.store(true, Ordering::Relaxed);
        for writer in writers {
            writer.await.unwrap();
        }
        let mut moments = Vec::new();
        for backup in backups {
            let home = another(&place).await;
            let (manifest, diagnosis) = archive::restore(&home.place, Cursor::new(&backup)).await.unwrap();
            assert_eq!(diagnosis.faults, []);
            let restored = opened(&home.place).await;
            let mut live = store.read().await.unwrap();
            let mut copy = restored.read().await.unwrap();
            let acts = copy.trail(None, 0, i64::MAX).await.unwrap();
            assert_eq!(acts, live.trail(None, 0, manifest.last_act).await.unwrap());
            let numbers = numbered(&mut copy).await;
            assert_eq!(numbers.len(), acts.len(), "an act is in it with all that it did, or not at all");
            assert_eq!(numbers, numbered(&mut live).await[..numbers.len()]);
            moments.push(manifest.last_act);
            drop(copy);
            restored.close().await;
        }
        assert!(moments.first() < moments.last(), "others wrote meanwhile: {moments:?}");
    });
}

async fn numbered(reader: &mut Reader) -> Vec<(i64, Option<String>)> {
    let lines = reader.register("o1", super::SERIES, 2026).await.unwrap();
    lines.into_iter().map(|line| (line.number, line.document_id)).collect()
}

async fn write(store: Store, who: u32, stop: Arc<AtomicBool>) {
    for turn in 0..400 {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let mut tx = store.begin().await.unwrap();
        let given = super::next(&mut tx, 1).await;
        issued(&mut tx, &format!("w{who}-{turn}"), &given, day(1), false).await;
        if turn % 5 == 4 { drop(tx) } else { tx.commit().await.unwrap() }
    }
}

#[tokio::test]
async fn the_manifest_says_what_is_in_it() {
    let home = lite();
    filled(&home.place).await;
    let backup = packed(&home.place).await;
    let mut zip = ZipArchive::new(Cursor::new(&backup)).unwrap();
    let manifest: Value = serde_json::from_reader(zip.by_name("manifest.json").unwrap()).unwrap();
    assert_eq!(
        (&manifest["format"], &manifest["engine"], &manifest["last_act"]),
        (&json!(1), &json!("sqlite"), &json!(9))
    );
    let parts = manifest["parts"].as_array().unwrap();
    let documents = parts.iter().find(|part| part["name"] == "document").unwrap();
    assert_eq!(documents["rows"], 7);
}
