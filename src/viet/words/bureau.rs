//! Sentences of the bureau: what cannot be done with what is kept.

/// Sentences for what is not as a request asks for; `{}` takes the detail.
pub(super) const CONFLICTS: &[(&str, &str)] = &[
    ("exists", "Mục này đã có."),
    ("login-taken", "Tên đăng nhập này đã có người dùng."),
    (
        "last-administrator",
        "Đây là quản trị viên cuối cùng của cơ quan; hãy giao việc này cho người khác trước. {}",
    ),
    ("last-operator", "Đây là quản trị viên hệ thống cuối cùng."),
    (
        "works-elsewhere",
        "Người này còn làm việc ở cơ quan khác; chỉ quản trị viên hệ thống làm được việc này.",
    ),
    ("not-active", "Tài khoản này đang bị khóa."),
    ("no-parent", "Cơ quan này không có cơ quan cấp trên trong hệ thống."),
    ("too-many-tokens", "Mỗi người có nhiều nhất {} khóa còn hiệu lực trong một cơ quan."),
    ("edition-stale", "Đã có người sửa sau lần xem cuối."),
    ("version-stale", "Đã có người sửa sau lần xem cuối."),
    ("wrong-state", "Văn bản đang ở trạng thái “{}”, không làm được việc này."),
    ("day-before-last", "Ngày này sớm hơn ngày của số đã cấp gần nhất trong sổ."),
    (
        "day-out-of-order",
        "Ngày này không đúng thứ tự: số trước có ngày muộn hơn, hoặc số sau có ngày sớm hơn.",
    ),
    ("no-number-before", "Trong năm chưa có số nào được cấp đến ngày này, nên không có số để lấy số bù."),
    ("number-not-reserved", "Số này không phải là số đang giữ chỗ."),
    ("series-closed", "Dãy số “{}” đã đóng."),
    ("series-unknown", "Không có dãy số “{}”."),
    ("series-none", "Không có dãy số nào nhận văn bản này; hãy chọn một dãy số."),
    ("supplements-full", "Số này đã có đủ 26 số bù."),
];
