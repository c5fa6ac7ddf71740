//! Who may take which step, and what becomes of a document.

use serde_json::{Value, json};
use vanthu::model::workflow::{Act, Role, State};

use super::super::kept::{House, each};
use super::{approved, form, issued};

/// A document in a state.
fn in_state(house: &House, state: State) -> Value {
    let reason = json!({ "reason": "vì thế" });
    match state {
        State::Draft => house.draft(&form(house, "quyet-dinh")),
        State::Submitted => house.step("clerk@o1", &in_state(house, State::Draft), "submit", &json!({})),
        State::Approved => approved(house, "quyet-dinh"),
        State::Issued => issued(house, "quyet-dinh"),
        State::Revoked => house.step("records-officer@o1", &issued(house, "quyet-dinh"), "revoke", &reason),
        State::Replaced => {
            let (old, new) = (issued(house, "quyet-dinh"), issued(house, "quyet-dinh"));
            let body = json!({ "by": new["id"], "reason": "vì thế" });
            house.step("records-officer@o1", &old, "replace", &body)
        }
    }
}

/// Somebody tries an act on a document.
fn attempt(house: &House, who: &str, document: &Value, act: Act, by: &Value) -> u16 {
    match act {
        Act::Edit => {
            let path = format!("/api/v1/documents/{}/draft", document["id"].as_str().unwrap());
            house.send(who, "PUT", &path, document["head"].as_i64(), &form(house, "quyet-dinh")).status
        }
        Act::Submit | Act::Approve | Act::Issue => {
            house.try_step(who, document, act.key(), &json!({})).status
        }
        Act::Return | Act::Revoke => {
            house.try_step(who, document, act.key(), &json!({ "reason": "vì thế" })).status
        }
        Act::Replace => {
            house.try_step(who, document, act.key(), &json!({ "by": by["id"], "reason": "vì thế" })).status
        }
    }
}

/// Every role in every state tries every act, in the document's office and in another.
#[test]
fn every_role_in_every_state_of_either_office_may_do_just_what_the_table_says() {
    each(|house| {
        let by = issued(&house, "quyet-dinh");
        for state in State::ALL {
            let mut document = in_state(&house, *state);
            for act in Act::ALL {
                for role in Role::ALL {
                    let other = format!("{}@o2", role.key());
                    let may_ever = State::ALL.iter().any(|state| state.after(*act, &[*role]).is_some());
                    let status = attempt(&house, &other, &document, *act, &by);
                    assert_eq!(status, 404, "{other} {} {}", state.key(), act.key());
                    let own = format!("{}@o1", role.key());
                    let status = attempt(&house, &own, &document, *act, &by);
                    let expected = match state.after(*act, &[*role]) {
                        Some(_) => 200,
                        None if may_ever => 409,
                        None => 403,
                    };
                    assert_eq!(status, expected, "{own} {} {}", state.key(), act.key());
                    if status == 200 {
                        document = in_state(&house, *state);
                    }
                }
            }
        }
    });
}

#[test]
fn what_comes_instead_of_a_document_is_said_on_both_sides() {
    each(|house| {
        let (old, new) = (issued(&house, "quyet-dinh"), issued(&house, "quyet-dinh"));
        let ask = |by: &Value| {
            let body = json!({ "by": by, "reason": "Đã có quyết định mới" });
            house.try_step("records-officer@o1", &old, "replace", &body)
        };
        ask(&json!("01KAT5V3S00000000000000000")).problem(422, "invalid");
        ask(&in_state(&house, State::Approved)["id"]).problem(422, "invalid");
        ask(&old["id"]).problem(409, "conflict");
        let replaced = ask(&new["id"]).json();
        assert_eq!((&replaced["state"], &replaced["replaced_by"]), (&json!("replaced"), &new["id"]));
        let path = format!("/api/v1/documents/{}", new["id"].as_str().unwrap());
        assert_eq!(house.get("clerk@o1", &path).json()["replaces"], json!([old["id"]]));
    });
}

#[test]
fn a_step_names_what_was_seen_and_a_return_its_reason() {
    each(|house| {
        let draft = house.draft(&form(&house, "quyet-dinh"));
        let submitted = house.step("clerk@o1", &draft, "submit", &json!({}));
        let mut unseen = submitted.clone();
        unseen["head"] = Value::Null;
        house.try_step("leader@o1", &unseen, "approve", &json!({})).problem(428, "if-match-needed");
        unseen["head"] = json!(1);
        let stale = house.try_step("leader@o1", &unseen, "approve", &json!({})).problem(412, "stale");
        assert_eq!(stale["current"]["head"], 2);
        house.try_step("leader@o1", &submitted, "return", &json!({})).problem(422, "bad-order");
        let returned = house.step("leader@o1", &submitted, "return", &json!({ "reason": "Sửa căn cứ" }));
        assert_eq!(
            (&returned["state"], &returned["version"]["note"]),
            (&json!("draft"), &json!("Sửa căn cứ"))
        );
        assert_eq!(returned["may"], json!(["edit", "submit"]));
        let path = format!("/api/v1/documents/{}/versions", draft["id"].as_str().unwrap());
        let acts: Vec<Value> = house.get("clerk@o1", &path).json()["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|version| version["act"].clone())
            .collect();
        assert_eq!(acts, ["edit", "submit", "return"]);
    });
}

#[test]
fn faults_glyphs_and_errors_hold_submitting_back_and_errors_may_be_accepted_by_name() {
    each(|house| {
        let mut body = form(&house, "quyet-dinh");
        body["data"].as_object_mut().unwrap().remove("signer");
        body["data"]["articles"] = json!(7);
        let half = house.draft(&body);
        assert_eq!(half["valid"], false);
        let refused = house.try_step("clerk@o1", &half, "submit", &json!({})).problem(422, "bad-data");
        assert!(!refused["problems"].as_array().unwrap().is_empty());
        let text = "ỦY BAN NHÂN DÂN\nXÃ QUẢNG CHÂU\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\
                    Số:    /KH-UBND\nQuảng Châu, ngày    tháng    năm 2026\n\nKẾ HOẠCH\nTổ chức ngày hội ☑\n\n\
                    I. MỤC ĐÍCH\n1. Vui khỏe.\n\nNơi nhận:\n- Lưu: VT.\n\nCHỦ TỊCH\n\nLê Thị Minh Châu\n";
        let strange = house.draft(&json!({ "text": text }));
        assert!(strange["reading"].as_array().unwrap().iter().any(|one| one["code"] == "glyph-missing"));
        house.try_step("clerk@o1", &strange, "submit", &json!({})).problem(422, "glyph-missing");
        let bare = house.draft(
            &json!({ "text": text.replace(" ☑", "").replace("Quảng Châu, ngày    tháng    năm 2026\n", "") }),
        );
        let errors: Vec<String> = bare["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|finding| finding["severity"] == "error")
            .map(|finding| finding["id"].as_str().unwrap().to_owned())
            .collect();
        assert!(!errors.is_empty());
        let refused = house.try_step("clerk@o1", &bare, "submit", &json!({})).problem(422, "invalid");
        assert_eq!(refused["errors"][0]["code"], "finding-open");
        let unknown = json!({ "accept_findings": ["no-such-rule"] });
        let refused = house.try_step("clerk@o1", &bare, "submit", &unknown).problem(422, "invalid");
        assert_eq!(refused["errors"][0]["pointer"], "/accept_findings/0");
        let submitted = house.step("clerk@o1", &bare, "submit", &json!({ "accept_findings": errors }));
        assert!(!submitted["version"]["detail"]["accepted_findings"].as_array().unwrap().is_empty());
    });
}
