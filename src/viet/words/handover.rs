//! What stands on the cover sheets and hand-over lists of certificates.

use crate::viet::case;

/// Above the name of the unit on its cover sheet.
pub const FOR_UNIT: &str = "Đơn vị nhận";

/// For rows that name no unit.
pub const NO_UNIT: &str = "Không ghi đơn vị";

/// The heads of the list's columns.
pub const COLUMNS: [&str; 6] =
    ["TT", "Họ tên, tập thể, hộ gia đình", "Chức vụ, địa chỉ", "Số sổ", "Tờ số", "Ký nhận"];

/// Above the two who sign.
pub const GIVES: &str = "NGƯỜI GIAO";

/// Above the two who sign.
pub const TAKES: &str = "NGƯỜI NHẬN";

/// Below both.
pub const SIGN: &str = "(Ký, ghi rõ họ tên)";

/// The title of it all, in a file's properties.
pub fn title(design: &str) -> String {
    format!("Bàn giao {}", case::lower(design))
}

/// The title of a cover sheet.
pub fn cover(design: &str) -> String {
    case::upper(design)
}

/// The title of a list.
pub fn list(design: &str) -> String {
    case::upper(&format!("Danh sách bàn giao, ký nhận {design}"))
}

/// How many sheets, and which, where they lie one upon another.
pub fn sheets(count: usize, which: Option<(usize, usize)>) -> String {
    match which {
        Some((first, last)) if first == last => {
            format!("Số lượng: {count} tờ (tờ số {first} theo thứ tự in)")
        }
        Some((first, last)) => {
            format!("Số lượng: {count} tờ (từ tờ số {first} đến tờ số {last} theo thứ tự in)")
        }
        None => format!("Số lượng: {count} tờ"),
    }
}

/// The decision.
pub fn decision(number: &str, day: &str) -> String {
    format!("Quyết định số: {number} {day}").trim_end().to_owned()
}
