//! Batches on both databases: who takes which chunk, what comes late, what is kept once.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use tokio::sync::watch;
use vanthu::flow::bureau::batches::{BatchAsked, BatchFile, LEASE, RetryAsked, Work};
use vanthu::flow::bureau::{Bureau, Failure};
use vanthu::model::certificate::Sheet;
use vanthu::model::workflow::Role;
use vanthu::store::{Batch, BatchSearch, Store};
use vanthu::worker::Worker;

use super::{bureau, moment, person};
use crate::store::{each, staffed};

fn now() -> DateTime<Utc> {
    moment("2026-11-24T08:00:00+07:00")
}

fn later(seconds: i64) -> DateTime<Utc> {
    now() + TimeDelta::seconds(seconds)
}

/// So many rows of the built-in design's first sample, each with a name of its own.
pub(crate) fn rows(count: usize) -> Vec<Value> {
    let sheet = Sheet::built_in("giay-khen").unwrap().unwrap();
    let sample: BTreeMap<String, String> = sheet.samples[0].values.clone();
    (1..=count)
        .map(|number| {
            let mut row = json!(sample);
            row["name"] = format!("Nguyễn Văn Số {number}").into();
            row
        })
        .collect()
}

fn asked(rows: &[Value]) -> BatchAsked {
    BatchAsked::from_json(&json!({ "design": "giay-khen", "rows": rows }).to_string()).unwrap()
}

async fn made(bureau: &Bureau, rows: &[Value]) -> Batch {
    bureau.make_batch(&person(Role::Clerk), now(), asked(rows), None).await.unwrap()
}

/// Onto blanks: whole sheets each bear a code of their own, and never have the same bytes.
async fn blanks(bureau: &Bureau, rows: &[Value]) -> Batch {
    let asked = json!({ "design": "giay-khen", "overlay": true, "rows": rows }).to_string();
    let asked = BatchAsked::from_json(&asked).unwrap();
    bureau.make_batch(&person(Role::Clerk), now(), asked, None).await.unwrap()
}

async fn shown(bureau: &Bureau, id: &str) -> Batch {
    bureau.batch(&person(Role::Clerk), id, now()).await.unwrap().0
}

/// Lays a chunk out and keeps what comes of it; false where it came late.
async fn done(bureau: &Bureau, work: &Work, at: DateTime<Utc>) -> bool {
    let studio = bureau.studio(&work.batch).await.unwrap();
    bureau.finish_work(work, &studio.lay(&work.to_lay()).unwrap(), at).await.unwrap()
}

async fn taken(bureau: &Bureau, owner: &str, at: DateTime<Utc>) -> Option<Work> {
    bureau.claim_work(owner, at).await.unwrap()
}

async fn file(bureau: &Bureau, id: &str, file: BatchFile) -> Vec<u8> {
    let mut sending = bureau.batch_file(&person(Role::Leader), id, file).await.unwrap();
    let mut bytes = Vec::new();
    while let Some(piece) = sending.pieces.recv().await {
        bytes.extend(piece.unwrap());
    }
    bytes
}

/// Works until nothing is left.
async fn worked(bureau: &Bureau) {
    let (_stop, told) = watch::channel(false);
    Worker::new(bureau.clone(), now).drain(told).await.unwrap();
}

fn conflict<T: std::fmt::Debug>(result: Result<T, Failure>) -> &'static str {
    match result {
        Err(Failure::Conflict(code, _)) => code,
        other => unreachable!("no conflict: {other:?}"),
    }
}

#[test]
fn a_chunk_is_one_workers_until_its_lease_ends_and_who_comes_late_changes_nothing() {
    each(|place| async move {
        let bureau = bureau(staffed(&place).await);
        let batch = made(&bureau, &rows(70)).await;
        let first = taken(&bureau, "a", now()).await.unwrap();
        let second = taken(&bureau, "b", now()).await.unwrap();
        assert_eq!((first.rows.len(), second.rows.len()), (64, 6), "two chunks, each somebody's");
        assert_eq!(taken(&bureau, "c", later(1)).await, None);
        // The second lives, the first is not heard of any more.
        assert!(bureau.renew_work(&second, now() + LEASE - TimeDelta::seconds(1)).await.unwrap());
        let again = taken(&bureau, "c", now() + LEASE).await.unwrap();
        assert_eq!((again.claim.ordinal, again.claim.attempts), (1, 2));
        assert_eq!(taken(&bureau, "d", now() + LEASE).await, None, "the second is still at work");
        assert!(!bureau.renew_work(&first, later(30)).await.unwrap());
        assert!(!done(&bureau, &first, later(30)).await, "its token is old");
        assert_eq!(shown(&bureau, &batch.id).await.done, 0);
        assert!(done(&bureau, &again, later(31)).await);
        assert!(!done(&bureau, &again, later(32)).await, "once");
        assert!(done(&bureau, &second, later(33)).await);
        let ended = shown(&bureau, &batch.id).await;
        assert_eq!((ended.state.as_str(), ended.done, ended.failed), ("done", 70, 0));
        assert_eq!(taken(&bureau, "e", later(900)).await, None);
        let kinds: Vec<String> = {
            let (_, events) = bureau.batch_news(&person(Role::Leader), &batch.id, 0, 9).await.unwrap();
            events.into_iter().map(|event| format!("{} {}", event.ordinal, event.kind)).collect()
        };
        assert_eq!(kinds, ["1 queued", "2 progress", "3 done"]);
        bureau.store.close().await;
    });
}

#[test]
fn many_workers_take_every_chunk_once() {
    each(|place| async move {
        let bureau = bureau(staffed(&place).await);
        for _ in 0..3 {
            made(&bureau, &rows(130)).await;
        }
        let owners: Vec<String> = (0..6).map(|owner| format!("w{owner}")).collect();
        let mut taken_by = Vec::new();
        loop {
            let claims = owners.iter().map(|owner| bureau.claim_work(owner, now()));
            let round: Vec<Work> =
                crate::store::futures_join(claims).await.into_iter().filter_map(Result::unwrap).collect();
            if round.is_empty() {
                break;
            }
            taken_by.extend(round.into_iter().map(|work| (work.claim.batch_id, work.claim.ordinal)));
        }
        taken_by.sort();
        let all = taken_by.len();
        taken_by.dedup();
        assert_eq!((all, taken_by.len()), (9, 9));
        bureau.store.close().await;
    });
}

#[test]
fn a_batch_waits_goes_on_and_is_given_up() {
    each(|place| async move {
        let bureau = bureau(staffed(&place).await);
        let clerk = person(Role::Clerk);
        let batch = made(&bureau, &rows(70)).await;
        let work = taken(&bureau, "a", now()).await.unwrap();
        let paused = bureau.pause_batch(&clerk, later(1), &batch.id).await.unwrap();
        assert_eq!(paused.state, "paused");
        assert_eq!(conflict(bureau.pause_batch(&clerk, later(1), &batch.id).await), "batch-state");
        assert_eq!(taken(&bureau, "b", later(2)).await, None);
        assert!(done(&bureau, &work, later(3)).await, "what is at work ends");
        assert_eq!(shown(&bureau, &batch.id).await.state, "paused");
        assert_eq!(
            conflict(bureau.batch_file(&clerk, &batch.id, BatchFile::Merged).await.map(|_| ())),
            "batch-unfinished"
        );
        bureau.resume_batch(&clerk, later(4), &batch.id).await.unwrap();
        let work = taken(&bureau, "b", later(5)).await.unwrap();
        let cancelled = bureau.cancel_batch(&clerk, later(6), &batch.id, "In nhầm").await.unwrap();
        assert_eq!((cancelled.state.as_str(), cancelled.done, cancelled.cancelled), ("cancelled", 64, 6));
        assert!(!done(&bureau, &work, later(7)).await, "it was taken from them");
        assert_eq!(shown(&bureau, &batch.id).await.done, 64);
        assert_eq!(conflict(bureau.cancel_batch(&clerk, later(8), &batch.id, "x").await), "batch-state");
        let manifest: Value =
            serde_json::from_slice(&file(&bureau, &batch.id, BatchFile::Json).await).unwrap();
        assert_eq!(
            (manifest[63]["page"].as_i64(), manifest[64]["state"].as_str()),
            (Some(64), Some("cancelled"))
        );
        assert!(file(&bureau, &batch.id, BatchFile::Merged).await.starts_with(b"%PDF-"));
        bureau.store.close().await;
    });
}

#[test]
fn a_row_over_which_workers_die_fails_and_all_others_are_printed() {
    each(|place| async move {
        let bureau = bureau(staffed(&place).await);
        let batch = made(&bureau, &rows(5)).await;
        // Twice a worker takes the chunk and is never heard of again; then its rows go one by one,
        // and over the third row workers die too.
        let mut at = now();
        let mut work = None;
        for attempt in 1..=6 {
            let taken = taken(&bureau, "w", at).await.unwrap();
            assert_eq!((taken.claim.attempts, taken.is_suspect()), (attempt, attempt > 2));
            at += LEASE;
            if taken.is_suspect() {
                for row in &taken.rows[..2] {
                    assert!(bureau.try_alone(&taken, row).await.unwrap());
                    bureau.tried_alone(&taken, row).await.unwrap();
                }
                let dies = bureau.try_alone(&taken, &taken.rows[2]).await.unwrap();
                assert_eq!(dies, attempt < 6, "tried three times, then never again");
            }
            work = Some(taken);
        }
        drop(work);
        worked_at(&bureau, at).await;
        let ended = shown(&bureau, &batch.id).await;
        assert_eq!((ended.state.as_str(), ended.done, ended.failed), ("done", 4, 1));
        let which = BatchSearch { state: "failed".into(), after: 0, limit: 9 };
        let failed = bureau.batch_rows(&person(Role::Clerk), &batch.id, &which).await.unwrap();
        assert_eq!(failed[0].ordinal, 3);
        assert_eq!(failed[0].findings[0]["code"], "certificate-unprintable");
        bureau.store.close().await;
    });
}

/// A worker whose clock shows a moment of long after.
async fn worked_at(bureau: &Bureau, _at: DateTime<Utc>) {
    let (_stop, told) = watch::channel(false);
    let clock = || moment("2026-11-25T08:00:00+07:00");
    Worker::new(bureau.clone(), clock).drain(told).await.unwrap();
}

#[test]
fn the_files_are_the_same_bytes_whichever_worker_was_first_and_after_a_retry() {
    each(|place| async move {
        let bureau = bureau(staffed(&place).await);
        let right = rows(70);
        let in_order = blanks(&bureau, &right).await;
        worked(&bureau).await;
        let reversed = blanks(&bureau, &right).await;
        let (first, second) =
            (taken(&bureau, "a", now()).await.unwrap(), taken(&bureau, "b", now()).await.unwrap());
        assert!(done(&bureau, &second, now()).await && done(&bureau, &first, now()).await);
        // Two rows lack what the design needs; then they have it.
        let mut wrong = right.clone();
        wrong[2]["name"] = "".into();
        wrong[66]["name"] = Value::Null;
        let mended = blanks(&bureau, &wrong).await;
        worked(&bureau).await;
        let before = shown(&bureau, &mended.id).await;
        assert_eq!((before.state.as_str(), before.done, before.failed), ("done", 68, 2));
        let retry = json!({ "rows": [
            { "row": 3, "values": { "name": right[2]["name"] } },
            { "row": 67, "values": { "name": right[66]["name"] } },
        ] });
        let retry = RetryAsked::from_json(&retry.to_string()).unwrap();
        let clerk = person(Role::Clerk);
        bureau.retry_batch(&clerk, later(1), &mended.id, &retry).await.unwrap();
        worked(&bureau).await;
        let after = shown(&bureau, &mended.id).await;
        assert_eq!((after.state.as_str(), after.done, after.failed), ("done", 70, 0));
        assert_eq!(
            conflict(bureau.retry_batch(&clerk, later(2), &mended.id, &RetryAsked::default()).await),
            "batch-none-failed"
        );
        for kind in [BatchFile::Merged, BatchFile::Archive] {
            let wanted = file(&bureau, &in_order.id, kind).await;
            assert_eq!(file(&bureau, &in_order.id, kind).await, wanted, "each time");
            assert_eq!(file(&bureau, &reversed.id, kind).await, wanted, "whoever was first");
            assert_eq!(file(&bureau, &mended.id, kind).await, wanted, "after a retry");
        }
        bureau.store.close().await;
    });
}

#[test]
fn a_worker_that_is_told_to_stop_gives_back_what_it_has() {
    each(|place| async move {
        let bureau: Bureau = bureau(staffed(&place).await);
        let batch = made(&bureau, &rows(64)).await;
        let (stop, told) = watch::channel(false);
        let worker = Arc::new(Worker::new(bureau.clone(), now));
        let working = tokio::spawn({
            let worker = Arc::clone(&worker);
            async move { worker.run(told).await }
        });
        for _ in 0..2000 {
            if shown(&bureau, &batch.id).await.state != "queued" {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        stop.send_replace(true);
        working.await.unwrap();
        // Nobody waits for a lease to end: it is done, or to be had at once.
        if shown(&bureau, &batch.id).await.state != "done" {
            let work = taken(&bureau, "b", later(1)).await.expect("given back");
            assert_eq!(work.claim.attempts, 1, "as if it had never been taken");
        }
        bureau.store.close().await;
    });
}

#[test]
fn of_several_batches_the_one_that_waits_longest_is_next() {
    each(|place| async move {
        let store: Store = staffed(&place).await;
        let bureau = bureau(store);
        let large = made(&bureau, &rows(200)).await;
        assert_eq!(taken(&bureau, "a", later(1)).await.unwrap().batch.id, large.id);
        let small = bureau.make_batch(&person(Role::Clerk), later(0), asked(&rows(3)), None).await.unwrap();
        assert_eq!(taken(&bureau, "a", later(2)).await.unwrap().batch.id, small.id);
        assert_eq!(taken(&bureau, "a", later(3)).await.unwrap().batch.id, large.id);
        bureau.store.close().await;
    });
}
