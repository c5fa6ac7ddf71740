//! Sentences about documents that are kept: their states, and what is wrong with what is asked.

/// The names of states, by their keys.
const STATES: &[(&str, &str)] = &[
    ("draft", "dự thảo"),
    ("submitted", "đã trình"),
    ("approved", "đã duyệt"),
    ("issued", "đã ban hành"),
    ("revoked", "đã thu hồi"),
    ("replaced", "đã được thay thế"),
];

/// The name of a state, or its bare key.
pub fn state(key: &str) -> String {
    super::sentence(STATES, key, "")
}

/// A reason, for the description of the API.
pub const EXAMPLE_REASON: &str = "Bổ sung căn cứ ban hành";

/// Sentences for what is wrong with one part of a request about a document; `{}` takes the detail.
pub(super) const FAULTS: &[(&str, &str)] = &[
    ("template-unknown", "Không có mẫu văn bản “{}”."),
    ("source-count", "Phải gửi đúng một trong ba: template, text hoặc document."),
    ("text-control", "Có ký tự điều khiển không lưu được."),
    ("finding-open", "Lỗi thể thức chưa sửa và chưa được chấp nhận: {}"),
    ("rule-unknown", "Không có quy tắc kiểm tra “{}”."),
    ("day-shape", "Không có ngày “{}”; hãy ghi như 5/3/2026."),
    ("number-shape", "Không đọc được số “{}”; hãy ghi như 05 hoặc 15a."),
    ("day-ahead", "Ngày ban hành chưa đến; hôm nay là {}."),
    ("by-unknown", "Không có văn bản đã ban hành nào mang mã này trong cơ quan."),
    ("query-time", "Giá trị phải là thời điểm dạng 2026-03-05T08:00:00Z."),
    ("query-words", "Tìm nhiều nhất {} từ."),
    ("name-short", "Phải có ít nhất {} ký tự."),
];
