//! Sentences of the bureau: what cannot be done with what is kept.

/// Sentences for what is not as a request asks for; `{}` takes the detail.
pub(super) const CONFLICTS: &[(&str, &str)] = &[
    ("exists", "Mục này đã có."),
    ("login-taken", "Tên đăng nhập này đã có người dùng."),
    ("edition-stale", "Đã có người sửa sau lần xem cuối."),
    ("version-stale", "Đã có người sửa sau lần xem cuối."),
    ("template-retired", "Mẫu này đang ngừng dùng; hãy khôi phục trước."),
    ("template-in-use", "Mẫu này đang dùng, không cần khôi phục."),
    ("template-unreadable", "Chương trình này không đọc được mẫu đã công bố {}."),
    ("templates-full", "Cơ quan chỉ được có nhiều nhất {} mẫu."),
    ("wrong-state", "Văn bản đang ở trạng thái “{}”, không làm được việc này."),
    ("day-before-last", "Ngày này sớm hơn ngày của số đã cấp gần nhất trong sổ."),
    ("number-not-reserved", "Số này không phải là số đang giữ chỗ."),
];
