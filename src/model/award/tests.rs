//! The award rules that are built in, what they say on a day, and what an office says instead.

use super::*;
use crate::model::round::Votes;

fn rules() -> Rules {
    Rules::load(AWARDS_2022).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn faults(toml: &str) -> Vec<String> {
    rules().with(toml).err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

#[test]
fn every_value_has_its_act_clause_day_and_mark() {
    let table: toml::Table = toml::from_str(AWARDS_2022).unwrap();
    let mut values = 0;
    for (name, items) in table.iter().filter_map(|(name, value)| Some((name, value.as_array()?))) {
        for item in items {
            let source = item.get("source").unwrap();
            for key in ["law", "clause", "from", "mark"] {
                let text = source.get(key).and_then(toml::Value::as_str).unwrap_or_default();
                assert!(!text.trim().is_empty(), "{name}: no {key}: {item}");
            }
            values += 1;
        }
    }
    assert_eq!(rules().sources().len(), values);
    assert!(values > 60, "{values}");
}

#[test]
fn money_is_the_multiple_of_the_salary_of_the_day_rounded_up() {
    let rules = rules();
    let due = |on: &str, award: &str, authority: &str, kind| {
        rules.on(day(on)).due(award, authority, kind).map(|due| (due.amount, due.cite.sure))
    };
    let commune = "chu-tich-ubnd-cap-xa";
    assert_eq!(due("2025-12-20", "giay-khen", commune, Kind::Individual), Some((710_000, true)));
    assert_eq!(due("2026-12-20", "giay-khen", commune, Kind::Individual), Some((760_000, true)));
    assert_eq!(due("2026-12-20", "giay-khen", commune, Kind::Household), Some((1_140_000, true)));
    assert_eq!(due("2026-12-20", "giay-khen", commune, Kind::Collective), Some((1_520_000, true)));
    assert_eq!(due("2024-12-20", "giay-khen", commune, Kind::Individual), Some((360_000, false)));
    assert_eq!(
        due("2026-12-20", "bang-khen", "chu-tich-ubnd-cap-tinh", Kind::Individual),
        Some((3_800_000, true))
    );
    assert_eq!(due("2026-12-20", "bang-khen", commune, Kind::Individual), None);
    assert_eq!(due("2026-12-20", "gia-dinh-van-hoa", commune, Kind::Household), None);
    assert_eq!(due("2027-03-01", "giay-khen", commune, Kind::Individual), None, "the decree has ended");
}

#[test]
fn powers_are_those_of_the_day() {
    let rules = rules();
    let power = |on: &str, who: &str, what: &str| rules.on(day(on)).power(who, what).map(|cite| cite.sure);
    assert_eq!(power("2024-05-10", "chu-tich-ubnd-cap-huyen", "giay-khen"), Some(true));
    assert_eq!(power("2025-07-01", "chu-tich-ubnd-cap-huyen", "giay-khen"), None);
    assert_eq!(power("2025-09-01", "chu-tich-ubnd-cap-xa", "giay-khen"), Some(true));
    assert_eq!(power("2025-09-01", "chu-tich-ubnd-cap-xa", "bang-khen"), None);
    assert_eq!(power("2025-09-01", "chu-tich-ubnd-cap-xa", "tap-the-lao-dong-tien-tien"), Some(false));
    let after = "2026-10-01";
    assert_eq!(power(after, "chu-tich-ubnd-cap-xa", "giay-khen"), Some(false), "an unread amendment");
    let (last, cite) = rules.on(day(after)).withdrawn("chu-tich-ubnd-cap-huyen", "giay-khen").unwrap();
    assert_eq!((last, cite.sure), (day("2025-06-30"), true));
}

#[test]
fn a_council_needs_its_share() {
    let rules = rules();
    let need = |award: &str, members, favour, against| {
        let votes = Votes { favour, against, absent: 0 };
        let need = rules.on(day("2026-12-01")).threshold(award).unwrap().need(members, votes);
        (need.votes, need.present)
    };
    assert_eq!(need("chien-si-thi-dua-toan-quoc", 11, 11, 0), (10, 0));
    assert_eq!(need("co-thi-dua-chinh-phu", 11, 11, 0), (9, 0));
    assert_eq!(need("giay-khen", 10, 6, 2), (6, 7), "more than half of all members, two thirds there");
    assert_eq!(need("giay-khen", 11, 6, 2), (6, 8));
}

#[test]
fn an_office_says_what_it_knows_better() {
    let own = r#"
[law.quyet-dinh-12]
name = "Quyết định số 12/2026/QĐ-UBND"
from = "2026-01-01"

[[threshold]]
share = [2, 3]
of = "present"
source = { law = "quyet-dinh-12", clause = "Điều 9", from = "2026-01-01", mark = "seen" }

[[money]]
awards = ["giay-khen"]
times = { individual = 0.5 }
source = { law = "quyet-dinh-12", clause = "Điều 10", from = "2026-01-01", mark = "seen" }

[[power]]
authority = "chu-tich-ubnd-cap-xa"
awards = ["giay-khen"]
source = { law = "quyet-dinh-12", clause = "Điều 3", from = "2026-01-01", mark = "seen" }
"#;
    let rules = rules().with(own).unwrap();
    let on = rules.on(day("2026-12-01"));
    let votes = Votes { favour: 5, against: 1, absent: 3 };
    assert_eq!(on.threshold("giay-khen").unwrap().need(9, votes).votes, 4);
    assert_eq!(
        on.threshold("co-thi-dua-chinh-phu").unwrap().share,
        [4, 5],
        "what it does not speak of stays"
    );
    assert_eq!(on.due("giay-khen", "chu-tich-ubnd-cap-xa", Kind::Individual).unwrap().amount, 1_270_000);
    assert!(on.power("chu-tich-ubnd-cap-xa", "giay-khen").unwrap().sure);
    assert_eq!(on.power("chu-tich-ubnd-cap-xa", "lao-dong-tien-tien"), None);
    let before = rules.on(day("2025-12-01"));
    assert_eq!(before.threshold("giay-khen").unwrap().share, [1, 2], "its own begin on their day");
}

#[test]
fn every_fault_of_an_office_s_file_is_told_with_its_line() {
    let own = r#"[[money]]
awards = ["giay-khen", "huy-hieu"]
times = { individual = 0 }
source = { law = "nd-152-2025", clause = "", from = "2025-01-01", mark = "seen" }

[[threshold]]
share = [3, 2]
of = "members"
source = { law = "nd-0", clause = "Điều 1", from = "2025-07-01", mark = "seen" }
"#;
    assert_eq!(
        faults(own),
        [
            "line 4: money of giay-khen, huy-hieu: no clause",
            "line 4: money of giay-khen, huy-hieu: holds on days on which its act does not",
            "line 4: there is no award \"huy-hieu\"",
            "line 4: money is more than 0 and at most 1000 times the base salary",
            "line 9: threshold 3/2: there is no law \"nd-0\"",
            "line 9: 3/2 is no share",
        ]
    );
    assert_eq!(faults("[[threshold]]\nshare = [1, 2]\nof = \"all\"\n").len(), 1);
    assert!(faults("[[salary]]\namount = 1\n")[0].contains("source"));
}
