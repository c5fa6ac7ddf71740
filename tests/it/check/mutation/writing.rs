//! Faults of writing: spaces, marks, pairs, letters, figures.

use vanthu::model::Role;

use super::fault::{Fault, Kind, Shows};

/// Where words run on.
const PROSE: &[Role] = &[Role::Body, Role::Clause, Role::Point, Role::Bullet, Role::ArticleText];

pub(super) const KINDS: &[Kind] = &[
    Kind::words("two spaces", &["double-space"], Shows::Text, |sample| {
        // "ngày  tháng", "số  ": blanks to be filled in.
        sample.instead(PROSE, r"\b(?:các|của|và|được|cho|với|theo)(?<x> )\p{Ll}", &["  "])
    }),
    Kind::words("a space before a mark", &["space-before-mark"], Shows::Both, |sample| {
        let comma = sample.instead(PROSE, r"\p{Ll}(?<x>,) \p{Ll}", &[" ,"]);
        let semicolon = sample.instead(PROSE, r"\p{Ll}(?<x>;) \p{Ll}", &[" ;"]);
        comma.into_iter().chain(semicolon).collect()
    }),
    Kind::words("no space after a mark", &["space-after-mark"], Shows::Both, |sample| {
        let comma = sample.instead(PROSE, r"\b\p{Ll}+(?<x>, )\p{Ll}", &[","]);
        let semicolon = sample.instead(PROSE, r"\b\p{Ll}+(?<x>; )\p{Ll}", &[";"]);
        comma.into_iter().chain(semicolon).collect()
    }),
    Kind::words("a mark twice", &["repeated-mark"], Shows::Both, |sample| {
        sample.instead(PROSE, r"\p{Ll}(?<x>,) \p{Ll}", &[",,"])
    }),
    Kind::said(
        "spaces inside brackets",
        &["space-inside-brackets"],
        &[
            ("Việc này do thôn làm (nếu có).", "Việc này do thôn làm ( nếu có)."),
            ("Việc này do thôn làm (nếu có).", "Việc này do thôn làm (nếu có )."),
        ],
    ),
    Kind::said(
        "no space before a bracket",
        &["space-around-brackets"],
        &[("Việc này do thôn làm (nếu có).", "Việc này do thôn làm(nếu có).")],
    ),
    Kind::said(
        "a bracket that is not closed",
        &["bracket-unclosed"],
        &[("Việc này do các thôn (nếu có) thực hiện.", "Việc này do các thôn (nếu có thực hiện.")],
    ),
    // In a point the bracket may be that of its letter.
    Kind::words("a bracket that is not opened", &["bracket-unopened"], Shows::Both, |sample| {
        let roles = [Role::Body, Role::Clause, Role::Bullet, Role::ArticleText];
        let faults = sample.instead(&roles, r"\p{Ll} (?<x>\()\p{Ll}[^()]*\)", &[""]);
        // It is missed where it closes.
        faults.into_iter().map(|fault| Fault { range: None, ..fault }).collect()
    }),
    Kind::said(
        "a quotation mark without its other half",
        &["quote-unclosed", "quote-unopened"],
        &[
            ("Việc này thuộc phong trào “sạch làng” của xã.", "Việc này thuộc phong trào “sạch làng của xã."),
            ("Việc này thuộc phong trào “sạch làng” của xã.", "Việc này thuộc phong trào sạch làng” của xã."),
        ],
    ),
    Kind::said(
        "a word twice",
        &["doubled-word"],
        &[
            ("Các thôn báo cáo kết quả với xã.", "Các các thôn báo cáo kết quả với xã."),
            ("Việc này do các thôn và xã làm.", "Việc này do các thôn và và xã làm."),
            ("Việc này do những người trẻ làm.", "Việc này do những những người trẻ làm."),
        ],
    ),
    Kind::words("a letter of another script", &["letter-look-alike"], Shows::Both, |sample| {
        let slips =
            [("a", "\u{430}"), ("o", "\u{43e}"), ("c", "\u{441}"), ("p", "\u{440}"), ("e", "\u{435}")];
        let faults = slips.iter().flat_map(|(latin, other)| {
            sample.instead(PROSE, &format!(r"\p{{Ll}}(?<x>{latin})\p{{Ll}}"), &[other])
        });
        faults.collect()
    }),
    Kind::said(
        "a point before decimals",
        &["decimal-point"],
        &[("Tỷ lệ này là 107,9% kế hoạch.", "Tỷ lệ này là 107.9% kế hoạch.")],
    ),
    Kind::said(
        "a comma between thousands",
        &["thousands-comma"],
        &[("Kinh phí là 86.500.000 đồng.", "Kinh phí là 86,500,000 đồng.")],
    ),
    Kind::said(
        "a space in a short date",
        &["space-in-date"],
        &[("Thời hạn là ngày 16/6/2027.", "Thời hạn là ngày 16/ 6/2027.")],
    ),
    Kind::said(
        "a dash with one space",
        &["dash-half-spaced"],
        &[
            (
                "Việc này do các tổ chức chính trị - xã hội làm.",
                "Việc này do các tổ chức chính trị- xã hội làm.",
            ),
            (
                "Việc này do các tổ chức chính trị - xã hội làm.",
                "Việc này do các tổ chức chính trị -xã hội làm.",
            ),
        ],
    ),
];
