//! The description of the API against the API.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
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

/// True for an operation that always asks who is there.
fn is_for_somebody(operation: &Value) -> bool {
    let ways = operation["security"].as_array();
    ways.is_some_and(|ways| ways.iter().all(|way| *way != Value::Object(Map::new())))
}

/// The requests that an operation's description shows: the path with the examples of its
/// parameters, and each body.
fn examples(path: &str, operation: &Value) -> Vec<(String, Sent)> {
    let mut path = path.to_owned();
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        if parameter["in"] == "path" {
            let name = format!("{{{}}}", parameter["name"].as_str().unwrap());
            // Nobody is told whether there is one.
            let any = is_for_somebody(operation).then_some("1");
            let example = parameter["example"].as_str().or(any);
            path = path.replace(&name, example.expect("an example of the parameter"));
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

/// Paths whose examples would need a link, a session, a person or a certificate that is there.
const PERSONAL: &[&str] = &[
    "/dang-xuat",
    "/thiet-lap",
    "/mat-khau",
    "/tai-khoan",
    "/api/v1/session",
    "/xac-nhan/{code}",
    "/api/v1/verify/{code}",
];

#[test]
fn the_examples_of_the_description_work() {
    let app = TestApp::start();
    let description = description(&app);
    let mut sent = 0;
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            if is_for_somebody(operation) {
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

#[test]
fn every_operation_has_a_name_of_its_own_and_says_who_may_ask() {
    let app = TestApp::start();
    let description = description(&app);
    let mut names = BTreeSet::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let name = operation["operationId"].as_str().expect("a name");
            assert!(names.insert(name.to_owned()), "{method} {path}: {name} is another's");
            for needed in operation["security"].as_array().into_iter().flatten() {
                for scheme in needed.as_object().unwrap().keys() {
                    assert!(description["components"]["securitySchemes"][scheme].is_object(), "{scheme}");
                }
            }
            let keyed = operation["parameters"].as_array().into_iter().flatten();
            let keyed = keyed.filter(|parameter| parameter["name"] == "idempotency-key").count();
            let kept = method == "post" && path.starts_with("/api/") && !path.starts_with("/api/v1/session");
            assert_eq!(keyed, usize::from(kept), "{method} {path}");
        }
    }
}

/// Every name that a type of ours has in the description: its own, or that of `as = …`.
#[expect(clippy::disallowed_methods, reason = "a test reads the sources")]
fn schemas(folder: &std::path::Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            schemas(&path, found);
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for (_, rest) in text.match_indices("ToSchema").map(|(at, _)| text.split_at(at)) {
            let head: Vec<&str> = rest.lines().take(6).collect();
            // One of a module's own is described in the place where it is used.
            let declared =
                head.iter().skip(1).find(|line| line.contains("struct ") || line.contains("enum "));
            let Some(declared) = declared.filter(|line| line.trim_start().starts_with("pub ")) else {
                continue;
            };
            let attributes = head.iter().skip(1).take_while(|line| line.starts_with("#["));
            let renamed =
                attributes.filter_map(|line| line.split_once("(as = ")).map(|(_, name)| name).next();
            let own = declared.split_once("struct ").or(declared.split_once("enum "));
            let Some(name) = renamed.or(own.map(|(_, name)| name)).filter(|_| head[0].ends_with(")]")) else {
                continue;
            };
            let name: String = name.chars().take_while(|c| c.is_alphanumeric()).collect();
            // A macro's own name is given where it is used.
            if !name.is_empty() {
                found.push((name, path.display().to_string()));
            }
        }
    }
}

#[test]
fn no_two_types_have_one_name_in_the_description() {
    let mut found = Vec::new();
    schemas(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web"), &mut found);
    assert!(found.len() > 60, "{}", found.len());
    found.sort();
    for pair in found.windows(2) {
        assert_ne!(pair[0].0, pair[1].0, "{} and {}: one of them is lost", pair[0].1, pair[1].1);
    }
}

#[test]
fn every_reference_of_the_description_leads_somewhere() {
    let app = TestApp::start();
    let description = description(&app);
    let text = description.to_string();
    for (_, rest) in text.match_indices("#/components/schemas/").map(|(at, _)| text.split_at(at)) {
        let name = rest["#/components/schemas/".len()..].split('"').next().unwrap();
        assert!(description["components"]["schemas"][name].is_object(), "{name} is not described");
    }
}
