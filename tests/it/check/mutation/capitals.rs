//! Faults of capitals (Phụ lục II).

use vanthu::model::Role;

use super::fault::{Kind, Shows};

/// Roles whose words are sentences.
const PROSE: &[Role] =
    &[Role::Body, Role::Clause, Role::Point, Role::Bullet, Role::ArticleText, Role::Recipient];

pub(super) const KINDS: &[Kind] = &[
    Kind::words("a committee in other capitals", &["body-name-capitals"], Shows::Both, |sample| {
        let wrong = ["Ủy Ban Nhân Dân", "Ủy ban Nhân dân", "ủy ban nhân dân", "Ủy ban Nhân Dân"];
        sample.instead(PROSE, r"\p{Ll} (?<x>Ủy ban nhân dân)\b", &wrong)
    }),
    Kind::words("a council in other capitals", &["body-name-capitals"], Shows::Both, |sample| {
        sample.instead(PROSE, r" (?<x>Hội đồng nhân dân)\b", &["Hội đồng Nhân dân", "Hội Đồng Nhân Dân"])
    }),
    Kind::words("a unit with a capital noun", &["unit-noun-small"], Shows::Both, |sample| {
        sample.instead(PROSE, r"\p{Ll} (?<x>xã) Quảng Châu", &["Xã"])
    }),
    Kind::words("a province with a capital noun", &["unit-noun-small"], Shows::Both, |sample| {
        sample.instead(PROSE, r"\p{Ll} (?<x>tỉnh) Hưng Yên", &["Tỉnh"])
    }),
    Kind::said(
        "capitals that the annex does not write",
        &[
            "sentence-capital",
            "capital-inside-sentence",
            "unit-number-capital",
            "place-capitals",
            "body-name-capitals",
            "committee-name-capitals",
            "people-state-capital",
            "honour-capitals",
            "honour-class-capital",
            "holiday-capitals",
            "act-type-capital",
            "law-name-capitals",
            "clause-citation-small",
            "lunar-year-capitals",
            "tet-capitals",
            "month-weekday-capital",
            "event-capitals",
        ],
        &[
            ("Việc này đã giao. Các bên cùng làm.", "Việc này đã giao. các bên cùng làm."),
            ("Các bên họp hằng tháng; thực hiện tốt.", "Các bên họp hằng tháng; Thực hiện tốt."),
            ("Đoàn thăm Phường 3, thành phố Đà Lạt.", "Đoàn thăm phường 3, thành phố Đà Lạt."),
            ("Đoàn về Thành phố Hồ Chí Minh.", "Đoàn về thành phố Hồ Chí Minh."),
            ("Đoàn về Thủ đô Hà Nội.", "Đoàn về thủ đô Hà Nội."),
            ("Việc này do Sở Y tế chủ trì.", "Việc này do Sở y tế chủ trì."),
            ("Việc này do Ban Tổ chức chủ trì.", "Việc này do Ban tổ chức chủ trì."),
            ("Việc này phục vụ Nhân dân.", "Việc này phục vụ nhân dân."),
            ("Đơn vị có Huân chương Lao động.", "Đơn vị có Huân chương lao động."),
            ("Đơn vị có Huân chương Lao động hạng Ba.", "Đơn vị có Huân chương Lao động hạng ba."),
            ("Việc này mừng ngày Quốc khánh.", "Việc này mừng ngày quốc khánh."),
            ("Việc này nêu ở Công văn số 15/UBND-VX.", "Việc này nêu ở công văn số 15/UBND-VX."),
            ("Việc này theo Luật Đất đai.", "Việc này theo Luật Đất Đai."),
            ("Các bên đón Xuân Đinh Mùi.", "Các bên đón Xuân Đinh mùi."),
            ("Các bên vui tết Trung thu.", "Các bên vui tết trung thu."),
            ("Các bên họp vào tháng Giêng.", "Các bên họp vào tháng giêng."),
            ("Các bên họp vào sáng thứ Hai.", "Các bên họp vào sáng thứ hai."),
            ("Các bên mừng Cách mạng tháng Tám.", "Các bên mừng Cách mạng Tháng Tám."),
        ],
    ),
];
