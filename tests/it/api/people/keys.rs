//! Keys of other services.

use serde_json::{Value, json};

use super::{TestApp, acts};
use crate::api::{decision, each, told};

#[test]
fn a_key_may_what_its_scopes_and_its_persons_roles_both_allow() {
    each(|app| {
        let mut founder = app.founder();
        let (id, mut clerk) = app.colleague(&mut founder, "an.tran", "Trần An", "clerk");
        let (read, admin) = (app.key(&mut founder, &["read"]), app.key(&mut founder, &["admin"]));
        let clerks = app.key(&mut clerk, &["admin", "read"]);
        assert!(read.starts_with("vanthu_") && read.len() == 50, "{read}");
        let users = |key: &str| app.by_key(key, "GET", "/api/v1/users", &Value::Null);
        users(&read).problem(403, "forbidden");
        users(&clerks).problem(403, "forbidden");
        assert_eq!(users(&admin).status, 200);
        users("vanthu_x").problem(401, "not-signed-in");
        let who = app.by_key(&admin, "GET", "/api/v1/session", &Value::Null).json();
        assert_eq!((&who["scopes"], &who["operator"]), (&json!(["admin"]), &json!(false)));
        assert_eq!((who.get("csrf"), who["offices"].as_array().unwrap().len()), (None, 1));
        for (path, body) in [
            ("/api/v1/tokens", json!({ "name": "x", "scopes": ["read"] })),
            ("/api/v1/offices", json!({ "profile": {} })),
            ("/api/v1/session/office", json!({ "office": who["office"]["id"] })),
        ] {
            app.by_key(&admin, "POST", path, &body).problem(403, "forbidden");
        }
        // What the person may no more, the key may no more.
        let body = json!({ "roles": ["clerk", "administrator"] });
        founder.ask(app, "PATCH", &format!("/api/v1/users/{id}"), &body);
        assert_eq!(users(&clerks).status, 200);
        founder.ask(app, "PATCH", &format!("/api/v1/users/{id}"), &json!({ "roles": [] }));
        users(&clerks).problem(403, "forbidden");
        founder.ask(app, "PATCH", &format!("/api/v1/users/{id}"), &json!({ "active": false }));
        users(&clerks).problem(401, "not-signed-in");
    });
}

#[test]
fn a_key_is_shown_once_listed_without_it_and_ended_by_its_own_office() {
    each(|app| {
        let mut founder = app.founder();
        let (_, mut clerk) = app.colleague(&mut founder, "an.tran", "Trần An", "clerk");
        let key = app.key(&mut clerk, &["read"]);
        app.key(&mut founder, &["admin"]);
        app.by_key(&key, "GET", "/api/v1/session", &Value::Null);
        let own = clerk.get(app, "/api/v1/tokens");
        let listed = own.json()["items"].clone();
        assert_eq!(listed.as_array().unwrap().len(), 1, "their own: {listed}");
        assert!(!own.text().contains(&key), "{}", own.text());
        assert!(listed[0]["used_at"].is_string() && listed[0]["ended_at"].is_null(), "{listed}");
        assert_eq!(founder.get(app, "/api/v1/tokens").json()["items"].as_array().unwrap().len(), 2);
        let kept = app.stored(async |store| {
            let digest = vanthu::flow::bureau::Secret::shown(&key).digest();
            store.read().await.unwrap().token(&digest, super::now()).await.unwrap().digest
        });
        assert!(!kept.contains(&key[7..]));
        let founders = founder.get(app, "/api/v1/tokens").json();
        let of = |name: &Value| {
            founders["items"].as_array().unwrap().iter().find(|one| one["id"] == *name).is_some()
        };
        assert!(of(&listed[0]["id"]));
        let not_theirs =
            founders["items"].as_array().unwrap().iter().find(|one| one["id"] != listed[0]["id"]);
        let path = format!("/api/v1/tokens/{}", not_theirs.unwrap()["id"].as_str().unwrap());
        clerk.ask(app, "DELETE", &path, &Value::Null).problem(404, "no-such-thing");
        let path = format!("/api/v1/tokens/{}", listed[0]["id"].as_str().unwrap());
        assert_eq!(founder.ask(app, "DELETE", &path, &Value::Null).status, 204);
        app.by_key(&key, "GET", "/api/v1/session", &Value::Null).problem(401, "not-signed-in");
        founder.ask(app, "DELETE", &path, &Value::Null).problem(404, "no-such-thing");
        assert!(acts(app).ends_with(&["token-end".to_owned()]));
    });
}

#[test]
fn faults_of_a_key_are_told_and_it_ends_by_itself() {
    let app = TestApp::start();
    let mut founder = app.founder();
    let wrong = json!({ "name": " ", "scopes": ["all"], "expires_at": "2020-01-01T00:00:00Z" });
    let faults = founder.ask(&app, "POST", "/api/v1/tokens", &wrong).problem(422, "bad-order");
    let expected = ["/name json-missing", "/scopes scope-unknown", "/expires_at json-moment"];
    assert_eq!(told(&faults, "errors", "pointer"), expected);
    let soon =
        json!({ "name": "x", "scopes": ["read"], "expires_at": super::now() + chrono::TimeDelta::hours(1) });
    let key =
        founder.ask(&app, "POST", "/api/v1/tokens", &soon).json()["secret"].as_str().unwrap().to_owned();
    let later = super::now() + chrono::TimeDelta::hours(1);
    let digest = vanthu::flow::bureau::Secret::shown(&key).digest();
    let found = app.stored(async |store| store.read().await.unwrap().token(&digest, later).await);
    assert!(matches!(found, Err(vanthu::store::Error::NotFound)), "{found:?}");
    assert_eq!(app.by_key(&key, "GET", "/api/v1/session", &Value::Null).status, 200);
}

#[test]
fn a_private_server_prints_for_whom_it_knows() {
    let app = TestApp::private();
    let typeset = "/api/v1/typeset?format=txt";
    let text = decision("Về việc tặng Giấy khen", 1);
    app.typeset_json("format=txt", &text).problem(401, "not-signed-in");
    app.render("giay-moi", "", &json!({ "data": {} })).problem(401, "not-signed-in");
    app.validate("giay-moi", &json!({})).problem(401, "not-signed-in");
    app.post("/api/v1/check", "text/plain", "a").problem(401, "not-signed-in");
    app.post("/api/v1/preview", "text/plain", "a").problem(401, "not-signed-in");
    let to = super::Browser::default().get(&app, "/");
    assert_eq!((to.status, to.header("location")), (303, "/dang-nhap?tiep=%2F"));
    assert_eq!(app.get("/api/v1/templates").status, 200, "what there is, is no secret");
    let mut founder = app.founder();
    assert_eq!(founder.get(&app, "/").status, 200);
    let mut scriptless = founder.clone();
    scriptless.csrf = String::new();
    assert_eq!(scriptless.ask(&app, "POST", typeset, &text).status, 200, "nothing is changed: no token");
    let (render, read) = (app.key(&mut founder, &["render"]), app.key(&mut founder, &["read"]));
    assert_eq!(app.by_key(&render, "POST", typeset, &text).status, 200);
    app.by_key(&read, "POST", typeset, &text).problem(403, "forbidden");
}
