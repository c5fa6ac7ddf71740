//! Sentences about batches of certificates, and about who is told of them.

/// The names of states, by their keys.
const STATES: &[(&str, &str)] = &[
    ("queued", "chờ in"),
    ("running", "đang in"),
    ("paused", "tạm dừng"),
    ("cancelled", "đã hủy"),
    ("done", "đã in xong"),
    ("failed", "không in được"),
];

/// The name of a state, or its bare key.
pub fn state(key: &str) -> String {
    super::sentence(STATES, key, "")
}

/// A reason, and names, for the description of the API.
pub const EXAMPLE_REASON: &str = "In nhầm mẫu phôi";
/// A person, as an example.
pub const EXAMPLE_NAME: &str = "Trần Thị Bình";
/// A batch, as an example.
pub const EXAMPLE_BATCH: &str = "Giấy khen đợt 20/11";
/// The holes of the built-in design with words of our own, as an example.
pub const EXAMPLE_ROW: &[(&str, &str)] = &[
    ("position", "Giáo viên Trường Tiểu học Quảng Châu"),
    ("achievement", "Đã có thành tích xuất sắc trong phong trào thi đua năm 2026"),
];

/// Sentences for what is wrong with one part of a request; `{}` takes the detail.
pub(super) const FAULTS: &[(&str, &str)] = &[
    ("batch-source", "Phải gửi đúng một trong hai: rows hoặc round."),
    ("batch-output", "Sản phẩm phải là: merged, archive, manifest, docx."),
    ("batch-order", "Thứ tự in phải là: list, unit, name, blank."),
    ("batch-size", "Khổ giấy phải là a3, a4, a5 hoặc RỘNGxCAO theo mm."),
    ("batch-rows", "Danh sách phải gồm các đối tượng JSON."),
    ("batch-empty-list", "Danh sách không có ai."),
    ("batch-long", "Danh sách có quá nhiều dòng."),
    ("batch-values", "Trường này phải là một đối tượng gồm các chuỗi ký tự."),
    (
        "batch-calibration",
        "Thông số máy in không đúng: right, down tối đa 50 mm; scale từ 90 đến 110 %; turned.",
    ),
    ("batch-pictures", "Hình ảnh phải là PNG hoặc JPEG mã hóa base64, theo vị trí của mẫu."),
    ("batch-retry", "Phải là danh sách đối tượng có row và có thể có values."),
    ("batch-row-not-failed", "Dòng {} không phải là dòng lỗi."),
    ("batch-printer", "Chỉ gửi một trong hai: printer hoặc calibration."),
    ("printer-unknown", "Không có máy in “{}”."),
    ("design-unknown", "Không có mẫu “{}”."),
    ("picture-unknown", "Mẫu không có chỗ cho hình “{}”."),
    ("webhook-url", "Địa chỉ phải bắt đầu bằng https:// và không có tên, mật khẩu."),
    ("webhook-private", "Máy chủ này không cho gửi đến địa chỉ nội bộ hoặc http."),
];

/// Sentences for what is not as a request asks for; `{}` takes the detail.
pub(super) const CONFLICTS: &[(&str, &str)] = &[
    ("batch-state", "Đợt in đang ở trạng thái “{}”, không làm được việc này."),
    ("batch-nobody", "Không có ai để in."),
    ("batch-none-failed", "Đợt in không có dòng lỗi nào."),
    ("batch-unfinished", "Đợt in chưa xong; hãy tải khi đã in xong."),
    ("batch-no-page", "Đợt in không có trang nào in được."),
    ("batch-late", "Phần này đã có máy khác làm."),
    ("webhook-ended", "Địa chỉ này không còn nhận tin."),
    ("webhooks-full", "Mỗi cơ quan có nhiều nhất {} địa chỉ nhận tin."),
];
