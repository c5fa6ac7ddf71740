//! Every Vietnamese sentence that the code says to people, by its stable code.

/// Sentences for the codes of problems (`model::problem::Code`); `{}` takes the detail.
const PROBLEMS: &[(&str, &str)] = &[
    ("empty", "Văn bản không có chữ nào."),
    ("not-text", "Tệp không phải là văn bản thuần (có ký tự điều khiển hoặc dữ liệu nhị phân)."),
    ("not-a-document", "Không nhận ra đây là văn bản hành chính; toàn bộ được giữ làm lời văn."),
    ("national-title-supplied", "Thiếu Quốc hiệu và Tiêu ngữ; đã bổ sung theo thể thức."),
    ("issuer-missing", "Thiếu tên cơ quan ban hành văn bản."),
    ("doc-type-missing", "Thiếu tên loại văn bản."),
    ("subject-missing", "Thiếu trích yếu nội dung văn bản."),
    ("number-missing", "Thiếu số, ký hiệu văn bản."),
    ("number-blank", "Số văn bản còn để trống: {}"),
    ("date-missing", "Thiếu địa danh và thời gian ban hành."),
    ("date-blank", "Ngày, tháng ban hành còn để trống: {}"),
    ("recipients-missing", "Thiếu phần Nơi nhận."),
    ("signature-missing", "Thiếu chức vụ, họ tên người ký."),
    ("lines-joined", "Đã nối lại một câu bị ngắt thành nhiều dòng, từ dòng {}."),
    ("line-split", "Một dòng liền đã được tách thành nhiều đoạn theo cách đánh số: {}"),
    ("numbering-jump", "Số thứ tự không liên tục: {}"),
    ("unplaced", "Chưa xác định được vị trí của dòng này trong thể thức; giữ làm lời văn: {}"),
    ("footnote-missing", "Có dấu chú thích {} nhưng không có nội dung chú thích."),
    ("footnote-unused", "Có nội dung chú thích {} nhưng trong bài không có dấu chú thích."),
    ("table-ragged", "Hàng của bảng có {} ô, khác với hàng đầu."),
    ("glyph-missing", "Phông chữ không có ký tự {}."),
    ("invisible-character", "Đã bỏ ký tự không nhìn thấy {}."),
];

/// The title of a document that says neither its type nor its subject.
pub const UNTITLED: &str = "Văn bản";

/// The sentence of a problem's code with its detail in place, or the bare code when there
/// is none (a test holds that there always is one).
pub fn problem(code: &str, detail: &str) -> String {
    PROBLEMS
        .iter()
        .find(|(key, _)| *key == code)
        .map_or_else(|| code.to_owned(), |(_, sentence)| sentence.replacen("{}", detail, 1))
}

/// Name of the Word style of a paragraph that only fills a place.
pub const STYLE_SPACER: &str = "Khoảng đệm";

/// Name of the Word style of the line between text and notes.
pub const STYLE_SEPARATOR: &str = "Đường ngăn chú thích";

/// Name of the Word style of the line drawn under a role, by the role's own name.
pub fn style_rule(role: &str) -> String {
    format!("Đường kẻ dưới {role}")
}
