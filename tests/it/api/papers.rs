//! The documents of an award round over HTTP, on both databases.

use serde_json::{Value, json};

use super::kept::{House, each};

/// A campaign with one form, begun by a clerk, and a round of it with two persons and a thôn.
fn round(house: &House) -> Value {
    let made = |path: &str, body: Value| {
        let answer = house.send("clerk@o1", "POST", path, None, &body);
        assert_eq!(answer.status, 201, "{path}: {}", answer.text());
        answer.json()
    };
    let campaign = made(
        "/api/v1/campaigns",
        json!({
            "name": "Phong trào thi đua xây dựng nông thôn mới",
            "issuer": "Ủy ban nhân dân xã Quảng Châu",
            "period": { "from": "2026-01-01", "to": "2030-12-31" },
            "groups": [
                { "id": "ca-nhan", "name": "Cá nhân", "kinds": ["individual"] },
                { "id": "tap-the", "name": "Tập thể", "kinds": ["collective"] },
            ],
            "forms": [{
                "id": "giay-khen", "name": "Giấy khen của Chủ tịch Ủy ban nhân dân xã",
                "award": "giay-khen", "authority": "chu-tich-ubnd-cap-xa",
                "money": [{ "kind": "individual", "amount": 350_000 }, { "kind": "collective", "amount": 700_000 }],
            }],
        }),
    );
    let round = made(
        &format!("/api/v1/campaigns/{}/rounds", campaign["id"].as_str().unwrap()),
        json!({
            "name": "Khen thưởng năm 2026", "year": 2026, "members": 7, "achievement": "đã có thành tích xuất sắc",
            "submitted": "2026-11-20", "met": "2026-11-22", "decided": "2026-11-24",
        }),
    );
    let honorees = format!("/api/v1/rounds/{}/honorees", round["id"].as_str().unwrap());
    for (kind, group, name, unit) in [
        ("individual", "ca-nhan", "Đỗ Thị Hoa", "Trạm Y tế xã"),
        ("individual", "ca-nhan", "Nguyễn Thị An", "Trường Tiểu học Sơn Hải"),
        ("collective", "tap-the", "Thôn Nam Tiến", "Thôn Nam Tiến"),
    ] {
        let sex = if kind == "individual" { json!("female") } else { Value::Null };
        let courtesy = if kind == "individual" { json!("ms") } else { Value::Null };
        made(
            &honorees,
            json!({
                "honoree": { "kind": kind, "courtesy": courtesy, "sex": sex, "name": name, "unit": unit },
                "group": group, "form": "giay-khen", "proposer": unit,
            }),
        );
    }
    round
}

fn path(round: &Value) -> String {
    format!("/api/v1/rounds/{}/documents", round["id"].as_str().unwrap())
}

fn ordered(house: &House, round: &Value, order: &Value) -> Value {
    let answer = house.send("clerk@o1", "POST", &path(round), None, order);
    assert_eq!(answer.status, 201, "{}", answer.text());
    assert!(answer.header("location").starts_with("/api/v1/documents/"));
    answer.json()
}

/// A step of a round, as it is.
fn step(house: &House, who: &str, round: &Value, step: &str) {
    let at = format!("/api/v1/rounds/{}", round["id"].as_str().unwrap());
    let seen = house.get("clerk@o1", &at).json()["edition"].as_i64();
    let answer = house.send(who, "POST", &format!("{at}/{step}"), seen, &json!({}));
    assert_eq!(answer.status, 200, "{step}: {}", answer.text());
}

fn decide(house: &House, round: &Value) {
    let honorees = format!("/api/v1/rounds/{}/honorees", round["id"].as_str().unwrap());
    let every = |parts: Value| {
        let answer = house.send("clerk@o1", "PATCH", &honorees, None, &json!({ "every": parts }));
        assert_eq!(answer.status, 200, "{}", answer.text());
    };
    step(house, "clerk@o1", round, "review");
    every(json!({ "review": { "unit": "Phòng Nội vụ", "favours": true } }));
    step(house, "clerk@o1", round, "council");
    every(json!({ "votes": { "for": 7, "against": 0, "absent": 0 } }));
    step(house, "leader@o1", round, "freeze");
}

/// Every word of a version's document.
fn words(document: &Value) -> String {
    document["version"]["document"].to_string()
}

#[test]
fn what_a_round_decides_flows_through_its_documents() {
    each(|house| {
        let round = round(&house);
        let early = ordered(&house, &round, &json!({ "role": "submission" }));
        assert_eq!((&early["set"]["frozen"], &early["set"]["role"]), (&json!(false), &json!("submission")));
        assert!(words(&early).contains("danh sách chưa chốt"), "a list that may change says so");
        assert_eq!(early["valid"], false, "what no set says is still to be said");
        decide(&house, &round);
        let set =
            house.get("clerk@o1", &format!("/api/v1/rounds/{}/set", round["id"].as_str().unwrap())).json();
        let digest = vanthu::model::round::digest(&set);

        let data = json!({ "submission": "số 41/TTr-VHXH ngày 20 tháng 11 năm 2026" });
        let decision = ordered(&house, &round, &json!({ "role": "decision", "order": "name", "data": data }));
        assert_eq!(decision["valid"], true, "{}", decision["problems"]);
        assert_eq!(decision["set"]["digest"], digest);
        assert_eq!(decision["set"]["forms"], json!(["giay-khen"]));
        let said = words(&decision);
        assert!(said.contains(&digest[..4]) && said.contains("1.400.000 đồng"), "the sum of all");
        let detail = &house
            .get("clerk@o1", &format!("/api/v1/documents/{}/versions", decision["id"].as_str().unwrap()))
            .json()["items"][0]["detail"];
        assert_eq!(detail["digest"], digest, "the version knows its set");

        // Nothing is issued yet: the notice speaks of no decision.
        let before = ordered(&house, &round, &json!({ "role": "notice" }));
        assert!(!words(&before).contains("theo Quyết định"));
        let submitted = house.step("clerk@o1", &decision, "submit", &json!({}));
        let approved = house.step("leader@o1", &submitted, "approve", &json!({}));
        let issued = house.step("records-officer@o1", &approved, "issue", &json!({}));
        let written = issued["issued"]["written"].as_str().unwrap();
        for role in ["notice", "receipt", "register"] {
            let later = ordered(&house, &round, &json!({ "role": role }));
            assert!(words(&later).contains(written), "{role} cites {written}");
        }
        let unit = ordered(&house, &round, &json!({ "role": "invitation", "unit": "Trạm Y tế xã" }));
        assert!(words(&unit).contains("Đỗ Thị Hoa") && !words(&unit).contains("Nguyễn Thị An"));

        let list = house.get("clerk@o1", &format!("{}?limit=2", path(&round))).json();
        let items = list["items"].as_array().unwrap();
        assert_eq!((items.len(), list["next"].is_string()), (2, true));
        assert_eq!((&items[0]["role"], &items[0]["current"]), (&json!("submission"), &json!(false)));
        assert_eq!((&items[1]["role"], &items[1]["current"]), (&json!("decision"), &json!(true)));
        assert_eq!(items[1]["issued"]["written"], written);
        let rest =
            house.get("clerk@o1", &format!("{}?cursor={}", path(&round), list["next"].as_str().unwrap()));
        assert_eq!(rest.json()["items"].as_array().unwrap().len(), 5);
    });
}

#[test]
fn an_order_that_cannot_be_is_told_whole_and_nobody_reaches_anothers_round() {
    each(|house| {
        let round = round(&house);
        let send = |who: &str, body: &Value| house.send(who, "POST", &path(&round), None, body);
        let codes = |problem: &Value| -> Vec<String> {
            let errors = problem["errors"].as_array().unwrap().iter();
            errors
                .map(|one| format!("{} {}", one["pointer"].as_str().unwrap(), one["code"].as_str().unwrap()))
                .collect()
        };
        let wrong =
            send("clerk@o1", &json!({ "role": "plan", "order": "x", "y": 1 })).problem(422, "bad-order");
        assert_eq!(
            codes(&wrong),
            ["/role chain-paper-unknown", "/order chain-order-unknown", "/y json-unknown-field"]
        );
        let told = send("clerk@o1", &json!({ "role": "decision", "forms": ["x"], "unit": "Thôn Khác" }));
        assert_eq!(
            codes(&told.problem(422, "invalid")),
            ["/forms/0 chain-form-unknown", "/unit chain-unit-unknown"]
        );
        let fixed = send("clerk@o1", &json!({ "role": "register", "data": { "entries": [] } }));
        assert_eq!(codes(&fixed.problem(422, "invalid")), ["/data/entries chain-data-fixed"]);
        let nul = send("clerk@o1", &json!({ "role": "register", "data": { "keeper": "a\u{0}b" } }));
        assert!(nul.status == 422, "{}", nul.text());
        send("clerk@o1", &json!({ "role": "amendment" })).problem(422, "invalid");
        send("records-officer@o1", &json!({ "role": "register" })).problem(403, "forbidden");
        send("clerk@o2", &json!({ "role": "register" })).problem(404, "no-such-thing");
        house.get("clerk@o2", &path(&round)).problem(404, "no-such-thing");
    });
}
