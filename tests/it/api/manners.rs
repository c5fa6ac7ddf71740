//! What every answer carries, and how often somebody may ask.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use ureq::http;
use vanthu::{
    viet::words::EXAMPLE,
    web::{Limits, ROUTES},
};

use super::{Answer, LIMITS, TestApp};

/// Holds the headers that no answer is without.
fn held(answer: &Answer, what: &str) {
    let policy = answer.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; "), "{what}: {policy}");
    for part in ["base-uri 'none'", "frame-ancestors 'none'", "form-action '"] {
        assert!(policy.contains(part), "{what}: {policy}");
    }
    // The pages of the API's description are another's work, and style themselves inline.
    let inline = if what.contains(" /docs") { "style-src 'self' 'unsafe-inline'; " } else { "" };
    let strict = policy.replace(inline, "");
    assert!(!strict.contains("unsafe") && !strict.contains('*'), "{what}: {policy}");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), value, "{what}: {name}");
    }
    assert!(answer.header("permissions-policy").contains("camera=()"), "{what}");
    assert_ne!(answer.header("cache-control"), "", "{what}");
    assert_eq!(answer.header("x-request-id").len(), 36, "{what}");
    assert_eq!(answer.header("server"), "", "{what} says what it runs on");
}

#[test]
fn every_answer_of_every_route_carries_the_headers_that_keep_it_safe() {
    let app = TestApp::with(Limits { body: 5000, ..LIMITS }, 500);
    let mut seen = 0;
    for (path, _) in ROUTES {
        for id in ["giay-moi", "khong-co"] {
            let path =
                path.replace("{name}", "app.css").replace("{file:.*}", "index.html").replace("{id}", id);
            let path: String = filled(&path);
            for method in ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"] {
                let request = http::Request::builder().method(method).uri(&path);
                held(&app.send(request.body(Vec::new()).unwrap()), &format!("{method} {path}"));
                seen += 1;
            }
        }
    }
    assert!(seen >= 200, "{seen}");
    let too_large = app.typeset_text("format=json", &"a".repeat(6000));
    held(&too_large, "413");
    too_large.problem(413, "too-large");
    for (status, answer) in [
        (404, app.get("/nowhere")),
        (404, app.get("/api/v1/nowhere")),
        (400, app.typeset_text("x=1", EXAMPLE)),
        (415, app.post("/api/v1/typeset", "image/png", "a")),
        (406, app.typeset_text("format=odt", EXAMPLE)),
    ] {
        held(&answer, &status.to_string());
        assert!(answer.status >= 400, "{status}");
    }
}

/// A path with something in each of its holes.
fn filled(path: &str) -> String {
    let mut filled = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        filled.push('1');
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    filled + rest
}

#[test]
fn whoever_asks_too_often_is_told_when_to_come_back() {
    // The clock of the test's server stands still: a bucket is never filled again.
    let app = TestApp::with(Limits { rate: 1, ..LIMITS }, 500);
    for _ in 0..10 {
        assert_eq!(app.get("/api/v1/templates").status, 200);
    }
    let answer = app.get("/api/v1/templates");
    answer.problem(429, "too-often");
    assert_eq!(answer.header("retry-after"), "1");
    held(&answer, "429");
    for free in ["/health/live", "/health/ready", "/metrics"] {
        assert_eq!(app.get(free).status, 200, "who looks after the server is never refused");
    }
}

#[test]
fn behind_a_proxy_everybody_has_a_bucket_of_their_own() {
    let from = |app: &TestApp, address: &str| {
        let request = http::Request::get("/api/v1/templates").header("x-forwarded-for", address);
        app.send(request.body(Vec::new()).unwrap()).status
    };
    let behind = TestApp::with(Limits { rate: 1, behind_proxy: true, ..LIMITS }, 500);
    for _ in 0..10 {
        assert_eq!(from(&behind, "203.0.113.9, 198.51.100.1"), 200);
    }
    assert_eq!(from(&behind, "203.0.113.10, 198.51.100.1"), 429, "only the last is the proxy's word");
    assert_eq!(from(&behind, "198.51.100.2"), 200);
    assert_eq!(from(&behind, "2001:db8:1:2:3::4"), 200);
    let alone = TestApp::with(Limits { rate: 1, ..LIMITS }, 500);
    for number in 0..10 {
        assert_eq!(from(&alone, &format!("203.0.113.{number}")), 200);
    }
    assert_eq!(from(&alone, "203.0.113.99"), 429, "anybody may write a header");
}

#[test]
fn a_head_that_is_too_long_or_too_slow_is_given_up() {
    let app = TestApp::start();
    let said = |bytes: &[u8]| {
        let mut stream = TcpStream::connect(app.address).unwrap();
        let _closed = stream.write_all(bytes);
        let mut said = Vec::new();
        let _closed = stream.read_to_end(&mut said);
        String::from_utf8_lossy(&said).into_owned()
    };
    let long = format!("GET / HTTP/1.1\r\nhost: a\r\nx-long: {}\r\n\r\n", "a".repeat(200_000));
    assert!(said(long.as_bytes()).starts_with("HTTP/1.1 4"), "a long header");
    let many = format!("GET / HTTP/1.1\r\nhost: a\r\n{}\r\n", "x-many: a\r\n".repeat(200));
    assert!(said(many.as_bytes()).starts_with("HTTP/1.1 4"), "many headers");
    let slow = said(b"GET / HTTP/1.1\r\nhost: a\r\nx-slow: ");
    assert!(slow.is_empty() || slow.starts_with("HTTP/1.1 408"), "{slow}");
    assert_eq!(app.get("/health/live").status, 200);
}

#[test]
fn readiness_asks_the_database_and_liveness_does_not() {
    let app = TestApp::start();
    assert_eq!(app.get("/health/ready").status, 200);
    app.away();
    app.get("/health/ready").problem(503, "store-away");
    assert_eq!(app.get("/health/live").status, 200);
    assert_eq!(app.typeset_text("format=json", EXAMPLE).status, 200, "what keeps nothing goes on");
    let metrics = app.get("/metrics");
    assert!(metrics.text().contains("vanthu_database_up 0"), "{}", metrics.text());
    let keyed = http::Request::post("/api/v1/typeset?format=json")
        .header("content-type", "text/plain; charset=utf-8")
        .header("idempotency-key", "k");
    app.send(keyed.body(EXAMPLE.as_bytes().to_vec()).unwrap()).problem(503, "store-away");
}

#[test]
fn the_metrics_tell_of_the_queue_the_database_and_nobody() {
    let app = TestApp::start();
    app.typeset_text("format=json", EXAMPLE);
    let text = app.get("/metrics");
    let text = text.text();
    for name in [
        "vanthu_requests_total{",
        "vanthu_request_seconds_count{route=\"/api/v1/typeset\"} 1",
        "vanthu_pool_workers 2",
        "vanthu_queue_limit 16",
        "vanthu_queue_waiting 0",
        "vanthu_sessions 0",
        "vanthu_database_up 1",
        "vanthu_database_connections{state=\"in-use\"}",
        "vanthu_database_connections{state=\"idle\"}",
        "vanthu_database_transactions_committed_total ",
        "vanthu_database_waits_total ",
        "vanthu_database_errors_total{kind=\"busy\"}",
    ] {
        assert!(text.lines().any(|line| line.starts_with(name)), "{name} in\n{text}");
    }
    for line in text.lines().filter(|line| line.starts_with("vanthu_")) {
        let name = line.split(['{', ' ']).next().unwrap();
        let name = name.trim_end_matches("_bucket").trim_end_matches("_sum").trim_end_matches("_count");
        assert!(text.contains(&format!("# HELP {name} ")), "{name} is not described");
    }
}
