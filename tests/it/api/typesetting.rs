//! `POST /api/v1/typeset` and `/api/v1/preview`: what comes in, what goes out.

use serde_json::{Value, json};
use ureq::http;
use vanthu::viet::words::EXAMPLE;

use super::{LIMITS, TestApp, decision, told};

fn faults(problem: &Value, key: &str) -> Vec<String> {
    told(problem, "errors", key)
}

#[test]
fn official_text_becomes_every_format() {
    let app = TestApp::start();
    for (format, media_type, begins) in [
        ("pdf", "application/pdf", "%PDF-"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK"),
        ("json", "application/json", "{\n  \"schema\": 1"),
        ("txt", "text/plain; charset=utf-8", ""),
        ("html", "text/html; charset=utf-8", "<!DOCTYPE html>"),
        ("png", "image/png", "\u{fffd}PNG"),
        ("svg", "image/svg+xml", "<svg"),
    ] {
        let answer = app.typeset_text(&format!("format={format}"), EXAMPLE);
        assert_eq!(answer.status, 200, "{format}: {}", String::from_utf8_lossy(&answer.bytes));
        assert_eq!(answer.header("content-type"), media_type);
        assert!(String::from_utf8_lossy(&answer.bytes).starts_with(begins), "{format}");
        let name = answer.header("content-disposition");
        assert!(
            name.contains(&format!(".{format}\"; filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch")),
            "{name}"
        );
    }
    let page = app.typeset_text("format=html", EXAMPLE);
    let policy = page.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'; style-src 'sha256-") && policy.ends_with("sandbox"),
        "{policy}"
    );
    assert!(!policy.contains("unsafe") && !policy.contains("self"), "{policy}");
    let text = app.typeset_text("format=txt", EXAMPLE);
    assert!(text.text().contains("Khơi dậy thói quen đọc sách trong gia đình"), "{}", text.text());
}

#[test]
fn accept_picks_the_format_when_the_address_does_not() {
    let app = TestApp::start();
    let ask = |accept: &str| {
        let request = http::Request::post("/api/v1/typeset")
            .header("content-type", "text/plain")
            .header("accept", accept);
        app.send(request.body(EXAMPLE.as_bytes().to_vec()).unwrap())
    };
    assert_eq!(ask("image/svg+xml").header("content-type"), "image/svg+xml");
    assert_eq!(ask("text/csv, application/json;q=0.9").header("content-type"), "application/json");
    let problem = ask("text/csv").problem(406, "not-acceptable");
    assert!(problem["detail"].as_str().unwrap().contains("application/pdf"), "{problem}");
}

#[test]
fn a_report_carries_the_file_beside_the_problems() {
    let app = TestApp::start();
    let body = app.typeset_text("format=pdf&report=1", EXAMPLE).json();
    let alone = app.typeset_text("format=json", EXAMPLE).json();
    assert_eq!(body["document"], alone["document"]);
    assert_eq!(body["problems"], alone["problems"]);
    assert_eq!(body["content"]["media_type"], "application/pdf");
    assert!(body["content"]["file_name"].as_str().unwrap().ends_with(".pdf"));
    let base64 = body["content"]["base64"].as_str().unwrap();
    assert!(base64.starts_with("JVBERi"), "{}", &base64[..20]);
}

#[test]
fn the_letterhead_on_the_address_fills_what_the_text_has_lost() {
    let app = TestApp::start();
    let lost = "KẾ HOẠCH\nVề việc trồng cây đầu xuân\n\nCác thôn trồng cây từ ngày mồng sáu.\n";
    let words =
        |query: &str| app.typeset_text(&format!("format=json{query}"), lost).json()["document"].to_string();
    assert!(!words("").contains("SƠN HẢI"));
    let issuer = "&issuer=%E1%BB%A6Y%20BAN%20NH%C3%82N%20D%C3%82N%20X%C3%83%20S%C6%A0N%20H%E1%BA%A2I";
    assert!(words(issuer).contains("SƠN HẢI"), "{}", words(issuer));
    let as_json = json!({"text": lost, "issuer": "ỦY BAN NHÂN DÂN XÃ SƠN HẢI"});
    assert!(app.typeset_json("format=json", &as_json).json()["document"].to_string().contains("SƠN HẢI"));
}

#[test]
fn a_body_that_is_no_manuscript_is_told_every_fault_with_its_place() {
    let app = TestApp::start();
    let query = "/api/v1/typeset?format=json";
    app.post(query, "text/plain", b"K\xe1\xba").problem(400, "bad-text");
    app.post(query, "text/html", "<p>").problem(415, "unsupported-media-type");
    app.post(query, "text/plain; charset=windows-1258", "x").problem(415, "unsupported-media-type");
    let problem = app.post(query, "application/json", "{\n  \"text\": \"a\",,\n}").problem(400, "bad-json");
    assert_eq!((&problem["errors"][0]["line"], &problem["errors"][0]["column"]), (&json!(2), &json!(15)));
    let manuscript = json!({"text": 1, "titel": "x", "document": {"kind": "plan", "title": "", "sections": [
        {"kind": "main", "blocks": [{"type": "page-break"}, {"type": "picture"}]}]}});
    let problem = app.typeset_json("format=json", &manuscript).problem(422, "bad-manuscript");
    assert_eq!(
        faults(&problem, "pointer"),
        ["/text json-string", "/titel json-unknown-field", "/document/sections/0/blocks/1 json-shape"]
    );
    app.typeset_text("format=pdf&standard=nd110-2004", EXAMPLE).problem(400, "bad-query");
    let other = json!({"text": "a", "standard": "nd110-2004"});
    let problem = app.typeset_json("standard=nd30-2020", &other).problem(422, "bad-manuscript");
    assert_eq!(faults(&problem, "pointer"), ["/standard standard-unknown"]);
}

#[test]
fn a_document_with_pictures_is_printed_and_a_picture_that_cannot_be_is_told() {
    let app = TestApp::start();
    let manuscript = |picture: Value| {
        let text = json!([{"type": "text", "text": "Mẫu dấu: "}, picture]);
        let blocks = json!([{"type": "paragraph", "role": "body", "text": text}]);
        json!({"document": {"kind": "plan", "title": "", "sections": [{"kind": "main", "blocks": blocks}]}})
    };
    let mut seal = crate::pictures::seal();
    seal["type"] = "picture".into();
    for format in ["pdf", "docx", "png", "svg", "html", "txt", "json"] {
        let answer = app.typeset_json(&format!("format={format}"), &manuscript(seal.clone()));
        assert_eq!(answer.status, 200, "{format}");
        let policy = answer.header("content-security-policy");
        assert_eq!(policy.contains("img-src data:;"), format == "html", "{format}: {policy}");
    }
    let given = app.typeset_json("format=json", &manuscript(seal.clone())).json();
    let again = app.typeset_json("format=json", &json!({ "document": given["document"] })).json();
    assert_eq!(again["document"], given["document"]);
    let whole = seal["data"].as_str().unwrap().to_owned();
    seal["data"] = whole[..whole.len() / 8 * 4].into();
    let problem = app.typeset_json("format=pdf", &manuscript(seal)).problem(422, "bad-manuscript");
    assert_eq!(faults(&problem, "pointer"), ["/document/sections/0/blocks/0/text/1/data picture-damaged"]);
}

#[test]
fn text_without_a_document_says_why() {
    let app = TestApp::start();
    for format in ["pdf", "json"] {
        let problem = app.typeset_text(&format!("format={format}"), " \n\t\n").problem(422, "no-document");
        assert_eq!(faults(&problem, "pointer"), [" empty"]);
    }
}

#[test]
fn a_character_without_a_glyph_is_a_problem_with_its_place_and_never_a_box_on_paper() {
    let app = TestApp::start();
    let text = EXAMPLE.replacen("Khơi dậy", "☃ Khơi dậy", 1);
    let line = text.lines().position(|line| line.contains('☃')).unwrap() + 1;
    let problems = app.typeset_text("format=json", &text).json()["problems"].clone();
    let found =
        problems.as_array().unwrap().iter().find(|problem| problem["code"] == "glyph-missing").unwrap();
    assert_eq!((&found["line"], &found["column"]), (&json!(line), &json!(4)));
    assert!(found["message"].as_str().unwrap().contains("☃ (U+2603)"), "{found}");
    let problem = app.typeset_text("format=pdf", &text).problem(422, "glyph-missing");
    assert!(problem["detail"].as_str().unwrap().contains("U+2603"), "{problem}");
}

#[test]
fn a_page_that_is_not_there_is_told_how_many_there_are() {
    let app = TestApp::start();
    let problem = app.typeset_text("format=png&page=99", EXAMPLE).problem(422, "no-such-page");
    assert!(problem["detail"].as_str().unwrap().contains("99/"), "{problem}");
    let first = app.typeset_json("format=svg&page=1", &decision("a", 100)).bytes;
    assert_ne!(app.typeset_json("format=svg&page=2", &decision("a", 100)).bytes, first);
}

#[test]
fn a_preview_shows_eight_pages_at_a_time() {
    let app = TestApp::start();
    let long = decision("Tặng Giấy khen", 400).to_string();
    let preview = |from: &str| app.post(&format!("/api/v1/preview{from}"), "application/json", &long).json();
    let first = preview("");
    let pages = first["pages"].as_u64().unwrap();
    assert!((9..=16).contains(&pages), "{pages}");
    let images = first["images"].as_array().unwrap();
    assert_eq!(images.len(), 8);
    assert!(images.iter().all(|image| image.as_str().unwrap().starts_with("<svg")));
    assert_eq!(preview("?from=9")["images"].as_array().unwrap().len() as u64, pages - 8);
    assert_eq!(preview("?from=99")["images"], json!([]));
    let svg = app.post("/api/v1/typeset?format=svg&page=8", "application/json", &long);
    assert_eq!(images[7], svg.text(), "the preview shows what the format gives");
}

#[test]
fn a_document_longer_than_allowed_is_refused_in_every_format_of_paper() {
    let app = TestApp::with(LIMITS, 3);
    for format in ["pdf", "docx", "png", "svg"] {
        let problem =
            app.typeset_json(&format!("format={format}"), &decision("a", 500)).problem(422, "too-many-pages");
        assert!(problem["detail"].as_str().unwrap().contains('3'), "{problem}");
        assert_eq!(app.typeset_json(&format!("format={format}"), &decision("a", 10)).status, 200);
    }
}
