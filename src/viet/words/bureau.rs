//! Sentences of the bureau: what cannot be done with what is kept.

/// Sentences for what is not as a request asks for; `{}` takes the detail.
pub(super) const CONFLICTS: &[(&str, &str)] = &[
    ("exists", "Mục này đã có."),
    ("login-taken", "Tên đăng nhập này đã có người dùng."),
    ("edition-stale", "Đã có người sửa sau lần xem cuối."),
    ("version-stale", "Đã có người sửa sau lần xem cuối."),
    ("wrong-state", "Văn bản đang ở trạng thái “{}”, không làm được việc này."),
    ("day-before-last", "Ngày này sớm hơn ngày của số đã cấp gần nhất trong sổ."),
    ("number-not-reserved", "Số này không phải là số đang giữ chỗ."),
];
