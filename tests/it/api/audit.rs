//! The audit log over HTTP.

use serde_json::{Value, json};
use ureq::http;
use vanthu::flow::bureau::Secret;
use vanthu::store::Session;

use super::registers::{ask, staffed};
use super::{TestApp, each, told};

fn reserve(app: &TestApp, office: &str) {
    let path = "/api/v1/registers/van-ban-di/reserve";
    let made = ask(app, &format!("{office}-records-officer"), "POST", path, "", &json!({ "reason": "x" }));
    assert_eq!(made.status, 201);
}

fn look(app: &TestApp, query: &str) -> Value {
    let answer = ask(app, "o1-administrator", "GET", &format!("/api/v1/audit?{query}"), "", &Value::Null);
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// The ordinals of a page, counted from the last act before the test's own.
fn ordinals(page: &Value, before: i64) -> Vec<i64> {
    let all = page["items"].as_array().unwrap().iter();
    all.map(|entry| entry["ordinal"].as_i64().unwrap() - before).collect()
}

/// How many acts were noted before somebody first reserved a number: what the server did itself.
fn noted(app: &TestApp) -> i64 {
    ordinals(&look(app, "act=number-reserve&limit=1"), 1)[0]
}

#[test]
fn an_administrator_sees_what_was_done_in_their_own_office() {
    each(|app| {
        staffed(app);
        for office in ["o1", "o2", "o1", "o1"] {
            reserve(app, office);
        }
        let before = noted(app);
        let void = "/api/v1/registers/van-ban-di/1/void";
        ask(app, "o1-records-officer", "POST", void, "", &json!({ "reason": "y" }));
        let all = look(app, "");
        assert_eq!(ordinals(&all, before), [1, 3, 4, 5]);
        let first = &all["items"][0];
        assert_eq!((&first["act"], &first["subject"]), (&json!("number-reserve"), &json!("van-ban-di")));
        assert_eq!(first["person"], "o1-records-officer");
        assert_eq!(first["detail"]["numbers"], json!(["01"]));
        assert_eq!(first["digest"].as_str().unwrap().len(), 64);
        for (query, expected) in [
            (&*format!("after={}", before + 3), vec![4, 5]),
            ("act=number-void", vec![5]),
            ("person=o1-records-officer&act=number-reserve", vec![1, 3, 4]),
            ("person=o2-records-officer", vec![]),
            ("subject=van-ban-di", vec![1, 3, 4, 5]),
            ("subject=hoi-dong", vec![]),
            ("since=2026-11-24T00:00:00Z", vec![1, 3, 4, 5]),
            ("since=2026-11-25T00:00:00%2B07:00", vec![]),
        ] {
            assert_eq!(ordinals(&look(app, query), before), expected, "{query}");
        }
        let page = look(app, "limit=3");
        assert_eq!(ordinals(&page, before), [1, 3, 4]);
        let rest = look(app, &format!("limit=3&cursor={}", page["next"].as_str().unwrap()));
        assert_eq!((ordinals(&rest, before), &rest["next"]), (vec![5], &Value::Null));
    });
}

#[test]
fn nobody_else_sees_it() {
    let app = TestApp::start();
    staffed(&app);
    for role in ["clerk", "records-officer", "leader"] {
        let answer = ask(&app, &format!("o1-{role}"), "GET", "/api/v1/audit", "", &Value::Null);
        answer.problem(403, "forbidden");
    }
    app.get("/api/v1/audit").problem(401, "not-signed-in");
    ask(&app, "o1-administrator", "GET", "/api/v1/audit/verify", "", &Value::Null).problem(403, "forbidden");
    let answer = ask(&app, "o1-administrator", "GET", "/api/v1/audit?since=x&cursor=W10", "", &Value::Null);
    let problem = answer.problem(400, "bad-query");
    assert_eq!(told(&problem, "errors", "parameter"), ["cursor query-cursor", "since query-value"]);
}

#[test]
fn an_operator_has_the_chain_walked() {
    each(|app| {
        staffed(app);
        reserve(app, "o1");
        reserve(app, "o2");
        let before = noted(app);
        let secret = Secret::new();
        app.stored(async |store| {
            let mut operator = crate::store::person("operator", "operator");
            operator.operator = true;
            let mut tx = store.begin().await.unwrap();
            tx.add_person(&operator).await.unwrap();
            let now = chrono::DateTime::from_timestamp(1_795_500_000, 0).unwrap();
            tx.begin_session(&Session {
                digest: secret.digest(),
                person_id: "operator".into(),
                office_id: None,
                created_at: now,
                seen_at: now,
            })
            .await
            .unwrap();
            tx.commit().await.unwrap();
        });
        let verify = || {
            let cookie = format!("vanthu_session={}", secret.reveal());
            let request = http::Request::get("/api/v1/audit/verify").header("cookie", cookie);
            app.send(request.body(Vec::new()).unwrap()).json()
        };
        assert_eq!(verify(), json!({ "intact": true, "entries": before + 2, "broken": [] }));
    });
}
