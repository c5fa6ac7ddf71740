//! The people of an office.

use serde_json::{Value, json};

use super::{Browser, PASSWORD, TestApp, acts};
use crate::api::{each, told};

fn names(answer: &Value) -> Vec<&str> {
    answer["items"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect()
}

#[test]
fn people_stand_in_vietnamese_order_and_are_found_without_accents() {
    each(|app| {
        let mut founder = app.founder();
        for (login, name) in [
            ("duc", "Lê Minh Đức"),
            ("chieu", "Nguyễn Đình Chiểu"),
            ("dung", "Nguyễn Tiến Dũng"),
            ("an", "Phạm Văn Ân"),
            ("an2", "Trần Văn An"),
            ("an3", "Nguyễn Thị An"),
        ] {
            let body = json!({ "login": login, "name": name, "roles": ["clerk"] });
            assert_eq!(founder.ask(app, "POST", "/api/v1/users", &body).status, 201);
        }
        let mut all = Vec::new();
        let mut next = Value::Null;
        loop {
            let cursor = next.as_str().map_or_else(String::new, |next| format!("&cursor={next}"));
            let page = founder.get(app, &format!("/api/v1/users?limit=3{cursor}"));
            assert_eq!(page.status, 200, "{}", page.text());
            let page = page.json();
            all.extend(names(&page).into_iter().map(str::to_owned));
            next = page["next"].clone();
            if next.is_null() {
                break;
            }
        }
        let expected = [
            "Nguyễn Thị An",
            "Trần Văn An",
            "Phạm Văn Ân",
            "Nguyễn Đình Chiểu",
            "Nguyễn Tiến Dũng",
            "Lê Minh Đức",
            "Đỗ Quang Vinh",
        ];
        assert_eq!(all, expected);
        let found = founder.get(app, "/api/v1/users?q=nguyen%20dinh").json();
        assert_eq!(names(&found), ["Nguyễn Đình Chiểu"]);
        let found = founder.get(app, "/api/v1/users?q=DUC").json();
        assert_eq!(names(&found), ["Lê Minh Đức"]);
        founder.get(app, "/api/v1/users?cursor=WyJ4Il0").problem(400, "bad-query");
    });
}

#[test]
fn every_fault_of_a_person_is_told_at_once_and_a_login_is_taken_once() {
    each(|app| {
        let mut founder = app.founder();
        let wrong = json!({ "login": "a b", "name": "123", "roles": ["boss"], "x": 1 });
        let faults = founder.ask(app, "POST", "/api/v1/users", &wrong).problem(422, "bad-order");
        let expected =
            ["/roles role-unknown", "/login login-shape", "/name name-shape", "/x json-unknown-field"];
        assert_eq!(told(&faults, "errors", "pointer"), expected);
        let missing = founder.ask(app, "POST", "/api/v1/users", &json!({})).problem(422, "bad-order");
        assert_eq!(missing["errors"].as_array().unwrap().len(), 3, "{missing}");
        let taken = json!({ "login": "VINH.ĐỖ", "name": "Ai Đó", "roles": [] });
        let conflict = founder.ask(app, "POST", "/api/v1/users", &taken).problem(409, "conflict");
        assert_eq!(conflict["errors"][0]["code"], "login-taken");
    });
}

#[test]
fn another_offices_people_are_not_there() {
    each(|app| {
        let mut founder = app.founder();
        let (first, _) = app.colleague(&mut founder, "an.tran", "Trần An", "administrator");
        let profile = app.sample("giay-moi")["office"].clone();
        let office = founder.ask(app, "POST", "/api/v1/offices", &json!({ "profile": profile }));
        assert_eq!(office.status, 201, "{}", office.text());
        let office = office.json()["id"].as_str().unwrap().to_owned();
        let moved = founder.ask(app, "POST", "/api/v1/session/office", &json!({ "office": office }));
        assert_eq!(moved.json()["office"]["id"], office, "{}", moved.text());
        let (second, mut other) = app.colleague(&mut founder, "ba.le", "Lê Ba", "administrator");
        assert_eq!(names(&other.get(app, "/api/v1/users").json()), ["Lê Ba", "Đỗ Quang Vinh"]);
        let path = format!("/api/v1/users/{first}");
        other.get(app, &path).problem(404, "no-such-thing");
        other.get(app, &format!("{path}/data")).problem(404, "no-such-thing");
        for (method, path, body) in [
            ("PATCH", path.clone(), json!({ "active": false })),
            ("POST", format!("{path}/password-link"), Value::Null),
            ("POST", format!("{path}/erase"), Value::Null),
        ] {
            other.ask(app, method, &path, &body).problem(404, "no-such-thing");
        }
        other.get(app, "/api/v1/users?everywhere=1").problem(403, "forbidden");
        other.ask(app, "POST", "/api/v1/offices", &json!({ "profile": {} })).problem(403, "forbidden");
        let everybody = founder.get(app, "/api/v1/users?everywhere=1").json();
        assert_eq!(names(&everybody), ["Trần An", "Lê Ba", "Đỗ Quang Vinh"]);
        // Who works in two offices is nobody's alone.
        founder.ask(app, "PATCH", &path, &json!({ "roles": ["clerk"] }));
        let shared = other.ask(app, "PATCH", &path, &json!({ "active": false })).problem(409, "conflict");
        assert_eq!(shared["errors"][0]["code"], "works-elsewhere");
        let founders =
            founder.get(app, "/api/v1/session").json()["person"]["id"].as_str().unwrap().to_owned();
        let path = format!("/api/v1/users/{founders}/password-link");
        other.ask(app, "POST", &path, &Value::Null).problem(403, "forbidden");
        assert_eq!(founder.get(app, &format!("/api/v1/users/{second}")).status, 200);
    });
}

#[test]
fn an_office_keeps_its_last_administrator_and_the_server_its_last_operator() {
    each(|app| {
        let mut founder = app.founder();
        let id = founder.get(app, "/api/v1/session").json()["person"]["id"].as_str().unwrap().to_owned();
        let path = format!("/api/v1/users/{id}");
        let code = |answer: Value| answer["errors"][0]["code"].as_str().unwrap().to_owned();
        let clerk = founder.ask(app, "PATCH", &path, &json!({ "roles": ["clerk"] }));
        assert_eq!(code(clerk.problem(409, "conflict")), "last-administrator");
        app.colleague(&mut founder, "an.tran", "Trần An", "administrator");
        let out = founder.ask(app, "PATCH", &path, &json!({ "active": false }));
        assert_eq!(code(out.problem(409, "conflict")), "last-operator");
        let erased = founder.ask(app, "POST", &format!("{path}/erase"), &Value::Null);
        assert_eq!(code(erased.problem(409, "conflict")), "last-operator");
        assert_eq!(founder.ask(app, "PATCH", &path, &json!({ "roles": ["clerk"] })).status, 200);
    });
}

#[test]
fn what_is_known_of_a_person_can_be_had_and_taken_out() {
    each(|app| {
        let mut founder = app.founder();
        let (id, mut clerk) = app.colleague(&mut founder, "an.tran", "Trần Văn An", "clerk");
        let key = app.key(&mut clerk, &["render", "read"]);
        let path = format!("/api/v1/users/{id}");
        let data = clerk.get(app, &format!("{path}/data"));
        assert_eq!(data.status, 200, "{}", data.text());
        let known = data.json();
        assert_eq!(known["user"]["login"], "an.tran");
        assert_eq!(known["roles"][0]["role"], "clerk");
        assert_eq!(known["tokens"][0]["scopes"], "render read");
        assert_eq!((known["sessions"].as_array().unwrap().len(), &known["documents"]), (1, &json!([])));
        let acts_known: Vec<_> = known["audit"].as_array().unwrap().iter().map(|one| &one["act"]).collect();
        assert_eq!(acts_known, ["user-enter", "password-choose", "session-begin", "token-make"]);
        assert!(!data.text().contains("digest") && !data.text().contains("argon2"), "{}", data.text());
        assert_eq!(founder.get(app, &format!("{path}/data")).status, 200);
        assert_eq!(founder.ask(app, "POST", &format!("{path}/erase"), &Value::Null).status, 204);
        clerk.get(app, "/api/v1/session").problem(401, "not-signed-in");
        app.by_key(&key, "GET", "/api/v1/session", &Value::Null).problem(401, "not-signed-in");
        Browser::sign_in(app, "an.tran", PASSWORD).err().unwrap().problem(401, "wrong-password");
        let left = founder.get(app, &path).json();
        assert_eq!(
            (&left["name"], &left["active"], &left["roles"]),
            (&json!("Người dùng đã xóa"), &json!(false), &json!([]))
        );
        assert_eq!(left["login"], format!("erased-{}", id.to_lowercase()));
        let found = founder.get(app, "/api/v1/users?everywhere=1&q=tran").json();
        assert!(names(&found).is_empty(), "{found}");
        let trail = app.stored(async |store| store.read().await.unwrap().trail_of(&id, 100).await.unwrap());
        assert!(trail.len() >= 5, "what was done stays: {trail:?}");
        assert!(acts(app).contains(&"user-erase".to_owned()));
    });
}

#[test]
fn an_answer_with_a_link_is_not_given_twice_under_its_key() {
    let app = TestApp::start();
    let mut founder = app.founder();
    let body = json!({ "login": "an.tran", "name": "Trần An", "roles": ["clerk"] }).to_string();
    let send = || {
        let request = ureq::http::Request::post("/api/v1/users")
            .header("content-type", "application/json")
            .header("idempotency-key", "k1")
            .header("x-csrf-token", &founder.csrf);
        let request = request.body(body.clone().into_bytes()).unwrap();
        founder.clone().send(&app, request)
    };
    let first = send();
    assert_eq!(first.status, 201, "{}", first.text());
    let again = send();
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert!(!again.text().contains("/mat-khau"), "{}", again.text());
    assert_eq!(founder.get(&app, "/api/v1/users").json()["items"].as_array().unwrap().len(), 2);
}
