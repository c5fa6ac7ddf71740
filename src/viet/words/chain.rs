//! What the documents of an award round say that no template says for them.

use crate::viet::{case, date, letters};
use chrono::NaiveDate;

/// Names of the documents of the chain, by their keys.
const PAPERS: &[(&str, &str)] = &[
    ("submission", "Tờ trình đề nghị khen thưởng"),
    ("minutes", "Biên bản họp Hội đồng"),
    ("decision", "Quyết định khen thưởng"),
    ("notice", "Thông báo kết quả"),
    ("invitation", "Giấy mời"),
    ("receipt", "Biên bản trao thưởng và bảng ký nhận"),
    ("register", "Trích sổ khen thưởng"),
    ("amendment", "Quyết định điều chỉnh"),
];

/// What may differ of one honoree between two sets, by its key.
const PARTICULARS: &[(&str, &str)] = &[
    ("name", "Tên"),
    ("unit", "Chức vụ, đơn vị, địa chỉ"),
    ("award", "Hình thức khen thưởng"),
    ("achievement", "Thành tích"),
    ("money", "Tiền thưởng (đồng)"),
];

/// Sentences for what is wrong with an order for a document of the chain; `{}` takes the detail.
pub(super) const FAULTS: &[(&str, &str)] = &[
    ("chain-paper-unknown", "Không có loại văn bản này trong chuỗi."),
    ("chain-order-unknown", "Không có cách sắp xếp này: list, unit hoặc name."),
    ("chain-form-unknown", "Đợt này không có hình thức khen thưởng “{}”."),
    ("chain-forms-mixed", "Danh hiệu và hình thức khen thưởng phải ra quyết định riêng; chọn trong: {}."),
    ("chain-unit-unknown", "Danh sách không có ai thuộc đơn vị “{}”."),
    ("chain-empty", "Danh sách không có ai để ghi vào văn bản này."),
    ("chain-data-fixed", "Nội dung này lấy từ danh sách của đợt, không gõ lại được."),
    ("chain-nothing-amended", "Danh sách mới không khác danh sách cũ."),
    ("chain-amends-none", "Đợt này không điều chỉnh đợt nào khác."),
];

/// Words with which the names of emulation titles (danh hiệu thi đua) begin, folded.
const TITLES: &[&str] = &[
    "danh hieu",
    "lao dong tien tien",
    "chien si",
    "tap the lao dong",
    "co thi dua",
    "don vi quyet thang",
    "don vi tien tien",
    "gia dinh van hoa",
    "thon, to dan pho van hoa",
    "xa, phuong, dac khu tieu bieu",
    "anh hung",
];

/// The name of a document of the chain, or its bare key.
pub fn paper(key: &str) -> String {
    super::sentence(PAPERS, key, "")
}

/// The name of a particular, or its bare key.
pub fn particular(key: &str) -> String {
    super::sentence(PARTICULARS, key, "")
}

/// True for the name of an emulation title, which is recognised (công nhận) and not given (tặng).
pub fn is_title(form: &str) -> bool {
    let folded = letters::fold(form.trim());
    TITLES.iter().any(|lead| folded.starts_with(lead))
}

/// A title's bare name: `Danh hiệu “Lao động tiên tiến”` is `Lao động tiên tiến`.
pub fn bare_title(form: &str) -> String {
    let form = form.trim();
    let lead = "danh hieu";
    let rest = if letters::fold(form).starts_with(lead) {
        form.char_indices().nth(lead.len()).map_or("", |(at, _)| &form[at..])
    } else {
        form
    };
    let quotes = |c: char| c.is_whitespace() || "“”\"'‘’".contains(c);
    let bare = rest.trim_matches(quotes);
    if bare.is_empty() { form.to_owned() } else { bare.to_owned() }
}

/// A form without who gives it: `Giấy khen của Chủ tịch …` is `Giấy khen`.
pub fn short_form(form: &str) -> &str {
    form.split_once(" của ").map_or(form, |(short, _)| short).trim()
}

/// Ông, Bà before a name, by the courtesy's key.
pub fn honorific(courtesy: &str) -> &'static str {
    match courtesy {
        "mr" => "Ông",
        "ms" => "Bà",
        _ => "",
    }
}

/// The head of a household as a list has it: its courtesy, `ông` or `bà` or none, and its bare
/// name; lists write the household with or without "Hộ", with or without "ông".
pub fn head_of_household<'n>(courtesy: &str, name: &'n str) -> (&'static str, &'n str) {
    let name = name.trim();
    let rest = after(name, "hộ gia đình ").or_else(|| after(name, "hộ ")).unwrap_or(name);
    let (said, bare) = match (after(rest, "ông "), after(rest, "bà ")) {
        (Some(bare), _) => ("ông", bare),
        (_, Some(bare)) => ("bà", bare),
        // Without "Hộ" before it a name that begins so may be a surname.
        _ => ("", rest),
    };
    let known = match courtesy {
        "mr" => "ông",
        "ms" => "bà",
        _ => "",
    };
    if rest.len() == name.len() || said.is_empty() {
        return (known, rest);
    }
    (said, bare)
}

/// What follows some words at the beginning of a text, in whatever capitals.
fn after<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let end = text.char_indices().nth(words.chars().count()).map_or(text.len(), |(at, _)| at);
    let (head, rest) = text.split_at(end);
    (case::lower(head) == words && !rest.trim().is_empty()).then(|| rest.trim())
}

/// A household in a list of all kinds: `Hộ ông Phạm Văn Ứng`.
pub fn household(honorific: &str, name: &str) -> String {
    let parts = ["Hộ", honorific, name];
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// The word before a household's courtesy in a list of names.
pub fn before_household(honorific: &str) -> &'static str {
    match honorific {
        "ông" => "Hộ ông",
        "bà" => "Hộ bà",
        _ => "Hộ",
    }
}

/// What a kind of honoree is called in a decision, by its key.
pub fn kind(key: &str) -> &'static str {
    match key {
        "collective" => "tập thể",
        "household" => "hộ gia đình",
        "enterprise" => "doanh nghiệp",
        _ => "cá nhân",
    }
}

/// What a round is about: `phong trào thi đua “Chung tay vì người nghèo” năm 2026`.
pub fn about(campaign: &str, year: i32) -> String {
    let folded = letters::fold(campaign.trim());
    let named = ["phong trao", "dot thi dua", "cuoc van dong"].iter().any(|lead| folded.starts_with(lead));
    let year_said = folded.contains(&year.to_string());
    let what = if named {
        let mut letters = campaign.trim().chars();
        let first = letters.next().map(|c| case::lower(&c.to_string())).unwrap_or_default();
        format!("{first}{}", letters.as_str())
    } else {
        format!("phong trào thi đua “{}”", campaign.trim())
    };
    if year_said || year == 0 { what } else { format!("{what} năm {year}") }
}

/// What a council meets about.
pub fn meeting(about: &str) -> String {
    format!("xét đề nghị khen thưởng {about}")
}

/// A decision as a sentence cites it: `số 164/QĐ-UBND ngày 04 tháng 12 năm 2026`.
pub fn cited(number: &str, day: NaiveDate) -> String {
    format!("số {number} {}", date::full(day))
}

/// A decision as a table cites it: `164/QĐ-UBND, 04/12/2026`.
pub fn cited_short(number: &str, day: NaiveDate) -> String {
    format!("{number}, {}", date::short(day))
}

/// Who is invited with a list.
pub fn guests(unit: &str) -> String {
    if unit.is_empty() {
        "Đại diện các tập thể, cá nhân, hộ gia đình, doanh nghiệp có tên trong danh sách kèm theo".to_owned()
    } else {
        format!("Đại diện {unit} và các trường hợp có tên trong danh sách kèm theo")
    }
}

/// How a set is told from every other: groups of its digest's first letters; a set that may still
/// change says so.
pub fn mark(groups: &str, firm: bool) -> String {
    if firm { groups.to_owned() } else { format!("{groups} (danh sách chưa chốt)") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_a_household_is_found_however_it_is_written() {
        for (courtesy, name, expected) in [
            ("", "Hộ ông Phạm Văn Ứng", ("ông", "Phạm Văn Ứng")),
            ("mr", "HỘ ÔNG Phạm Văn Ứng", ("ông", "Phạm Văn Ứng")),
            ("ms", "Lò Thị Pành", ("bà", "Lò Thị Pành")),
            ("ms", "Hộ gia đình bà Lò Thị Pành", ("bà", "Lò Thị Pành")),
            ("", "Hộ Lò Thị Pành", ("", "Lò Thị Pành")),
            ("", "Ông Văn A", ("", "Ông Văn A")),
            ("mr", "Hộ", ("ông", "Hộ")),
        ] {
            assert_eq!(head_of_household(courtesy, name), expected, "{name}");
        }
    }

    #[test]
    fn titles_are_told_from_forms_and_named_bare() {
        for (form, title) in [
            ("Giấy khen của Chủ tịch UBND xã", false),
            ("Bằng khen", false),
            ("Danh hiệu “Lao động tiên tiến”", true),
            ("Chiến sĩ thi đua cơ sở", true),
            ("Huân chương Lao động hạng Ba", false),
        ] {
            assert_eq!(is_title(form), title, "{form}");
        }
        assert_eq!(bare_title("Danh hiệu “Lao động tiên tiến”"), "Lao động tiên tiến");
        assert_eq!(bare_title("Danh hiệu"), "Danh hiệu");
        assert_eq!(short_form("Giấy khen của Chủ tịch UBND xã"), "Giấy khen");
    }

    #[test]
    fn a_round_says_what_it_is_about_once() {
        assert_eq!(
            about("Chung tay vì người nghèo", 2026),
            "phong trào thi đua “Chung tay vì người nghèo” năm 2026"
        );
        assert_eq!(
            about("Phong trào thi đua yêu nước năm 2026", 2026),
            "phong trào thi đua yêu nước năm 2026"
        );
    }
}
