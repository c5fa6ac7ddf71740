//! What is said of certificates: findings of rows, faults of designs.

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

/// Sentences for the faults of a design (`model::certificate::DesignCode`); `{}` takes the detail.
pub const DESIGNS: &[(&str, &str)] = &[
    ("design-syntax", "Sai cú pháp TOML: {}"),
    ("design-unknown-key", "Không có khóa “{}”."),
    ("design-key-missing", "Thiếu khóa “{}”."),
    ("design-value", "Giá trị không đúng; cần: {}"),
    ("design-uncited", "Thiếu nguồn của các giá trị (cite): {}"),
    ("design-off-sheet", "Ô nằm ngoài tờ giấy: {}"),
    ("design-twice", "Tên này đã được dùng: {}"),
    ("design-unknown-name", "Không có tên này: {}"),
    ("design-bad-hole", "Chỗ trống viết sai: {}"),
    ("design-hole-unused", "Chỗ trống được khai báo nhưng không dùng đến: {}"),
    ("design-sizes", "Cỡ chữ nhỏ nhất lớn hơn cỡ chữ: {}"),
    ("design-too-low", "Ô thấp hơn một dòng chữ ở cỡ nhỏ nhất: {}"),
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

/// The sentence of what is found of a row, or the bare code.
pub fn finding(code: &str, detail: &str) -> String {
    super::sentence(FINDINGS, code, &super::quote(detail))
}

/// The sentence of a design's fault, or the bare code.
pub fn design(code: &str, detail: &str) -> String {
    super::sentence(DESIGNS, code, detail)
}

/// From one size in pt to another.
pub fn sizes(from: f64, to: f64) -> String {
    format!("từ {from} pt còn {to} pt")
}

/// How many rows are printed as they are, with findings, or not at all.
pub fn summary(rows: usize, failed: usize, noted: usize) -> String {
    format!("{rows} dòng: {} in được, {noted} có nhận xét, {failed} không in được.", rows - failed)
}
