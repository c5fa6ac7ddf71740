//! Offices: their profiles, their parents.

use serde_json::{Value, json};
use ureq::http;

use super::{Answer, Browser, TestApp};
use crate::api::{each, told};

impl Browser {
    fn put(&mut self, app: &TestApp, path: &str, seen: &str, body: &Value) -> Answer {
        let request = http::Request::put(path).header("x-csrf-token", &self.csrf);
        let request = request.header("content-type", "application/json");
        let request = if seen.is_empty() { request } else { request.header("if-match", seen) };
        self.send(app, request.body(body.to_string().into_bytes()).unwrap())
    }
}

#[test]
fn an_office_tells_what_its_profile_lacks_and_is_changed_by_who_saw_it() {
    each(|app| {
        let mut founder = app.founder();
        let id = founder.get(app, "/api/v1/offices").json()["items"][0]["id"].as_str().unwrap().to_owned();
        let path = format!("/api/v1/offices/{id}");
        let first = founder.get(app, &path);
        assert_eq!((first.status, first.header("etag")), (200, "\"1\""));
        assert_eq!(first.json()["profile"]["place"], "Quảng Châu");
        assert!(told(&first.json(), "problems", "pointer").contains(&"/symbol value-missing".to_owned()));
        let profile = app.sample("giay-moi")["office"].clone();
        let body = json!({ "profile": profile });
        founder.put(app, &path, "", &body).problem(428, "if-match-needed");
        let mut faulty = profile.clone();
        faulty["name"] = json!("");
        faulty["signers"] = json!([{ "name": 1 }]);
        let faults = founder.put(app, &path, "\"1\"", &json!({ "profile": faulty })).problem(422, "bad-data");
        let pointers = told(&faults, "errors", "pointer");
        assert!(pointers.len() >= 2, "{pointers:?}");
        assert!(pointers.iter().all(|one| one.starts_with("/profile/")), "{pointers:?}");
        let changed = founder.put(app, &path, "\"1\"", &body);
        assert_eq!((changed.status, changed.header("etag")), (200, "\"2\""), "{}", changed.text());
        assert_eq!(changed.json()["problems"], json!([]));
        let stale = founder.put(app, &path, "\"1\"", &body).problem(412, "stale");
        assert_eq!((&stale["current"]["edition"], &stale["current"]["profile"]), (&json!(2), &profile));
        let unknown = json!({ "profile": profile, "parent": "nowhere" });
        let unknown = founder.put(app, &path, "\"2\"", &unknown).problem(422, "invalid");
        assert_eq!(told(&unknown, "errors", "pointer"), ["/parent office-unknown"]);
    });
}

#[test]
fn a_parent_gives_leave_to_read_its_templates_and_only_it() {
    each(|app| {
        let mut founder = app.founder();
        let (_, mut clerk) = app.colleague(&mut founder, "an.tran", "Trần An", "clerk");
        let (_, mut head) = app.colleague(&mut founder, "ba.le", "Lê Ba", "administrator");
        let parent = founder.get(app, "/api/v1/session").json()["office"]["id"].clone();
        let profile = app.sample("giay-moi")["office"].clone();
        let body = json!({ "name": "Trường Tiểu học A", "profile": profile, "parent": parent });
        let child = founder.ask(app, "POST", "/api/v1/offices", &body);
        assert_eq!(child.status, 201, "{}", child.text());
        let child = child.json()["id"].as_str().unwrap().to_owned();
        founder.ask(app, "POST", "/api/v1/session/office", &json!({ "office": child }));
        let (_, mut master) = app.colleague(&mut founder, "tu.pham", "Phạm Tư", "administrator");
        let path = format!("/api/v1/offices/{child}");
        let grant = format!("{path}/templates-grant");
        let yes = json!({ "granted": true });
        master.ask(app, "POST", &grant, &yes).problem(404, "no-such-thing");
        clerk.ask(app, "POST", &grant, &yes).problem(403, "forbidden");
        assert_eq!(clerk.get(app, &path).status, 404, "a clerk of the parent does not see the child");
        let seen = head.get(app, &path).json();
        assert_eq!((&seen["name"], &seen["profile"]), (&json!("Trường Tiểu học A"), &json!({})));
        let lender =
            async |store: vanthu::store::Store| store.read().await.unwrap().lender(&child).await.unwrap();
        assert_eq!(app.stored(lender), None);
        let granted = head.ask(app, "POST", &grant, &yes);
        assert_eq!((granted.status, &granted.json()["reads_parent_templates"]), (200, &json!(true)));
        assert_eq!(app.stored(lender).map(Value::from), Some(parent.clone()));
        let moved = json!({ "profile": app.sample("giay-moi")["office"], "parent": null });
        let tag = master.get(app, &path).header("etag").to_owned();
        master.put(app, &path, &tag, &moved).problem(403, "forbidden");
        let moved = founder.put(app, &path, &tag, &moved);
        assert_eq!(moved.json()["reads_parent_templates"], false, "{}", moved.text());
        let own = format!("/api/v1/offices/{}", parent.as_str().unwrap());
        master.get(app, &own).problem(404, "no-such-thing");
        master.put(app, &own, "\"1\"", &json!({ "profile": {} })).problem(404, "no-such-thing");
        let round = json!({ "profile": app.sample("giay-moi")["office"], "parent": child });
        assert_eq!(founder.put(app, &own, "\"1\"", &round).status, 200);
        let round = json!({ "profile": app.sample("giay-moi")["office"], "parent": parent });
        let tag = founder.get(app, &path).header("etag").to_owned();
        let round = founder.put(app, &path, &tag, &round).problem(422, "invalid");
        assert_eq!(
            told(&round, "errors", "pointer"),
            ["/parent office-unknown"],
            "no office is above itself"
        );
    });
}
