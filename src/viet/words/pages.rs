//! What the pages of the office say by code: the parts of the navigation, what was done, acts.

/// The parts of the office: the address of each, and its name. A part stands in the navigation
/// when this program serves its address.
pub const NAV: &[(&str, &str)] = &[
    ("/", "Trang chủ"),
    ("/soan", "Soạn văn bản"),
    ("/van-ban", "Văn bản"),
    ("/so", "Sổ đăng ký"),
    ("/mau", "Mẫu"),
    ("/kiem-tra", "Kiểm tra thể thức"),
    ("/thi-dua", "Thi đua - Khen thưởng"),
    ("/giay-khen", "In giấy khen"),
    ("/quan-tri", "Quản trị"),
    ("/tro-giup", "Trợ giúp"),
];

/// What was just done, as the page after it says.
pub const DONE: &[(&str, &str)] = &[
    ("saved", "Đã lưu dự thảo."),
    ("uploaded", "Đã nhận tệp Word sửa tay; hãy xem những chỗ thay đổi dưới đây."),
    ("submitted", "Đã trình văn bản."),
    ("approved", "Đã duyệt văn bản."),
    ("returned", "Đã trả lại văn bản kèm lý do."),
    ("issued", "Đã ban hành và ghi vào sổ."),
    ("revoked", "Đã thu hồi văn bản."),
    ("replaced", "Đã ghi văn bản thay thế."),
    ("discarded", "Đã bỏ dự thảo; vẫn lấy lại được."),
    ("restored", "Đã lấy lại dự thảo."),
];

/// What was done with a document, as its history says.
const ACTS: &[(&str, &str)] = &[
    ("edit", "Soạn"),
    ("submit", "Trình"),
    ("return", "Trả lại"),
    ("approve", "Duyệt"),
    ("issue", "Ban hành"),
    ("revoke", "Thu hồi"),
    ("replace", "Được thay thế"),
];

/// The name of an act, or its bare key.
pub fn act(key: &str) -> String {
    super::sentence(ACTS, key, "")
}

/// What the history calls a version that came as a Word file.
pub const BY_HAND: &str = "Sửa tay trong Word";

/// What a document is called that is written as text.
pub const FROM_TEXT: &str = "Soạn từ nội dung có sẵn";

/// The field of its text.
pub const TEXT: &str = "Nội dung văn bản";

/// What helps there.
pub const TEXT_HELP: &str = "Dán nội dung đã có, kể cả của năm trước, giữ nguyên cách đánh số I., 1., a), - như đã soạn; phần thể thức thiếu sẽ được bổ sung.";

/// What a problem of the office's profile is filed under.
pub const OFFICE_DATA: &str = "Dữ liệu cơ quan";

/// The name of a document that has no title yet.
pub const UNTITLED: &str = "Chưa có trích yếu";

/// A box that is ticked, in words.
pub const YES: &str = "Có";

/// A box that is not.
pub const NO: &str = "Không";
