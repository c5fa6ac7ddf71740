//! An office's own templates over the real server, on every database: drafted, published,
//! used, and not there for anybody else.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use ureq::http;
use vanthu::flow::builtin::TEMPLATES;
use vanthu::flow::bureau::Secret;
use vanthu::model::actor::Scope;
use vanthu::model::workflow::Role;
use vanthu::store::{Office, Person, Store, Token};

use super::{Answer, TestApp, each, told};

const KEY: &str = "giay-moi";

/// A commune and its province, which lends its templates, and a commune that is lent none.
const OFFICES: &[(&str, Option<&str>, bool)] =
    &[("tinh", None, false), ("xa", Some("tinh"), true), ("phuong", Some("tinh"), false)];

fn then() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap()
}

/// People of every role in every office, each with a key that is named `office-role`.
pub(super) fn staff(app: &TestApp) {
    app.stored(async |store: Store| {
        let mut tx = store.begin().await.unwrap();
        for (id, parent, reads) in OFFICES {
            tx.add_office(&Office {
                id: (*id).into(),
                name: format!("UBND {id}"),
                parent_id: parent.map(str::to_owned),
                reads_parent_templates: *reads,
                profile: json!({}),
                edition: 1,
                created_at: then(),
            })
            .await
            .unwrap();
            for role in Role::ALL {
                let key = format!("{id}-{}", role.key());
                let person = Person {
                    id: key.clone(),
                    login: key.clone(),
                    name: format!("Đỗ Thị {id}"),
                    password: None,
                    active: true,
                    operator: false,
                    created_at: then(),
                };
                tx.add_person(&person).await.unwrap();
                tx.set_roles(id, &key, &[*role]).await.unwrap();
                let scopes: Vec<&str> = Scope::ALL.iter().map(|scope| scope.key()).collect();
                tx.add_token(&token(&key, id, &key, &scopes.join(" "))).await.unwrap();
            }
        }
        let operator = Person {
            id: "operator".into(),
            login: "operator".into(),
            name: "Đỗ Thị Vận hành".into(),
            password: None,
            active: true,
            operator: true,
            created_at: then(),
        };
        tx.add_person(&operator).await.unwrap();
        tx.add_token(&token("of-nobody", "tinh", "operator", "read")).await.unwrap();
        tx.add_token(&token("only-audit", "xa", "xa-administrator", "admin")).await.unwrap();
        let read_only = token("only-read", "xa", "xa-administrator", "read");
        tx.add_token(&read_only).await.unwrap();
        tx.commit().await.unwrap();
    });
}

fn token(key: &str, office: &str, person: &str, scopes: &str) -> Token {
    Token {
        id: format!("k-{key}"),
        digest: Secret::shown(key).digest(),
        office_id: office.into(),
        person_id: person.into(),
        name: key.into(),
        scopes: scopes.into(),
        created_at: then(),
        used_at: Some(then()),
        expires_at: None,
        ended_at: None,
    }
}

/// Somebody with a key does something; `seen` is the edition they saw.
fn ask(
    app: &TestApp,
    key: &str,
    method: &str,
    path: &str,
    body: Option<Value>,
    seen: Option<&str>,
) -> Answer {
    let mut request = http::Request::builder()
        .method(method)
        .uri(format!("/api/v1/templates{path}"))
        .header("authorization", format!("Bearer {key}"));
    if let Some(seen) = seen {
        request = request.header("if-match", seen);
    }
    if body.is_some() {
        request = request.header("content-type", "application/json");
    }
    app.send(request.body(body.map(|body| body.to_string().into_bytes()).unwrap_or_default()).unwrap())
}

fn get(app: &TestApp, key: &str, path: &str) -> Answer {
    ask(app, key, "GET", path, None, None)
}

fn post(app: &TestApp, key: &str, path: &str, body: Value) -> Answer {
    ask(app, key, "POST", path, Some(body), None)
}

fn save(app: &TestApp, key: &str, id: &str, seen: &str, text: &str) -> Answer {
    ask(app, key, "PUT", &format!("/{id}/draft"), Some(json!({ "text": text })), Some(seen))
}

fn publish(app: &TestApp, key: &str, id: &str, seen: &str, body: Value) -> Answer {
    ask(app, key, "POST", &format!("/{id}/publish"), Some(body), Some(seen))
}

fn built_in() -> &'static str {
    TEMPLATES.iter().find(|(key, _)| *key == KEY).unwrap().1
}

/// The built-in template as the office changes it: another version, another line.
fn own(version: &str) -> String {
    built_in().replacen("version = \"1.0.0\"", &format!("version = \"{version}\""), 1).replacen(
        "name = \"Giấy mời\"",
        "name = \"Giấy mời của xã\"",
        1,
    )
}

/// An office publishes its own version of the built-in template.
fn published(app: &TestApp, key: &str, text: &str) {
    let begun = post(app, key, "", json!({ "id": KEY, "text": text }));
    assert_eq!(begun.status, 201, "{}", begun.text());
    let answer = publish(app, key, KEY, "\"1\"", json!({}));
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[test]
fn a_template_is_drafted_published_used_retired_and_restored() {
    each(|app| {
        staff(app);
        let (clerk, admin) = ("xa-clerk", "xa-administrator");
        let begun = post(app, clerk, "", json!({ "id": KEY, "copy_of": KEY }));
        assert_eq!(begun.status, 201, "{}", begun.text());
        assert_eq!(begun.header("location"), "/api/v1/templates/giay-moi/draft");
        assert_eq!(begun.header("etag"), "\"1\"");
        let draft = begun.json();
        assert_eq!((&draft["based_on"], &draft["state"]), (&json!("giay-moi@1.0.0"), &json!("draft")));
        assert_eq!(draft["text"], built_in());
        post(app, clerk, "", json!({ "id": KEY, "copy_of": KEY })).problem(409, "conflict");
        // Faults are allowed in a draft, and told with their places.
        let saved = save(app, clerk, KEY, "\"1\"", &own("1.0.0").replace("{{ event", "{{ evnt"));
        assert_eq!((saved.status, saved.header("etag")), (200, "\"2\""));
        let problems = saved.json()["problems"].clone();
        assert!(problems.as_array().unwrap().iter().any(|one| one["code"] == "name-unknown"), "{problems}");
        assert!(problems[0]["line"].as_u64().unwrap() > 1, "{problems}");
        let refused = publish(app, admin, KEY, "\"2\"", json!({})).problem(422, "bad-template");
        assert_eq!(refused["errors"].as_array().unwrap().len(), problems.as_array().unwrap().len());
        assert_eq!(refused["errors"][0]["line"], problems[0]["line"]);
        // Who saw an older edition loses nothing.
        save(app, clerk, KEY, "", "x").problem(428, "if-match-needed");
        let stale = save(app, clerk, KEY, "\"1\"", "x").problem(412, "stale");
        assert_eq!(stale["current"]["edition"], 2);
        assert!(stale["current"]["text"].as_str().unwrap().contains("evnt"));
        save(app, clerk, KEY, "\"2\"", &own("1.0.1"));
        publish(app, clerk, KEY, "\"3\"", json!({})).problem(403, "forbidden");
        publish(app, admin, KEY, "\"2\"", json!({})).problem(412, "stale");
        let answer = publish(app, admin, KEY, "\"3\"", json!({ "note": "Bản đầu" }));
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!((&answer.json()["version"], &answer.json()["ordinal"]), (&json!("1.0.1"), &json!(1)));
        // Who is signed in finds it, everybody else the built-in one.
        assert_eq!(get(app, clerk, "/giay-moi").json()["name"], "Giấy mời của xã");
        assert_eq!(app.get("/api/v1/templates/giay-moi").json()["name"], "Giấy mời");
        let data = app.sample(KEY);
        let rendered = post(app, clerk, "/giay-moi/render?format=txt", json!({ "data": data }));
        assert_eq!(rendered.header("vanthu-template"), "giay-moi@1.0.1", "{}", rendered.text());
        assert_eq!(
            app.render(KEY, "format=txt", &json!({ "data": data })).header("vanthu-template"),
            "giay-moi@1.0.0"
        );
        let list = get(app, clerk, "").json();
        let entry = list.as_array().unwrap().iter().find(|one| one["id"] == KEY).unwrap().clone();
        assert_eq!((&entry["origin"], &entry["version"]), (&json!("own"), &json!("1.0.1")));
        assert_eq!(list.as_array().unwrap().len(), TEMPLATES.len(), "it stands before the built-in one");
        post(app, admin, "/giay-moi/retire", json!({ "reason": "đã cũ" }));
        post(app, admin, "/giay-moi/retire", json!({})).problem(409, "conflict");
        publish(app, admin, KEY, "\"3\"", json!({})).problem(409, "conflict");
        assert_eq!(get(app, clerk, "/giay-moi").json()["name"], "Giấy mời");
        let all = get(app, clerk, "?all=1").json();
        let both: Vec<_> = all.as_array().unwrap().iter().filter(|one| one["id"] == KEY).collect();
        assert_eq!((&both[0]["state"], &both[1]["origin"]), (&json!("retired"), &json!("built-in")));
        let restored = ask(app, admin, "POST", "/giay-moi/restore", None, None);
        assert_eq!((restored.status, &restored.json()["retired_at"]), (200, &Value::Null));
        assert_eq!(get(app, clerk, "/giay-moi").json()["name"], "Giấy mời của xã");
    });
}

#[test]
fn a_version_that_refuses_data_in_use_is_published_only_on_purpose() {
    each(|app| {
        staff(app);
        let admin = "xa-administrator";
        published(app, admin, &own("1.0.0"));
        let narrower = |version: &str| {
            own(version)
                .replace("max = 300", "max = 200")
                .replace("label = \"Số\"", "label = \"Số giấy mời\"")
        };
        let saved = save(app, admin, KEY, "\"1\"", &narrower("1.1.0")).json();
        assert_eq!(
            told(&saved["changes"], "breaking", "pointer"),
            ["/subject max-lowered", "/event max-lowered", "/place max-lowered"]
        );
        assert_eq!(told(&saved["changes"], "compatible", "pointer"), ["/number label-changed"]);
        let refused = publish(app, admin, KEY, "\"2\"", json!({})).problem(409, "breaking-changes");
        assert_eq!(
            told(&refused, "errors", "pointer"),
            ["/subject max-lowered", "/event max-lowered", "/place max-lowered", " version-not-major"]
        );
        let still = publish(app, admin, KEY, "\"2\"", json!({ "accept_breaking": true }));
        assert_eq!(told(&still.problem(422, "bad-template"), "errors", "pointer"), [" version-not-major"]);
        save(app, admin, KEY, "\"2\"", &narrower("2.0.0"));
        publish(app, admin, KEY, "\"3\"", json!({})).problem(409, "breaking-changes");
        let answer =
            publish(app, admin, KEY, "\"3\"", json!({ "accept_breaking": true, "note": "Ngắn hơn" }));
        assert_eq!(answer.status, 200, "{}", answer.text());
        let versions = get(app, admin, "/giay-moi/versions").json();
        assert_eq!((&versions["origin"], &versions["next"]), (&json!("own"), &Value::Null));
        assert_eq!(versions["items"][0]["note"], "Ngắn hơn");
        assert_eq!(
            (&versions["items"][0]["person"], &versions["items"][1]["version"]),
            (&json!("Đỗ Thị xa"), &json!("1.0.0"))
        );
        let compared = get(app, admin, "/giay-moi/versions/1.0.0/compare?to=2.0.0").json();
        assert_eq!(compared, answer.json()["changes"]);
        let back = get(app, admin, "/giay-moi/versions/2.0.0/compare?to=1.0.0").json();
        assert_eq!(back["breaking"], json!([]));
        get(app, admin, "/giay-moi/versions/1.0.0/compare").problem(400, "bad-query");
        get(app, admin, "/giay-moi/versions/1.0.0/compare?to=3.0.0").problem(404, "no-such-thing");
        // Pages, and the built-in ones beside.
        let page = get(app, admin, "/giay-moi/versions?limit=1").json();
        let next = page["next"].as_str().unwrap();
        let page = get(app, admin, &format!("/giay-moi/versions?limit=1&cursor={next}")).json();
        assert_eq!((&page["items"][0]["version"], &page["next"]), (&json!("1.0.0"), &Value::Null));
        let built_in = get(app, admin, "/giay-moi/versions?origin=built-in").json();
        assert_eq!(
            (&built_in["items"][0]["version"], &built_in["items"][0]["person"]),
            (&json!("1.0.0"), &Value::Null)
        );
    });
}

#[test]
fn a_published_version_is_shown_whole_and_stays_as_it_is() {
    each(|app| {
        staff(app);
        let admin = "xa-administrator";
        published(app, admin, &own("1.0.0"));
        let before = get(app, "xa-clerk", "/giay-moi/versions/1.0.0").json();
        assert_eq!(before["text"], own("1.0.0"));
        assert_eq!(before["digest"].as_str().unwrap().len(), 64);
        assert!(before["fields"].as_array().unwrap().iter().any(|field| field["name"] == "guests"));
        assert!(before["parts"]["letterhead"].is_string());
        save(app, admin, KEY, "\"1\"", &own("1.0.0").replace("GIẤY MỜI", "GIẤY MỜI\n{# khác #}"));
        let again = publish(app, admin, KEY, "\"2\"", json!({ "accept_breaking": true }));
        assert_eq!(told(&again.problem(422, "bad-template"), "errors", "pointer"), [" version-too-low"]);
        assert_eq!(get(app, "xa-clerk", "/giay-moi/versions/1.0.0").json(), before);
        for method in ["PUT", "POST", "DELETE", "PATCH"] {
            ask(app, admin, method, "/giay-moi/versions/1.0.0", None, None)
                .problem(405, "method-not-allowed");
        }
    });
}

#[test]
fn what_is_an_offices_own_is_not_there_for_another() {
    each(|app| {
        staff(app);
        let text = own("1.0.0").replacen("id = \"giay-moi\"", "id = \"giay-rieng\"", 1);
        let begun = post(app, "xa-administrator", "", json!({ "id": "giay-rieng", "text": text }));
        assert_eq!(begun.status, 201, "{}", begun.text());
        publish(app, "xa-administrator", "giay-rieng", "\"1\"", json!({}));
        assert_eq!(get(app, "xa-clerk", "/giay-rieng").status, 200);
        for stranger in ["tinh-administrator", "phuong-administrator"] {
            get(app, stranger, "/giay-rieng").problem(404, "template-not-found");
            post(app, stranger, "/giay-rieng/render", json!({ "data": {} }))
                .problem(404, "template-not-found");
            for path in ["draft", "versions", "versions/1.0.0", "versions/1.0.0/compare?to=1.0.0"] {
                get(app, stranger, &format!("/giay-rieng/{path}")).problem(404, "no-such-thing");
            }
            save(app, stranger, "giay-rieng", "\"1\"", "x").problem(404, "no-such-thing");
            publish(app, stranger, "giay-rieng", "\"1\"", json!({})).problem(404, "no-such-thing");
            post(app, stranger, "/giay-rieng/retire", json!({})).problem(404, "no-such-thing");
            post(app, stranger, "", json!({ "id": "ban-sao", "copy_of": "giay-rieng" }))
                .problem(422, "invalid");
            assert!(!get(app, stranger, "?all=1").text().contains("giay-rieng"));
        }
        app.get("/api/v1/templates/giay-rieng").problem(404, "template-not-found");
    });
}

#[test]
fn a_child_office_uses_its_parents_published_templates_where_that_was_granted_and_changes_none() {
    each(|app| {
        staff(app);
        let text = own("1.0.0").replacen("id = \"giay-moi\"", "id = \"cua-tinh\"", 1);
        post(app, "tinh-administrator", "", json!({ "id": "cua-tinh", "text": text }));
        get(app, "xa-clerk", "/cua-tinh").problem(404, "template-not-found");
        publish(app, "tinh-administrator", "cua-tinh", "\"1\"", json!({}));
        assert_eq!(get(app, "xa-clerk", "/cua-tinh").status, 200);
        let data = app.sample(KEY);
        let rendered = post(app, "xa-clerk", "/cua-tinh/render?format=txt", json!({ "data": data }));
        assert_eq!((rendered.status, rendered.header("vanthu-template")), (200, "cua-tinh@1.0.0"));
        assert_eq!(get(app, "xa-clerk", "/cua-tinh/versions").json()["origin"], "parent");
        let list = get(app, "xa-clerk", "").json();
        let entry = list.as_array().unwrap().iter().find(|one| one["id"] == "cua-tinh").unwrap().clone();
        assert_eq!(entry["origin"], "parent");
        get(app, "phuong-clerk", "/cua-tinh").problem(404, "template-not-found");
        get(app, "phuong-clerk", "/cua-tinh/versions").problem(404, "no-such-thing");
        // It reads, never writes; a copy is its own.
        get(app, "xa-administrator", "/cua-tinh/draft").problem(404, "no-such-thing");
        save(app, "xa-administrator", "cua-tinh", "\"1\"", "x").problem(404, "no-such-thing");
        publish(app, "xa-administrator", "cua-tinh", "\"1\"", json!({})).problem(404, "no-such-thing");
        post(app, "xa-administrator", "/cua-tinh/retire", json!({})).problem(404, "no-such-thing");
        let copied = post(app, "xa-clerk", "", json!({ "id": "cua-xa", "copy_of": "cua-tinh" })).json();
        assert_eq!((&copied["based_on"], &copied["problems"]), (&json!("cua-tinh@1.0.0"), &json!([])));
        assert!(copied["text"].as_str().unwrap().contains("id = \"cua-xa\""));
    });
}

#[test]
fn who_may_not_and_what_is_wrong_is_told() {
    each(|app| {
        staff(app);
        let none = |path: &str| app.get(&format!("/api/v1/templates{path}"));
        none("/giay-moi/versions").problem(401, "not-signed-in");
        none("/giay-moi/draft").problem(401, "not-signed-in");
        get(app, "no-such-key", "/giay-moi").problem(401, "not-signed-in");
        get(app, "no-such-key", "").problem(401, "not-signed-in");
        post(app, "xa-leader", "", json!({ "id": "x", "copy_of": KEY })).problem(403, "forbidden");
        post(app, "only-read", "", json!({ "id": "x", "copy_of": KEY })).problem(403, "forbidden");
        post(app, "only-read", "/giay-moi/render", json!({ "data": {} })).problem(403, "forbidden");
        assert_eq!(get(app, "only-read", "/giay-moi/versions/1.0.0").json()["text"], built_in());
        get(app, "only-audit", "").problem(403, "forbidden");
        get(app, "only-audit", "/giay-moi").problem(403, "forbidden");
        // Who belongs to no office has what everybody has.
        assert_eq!(get(app, "of-nobody", "").json().as_array().unwrap().len(), TEMPLATES.len());
        assert_eq!(get(app, "of-nobody", "/giay-moi").json()["name"], "Giấy mời");
        get(app, "of-nobody", "/giay-moi/draft").problem(403, "forbidden");
        let wrong = post(app, "xa-clerk", "", json!({ "id": "Giấy", "text": "x\u{0}", "copy_of": KEY }));
        assert_eq!(
            told(&wrong.problem(422, "invalid"), "errors", "pointer"),
            ["/id template-id", "/copy_of template-two-sources"]
        );
        let wrong = post(app, "xa-clerk", "", json!({ "id": "giay", "text": "x\u{0}" }));
        assert_eq!(told(&wrong.problem(422, "invalid"), "errors", "pointer"), ["/text json-nul"]);
        let wrong = post(app, "xa-clerk", "", json!({ "id": "giay", "colour": 1 }));
        assert_eq!(
            told(&wrong.problem(422, "bad-order"), "errors", "pointer"),
            ["/colour json-unknown-field"]
        );
        let wrong = post(app, "xa-clerk", "", json!({ "id": "giay", "copy_of": "giay-bac" }));
        assert_eq!(told(&wrong.problem(422, "invalid"), "errors", "pointer"), ["/copy_of template-unknown"]);
        let faulty = post(app, "xa-clerk", "", json!({ "id": "giay", "text": "chưa có gì" }));
        assert_eq!(faulty.status, 201);
        assert_eq!(faulty.json()["problems"][0]["code"], "front-missing");
        let other = save(app, "xa-clerk", "giay", "\"1\"", built_in()).json();
        let codes = told(&other, "problems", "code");
        assert_eq!(codes, ["id-differs id-differs"]);
        for path in
            ["/gi%00ay/versions", "/giay-moi/versions/1.0", "/giay-moi/versions/9.9.9", "/%C3%A9/draft"]
        {
            get(app, "xa-clerk", path).problem(404, "no-such-thing");
        }
        get(app, "xa-clerk", "/gi%00ay").problem(404, "template-not-found");
        get(app, "xa-clerk", "/giay-moi/versions?origin=mine&cursor=x").problem(400, "bad-query");
    });
}
