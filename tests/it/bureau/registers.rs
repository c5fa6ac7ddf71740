//! Numbers that are kept, given late and made void: whatever is done, 1…n each once, in order.

use chrono::{NaiveDate, TimeDelta};
use serde_json::json;
use vanthu::flow::Bureau;
use vanthu::flow::bureau::Failure;
use vanthu::flow::bureau::registers::{ReserveAsked, VoidAsked};
use vanthu::model::register::Number;
use vanthu::model::workflow::Role;
use vanthu::store::{Entry, Error, Given, Store};
use vanthu::viet::date::day_of;

use super::{bureau, moment, person};
use crate::store::{each, staffed};

fn kept(count: i64) -> ReserveAsked {
    ReserveAsked { count, reason: "Chờ ký".into(), symbol: String::new(), day: None, supplement: false }
}

fn late(day: &str, supplement: bool) -> ReserveAsked {
    ReserveAsked { day: Some(day.parse().unwrap()), supplement, ..kept(1) }
}

fn why() -> VoidAsked {
    VoidAsked { year: None, reason: "Không ban hành".into() }
}

fn line(given: &Given, day: NaiveDate) -> Entry {
    Entry {
        office_id: given.office.clone(),
        series: given.series.clone(),
        year: given.year,
        number: given.number,
        part: given.part,
        status: "issued".into(),
        day: day.to_string(),
        symbol: "KH-UBND".into(),
        document_id: None,
        reason: String::new(),
        particulars: json!({}),
        person_id: "records-officer".into(),
        at: moment("2026-11-24T02:00:00Z"),
    }
}

/// Issues the next number, or a reserved one, on a day.
async fn issue(store: &Store, day: &str, reserved: Option<&str>) -> Result<String, Error> {
    let day: NaiveDate = day.parse().unwrap();
    let mut tx = store.begin().await?;
    let given = match reserved {
        None => {
            let given = tx.next_number("o1", "van-ban-di", day).await?;
            tx.enter(&line(&given, day)).await?;
            given
        }
        Some(number) => {
            let given = tx.reserved("o1", "van-ban-di", day, Number::read(number).unwrap()).await?;
            tx.take_reserved(&line(&given, day)).await?;
            given
        }
    };
    tx.commit().await?;
    Ok(given.written())
}

async fn reserve(bureau: &Bureau, asked: ReserveAsked, at: &str) -> Result<Vec<String>, Failure> {
    let officer = person(Role::RecordsOfficer);
    let entries = bureau.reserve(&officer, "van-ban-di", asked, moment(at)).await?;
    let written = |entry: &Entry| Number { number: entry.number, part: entry.part }.to_string();
    Ok(entries.iter().map(written).collect())
}

/// What a refusal says.
fn refused<T: std::fmt::Debug>(result: Result<T, Failure>) -> String {
    match result {
        Err(Failure::Conflict(code, about)) => format!("{code} {about}").trim().to_owned(),
        other => format!("{other:?}"),
    }
}

const NOW: &str = "2026-11-24T02:00:00Z";

#[test]
fn a_year_begins_at_midnight_in_viet_nam() {
    each(|place| async move {
        let bureau = bureau(staffed(&place).await);
        let before = reserve(&bureau, kept(2), "2026-12-31T16:59:59Z").await.unwrap();
        let after = reserve(&bureau, kept(1), "2026-12-31T17:00:00Z").await.unwrap();
        assert_eq!((before, after), (vec!["01".to_owned(), "02".into()], vec!["01".to_owned()]));
        let mut reader = bureau.store.read().await.unwrap();
        for (year, days) in [(2026, vec!["2026-12-31"; 2]), (2027, vec!["2027-01-01"])] {
            let lines = reader.register("o1", "van-ban-di", year).await.unwrap();
            assert_eq!(lines.iter().map(|line| line.day.as_str()).collect::<Vec<_>>(), days);
        }
        drop(reader);
        let officer = person(Role::RecordsOfficer);
        let next_day = moment("2027-01-01T02:00:00Z");
        let this_year = bureau.void_number(&officer, "van-ban-di", Number::plain(2), why(), next_day).await;
        assert!(matches!(this_year, Err(Failure::NotFound)), "{this_year:?}");
        let last_year = VoidAsked { year: Some(2026), ..why() };
        bureau.void_number(&officer, "van-ban-di", Number::plain(2), last_year, next_day).await.unwrap();
    });
}

#[test]
fn a_past_day_gets_a_number_that_was_kept_in_time_or_a_letter() {
    each(|place| async move {
        let bureau = bureau(staffed(&place).await);
        let store = &bureau.store;
        assert_eq!(issue(store, "2026-11-03", None).await.unwrap(), "01");
        assert_eq!(reserve(&bureau, kept(1), "2026-11-03T02:00:00Z").await.unwrap(), ["02"]);
        assert_eq!(issue(store, "2026-11-05", None).await.unwrap(), "03");
        assert_eq!(issue(store, "2026-11-20", None).await.unwrap(), "04");

        // The next number is refused, and the kept one that fits is named.
        assert_eq!(refused(reserve(&bureau, late("2026-11-04", false), NOW).await), "past-day 02");
        assert_eq!(refused(reserve(&bureau, late("2026-11-10", false), NOW).await), "past-day 0");
        assert_eq!(refused(reserve(&bureau, late("2026-11-24", true), NOW).await), "supplement-needless");
        assert_eq!(refused(reserve(&bureau, late("2026-11-02", true), NOW).await), "no-number-before");
        let ahead = reserve(&bureau, late("2026-11-25", false), NOW).await;
        assert!(
            matches!(&ahead, Err(Failure::Invalid(blames)) if blames[0].code == "day-ahead"),
            "{ahead:?}"
        );

        // A kept number fits between its neighbours' days alone.
        for day in ["2026-11-02", "2026-11-06"] {
            let early = issue(store, day, Some("02")).await;
            assert!(matches!(early, Err(Error::Conflict("day-out-of-order"))), "{early:?}");
        }
        assert_eq!(issue(store, "2026-11-04", Some("02")).await.unwrap(), "02");
        let twice = issue(store, "2026-11-04", Some("02")).await;
        assert!(matches!(twice, Err(Error::Conflict("number-not-reserved"))), "{twice:?}");

        // Letters stand after the last number of their day, in the order of days too.
        assert_eq!(reserve(&bureau, late("2026-11-10", true), NOW).await.unwrap(), ["03a"]);
        assert_eq!(issue(store, "2026-11-10", Some("03a")).await.unwrap(), "03a");
        assert_eq!(reserve(&bureau, late("2026-11-12", true), NOW).await.unwrap(), ["03b"]);
        assert_eq!(refused(reserve(&bureau, late("2026-11-05", true), NOW).await), "day-out-of-order");
        let after = issue(store, "2026-11-21", Some("03b")).await;
        assert!(matches!(after, Err(Error::Conflict("day-out-of-order"))), "{after:?}");
        assert_eq!(issue(store, "2026-11-20", None).await.unwrap(), "05", "letters take no number");
        assert_eq!(in_order(store).await, [(1, 0), (2, 0), (3, 0), (3, 1), (3, 2), (4, 0), (5, 0)]);
    });
}

#[test]
fn a_number_has_at_most_twenty_six_letters() {
    each(|place| async move {
        let bureau = bureau(staffed(&place).await);
        issue(&bureau.store, "2026-11-03", None).await.unwrap();
        issue(&bureau.store, "2026-11-05", None).await.unwrap();
        let many = ReserveAsked { count: 26, ..late("2026-11-04", true) };
        assert_eq!(reserve(&bureau, many, NOW).await.unwrap().last().unwrap(), "01z");
        assert_eq!(refused(reserve(&bureau, late("2026-11-04", true), NOW).await), "supplements-full");
    });
}

#[test]
fn an_issued_number_is_never_made_void() {
    each(|place| async move {
        let bureau = bureau(staffed(&place).await);
        let officer = person(Role::RecordsOfficer);
        issue(&bureau.store, "2026-11-03", None).await.unwrap();
        reserve(&bureau, kept(1), NOW).await.unwrap();
        let void = async |number| {
            bureau.void_number(&officer, "van-ban-di", Number::plain(number), why(), moment(NOW)).await
        };
        assert_eq!(refused(void(1).await), "number-not-reserved");
        let line = void(2).await.unwrap();
        assert_eq!((line.entry.status.as_str(), line.entry.reason.as_str()), ("void", "Không ban hành"));
        assert_eq!(refused(void(2).await), "number-not-reserved");
        assert!(matches!(void(3).await, Err(Failure::NotFound)));
    });
}

/// The numbers of the register; holds that they are 1…n, each once, that letters follow without a
/// hole, and that days follow numbers.
async fn in_order(store: &Store) -> Vec<(i64, i64)> {
    let lines = store.read().await.unwrap().register("o1", "van-ban-di", 2026).await.unwrap();
    let numbers: Vec<(i64, i64)> = lines.iter().map(|line| (line.number, line.part)).collect();
    for (before, (number, part)) in std::iter::once(&(0, 0)).chain(&numbers).zip(&numbers) {
        let next = (*number, *part) == (before.0 + 1, 0) || (*number, *part) == (before.0, before.1 + 1);
        assert!(next, "{before:?} then {number} {part}");
    }
    let days: Vec<&str> =
        lines.iter().filter(|line| line.status == "issued").map(|line| line.day.as_str()).collect();
    assert!(days.is_sorted(), "{days:?}");
    numbers
}

/// A small generator of its own, so that a run can be done again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

/// Whatever eight people do at once (issue, keep, use what was kept, give letters, make void,
/// fail half-way), the register is 1…n, each once, in the order of days.
#[test]
fn whatever_is_done_in_whatever_order_no_number_is_missed_or_given_twice() {
    each(|place| async move {
        let bureau = bureau(staffed(&place).await);
        let tasks: Vec<_> =
            (1..=8).map(|who| tokio::spawn(busy(bureau.clone(), Dice(u64::MAX / 11 * who)))).collect();
        let mut done = [0; 6];
        for task in tasks {
            for (all, one) in done.iter_mut().zip(task.await.unwrap()) {
                *all += one;
            }
        }
        let numbers = in_order(&bureau.store).await;
        let plain = i64::try_from(numbers.iter().filter(|(_, part)| *part == 0).count()).unwrap();
        let counters = bureau.store.read().await.unwrap().counters().await.unwrap();
        assert_eq!(counters, [("o1".to_owned(), "van-ban-di".to_owned(), 2026, plain, plain, 1, plain)]);
        assert!(done.iter().all(|count| *count > 3), "each was done: {done:?}");
    });
}

/// Thirty things that one person does; how many of each kind came about.
async fn busy(bureau: Bureau, mut dice: Dice) -> [u32; 6] {
    let officer = person(Role::RecordsOfficer);
    let first: NaiveDate = "2026-03-01".parse().unwrap();
    let mut done = [0; 6];
    for turn in 0..30 {
        let day = first + TimeDelta::days(turn / 2 + i64::try_from(dice.roll(4)).unwrap());
        let now = moment("2026-11-24T02:00:00Z");
        let what = usize::try_from(dice.roll(6)).unwrap();
        let came = match what {
            0 => issue(&bureau.store, &day.to_string(), None).await.is_ok(),
            1 => {
                let asked = ReserveAsked { day: Some(day), ..kept(1 + turn % 2) };
                bureau.reserve(&officer, "van-ban-di", asked, now).await.is_ok()
            }
            2 => {
                let asked = ReserveAsked { day: Some(day), supplement: true, ..kept(1) };
                bureau.reserve(&officer, "van-ban-di", asked, now).await.is_ok()
            }
            3 => match kept_one(&bureau.store, &mut dice).await {
                Some((number, day)) => issue(&bureau.store, &day, Some(&number.to_string())).await.is_ok(),
                None => false,
            },
            4 => match kept_one(&bureau.store, &mut dice).await {
                Some((one, _)) => bureau.void_number(&officer, "van-ban-di", one, why(), now).await.is_ok(),
                None => false,
            },
            _ => {
                let mut tx = bureau.store.begin().await.unwrap();
                let given = tx.next_number("o1", "van-ban-di", day_of(now)).await;
                if let Ok(given) = &given {
                    tx.enter(&line(given, day_of(now))).await.unwrap();
                }
                drop(tx);
                given.is_ok()
            }
        };
        done[what] += u32::from(came);
    }
    done
}

/// One of the kept numbers, and the day that it was kept for.
async fn kept_one(store: &Store, dice: &mut Dice) -> Option<(Number, String)> {
    let lines = store.read().await.unwrap().register("o1", "van-ban-di", 2026).await.unwrap();
    let kept: Vec<&Entry> = lines.iter().filter(|line| line.status == "reserved").collect();
    let one = kept.get(usize::try_from(dice.roll(kept.len().max(1) as u64)).unwrap())?;
    Some((Number { number: one.number, part: one.part }, one.day.clone()))
}
