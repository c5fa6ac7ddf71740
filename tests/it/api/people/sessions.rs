//! Sessions by the API: signing in and out, what ends them, how often one may try.

use serde_json::{Value, json};

use super::{Browser, PASSWORD, TestApp, acts};
use crate::api::{LIMITS, each};

#[test]
fn who_is_signed_in_is_told_and_out_is_out() {
    each(|app| {
        app.founder();
        let mut browser = Browser::sign_in(app, " Vinh.Do ", PASSWORD).unwrap();
        let who = browser.read_token(app);
        assert_eq!(who["person"]["login"], "vinh.do");
        assert_eq!((&who["roles"], &who["operator"]), (&json!(["administrator"]), &json!(true)));
        assert_eq!(who["office"]["id"], who["offices"][0]["id"]);
        let csrf = std::mem::replace(&mut browser.csrf, "x".into());
        browser.ask(app, "DELETE", "/api/v1/session", &Value::Null).problem(403, "wrong-csrf");
        browser.csrf = csrf;
        let kept = browser.clone();
        assert_eq!(browser.ask(app, "DELETE", "/api/v1/session", &Value::Null).status, 204);
        kept.clone().get(app, "/api/v1/session").problem(401, "not-signed-in");
        assert!(acts(app).ends_with(&["session-begin".into(), "session-end".into()]));
    });
}

#[test]
fn an_unknown_login_and_a_wrong_password_are_told_the_same() {
    let app = TestApp::start();
    app.founder();
    let wrong = Browser::sign_in(&app, "vinh.do", "sai mật khẩu rồi").err().unwrap();
    let unknown = Browser::sign_in(&app, "khong.ai", "sai mật khẩu rồi").err().unwrap();
    assert_eq!(wrong.problem(401, "wrong-password"), unknown.problem(401, "wrong-password"));
    let faults = Browser::default().ask(&app, "POST", "/api/v1/session", &json!({ "password": 1, "x": 2 }));
    assert_eq!(crate::api::told(&faults.problem(422, "bad-order"), "errors", "pointer").len(), 3);
}

#[test]
fn a_login_that_was_tried_too_often_waits_even_with_the_right_password() {
    each(|app| {
        app.founder();
        for _ in 0..10 {
            Browser::sign_in(app, "vinh.do", "sai mật khẩu rồi")
                .err()
                .unwrap()
                .problem(401, "wrong-password");
        }
        let held = Browser::sign_in(app, "VINH.DO", PASSWORD).err().unwrap();
        held.problem(429, "too-often");
        assert_eq!(held.header("retry-after"), "900");
        let other = Browser::sign_in(app, "khong.ai", PASSWORD).err().unwrap();
        other.problem(401, "wrong-password");
    });
}

#[test]
fn an_address_that_failed_too_often_waits_and_others_do_not() {
    use ureq::http;
    let app = TestApp::with(vanthu::web::Limits { behind_proxy: true, ..LIMITS }, 500);
    app.founder();
    let tried = |login: &str, password: &str, from: &str| {
        let request = http::Request::post("/api/v1/session").header("content-type", "application/json");
        let request = request.header("x-forwarded-for", format!("203.0.113.1, {from}"));
        let body = json!({ "login": login, "password": password }).to_string();
        app.send(request.body(body.into_bytes()).unwrap()).status
    };
    for number in 0..12 {
        assert_eq!(tried("vinh.do", PASSWORD, "198.51.100.7"), 200, "{number}: success is no failure");
    }
    for number in 0..100 {
        assert_eq!(tried(&format!("ai{number}"), "sai mật khẩu", "198.51.100.7"), 401, "{number}");
    }
    assert_eq!(tried("vinh.do", PASSWORD, "198.51.100.7"), 429);
    assert_eq!(tried("vinh.do", PASSWORD, "198.51.100.8"), 200);
}

#[test]
fn roles_that_change_and_being_put_out_end_sessions_at_once() {
    each(|app| {
        let mut founder = app.founder();
        let (id, mut clerk) = app.colleague(&mut founder, "an.tran", "Trần An", "clerk");
        let path = format!("/api/v1/users/{id}");
        clerk.get(app, "/api/v1/users").problem(403, "forbidden");
        let changed = founder.ask(app, "PATCH", &path, &json!({ "roles": ["leader", "clerk"] }));
        assert_eq!((changed.status, &changed.json()["roles"]), (200, &json!(["clerk", "leader"])));
        clerk.get(app, "/api/v1/session").problem(401, "not-signed-in");
        let mut again = Browser::sign_in(app, "an.tran", PASSWORD).unwrap();
        founder.ask(app, "PATCH", &path, &json!({ "roles": ["clerk", "leader"] }));
        assert_eq!(again.get(app, "/api/v1/session").status, 200, "the same roles end nothing");
        founder.ask(app, "PATCH", &path, &json!({ "active": false }));
        again.get(app, "/api/v1/session").problem(401, "not-signed-in");
        Browser::sign_in(app, "an.tran", PASSWORD).err().unwrap().problem(401, "wrong-password");
        let link = founder.ask(app, "POST", &format!("{path}/password-link"), &Value::Null);
        assert_eq!(link.problem(409, "conflict")["errors"][0]["code"], "not-active");
        founder.ask(app, "PATCH", &path, &json!({ "active": true }));
        assert!(Browser::sign_in(app, "an.tran", PASSWORD).is_ok());
    });
}
