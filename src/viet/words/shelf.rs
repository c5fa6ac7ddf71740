//! What is said of templates and of what changes from one version to the next.

/// Sentences for changes of what a template asks (`diff::fields`): `{}` takes the field, `<>`
/// what exactly.
const CHANGES: &[(&str, &str)] = &[
    ("field-removed", "Không còn trường {}; dữ liệu gửi trường này sẽ bị từ chối."),
    ("field-renamed", "Trường {} nay mang tên <>; dữ liệu gửi tên cũ sẽ bị từ chối."),
    ("field-added-required", "Thêm trường bắt buộc {}; dữ liệu thiếu trường này sẽ bị từ chối."),
    ("field-added", "Thêm trường không bắt buộc {}."),
    ("office-asked", "Nay dùng thông tin cơ quan; hồ sơ của cơ quan được điền sẵn."),
    ("kind-changed", "{} đổi kiểu dữ liệu: <>."),
    ("kind-widened", "{} nhận kiểu dữ liệu rộng hơn: <>."),
    ("choice-removed", "{} không còn nhận giá trị <>."),
    ("choice-added", "{} nhận thêm giá trị <>."),
    ("choice-label-changed", "{} đổi tên gọi của giá trị <>."),
    ("became-required", "{} nay bắt buộc phải có."),
    ("blank-refused", "{} nay không được gửi giá trị trống; không gửi thì lấy giá trị mặc định."),
    ("became-optional", "{} nay không bắt buộc."),
    ("default-removed", "{} không còn giá trị mặc định, nay phải gửi."),
    ("default-changed", "{} đổi giá trị mặc định."),
    ("min-raised", "{} đổi mức tối thiểu: <>."),
    ("min-lowered", "{} hạ mức tối thiểu: <>."),
    ("max-lowered", "{} đổi mức tối đa: <>."),
    ("max-raised", "{} nâng mức tối đa: <>."),
    ("pattern-changed", "{} phải viết theo dạng khác: <>."),
    ("pattern-removed", "{} không còn phải viết theo một dạng."),
    ("label-changed", "{} đổi nhãn: <>."),
    ("document-kind-changed", "Mẫu đổi loại văn bản: <>."),
    ("standard-changed", "Mẫu đổi thể thức: <>."),
];

/// Where there is no limit.
pub const WITHOUT: &str = "không giới hạn";

/// The sentence of a change's code, or the bare code.
pub fn change(code: &str, field: &str, about: &str) -> String {
    let said = CHANGES.iter().find(|(known, _)| *known == code);
    said.map_or_else(
        || code.to_owned(),
        |(_, sentence)| {
            let (before, after) = sentence.split_once("<>").unwrap_or((sentence, ""));
            let about = if sentence.contains("<>") { about } else { "" };
            [&before.replacen("{}", field, 1), about, &after.replacen("{}", field, 1)].concat()
        },
    )
}

/// A field as a sentence names it: its label, and where it stands.
pub fn field(label: &str, around: &str) -> String {
    if around.is_empty() { format!("“{label}”") } else { format!("“{label}” của {around}") }
}

/// One thing, then another.
pub fn instead(old: &str, new: &str) -> String {
    format!("từ {old} thành {new}")
}

/// A list of something.
pub fn list_of(what: &str) -> String {
    format!("danh sách {what}")
}
