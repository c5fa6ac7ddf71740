//! `POST /api/v1/templates/{id}/render`: data in, a document out.

use std::time::Duration;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use ureq::http;
use vanthu::{model::Document, web::Limits};

use super::{LIMITS, TestApp, told};

const ID: &str = "giay-moi";

fn order(app: &TestApp) -> Value {
    json!({ "data": app.sample(ID) })
}

#[test]
fn data_becomes_every_format() {
    let app = TestApp::start();
    let order = order(&app);
    let mut digests = Vec::new();
    for (format, media_type, begins) in [
        ("pdf", "application/pdf", "%PDF-"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK"),
        ("json", "application/json", "{\n  \"schema\": 1"),
        ("txt", "text/plain; charset=utf-8", ""),
        ("html", "text/html; charset=utf-8", "<!DOCTYPE html>"),
        ("png", "image/png", "\u{fffd}PNG"),
        ("svg", "image/svg+xml", "<svg"),
    ] {
        let answer = app.render(ID, &format!("format={format}"), &order);
        assert_eq!(answer.status, 200, "{format}: {}", String::from_utf8_lossy(&answer.bytes));
        assert_eq!(answer.header("content-type"), media_type);
        assert!(String::from_utf8_lossy(&answer.bytes).starts_with(begins), "{format}");
        assert!(answer.header("content-disposition").contains(&format!(".{format}\"; filename*=UTF-8''")));
        assert_eq!(answer.header("vanthu-template"), "giay-moi@1.0.0");
        assert_eq!(answer.header("vanthu-standard"), "nd30-2020");
        assert_eq!(answer.header("vanthu-engine"), concat!("vanthu/", env!("CARGO_PKG_VERSION")));
        digests.push(answer.header("vanthu-document-digest").to_owned());
    }
    digests.dedup();
    assert_eq!(digests.len(), 1, "the same document in every format: {digests:?}");
    let page = app.render(ID, "format=html", &order);
    assert!(page.header("content-security-policy").ends_with("sandbox"));
}

#[test]
fn the_digest_is_that_of_the_documents_json_and_stays() {
    let app = TestApp::start();
    let answer = app.render(ID, "format=json", &order(&app));
    let digest = answer.header("vanthu-document-digest");
    let document: Document = serde_json::from_value(answer.json()["document"].clone()).unwrap();
    let hex: String =
        Sha256::digest(serde_json::to_vec(&document).unwrap()).iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(digest, format!("sha-256={hex}"));
    let again = TestApp::start();
    assert_eq!(again.render(ID, "format=txt", &order(&again)).header("vanthu-document-digest"), digest);
    let mut other = order(&app);
    other["data"]["event"] = json!("Hội nghị khác");
    assert_ne!(app.render(ID, "format=txt", &other).header("vanthu-document-digest"), digest);
}

#[test]
fn the_address_stands_above_the_body_and_the_body_above_accept() {
    let app = TestApp::start();
    let ask = |query: &str, format: Option<&str>, accept: &str| {
        let mut order = order(&app);
        order["format"] = json!(format);
        let request = http::Request::post(format!("/api/v1/templates/{ID}/render{query}"))
            .header("content-type", "application/json")
            .header("accept", accept);
        app.send(request.body(order.to_string().into_bytes()).unwrap())
    };
    let given =
        |query: &str, format, accept: &str| ask(query, format, accept).header("content-type").to_owned();
    assert_eq!(given("?format=svg", Some("png"), "text/html"), "image/svg+xml");
    assert_eq!(given("", Some("png"), "text/html"), "image/png");
    assert_eq!(given("", None, "text/html"), "text/html; charset=utf-8");
    assert_eq!(given("", None, "*/*"), "application/pdf");
    ask("", None, "text/csv").problem(406, "not-acceptable");
    ask("?report=1", None, "application/pdf").problem(406, "not-acceptable");
    assert_eq!(given("?report=1", None, "application/json"), "application/json");
}

#[test]
fn a_page_is_asked_for_on_the_address_or_in_the_body() {
    let app = TestApp::start();
    let id = "ke-hoach-phat-dong-thi-dua";
    let data = app.sample(id);
    let page = |query: &str, page: Value| {
        app.render(id, query, &json!({ "data": data, "format": "svg", "page": page }))
    };
    let first = page("", Value::Null).bytes;
    let second = page("", json!(2)).bytes;
    assert_ne!(first, second);
    assert_eq!(page("page=2", json!(1)).bytes, second);
    page("page=99", json!(1)).problem(422, "no-such-page");
}

#[test]
fn the_day_of_printing_is_the_clocks_unless_it_is_said() {
    let app = TestApp::start();
    let mut order = order(&app);
    order["data"].as_object_mut().unwrap().remove("date");
    let mut text = |today: Value| {
        order["today"] = today;
        app.render(ID, "format=txt", &order).text().to_owned()
    };
    assert!(text(Value::Null).contains(" năm 2026\n"), "{}", text(Value::Null));
    assert_eq!(text(Value::Null), text(json!("2026-11-24")));
    assert!(text(json!("2031-01-05")).contains(" năm 2031\n"));
}

#[test]
fn data_with_faults_is_told_every_fault_and_makes_no_file() {
    let app = TestApp::start();
    let mut order = order(&app);
    order["data"]["guests"] = json!([]);
    order["data"]["unknown"] = json!(true);
    order["data"]["event"] = json!("Hội nghị\u{200b} tổng kết");
    order["data"].as_object_mut().unwrap().remove("subject");
    for format in ["pdf", "json", "txt"] {
        let problem = app.render(ID, &format!("format={format}"), &order).problem(422, "bad-data");
        let faults = told(&problem, "errors", "pointer");
        for fault in
            ["/data/unknown value-unknown", "/data/guests value-too-small", "/data/subject value-missing"]
        {
            assert!(faults.iter().any(|one| one == fault), "{fault} in {faults:?}");
        }
        assert!(!faults.iter().any(|one| one.starts_with("/data/event")), "a notice is no fault: {faults:?}");
        let problems = told(&problem, "problems", "pointer");
        assert!(problems.iter().any(|one| one == "/event value-invisible"), "{problems:?}");
        let label = |one: &Value| one["pointer"] == "/subject" && one["label"] == "Trích yếu";
        assert!(problem["problems"].as_array().unwrap().iter().any(label), "{problem}");
    }
}

#[test]
fn a_draft_is_printed_in_spite_of_faults_with_its_holes_marked() {
    let app = TestApp::start();
    let mut order = order(&app);
    order["data"].as_object_mut().unwrap().remove("event");
    app.render(ID, "format=txt", &order).problem(422, "bad-data");
    order["draft"] = json!(true);
    let draft = app.render(ID, "format=txt", &order);
    assert_eq!(draft.status, 200, "{}", draft.text());
    assert!(draft.text().contains("[Tới dự]"), "{}", draft.text());
    assert_eq!(app.render(ID, "format=pdf", &order).status, 200);
    let report = app.render(ID, "format=pdf&report=1", &order).json();
    assert_eq!(report["valid"], false);
    assert!(report["content"]["base64"].as_str().unwrap().starts_with("JVBERi"));
}

#[test]
fn a_dry_run_tells_everything_and_makes_no_file() {
    let app = TestApp::start();
    let mut order = order(&app);
    let run = |order: &Value| app.render(ID, "dry_run=1", order);
    let whole = run(&order);
    assert_eq!(whole.json()["valid"], true);
    assert_eq!(whole.json()["problems"], json!([]));
    assert!(whole.json().get("content").is_none());
    assert_eq!(whole.json()["digest"], whole.header("vanthu-document-digest"));
    assert_eq!(whole.json()["template"], whole.header("vanthu-template"));
    order["data"]["event"] = json!("Hội nghị ☃");
    order["data"].as_object_mut().unwrap().remove("subject");
    let faulty = run(&order);
    assert_eq!(faulty.status, 200);
    let faulty = faulty.json();
    assert_eq!(faulty["valid"], false);
    assert!(told(&faulty, "problems", "pointer").contains(&"/subject value-missing".to_owned()));
    assert_eq!(told(&faulty, "print_problems", ""), [" glyph-missing"]);
    assert!(faulty["document"].to_string().contains("[Trích yếu]"));
    order["data"]["subject"] = json!("họp");
    app.render(ID, "format=pdf", &order).problem(422, "glyph-missing");
    assert!(run(&order).json()["valid"].as_bool().unwrap(), "the data is not at fault for the face");
}

#[test]
fn a_report_carries_the_file_beside_the_document_and_the_problems() {
    let app = TestApp::start();
    let order = order(&app);
    let report = app.render(ID, "report=1&format=docx", &order);
    assert!(report.header("vanthu-document-digest").starts_with("sha-256="));
    let report = report.json();
    let alone = app.render(ID, "format=json", &order).json();
    assert_eq!(report["document"], alone["document"]);
    assert!(report["content"]["file_name"].as_str().unwrap().ends_with(".docx"));
    assert!(report["content"]["base64"].as_str().unwrap().starts_with("UEsDB"));
}

#[test]
fn what_rendering_gives_can_be_typeset_again() {
    let app = TestApp::start();
    let order = order(&app);
    let reading = app.render(ID, "format=json", &order).json();
    assert_eq!(app.typeset_json("format=pdf", &reading).bytes, app.render(ID, "format=pdf", &order).bytes);
}

#[test]
fn a_body_that_is_no_order_is_told_every_fault_with_its_place() {
    let app = TestApp::start();
    let path = format!("/api/v1/templates/{ID}/render");
    let problem = app.post(&path, "text/plain", "{}").problem(415, "unsupported-media-type");
    assert!(problem["detail"].as_str().unwrap().contains("application/json"), "{problem}");
    app.post(&path, "application/json", b"{\"data\": \"K\xe1\xba\"}").problem(400, "bad-text");
    let problem = app.post(&path, "application/json", "{\n  \"data\": {},,\n}").problem(400, "bad-json");
    assert_eq!((&problem["errors"][0]["line"], &problem["errors"][0]["column"]), (&json!(2), &json!(14)));
    let wrong =
        json!({"data": 1, "format": "odt", "page": -1, "today": "24/11/2026", "draft": "yes", "titel": ""});
    let problem = app.render(ID, "", &wrong).problem(422, "bad-order");
    assert_eq!(
        told(&problem, "errors", "pointer"),
        [
            "/data json-object",
            "/page json-page",
            "/format json-format",
            "/today json-date",
            "/draft json-switch",
            "/titel json-unknown-field"
        ]
    );
    for fault in problem["errors"].as_array().unwrap() {
        assert_ne!(fault["detail"], fault["code"], "the code has a sentence");
    }
    app.render(ID, "", &json!({})).problem(422, "bad-order");
    let path = format!("/api/v1/templates/{ID}/validate");
    let problem =
        app.post(&path, "application/json", r#"{"data": {}, "draft": true}"#).problem(422, "bad-order");
    assert_eq!(told(&problem, "errors", "pointer"), ["/draft json-unknown-field"]);
    app.post(&format!("{path}?x=1"), "application/json", r#"{"data": {}}"#).problem(400, "bad-query");
    let problem =
        app.render(ID, "format=odt&page=0&dry_run=2&size=1", &order(&app)).problem(400, "bad-query");
    assert_eq!(problem["errors"].as_array().unwrap().len(), 4, "{problem}");
}

#[test]
fn what_typesetting_may_not_exceed_rendering_may_not_either() {
    let app = TestApp::with(Limits { body: 4000, ..LIMITS }, 500);
    let mut long = order(&app);
    long["data"]["event"] = json!("Hội nghị ".repeat(600));
    app.render(ID, "format=txt", &long).problem(413, "too-large");

    let app = TestApp::with(LIMITS, 1);
    let id = "ke-hoach-phat-dong-thi-dua";
    let plan = json!({ "data": app.sample(id) });
    for format in ["pdf", "docx", "svg"] {
        app.render(id, &format!("format={format}"), &plan).problem(422, "too-many-pages");
    }

    let app = TestApp::with(Limits { time: Duration::from_millis(1), ..LIMITS }, 500);
    let answer = app.render(id, "format=pdf", &plan);
    answer.problem(503, "too-slow");
    assert_eq!(answer.header("retry-after"), "5");
}

#[test]
fn data_without_an_office_is_lent_the_servers_own() {
    let profile = TestApp::start().sample(ID)["office"].clone();
    let app = TestApp::lent(LIMITS, 500, Some(profile.clone()));
    let mut data = app.sample(ID);
    data.as_object_mut().unwrap().remove("office");
    let without = json!({ "data": data });
    TestApp::start().render(ID, "format=txt", &without).problem(422, "bad-data");
    let lent = app.render(ID, "format=txt", &without);
    assert!(lent.text().contains("XÃ QUẢNG CHÂU"), "{}", lent.text());
    assert_eq!(app.validate(ID, &data).json()["valid"], true);
    data["office"] = profile;
    data["office"]["name"] = json!("Ủy ban nhân dân xã Sơn Hải");
    let own = app.render(ID, "format=txt", &json!({ "data": data }));
    assert!(own.text().contains("XÃ SƠN HẢI"), "what is given is not replaced: {}", own.text());
}

#[test]
fn names_that_look_like_markup_stay_words() {
    let app = TestApp::start();
    let mut order = order(&app);
    let hostile = "{{ office.name }} {% if x %} <script>alert(1)</script> #set page() | *a* Điều 2.";
    order["data"]["event"] = json!(hostile);
    let reading = app.render(ID, "format=json", &order).json();
    assert!(reading["document"].to_string().contains(&hostile.to_string()), "{}", reading["document"]);
    let page = app.render(ID, "format=html", &order);
    assert!(!page.text().contains("<script>"), "{}", page.text());
}
