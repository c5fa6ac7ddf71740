//! What every route owes: health, headers, errors that say what is wrong.

use serde_json::json;
use ureq::http;

use super::{TestApp, decision};

#[test]
fn a_server_that_runs_is_alive_and_ready() {
    let app = TestApp::start();
    for path in ["/health/live", "/health/ready"] {
        let answer = app.get(path);
        assert_eq!((answer.status, answer.json()), (200, json!({"status": "ok"})));
    }
}

#[test]
fn every_answer_carries_the_security_headers_and_the_requests_number() {
    let app = TestApp::start();
    for path in
        ["/", "/health/live", "/nowhere", "/openapi.json", "/docs/", "/assets/app.css", "/api/v1/typeset"]
    {
        let answer = app.get(path);
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert!(
            answer.header("content-security-policy").starts_with("default-src 'none'; script-src 'self';"),
            "{path}"
        );
        assert_eq!(answer.header("x-request-id").len(), 36, "{path}");
    }
}

#[test]
fn a_path_that_is_not_there_is_a_problem() {
    let problem = TestApp::start().get("/api/v2/typeset").problem(404, "not-found");
    assert!(problem["detail"].as_str().unwrap().contains("/api/v2/typeset"));
}

#[test]
fn a_method_that_a_path_does_not_take_is_told_which_it_takes() {
    let app = TestApp::start();
    for (path, method, allow) in [
        ("/api/v1/typeset", "GET", "POST"),
        ("/health/live", "POST", "GET, HEAD"),
        ("/", "DELETE", "GET, HEAD, POST"),
        ("/assets/app.css", "PUT", "GET, HEAD"),
    ] {
        let answer = app.send(http::Request::builder().method(method).uri(path).body(Vec::new()).unwrap());
        answer.problem(405, "method-not-allowed");
        assert_eq!(answer.header("allow"), allow);
    }
}

#[test]
fn a_document_comes_back_as_json() {
    let app = TestApp::start();
    let manuscript = decision("Tặng Giấy khen", 2);
    let answer = app.typeset_json("format=json", &manuscript);
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json()["document"], manuscript["document"]);
}

#[test]
fn all_faults_of_the_parameters_are_told_at_once() {
    let app = TestApp::start();
    let long = "a".repeat(401);
    let answer =
        app.typeset_text(&format!("format=odt&page=0&report=maybe&size=3&page=2&issuer={long}"), "x");
    let problem = answer.problem(400, "bad-query");
    let faults: Vec<_> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| (fault["parameter"].as_str().unwrap(), fault["code"].as_str().unwrap()))
        .collect();
    assert_eq!(
        faults,
        [
            ("size", "query-unknown"),
            ("page", "query-twice"),
            ("page", "query-value"),
            ("format", "query-value"),
            ("report", "query-value"),
            ("issuer", "query-length"),
        ]
    );
}
