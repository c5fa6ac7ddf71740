//! Sentences about award rounds: what their checks find.

use super::word;

/// Sentences for the codes of findings (`model::round::FindingCode`); each `{}` takes the next
/// detail.
const FINDINGS: &[(&str, &str)] = &[
    ("round-empty", "Đợt khen thưởng chưa có đối tượng nào được đề nghị."),
    ("decided-missing", "Chưa có ngày ban hành quyết định."),
    ("met-missing", "Chưa có ngày họp Hội đồng."),
    ("submitted-missing", "Chưa có ngày của tờ trình."),
    ("dates-turned", "{} ({}) muộn hơn {} ({})."),
    ("before-phase", "Ngày quyết định ({}) sớm hơn ngày đầu của giai đoạn “{}” ({})."),
    ("year-other", "Ngày quyết định ({}) không thuộc năm {} của đợt khen thưởng hoặc năm liền sau."),
    ("members-missing", "Chưa nêu số thành viên Hội đồng."),
    (
        "council-thin",
        "Hội đồng có {} thành viên, phải có ít nhất {} người dự họp; khi bỏ phiếu cho {} đối tượng chỉ có {} người.",
    ),
    ("award-unknown", "Quy định khen thưởng không có danh hiệu, hình thức “{}” của “{}”."),
    ("authority-unknown", "Quy định khen thưởng không có thẩm quyền “{}” của “{}”."),
    ("power-none", "“{}”: {} không có thẩm quyền tặng {}."),
    ("power-ended", "“{}”: {} không còn thẩm quyền tặng {} sau ngày {}."),
    (
        "form-above",
        "“{}” thuộc thẩm quyền của {}, không phải của {}; chỉ trình cấp trên, không quyết định được.",
    ),
    (
        "form-money",
        "“{}”: kế hoạch chi cho {} {} đồng, quy định là {} đồng ({} lần mức lương cơ sở {} đồng).",
    ),
    ("quota-over", "“{}”{}: có {}, vượt số lượng nhiều nhất là {}; phải bớt {}."),
    ("quota-short", "“{}”{}: mới có {}, còn thiếu {} so với số lượng ít nhất là {}."),
    ("quota-unit", "Đơn vị đề nghị “{}” không phải là đơn vị được tính trong “{}”."),
    ("quota-none", "Không thuộc số lượng khen thưởng nào của kế hoạch."),
    ("group-missing", "Chưa xếp vào đối tượng thi đua nào."),
    ("group-unknown", "Phong trào không có đối tượng “{}”."),
    ("group-kind", "Đối tượng “{}” không dành cho {}."),
    ("form-missing", "Chưa có hình thức khen thưởng."),
    ("form-unknown", "Phong trào không có hình thức khen thưởng “{}”."),
    ("form-kind", "{} không tặng cho {}."),
    ("figure-missing", "Chưa có số liệu của tiêu chí “{}”."),
    ("figure-short", "Tiêu chí “{}”: đạt {} {}, chưa đủ mức ít nhất là {} {}."),
    ("figure-over", "Tiêu chí “{}”: {} {}, vượt mức nhiều nhất là {} {}."),
    ("criterion-unmet", "Thẩm định: không đạt tiêu chí “{}”."),
    ("criterion-open", "Thẩm định chưa nêu đạt hay không đạt {} tiêu chí: {}."),
    ("any-unmet", "Không đạt tiêu chí nào trong các tiêu chí chỉ cần một: {}."),
    ("any-open", "Chưa rõ đạt tiêu chí nào trong các tiêu chí chỉ cần một: {}."),
    ("review-missing", "Chưa được thẩm định."),
    ("review-against", "Đơn vị thẩm định không đề nghị khen thưởng."),
    ("banned", "{}; chưa xét khen thưởng."),
    ("votes-missing", "Chưa có phiếu của Hội đồng."),
    (
        "votes-count",
        "{} phiếu đồng ý, {} không đồng ý, {} vắng mặt: cộng lại là {}, Hội đồng có {} thành viên.",
    ),
    ("votes-short", "{} phiếu đồng ý, cần ít nhất {} ({})."),
    ("money-plan", "Tiền thưởng là {} đồng, kế hoạch quy định {} đồng cho {}."),
    (
        "money-rule",
        "Tiền thưởng là {} đồng, quy định là {} đồng ({} lần mức lương cơ sở {} đồng, làm tròn lên).",
    ),
    ("twice", "Được đề nghị {} lần với cùng hình thức khen thưởng."),
    ("maybe-twice", "Có thể trùng với {} đề nghị khác cùng tên."),
    ("form-twice", "Được đề nghị {} lần với cùng hình thức khen thưởng, mỗi lần một thành tích."),
    (
        "achievement-twice",
        "Một thành tích được đề nghị {} hình thức khen thưởng; mỗi thành tích chỉ được khen một lần.",
    ),
    ("achievement-earlier", "Thành tích này đã được khen thưởng: {}."),
    ("award-earlier", "Đã được tặng hình thức khen thưởng này: {}."),
    ("achievement-missing", "Chưa có thành tích, đợt khen thưởng cũng chưa có thành tích chung."),
    ("unit-missing", "Chưa có đơn vị và địa chỉ."),
    ("courtesy-sex", "Danh xưng {} không hợp với giới tính {}."),
    ("name-capitals", "Tên viết hoa toàn bộ{}"),
    ("name-small", "Tên có từ không viết hoa chữ đầu: “{}”."),
    ("reasons-missing", "Không được khen thưởng nhưng chưa nêu lý do."),
];

/// Said after a finding whose rule is not certain.
const UNSURE: &str = "Quy định này chưa được xác nhận, cần đối chiếu.";

const BANS: &[(&str, &str)] = &[
    ("discipline", "Đang trong thời gian bị xem xét hoặc thi hành kỷ luật"),
    ("investigation", "Đang bị điều tra, thanh tra, kiểm tra khi có dấu hiệu vi phạm"),
    ("complaint", "Có đơn thư khiếu nại, tố cáo đang được xác minh"),
];

const MOMENTS: &[(&str, &str)] =
    &[("submitted", "ngày của tờ trình"), ("met", "ngày họp Hội đồng"), ("decided", "ngày quyết định")];

const WHOLES: &[(&str, &str)] = &[("members", "tổng số thành viên"), ("present", "số thành viên dự họp")];

/// The sentence of a finding: whom it is about, where it is about somebody, its details in their
/// order, and a warning where its rule is not certain. The bare code where there is no sentence.
pub fn finding(code: &str, who: &str, details: &[&str], sure: bool) -> String {
    let Some((_, sentence)) = FINDINGS.iter().find(|(known, _)| *known == code) else {
        return code.to_owned();
    };
    let mut out = String::new();
    if !who.is_empty() {
        out.push_str(&super::quote(who));
        out.push_str(": ");
    }
    let mut details = details.iter();
    for (at, part) in sentence.split("{}").enumerate() {
        if at > 0 {
            out.push_str(&cut(details.next().copied().unwrap_or_default(), LONGEST));
        }
        out.push_str(part);
    }
    if !sure {
        out.push(' ');
        out.push_str(UNSURE);
    }
    out
}

/// Most characters of one detail.
const LONGEST: usize = 400;

/// Most items of a list in a sentence, and most characters of each.
const ITEMS: (usize, usize) = (5, 60);

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// Some words one after another, each in quotes: the first of them, where there are many.
pub fn listed(items: &[&str]) -> String {
    let shown: Vec<String> =
        items.iter().take(ITEMS.0).map(|item| format!("“{}”", cut(item, ITEMS.1))).collect();
    let more = if items.len() > ITEMS.0 { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

/// What to write instead of a name in capitals, where that is known.
pub fn instead(name: Option<&str>) -> String {
    name.map_or_else(|| String::from("."), |name| format!("; viết là “{name}”?"))
}

/// The codes of findings.
pub fn finding_codes() -> impl Iterator<Item = (&'static str, usize)> {
    FINDINGS.iter().map(|(code, sentence)| (*code, sentence.matches("{}").count()))
}

/// What stands in the way, by its key.
pub fn ban(key: &str) -> &'static str {
    word(BANS, key)
}

/// A day of a round, by its key; with a capital at the head of a sentence.
pub fn moment(key: &str, head: bool) -> String {
    let word = word(MOMENTS, key);
    if head { crate::viet::case::capital(word) } else { word.to_owned() }
}

/// The unit whose share of a quota is meant, or nothing.
pub fn of_unit(unit: &str) -> String {
    if unit.is_empty() { String::new() } else { format!(" của đơn vị “{unit}”") }
}

/// A share of votes: `ít nhất 9/10 tổng số thành viên`.
pub fn share([above, below]: [u32; 2], strictly: bool, of: &str) -> String {
    let at = if strictly { "quá" } else { "ít nhất" };
    format!("{at} {above}/{below} {}", word(WHOLES, of))
}
