//! The description of the API against the API.

use std::collections::BTreeSet;

use serde_json::Value;
use ureq::http;
use vanthu::{
    viet::words,
    web::{ROUTES, error::Code},
};

use super::TestApp;

fn description(app: &TestApp) -> Value {
    let answer = app.get("/openapi.json");
    assert_eq!(answer.header("content-type"), "application/json");
    answer.json()
}

#[test]
fn every_route_and_method_is_described_and_nothing_else() {
    let app = TestApp::start();
    let description = description(&app);
    assert!(description["openapi"].as_str().unwrap().starts_with("3.1"));
    let described: BTreeSet<String> = description["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            item.as_object().unwrap().keys().map(move |method| format!("{} {path}", method.to_uppercase()))
        })
        .collect();
    let served: BTreeSet<String> = ROUTES
        .iter()
        .flat_map(|(path, methods)| {
            let path = path.replace(":.*", "");
            // HEAD is GET without its body, and needs no words of its own.
            methods
                .split(", ")
                .filter(|method| *method != "HEAD")
                .map(move |method| format!("{method} {path}"))
        })
        .collect();
    assert_eq!(described, served);
    for (path, methods) in ROUTES {
        let path = path.replace("{name}", "app.css").replace("{file:.*}", "index.html");
        for method in ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"] {
            let answer =
                app.send(http::Request::builder().method(method).uri(&path).body(Vec::new()).unwrap());
            let taken = methods.split(", ").any(|one| one == method);
            assert_eq!(answer.status != 405, taken, "{method} {path}: {}", answer.status);
        }
    }
}

#[test]
fn every_error_code_has_its_sentence_and_its_example() {
    let app = TestApp::start();
    let description = description(&app).to_string();
    for code in Code::ALL {
        assert_ne!(words::error(code.key(), ""), code.key(), "no sentence for {}", code.key());
        let undescribed = [Code::MethodNotAllowed, Code::BadForm].contains(code);
        let example = format!("urn:vanthu:problem:{}", code.key());
        assert_eq!(description.contains(&example), !undescribed, "{}", code.key());
    }
}

#[test]
fn the_examples_of_the_description_work() {
    let app = TestApp::start();
    let description = description(&app);
    for path in ["/api/v1/typeset", "/api/v1/preview"] {
        let content = &description["paths"][path]["post"]["requestBody"]["content"];
        let text = content["text/plain"]["example"].as_str().unwrap();
        assert_eq!(app.post(path, "text/plain", text).status, 200);
        let json = content["application/json"]["example"].to_string();
        assert_eq!(app.post(path, "application/json", json).status, 200);
    }
}

#[test]
fn the_description_can_be_read_as_a_page_without_the_net() {
    let app = TestApp::start();
    let page = app.get("/docs/");
    assert_eq!(page.status, 200);
    assert!(page.text().contains("swagger-ui"), "{}", page.text());
    for asset in page.text().split('"').filter(|part| part.ends_with(".js") || part.ends_with(".css")) {
        assert!(!asset.contains("//"), "{asset} comes from elsewhere");
        assert_eq!(app.get(&format!("/docs/{}", asset.trim_start_matches("./"))).status, 200, "{asset}");
    }
    app.get("/docs/nothing.js").problem(404, "not-found");
}

#[test]
fn the_metrics_count_requests_by_route_and_status_and_seconds_by_format() {
    let app = TestApp::start();
    app.typeset_text("format=json", words::EXAMPLE);
    app.typeset_text("format=odt", words::EXAMPLE);
    app.get("/nowhere");
    let metrics = app.get("/metrics");
    for line in [
        "vanthu_requests_total{route=\"/api/v1/typeset\",status=\"200\"} 1",
        "vanthu_requests_total{route=\"/api/v1/typeset\",status=\"400\"} 1",
        "vanthu_requests_total{route=\"other\",status=\"404\"} 1",
        "vanthu_typeset_seconds_count{format=\"json\"} 1",
        "vanthu_in_flight 0",
    ] {
        assert!(metrics.text().lines().any(|one| one == line), "{line} in\n{}", metrics.text());
    }
}
