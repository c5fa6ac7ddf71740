//! What registers (sổ) print and are called.

/// The series of numbers that an office begins with: name in addresses, name, patterns of the
/// symbols that it takes. The first takes whatever no other takes.
///
/// Councils that sign in their own name under the office's seal have numbers of their own, and
/// so have copies, all three kinds together (Điều 15; Phụ lục I, Phần II).
pub const SERIES: &[(&str, &str, &[&str])] = &[
    ("van-ban-di", "Văn bản đi", &[]),
    ("hoi-dong", "Văn bản của hội đồng, ban", &["*-HĐ*", "*-BCĐ*", "!*-HĐND*"]),
    ("ban-sao", "Bản sao", &["SY-*", "SL-*", "TrS-*"]),
    // Numbers certificates; a document only where somebody says so.
    ("khen-thuong", "Khen thưởng", &[]),
];

/// A series as an example: its name, and the symbols that it takes.
pub const EXAMPLE_COUNCIL: (&str, &str) = ("Hội đồng kỷ luật", "*-HĐKL");

/// Why a number is kept, and why one is made void, as examples.
pub const EXAMPLE_REASONS: (&str, &str) = ("Chờ lãnh đạo ký", "Không ban hành");

/// The title of the register of outgoing documents (Phụ lục IV, Mục I).
pub const TITLE: &str = "SỔ ĐĂNG KÝ VĂN BẢN ĐI";

/// The heads of its ten columns.
pub const COLUMNS: [&str; 10] = [
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Người ký",
    "Nơi nhận văn bản",
    "Đơn vị, người nhận bản lưu",
    "Số lượng bản",
    "Ngày chuyển",
    "Ký nhận",
    "Ghi chú",
];

/// The key of the series that numbers certificates.
pub const AWARDS: &str = "khen-thuong";

/// The title of the book of awards.
pub const AWARDS_TITLE: &str = "SỔ KHEN THƯỞNG";

/// The heads of its seven columns.
pub const AWARD_COLUMNS: [&str; 7] = [
    "Số",
    "Ngày vào sổ",
    "Người, tập thể được khen thưởng",
    "Đơn vị, địa chỉ",
    "Hình thức khen thưởng",
    "Số, ngày quyết định",
    "Ghi chú",
];

/// The names of the two sheets of its workbook.
pub const AWARD_SHEETS: (&str, &str) = ("Bìa", "Sổ khen thưởng");

/// Number and day of a decision in one column.
pub fn decision(number: &str, day: &str) -> String {
    match (number.is_empty(), day.is_empty()) {
        (false, false) => format!("{number}, {day}"),
        _ => format!("{number}{day}"),
    }
}

/// The names of a workbook's two sheets.
pub const SHEETS: (&str, &str) = ("Bìa", "Sổ đăng ký văn bản đi");

/// Where a cover leaves room for a hand.
const BLANK: &str = "……";

/// What the cover says below the title, line by line.
pub fn cover(year: i64, days: (&str, &str), numbers: (&str, &str), volume: Option<i64>) -> [String; 4] {
    fn or_blank(words: &str) -> &str {
        if words.is_empty() { BLANK } else { words }
    }
    let volume = volume.map(|volume| format!("{volume:02}")).unwrap_or_default();
    [
        format!("Năm: {year}"),
        format!("Từ ngày {} đến ngày {}", or_blank(days.0), or_blank(days.1)),
        format!("Từ số {} đến số {}", or_blank(numbers.0), or_blank(numbers.1)),
        format!("Quyển số: {}", or_blank(&volume)),
    ]
}

/// The name of the register's file.
pub fn file(series: Option<&str>, year: i64) -> String {
    match series {
        Some(AWARDS) => format!("Sổ khen thưởng {year}"),
        None => format!("Sổ đăng ký văn bản đi {year}"),
        Some(series) => format!("Sổ đăng ký văn bản đi {year} {series}"),
    }
}

/// The note of a number that is not used.
pub fn void(reason: &str) -> String {
    format!("Hủy số: {reason}")
}

/// The note of a number that is kept.
pub fn reserved(reason: &str) -> String {
    format!("Giữ số: {reason}")
}

/// The note of a number with a letter.
pub fn supplement(reason: &str) -> String {
    format!("Số bù: {reason}")
}

/// The note of a document that was revoked.
pub fn revoked(day: &str, reason: &str) -> String {
    let why = if reason.is_empty() { String::new() } else { format!(": {reason}") };
    format!("Đã thu hồi ngày {day}{why}")
}

/// The note of a document that another replaced.
pub fn replaced(day: &str, by: &str) -> String {
    let by = if by.is_empty() { String::new() } else { format!(" bằng văn bản số {by}") };
    format!("Đã thay thế ngày {day}{by}")
}
