//! `Idempotency-Key`: a request that may be sent again.

use std::{
    io::{Read, Write},
    net::TcpStream,
    thread,
    time::Duration,
};

use chrono::DateTime;
use serde_json::{Value, json};
use ureq::http;
use vanthu::{store::Run, viet::words::EXAMPLE, web::Limits};

use super::{Answer, LIMITS, TestApp, decision, each, people::Browser};

/// A program sends official text under a key.
fn send(app: &TestApp, path: &str, key: &str, text: &str) -> Answer {
    let request = http::Request::post(path)
        .header("content-type", "text/plain; charset=utf-8")
        .header("idempotency-key", key);
    app.send(request.body(text.as_bytes().to_vec()).unwrap())
}

const TYPESET: &str = "/api/v1/typeset?format=pdf";

#[test]
fn the_same_request_gets_the_same_answer_and_another_one_is_refused() {
    each(|app| {
        let first = send(app, TYPESET, "k1", EXAMPLE);
        assert_eq!((first.status, first.header("idempotency-replayed")), (200, ""));
        assert!(first.bytes.starts_with(b"%PDF-"));
        let again = send(app, TYPESET, "k1", EXAMPLE);
        assert_eq!((again.status, again.header("idempotency-replayed")), (200, "true"));
        assert_eq!(again.bytes, first.bytes);
        for (name, value) in &first.headers {
            let own = ["date", "x-request-id"].contains(&name.as_str());
            assert!(own || again.headers.get(name) == Some(value), "{name}: {value:?}");
        }
        assert_ne!(again.header("x-request-id"), first.header("x-request-id"));
        send(app, TYPESET, "k1", "Khác").problem(422, "key-reused");
        send(app, "/api/v1/typeset?format=docx", "k1", EXAMPLE).problem(422, "key-reused");
        assert_eq!(send(app, "/api/v1/check", "k1", EXAMPLE).status, 200, "another path, another key");
        assert_eq!(send(app, TYPESET, "k2", EXAMPLE).header("idempotency-replayed"), "");
        let metrics = app.get("/metrics");
        let typeset = "vanthu_typeset_seconds_count{format=\"pdf\"} 2";
        assert!(metrics.text().contains(typeset), "what is given again is not made again");
    });
}

#[test]
fn what_is_wrong_with_a_request_is_told_the_same_again() {
    let app = TestApp::start();
    let first = send(&app, TYPESET, "k", " ");
    let problem = first.problem(422, "no-document");
    let again = send(&app, TYPESET, "k", " ");
    assert_eq!(again.problem(422, "no-document"), problem);
    assert_eq!(again.header("idempotency-replayed"), "true");
}

#[test]
fn a_key_is_one_to_255_visible_ascii_characters_and_comes_once() {
    let app = TestApp::start();
    let long = "k".repeat(255);
    assert_eq!(send(&app, TYPESET, &long, EXAMPLE).status, 200);
    for bad in ["", " ", "a b", &format!("{long}k"), "a\tb"] {
        send(&app, TYPESET, bad, EXAMPLE).problem(400, "bad-key");
    }
    let raw = "POST /api/v1/typeset HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: text/plain\r\n\
               idempotency-key: a\r\nidempotency-key: b\r\ncontent-length: 1\r\n\r\na";
    assert!(spoken(&app, raw.as_bytes()).starts_with("HTTP/1.1 400"));
    let accented = "POST /api/v1/typeset HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: text/plain\r\n\
                    idempotency-key: khóa\r\ncontent-length: 1\r\n\r\na";
    assert!(spoken(&app, accented.as_bytes()).starts_with("HTTP/1.1 400"));
}

/// What the server says to these bytes until it hangs up.
fn spoken(app: &TestApp, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(app.address).unwrap();
    stream.write_all(bytes).unwrap();
    let mut said = Vec::new();
    stream.read_to_end(&mut said).unwrap();
    String::from_utf8_lossy(&said).into_owned()
}

#[test]
fn while_it_runs_the_same_request_is_told_to_wait_and_is_done_once() {
    each(|app| {
        let long = decision("Tặng Giấy khen", 3000).to_string();
        let send = || {
            let request = http::Request::post(TYPESET)
                .header("content-type", "application/json")
                .header("idempotency-key", "k");
            app.send(request.body(long.clone().into_bytes()).unwrap())
        };
        let answers: Vec<Answer> = thread::scope(|scope| {
            let all: Vec<_> = (0..6).map(|_| scope.spawn(send)).collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        let (given, waiting): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
        assert_eq!((given.len(), waiting.len()), (1, 5));
        for answer in waiting {
            answer.problem(409, "still-running");
            assert_eq!(answer.header("retry-after"), "2");
        }
        let again = send();
        assert_eq!((again.status, again.header("idempotency-replayed")), (200, "true"));
        assert_eq!(again.bytes, given[0].bytes);
    });
}

#[test]
fn an_answer_that_another_try_may_change_is_not_kept() {
    let app = TestApp::with(Limits { time: Duration::from_millis(100), ..LIMITS }, 500);
    let long = decision("Tặng Giấy khen", 4000).to_string();
    for _ in 0..2 {
        let request = http::Request::post(TYPESET)
            .header("content-type", "application/json")
            .header("idempotency-key", "k");
        let answer = app.send(request.body(long.clone().into_bytes()).unwrap());
        assert!(["too-slow", "busy"].contains(&answer.json()["code"].as_str().unwrap()), "{}", answer.text());
        assert_eq!(answer.header("idempotency-replayed"), "");
    }
    // The key is free for anything.
    let answer = send(&app, "/api/v1/typeset?format=json", "k", EXAMPLE);
    assert!(answer.status == 200 || answer.status == 503, "{}", answer.text());
}

#[test]
fn who_hangs_up_and_sends_it_again_gets_the_answer_of_the_first() {
    let app = TestApp::with(Limits { workers: 1, ..LIMITS }, 500);
    let long = decision("Tặng Giấy khen", 1500).to_string();
    let head = format!(
        "POST {TYPESET} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\nidempotency-key: k\r\n\
         content-length: {}\r\n\r\n{long}",
        long.len()
    );
    let mut stream = TcpStream::connect(app.address).unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    while !app.get("/metrics").text().contains("vanthu_in_flight 1") {
        thread::sleep(Duration::from_millis(2));
    }
    drop(stream);
    let answered = (0..1000).find_map(|_| {
        thread::sleep(Duration::from_millis(10));
        let request = http::Request::post(TYPESET)
            .header("content-type", "application/json")
            .header("idempotency-key", "k");
        let answer = app.send(request.body(long.clone().into_bytes()).unwrap());
        assert!([200, 409].contains(&answer.status), "{}", answer.status);
        Some(answer).filter(|answer| answer.status == 200)
    });
    assert_eq!(answered.expect("an answer").header("idempotency-replayed"), "true");
}

#[test]
fn a_body_that_is_too_large_or_comes_too_slowly_is_refused_as_without_a_key() {
    let app =
        TestApp::with(Limits { body: 5000, word: 6000, time: Duration::from_millis(200), ..LIMITS }, 500);
    send(&app, TYPESET, "k", &"a".repeat(5500)).problem(413, "too-large");
    send(&app, TYPESET, "l", &"a".repeat(7000)).problem(413, "too-large");
    let slow = "POST /api/v1/typeset HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: text/plain\r\n\
                idempotency-key: m\r\ncontent-length: 9\r\n\r\na";
    assert!(spoken(&app, slow.as_bytes()).starts_with("HTTP/1.1 408"));
}

#[test]
fn a_key_on_what_changes_nothing_is_of_no_effect() {
    let app = TestApp::start();
    for _ in 0..2 {
        let request = http::Request::get("/api/v1/templates").header("idempotency-key", "k");
        let answer = app.send(request.body(Vec::new()).unwrap());
        assert_eq!((answer.status, answer.header("idempotency-replayed")), (200, ""));
    }
    let nowhere = http::Request::post("/api/v1/nowhere").header("idempotency-key", "k");
    app.send(nowhere.body(Vec::new()).unwrap()).problem(404, "not-found");
    let order = json!({ "data": {} }).to_string();
    let request = http::Request::post("/api/v1/templates/giay-moi/validate")
        .header("content-type", "application/json")
        .header("idempotency-key", "k");
    assert_eq!(app.send(request.body(order.into_bytes()).unwrap()).status, 200);
}

/// An administrator makes something under a key.
fn make(app: &TestApp, browser: &mut Browser, path: &str, key: &str, body: &Value) -> Answer {
    let request = http::Request::post(path)
        .header("x-csrf-token", &browser.csrf)
        .header("content-type", "application/json")
        .header("idempotency-key", key);
    browser.send(app, request.body(body.to_string().into_bytes()).unwrap())
}

#[test]
fn what_is_made_under_a_key_is_made_once_and_told_the_same_again() {
    each(|app| {
        let mut founder = app.founder();
        let body = json!({ "login": "an.tran", "name": "Trần An", "roles": ["clerk"] });
        let first = make(app, &mut founder, "/api/v1/users", "k", &body);
        assert_eq!(first.status, 201, "{}", first.text());
        let id = first.json()["user"]["id"].as_str().unwrap().to_owned();
        let again = make(app, &mut founder, "/api/v1/users", "k", &body);
        assert_eq!((again.status, again.header("idempotency-replayed")), (201, "true"));
        assert_eq!(again.header("location"), first.header("location"));
        // A link that is shown once is kept nowhere: only that it was made.
        assert_eq!(again.json(), json!({ "id": id, "replayed": true }));
        let other = json!({ "login": "an.tran2", "name": "Trần An", "roles": ["clerk"] });
        make(app, &mut founder, "/api/v1/users", "k", &other).problem(422, "key-reused");
        let people = founder.get(app, "/api/v1/users").json();
        assert_eq!(people["items"].as_array().unwrap().len(), 2, "{people}");
        // Another person's key is another key.
        let (_, mut clerk) = app.colleague(&mut founder, "binh.le", "Lê Bình", "administrator");
        assert_eq!(make(app, &mut clerk, "/api/v1/users", "k", &other).status, 201);
    });
}

#[test]
fn a_secret_that_is_shown_once_is_not_kept_with_the_answer() {
    each(|app| {
        let mut founder = app.founder();
        let body = json!({ "name": "cổng", "scopes": ["read"] });
        let first = make(app, &mut founder, "/api/v1/tokens", "k", &body);
        let secret = first.json()["secret"].as_str().unwrap().to_owned();
        let again = make(app, &mut founder, "/api/v1/tokens", "k", &body);
        assert_eq!((again.status, again.header("idempotency-replayed")), (201, "true"));
        assert!(!again.text().contains(&secret) && again.json()["replayed"] == true, "{}", again.text());
        assert_eq!(founder.get(app, "/api/v1/tokens").json()["items"].as_array().unwrap().len(), 1);
    });
}

#[test]
fn who_comes_again_after_a_crash_is_shown_what_was_made() {
    each(|app| {
        let mut founder = app.founder();
        let who = founder.get(app, "/api/v1/session").json();
        let body = json!({ "login": "an.tran", "name": "Trần An", "roles": ["clerk"] });
        let first = make(app, &mut founder, "/api/v1/users", "k", &body).json();
        let id = first["user"]["id"].as_str().unwrap();
        // As it was when the server was killed before it could keep the answer.
        let (person, office) = (who["user"]["id"].as_str().unwrap(), who["office"]["id"].as_str().unwrap());
        let run = Run { scope: format!("{person} {office} person"), key: "k".into(), id: "dead".into() };
        app.stored(async |store| {
            let mut tx = store.begin().await.unwrap();
            let old = tx.claimed(&run).await.unwrap().expect("the answer is kept");
            assert!(old.body.is_none(), "a link is not kept");
            let at = DateTime::from_timestamp(1_795_500_000 - 3600, 0).unwrap();
            assert!(tx.take_over(&old.run, &run, &old.request, at).await.unwrap());
            assert!(tx.made(&run, id).await.unwrap());
            tx.commit().await.unwrap();
        });
        let again = make(app, &mut founder, "/api/v1/users", "k", &body);
        assert_eq!((again.status, again.header("idempotency-replayed")), (201, "true"), "{}", again.text());
        assert_eq!(again.header("location"), format!("/api/v1/users/{id}"));
        assert_eq!(again.json()["id"], id, "{}", again.text());
        assert_eq!(again.json()["login"], "an.tran");
    });
}
