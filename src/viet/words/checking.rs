//! What the checker says around its findings; the findings' own sentences are data
//! (`templates/standards/rules`).

/// The label of a rule's name in an office's profile.
pub const RULE: &str = "Quy tắc";

/// How grave a finding is, by its key.
const SEVERITIES: &[(&str, &str)] = &[("error", "lỗi"), ("warning", "cảnh báo"), ("suggestion", "gợi ý")];

/// What the groups of rules are about, by their keys.
const GROUPS: &[(&str, &str)] = &[
    ("letterhead", "Phần đầu: quốc hiệu, cơ quan, số, ngày, tên loại"),
    ("content", "Nội dung: căn cứ, bố cục, đánh số, viện dẫn"),
    ("ending", "Phần cuối: chữ ký, nơi nhận, phụ lục"),
    ("writing", "Cách viết: số, ngày, chữ viết tắt, chính tả"),
    ("capitals", "Viết hoa"),
    ("looks", "Trình bày của tệp Word: khổ giấy, lề, phông chữ, cỡ chữ"),
];

/// How grave a finding is, or its bare key.
pub fn severity(key: &str) -> String {
    super::sentence(SEVERITIES, key, "")
}

/// What a group of rules is about, or its bare key.
pub fn group(key: &str) -> String {
    super::sentence(GROUPS, key, "")
}

/// Where a rule comes from, as a person reads it.
pub fn cite(cite: &str) -> &str {
    if cite == "practice" { "thông lệ soạn thảo" } else { cite }
}

/// Where a finding stands that no text has: the part and the block, counted from 1, and the
/// words there.
pub fn place(part: usize, block: usize, words: &str) -> String {
    if words.is_empty() {
        format!("phần {part}, khối {block}")
    } else {
        format!("phần {part}, khối {block} “{words}”")
    }
}

/// Where a finding of a Word file stands: the paragraph, counted from 1, and the words there.
pub fn paragraph(number: usize, words: &str) -> String {
    format!("đoạn {number} “{words}”")
}

/// A few words of a text.
pub fn quote(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.trim().to_owned(),
    }
}

/// How many findings there are.
pub fn summary(errors: usize, warnings: usize, suggestions: usize) -> String {
    if errors + warnings + suggestions == 0 {
        return "Không tìm thấy lỗi thể thức.".to_owned();
    }
    format!("{errors} lỗi, {warnings} cảnh báo, {suggestions} gợi ý.")
}

/// A rule that the office does without, and how often it would have spoken.
pub fn switched_off(id: &str, reason: &str, count: usize) -> String {
    format!("Không kiểm tra {id} ({count} chỗ): {reason}")
}

/// What is printed before a correction that was made.
pub const DONE: &str = "đã sửa";

/// What is printed before a fault that is gone because the document is set anew.
pub const RESET: &str = "đã trình bày lại";

/// A correction: the words before, the words after.
pub fn instead(old: &str, new: &str) -> String {
    format!("“{old}” → “{new}”")
}

/// How many corrections were made, and how many findings are left.
pub fn mended(done: usize, left: &str) -> String {
    format!("Đã sửa {done} chỗ. Sau khi sửa: {left}")
}

/// What stands before an example of a rule.
pub const RIGHT: &str = "đúng";

/// What stands before an example of its breach.
pub const WRONG: &str = "sai";

/// An example that has no words.
pub const NOTHING: &str = "(không có)";

/// The words of a comment in a Word file.
pub fn comment(severity: &str, message: &str, cite: &str, id: &str) -> String {
    let severity = self::severity(severity);
    let mut letters = severity.chars();
    let severity: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    format!("{severity}: {message}\n{} [{id}]", self::cite(cite))
}
