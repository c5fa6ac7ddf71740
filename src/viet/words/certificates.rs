//! What is said of certificates: findings of rows.

/// Sentences for what is found of a row (`model::certificate::FindingCode`); `{}` takes the
/// detail.
pub const FINDINGS: &[(&str, &str)] = &[
    ("certificate-shrank", "Chữ đã phải thu nhỏ {} để vừa ô."),
    ("certificate-overflowed", "Chữ không vừa ô dù đã thu nhỏ hết mức: {}"),
    ("certificate-value-missing", "Chưa có “{}”."),
    ("certificate-decision-missing", "Chưa có “{}”; không in khi chưa có quyết định."),
    ("certificate-repeated", "Đối tượng này đã có ở dòng {}."),
    ("certificate-glyph-missing", "Phông chữ không có ký tự {}."),
    ("certificate-value-unknown", "Mẫu không dùng đến cột “{}”."),
    ("certificate-no-date", "Không phải là ngày có trong lịch: {}"),
    ("certificate-no-words", "Giá trị phải là chữ hoặc số."),
    ("certificate-no-honoree", "Loại đối tượng không đúng: {}; dùng cá nhân, tập thể hoặc hộ gia đình."),
    ("certificate-bad-text", "Có ký tự không in được, hoặc quá dài: {}"),
    ("certificate-unprintable", "Không in được dòng này; hãy kiểm tra dữ liệu rồi in lại."),
    ("certificate-invisible", "Đã bỏ ký tự không nhìn thấy {}."),
];

/// How kinds of honorees are written in lists, folded, with their keys.
pub const HONOREES: &[(&str, &str)] = &[
    ("person", "person"),
    ("ca nhan", "person"),
    ("collective", "collective"),
    ("tap the", "collective"),
    ("household", "household"),
    ("ho gia dinh", "household"),
];

/// What stands on a sheet that was printed again, where it is asked for.
pub const AGAIN: &str = "Bản in lại";

/// The sentence of what is found of a row, or the bare code.
pub fn finding(code: &str, detail: &str) -> String {
    super::sentence(FINDINGS, code, &super::quote(detail))
}

/// From one size in pt to another.
pub fn sizes(from: f64, to: f64) -> String {
    format!("từ {from} pt còn {to} pt")
}

/// How many rows are printed as they are, with findings, or not at all.
pub fn summary(rows: usize, failed: usize, noted: usize) -> String {
    format!("{rows} dòng: {} in được, {noted} có nhận xét, {failed} không in được.", rows - failed)
}
