//! Campaigns, rounds and entries as JSON: sound ones pass, every fault has its place.

use serde_json::{Value, json};

use super::{entry, fits, read, settings, votes};
use crate::flow::bureau::Blame;
use crate::model::campaign::{Campaign, Figure};
use crate::viet::words;

fn sound() -> Value {
    json!({
        "name": "Chung tay giữ sạch bờ kênh",
        "issuer": "Ủy ban nhân dân xã Bình Lạc",
        "plan": {"document": "01J", "version": 2},
        "period": {"from": "2026-01-01", "to": "2027-12-31"},
        "phases": [
            {"id": "dot-1", "name": "Đợt 1", "period": {"from": "2026-01-01", "to": "2026-12-31"}},
            {"id": "dot-2", "name": "Đợt 2", "period": {"from": "2027-01-01"}}
        ],
        "calendar": [{"what": "register", "month": 1}, {"what": "report", "month": 6, "day": 10}],
        "duties": [{"unit": "Phòng Kinh tế", "text": "Tổng hợp"}],
        "groups": [
            {"id": "ap", "name": "Ấp", "kinds": ["collective"], "level": "ap", "criteria": [
                {"id": "rac", "text": "Thu gom rác", "check": {"least": 97.5, "unit": "%"}}
            ]},
            {"id": "dan", "name": "Người dân", "kinds": ["individual", "household"], "level": "ap"}
        ],
        "forms": [{"id": "giay-khen", "name": "Giấy khen", "award": "giay-khen",
            "money": [{"kind": "individual", "amount": 500000}], "route": ["Phòng Kinh tế"]}],
        "quotas": [{"id": "tat-ca", "name": "Toàn xã", "phase": "dot-1", "most": 6, "parts": [
            {"id": "q-ap", "name": "Ấp", "of": {"groups": ["ap"]}, "least": 2, "most": 2},
            {"id": "q-dan", "name": "Người dân", "of": {"groups": ["dan"]}, "most": 4}
        ]}]
    })
}

/// Every fault as `pointer code`, and that each has a sentence.
fn told<T: std::fmt::Debug>(read: Result<T, Vec<Blame>>) -> Vec<String> {
    let faults = read.unwrap_err();
    for fault in &faults {
        assert_ne!(words::fault(fault.code, &fault.about), fault.code);
    }
    faults.into_iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
}

/// The faults after one value was put in place of another.
fn with(pointer: &str, value: Value) -> Vec<String> {
    let mut json = sound();
    let (whole, key) = pointer.rsplit_once('/').unwrap();
    match json.pointer_mut(whole).unwrap() {
        Value::Array(items) => items[key.parse::<usize>().unwrap()] = value,
        object => object[key] = value,
    }
    told(read(&json))
}

#[test]
fn a_sound_campaign_is_read_and_what_is_written_reads_back() {
    let campaign = read(&sound()).unwrap();
    assert_eq!(campaign.groups[0].criteria[0].check.as_ref().unwrap().least, Some(Figure(97_500)));
    assert_eq!(read(&serde_json::to_value(&campaign).unwrap()), Ok(campaign));
}

#[test]
fn every_fault_of_shape_is_told_at_once_with_its_place() {
    let json = json!({
        "name": " ", "period": {"from": "2026-02-30", "till": 1}, "phases": [7, {"id": "Đợt 1"}],
        "groups": [{"id": "a", "name": "x\ny", "kinds": ["person"], "criteria": [{"id": "b",
            "check": {"least": 1.00001}}]}],
        "quotas": [{"id": "q", "name": "Q", "least": -1, "of": {"groups": ["A"]}}],
        "colour": "red"
    });
    assert_eq!(
        told(read(&json)),
        [
            "/name json-missing",
            "/issuer json-missing",
            "/period/from json-date",
            "/period/till json-unknown-field",
            "/phases/0 json-object",
            "/phases/1/id id-shape",
            "/phases/1/name json-missing",
            "/groups/0/name one-line",
            "/groups/0/kinds/0 choice-unknown",
            "/groups/0/criteria/0/check/least figure-shape",
            "/groups/0/criteria/0/check/unit json-missing",
            "/quotas/0/of/groups/0 id-shape",
            "/quotas/0/least number-range",
            "/colour json-unknown-field",
        ]
    );
    assert_eq!(told(read(&json!([]))), [" json-object"]);
}

#[test]
fn parts_that_do_not_fit_together_are_named() {
    for (pointer, value, expected) in [
        ("/period/to", json!("2025-12-31"), "/period/to period-turned"),
        ("/phases/1/id", json!("dot-1"), "/phases/1/id id-twice"),
        ("/phases/1/period/from", json!("2025-06-01"), "/phases/1/period phase-outside"),
        ("/calendar/1/day", json!(31), "/calendar/1/day day-unknown"),
        ("/groups/1/id", json!("ap"), "/groups/1/id id-twice"),
        ("/groups/0/criteria/0/check", json!({"unit": "%"}), "/groups/0/criteria/0/check check-empty"),
        (
            "/groups/0/criteria/0/check",
            json!({"least": 2, "most": 1, "unit": "%"}),
            "/groups/0/criteria/0/check/least least-over-most",
        ),
        ("/groups/0/criteria/0", json!({"id": "rac", "any": true}), "/groups/0/criteria/0/any any-alone"),
        (
            "/forms/0/money",
            json!([{"kind": "household", "amount": 1}, {"kind": "household", "amount": 2}]),
            "/forms/0/money/1/kind money-twice",
        ),
        ("/quotas/0/phase", json!("dot-9"), "/quotas/0/phase reference-unknown"),
        ("/quotas/0/parts/0/id", json!("tat-ca"), "/quotas/0/parts/0/id id-twice"),
        ("/quotas/0/parts/0/least", json!(3), "/quotas/0/parts/0/least least-over-most"),
        ("/quotas/0/parts/1/phase", json!("dot-1"), "/quotas/0/parts/1/phase part-phase"),
        ("/quotas/0/of", json!({"groups": ["ap"]}), "/quotas/0/parts/1/of part-of-others"),
        ("/quotas/0/of", json!({"levels": ["xa"]}), "/quotas/0/of/levels level-unknown"),
        (
            "/quotas/0/parts/1",
            json!({"id": "x", "name": "X", "of": {"groups": ["dan"]}, "least": 7}),
            "/quotas/0/parts/1/least part-over-whole",
        ),
        (
            "/quotas/0/parts/1",
            json!({"id": "x", "name": "X", "of": {"groups": ["dan"]}, "least": 5}),
            "/quotas/0/parts parts-over-whole",
        ),
        ("/quotas/0/parts/1", json!({"id": "x", "name": "X"}), "/quotas/0/parts/1 quota-empty"),
    ] {
        let faults = with(pointer, value);
        assert!(faults.iter().any(|fault| fault == expected), "{expected}: {faults:?}");
    }
}

#[test]
fn parts_that_share_honorees_may_add_up_to_more_than_the_whole() {
    let mut json = sound();
    json["quotas"][0]["parts"] = json!([
        {"id": "x", "name": "X", "of": {"kinds": ["individual"]}, "least": 4},
        {"id": "y", "name": "Y", "of": {"groups": ["dan"]}, "least": 4}
    ]);
    assert!(read(&json).is_ok());
}

#[test]
fn an_entry_names_what_its_campaign_has() {
    let campaign = read(&sound()).unwrap();
    let good = json!({
        "honoree": {"kind": "individual", "courtesy": "ms", "name": "  Trần Thị Hoa ", "birth": {"year": 1980}},
        "proposer": "Ấp 3", "group": "dan", "form": "giay-khen", "bans": ["complaint"],
        "votes": {"for": 5, "against": 0, "absent": 1}
    });
    let read = entry(&good, &campaign).unwrap();
    assert_eq!((read.honoree.name.as_str(), read.votes.unwrap().favour), ("Trần Thị Hoa", 5));
    assert_eq!(entry(&serde_json::to_value(&read).unwrap(), &campaign), Ok(read));
    let bad = json!({
        "honoree": {"kind": "cá nhân", "birth": {"day": "1980"}, "money": -1},
        "group": "ong", "form": "bang-khen", "figures": {"rac": -2, "x": 1, "Y": 2},
        "review": {"met": {"z": true, "rac": 1}}, "votes": {}, "bans": "x"
    });
    assert_eq!(
        told(entry(&bad, &campaign)),
        [
            "/honoree/kind choice-unknown",
            "/honoree/name json-missing",
            "/honoree/birth birth-shape",
            "/honoree/money number-range",
            "/figures/Y id-shape",
            "/bans json-array",
            "/review/met/rac json-switch",
            "/votes votes-empty",
            "/group reference-unknown",
            "/form reference-unknown",
            "/figures/rac figure-negative",
            "/figures/x criterion-unknown",
            "/review/met/z criterion-unknown",
        ]
    );
    let of_dan = json!({"honoree": {"name": "A B"}, "group": "dan", "figures": {"rac": 1}});
    assert_eq!(told(entry(&of_dan, &campaign)), ["/figures/rac criterion-unknown"]);
    assert_eq!(told(entry(&json!({}), &campaign)), ["/honoree json-missing"]);
    assert_eq!(told(votes(&json!({"for": 1, "no": 2}))), ["/no json-unknown-field"]);
}

#[test]
fn settings_are_read_and_held_against_the_campaign() {
    let campaign = read(&sound()).unwrap();
    let good = json!({"name": "Đợt 1", "year": 2026, "phase": "dot-1", "members": 9, "met": "2026-12-05"});
    let read = settings(&good).unwrap();
    assert_eq!(fits(&read, &campaign), Ok(()));
    assert_eq!(settings(&serde_json::to_value(&read).unwrap()), Ok(read));
    let bad = settings(&json!({"name": "Đợt 3", "year": 2024, "phase": "dot-3", "met": "2025-12-05"}));
    assert_eq!(
        told(fits(&bad.unwrap(), &campaign)),
        ["/phase reference-unknown", "/year year-outside", "/met day-before-campaign"]
    );
    assert_eq!(
        told(settings(&json!({"year": "2026", "members": 0}))),
        ["/year number-range", "/name json-missing", "/members number-range"]
    );
}

#[test]
fn an_open_campaign_has_no_faults() {
    let open = json!({"name": "Thi đua", "issuer": "UBND xã"});
    assert_eq!(
        read(&open).unwrap(),
        Campaign { name: "Thi đua".into(), issuer: "UBND xã".into(), ..Campaign::default() }
    );
}
