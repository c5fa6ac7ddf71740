//! A round from its list to the decision, and what corrects it.

use serde_json::{Value, json};

use super::super::kept::each;
use super::{id, person, settings};

#[test]
fn a_round_goes_from_its_list_to_a_set_that_never_changes() {
    each(|house| {
        let round = house.round();
        let hoa = house.propose(&round, "Đỗ Thị Hoa", "Trạm Y tế xã");
        house.propose(&round, "Nguyễn Thị An", "Trường Tiểu học Sơn Hải");
        let left = house.propose(&round, "Lê Thị Bé", "Trường Tiểu học Sơn Hải");
        let honorees = format!("/api/v1/rounds/{}/honorees", id(&round));
        // The review is not done, and it is told of whom.
        let held = house.try_round("clerk@o1", &round, "review", &json!({})).problem(422, "invalid");
        let places: Vec<&str> =
            held["errors"].as_array().unwrap().iter().map(|one| one["pointer"].as_str().unwrap()).collect();
        assert!(places.iter().any(|place| place.contains(id(&hoa))), "{places:?}");
        house.every(&round, &json!({ "review": { "unit": "Phòng Nội vụ", "favours": true } }));
        house.pass("clerk@o1", &round, "review");
        house.every(&round, &json!({ "votes": { "for": 7, "against": 0, "absent": 0 } }));
        house.pass("clerk@o1", &round, "council");
        let bulk = json!({ "items": [{ "id": id(&left), "accepted": false, "reasons": "Chưa đủ thời gian công tác" }] });
        assert_eq!(house.send("leader@o1", "PATCH", &honorees, None, &bulk).json()["changed"], 1);
        let check = house.shown(&format!("/api/v1/rounds/{}/check", id(&round)));
        assert_eq!(
            (check["step"].as_str(), check["blocked"].as_bool()),
            (Some("freeze"), Some(false)),
            "{check}"
        );
        let decided = house.pass("leader@o1", &round, "freeze");
        assert_eq!(decided["state"], "decided");

        let answer = house.get("clerk@o1", &format!("/api/v1/rounds/{}/set", id(&round)));
        let set = answer.json();
        let names: Vec<&str> = set["honorees"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["honoree"]["name"].as_str().unwrap())
            .collect();
        assert_eq!(names, ["Đỗ Thị Hoa", "Nguyễn Thị An"]);
        assert_eq!(set["honorees"][0]["honoree"]["money"], 350_000);
        assert_eq!(set["honorees"][0]["honoree"]["achievement"], "Đã có thành tích xuất sắc");
        assert_eq!(set["refused"][0]["reasons"], "Chưa đủ thời gian công tác");
        // Whoever has the bytes can reckon the digest.
        let digest = vanthu::model::round::digest(&set);
        assert_eq!(decided["frozen"]["digest"], digest);
        assert_eq!(answer.header("vanthu-document-digest"), format!("sha-256={digest}"));
        assert_eq!(answer.text(), vanthu::model::round::canonical(&set));

        // Nothing of it is changed any more.
        let path = format!("{honorees}/{}", id(&hoa));
        let seen = house.shown(&path)["edition"].as_i64();
        let other = person("Đỗ Thị Hoài", "Trạm Y tế xã");
        let refused = house.send("clerk@o1", "PUT", &path, seen, &other).problem(409, "conflict");
        assert_eq!(refused["errors"][0]["code"], "round-state");
        house.send("clerk@o1", "DELETE", &path, seen, &json!({})).problem(409, "conflict");
        house.send("clerk@o1", "POST", &honorees, None, &other).problem(409, "conflict");
        house
            .try_round("leader@o1", &round, "reopen", &json!({ "reason": "vì thế" }))
            .problem(409, "conflict");
        assert_eq!(house.pass("records-officer@o1", &round, "award")["state"], "awarded");
        let after = house.get("clerk@o1", &format!("/api/v1/rounds/{}/set", id(&round)));
        assert_eq!(after.bytes, answer.bytes);
    });
}

#[test]
fn a_decided_round_is_corrected_by_another_that_tells_what_differs() {
    each(|house| {
        let round = house.in_state("decided");
        let rounds = format!("/api/v1/campaigns/{}/rounds", round["campaign"].as_str().unwrap());
        let mut wanted = settings();
        wanted["corrects"] = json!(id(&round));
        let newer = house.make("clerk@o1", &rounds, &wanted);
        let honorees = format!("/api/v1/rounds/{}/honorees", id(&newer));
        let items = house.shown(&honorees)["items"].as_array().unwrap().clone();
        assert_eq!(items.len(), 2, "it begins with the set of the one that it corrects");
        let mut entry = items[0]["entry"].clone();
        entry["honoree"]["name"] = json!("Đỗ Thị Hòa");
        let path = format!("{honorees}/{}", id(&items[0]));
        assert_eq!(house.send("clerk@o1", "PUT", &path, Some(1), &entry).status, 200);
        let gone =
            house.send("clerk@o1", "DELETE", &format!("{honorees}/{}", id(&items[1])), Some(1), &json!({}));
        assert_eq!(gone.status, 204);
        house.propose(&newer, "Trần Thị Cúc", "Trạm Y tế xã");
        let changes = house.shown(&format!("/api/v1/rounds/{}/changes", id(&newer)));
        let count = |key: &str| changes[key].as_array().unwrap().len();
        assert_eq!((count("added"), count("changed"), count("removed")), (1, 1, 1), "{changes}");
        house.bring(&newer, "decided");
        assert_eq!(house.as_it_is(&round)["corrected_by"], json!([id(&newer)]));
        // A round is corrected once; then its correction is.
        let again = house.send("clerk@o1", "POST", &rounds, None, &wanted).problem(409, "conflict");
        assert_eq!(again["errors"][0]["code"], "round-corrected");
    });
}

#[test]
fn what_holds_a_step_back_can_be_accepted_by_name_and_is_kept_with_it() {
    each(|house| {
        let round = house.round();
        let mut banned = person("Đỗ Thị Hoa", "Trạm Y tế xã");
        banned["bans"] = json!(["complaint"]);
        house.make("clerk@o1", &format!("/api/v1/rounds/{}/honorees", id(&round)), &banned);
        let check = house.shown(&format!("/api/v1/rounds/{}/check?step=review", id(&round)));
        let errors: Vec<&Value> = check["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|finding| finding["severity"] == "error")
            .collect();
        assert!(!errors.is_empty(), "{check}");
        let codes: Vec<&str> = errors.iter().map(|finding| finding["code"].as_str().unwrap()).collect();
        house.try_round("clerk@o1", &round, "review", &json!({})).problem(422, "invalid");
        let unknown = json!({ "accept_findings": ["no-such"] });
        house.try_round("clerk@o1", &round, "review", &unknown).problem(422, "invalid");
        let accepted = json!({ "accept_findings": codes, "note": "Đã xác minh xong" });
        let reviewed = house.try_round("clerk@o1", &round, "review", &accepted);
        assert_eq!(reviewed.status, 200, "{}", reviewed.text());
        let step = &reviewed.json()["steps"][1];
        assert_eq!(
            (&step["note"], step["before"].as_str()),
            (&json!("Đã xác minh xong"), Some("collecting"))
        );
        assert_eq!(step["accepted_findings"].as_array().unwrap().len(), codes.len());
    });
}

#[test]
fn a_round_without_anybody_goes_nowhere_and_going_back_needs_its_reason() {
    each(|house| {
        let round = house.round();
        house.try_round("clerk@o1", &round, "review", &json!({})).problem(409, "conflict");
        house.propose(&round, "Đỗ Thị Hoa", "Trạm Y tế xã");
        house.every(&round, &json!({ "review": { "unit": "Phòng Nội vụ", "favours": true } }));
        house.pass("clerk@o1", &round, "review");
        house.try_round("leader@o1", &round, "reopen", &json!({})).problem(422, "bad-order");
        let reopened = house.try_round("leader@o1", &round, "reopen", &json!({ "reason": "Thiếu người" }));
        assert_eq!(reopened.json()["state"], "collecting");
        assert_eq!(reopened.json()["steps"][2]["note"], "Thiếu người");
    });
}
