//! Sentences of the bureau: what cannot be done with what is kept.

/// Sentences for what is not as a request asks for; `{}` takes the detail.
pub(super) const CONFLICTS: &[(&str, &str)] = &[
    ("exists", "Mục này đã có."),
    ("login-taken", "Tên đăng nhập này đã có người dùng."),
    ("edition-stale", "Đã có người sửa sau lần xem cuối."),
    ("version-stale", "Đã có người sửa sau lần xem cuối."),
    ("hand-edited", "Văn bản đã được sửa tay trong Word; tạo lại từ dữ liệu sẽ mất phần sửa tay."),
    ("discarded", "Dự thảo này đã bỏ; hãy lấy lại trước khi làm tiếp."),
    ("not-discarded", "Dự thảo này chưa bỏ."),
    ("once-submitted", "Văn bản đã từng trình nên không bỏ được nữa."),
    ("not-your-draft", "Chỉ người soạn mới bỏ được dự thảo."),
    ("number-line-missing", "Văn bản không có dòng “Số: …” để ghi số."),
    ("number-typed", "Văn bản đã ghi sẵn số khác với số được cấp: {}."),
    ("day-typed", "Văn bản đã ghi sẵn ngày khác với ngày ban hành: {}."),
    ("signer-missing", "Văn bản không có họ tên người ký."),
    ("replaced-by-itself", "Văn bản không thay thế chính nó được."),
    ("no-upload", "Phiên bản này không có tệp Word tải lên."),
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
