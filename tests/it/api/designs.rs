//! Designs of certificates over the real server, on every database.

use serde_json::{Value, json};
use ureq::http;
use vanthu::model::certificate::BUILT_IN;

use super::shelf::staff;
use super::{Answer, TestApp, each};

/// Holds a status, and shows the answer where it is another.
#[track_caller]
fn told(answer: &Answer, status: u16) {
    assert_eq!(answer.status, status, "{}", String::from_utf8_lossy(&answer.bytes));
}

fn get_of(app: &TestApp, key: &str, path: &str) -> Answer {
    let request = http::Request::builder().uri(path).header("authorization", format!("Bearer {key}"));
    app.send(request.body(Vec::new()).unwrap())
}

fn post_of(app: &TestApp, key: &str, path: &str, body: &Value) -> Answer {
    let request = http::Request::builder()
        .method("POST")
        .uri(path)
        .header("authorization", format!("Bearer {key}"))
        .header("content-type", "application/json");
    app.send(request.body(body.to_string().into_bytes()).unwrap())
}

#[test]
fn designs_are_listed_shown_drawn_and_moved() {
    each(|app| {
        staff(app);
        let listed = get_of(app, "xa-clerk", "/api/v1/designs");
        told(&listed, 200);
        let ids: Vec<Value> = listed.json().as_array().unwrap().iter().map(|one| one["id"].clone()).collect();
        assert_eq!(ids.len(), BUILT_IN.len(), "{ids:?}");
        let shown = get_of(app, "xa-clerk", "/api/v1/designs/giay-khen?version=1.0.0");
        told(&shown, 200);
        let shown = shown.json();
        assert_eq!((shown["origin"].as_str(), shown["overlay"].as_bool()), (Some("built-in"), Some(false)));
        let fields = shown["fields"].as_array().unwrap();
        let needs =
            |name: &str| fields.iter().find(|field| field["name"] == name).unwrap()["required"].clone();
        assert_eq!((needs("decision"), needs("register")), (json!(true), json!(false)));
        let drawn = get_of(app, "xa-clerk", "/api/v1/designs/giay-khen-phoi/sample.png");
        told(&drawn, 200);
        assert!(drawn.bytes.starts_with(b"\x89PNG"));
        told(&get_of(app, "xa-clerk", "/api/v1/designs/giay-moi"), 404);
        told(&get_of(app, "xa-clerk", "/api/v1/templates/giay-khen"), 404);
        // An office's own: a copy that another office does not find.
        let begun = post_of(
            app,
            "xa-clerk",
            "/api/v1/templates",
            &json!({"id": "cua-xa", "copy_of": "giay-khen-phoi"}),
        );
        told(&begun, 201);
        assert_eq!(begun.json()["problems"], json!([]));
        told(&get_of(app, "xa-clerk", "/api/v1/designs/cua-xa"), 404);
        let all = get_of(app, "xa-clerk", "/api/v1/designs?all=true").json();
        assert!(all.as_array().unwrap().iter().any(|one| one["id"] == "cua-xa" && one["state"] == "draft"));
        let others = get_of(app, "tinh-clerk", "/api/v1/designs?all=true").json();
        assert!(others.as_array().unwrap().iter().all(|one| one["id"] != "cua-xa"));
        told(&get_of(app, "only-audit", "/api/v1/designs"), 403);
    });
}

#[test]
fn a_list_is_looked_at_with_pictures_of_what_is_found() {
    each(|app| {
        staff(app);
        let common = json!({
            "issuer": "Chủ tịch Ủy ban nhân dân xã", "decision": "1/QĐ-UBND", "date": "2026-12-04",
            "place": "Quảng Châu", "signer_title": "Chủ tịch", "signer": "Lê Thị Minh Châu", "reason": "Đã có thành tích",
        });
        let rows = json!([{"name": "Nguyễn Văn An"}, {"name": "Lê Văn Bình", "decision": null}, {"name": "nguyễn văn an"}]);
        let asked = json!({"common": common, "rows": rows, "pictures": true});
        let look = post_of(app, "xa-clerk", "/api/v1/designs/giay-khen/preflight", &asked);
        told(&look, 200);
        let look = look.json();
        assert_eq!(
            (look["rows"].as_u64(), look["failed"].as_u64(), look["noted"].as_u64()),
            (Some(3), Some(1), Some(1))
        );
        let noticed = look["noticed"].as_array().unwrap();
        assert_eq!((noticed[0]["row"].as_u64(), noticed[1]["row"].as_u64()), (Some(2), Some(3)));
        assert!(noticed.iter().all(|one| one["picture"].as_str().unwrap().starts_with("iVBORw0KGgo")));
        let wrong =
            post_of(app, "xa-clerk", "/api/v1/designs/giay-khen/preflight", &json!({"rows": 7, "x": 1}));
        told(&wrong, 422);
        assert_eq!(wrong.json()["errors"].as_array().unwrap().len(), 2);
        let asked = json!({"rows": [{"name": "A"}]});
        told(&post_of(app, "xa-clerk", "/api/v1/designs/khong-co/preflight", &asked), 404);
    });
}
