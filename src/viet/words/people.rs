//! Sentences about offices, people and keys.

/// The name of a person whose data was erased.
pub const ERASED: &str = "Người dùng đã xóa";

/// The name of an invented person, for examples.
pub const EXAMPLE_PERSON: &str = "Đỗ Quang Vinh";

/// What a server without people says at its start.
pub fn founding(link: &str) -> String {
    format!(
        "Chưa có ai trong hệ thống. Mở liên kết này trong 24 giờ để thiết lập (chỉ dùng một lần):\n  {link}"
    )
}

/// Sentences for what is wrong with one part of a request.
pub(super) const FAULTS: &[(&str, &str)] = &[
    ("json-moment", "Trường này phải là một thời điểm sắp tới, dạng 2026-12-31T17:00:00+07:00."),
    ("login-shape", "Tên đăng nhập có từ 2 đến 64 chữ cái, chữ số hoặc dấu . _ - @ +, không có dấu cách."),
    ("name-shape", "Họ và tên phải có chữ, trên một dòng, tối đa 120 ký tự."),
    ("office-unknown", "Không có cơ quan này, hoặc cơ quan này không thể là cơ quan cấp trên."),
    ("password-common", "Mật khẩu này quá dễ đoán; hãy chọn mật khẩu khác."),
    ("password-login", "Mật khẩu không được trùng với tên đăng nhập."),
    ("password-long", "Mật khẩu dài quá 200 ký tự."),
    ("password-short", "Mật khẩu phải có ít nhất 10 ký tự."),
    ("password-twice", "Hai lần nhập mật khẩu không giống nhau."),
    ("role-unknown", "Vai trò chỉ có: clerk, records-officer, leader, administrator."),
    (
        "scope-unknown",
        "Phải có ít nhất một quyền trong: render, read, draft, approve, issue, templates, admin.",
    ),
];

/// What a person is in an office, as pages say it.
pub const ROLES: &[(&str, &str)] = &[
    ("clerk", "Chuyên viên"),
    ("records-officer", "Văn thư"),
    ("leader", "Lãnh đạo"),
    ("administrator", "Quản trị"),
];
