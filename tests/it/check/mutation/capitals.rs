//! Faults of capitals (Phụ lục II).

use vanthu::model::Role;

use super::fault::{Fault, Kind, Shows};
use super::sample::Text;

pub(super) const KINDS: &[Kind] = &[
    Kind::words("a paragraph that begins small", &["paragraph-capital"], Shows::Document, |sample| {
        // After anything but a full stop a sentence may go on.
        let pairs = sample.texts.windows(2).filter(|pair| pair[0].words.ends_with('.'));
        let is_sentence =
            |text: &&Text| text.role == Role::Body && !text.words.contains(':') && sample.can_say_more(text);
        let begins = pairs.map(|pair| &pair[1]).filter(is_sentence);
        begins.filter_map(small).collect()
    }),
    Kind::said(
        "a sentence that begins small",
        &["sentence-capital"],
        &[
            ("Các thôn báo cáo kết quả với xã.", "các thôn báo cáo kết quả với xã."),
            ("Việc này do các thôn làm.", "việc này do các thôn làm."),
        ],
    ),
    Kind::said(
        "the noun of a unit in capitals",
        &["unit-noun-small"],
        &[
            ("Việc này báo cáo UBND xã Quảng Châu.", "Việc này báo cáo UBND Xã Quảng Châu."),
            ("Việc này báo cáo Sở Nội vụ tỉnh Hưng Yên.", "Việc này báo cáo Sở Nội vụ Tỉnh Hưng Yên."),
        ],
    ),
    Kind::said(
        "a unit with a number in small letters",
        &["unit-number-capital"],
        &[(
            "Việc này báo cáo UBND Phường 3, thành phố Đà Lạt.",
            "Việc này báo cáo UBND phường 3, thành phố Đà Lạt.",
        )],
    ),
    Kind::said(
        "Thành phố Hồ Chí Minh in small letters",
        &["place-capitals"],
        &[("Việc này làm tại Thành phố Hồ Chí Minh.", "Việc này làm tại thành phố Hồ Chí Minh.")],
    ),
    Kind::said(
        "the name of a body with wrong capitals",
        &["body-name-capitals"],
        &[
            ("Việc này do Ủy ban nhân dân xã quyết định.", "Việc này do Ủy Ban Nhân Dân xã quyết định."),
            ("Việc này do Hội đồng nhân dân xã quyết định.", "Việc này do Hội đồng Nhân dân xã quyết định."),
            ("Việc này do Sở Nội vụ thẩm định.", "Việc này do Sở nội vụ thẩm định."),
        ],
    ),
    Kind::said(
        "an award with wrong capitals",
        &["honour-capitals"],
        &[("Việc này được tặng Bằng khen.", "Việc này được tặng Bằng Khen.")],
    ),
    Kind::said(
        "an act in small letters",
        &["act-type-capital"],
        &[
            ("Việc này theo Kế hoạch số 315/KH-UBND.", "Việc này theo kế hoạch số 315/KH-UBND."),
            ("Việc này theo Nghị định số 30/2020/NĐ-CP.", "Việc này theo nghị định số 30/2020/NĐ-CP."),
        ],
    ),
    Kind::said(
        "khoản or điểm in capitals",
        &["clause-citation-small"],
        &[
            ("Việc này theo khoản 2 Điều 5 Luật Lưu trữ.", "Việc này theo Khoản 2 Điều 5 Luật Lưu trữ."),
            (
                "Việc này theo điểm a khoản 2 Điều 5 Luật Lưu trữ.",
                "Việc này theo Điểm a khoản 2 Điều 5 Luật Lưu trữ.",
            ),
        ],
    ),
    Kind::said(
        "điều in small letters",
        &["article-citation-capital"],
        &[("Việc này theo khoản 2 Điều 5 Luật Lưu trữ.", "Việc này theo khoản 2 điều 5 Luật Lưu trữ.")],
    ),
    Kind::said(
        "a year of the moon in small letters",
        &["lunar-year-capitals"],
        &[("Việc này xong trước xuân Đinh Mùi.", "Việc này xong trước xuân Đinh mùi.")],
    ),
];

/// The first letter of a text in its small form.
fn small(text: &Text) -> Option<Fault> {
    let first = text.words.chars().next().filter(|first| first.is_uppercase())?;
    // The name of a person or a body has capitals of its own.
    let second = text.words.split(' ').nth(1)?;
    if second.starts_with(char::is_uppercase) || text.words.starts_with("Ủy ban") {
        return None;
    }
    let put: String = first.to_lowercase().collect();
    Some(Fault::words(text, 0..first.len_utf8(), &put))
}
