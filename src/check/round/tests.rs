//! The checks of an award round, one by one.

use serde_json::{Value, json};

use super::*;
use crate::model::award::AWARDS_2022;
use crate::viet::words::rounds;

/// A sound campaign: two groups, two forms, quotas with parts.
fn campaign() -> Campaign {
    let json = json!({
        "name": "Chung tay giữ sạch bờ kênh", "issuer": "Ủy ban nhân dân xã Bình Lạc",
        "phases": [{"id": "dot-1", "name": "Đợt 1", "period": {"from": "2025-07-01"}}],
        "groups": [
            {"id": "ap", "name": "Ấp", "kinds": ["collective"], "level": "ap", "criteria": [
                {"id": "rac", "text": "Tỷ lệ thu gom rác", "check": {"least": 97500, "unit": "%"}},
                {"id": "nguon", "text": "Không còn rác nguy hại"}]},
            {"id": "dan", "name": "Người dân", "kinds": ["individual", "household"], "level": "dan", "criteria": [
                {"id": "cong", "text": "Góp công", "any": true},
                {"id": "cua", "text": "Góp của", "check": {"least": 50_000_000, "unit": "đồng"}, "any": true}]}],
        "forms": [{"id": "giay-khen", "name": "Giấy khen của Chủ tịch UBND xã", "award": "giay-khen",
            "authority": "chu-tich-ubnd-cap-xa", "money": [{"kind": "collective", "amount": 1_410_000}]}],
        "quotas": [{"id": "tat-ca", "name": "Toàn xã", "most": 3, "parts": [
            {"id": "q-ap", "name": "Ấp", "of": {"groups": ["ap"]}, "least": 1, "most": 1},
            {"id": "q-dan", "name": "Người dân", "of": {"kinds": ["individual", "household"]}, "most": 2}]}]
    });
    // Figures in JSON are numbers; 97.5 is one that is written out here.
    let mut campaign: Campaign = serde_json::from_value(json).unwrap();
    campaign.groups[0].criteria[0].check.as_mut().unwrap().least =
        Some(crate::model::campaign::Figure(97_500));
    campaign
}

fn settings() -> Settings {
    serde_json::from_value(json!({
        "name": "Đợt 1", "year": 2025, "phase": "dot-1", "achievement": "đã có thành tích", "members": 9,
        "submitted": "2025-12-01", "met": "2025-12-10", "decided": "2025-12-20"
    }))
    .unwrap()
}

/// A hamlet and a person, sound in everything.
fn entries() -> Vec<Value> {
    let votes = json!({"for": 8, "against": 0, "absent": 1});
    vec![
        json!({"honoree": {"kind": "collective", "name": "Ấp 1", "money": 1_410_000}, "proposer": "Ấp 1",
            "group": "ap", "form": "giay-khen", "figures": {"rac": 98},
            "review": {"favours": true, "met": {"nguon": true}}, "votes": votes}),
        json!({"honoree": {"name": "Lê Thị Hoa", "courtesy": "ms", "sex": "female", "unit": "Ấp 1",
            "birth": {"year": 1980}, "money": 710_000}, "proposer": "Ấp 1", "group": "dan", "form": "giay-khen",
            "review": {"favours": true, "met": {"cong": true}}, "votes": votes}),
    ]
}

fn read(entries: &[Value]) -> Vec<(String, Entry)> {
    let read =
        |(at, json): (usize, &Value)| (format!("e{at}"), serde_json::from_value(json.clone()).unwrap());
    entries.iter().enumerate().map(read).collect()
}

fn run(campaign: &Campaign, settings: &Settings, entries: &[Value], step: State) -> Vec<Finding> {
    let rules = Rules::load(AWARDS_2022).unwrap();
    check(campaign, settings, &read(entries), &rules, step, &[])
}

/// Findings as `who code severity`, at the decision.
fn told(found: &[Finding]) -> Vec<String> {
    let line = |found: &Finding| {
        assert!(!found.message.contains("{}") && found.message != found.code.key(), "{found:?}");
        let about = found.entry.as_deref().or(found.quota.as_deref()).or(found.form.as_deref());
        format!("{} {} {}", about.unwrap_or("-"), found.code.key(), found.severity.key())
    };
    found.iter().map(line).collect()
}

/// The findings after values were put into the entries (`/0/group`), the settings (`settings/met`)
/// or the campaign (`campaign/issuer`).
fn after(changes: &[(&str, Value)]) -> Vec<Finding> {
    let mut all = json!({
        "campaign": serde_json::to_value(campaign()).unwrap(), "settings": serde_json::to_value(settings()).unwrap(),
        "": entries()
    });
    for (place, value) in changes {
        let pointer = format!("/{place}");
        let (whole, key) = pointer.rsplit_once('/').unwrap();
        match all.pointer_mut(whole).unwrap_or_else(|| panic!("{whole}")) {
            Value::Array(items) if key == "-" => items.push(value.clone()),
            Value::Array(items) => items[key.parse::<usize>().unwrap()] = value.clone(),
            object => object[key] = value.clone(),
        }
    }
    let campaign = serde_json::from_value(all["campaign"].clone()).unwrap();
    let settings = serde_json::from_value(all["settings"].clone()).unwrap();
    run(&campaign, &settings, all[""].as_array().unwrap(), State::Decided)
}

#[test]
fn a_sound_round_has_no_findings() {
    assert_eq!(after(&[]), []);
}

#[test]
fn every_code_has_its_sentence_and_every_sentence_its_code() {
    let codes: Vec<&str> = FindingCode::ALL.iter().map(|code| code.key()).collect();
    let said: Vec<&str> = rounds::finding_codes().map(|(code, _)| code).collect();
    assert_eq!(codes, said, "in one order");
}

#[test]
fn each_fault_is_found_where_it_is() {
    let second = entries()[1].clone();
    for (changes, expected) in [
        (vec![("settings/decided", Value::Null)], vec!["- decided-missing error"]),
        (vec![("settings/met", json!("2025-12-21"))], vec!["- dates-turned error"]),
        (vec![("settings/submitted", json!("2025-12-11"))], vec!["- dates-turned warning"]),
        (vec![("settings/members", Value::Null)], vec!["- members-missing error"]),
        (vec![("settings/year", json!(2023))], vec!["- year-other warning"]),
        (
            vec![("settings/achievement", json!(""))],
            vec!["e0 achievement-missing error", "e1 achievement-missing error"],
        ),
        (
            vec![("campaign/issuer", json!("Ủy ban nhân dân tỉnh Nam Hải"))],
            vec!["giay-khen form-above error"],
        ),
        (vec![("campaign/forms/0/award", json!("bang-khen"))], vec!["giay-khen power-none warning"]),
        (
            vec![("campaign/forms/0/authority", json!("chu-tich-ubnd-cap-huyen"))],
            vec!["giay-khen power-ended error", "giay-khen form-above error"],
        ),
        (
            vec![("campaign/forms/0/money/0/amount", json!(2_000_000))],
            vec!["giay-khen form-money warning", "e0 money-plan error"],
        ),
        (vec![("/1/honoree/money", json!(700_000))], vec!["e1 money-rule error"]),
        (vec![("campaign/quotas/0/most", json!(1))], vec!["tat-ca quota-over error"]),
        (
            vec![("campaign/quotas/0/parts/0/least", json!(2)), ("campaign/quotas/0/parts/0/most", json!(2))],
            vec!["q-ap quota-short warning"],
        ),
        (
            vec![("campaign/quotas/0/each", json!(["Ấp 2"]))],
            vec!["q-ap quota-short warning", "e0 quota-unit error", "e1 quota-unit error"],
        ),
        (vec![("campaign/quotas/0/of/kinds", json!(["collective"]))], vec!["e1 quota-none warning"]),
        (vec![("/1/group", json!(""))], vec!["e1 group-missing error"]),
        (vec![("/1/group", json!("x"))], vec!["e1 group-unknown error"]),
        (
            vec![("/1/honoree/kind", json!("enterprise")), ("/1/honoree/money", Value::Null)],
            vec!["e1 group-kind error"],
        ),
        (vec![("/1/form", json!(""))], vec!["e1 form-missing error"]),
        (vec![("/1/form", json!("x"))], vec!["e1 form-unknown error"]),
        (
            vec![
                ("campaign/forms/0/award", json!("gia-dinh-van-hoa")),
                ("/0/accepted", json!(false)),
                ("/0/reasons", json!("thôi")),
            ],
            vec!["q-ap quota-short warning", "e1 form-kind warning"],
        ),
        (vec![("/0/figures", json!({}))], vec!["e0 figure-missing error"]),
        (vec![("/0/figures/rac", json!(97.4))], vec!["e0 figure-short error"]),
        (vec![("/0/review/met/nguon", json!(false))], vec!["e0 criterion-unmet error"]),
        (vec![("/0/review/met", json!({}))], vec!["e0 criterion-open warning"]),
        (vec![("/1/review/met/cong", json!(false))], vec!["e1 any-open warning"]),
        (
            vec![("/1/review/met/cong", json!(false)), ("/1/figures", json!({"cua": 49_999_999}))],
            vec!["e1 any-unmet error"],
        ),
        (vec![("/1/review/met/cong", json!(false)), ("/1/figures", json!({"cua": 50_000_000}))], vec![]),
        (vec![("/1/review", Value::Null)], vec!["e1 review-missing error", "e1 any-open warning"]),
        (vec![("/1/review/favours", json!(false))], vec!["e1 review-against warning"]),
        (vec![("/1/bans", json!(["complaint"]))], vec!["e1 banned error"]),
        (vec![("/1/votes", Value::Null)], vec!["e1 votes-missing error"]),
        (vec![("/1/votes/for", json!(7))], vec!["e1 votes-count error"]),
        (vec![("/1/votes", json!({"for": 4, "against": 4, "absent": 1}))], vec!["e1 votes-short warning"]),
        (vec![("/1/votes", json!({"for": 5, "against": 0, "absent": 4}))], vec!["- council-thin warning"]),
        (vec![("/1/honoree/sex", json!("male"))], vec!["e1 courtesy-sex error"]),
        (vec![("/1/honoree/name", json!("LÊ THỊ HOA"))], vec!["e1 name-capitals warning"]),
        (vec![("/1/honoree/name", json!("Lê thị Hoa"))], vec!["e1 name-small warning"]),
        (vec![("/1/honoree/unit", json!(""))], vec!["e1 unit-missing warning"]),
        (vec![("/1/accepted", json!(false))], vec!["e1 reasons-missing error"]),
        (vec![("/-", second.clone())], vec!["e1 twice error", "e2 twice error"]),
    ] {
        assert_eq!(told(&after(&changes)), expected, "{changes:?}");
    }
}

#[test]
fn a_step_is_forbidden_only_by_what_it_needs() {
    let mut entries = entries();
    entries[1]["review"] = Value::Null;
    entries[1]["votes"] = Value::Null;
    let codes = |step| {
        let found = run(&campaign(), &settings(), &entries, step);
        let errors = found.iter().filter(|finding| finding.severity == Severity::Error);
        errors.map(|finding| (finding.code, finding.blocks)).collect::<Vec<_>>()
    };
    let review = (FindingCode::ReviewMissing, Some(State::Reviewed));
    assert_eq!(codes(State::Collecting), []);
    assert_eq!(codes(State::Reviewed), [review]);
    assert_eq!(codes(State::Council), [review, (FindingCode::VotesMissing, Some(State::Council))]);
    assert_eq!(run(&campaign(), &settings(), &[], State::Reviewed)[0].code, FindingCode::RoundEmpty);
}

#[test]
fn two_of_one_name_are_told_apart_as_far_as_they_can_be() {
    let form = |id: &str| json!({"id": id, "name": id, "award": "", "authority": ""});
    let with = |changes: Value| {
        let mut other = entries()[1].clone();
        for (pointer, value) in changes.as_object().unwrap() {
            let (whole, key) = pointer.rsplit_once('/').unwrap();
            other.pointer_mut(whole).unwrap()[key] = value.clone();
        }
        let found = after(&[("campaign/forms/-", form("khac")), ("/-", other)]);
        let about = found.iter().filter(|finding| finding.entry.as_deref() == Some("e1"));
        about.map(|finding| finding.code.key()).collect::<Vec<_>>()
    };
    assert_eq!(with(json!({"/honoree/unit": "Ấp 2"})), [""; 0], "of another unit");
    assert_eq!(with(json!({"/honoree/birth": {"year": 1981}})), [""; 0], "of another age");
    assert_eq!(with(json!({"/honoree/birth": null})), ["maybe-twice"]);
    assert_eq!(with(json!({"/honoree/name": "Lê Thị Hòa"})), ["maybe-twice"], "another name, or a slip");
    assert_eq!(with(json!({"/honoree/name": "le thi hoa"})), ["maybe-twice"]);
    assert_eq!(with(json!({"/honoree/name": "LÊ  THỊ HOA"})), ["twice"]);
    assert_eq!(with(json!({"/honoree/achievement": "cứu người"})), ["form-twice"]);
    assert_eq!(with(json!({"/form": "khac", "/honoree/money": null})), ["achievement-twice"]);
    assert_eq!(
        with(json!({"/form": "khac", "/honoree/achievement": "cứu người", "/honoree/money": null})),
        [""; 0]
    );
}

#[test]
fn an_achievement_that_was_honoured_before_is_not_honoured_again() {
    let rules = Rules::load(AWARDS_2022).unwrap();
    let honoree: Honoree = serde_json::from_value(entries()[1]["honoree"].clone()).unwrap();
    let found = |honoree: &Honoree, award: &str, achievement: &str| {
        let earlier = Earlier { honoree, award, achievement, place: "Quyết định số 7" };
        let found = check(&campaign(), &settings(), &read(&entries()), &rules, State::Decided, &[earlier]);
        told(&found)
    };
    assert_eq!(found(&honoree, "bang-khen", "Đã có thành tích"), ["e1 achievement-earlier error"]);
    assert_eq!(found(&honoree, "giay-khen", "hiến đất"), ["e1 award-earlier warning"]);
    assert_eq!(found(&honoree, "bang-khen", "hiến đất"), [""; 0]);
    let nameless = Honoree { birth: None, ..honoree.clone() };
    assert_eq!(found(&nameless, "bang-khen", "đã có thành tích"), ["e1 achievement-earlier warning"]);
}

#[test]
fn what_is_not_certain_only_warns_and_says_so() {
    let found = after(&[("/1/votes", json!({"for": 4, "against": 4, "absent": 1}))]);
    let [found] = &found[..] else { panic!("{found:?}") };
    assert_eq!((found.blocks, found.source.as_ref().map(|cite| cite.sure)), (None, Some(false)));
    assert!(
        found.message.contains("4 phiếu đồng ý, cần ít nhất 5") && found.message.contains("đối chiếu"),
        "{}",
        found.message
    );
}

#[test]
fn a_sentence_says_how_many_are_too_many_and_of_which_unit() {
    let found = after(&[
        ("campaign/quotas/0/parts/1/each", json!(["ấp 1"])),
        ("campaign/quotas/0/parts/1/most", json!(0)),
    ]);
    assert_eq!(
        found[0].message,
        "“Người dân” của đơn vị “ấp 1”: có 1, vượt số lượng nhiều nhất là 0; phải bớt 1."
    );
    assert_eq!(found[0].unit.as_deref(), Some("ấp 1"));
}

#[test]
fn money_is_what_the_plan_says_else_what_the_rules_do() {
    let rules = Rules::load(AWARDS_2022).unwrap();
    let campaign = campaign();
    let due = |kind| money_due(&campaign.forms[0], kind, rules.on(day_of_rules(&settings())));
    assert_eq!((due(Kind::Collective), due(Kind::Household)), (Some(1_410_000), Some(1_060_000)));
}
