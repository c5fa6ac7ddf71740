//! Sentences about lists of honorees that come in as spreadsheets.

use chrono::NaiveDate;

use super::{quote, sentence, word};
use crate::viet::date;

/// Sentences for why a workbook is not read (`readers::sheet::Refusal`).
const REFUSALS: &[(&str, &str)] = &[
    ("sheet-too-large", "Tệp bảng tính quá lớn."),
    ("sheet-not-one", "Tệp không phải là bảng tính (XLSX, XLS, ODS, CSV)."),
    ("sheet-binary", "Tệp kiểu nhị phân (XLSB); hãy mở bằng Excel và lưu lại thành XLSX."),
    ("sheet-too-old", "Tệp Excel trước năm 1997; hãy mở bằng Excel và lưu lại thành XLSX."),
    ("sheet-encrypted", "Tệp đặt mật khẩu; hãy bỏ mật khẩu rồi gửi lại."),
    ("sheet-broken", "Tệp bảng tính bị hỏng hoặc chưa tải hết."),
    ("sheet-too-many-parts", "Tệp bảng tính chứa quá nhiều thành phần."),
    ("sheet-bomb", "Một thành phần của tệp bung ra quá lớn."),
    ("sheet-doctype", "Tệp có khai báo DOCTYPE; tệp do chương trình bảng tính tạo ra không bao giờ có."),
    ("sheet-too-deep", "Các phần trong tệp lồng nhau quá sâu."),
    ("sheet-too-many-sheets", "Tệp có quá nhiều trang tính."),
    (
        "sheet-too-many-rows",
        "Bảng tính có ô ở dòng quá xa hoặc quá nhiều dòng; hãy xóa các dòng thừa, chia nhỏ danh sách.",
    ),
    ("sheet-too-many-columns", "Bảng tính có ô ở cột quá xa; hãy xóa các cột thừa."),
    ("sheet-too-much", "Bảng tính có quá nhiều ô hoặc quá nhiều chữ; hãy chia nhỏ danh sách."),
    (
        "sheet-no-list",
        "Không tìm thấy danh sách: không có dòng tiêu đề cột nào có “Họ và tên” (hoặc tên tập thể) và ít nhất một cột khác; có thể tải biểu mẫu trống để điền.",
    ),
];

/// Sentences for what is said of a row (`model::honoree::NoteCode`); `{}` takes the detail.
const NOTES: &[(&str, &str)] = &[
    ("cell-tidied", "Đã bỏ khoảng trắng thừa, dấu xuống dòng hoặc ghép lại dấu: “{}”."),
    ("courtesy-in-name", "Đã tách danh xưng “{}” đứng trước tên."),
    ("title-in-name", "Đã tách cấp bậc, học hàm, học vị, danh hiệu đứng trước tên: “{}”."),
    ("award-from-section", "Hình thức khen thưởng lấy theo tiêu đề phía trên: “{}”."),
    ("money-scaled", "Số tiền được đọc theo đơn vị đã ghi: {}."),
    ("row-hidden", "Dòng này đang bị ẩn; có đưa vào danh sách không?"),
    ("legacy-tcvn3", "Ô này gõ bằng mã TCVN3 (phông .VnTime); đề nghị đọc là “{}”."),
    ("legacy-vni", "Ô này gõ bằng mã VNI (phông VNI-Times); đề nghị đọc là “{}”."),
    ("name-in-capitals", "Tên viết in hoa; đề nghị viết là “{}”."),
    ("name-in-small-letters", "Tên có chữ đầu viết thường; đề nghị viết là “{}”."),
    ("name-one-word", "Tên chỉ có một chữ: “{}”; đã đủ họ và tên chưa?"),
    ("name-odd", "Tên có ký tự lạ “{}”; hãy kiểm tra lại."),
    ("courtesy-or-surname", "“{}”: chữ “Ông” là danh xưng hay là họ? Đề nghị coi là danh xưng."),
    ("courtesy-unread", "Danh xưng không phải là Ông hay Bà: “{}”."),
    ("sex-contradicts", "Danh xưng và giới tính không khớp nhau: {}."),
    ("sex-unread", "Giới tính không phải là Nam hay Nữ: “{}”."),
    ("kind-guessed", "Danh sách không cho biết đây là cá nhân hay tập thể; đề nghị: {}."),
    ("kind-contradicts", "Tên này giống tên của đối tượng khác với danh sách; đề nghị: {}."),
    ("kind-unread", "Không hiểu phân loại “{}”; dùng: cá nhân, tập thể, hộ gia đình, doanh nghiệp."),
    ("birth-short-year", "Năm sinh chỉ có hai chữ số: {}."),
    ("birth-swapped", "Ngày và tháng có vẻ bị đổi chỗ: {}."),
    ("birth-serial", "Ngày sinh bị mất định dạng, còn là một con số: {}."),
    ("birth-month", "Chỉ có tháng và năm sinh: {}."),
    ("birth-implausible", "Ngày sinh khó tin: {}."),
    ("birth-unread", "Không đọc được ngày sinh “{}”."),
    ("birth-twice", "Có hai ngày sinh trên một dòng: “{}” không được dùng."),
    ("unit-missing", "Chưa có đơn vị; dòng trên ghi “{}”."),
    ("unit-from-section", "Chưa có đơn vị; tiêu đề phía trên ghi “{}”."),
    ("post-unit-whole", "Chưa tách được chức vụ và đơn vị: “{}”."),
    ("award-missing", "Chưa có hình thức khen thưởng."),
    ("money-unread", "Không đọc được số tiền “{}”."),
    ("money-fraction", "Số tiền có phần lẻ: {}."),
    ("money-ambiguous", "Số tiền có thể hiểu theo hai cách: {}."),
    ("cell-error", "Công thức trong ô bị lỗi: {}."),
    ("cell-not-words", "Ô này là số hoặc ngày, cần chữ: “{}”."),
    ("duplicate", "Trùng với {}."),
    ("duplicate-older", "Đã có trong danh sách trước: {}."),
    ("name-missing", "Dòng này không có tên."),
    ("name-error", "Công thức trong ô tên bị lỗi: {}."),
    ("name-not-words", "Ô tên không phải là chữ: “{}”."),
    ("cell-too-long", "Ô này dài quá {} ký tự."),
    ("cell-control", "Ô này có ký tự điều khiển {}."),
];

/// Sentences for what is said of a sheet; `{}` takes the detail.
const NOTICES: &[(&str, &str)] = &[
    ("text-encoding", "Tệp CSV không phải là Unicode; đã đọc theo bảng mã {}. Hãy kiểm tra dấu tiếng Việt."),
    ("sheet-hidden", "Trang tính “{}” đang bị ẩn, không đọc."),
    ("head-missing", "Trang tính “{}” không có dòng tiêu đề cột hiểu được, không đọc."),
    ("column-hidden", "Cột “{}” đang bị ẩn; vẫn đọc."),
    ("no-unit-column", "Không có cột đơn vị công tác hoặc địa chỉ."),
    ("no-award-column", "Không có cột danh hiệu, hình thức khen thưởng."),
    (
        "post-unit-parted",
        "Cột ghi cả chức vụ và đơn vị: phần trước dấu phẩy đầu tiên là chức vụ, phần sau là đơn vị.",
    ),
    ("example-left-out", "Dòng ví dụ, không đọc: {}"),
    ("total-left-out", "Dòng tổng cộng, không đọc: {}"),
    ("line-left-out", "Dòng không thuộc danh sách, không đọc: {}"),
];

/// The codes of notices.
pub fn notice_codes() -> impl Iterator<Item = &'static str> {
    NOTICES.iter().map(|(code, _)| *code)
}

/// The sentence of a refusal's code, or the bare code.
pub fn refusal(code: &str) -> String {
    sentence(REFUSALS, code, "")
}

/// The sentence of a note's code with its detail in place, or the bare code.
pub fn note(code: &str, detail: &str) -> String {
    sentence(NOTES, code, &quote(detail))
}

/// The sentence of a notice's code with its detail in place, or the bare code.
pub fn notice(code: &str, detail: &str) -> String {
    sentence(NOTICES, code, &quote(detail))
}

const COURTESIES: &[(&str, &str)] = &[("mr", "Ông"), ("ms", "Bà")];
const SEXES: &[(&str, &str)] = &[("male", "Nam"), ("female", "Nữ")];
const KINDS: &[(&str, &str)] = &[
    ("individual", "cá nhân"),
    ("collective", "tập thể"),
    ("household", "hộ gia đình"),
    ("enterprise", "doanh nghiệp"),
];
const STATUSES: &[(&str, &str)] =
    &[("imported", "Nhận"), ("question", "Cần trả lời"), ("refused", "Không nhận")];
const FIELDS: &[(&str, &str)] = &[
    ("ordinal", "số thứ tự"),
    ("courtesy", "danh xưng"),
    ("name", "tên"),
    ("surname", "họ và tên đệm"),
    ("given", "tên"),
    ("sex", "giới tính"),
    ("male", "nam"),
    ("female", "nữ"),
    ("birth", "ngày sinh"),
    ("title", "cấp bậc, học hàm, học vị"),
    ("post", "chức vụ"),
    ("post-unit", "chức vụ và đơn vị"),
    ("unit", "đơn vị"),
    ("address", "địa chỉ"),
    ("kind", "phân loại"),
    ("award", "hình thức khen thưởng"),
    ("achievement", "thành tích"),
    ("group", "đối tượng"),
    ("sphere", "lĩnh vực"),
    ("money", "tiền thưởng"),
    ("notes", "ghi chú"),
];

/// Ông, Bà, by its key.
pub fn courtesy(key: &str) -> &'static str {
    word(COURTESIES, key)
}

/// Nam, Nữ, by its key.
pub fn sex(key: &str) -> &'static str {
    word(SEXES, key)
}

/// What an honoree is, by the key of its kind.
pub fn kind(key: &str) -> &'static str {
    word(KINDS, key)
}

/// Whether a row is taken over, by the key of its status.
pub fn status(key: &str) -> &'static str {
    word(STATUSES, key)
}

/// What a column is about, by the key of its field.
pub fn field(key: &str) -> &'static str {
    word(FIELDS, key)
}

/// When a person was born: the day, or the year alone.
pub fn birth(year: i32, day: Option<NaiveDate>) -> String {
    day.map_or_else(|| year.to_string(), date::short)
}

/// Where an honoree stood: the cell, with the sheet where there are several.
pub fn place(sheet: &str, cell: &str) -> String {
    if sheet.is_empty() { format!("ô {cell}") } else { format!("ô {cell}, trang tính “{sheet}”") }
}

/// How many rows there are of each status.
pub fn summary(imported: usize, questions: usize, refused: usize) -> String {
    format!(
        "{} dòng: {imported} nhận, {questions} cần trả lời, {refused} không nhận.",
        imported + questions + refused
    )
}

/// What a preview has to say first.
pub const PREVIEW: &str = "Chỉ xem trước: chưa có gì được lưu.";

/// A column that was understood, or was not.
pub fn column(cell: &str, head: &str, field: &str) -> String {
    let about = word(FIELDS, field);
    if about.is_empty() {
        format!("{cell} “{head}”: không hiểu, không đọc")
    } else {
        format!("{cell} “{head}”: {about}")
    }
}

/// Heads of the columns that are added to a sheet that is given back.
pub const ANSWER: [&str; 2] = ["Kết quả", "Lý do"];

/// The sheet of the list in the blank, and the sheet that says how to fill it in.
pub const SHEETS: (&str, &str) = ("Danh sách", "Hướng dẫn");

/// The title of the blank.
pub const TITLE: &str = "DANH SÁCH TẬP THỂ, CÁ NHÂN, HỘ GIA ĐÌNH, DOANH NGHIỆP ĐỀ NGHỊ KHEN THƯỞNG";

/// Where a unit writes its own name.
pub const SENDER: &str = "Đơn vị đề nghị: ………………………………………………";

/// A column of the blank: its head, its width in characters, what to write in it.
pub struct Blank {
    /// The head.
    pub head: &'static str,
    /// In characters.
    pub width: f64,
    /// What to write, for the note at the head.
    pub help: &'static str,
    /// What may be chosen; empty where anything may be written.
    pub choices: &'static [&'static str],
    /// What the three example rows say.
    pub examples: [&'static str; 3],
}

/// The columns of the blank.
pub const BLANK: &[Blank] = &[
    Blank {
        head: "STT",
        width: 6.0,
        help: "Số thứ tự 1, 2, 3… Dòng ghi “VD” là ví dụ và không được đọc.",
        choices: &[],
        examples: ["VD", "VD", "VD"],
    },
    Blank {
        head: "Phân loại khen thưởng",
        width: 16.0,
        help: "Chọn trong danh sách.",
        choices: &["Cá nhân", "Tập thể", "Hộ gia đình", "Doanh nghiệp"],
        examples: ["Cá nhân", "Tập thể", "Hộ gia đình"],
    },
    Blank {
        head: "Tên gọi (Ông/Bà)",
        width: 11.0,
        help: "Chỉ điền với cá nhân.",
        choices: &["Ông", "Bà"],
        examples: ["Bà", "", ""],
    },
    Blank {
        head: "Họ và tên / Tên tập thể",
        width: 32.0,
        help: "Viết đủ dấu, đúng chữ hoa chữ thường, phông Unicode; không ghi Ông, Bà, học vị trong ô này.",
        choices: &[],
        examples: ["Nguyễn Thị Mẫu", "Trường Tiểu học Mẫu", "Hộ ông Trần Văn Mẫu"],
    },
    Blank {
        head: "Năm sinh",
        width: 12.0,
        help: "Ngày/tháng/năm hoặc năm, bốn chữ số của năm: 05/3/1985 hoặc 1985.",
        choices: &[],
        examples: ["05/3/1985", "", ""],
    },
    Blank {
        head: "Giới tính",
        width: 10.0,
        help: "Chỉ điền với cá nhân.",
        choices: &["Nam", "Nữ"],
        examples: ["Nữ", "", ""],
    },
    Blank {
        head: "Cấp bậc, học hàm, học vị",
        width: 16.0,
        help: "Ví dụ: Thượng tá; TS.; Bác sĩ CKII. Có thể để trống.",
        choices: &[],
        examples: ["ThS.", "", ""],
    },
    Blank {
        head: "Chức vụ",
        width: 20.0,
        help: "Chức vụ, nghề nghiệp.",
        choices: &[],
        examples: ["Tổ trưởng chuyên môn", "", ""],
    },
    Blank {
        head: "Đơn vị công tác",
        width: 30.0,
        help: "Tên đầy đủ của đơn vị; với hộ gia đình để trống và điền địa chỉ.",
        choices: &[],
        examples: ["Trường Tiểu học Mẫu", "Ủy ban nhân dân xã Mẫu", ""],
    },
    Blank {
        head: "Địa chỉ",
        width: 24.0,
        help: "Nơi cư trú hoặc trụ sở. Có thể để trống.",
        choices: &[],
        examples: ["", "", "Ấp Mẫu, xã Mẫu"],
    },
    Blank {
        head: "Danh hiệu thi đua/Hình thức khen thưởng",
        width: 24.0,
        help: "Chọn trong danh sách hoặc ghi tên khác.",
        choices: &[
            "Giấy khen",
            "Bằng khen",
            "Lao động tiên tiến",
            "Chiến sĩ thi đua cơ sở",
            "Tập thể Lao động tiên tiến",
            "Tập thể Lao động xuất sắc",
        ],
        examples: ["Giấy khen", "Giấy khen", "Giấy khen"],
    },
    Blank {
        head: "Thành tích",
        width: 44.0,
        help: "Tóm tắt thành tích, một hoặc hai câu.",
        choices: &[],
        examples: [
            "Có sáng kiến dạy đọc cho học sinh lớp 1",
            "Dẫn đầu phong trào trường học xanh",
            "Hiến 200 m² đất làm đường",
        ],
    },
    Blank {
        head: "Mức tiền thưởng (đồng)",
        width: 14.0,
        help: "Số tiền bằng đồng. Có thể để trống.",
        choices: &[],
        examples: ["", "", ""],
    },
    Blank {
        head: "Ghi chú", width: 20.0, help: "Có thể để trống.", choices: &[], examples: ["", "", ""]
    },
];

/// How a blank is filled in, one line each.
pub const HELP: &[&str] = &[
    "1. Điền mỗi đối tượng một dòng trong trang tính “Danh sách”, dưới các dòng ví dụ; không đổi tên cột.",
    "2. Có thể thêm dòng phân mục như “I. TẬP THỂ”, “II. CÁ NHÂN”; không bắt buộc.",
    "3. Dùng phông Unicode (Times New Roman), không dùng .VnTime hay VNI-Times.",
    "4. Không gộp ô, không ẩn dòng trong danh sách.",
    "5. Sau khi gửi, tệp được trả lại kèm kết quả từng dòng: nhận, cần trả lời, không nhận, và lý do.",
];

/// What is wrong with a value that cannot be chosen.
pub const NO_CHOICE: (&str, &str) = ("Giá trị ngoài danh sách", "Hãy chọn một giá trị trong danh sách.");
