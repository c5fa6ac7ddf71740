//! Numbers: given once, in order, without a hole.

use chrono::NaiveDate;
use serde_json::json;
use vanthu::store::{Entry, Error, Given, Place, Step, Store, Tx};

use super::{at, draft, each, staffed};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

fn entry(given: &Given, status: &str, day: NaiveDate, document: Option<&str>) -> Entry {
    Entry {
        office_id: given.office.clone(),
        series: given.series.clone(),
        year: given.year,
        number: given.number,
        part: given.part,
        status: status.into(),
        day: day.to_string(),
        symbol: "KH-UBND".into(),
        document_id: document.map(str::to_owned),
        reason: String::new(),
        particulars: json!({}),
        person_id: "records-officer".into(),
        at: at(1),
    }
}

async fn give(tx: &mut Tx, day: NaiveDate, status: &str) -> Result<Given, Error> {
    let given = tx.next_number("o1", "van-ban-di", day).await?;
    tx.enter(&entry(&given, status, day, None)).await?;
    Ok(given)
}

#[test]
fn a_number_of_a_failed_transaction_is_given_again() {
    each(|place| async move {
        let store = staffed(&place).await;
        let mut tx = store.begin().await.unwrap();
        assert_eq!(give(&mut tx, day(1), "issued").await.unwrap().number, 1);
        drop(tx);
        let mut tx = store.begin().await.unwrap();
        assert_eq!(give(&mut tx, day(1), "issued").await.unwrap().number, 1);
        tx.commit().await.unwrap();
    });
}

#[test]
fn days_follow_numbers_and_each_year_begins_at_one() {
    each(|place| async move {
        let store = staffed(&place).await;
        let mut tx = store.begin().await.unwrap();
        give(&mut tx, day(5), "issued").await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let early = give(&mut tx, day(4), "issued").await;
        assert!(matches!(early, Err(Error::Conflict("day-before-last"))), "{early:?}");
        drop(tx);
        let mut tx = store.begin().await.unwrap();
        let next_year = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap();
        assert_eq!(tx.next_number("o1", "van-ban-di", next_year).await.unwrap().number, 1);
        assert_eq!(tx.next_number("o1", "hoi-dong", day(4)).await.unwrap().number, 1);
        assert_eq!(tx.next_number("o2", "van-ban-di", day(4)).await.unwrap().number, 1);
    });
}

#[test]
fn a_reserved_number_is_used_once_or_made_void_with_its_reason() {
    each(|place| async move {
        let store = staffed(&place).await;
        let mut tx = store.begin().await.unwrap();
        tx.begin_document("o1", "d", &Step::first("clerk", at(1), ""), &draft("Kế hoạch")).await.unwrap();
        let kept = give(&mut tx, day(1), "reserved").await.unwrap();
        let spare = give(&mut tx, day(1), "reserved").await.unwrap();
        let used = entry(&kept, "issued", day(1), Some("d"));
        tx.take_reserved(&used).await.unwrap();
        let twice = tx.take_reserved(&used).await;
        assert!(matches!(twice, Err(Error::Conflict("number-not-reserved"))), "{twice:?}");
        tx.void(&spare, "không dùng").await.unwrap();
        let issued = tx.void(&kept, "x").await;
        assert!(matches!(issued, Err(Error::Conflict("number-not-reserved"))), "{issued:?}");
        tx.commit().await.unwrap();
        let lines = store.read().await.unwrap().register("o1", "van-ban-di", 2026).await.unwrap();
        let told: Vec<_> =
            lines.iter().map(|line| (line.number, line.status.as_str(), line.reason.as_str())).collect();
        assert_eq!(told, [(1, "issued", ""), (2, "void", "không dùng")]);
    });
}

/// Eight who issue at once, every third of whom fails: 1…n, each once.
#[test]
fn eight_at_once_get_every_number_once_and_leave_no_hole() {
    each(|place| async move {
        let store = staffed(&place).await;
        let tasks: Vec<_> = (0..8).map(|who| tokio::spawn(issue_some(place.clone(), who))).collect();
        let mut given = Vec::new();
        for task in tasks {
            given.extend(task.await.unwrap());
        }
        given.sort_unstable();
        let all: Vec<i64> = (1..=i64::try_from(given.len()).unwrap()).collect();
        assert_eq!(given, all);
        assert!(given.len() > 50, "{}", given.len());
        let counters = store.read().await.unwrap().counters().await.unwrap();
        let last = i64::try_from(all.len()).unwrap();
        assert_eq!(counters, [("o1".to_owned(), "van-ban-di".to_owned(), 2026, last, last, 1, last)]);
    });
}

async fn issue_some(place: Place, who: u32) -> Vec<i64> {
    let store = Store::open(&place).await.unwrap();
    let mut given = Vec::new();
    for turn in 0..12 {
        let mut tx = store.begin().await.unwrap();
        let number = give(&mut tx, day(1), "issued").await.unwrap().number;
        if (who + turn).is_multiple_of(3) {
            drop(tx);
        } else {
            tx.commit().await.unwrap();
            given.push(number);
        }
    }
    store.close().await;
    given
}
