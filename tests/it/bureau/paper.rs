//! Certificates that are kept, and the stock book of blanks.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use vanthu::flow::Failure;
use vanthu::flow::bureau::Bureau;
use vanthu::flow::bureau::blanks::{BlankAsked, MoveAsked};
use vanthu::flow::bureau::certificates::{
    Enrolling, ReprintAsked, RevokeAsked, Standing, enroll, given_up, printed,
};
use vanthu::flow::bureau::doctor;
use vanthu::flow::bureau::printers::{Measured, PrinterAsked, calibration};
use vanthu::flow::bureau::registers::{BookAsked, BookForm};
use vanthu::model::certificate::{Honoree, Row, Sheet};
use vanthu::model::workflow::Role;
use vanthu::store::{Entry, Listing, Place, Store};

use super::{bureau, moment, person};
use crate::store::{each, futures_join, staffed};

const NOW: &str = "2026-12-04T03:00:00Z";

/// A list of people, as a round or another service hands it in.
fn list(names: &[&str]) -> Vec<Row> {
    let sheet = Sheet::built_in("giay-khen").unwrap().unwrap();
    let common: BTreeMap<String, String> =
        sheet.samples[0].values.clone().into_iter().filter(|(key, _)| key != "register").collect();
    let row = |name: &&str| {
        let mut values = common.clone();
        values.insert("name".into(), (*name).to_owned());
        Row { honoree: Honoree::Person, values }
    };
    names.iter().map(row).collect()
}

fn wanted(blank: Option<&str>) -> Enrolling {
    Enrolling {
        batch: Some("b1".into()),
        design: "giay-khen".into(),
        form: "Giấy khen".into(),
        blank: blank.map(str::to_owned),
        series: Some("khen-thuong".into()),
        day: NaiveDate::from_ymd_opt(2026, 12, 4).unwrap(),
        address: Some("https://vanthu.example.gov.vn".into()),
    }
}

async fn enrolled(store: &Store, wanted: &Enrolling, rows: &mut [Row]) -> Result<Vec<String>, Failure> {
    let mut tx = store.begin().await.unwrap();
    let ids = enroll(&mut tx, "o1", &person(Role::Clerk), moment(NOW), wanted, rows).await?;
    tx.commit().await.unwrap();
    Ok(ids)
}

async fn print(store: &Store, ids: &[String]) -> Result<(), Failure> {
    let mut tx = store.begin().await.unwrap();
    printed(&mut tx, "o1", moment(NOW), ids).await?;
    tx.commit().await.unwrap();
    Ok(())
}

async fn give_up(store: &Store, ids: &[String]) {
    let mut tx = store.begin().await.unwrap();
    given_up(&mut tx, "o1", moment(NOW), ids, "Hủy đợt in").await.unwrap();
    tx.commit().await.unwrap();
}

async fn register(store: &Store) -> Vec<Entry> {
    store.read().await.unwrap().register("o1", "khen-thuong", 2026).await.unwrap()
}

async fn sound(place: &Place) {
    assert_eq!(doctor::examine(place).await.unwrap().faults, []);
}

/// A kind of blanks with some received.
async fn kind(bureau: &Bureau, count: i64) -> String {
    let officer = person(Role::RecordsOfficer);
    let asked = BlankAsked {
        name: "Phôi giấy khen A4".into(),
        design: "giay-khen".into(),
        size: "a4".into(),
        closed: false,
    };
    let kind = bureau.add_blank(&officer, asked, moment(NOW)).await.unwrap();
    moved(bureau, &kind.blank.id, "received", count).await.unwrap();
    kind.blank.id
}

async fn moved(bureau: &Bureau, id: &str, act: &str, quantity: i64) -> Result<i64, Failure> {
    let asked = MoveAsked { act: act.into(), quantity, reason: "kiểm kê".into(), day: None };
    let made = bureau.move_blanks(&person(Role::Clerk), id, asked, moment(NOW)).await?;
    Ok(made.remaining)
}

#[track_caller]
fn conflict<T: std::fmt::Debug>(done: Result<T, Failure>) -> (&'static str, String) {
    match done {
        Err(Failure::Conflict(code, about)) => (code, about),
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn every_row_has_its_number_its_code_and_a_line_of_the_register() {
    each(|place| async move {
        let store = staffed(&place).await;
        let mut rows = list(&["Lê Văn Ba", "Trần Thị Tư", "Đỗ Năm"]);
        let ids = enrolled(&store, &wanted(None), &mut rows).await.unwrap();
        let numbers: Vec<&str> = rows.iter().map(|row| row.value("register").unwrap()).collect();
        assert_eq!(numbers, ["01", "02", "03"]);
        let lines = register(&store).await;
        let said: Vec<_> = lines
            .iter()
            .map(|line| (line.number, line.status.as_str(), line.particulars["honoree"].as_str().unwrap()))
            .collect();
        assert_eq!(said, [(1, "issued", "Lê Văn Ba"), (2, "issued", "Trần Thị Tư"), (3, "issued", "Đỗ Năm")]);
        assert_eq!(lines[0].particulars["title"], "Giấy khen");
        assert_eq!(lines[0].particulars["decision"], "164/QĐ-UBND");
        let code = rows[1].value("code").unwrap();
        assert_eq!(
            rows[1].value("verify").unwrap(),
            format!("https://vanthu.example.gov.vn/xac-nhan/{code}")
        );
        // A design prints these, and finds nothing strange.
        let sheet = Sheet::built_in("giay-khen").unwrap().unwrap();
        let (_, findings) = vanthu::merge::certificate::fill(&sheet, &rows[1], 2);
        assert_eq!(findings, []);
        let mut reader = store.read().await.unwrap();
        let listed =
            reader.certificates("o1", &Listing { batch: "b1", ..Listing::default() }, 9).await.unwrap();
        assert_eq!(listed.iter().map(|row| row.id.clone()).collect::<Vec<_>>(), ids, "in the order of rows");
        for (words, found) in [("tran thi", 1), ("trần 164/qd", 1), (code, 1), ("164", 3), ("không ai", 0)]
        {
            let which = Listing { words, ..Listing::default() };
            assert_eq!(reader.certificates("o1", &which, 9).await.unwrap().len(), found, "{words}");
        }
        assert!(reader.certificates("o2", &Listing::default(), 9).await.unwrap().is_empty());
        drop(reader);
        sound(&place).await;
    });
}

#[test]
fn who_enrolls_at_once_gets_numbers_without_a_hole_and_what_fails_leaves_none() {
    each(|place| async move {
        let store = staffed(&place).await;
        let names: Vec<String> = (0..7).map(|at| format!("Lê Văn {at}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let (store, names, place) = (&store, &names, &place);
        let jobs = (0..12).map(|at| async move {
            let mut rows = list(names);
            let mut tx = store.begin().await.unwrap();
            let given =
                enroll(&mut tx, "o1", &person(Role::Clerk), moment(NOW), &wanted(None), &mut rows).await;
            given.unwrap();
            if at % 3 == 0 { tx.undo().await.unwrap() } else { tx.commit().await.unwrap() }
        });
        futures_join(jobs).await;
        let numbers: Vec<i64> = register(store).await.into_iter().map(|line| line.number).collect();
        assert_eq!(numbers, (1..=56).collect::<Vec<_>>());
        sound(place).await;
    });
}

#[test]
fn what_is_given_up_is_void_and_nobodys_and_what_is_printed_stays() {
    each(|place| async move {
        let store = staffed(&place).await;
        let mut rows = list(&["Lê Văn Ba", "Trần Thị Tư", "Đỗ Năm"]);
        let ids = enrolled(&store, &wanted(None), &mut rows).await.unwrap();
        print(&store, &ids[..1]).await.unwrap();
        give_up(&store, &ids).await;
        give_up(&store, &ids).await;
        let lines = register(&store).await;
        let said: Vec<_> = lines.iter().map(|line| (line.status.as_str(), line.reason.as_str())).collect();
        assert_eq!(said, [("issued", ""), ("void", "Hủy đợt in"), ("void", "Hủy đợt in")]);
        assert!(!lines[1].particulars.to_string().contains("Tư"));
        let row = store.read().await.unwrap().certificate("o1", &ids[1]).await.unwrap();
        assert_eq!(
            (row.state.as_str(), row.name.as_str(), row.paper.to_string().as_str()),
            ("given-up", "", "{}")
        );
        let naming = async |name| {
            let administrator = person(Role::Administrator);
            bureau(store.clone()).naming_certificates(&administrator, name).await.unwrap()
        };
        assert_eq!(naming("LÊ VĂN BA").await, [(ids[0].clone(), "printed".to_owned())]);
        assert!(naming("Trần Thị Tư").await.is_empty());
        // It is not printed after all.
        print(&store, &ids).await.unwrap();
        let row = store.read().await.unwrap().certificate("o1", &ids[1]).await.unwrap();
        assert_eq!((row.state.as_str(), row.printed_at), ("given-up", None));
        let bureau = bureau(store);
        for (at, stands) in [(0, true), (1, false), (2, false)] {
            assert_eq!(bureau.verify(rows[at].value("code").unwrap()).await.is_ok(), stands);
        }
        sound(&place).await;
    });
}

#[test]
fn an_honoree_keeps_the_number_and_the_new_sheet_replaces_the_old() {
    each(|place| async move {
        let store = staffed(&place).await;
        let of_round = |names: &[&str]| {
            let mut rows = list(names);
            for (at, row) in rows.iter_mut().enumerate() {
                row.values.insert("honoree_id".into(), format!("h{at}"));
            }
            rows
        };
        let mut first = of_round(&["Lê Văn Ba", "Trần Thị Tư"]);
        let old = enrolled(&store, &wanted(None), &mut first).await.unwrap();
        print(&store, &old).await.unwrap();
        let mut again = of_round(&["Lê Văn Bá", "Trần Thị Tư", "Đỗ Năm"]);
        let later = Enrolling { batch: Some("b2".into()), ..wanted(None) };
        let new = enrolled(&store, &later, &mut again).await.unwrap();
        let numbers: Vec<&str> = again.iter().map(|row| row.value("register").unwrap()).collect();
        assert_eq!(numbers, ["01", "02", "03"]);
        // Until it is printed the old one stands; given up, it leaves the number to the old one.
        let bureau = bureau(store.clone());
        let standing = |row: &Row| {
            let (code, bureau) = (row.value("code").unwrap().to_owned(), bureau.clone());
            async move { bureau.verify(&code).await.unwrap().standing }
        };
        assert_eq!(standing(&first[0]).await, Standing::Valid);
        give_up(&store, &new[1..2]).await;
        print(&store, &new).await.unwrap();
        assert_eq!(standing(&first[0]).await, Standing::Replaced(again[0].value("code").unwrap().into()));
        assert_eq!(standing(&first[1]).await, Standing::Valid);
        assert_eq!(standing(&again[0]).await, Standing::Valid);
        let lines = register(&store).await;
        assert!(lines.iter().all(|line| line.status == "issued"), "{lines:?}");
        // Somebody who stands twice in a list has one number; what was revoked gives it up.
        let officer = person(Role::RecordsOfficer);
        let why = RevokeAsked { reason: "Khai man thành tích".into() };
        bureau.revoke_certificate(&officer, &new[0], why, moment(NOW)).await.unwrap();
        let mut twice = [of_round(&["Lê Văn Bá"]), of_round(&["Lê Văn Bá"])].concat();
        enrolled(&store, &later, &mut twice).await.unwrap();
        assert_eq!(twice[0].value("register"), Some("04"));
        assert_eq!(twice[1].value("register"), Some("04"));
        sound(&place).await;
    });
}

#[test]
fn the_stock_book_balances_and_is_never_below_nothing() {
    each(|place| async move {
        let store = staffed(&place).await;
        let bureau = bureau(store.clone());
        let blank = kind(&bureau, 5).await;
        let mut rows = list(&["A Một", "A Hai", "A Ba"]);
        let ids = enrolled(&store, &wanted(Some(&blank)), &mut rows).await.unwrap();
        // Three of five are waited for.
        let refused = enrolled(&store, &wanted(Some(&blank)), &mut list(&["B Một", "B Hai", "B Ba"])).await;
        assert_eq!(conflict(refused), ("blanks-short", "2".into()));
        print(&store, &ids[..2]).await.unwrap();
        print(&store, &ids).await.unwrap();
        print(&store, &ids).await.unwrap();
        assert_eq!(moved(&bureau, &blank, "spoiled", 1).await.unwrap(), 1);
        assert_eq!(conflict(moved(&bureau, &blank, "used", 2).await), ("blanks-short", "1".into()));
        assert_eq!(moved(&bureau, &blank, "corrected", -1).await.unwrap(), 0);
        assert_eq!(moved(&bureau, &blank, "corrected", 4).await.unwrap(), 4);
        assert_eq!(moved(&bureau, &blank, "returned", 1).await.unwrap(), 3);
        let clerk = person(Role::Clerk);
        let asked =
            |spoiled| ReprintAsked { reason: "Mực nhòe".into(), spoiled, marked: false, printer: None };
        assert_eq!(bureau.reprint(&clerk, &ids[0], asked(true), moment(NOW)).await.unwrap().ordinal, 1);
        assert_eq!(bureau.reprint(&clerk, &ids[0], asked(false), moment(NOW)).await.unwrap().ordinal, 2);
        let book = bureau.blank(&clerk, &blank).await.unwrap();
        let sums =
            (book.received, book.used, book.spoiled, book.returned, book.corrected, book.blank.remaining);
        assert_eq!(sums, (5, 4, 2, 1, 3, 1));
        bureau.reprint(&clerk, &ids[1], asked(true), moment(NOW)).await.unwrap();
        let short = bureau.reprint(&clerk, &ids[1], asked(true), moment(NOW)).await;
        assert_eq!(conflict(short).0, "blanks-short");
        let card = bureau.certificate(&clerk, &ids[1]).await.unwrap();
        assert_eq!((card.row.reprints, card.reprints.len(), card.reprints[0].spoiled), (1, 1, true));
        let moves = bureau.blank_moves(&clerk, &blank, i64::MAX, 50).await.unwrap();
        assert_eq!(
            moves.iter().map(|one| one.ordinal).collect::<Vec<_>>(),
            (1..=10).rev().collect::<Vec<_>>()
        );
        assert_eq!(
            (moves[8].act.as_str(), moves[8].change, moves[8].batch_id.as_deref()),
            ("used", -2, Some("b1"))
        );
        sound(&place).await;
    });
}

#[test]
fn a_kind_that_is_waited_for_is_not_closed_and_a_closed_one_is_not_printed_on() {
    each(|place| async move {
        let store = staffed(&place).await;
        let bureau = bureau(store.clone());
        let officer = person(Role::RecordsOfficer);
        let blank = kind(&bureau, 5).await;
        let ids = enrolled(&store, &wanted(Some(&blank)), &mut list(&["A Một"])).await.unwrap();
        let close = || {
            let asked = BlankAsked {
                name: "Phôi cũ".into(),
                design: String::new(),
                size: String::new(),
                closed: true,
            };
            bureau.change_blank(&officer, (&blank, 1), asked, moment(NOW))
        };
        assert_eq!(conflict(close().await), ("blank-waited-for", "1".into()));
        give_up(&store, &ids).await;
        assert!(close().await.unwrap().blank.closed_at.is_some());
        assert!(matches!(close().await, Err(Failure::Stale(_))));
        let refused = enrolled(&store, &wanted(Some(&blank)), &mut list(&["A Một"])).await;
        assert_eq!(conflict(refused).0, "blank-closed");
        assert_eq!(conflict(moved(&bureau, &blank, "received", 1).await).0, "blank-closed");
        let refused = enrolled(&store, &wanted(Some("không có")), &mut list(&["A Một"])).await;
        assert_eq!(conflict(refused).0, "blank-unknown");
        let mut closed = wanted(None);
        closed.series = Some("khong-co".into());
        assert_eq!(conflict(enrolled(&store, &closed, &mut list(&["A Một"])).await).0, "series-unknown");
        sound(&place).await;
    });
}

#[test]
fn ten_thousand_are_enrolled_printed_and_given_up_in_seconds() {
    each(|place| async move {
        let store = staffed(&place).await;
        let bureau = bureau(store.clone());
        let blank = kind(&bureau, 10_000).await;
        let names: Vec<String> = (0..10_000).map(|at| format!("Nguyễn Văn {at}")).collect();
        let mut rows = list(&names.iter().map(String::as_str).collect::<Vec<_>>());
        let began = std::time::Instant::now();
        let ids = enrolled(&store, &wanted(Some(&blank)), &mut rows).await.unwrap();
        let enrolled_in = began.elapsed();
        print(&store, &ids[..5_000]).await.unwrap();
        give_up(&store, &ids).await;
        let all_in = began.elapsed();
        eprintln!("enrolled in {enrolled_in:?}, all in {all_in:?}");
        assert!(all_in.as_secs() < 60, "{all_in:?}");
        let lines = register(&store).await;
        assert_eq!(lines.iter().filter(|line| line.status == "issued").count(), 5_000);
        assert_eq!(lines.iter().filter(|line| line.status == "void").count(), 5_000);
        assert_eq!(bureau.blank(&person(Role::Clerk), &blank).await.unwrap().blank.remaining, 5_000);
        sound(&place).await;
    });
}

#[test]
fn a_printer_is_made_up_for_what_was_measured() {
    each(|place| async move {
        let bureau = bureau(staffed(&place).await);
        let clerk = person(Role::Clerk);
        let asked =
            PrinterAsked::from_json(r#"{"name": "Máy in phòng họp", "right": -1.26, "scale": 100.5}"#)
                .unwrap();
        let printer = bureau.add_printer(&clerk, asked, moment(NOW)).await.unwrap();
        assert_eq!((printer.rightwards, printer.downwards, printer.scale), (-13, 0, 1005));
        // It prints 1 % too large, 2 mm too far to the right and 1 mm too low.
        let measured = Measured::from_json(r#"{"left": 20.7, "top": 20.1, "between": 259.6}"#).unwrap();
        let made = bureau.measure_printer(&clerk, (&printer.id, 1), measured, moment(NOW)).await.unwrap();
        let found = calibration(&made);
        assert_eq!((found.right, found.down, found.scale, made.edition), (-2.0, -1.0, 99.0, 2));
        let late = bureau.measure_printer(&clerk, (&printer.id, 1), measured, moment(NOW)).await;
        assert!(matches!(late, Err(Failure::Stale(_))));
        let far = Measured { left: 120.0, top: 20.0, between: 257.0 };
        let refused = bureau.measure_printer(&clerk, (&printer.id, 2), far, moment(NOW)).await;
        assert!(matches!(refused, Err(Failure::Invalid(_))), "{refused:?}");
        let (_, sheet) = bureau.calibration_sheet(&clerk, &printer.id, moment(NOW)).await.unwrap();
        assert!(sheet.starts_with(b"%PDF"));
        assert!(matches!(
            bureau.remove_printer(&clerk, (&printer.id, 1), moment(NOW)).await,
            Err(Failure::Stale(_))
        ));
        bureau.remove_printer(&clerk, (&printer.id, 2), moment(NOW)).await.unwrap();
        assert!(bureau.printers(&clerk).await.unwrap().is_empty());
    });
}

#[test]
fn the_book_of_awards_has_its_own_columns() {
    each(|place| async move {
        let store = staffed(&place).await;
        let mut rows = list(&["Lê Văn Ba", "Trần Thị Tư"]);
        let ids = enrolled(&store, &wanted(None), &mut rows).await.unwrap();
        give_up(&store, &ids[1..]).await;
        let bureau = bureau(store);
        let asked =
            BookAsked { series: "khen-thuong".into(), year: 2026, from: None, to: None, volume: Some(1) };
        let clerk = person(Role::Clerk);
        let (title, csv) = bureau.print_register(&clerk, &asked, BookForm::Csv).await.unwrap();
        assert_eq!(title, "Sổ khen thưởng 2026");
        let csv = String::from_utf8(csv).unwrap();
        let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(
            lines,
            [
                "Số,Ngày vào sổ,\"Người, tập thể được khen thưởng\",\"Đơn vị, địa chỉ\",Hình thức khen thưởng,\"Số, ngày quyết định\",Ghi chú",
                "01,04/12/2026,Lê Văn Ba,xã Đông Ngạn,Giấy khen,\"164/QĐ-UBND, 04/12/2026\",",
                "02,04/12/2026,,,,,Hủy số: Hủy đợt in",
            ]
        );
        let (_, pdf) = bureau.print_register(&clerk, &asked, BookForm::Pdf).await.unwrap();
        assert!(pdf.starts_with(b"%PDF"));
        let (_, xlsx) = bureau.print_register(&clerk, &asked, BookForm::Xlsx).await.unwrap();
        assert!(xlsx.starts_with(b"PK"));
    });
}
