//! How campaigns and entries are kept: lists, editions, everything that is wrong at once.

use serde_json::{Value, json};

use super::super::kept::each;
use super::super::told;
use super::{campaign, id, person};

#[test]
fn a_campaign_is_begun_changed_as_it_was_seen_and_closed() {
    each(|house| {
        let begun = house.make("clerk@o1", "/api/v1/campaigns", &campaign());
        let path = format!("/api/v1/campaigns/{}", id(&begun));
        assert_eq!(house.get("leader@o1", &path).header("etag"), "\"1\"");
        let mut wanted = campaign();
        wanted["name"] = json!("Phong trào Cả nước chung sức");
        house.send("clerk@o1", "PUT", &path, None, &wanted).problem(428, "if-match-needed");
        let changed = house.send("clerk@o1", "PUT", &path, Some(1), &wanted);
        assert_eq!((changed.status, changed.header("etag")), (200, "\"2\""));
        let stale = house.send("clerk2@o1", "PUT", &path, Some(1), &campaign()).problem(412, "stale");
        assert_eq!(stale["current"]["campaign"]["name"], "Phong trào Cả nước chung sức");
        let closed = house.send("leader@o1", "POST", &format!("{path}/close"), Some(2), &json!({}));
        assert!(closed.json()["closed_at"].is_string(), "{}", closed.text());
        house.send("clerk@o1", "PUT", &path, Some(3), &wanted).problem(409, "conflict");
        let rounds = format!("{path}/rounds");
        house.send("clerk@o1", "POST", &rounds, None, &super::settings()).problem(409, "conflict");
        let open = house.send("leader@o1", "POST", &format!("{path}/reopen"), Some(3), &json!({}));
        assert_eq!(open.json()["closed_at"], Value::Null);
        house.make("clerk@o1", &rounds, &super::settings());
        let held = house.send("leader@o1", "POST", &format!("{path}/close"), Some(4), &json!({}));
        assert_eq!(held.problem(409, "conflict")["errors"][0]["code"], "campaign-rounds-open");
    });
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    each(|house| {
        let wrong = json!({ "name": "", "issuer": 7, "groups": [{ "id": "A B", "name": "x" }], "x": 1 });
        let answer = house.send("clerk@o1", "POST", "/api/v1/campaigns", None, &wrong);
        let faults = told(&answer.problem(422, "invalid"), "errors", "pointer");
        for place in ["/name ", "/issuer ", "/groups/0/id ", "/x "] {
            assert!(faults.iter().any(|fault| fault.starts_with(place)), "{place} in {faults:?}");
        }
        let round = house.round();
        let wrong = json!({ "honoree": { "name": "A\u{0}B" }, "form": "none", "votes": { "for": -1 } });
        let path = format!("/api/v1/rounds/{}/honorees", id(&round));
        let answer = house.send("clerk@o1", "POST", &path, None, &wrong);
        assert!((400..500).contains(&answer.status), "{}", answer.text());
        let many = json!({ "items": [{ "id": "nobody" }, { "id": "none", "votes": {} }] });
        let faults = house.send("clerk@o1", "PATCH", &path, None, &many).problem(422, "invalid");
        assert_eq!(
            told(&faults, "errors", "pointer"),
            ["/items/0/id entry-unknown", "/items/1/id entry-unknown"]
        );
        house.send("clerk@o1", "PATCH", &path, None, &json!({})).problem(422, "bad-order");
    });
}

#[test]
fn campaigns_are_listed_page_by_page_and_found_without_accents() {
    each(|house| {
        for name in ["Ấp văn hóa", "Đền ơn đáp nghĩa", "Dạy tốt, học tốt", "An toàn giao thông"]
        {
            let mut wanted = campaign();
            wanted["name"] = json!(name);
            house.make("clerk@o1", "/api/v1/campaigns", &wanted);
        }
        let mut names = Vec::new();
        let mut next = String::new();
        loop {
            let page = house.shown(&format!("/api/v1/campaigns?sort=name&limit=3{next}"));
            names.extend(page["items"].as_array().unwrap().iter().map(|one| one["name"].clone()));
            match page["next"].as_str() {
                Some(cursor) => next = format!("&cursor={cursor}"),
                None => break,
            }
        }
        assert_eq!(names, ["An toàn giao thông", "Ấp văn hóa", "Dạy tốt, học tốt", "Đền ơn đáp nghĩa"]);
        let found = house.shown("/api/v1/campaigns?q=on%20dap");
        assert_eq!(found["items"].as_array().unwrap().len(), 1);
        let none = house.get("clerk@o2", "/api/v1/campaigns").json();
        assert_eq!(none["items"], json!([]));
    });
}

#[test]
fn entries_stand_in_vietnamese_order_by_name_and_by_unit() {
    each(|house| {
        let round = house.round();
        for (name, unit) in [
            ("Trần Thị Ánh", "Trường B"),
            ("Lê Thị An", "Trường Đ"),
            ("Đỗ Thị Hoa", "Trường D"),
            ("Bùi Thị Ba", "Trường A"),
        ] {
            house.propose(&round, name, unit);
        }
        let listed = |query: &str| -> Vec<String> {
            let mut names = Vec::new();
            let mut next = String::new();
            loop {
                let page =
                    house.shown(&format!("/api/v1/rounds/{}/honorees?limit=3&{query}{next}", id(&round)));
                let items = page["items"].as_array().unwrap().clone();
                names.extend(
                    items.iter().map(|one| one["entry"]["honoree"]["name"].as_str().unwrap().to_owned()),
                );
                match page["next"].as_str() {
                    Some(cursor) => next = format!("&cursor={cursor}"),
                    None => break names,
                }
            }
        };
        assert_eq!(listed(""), ["Trần Thị Ánh", "Lê Thị An", "Đỗ Thị Hoa", "Bùi Thị Ba"]);
        assert_eq!(listed("sort=name"), ["Lê Thị An", "Trần Thị Ánh", "Bùi Thị Ba", "Đỗ Thị Hoa"]);
        assert_eq!(listed("sort=unit"), ["Bùi Thị Ba", "Trần Thị Ánh", "Đỗ Thị Hoa", "Lê Thị An"]);
        assert_eq!(listed("q=do%20hoa"), ["Đỗ Thị Hoa"]);
        assert_eq!(listed("kind=collective"), Vec::<String>::new());
        assert_eq!(listed("unit=Tr%C6%B0%E1%BB%9Dng%20D"), ["Đỗ Thị Hoa"]);
        // The campaign's own address means the round whose list is made.
        let of = format!("/api/v1/campaigns/{}/honorees", round["campaign"].as_str().unwrap());
        assert_eq!(house.shown(&of)["items"].as_array().unwrap().len(), 4);
    });
}

#[test]
fn two_people_never_overwrite_each_other_and_whoever_decides_decides_what_they_saw() {
    each(|house| {
        let round = house.in_state("council");
        let honorees = format!("/api/v1/rounds/{}/honorees", id(&round));
        let seen = round["edition"].as_i64();
        let first = house.shown(&honorees)["items"][0].clone();
        let bulk = json!({ "items": [{ "id": id(&first), "edition": 1, "reasons": "x" }] });
        let stale = house.send("clerk@o1", "PATCH", &honorees, None, &bulk).problem(412, "stale");
        assert_eq!(stale["current"]["id"], first["id"]);
        let bulk = json!({ "items": [{ "id": id(&first), "edition": first["edition"], "reasons": "x" }] });
        assert_eq!(house.send("clerk@o1", "PATCH", &honorees, None, &bulk).status, 200);
        let path = format!("/api/v1/rounds/{}/freeze", id(&round));
        let stale = house.send("leader@o1", "POST", &path, seen, &json!({})).problem(412, "stale");
        assert_eq!(stale["current"]["edition"].as_i64(), seen.map(|seen| seen + 1));
        // What changes nothing is no change.
        assert_eq!(
            house.send("clerk@o1", "PATCH", &honorees, None, &json!({ "every": {} })).json()["changed"],
            0
        );
        assert_eq!(house.as_it_is(&round)["edition"].as_i64(), seen.map(|seen| seen + 1));
    });
}

#[test]
fn a_request_that_is_sent_again_makes_one_entry() {
    each(|house| {
        let round = house.round();
        let path = format!("/api/v1/rounds/{}/honorees", id(&round));
        let ask = || {
            let request = ureq::http::Request::post(&path)
                .header("content-type", "application/json")
                .header("idempotency-key", "once");
            let body = person("Đỗ Thị Hoa", "Trạm Y tế xã").to_string().into_bytes();
            house.ask("clerk@o1", request, None, body)
        };
        let (first, again) = (ask(), ask());
        assert_eq!((first.status, &first.bytes), (again.status, &again.bytes));
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!(house.as_it_is(&round)["counts"], json!({ "individual": 1 }));
    });
}
