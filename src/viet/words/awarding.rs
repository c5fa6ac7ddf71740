//! Sentences about award rounds, their entries and the lists that come in.

/// The names of states, by their keys.
const STATES: &[(&str, &str)] = &[
    ("collecting", "đang lập danh sách"),
    ("reviewed", "đã thẩm định"),
    ("council", "hội đồng đã bỏ phiếu"),
    ("decided", "đã quyết định"),
    ("awarded", "đã trao"),
];

/// The name of a state, or its bare key.
pub fn state(key: &str) -> String {
    super::sentence(STATES, key, "")
}

/// Sentences for what is wrong with one part of what is asked of a round; `{}` takes the detail.
pub(super) const FAULTS: &[(&str, &str)] = &[
    ("plan-unknown", "Không có phiên bản {} của văn bản kế hoạch này trong cơ quan."),
    ("corrects-unknown", "Không có đợt khen thưởng “{}” trong phong trào này."),
    ("corrects-open", "Đợt “{}” chưa quyết định nên sửa thẳng trong đợt ấy, không lập đợt đính chính."),
    ("corrects-fixed", "Không đổi được đợt mà đợt này đính chính."),
    ("entry-unknown", "Không có mục “{}” trong danh sách của đợt."),
    ("entry-twice", "Mục này đã nêu ở trên."),
    ("entry-formless", "“{}” chưa có hình thức khen thưởng."),
    ("entry-form-gone", "Hình thức khen thưởng của “{}” không còn trong phong trào."),
    ("bulk-empty", "Phải nêu items hoặc every."),
    ("row-unknown", "Danh sách không có dòng thứ {}."),
    ("row-unasked", "Dòng này không có gì phải trả lời."),
    ("answer-unknown", "Câu trả lời phải là một trong: {}."),
    ("import-unknown", "Không có danh sách đã nhận “{}” trong đợt này."),
    ("round-finding", "{}"),
    ("finding-unknown", "Không có lỗi “{}” trong các kiểm tra của đợt khen thưởng."),
];

/// Where else somebody stands who is named again: in the list of the round itself.
pub const THIS_ROUND: &str = "danh sách của đợt này";

/// The name of the file that gives a list back with its notes.
pub fn noted(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    format!("{} - ghi chú.xlsx", if stem.is_empty() { "Danh sách" } else { stem })
}

/// The name of the blank sheet's file.
pub const BLANK: &str = "Danh sách đề nghị khen thưởng.xlsx";

/// A campaign, a round and an entry in our own words, as examples of the API.
pub const EXAMPLE_CAMPAIGN: &str = r#"{
  "name": "Phong trào thi đua xây dựng nông thôn mới",
  "issuer": "Ủy ban nhân dân xã Quảng Châu",
  "period": { "from": "2026-01-01", "to": "2030-12-31" },
  "groups": [{ "id": "ca-nhan", "name": "Cá nhân", "kinds": ["individual"] }],
  "forms": [{ "id": "giay-khen", "name": "Giấy khen của Chủ tịch Ủy ban nhân dân xã" }]
}"#;

/// As [`EXAMPLE_CAMPAIGN`].
pub const EXAMPLE_ROUND: &str = r#"{ "name": "Khen thưởng năm 2026", "year": 2026, "members": 7 }"#;

/// As [`EXAMPLE_CAMPAIGN`].
pub const EXAMPLE_ENTRY: &str = r#"{
  "honoree": { "kind": "individual", "courtesy": "ms", "name": "Đỗ Thị Hoa", "unit": "Trạm Y tế xã" },
  "group": "ca-nhan",
  "form": "giay-khen"
}"#;
