//! Faults of writing: spaces, marks, dashes, words, letters, figures.

use vanthu::model::Role;

use super::fault::{Kind, Shows};

/// Roles whose words are sentences.
const PROSE: &[Role] =
    &[Role::Body, Role::Clause, Role::Point, Role::Bullet, Role::ArticleText, Role::TableCell];

/// Body text.
const BODY: &[Role] = &[Role::Body, Role::Clause, Role::Point, Role::Bullet];

pub(super) const KINDS: &[Kind] = &[
    Kind::words("two spaces", &["double-space"], Shows::Document, |sample| {
        sample.instead(PROSE, r"\p{Ll}(?<x> )\p{Ll}", &["  "])
    }),
    Kind::words("a space before a mark", &["space-before-mark"], Shows::Both, |sample| {
        sample.instead(BODY, r"\p{Ll}(?<x>, )\p{Ll}", &[" , "])
    }),
    Kind::words("no space after a comma", &["space-after-mark"], Shows::Both, |sample| {
        sample.instead(BODY, r" \p{Ll}{2,}(?<x>[,;] )\p{Ll}{2,} ", &[",", ";"])
    }),
    Kind::words("a space inside brackets", &["space-inside-brackets"], Shows::Both, |sample| {
        sample.instead(BODY, r" (?<x>\()\p{Ll}", &["( "])
    }),
    Kind::words("a mark twice", &["repeated-mark"], Shows::Both, |sample| {
        sample.instead(BODY, r"\p{Ll}(?<x>,) \p{Ll}", &[",,", ";,"])
    }),
    Kind::words("a bracket that is not closed", &["bracket-unclosed"], Shows::Both, |sample| {
        sample.instead(BODY, r"(?<x>\([^()]{3,}\))", &["(ghi rõ", "(nếu có"])
    }),
    Kind::words("a quotation that is not closed", &["quote-unclosed"], Shows::Both, |sample| {
        sample.instead(BODY, r"(?<x>“[^“”]{3,}”)", &["“ghi rõ"])
    }),
    Kind::said(
        "writing that custom forbids",
        &[
            "dash-half-spaced",
            "dash-tight",
            "doubled-word",
            "letter-look-alike",
            "fullwidth-character",
            "decimal-point",
            "thousands-comma",
            "space-in-date",
            "currency-sign",
            "space-around-brackets",
        ],
        &[
            ("Việc này do bộ phận Tài vụ - Tổng hợp làm.", "Việc này do bộ phận Tài vụ- Tổng hợp làm."),
            ("Tình hình kinh tế - xã hội ổn định.", "Tình hình kinh tế-xã hội ổn định."),
            ("Việc này do các bên cùng làm.", "Việc này do các các bên cùng làm."),
            ("Việc này của cả xã.", "Việc này của của cả xã."),
            ("Việc này đã hoàn thành.", "Việc này đã hоàn thành."),
            ("Địa điểm thuận tiện.", "Ðịa điểm thuận tiện."),
            ("Nội dung rõ ràng (có kiểm tra).", "Nội dung rõ ràng （có kiểm tra）."),
            ("Kết quả đạt 97,5%.", "Kết quả đạt 97.5%."),
            ("Kinh phí là 2.500.000 đồng.", "Kinh phí là 2,500,000 đồng."),
            ("Thời hạn là ngày 15/12/2026.", "Thời hạn là ngày 15/ 12/2026."),
            ("Kinh phí là 2.500.000 đồng.", "Kinh phí là 2.500.000 VNĐ."),
            ("Nội dung rõ ràng (có kiểm tra).", "Nội dung rõ ràng(có kiểm tra)."),
        ],
    ),
];
