//! Certificates, the stock of blanks and printers over HTTP, and what the public is shown.

use serde_json::{Value, json};
use vanthu::flow::bureau::certificates::{Enrolling, enroll, printed};
use vanthu::model::actor::Actor;
use vanthu::model::certificate::Sheet;
use vanthu::model::workflow::Role;

use super::registers::{ask, staffed};
use super::{Answer, TestApp, each};

fn get(app: &TestApp, path: &str) -> Answer {
    ask(app, "o1-clerk", "GET", path, "", &Value::Null)
}

fn post(app: &TestApp, key: &str, path: &str, body: &Value) -> Answer {
    ask(app, key, "POST", path, "", body)
}

/// Enrolls the people of the design's samples, prints them; gives each id and code.
fn given(app: &TestApp, blank: Option<&str>) -> Vec<(String, String)> {
    let blank = blank.map(str::to_owned);
    let mut rows = Sheet::built_in("giay-khen").unwrap().unwrap().samples;
    rows[0].values.insert("name".into(), "Nguyễn <b>Văn</b> An".into());
    let clerk = Actor {
        person: "o1-clerk".into(),
        name: "Đỗ Quang Vinh".into(),
        office: Some("o1".into()),
        roles: vec![Role::Clerk],
        operator: false,
        scopes: None,
    };
    let wanted = Enrolling {
        batch: Some("b1".into()),
        design: "giay-khen".into(),
        form: "Giấy khen".into(),
        blank,
        series: Some("khen-thuong".into()),
        day: "2026-11-24".parse().unwrap(),
        address: None,
    };
    app.stored(async |store| {
        let now = chrono::DateTime::from_timestamp(1_795_500_000, 0).unwrap();
        let mut rows = rows.clone();
        let mut tx = store.begin().await.unwrap();
        let ids = enroll(&mut tx, "o1", &clerk, now, &wanted, &mut rows).await.unwrap();
        printed(&mut tx, "o1", now, &ids).await.unwrap();
        tx.commit().await.unwrap();
        ids.into_iter().zip(rows.iter().map(|row| row.value("code").unwrap().to_owned())).collect()
    })
}

#[test]
fn certificates_are_listed_found_printed_again_and_revoked() {
    each(|app| {
        staffed(app);
        let kind = json!({ "name": "Phôi A4", "design": "giay-khen-phoi", "size": "a4" });
        let made = post(app, "o1-records-officer", "/api/v1/blanks", &kind);
        assert_eq!((made.status, made.header("etag")), (201, "\"1\""));
        let blank = made.json()["id"].as_str().unwrap().to_owned();
        let moves = format!("/api/v1/blanks/{blank}/moves");
        let came = json!({ "act": "received", "quantity": 5 });
        assert_eq!(post(app, "o1-clerk", &moves, &came).status, 201);
        let given = given(app, Some(&blank));
        let page = get(app, "/api/v1/certificates?batch=b1&limit=2").json();
        assert_eq!(page["items"][0]["code"], given[0].1);
        assert_eq!((&page["items"][0]["number"], &page["items"][1]["number"]), (&json!("01"), &json!("02")));
        let next = page["next"].as_str().unwrap();
        let rest = get(app, &format!("/api/v1/certificates?batch=b1&limit=2&cursor={next}")).json();
        assert_eq!((rest["items"].as_array().unwrap().len(), &rest["next"]), (1, &Value::Null));
        let found = get(app, "/api/v1/certificates?search=tran%20thi%20bich&state=printed").json();
        assert_eq!(found["items"].as_array().unwrap().len(), 1);
        get(app, "/api/v1/certificates?state=x").problem(400, "bad-query");

        let path = format!("/api/v1/certificates/{}", given[0].0);
        let again = json!({ "reason": "Mực nhòe", "spoiled": true, "marked": true });
        let sheet = post(app, "o1-clerk", &format!("{path}/reprint"), &again);
        assert_eq!((sheet.status, sheet.header("content-type")), (200, "application/pdf"));
        assert!(sheet.header("content-disposition").starts_with("attachment"));
        assert!(sheet.bytes.starts_with(b"%PDF"));
        let card = get(app, &path).json();
        assert_eq!((&card["reprints"], &card["prints"][0]["reason"]), (&json!(1), &json!("Mực nhòe")));
        let book = get(app, &format!("/api/v1/blanks/{blank}")).json();
        let sums = ["received", "used", "spoiled", "remaining"].map(|key| book[key].as_i64().unwrap());
        assert_eq!(sums, [5, 3, 1, 1]);
        let two = json!({ "act": "spoiled", "quantity": 2, "reason": "ẩm" });
        let fault = post(app, "o1-clerk", &moves, &two).problem(409, "conflict");
        assert_eq!(fault["errors"][0]["code"], "blanks-short");
        let log = get(app, &moves).json();
        let acts: Vec<&str> =
            log["items"].as_array().unwrap().iter().map(|one| one["act"].as_str().unwrap()).collect();
        assert_eq!(acts, ["spoiled", "used", "received"]);

        let why = json!({ "reason": "Quyết định bị hủy" });
        let revoked = post(app, "o1-records-officer", &format!("{path}/revoke"), &why);
        assert_eq!(revoked.json()["state"], "revoked");
        for act in ["revoke", "reprint"] {
            let refused = post(app, "o1-records-officer", &format!("{path}/{act}"), &why);
            assert_eq!(refused.problem(409, "conflict")["errors"][0]["code"], "certificate-not-standing");
        }
        // Another office has none of it.
        for path in [path.as_str(), &format!("/api/v1/blanks/{blank}"), &moves] {
            ask(app, "o2-clerk", "GET", path, "", &Value::Null).problem(404, "no-such-thing");
        }
    });
}

/// A POST with this body, or a GET with none, and who may.
const RIGHTS: &[(&str, &str, &[&str])] = &[
    ("/api/v1/blanks", r#"{"name": "x"}"#, &["records-officer", "administrator"]),
    ("/api/v1/blanks/ID/moves", r#"{"act": "received", "quantity": 1}"#, &["clerk", "records-officer"]),
    ("/api/v1/certificates/ID/revoke", r#"{"reason": "x"}"#, &["records-officer"]),
    ("/api/v1/certificates/ID/reprint", r#"{"reason": "x"}"#, &["clerk", "records-officer"]),
    ("/api/v1/printers", r#"{"name": "x"}"#, &["clerk", "records-officer", "administrator"]),
    ("/api/v1/blanks", "", &["clerk", "records-officer", "leader", "administrator"]),
    ("/api/v1/certificates", "", &["clerk", "records-officer", "leader", "administrator"]),
    ("/api/v1/printers", "", &["clerk", "records-officer", "leader", "administrator"]),
];

#[test]
fn who_may_do_what_with_paper() {
    each(|app| {
        staffed(app);
        for (path, body, may) in RIGHTS {
            for role in Role::ALL {
                let (method, body) = match *body {
                    "" => ("GET", Value::Null),
                    body => ("POST", serde_json::from_str(body).unwrap()),
                };
                let path = path.replace("ID", "01KAT5V3S00000000000000000");
                let answer = ask(app, &format!("o1-{}", role.key()), method, &path, "", &body);
                let allowed = may.contains(&role.key());
                assert_eq!(
                    answer.status != 403,
                    allowed,
                    "{method} {path} {}: {}",
                    role.key(),
                    answer.status
                );
            }
            let path = path.replace("ID", "01KAT5V3S00000000000000000");
            app.get(&path);
        }
    });
}

#[test]
fn a_printer_is_kept_measured_and_taken_out() {
    each(|app| {
        staffed(app);
        let wrong = json!({ "name": "a\nb", "size": "b9", "right": 51, "scale": 80 });
        let told = post(app, "o1-clerk", "/api/v1/printers", &wrong).problem(422, "invalid");
        assert_eq!(told["errors"].as_array().unwrap().len(), 4);
        let made = post(app, "o1-clerk", "/api/v1/printers", &json!({ "name": "Máy 1" }));
        assert_eq!(made.status, 201);
        let path = made.header("location").to_owned();
        let sheet = get(app, &format!("{path}/calibration.pdf"));
        assert!(sheet.bytes.starts_with(b"%PDF"), "{}", sheet.status);
        let measured = json!({ "left": 20.7, "top": 20.1, "between": 259.6 });
        let at = format!("{path}/measured");
        let found = ask(app, "o1-clerk", "POST", &at, "\"1\"", &measured);
        assert_eq!(found.header("etag"), "\"2\"");
        let found = found.json();
        assert_eq!(
            (&found["right"], &found["down"], &found["scale"]),
            (&json!(-2.0), &json!(-1.0), &json!(99.0))
        );
        ask(app, "o1-clerk", "POST", &at, "\"1\"", &measured).problem(412, "stale");
        ask(app, "o1-clerk", "POST", &at, "", &measured).problem(428, "if-match-needed");
        let order = json!({ "name": "Máy 2", "size": "a3", "right": 0.3, "turned": true });
        assert_eq!(ask(app, "o1-clerk", "PUT", &path, "\"2\"", &order).json()["turned"], true);
        ask(app, "o1-clerk", "DELETE", &path, "\"2\"", &Value::Null).problem(412, "stale");
        assert_eq!(ask(app, "o1-clerk", "DELETE", &path, "\"3\"", &Value::Null).status, 204);
        get(app, &path).problem(404, "no-such-thing");
    });
}

#[test]
fn anybody_with_the_code_learns_what_is_on_the_paper_and_nothing_else() {
    each(|app| {
        staffed(app);
        let given = given(app, None);
        let (id, code) = &given[0];
        let page = app.get(&format!("/xac-nhan/{}", code.replace('-', "").to_lowercase()));
        let html = String::from_utf8(page.bytes.clone()).unwrap();
        assert_eq!(page.status, 200);
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(page.header("x-robots-tag").contains("noindex"));
        for said in [
            "Còn hiệu lực",
            "Nguyễn &lt;b&gt;Văn",
            "Trưởng thôn",
            "QĐ-UBND",
            "Giấy khen",
            "Số sổ khen thưởng",
        ] {
            assert!(html.contains(said), "{said}: {html}");
        }
        for kept in [id.as_str(), "o1-clerk", "b1<"] {
            assert!(!html.contains(kept), "{kept}");
        }
        let told = app.get(&format!("/api/v1/verify/{code}")).json();
        assert_eq!(
            (&told["standing"], &told["register"], &told["honoree"]),
            (&json!("valid"), &json!("01"), &json!("person"))
        );
        for code in ["0000-0000-0000-0000", "x", "%3Cscript%3E", "%E1%BA%BF%00"] {
            let page = app.get(&format!("/xac-nhan/{code}"));
            assert_eq!(page.status, 404, "{code}");
            assert!(String::from_utf8(page.bytes.clone()).unwrap().contains("Không có bằng, giấy khen"));
            app.get(&format!("/api/v1/verify/{code}")).problem(404, "no-such-thing");
        }
        assert_eq!(app.get("/xac-nhan").status, 200);
        let why = json!({ "reason": "Khai man" });
        let path = format!("/api/v1/certificates/{id}/revoke");
        assert_eq!(post(app, "o1-records-officer", &path, &why).status, 200);
        let page = app.get(&format!("/xac-nhan/{code}"));
        let html = String::from_utf8(page.bytes.clone()).unwrap();
        assert!(html.contains("Đã thu hồi") && !html.contains("Khai man"), "the reason is the office's own");
    });
}
