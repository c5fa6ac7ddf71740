//! Nothing that is kept is lost: the doctor names every fault, a backup becomes the same
//! database again, a full disk or an absent server is told and passes.

mod backup;
mod doctor;
mod issues;

use std::io::Cursor;
use std::path::Path;

use chrono::NaiveDate;
use serde_json::json;
use vanthu::flow::bureau::backup as archive;
use vanthu::flow::render::digest;
use vanthu::model::Document;
use vanthu::model::honoree::Honoree;
use vanthu::model::register::Number;
use vanthu::model::round::{Entry as RoundEntry, digest as set_digest};
use vanthu::model::template::Source;
use vanthu::model::workflow::{Act, State};
use vanthu::store::{Among, CampaignRow, RoundRow, Written};
use vanthu::store::{Audited, Draft, Entry, Given, Issued, Place, Publication, Step, Store, TemplateRow, Tx};

use crate::store::{Home, at, draft, lite, postgres, staffed};

/// What one document after another goes through.
const WAY: [(Act, State, State); 4] = [
    (Act::Edit, State::Draft, State::Draft),
    (Act::Submit, State::Draft, State::Submitted),
    (Act::Approve, State::Submitted, State::Approved),
    (Act::Issue, State::Approved, State::Issued),
];

const SERIES: &str = "van-ban-di";

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

/// A draft of a document that really is one, with its true digest.
fn true_draft(title: &str) -> Draft {
    let document = json!({ "kind": "plan", "title": title, "sections": [{ "kind": "main", "blocks": [
        { "type": "paragraph", "role": "body", "text": [{ "type": "text", "text": title }] }
    ] }] });
    let read: Document = serde_json::from_value(document.clone()).unwrap();
    Draft { digest: digest(&read), document, ..draft(title) }
}

fn step(seen: i64, act: Act, from: State, to: State) -> Step {
    Step { seen, act, from, to, person: "clerk".into(), at: at(seen), note: "vì".into(), detail: json!({}) }
}

fn begun() -> Step {
    step(0, Act::Edit, State::Draft, State::Draft)
}

async fn note(tx: &mut Tx, act: &str, subject: &str) {
    let audited = Audited {
        at: at(1),
        person: Some("clerk".into()),
        office: Some("o1".into()),
        act: act.into(),
        subject: subject.into(),
        detail: json!({ "b": [1, 2.5], "a": "Đỗ" }),
    };
    tx.note(&audited).await.unwrap();
}

/// Begins a document and leads it up to an act.
async fn led(tx: &mut Tx, id: &str, steps: usize) {
    tx.begin_document("o1", id, &begun(), &true_draft(&format!("Kế hoạch {id}"))).await.unwrap();
    for (seen, (act, from, to)) in (1..).zip(&WAY[..steps]) {
        let step = step(seen, *act, *from, *to);
        if *act == Act::Edit {
            tx.edit("o1", id, &step, &true_draft(&format!("Kế hoạch {id} sửa"))).await.unwrap();
        } else {
            tx.step("o1", id, &step).await.unwrap();
        }
    }
}

fn line(given: &Given, status: &str, day: NaiveDate, document: Option<&str>) -> Entry {
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
        reason: "vì".into(),
        particulars: json!({ "copies": 3, "title": "Kế hoạch" }),
        person_id: "records-officer".into(),
        at: at(1),
    }
}

/// Issues a document with a number that it was given.
async fn issued(tx: &mut Tx, id: &str, given: &Given, day: NaiveDate, is_reserved: bool) {
    led(tx, id, WAY.len()).await;
    let entry = line(given, "issued", day, Some(id));
    if is_reserved {
        tx.take_reserved(&entry).await.unwrap();
    } else {
        tx.enter(&entry).await.unwrap();
    }
    let pdf = tx.keep("application/pdf", format!("%PDF {id}").as_bytes()).await.unwrap();
    let docx = tx.keep("application/zip", format!("PK {id}").as_bytes()).await.unwrap();
    tx.fix(&Issued {
        document_id: id.into(),
        ordinal: 5,
        series: given.series.clone(),
        year: given.year,
        number: given.number,
        part: given.part,
        symbol: "KH-UBND".into(),
        day: day.to_string(),
        signer: "Đỗ Quang Vinh".into(),
        pdf,
        docx,
        at: at(1),
    })
    .await
    .unwrap();
    note(tx, "document-issue", id).await;
}

async fn next(tx: &mut Tx, of: u32) -> Given {
    tx.next_number("o1", SERIES, day(of)).await.unwrap()
}

/// A database with something of everything: `a` is a draft, `b` issued as 01, `c` as 02 and
/// revoked, `d` as 03 and replaced by `e`, which has 05; 04 is reserved, 06 void, `f` has the
/// supplement 05a, `g` the number 07 that was reserved for it.
async fn filled(place: &Place) {
    let store = staffed(place).await;
    let mut tx = store.begin().await.unwrap();
    led(&mut tx, "a", 1).await;
    note(&mut tx, "document-draft", "a").await;
    for (id, of) in [("b", 1), ("c", 2), ("d", 2)] {
        let given = next(&mut tx, of).await;
        issued(&mut tx, id, &given, day(of), false).await;
    }
    let kept = next(&mut tx, 3).await;
    tx.enter(&line(&kept, "reserved", day(3), None)).await.unwrap();
    let given = next(&mut tx, 4).await;
    issued(&mut tx, "e", &given, day(4), false).await;
    let spare = next(&mut tx, 5).await;
    tx.enter(&line(&spare, "reserved", day(5), None)).await.unwrap();
    tx.void(&spare, "không dùng").await.unwrap();
    let given = tx.supplement("o1", SERIES, day(4)).await.unwrap();
    assert_eq!(given.written(), "05a");
    issued(&mut tx, "f", &given, day(4), false).await;
    let kept = next(&mut tx, 6).await;
    tx.enter(&line(&kept, "reserved", day(6), None)).await.unwrap();
    let given = tx.reserved("o1", SERIES, day(7), Number::plain(7)).await.unwrap();
    issued(&mut tx, "g", &given, day(7), true).await;
    tx.step("o1", "c", &step(5, Act::Revoke, State::Issued, State::Revoked)).await.unwrap();
    note(&mut tx, "document-revoke", "c").await;
    tx.step("o1", "d", &step(5, Act::Replace, State::Issued, State::Replaced)).await.unwrap();
    tx.replaced("o1", "d", "e").await.unwrap();
    note(&mut tx, "document-replace", "d").await;
    published(&mut tx).await;
    decided(&mut tx).await;
    tx.commit().await.unwrap();
    store.close().await;
}

/// A campaign `m` with a round `r` that honours one of two, `x`.
async fn decided(tx: &mut Tx) {
    let campaign = CampaignRow {
        id: "m".into(),
        office_id: "o1".into(),
        name: "Phong trào".into(),
        body: json!({}),
        edition: 1,
        closed_at: None,
        created_by: "clerk".into(),
        created_at: at(1),
        changed_at: at(1),
    };
    tx.add_campaign(&campaign).await.unwrap();
    let round = RoundRow {
        id: "r".into(),
        campaign_id: "m".into(),
        office_id: "o1".into(),
        state: "collecting".into(),
        name: "Đợt".into(),
        year: 2026,
        settings: json!({}),
        edition: 1,
        entries: 0,
        corrects: None,
        created_by: "clerk".into(),
        created_at: at(1),
        changed_at: at(1),
        frozen_at: None,
        digest: None,
    };
    tx.add_round(&round).await.unwrap();
    let among = Among { office: "o1", campaign: "m", round: "r", year: 2026, import: None };
    for (ordinal, id) in [(1, "x"), (2, "y")] {
        let honoree = Honoree { name: format!("Đỗ Thị {id}"), money: Some(7), ..Honoree::default() };
        let entry = RoundEntry { honoree, form: "giay-khen".into(), ..RoundEntry::default() };
        let written = Written { id, entry: &entry, award: "giay-khen", at: at(1) };
        tx.add_entry(among, ordinal, written).await.unwrap();
    }
    let set = json!({ "honorees": [{ "id": "x" }], "b": "Đ", "a": 1 });
    tx.freeze_round("r", &set, &set_digest(&set), at(2)).await.unwrap();
    tx.honour("r", &["y".into()], &[]).await.unwrap();
    tx.tally_round("r").await.unwrap();
    tx.step_round("r", ("collecting", "decided"), ("leader", at(2)), ("", &[])).await.unwrap();
}

/// A template `t` with two versions.
async fn published(tx: &mut Tx) {
    let row = TemplateRow {
        id: "t".into(),
        office_id: Some("o1".into()),
        key: "mau".into(),
        version: String::new(),
        name: "Mẫu".into(),
        kind: "plan".into(),
        description: String::new(),
        head: 0,
        based_on: None,
        created_by: None,
        created_at: at(0),
        retired_at: None,
    };
    tx.add_template(&row).await.unwrap();
    for head in 0..2 {
        let new = Publication {
            version: format!("{head}"),
            name: "Mẫu".into(),
            kind: "plan".into(),
            description: String::new(),
            source: Source { text: format!("lần {head}"), parts: [("p".into(), "phần".into())].into() },
            person: None,
            at: at(1),
            note: String::new(),
        };
        tx.publish_template("t", head, &new).await.unwrap();
    }
}

/// A backup in memory.
async fn packed(place: &Place) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    archive::backup(place, &mut file, at(9)).await.unwrap();
    file.into_inner()
}

/// Another empty place of the same kind, where there is one of that kind.
async fn another(like: &Place) -> Home {
    match like {
        Place::File(_) => lite(),
        Place::Server(_) => postgres().await.unwrap(),
    }
}

/// Every kind of place that there is here.
async fn places() -> Vec<Home> {
    let mut places = vec![lite()];
    places.extend(postgres().await);
    places
}

fn path(place: &Place) -> &Path {
    match place {
        Place::File(path) => path,
        Place::Server(_) => unreachable!("a server"),
    }
}

/// Somebody with the database in hand, whom nothing that refers holds back.
pub(crate) async fn touch(place: &Place, sql: &str) {
    let texts = sql.split(';').map(|text| sqlx::AssertSqlSafe(text.trim().to_owned()));
    match place {
        Place::File(path) => {
            let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path).foreign_keys(false);
            let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
            for text in texts {
                sqlx::query(text).execute(&pool).await.unwrap();
            }
            pool.close().await;
        }
        Place::Server(url) => {
            use sqlx::Connection as _;
            let mut link = sqlx::PgConnection::connect(url).await.unwrap();
            sqlx::query("SET session_replication_role = replica").execute(&mut link).await.unwrap();
            for text in texts {
                sqlx::query(text).execute(&mut link).await.unwrap();
            }
            link.close().await.unwrap();
        }
    }
}

async fn opened(place: &Place) -> Store {
    Store::open(place).await.unwrap()
}
