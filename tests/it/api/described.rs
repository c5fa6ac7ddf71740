//! The description of the API against the API.

use std::collections::BTreeSet;

use serde_json::{Value, json};
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
        let path =
            path.replace("{name}", "app.css").replace("{file:.*}", "index.html").replace("{id}", "giay-moi");
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

/// A body by its media type.
type Sent = Option<(String, Vec<u8>)>;

/// The requests that an operation's description shows: the path with the examples of its
/// parameters, and each body.
fn examples(path: &str, operation: &Value) -> Vec<(String, Sent)> {
    let mut path = path.to_owned();
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        if parameter["in"] == "path" {
            let name = format!("{{{}}}", parameter["name"].as_str().unwrap());
            let example = &parameter["example"];
            assert!(!example.is_null(), "{path} has no example of {name}");
            path = path.replace(&name, example.as_str().unwrap_or(&example.to_string()));
        }
    }
    let Some(content) = operation["requestBody"]["content"].as_object() else { return vec![(path, None)] };
    let body = |(media_type, content): (&String, &Value)| {
        let example = &content["example"];
        let body = match media_type.as_str() {
            "text/plain" => example.as_str().expect("an example").as_bytes().to_vec(),
            "application/json" => {
                assert!(example.is_object(), "{path} has no example");
                example.to_string().into_bytes()
            }
            _ => return None,
        };
        Some((path.clone(), Some((media_type.clone(), body))))
    };
    content.iter().filter_map(body).collect()
}

/// Paths whose examples would need a link, a session or a person that is there.
const PERSONAL: &[&str] = &["/dang-xuat", "/thiet-lap", "/mat-khau", "/tai-khoan", "/api/v1/session"];

#[test]
fn the_examples_of_the_description_work() {
    let app = TestApp::start();
    let description = description(&app);
    let mut sent = 0;
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            // `{}` among what is needed: it serves everybody.
            let needed = operation["security"].as_array();
            if needed.is_some_and(|needed| !needed.contains(&json!({}))) {
                // Who may do it, and what comes of it, is told where it is tried; nobody may not.
                for (at, body) in examples(path, operation) {
                    let request = http::Request::builder().method(method.to_uppercase().as_str()).uri(&at);
                    let (media_type, body) = body.unwrap_or_default();
                    let request = request.header("content-type", media_type).header("if-match", "\"1\"");
                    app.send(request.body(body).unwrap()).problem(401, "not-signed-in");
                    sent += 1;
                }
                continue;
            }
            // These ask for a link, or for somebody who is signed in.
            if PERSONAL.contains(&path.as_str()) {
                continue;
            }
            let promised = if path == "/docs" { 308 } else { 200 };
            let told = |status: &str| operation["responses"][status].is_object();
            assert!(told(&promised.to_string()) || path == "/dang-nhap" && told("303"), "{method} {path}");
            for (at, body) in examples(path, operation) {
                let answer = match (method.as_str(), body) {
                    ("get", None) if promised == 308 => continue,
                    ("get", None) => app.get(&at),
                    ("post", Some((media_type, body))) => app.post(&at, &media_type, body),
                    _ => unreachable!("{method} {path} is described in a way nobody tries"),
                };
                assert_eq!(
                    answer.status,
                    promised,
                    "{method} {at}: {}",
                    String::from_utf8_lossy(&answer.bytes)
                );
                let told = &operation["responses"]["200"]["content"];
                let given = answer.header("content-type");
                assert!(
                    told[given].is_object(),
                    "{method} {at} gives {given}, which its description does not name"
                );
                sent += 1;
            }
        }
    }
    assert!(sent >= 16, "only {sent} examples");
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
