//! `POST /api/v1/check`, its rules, and the page of rules.

use std::io::{Cursor, Write as _};

use serde_json::{Value, json};
use ureq::http;
use vanthu::viet::words::EXAMPLE;
use vanthu::web::Limits;

use super::{Answer, LIMITS, TestApp, told};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

impl TestApp {
    /// A program has a text checked.
    fn check(&self, query: &str, text: &str) -> Answer {
        self.post(&format!("/api/v1/check?{query}"), "text/plain; charset=utf-8", text)
    }

    /// A program has a Word file checked.
    fn check_word(&self, query: &str, docx: &[u8]) -> Answer {
        self.post(&format!("/api/v1/check?{query}"), DOCX, docx)
    }
}

/// The example with a number that wants a zero and no closing mark.
fn faulty() -> String {
    let faulty = EXAMPLE.replacen("./.", ".", 1);
    let at = faulty.find("Số:").expect("a number") + "Số:".len();
    let number: String = faulty[at..].chars().take_while(|c| *c != '/').collect();
    let faulty = faulty.replacen(&format!("Số:{number}/"), "Số: 7/", 1);
    assert!(faulty.contains("Số: 7/") && !faulty.contains("./."));
    faulty
}

fn ids(findings: &Value) -> Vec<&str> {
    findings.as_array().unwrap().iter().map(|finding| finding["id"].as_str().unwrap()).collect()
}

/// A part of an archive, its packed bytes.
fn part(docx: &[u8], name: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut bytes = Vec::new();
    std::io::copy(&mut archive.by_name(name).unwrap(), &mut bytes).unwrap();
    bytes
}

fn text(docx: &[u8], name: &str) -> String {
    String::from_utf8(part(docx, name)).unwrap()
}

fn names(docx: &[u8]) -> Vec<String> {
    zip::ZipArchive::new(Cursor::new(docx)).unwrap().file_names().map(ToOwned::to_owned).collect()
}

#[test]
fn a_text_and_its_json_are_checked_alike_with_lines_and_clauses() {
    let app = TestApp::start();
    let text = faulty();
    let found = app.check("", &text);
    assert_eq!((found.status, found.header("content-type")), (200, "application/json"));
    let found = found.json();
    assert_eq!(ids(&found["findings"]), ["number-zero", "closing-mark"]);
    assert_eq!(found["counts"], json!({"error": 2, "warning": 0, "suggestion": 0}));
    let number = &found["findings"][0];
    let line = 1 + text.lines().position(|line| line.contains("Số: 7/")).unwrap();
    assert_eq!(number["place"]["line"], line);
    assert_eq!(number["fix"]["replace"], "07");
    assert!(number["cite"].as_str().unwrap().starts_with("Phụ lục I"));
    assert_eq!((&found["schema"], &found["standard"]), (&json!(1), &json!("nd30-2020")));
    assert_eq!(found["switched_off"], json!([]));
    let as_json = app.post("/api/v1/check", "application/json", json!({"text": text}).to_string());
    assert_eq!(as_json.json(), found);
    let document =
        app.post("/api/v1/check", "application/json", json!({"document": found["document"]}).to_string());
    assert_eq!(ids(&document.json()["findings"]), ["number-zero", "closing-mark"]);
    assert_eq!(app.check("", EXAMPLE).json()["findings"], json!([]));
    // What the letterhead lacks may be said beside it, as for typesetting.
    let bare = "KẾ HOẠCH\nTrồng cây\n\n1. Các thôn trồng cây./.\n";
    let issuer = "issuer=%E1%BB%A6Y%20BAN%20NH%C3%82N%20D%C3%82N%0AX%C3%83%20S%C6%A0N%20H%E1%BA%A2I";
    let lacks = |query: &str| {
        let problems = app.check(query, bare).json()["problems"].to_string();
        problems.contains("issuer-missing")
    };
    assert!(lacks("") && !lacks(issuer));
}

#[test]
fn the_answer_is_what_format_or_accept_asks_for() {
    let app = TestApp::start();
    let ask = |query: &str, accept: &str| {
        let request = http::Request::post(format!("/api/v1/check?{query}"))
            .header("content-type", "text/plain")
            .header("accept", accept);
        app.send(request.body(faulty().into_bytes()).unwrap())
    };
    for (query, accept, given) in [
        ("", "*/*", "application/json"),
        ("", DOCX, DOCX),
        ("", "application/json;q=0.5, application/*", DOCX),
        ("format=docx", "application/json", DOCX),
        ("format=json", DOCX, "application/json"),
    ] {
        let answer = ask(query, accept);
        assert_eq!((answer.status, answer.header("content-type")), (200, given), "{query} {accept}");
    }
    let answer = ask("format=docx", "*/*");
    assert!(answer.header("content-disposition").starts_with("attachment; filename=\"Ke hoach To chuc"));
    ask("", "application/pdf").problem(406, "not-acceptable");
}

#[test]
fn a_text_comes_back_as_our_word_file_with_a_comment_at_each_finding() {
    let app = TestApp::start();
    let docx = app.check("format=docx", &faulty()).bytes;
    let document = text(&docx, "word/document.xml");
    assert_eq!(document.matches("<w:commentRangeStart").count(), 2);
    assert_eq!(document.matches("<w:commentReference").count(), 2);
    // The mark stands around the number alone.
    let (_, marked) = document.split_once("<w:commentRangeStart w:id=\"0\"/>").unwrap();
    let (marked, _) = marked.split_once("<w:commentRangeEnd").unwrap();
    assert!(marked.contains(">7</w:t>") && !marked.contains("Số"), "{marked}");
    let comments = text(&docx, "word/comments.xml");
    assert!(comments.contains("w:author=\"vanthu\" w:initials=\"vt\"") && !comments.contains("w:date"));
    assert!(comments.contains("[number-zero]") && comments.contains("[closing-mark]"), "{comments}");
    assert_eq!(app.check("format=docx", &faulty()).bytes, docx, "same text, same bytes");
}

#[test]
fn an_uploaded_word_file_comes_back_itself_with_comments() {
    let app = TestApp::start();
    let plain = app.typeset_text("format=docx", &faulty()).bytes;
    // Somebody else's parts and an odd time: nothing of them changes.
    let mut zip = zip::ZipWriter::new_append(Cursor::new(plain)).unwrap();
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("customXml/item1.xml", options).unwrap();
    zip.write_all(b"<own/>").unwrap();
    let given = zip.finish().unwrap().into_inner();

    let found = app.check_word("", &given).json();
    assert_eq!(ids(&found["findings"]), ["number-zero", "closing-mark"]);
    assert!(found["looks"]["texts"].as_array().unwrap().len() > 10);
    assert!(found["findings"][0]["place"].get("line").is_none());
    let noted = app.check_word("format=docx", &given);
    assert_eq!((noted.status, noted.header("content-type")), (200, DOCX));
    let changed = ["[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml"];
    for name in names(&given) {
        let same = part(&given, &name) == part(&noted.bytes, &name);
        assert_eq!(same, !changed.contains(&name.as_str()), "{name}");
    }
    assert_eq!(names(&noted.bytes).len(), names(&given).len() + 1);
    // Comments on top of comments: the old ones stay, every id is given once.
    let twice = app.check_word("format=docx", &noted.bytes).bytes;
    let comments = text(&twice, "word/comments.xml");
    for id in 0..4 {
        assert_eq!(comments.matches(&format!("<w:comment w:id=\"{id}\"")).count(), 1, "{comments}");
    }
    assert_eq!(app.check_word("", &twice).json()["findings"], found["findings"]);
    let lawful = app.typeset_text("format=docx", EXAMPLE).bytes;
    assert_eq!(app.check_word("format=docx", &lawful).bytes, lawful, "nothing to say, nothing changed");
}

#[test]
fn what_cannot_be_checked_is_said_with_every_fault() {
    let app = TestApp::start();
    let query = app.check("format=pdf&standard=&page=2&format=json", "a").problem(400, "bad-query");
    assert_eq!(
        told(&query, "errors", "parameter"),
        ["page query-unknown", "format query-twice", "format query-value"]
    );
    app.check("standard=nd110-2004", EXAMPLE).problem(400, "bad-query");
    app.check("", " \n").problem(422, "no-document");
    app.post("/api/v1/check", "application/pdf", "%PDF-").problem(415, "unsupported-media-type");
    app.post("/api/v1/check", "text/plain", b"K\xaa".as_slice()).problem(400, "bad-text");
    app.post("/api/v1/check", "application/json", "{").problem(400, "bad-json");
    let json = app.post("/api/v1/check", "application/json", r#"{"text": 1, "more": 2}"#);
    let json = json.problem(422, "bad-manuscript");
    assert_eq!(told(&json, "errors", "pointer"), ["/text json-string", "/more json-unknown-field"]);
    for (bytes, code) in [
        (&b"not a file of Word"[..], "word-not-docx"),
        (b"PK\x03\x04 broken", "word-broken-archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "word-old-doc"),
    ] {
        let problem = app.check_word("", bytes).problem(422, "bad-word");
        assert_eq!(told(&problem, "errors", "parameter"), [format!(" {code}")]);
        assert_ne!(problem["errors"][0]["detail"], code, "the code has a sentence");
    }
}

#[test]
fn a_word_file_has_a_limit_of_its_own() {
    let small = TestApp::with(Limits { body: 1 << 20, word: 1000, ..LIMITS }, 500);
    small.check_word("", &[0; 1001]).problem(413, "too-large");
    small.check_word("", &[0; 1000]).problem(422, "bad-word");
    assert_eq!(small.check("", EXAMPLE).status, 200, "text has another");
    let large = TestApp::with(Limits { body: 1000, ..LIMITS }, 500);
    let docx = large.post("/api/v1/typeset?format=docx", "text/plain", "KẾ HOẠCH\nTrồng cây\n\nA").bytes;
    assert!(docx.len() > 1000);
    assert_eq!(large.check_word("", &docx).status, 200);
    large.check("", EXAMPLE).problem(413, "too-large");
}

#[test]
fn the_offices_own_exceptions_are_counted_and_not_told() {
    let app = TestApp::start();
    let mut office = app.sample("giay-moi")["office"].clone();
    office["unchecked"] = json!([{"rule": "closing-mark", "reason": "Mẫu của Đảng ủy"}]);
    let lent = TestApp::lent(LIMITS, 500, Some(office.clone()));
    let found = lent.check("", &faulty()).json();
    assert_eq!(ids(&found["findings"]), ["number-zero"]);
    assert_eq!(
        found["switched_off"],
        json!([{"id": "closing-mark", "reason": "Mẫu của Đảng ủy", "count": 1}])
    );
    // The profile is lent to templates as ever.
    let mut data = lent.sample("giay-moi");
    data.as_object_mut().unwrap().remove("office");
    assert_eq!(lent.validate("giay-moi", &data).json()["valid"], true);
}

#[test]
fn every_rule_is_told_to_programs_and_on_a_page() {
    let app = TestApp::start();
    let rules = app.get("/api/v1/check/rules").json();
    let page = app.get("/quy-tac");
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    let rules = rules.as_array().unwrap();
    assert!(rules.len() > 60);
    for rule in rules {
        let id = rule["id"].as_str().unwrap();
        assert_eq!(page.text().matches(&format!("<article class=\"rule\" id=\"{id}\"")).count(), 1, "{id}");
        assert!(rule["examples"][0]["right"] != rule["examples"][0]["wrong"], "{rule}");
    }
    assert!(page.text().contains("thông lệ soạn thảo") && page.text().contains("<dd>"));
    assert!(!page.text().contains("http:") && !page.text().contains("https:"));
}
