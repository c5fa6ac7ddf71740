//! Batches over HTTP, on every database there is: made, watched, steered, downloaded.

use std::io::{Cursor, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use ureq::http;
use vanthu::model::workflow::Role;

use super::registers::{ask, staffed};
use super::{Answer, TestApp, each, told};
use crate::bureau::batches::rows;

const BATCHES: &str = "/api/v1/batches";

fn get(app: &TestApp, path: &str) -> Answer {
    ask(app, "o1-clerk", "GET", path, "", &Value::Null)
}

fn post(app: &TestApp, path: &str, body: &Value) -> Answer {
    ask(app, "o1-clerk", "POST", path, "", body)
}

fn made(app: &TestApp, order: &Value) -> String {
    let made = post(app, BATCHES, order);
    assert_eq!(made.status, 201, "{}", made.text());
    let id = made.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(made.header("location"), format!("{BATCHES}/{id}"));
    id
}

/// The batch once it has ended.
fn ended(app: &TestApp, id: &str) -> Value {
    let begun = Instant::now();
    loop {
        let batch = get(app, &format!("{BATCHES}/{id}")).json();
        if !["queued", "running"].contains(&batch["state"].as_str().unwrap()) {
            return batch;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{batch}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn names(archive: &[u8]) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive.to_vec())).unwrap();
    (0..archive.len()).map(|at| archive.by_index(at).unwrap().name().to_owned()).collect()
}

#[test]
fn a_batch_is_made_printed_mended_and_downloaded() {
    each(|app| {
        staffed(app);
        let mut list = rows(3);
        list[1]["name"] = "".into();
        let order = json!({ "design": "giay-khen", "name": "Đợt 20/11", "rows": list, "outputs": ["docx"],
            "series": "khen-thuong" });
        let id = made(app, &order);
        let batch = ended(app, &id);
        assert_eq!(
            (&batch["state"], &batch["done"], &batch["failed"]),
            (&json!("done"), &json!(2), &json!(1))
        );
        let failed = get(app, &format!("{BATCHES}/{id}/rows?state=failed")).json();
        assert_eq!((&failed["items"][0]["row"], &failed["next"]), (&json!(2), &Value::Null));
        assert_eq!(failed["items"][0]["findings"][0]["code"], "certificate-value-missing");
        let manifest = get(app, &format!("{BATCHES}/{id}/manifest.json")).json();
        assert_eq!(manifest[2]["page"], 2);
        assert_eq!(manifest[2]["file"], "0003_Nguyen-Van-So-3.pdf");
        let numbers: Vec<&str> =
            manifest.as_array().unwrap().iter().map(|line| line["number"].as_str().unwrap()).collect();
        assert_eq!(numbers, ["01", "02", "03"]);
        let retry = json!({ "rows": [{ "row": 2, "values": { "name": "Trần Thị Bình" } }] });
        assert_eq!(post(app, &format!("{BATCHES}/{id}/retry"), &retry).status, 200);
        assert_eq!(ended(app, &id)["done"], 3);
        let merged = get(app, &format!("{BATCHES}/{id}/merged.pdf"));
        assert_eq!((merged.status, merged.header("content-type")), (200, "application/pdf"));
        assert!(merged.bytes.starts_with(b"%PDF-1.7") && merged.bytes.ends_with(b"%%EOF\n"));
        assert!(merged.header("content-disposition").contains("filename*=UTF-8''%C4%90%E1%BB%A3t"));
        let archive = get(app, &format!("{BATCHES}/{id}/archive.zip"));
        let names = names(&archive.bytes);
        assert_eq!(names[..2], ["0001_Nguyen-Van-So-1.pdf", "0001_Nguyen-Van-So-1.docx"]);
        assert_eq!((names.len(), names[2].as_str()), (6, "0002_Tran-Thi-Binh.pdf"));
        let csv = get(app, &format!("{BATCHES}/{id}/manifest.csv"));
        assert!(
            csv.text()
                .lines()
                .nth(2)
                .unwrap()
                .starts_with("2,2,done,2,0002_Tran-Thi-Binh.pdf,person,Trần Thị Bình,")
        );
        let kept = get(app, &format!("/api/v1/certificates?batch={id}")).json();
        let known: Vec<&str> =
            kept["items"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
        assert!(known.contains(&"Trần Thị Bình"), "the kept certificate says what is printed: {known:?}");
        assert_eq!(get(app, BATCHES).json()["items"][0]["id"], json!(id));
        assert_eq!(get(app, &format!("{BATCHES}?state=paused")).json()["items"], json!([]));
    });
}

#[test]
fn a_batch_waits_until_it_is_told_to_go_on_and_is_given_up_with_a_reason() {
    each(|app| {
        staffed(app);
        let order = json!({ "design": "giay-khen", "rows": rows(2), "paused": true });
        let id = made(app, &order);
        let act = |act: &str, body: &Value| post(app, &format!("{BATCHES}/{id}/{act}"), body);
        let refused = act("pause", &Value::Null).problem(409, "conflict");
        assert_eq!(told(&refused, "errors", "pointer"), [" batch-state"]);
        get(app, &format!("{BATCHES}/{id}/merged.pdf")).problem(409, "conflict");
        assert_eq!(act("resume", &Value::Null).json()["state"], "queued");
        assert_eq!(ended(app, &id)["state"], "done");
        let other = made(app, &order);
        let cancel = |body: &Value| post(app, &format!("{BATCHES}/{other}/cancel"), body);
        cancel(&json!({})).problem(422, "bad-order");
        let cancelled = cancel(&json!({ "reason": "In nhầm" }));
        assert_eq!(
            (&cancelled.json()["state"], &cancelled.json()["cancelled"]),
            (&json!("cancelled"), &json!(2))
        );
        get(app, &format!("{BATCHES}/{other}/archive.zip")).problem(409, "conflict");
    });
}

#[test]
fn only_clerks_and_records_officers_print_and_only_their_own_office_looks() {
    let app = TestApp::start();
    staffed(&app);
    let order = json!({ "design": "giay-khen", "rows": rows(1), "paused": true });
    let id = made(&app, &order);
    for role in Role::ALL {
        let key = format!("o1-{}", role.key());
        let may = matches!(role, Role::Clerk | Role::RecordsOfficer);
        let status = ask(&app, &key, "POST", BATCHES, "", &order).status;
        assert_eq!(status, if may { 201 } else { 403 }, "{key}");
        assert_eq!(ask(&app, &key, "GET", &format!("{BATCHES}/{id}"), "", &Value::Null).status, 200);
        for act in ["pause", "resume", "retry", "cancel"] {
            let body = if act == "cancel" { json!({ "reason": "x" }) } else { json!({}) };
            let path = format!("{BATCHES}/{id}/{act}");
            if !may {
                ask(&app, &key, "POST", &path, "", &body).problem(403, "forbidden");
            }
            ask(&app, "o2-clerk", "POST", &path, "", &body).problem(404, "no-such-thing");
        }
        let hooks = ask(&app, &key, "GET", "/api/v1/webhooks", "", &Value::Null).status;
        assert_eq!(hooks, if *role == Role::Administrator { 200 } else { 403 }, "{key}");
    }
    for path in ["", "/rows", "/events", "/merged.pdf", "/archive.zip", "/manifest.csv", "/manifest.json"] {
        let path = format!("{BATCHES}/{id}{path}");
        ask(&app, "o2-leader", "GET", &path, "", &Value::Null).problem(404, "no-such-thing");
        app.get(&path).problem(401, "not-signed-in");
    }
}

#[test]
fn every_fault_of_an_order_is_told_at_once() {
    let app = TestApp::start();
    staffed(&app);
    let bad = json!({ "rows": [], "round": "x", "order": "rank", "size": "a9", "common": [],
        "calibration": { "right": 51 }, "pictures": { "emblem": "no" }, "outputs": ["odt"], "colour": 1 });
    let problem = post(&app, BATCHES, &bad).problem(422, "bad-order");
    let mut found = told(&problem, "errors", "pointer");
    found.sort();
    let expected = [
        "/calibration batch-calibration",
        "/colour json-unknown-field",
        "/common batch-values",
        "/design json-missing",
        "/order batch-order",
        "/outputs batch-output",
        "/pictures batch-pictures",
        "/rows batch-empty-list",
        "/size batch-size",
    ];
    assert_eq!(found, expected);
    for fault in problem["errors"].as_array().unwrap() {
        assert_ne!(fault["detail"], fault["code"], "it has a sentence");
    }
    let unknown = json!({ "design": "nowhere", "rows": rows(1) });
    let problem = post(&app, BATCHES, &unknown).problem(422, "invalid");
    assert_eq!(told(&problem, "errors", "pointer"), ["/design design-unknown"]);
    post(&app, BATCHES, &json!({ "design": "giay-khen" })).problem(422, "bad-order");
    let nul = json!({ "design": "giay-khen", "rows": [{ "name": "a\u{0}" }] });
    post(&app, BATCHES, &nul).problem(422, "bad-order");
}

#[test]
fn the_first_event_comes_at_once_and_what_was_missed_comes_after() {
    let app = TestApp::start();
    staffed(&app);
    let id = made(&app, &json!({ "design": "giay-khen", "rows": rows(2), "paused": true }));
    let path = format!("{BATCHES}/{id}/events");
    let begun = Instant::now();
    let mut watching = TcpStream::connect(app.address).unwrap();
    watching.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let head = format!("GET {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer o1-leader\r\n\r\n");
    watching.write_all(head.as_bytes()).unwrap();
    let mut seen = String::new();
    let mut more = |seen: &mut String, until: &str| {
        let mut piece = [0; 4096];
        while !seen.contains(until) {
            let count = watching.read(&mut piece).unwrap();
            assert!(count > 0, "{seen}");
            seen.push_str(std::str::from_utf8(&piece[..count]).unwrap());
        }
    };
    more(&mut seen, "event: standing");
    assert!(begun.elapsed() < Duration::from_millis(500), "{:?}", begun.elapsed());
    assert!(seen.contains("content-type: text/event-stream") && !seen.contains("content-encoding"), "{seen}");
    post(&app, &format!("{BATCHES}/{id}/resume"), &Value::Null);
    more(&mut seen, "event: done");
    more(&mut seen, "\r\n0\r\n\r\n");
    assert!(seen.contains("event: resumed"), "{seen}");
    let again = |last: &str| {
        let request = http::Request::get(&path).header("authorization", "Bearer o1-leader");
        app.send(request.header("last-event-id", last).body(Vec::new()).unwrap())
    };
    let missed = again("1");
    assert_eq!(missed.status, 200);
    assert!(missed.text().starts_with("id: 2\nevent: resumed\n"), "{}", missed.text());
    let last = ended(&app, &id)["last_event"].to_string();
    assert_eq!(again(&last).status, 204, "nothing comes any more");
}

#[test]
fn a_batch_that_is_ordered_twice_with_one_key_is_one() {
    each(|app| {
        staffed(app);
        let order = json!({ "design": "giay-khen", "rows": rows(1), "paused": true }).to_string();
        let send = || {
            let request = http::Request::post(BATCHES).header("authorization", "Bearer o1-clerk");
            let request = request.header("content-type", "application/json").header("idempotency-key", "k1");
            app.send(request.body(order.clone().into_bytes()).unwrap())
        };
        let (first, second) = (send(), send());
        assert_eq!((first.status, second.status), (201, 201));
        assert_eq!(first.json()["id"], second.json()["id"]);
        assert_eq!(get(app, BATCHES).json()["items"].as_array().unwrap().len(), 1);
    });
}
