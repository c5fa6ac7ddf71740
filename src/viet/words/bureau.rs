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
    ("template-retired", "Mẫu này đang ngừng dùng; hãy khôi phục trước."),
    ("template-in-use", "Mẫu này đang dùng, không cần khôi phục."),
    ("template-unreadable", "Chương trình này không đọc được mẫu đã công bố {}."),
    ("templates-full", "Cơ quan chỉ được có nhiều nhất {} mẫu."),
    ("wrong-state", "Văn bản đang ở trạng thái “{}”, không làm được việc này."),
    ("day-before-last", "Ngày này sớm hơn ngày của số đã cấp gần nhất trong sổ."),
    (
        "day-out-of-order",
        "Ngày này không đúng thứ tự: số trước có ngày muộn hơn, hoặc số sau có ngày sớm hơn.",
    ),
    ("no-number-before", "Trong năm chưa có số nào được cấp đến ngày này, nên không có số để lấy số bù."),
    ("number-not-reserved", "Số này không phải là số đang giữ chỗ."),
    (
        "past-day",
        "Ngày này sớm hơn ngày của số đã cấp gần nhất. Số đang giữ chỗ còn dùng được cho ngày này: {} (0 là không có); nếu không có thì cấp số bù (supplement).",
    ),
    ("register-long", "Sổ có hơn {} dòng; hãy in từng phần theo ngày (from, to)."),
    ("series-closed", "Dãy số “{}” đã đóng."),
    ("series-unknown", "Không có dãy số “{}”."),
    ("series-none", "Không có dãy số nào nhận văn bản này; hãy chọn một dãy số."),
    (
        "series-usual",
        "Phải có một dãy số mở nhận mọi văn bản còn lại; hãy chọn dãy khác trước khi bỏ hoặc đóng “{}”.",
    ),
    ("supplement-needless", "Ngày này vẫn lấy được số tiếp theo, không cần số bù."),
    ("supplements-off", "Dãy số “{}” không cấp số bù."),
    ("too-many-series", "Nhiều nhất là {} dãy số."),
    ("supplements-full", "Số này đã có đủ 26 số bù."),
];
