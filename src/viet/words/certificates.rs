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

/// What the public is told of a code that no printed certificate has.
pub const NO_SUCH_CODE: &str = "Không có bằng, giấy khen nào mang mã này. Hãy xem lại từng chữ trên tờ giấy.";

/// Reasons for revoking a certificate and for printing one again, as examples.
pub const EXAMPLE_REASONS: (&str, &str) = ("Quyết định tặng đã bị hủy bỏ", "Bản in bị nhòe mực");

/// A kind of blanks, as an example.
pub const EXAMPLE_BLANK: &str = "Phôi giấy khen A4";
/// A printer, as an example.
pub const EXAMPLE_PRINTER: &str = "Máy in phòng Nội vụ";

/// Who is honoured, in the words of the public page.
pub fn whom(honoree: &str) -> &'static str {
    match honoree {
        "collective" => "Tập thể",
        "household" => "Hộ gia đình",
        _ => "Họ và tên",
    }
}

/// The name of the file of a certificate that is printed again.
pub fn again(name: &str, ordinal: i64) -> String {
    format!("{name} – in lại lần {ordinal}")
}

/// The name of the file of a printer's calibration sheet.
pub fn calibration(printer: &str) -> String {
    format!("Tờ căn chỉnh {printer}")
}

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
