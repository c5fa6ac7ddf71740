//! Random rounds: hostile names, long units, everything that may be missing missing.

use chrono::NaiveDate;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use vanthu::model::honoree::{Courtesy, Honoree, Kind};
use vanthu::model::round::{Decided, Frozen, Refused, Settings, Votes};
use vanthu::viet::unseen::{is_control, is_invisible};

use crate::templates::HOSTILE;

const FORMS: &[&str] = &[
    "Giấy khen của Chủ tịch Ủy ban nhân dân xã Quảng Châu",
    "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh Hưng Yên",
    "Kỷ niệm chương “Vì sự nghiệp {{ x }}”",
];

const TITLES: &[&str] = &["Danh hiệu “Lao động tiên tiến”", "Chiến sĩ thi đua cơ sở"];

/// As a list that was imported has words: composed, on one line, nothing unseen.
pub(super) fn tidy(words: &str) -> String {
    let kept: String = words.nfc().filter(|c| !is_control(*c) && !is_invisible(*c)).collect();
    kept.split([' ', '\t', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn words(most: usize) -> impl Strategy<Value = String> {
    let letters = "aăâbcdđeêghiôơưxyàảãáạỗộớứỹAĐƠỮ 0123456789 .,;:/()-–\"'!?%&<>#@$*|_^{}[]\\~";
    let letters: Vec<char> = letters.chars().collect();
    let random = prop::collection::vec(prop::sample::select(letters), 1..most).prop_map(String::from_iter);
    let real = prop::sample::select(vec![
        "Nguyễn Văn An",
        "Y Blôk Êban",
        "H'Hen Niê",
        "Danh Điều",
        "Trang",
        "Thôn Nam Tiến",
    ]);
    let hostile = prop::sample::select(HOSTILE.to_vec());
    prop_oneof![random, real.prop_map(str::to_owned), hostile.prop_map(str::to_owned)]
        .prop_map(|words| tidy(&words))
        .prop_filter("words have letters", |words| words.chars().any(char::is_alphabetic))
}

fn maybe(most: usize) -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), words(most)]
}

fn kind() -> impl Strategy<Value = Kind> {
    prop::sample::select(Kind::ALL.to_vec())
}

fn honoree() -> impl Strategy<Value = Honoree> {
    let courtesy = prop::sample::select(vec![None, Some(Courtesy::Mr), Some(Courtesy::Ms)]);
    let money = prop_oneof![Just(None), Just(Some(0)), (1_i64..500_000_000).prop_map(Some)];
    (kind(), courtesy, words(40), maybe(12), maybe(40), maybe(240), maybe(60), maybe(300), money).prop_map(
        |(kind, courtesy, name, title, post, unit, address, achievement, money)| Honoree {
            kind,
            courtesy,
            name,
            title: if kind == Kind::Individual { title } else { String::new() },
            post,
            unit,
            address,
            achievement,
            money,
            ..Honoree::default()
        },
    )
}

fn votes() -> impl Strategy<Value = Option<Votes>> {
    (0_u32..99, 0_u32..99).prop_map(|(favour, against)| Some(Votes { favour, against, absent: 0 }))
}

/// A decided round with up to `most` honorees, of forms (tặng) or of titles (công nhận).
pub(super) fn frozen(most: usize) -> impl Strategy<Value = Frozen> {
    let forms = prop_oneof![
        prop::sample::subsequence(FORMS.to_vec(), 1..=FORMS.len()),
        prop::sample::subsequence(TITLES.to_vec(), 1..=TITLES.len()),
    ];
    let decided = (honoree(), any::<prop::sample::Index>(), words(80), votes());
    let refused = (honoree(), votes(), words(80));
    (forms, prop::collection::vec(decided, 1..most), prop::collection::vec(refused, 0..5)).prop_map(
        |(forms, honorees, refused)| {
            let forms: Vec<(String, String)> =
                forms.iter().enumerate().map(|(at, name)| (format!("f{at}"), tidy(name))).collect();
            let honorees = honorees.into_iter().enumerate().map(|(at, (honoree, form, proposer, votes))| {
                let (form, award) = form.get(&forms).clone();
                let honoree = Honoree { award, ..honoree };
                let id = format!("h{at}");
                Decided { id, honoree, form, group: String::new(), proposer, direct: None, votes }
            });
            let honorees: Vec<Decided> = honorees.collect();
            let refused = refused.into_iter().enumerate().map(|(at, (honoree, votes, reasons))| Refused {
                id: format!("r{at}"),
                honoree,
                votes,
                reasons,
            });
            let given = |id: &str| honorees.iter().any(|one| one.form == id);
            Frozen {
                schema: 1,
                campaign: ("c".into(), "Chung tay xây dựng thôn sáng".into()),
                round: "r".into(),
                settings: settings(),
                forms: forms.iter().filter(|(id, _)| given(id)).cloned().collect(),
                refused: refused.collect(),
                honorees,
            }
        },
    )
}

pub(super) fn settings() -> Settings {
    Settings {
        name: "Khen thưởng tổng kết năm 2026".into(),
        year: 2026,
        achievement: "đã có thành tích xuất sắc trong phong trào thi đua yêu nước năm 2026".into(),
        members: Some(9),
        met: NaiveDate::from_ymd_opt(2026, 11, 25),
        ..Settings::default()
    }
}
