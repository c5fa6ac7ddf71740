//! Registers over HTTP: who may what, series, numbers kept and made void, the book.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use ureq::http;
use vanthu::flow::bureau::Secret;
use vanthu::model::actor::Scope;
use vanthu::model::workflow::Role;
use vanthu::store::{Entry, Token};

use super::{Answer, TestApp, each, told};
use crate::store::{office, person};

/// What the test server's clock says: 24 November 2026.
fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_500_000, 0).unwrap()
}

/// Two offices, `o1` and `o2`; in each a person of every role, whose key is the role's name with
/// the office's before it, for every scope.
pub(super) fn staffed(app: &TestApp) {
    app.stored(async |store| {
        let mut tx = store.begin().await.unwrap();
        for id in ["o1", "o2"] {
            let mut office = office(id, "UBND xã Quảng Châu");
            office.profile = json!({ "name": "Ủy ban nhân dân xã Quảng Châu" });
            tx.add_office(&office).await.unwrap();
            for role in Role::ALL {
                let name = format!("{id}-{}", role.key());
                tx.add_person(&person(&name, &name)).await.unwrap();
                tx.set_roles(id, &name, &[*role]).await.unwrap();
                let scopes: Vec<&str> = Scope::ALL.iter().map(|scope| scope.key()).collect();
                let token = Token {
                    id: name.clone(),
                    digest: Secret::shown(&name).digest(),
                    office_id: id.into(),
                    person_id: name.clone(),
                    name: "test".into(),
                    scopes: scopes.join(" "),
                    created_at: now(),
                    expires_at: None,
                    used_at: None,
                    ended_at: None,
                };
                tx.add_token(&token).await.unwrap();
            }
        }
        tx.commit().await.unwrap();
    });
}

/// Somebody with a key asks; `seen` is what they say they saw.
pub(super) fn ask(app: &TestApp, key: &str, method: &str, path: &str, seen: &str, body: &Value) -> Answer {
    let mut request = http::Request::builder().method(method).uri(path);
    if !key.is_empty() {
        request = request.header("authorization", format!("Bearer {key}"));
    }
    if !seen.is_empty() {
        request = request.header("if-match", seen);
    }
    let body = if body.is_null() {
        Vec::new()
    } else {
        request = request.header("content-type", "application/json");
        body.to_string().into_bytes()
    };
    app.send(request.body(body).unwrap())
}

fn get(app: &TestApp, path: &str) -> Answer {
    ask(app, "o1-clerk", "GET", path, "", &Value::Null)
}

fn post(app: &TestApp, path: &str, body: &Value) -> Answer {
    ask(app, "o1-records-officer", "POST", path, "", body)
}

const REGISTER: &str = "/api/v1/registers/van-ban-di";

/// Writes issued lines straight into the register: `day symbol` each.
fn issued(app: &TestApp, lines: &[(&str, &str, Value)]) {
    app.stored(async |store| {
        let mut tx = store.begin().await.unwrap();
        for (day, symbol, particulars) in lines {
            let given = tx.next_number("o1", "van-ban-di", day.parse().unwrap()).await.unwrap();
            let entry = Entry {
                office_id: "o1".into(),
                series: given.series,
                year: given.year,
                number: given.number,
                part: given.part,
                status: "issued".into(),
                day: (*day).into(),
                symbol: (*symbol).into(),
                document_id: None,
                reason: String::new(),
                particulars: particulars.clone(),
                person_id: "o1-records-officer".into(),
                at: now(),
            };
            tx.enter(&entry).await.unwrap();
        }
        tx.commit().await.unwrap();
    });
}

/// Number and status of each line.
fn lines(answer: &Answer) -> Vec<String> {
    let answer = answer.json();
    let all = answer["items"].as_array().unwrap().iter();
    all.map(|line| format!("{} {}", line["number"].as_str().unwrap(), line["status"].as_str().unwrap()))
        .collect()
}

#[test]
fn an_office_begins_with_four_series_and_keeps_numbers_for_later() {
    each(|app| {
        staffed(app);
        let all = get(app, "/api/v1/registers");
        assert_eq!(all.status, 200, "{}", all.text());
        let all = all.json();
        let told: Vec<_> = all
            .as_array()
            .unwrap()
            .iter()
            .map(|one| format!("{} {} {}", one["key"].as_str().unwrap(), one["default"], one["years"]))
            .collect();
        assert_eq!(
            told,
            ["ban-sao false []", "hoi-dong false []", "khen-thuong false []", "van-ban-di true []"]
        );
        let made = post(app, &format!("{REGISTER}/reserve"), &json!({ "count": 3, "reason": "Chờ ký" }));
        assert_eq!(
            (made.status, lines(&made)),
            (201, vec!["01 reserved".into(), "02 reserved".into(), "03 reserved".into()])
        );
        let line = &made.json()["items"][0];
        assert_eq!(
            (&line["year"], &line["day"], &line["reason"]),
            (&json!(2026), &json!("2026-11-24"), &json!("Chờ ký"))
        );
        let void = post(app, &format!("{REGISTER}/2/void"), &json!({ "reason": "Không ban hành" }));
        assert_eq!((void.status, &void.json()["status"]), (200, &json!("void")), "{}", void.text());
        let twice =
            post(app, &format!("{REGISTER}/02/void"), &json!({ "reason": "x" })).problem(409, "conflict");
        assert_eq!(told_codes(&twice), ["number-not-reserved"]);
        post(app, &format!("{REGISTER}/9/void"), &json!({ "reason": "x" })).problem(404, "no-such-thing");
        post(app, &format!("{REGISTER}/x/void"), &json!({ "reason": "x" })).problem(404, "no-such-thing");
        let shown = get(app, REGISTER);
        assert_eq!(lines(&shown), ["01 reserved", "02 void", "03 reserved"]);
        let years = &shown.json()["register"]["years"];
        assert_eq!(*years, json!([{ "year": 2026, "last": 3, "issued": 0, "reserved": 2, "void": 1 }]));
        assert_eq!(lines(&get(app, &format!("{REGISTER}?status=void"))), ["02 void"]);
        assert_eq!(lines(&get(app, &format!("{REGISTER}?year=2025"))), [""; 0]);
    });
}

fn told_codes(problem: &Value) -> Vec<String> {
    told(problem, "errors", "pointer").into_iter().map(|told| told.trim().to_owned()).collect()
}

#[test]
fn only_a_records_officer_numbers_and_only_their_own_office() {
    let app = TestApp::start();
    staffed(&app);
    let reason = json!({ "reason": "x" });
    let series = json!({ "key": "mat", "name": "Văn bản mật" });
    for (path, method, body, may) in
        [("/reserve", "POST", &reason, "records-officer"), ("/1/void", "POST", &reason, "records-officer")]
    {
        for role in Role::ALL {
            let answer =
                ask(&app, &format!("o1-{}", role.key()), method, &format!("{REGISTER}{path}"), "", body);
            let status = if role.key() == may { [200, 201] } else { [403, 403] };
            assert!(status.contains(&answer.status), "{path} {}: {}", role.key(), answer.text());
        }
        ask(&app, "", method, &format!("{REGISTER}{path}"), "", body).problem(401, "not-signed-in");
    }
    for (key, status) in
        [("o1-clerk", 403), ("o1-leader", 403), ("o1-administrator", 201), ("o2-administrator", 201)]
    {
        assert_eq!(ask(&app, key, "POST", "/api/v1/registers", "", &series).status, status, "{key}");
    }
    post(&app, "/api/v1/registers", &json!({ "key": "rieng", "name": "Riêng" }));
    for path in ["", "/export"] {
        let path = format!("/api/v1/registers/rieng{path}");
        assert_eq!(get(&app, &path).status, 200);
        ask(&app, "o2-records-officer", "GET", &path, "", &Value::Null).problem(404, "no-such-thing");
        app.get(&path).problem(401, "not-signed-in");
    }
    let other = ask(&app, "o2-records-officer", "POST", "/api/v1/registers/rieng/reserve", "", &reason);
    other.problem(404, "no-such-thing");
    assert_eq!(lines(&ask(&app, "o2-clerk", "GET", REGISTER, "", &Value::Null)), [""; 0]);
}

#[test]
fn a_series_is_changed_by_who_saw_it_and_closed_but_never_taken_out() {
    each(|app| {
        staffed(app);
        let new = json!({ "key": "ky-luat", "name": "Hội đồng kỷ luật", "kinds": ["decision"], "symbols": ["*-HĐKL"] });
        let made = post(app, "/api/v1/registers", &new);
        assert_eq!((made.status, made.header("etag")), (201, "\"1\""), "{}", made.text());
        assert_eq!(made.header("location"), "/api/v1/registers/ky-luat");
        let twice = post(app, "/api/v1/registers", &new).problem(409, "conflict");
        assert_eq!(told_codes(&twice), ["exists"]);
        let put = |key: &str, seen: &str, body: Value| {
            ask(app, "o1-records-officer", "PUT", &format!("/api/v1/registers/{key}"), seen, &body)
        };
        put("ky-luat", "", json!({ "name": "x" })).problem(428, "if-match-needed");
        let changed =
            put("ky-luat", "\"1\"", json!({ "name": "Kỷ luật", "symbols": ["*-HĐKL"], "closed": true }));
        assert_eq!((changed.status, changed.header("etag")), (200, "\"2\""), "{}", changed.text());
        assert!(changed.json()["closed_at"].is_string());
        let stale = put("ky-luat", "\"1\"", json!({ "name": "x" })).problem(412, "stale");
        assert_eq!((&stale["current"]["name"], &stale["current"]["edition"]), (&json!("Kỷ luật"), &json!(2)));
        let closed = post(app, "/api/v1/registers/ky-luat/reserve", &json!({ "reason": "x" }))
            .problem(409, "conflict");
        assert_eq!(told_codes(&closed), ["series-closed"]);
        put("nowhere", "\"1\"", json!({ "name": "x" })).problem(404, "no-such-thing");
        // One open series takes what no other takes.
        for body in [json!({ "name": "x", "closed": true }), json!({ "name": "x", "default": false })] {
            let refused = put("van-ban-di", "\"1\"", body).problem(409, "conflict");
            assert_eq!(told_codes(&refused), ["series-usual"]);
        }
        let opened = put("ky-luat", "\"2\"", json!({ "name": "Kỷ luật", "default": true }));
        assert_eq!((opened.status, &opened.json()["default"]), (200, &json!(true)));
        let old = get(app, REGISTER);
        assert_eq!((old.header("etag"), &old.json()["register"]["default"]), ("\"2\"", &json!(false)));
        assert_eq!(put("van-ban-di", "\"2\"", json!({ "name": "Cũ", "closed": true })).status, 200);
    });
}

#[test]
fn every_fault_of_a_series_and_of_a_reserve_is_told_at_once() {
    let app = TestApp::start();
    staffed(&app);
    let bad = json!({ "key": "Sổ", "name": "a", "kinds": ["plan", "poem"], "symbols": ["a b"] });
    let problem = post(&app, "/api/v1/registers", &bad).problem(422, "invalid");
    let expected = ["/key series-key", "/symbols/0 symbol-pattern", "/kinds/1 kind-unknown"];
    assert_eq!(told(&problem, "errors", "pointer"), expected);
    let bad = json!({ "count": 51, "reason": "a", "day": "2026-11-25", "symbol": "a b" });
    let problem = post(&app, &format!("{REGISTER}/reserve"), &bad).problem(422, "invalid");
    let expected = ["/count number-most", "/symbol symbol", "/day day-ahead"];
    assert_eq!(told(&problem, "errors", "pointer"), expected);
    let problem =
        post(&app, &format!("{REGISTER}/reserve"), &json!({ "cuont": 1 })).problem(422, "bad-order");
    assert_eq!(told(&problem, "errors", "pointer"), ["/reason json-missing", "/cuont json-unknown-field"]);
    let query = "year=0&status=lost&from=2026-2-1&volume=1";
    let problem = get(&app, &format!("{REGISTER}?{query}")).problem(400, "bad-query");
    let expected = ["volume query-unknown", "status query-value", "from json-date", "year query-value"];
    assert_eq!(told(&problem, "errors", "parameter"), expected);
}

#[test]
fn a_past_day_gets_a_letter_only_when_a_records_officer_says_so() {
    each(|app| {
        staffed(app);
        issued(app, &[("2026-11-03", "QĐ-UBND", json!({})), ("2026-11-20", "QĐ-UBND", json!({}))]);
        let reserve = |body: Value| post(app, &format!("{REGISTER}/reserve"), &body);
        let past = json!({ "reason": "Ký ngày 05, nay mới chuyển", "day": "2026-11-05" });
        let refused = reserve(past.clone()).problem(409, "conflict");
        assert_eq!(told_codes(&refused), ["past-day"]);
        let mut asked = past;
        asked["supplement"] = json!(true);
        assert_eq!(lines(&reserve(asked.clone())), ["01a reserved"]);
        assert_eq!(lines(&get(app, REGISTER)), ["01 issued", "01a reserved", "02 issued"]);
        let book = get(app, &format!("{REGISTER}/export?format=csv"));
        assert!(book.text().contains("01a,05/11/2026,,,,,,,,"), "{}", book.text());
        let off = json!({ "name": "Văn bản đi", "supplements": false });
        assert_eq!(ask(app, "o1-administrator", "PUT", REGISTER, "\"1\"", &off).status, 200);
        assert_eq!(told_codes(&reserve(asked).problem(409, "conflict")), ["supplements-off"]);
    });
}

#[test]
fn a_register_is_read_in_pages_that_do_not_overlap() {
    each(|app| {
        staffed(app);
        let days: Vec<String> = (1..=20).map(|day| format!("2026-11-{day:02}")).collect();
        let all: Vec<_> = days.iter().map(|day| (day.as_str(), "KH-UBND", json!({}))).collect();
        issued(app, &all);
        let (mut seen, mut next) = (Vec::new(), String::new());
        loop {
            let page = get(app, &format!("{REGISTER}?limit=7&from=2026-11-02{next}"));
            seen.extend(lines(&page));
            match page.json()["next"].as_str() {
                Some(cursor) => next = format!("&cursor={cursor}"),
                None => break,
            }
        }
        assert_eq!(seen, (2..=20).map(|number| format!("{number:02} issued")).collect::<Vec<_>>());
        let some = get(app, &format!("{REGISTER}?from=2026-11-05&to=2026-11-06"));
        assert_eq!(lines(&some), ["05 issued", "06 issued"]);
    });
}

#[test]
fn the_book_has_the_ten_columns_and_no_cell_is_a_formula() {
    each(|app| {
        staffed(app);
        let particulars = json!({ "title": "Kế hoạch \"Xanh\", đợt 1", "signer": "=1+1", "keeper": "VT",
            "recipients": ["- Như Điều 3;", "Lưu: VT."], "copies": 12, "note": "Gấp" });
        issued(app, &[("2026-03-05", "KH-UBND", particulars)]);
        post(app, &format!("{REGISTER}/reserve"), &json!({ "reason": "Chờ ký", "symbol": "QĐ-UBND" }));
        post(app, &format!("{REGISTER}/reserve"), &json!({ "reason": "Chờ ký" }));
        post(app, &format!("{REGISTER}/3/void"), &json!({ "reason": "Không ban hành" }));
        let csv = get(app, &format!("{REGISTER}/export?format=csv"));
        assert_eq!((csv.status, csv.header("content-type")), (200, "text/csv; charset=utf-8"));
        let lines: Vec<&str> = csv.text().split("\r\n").collect();
        assert!(lines[0].starts_with("\u{feff}\"Số, ký hiệu văn bản\",Ngày tháng văn bản,"), "{}", lines[0]);
        assert_eq!(
            lines[1..],
            [
                "01/KH-UBND,05/3/2026,\"Kế hoạch \"\"Xanh\"\", đợt 1\",'=1+1,Như Điều 3; Lưu: VT,VT,12,,,Gấp",
                "02/QĐ-UBND,24/11/2026,,,,,,,,Giữ số: Chờ ký",
                "03,24/11/2026,,,,,,,,Hủy số: Không ban hành",
                "",
            ]
        );
        for (format, media_type, start) in [
            ("pdf", "application/pdf", "%PDF-".as_bytes()),
            ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ] {
            let path = format!("{REGISTER}/export?format={format}&year=2026&volume=1&to=2026-12-31");
            let book = get(app, &path);
            assert_eq!(
                (book.status, book.header("content-type")),
                (200, media_type),
                "{}",
                String::from_utf8_lossy(&book.bytes)
            );
            assert!(book.bytes.starts_with(start));
            assert_eq!(book.bytes, get(app, &path).bytes, "the same bytes each time");
            let name = format!("attachment; filename=\"So dang ky van ban di 2026.{format}\"; ");
            assert!(
                book.header("content-disposition").starts_with(&name),
                "{}",
                book.header("content-disposition")
            );
        }
        assert_eq!(get(app, &format!("{REGISTER}/export?year=2025")).status, 200, "an empty book is a book");
    });
}
