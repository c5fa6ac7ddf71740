//! Every Vietnamese sentence that the code says to people, by its stable code.

pub mod awarding;
pub mod batches;
pub mod bureau;
pub mod campaigns;
pub mod certificates;
pub mod chain;
pub mod changes;
pub mod checking;
pub mod documents;
pub mod figures;
pub mod handover;
pub mod honorees;
pub mod pages;
pub mod people;
pub mod preflight;
pub mod registers;
pub mod rounds;
pub mod shelf;

/// Sentences for the codes of problems (`model::problem::Code`); `{}` takes the detail.
const PROBLEMS: &[(&str, &str)] = &[
    ("empty", "Văn bản không có chữ nào."),
    ("not-text", "Tệp không phải là văn bản thuần (có ký tự điều khiển hoặc dữ liệu nhị phân)."),
    ("not-a-document", "Không nhận ra đây là văn bản hành chính; toàn bộ được giữ làm lời văn."),
    ("national-title-supplied", "Thiếu Quốc hiệu và Tiêu ngữ; đã bổ sung theo thể thức."),
    ("issuer-missing", "Thiếu tên cơ quan ban hành văn bản."),
    ("doc-type-missing", "Thiếu tên loại văn bản."),
    ("subject-missing", "Thiếu trích yếu nội dung văn bản."),
    ("number-missing", "Thiếu số, ký hiệu văn bản."),
    ("number-blank", "Số văn bản còn để trống: {}"),
    ("date-missing", "Thiếu địa danh và thời gian ban hành."),
    ("date-blank", "Ngày, tháng ban hành còn để trống: {}"),
    ("recipients-missing", "Thiếu phần Nơi nhận."),
    ("signature-missing", "Thiếu chức vụ, họ tên người ký."),
    ("lines-joined", "Đã nối lại một câu bị ngắt thành nhiều dòng, từ dòng {}."),
    ("line-split", "Một dòng liền đã được tách thành nhiều đoạn theo cách đánh số: {}"),
    ("numbering-jump", "Số thứ tự không liên tục: {}"),
    ("unplaced", "Chưa xác định được vị trí của dòng này trong thể thức; giữ làm lời văn: {}"),
    ("footnote-missing", "Có dấu chú thích {} nhưng không có nội dung chú thích."),
    ("footnote-unused", "Có nội dung chú thích {} nhưng trong bài không có dấu chú thích."),
    ("table-ragged", "Hàng của bảng có {} ô, khác với hàng đầu."),
    ("glyph-missing", "Phông chữ không có ký tự {}."),
    ("invisible-character", "Đã bỏ ký tự không nhìn thấy {}."),
    ("front-missing", "Mẫu phải bắt đầu bằng phần khai báo nằm giữa hai dòng +++."),
    ("front-syntax", "Phần khai báo sai cú pháp TOML: {}"),
    ("front-unknown-key", "Phần khai báo không có khóa “{}”."),
    ("front-key-missing", "Phần khai báo thiếu khóa “{}”."),
    ("front-value", "Giá trị trong phần khai báo không đúng: {}"),
    ("field-twice", "Tên trường “{}” đã được dùng."),
    ("field-unused", "Trường “{}” được khai báo nhưng không dùng đến."),
    ("field-misfit", "Giá trị mẫu, mặc định hoặc giới hạn không hợp với trường: {}"),
    ("id-differs", "Tên mẫu (id) trong phần khai báo khác với tên đang lưu: {}"),
    ("version-too-low", "Phiên bản phải cao hơn phiên bản đã công bố gần nhất: {}"),
    ("version-not-major", "Thay đổi làm hỏng dữ liệu đang dùng thì số đầu của phiên bản phải tăng: {}"),
    ("kind-differs", "Tên loại trong văn bản khác với loại đã khai báo: {}"),
    ("hole-unclosed", "Chỗ trống mở bằng {{ nhưng không đóng bằng }}."),
    ("tag-misplaced", "Thẻ {% … %} phải đứng một mình trên một dòng và được đóng bằng %}: {}"),
    ("tag-unknown", "Không có thẻ “{}”; chỉ dùng for, if, elif, else, endfor, endif, include."),
    ("block-unclosed", "Khối này mở nhưng không đóng: {}"),
    ("block-unopened", "Thẻ này không đi với khối nào đang mở: {}"),
    (
        "block-crosses",
        "Khối này mở ở một chỗ nhưng đóng ở chỗ khác trong thể thức; mở và đóng phải cùng ở giữa các đoạn, các hàng của bảng hoặc các dòng của cùng một phần: {}",
    ),
    ("part-unknown", "Không có phần dùng chung “{}”."),
    ("template-too-large", "Mẫu quá lớn hoặc phần dùng chung lồng nhau quá nhiều: {}"),
    ("expression-syntax", "Biểu thức sai cú pháp: {}"),
    ("name-unknown", "Không có trường “{}”."),
    ("filter-unknown", "Không có bộ lọc “{}”."),
    ("function-unknown", "Không có hàm hoặc phép thử “{}”."),
    ("kind-mismatch", "Kiểu dữ liệu không phù hợp: {}"),
    ("passage-inline", "Trường lời văn “{}” phải đứng một mình trên một dòng."),
    ("passage-too-high", "Đề mục này ở cấp cao hơn chỗ đặt lời văn; giữ làm đoạn thường: {}"),
    ("passage-misfit", "Phần này thuộc khung của mẫu, không đặt trong lời văn được; giữ làm đoạn thường: {}"),
    ("changes-accepted", "Tệp Word còn {} chỗ theo dõi thay đổi; đã đọc như khi chấp nhận tất cả."),
    ("text-box-moved", "Chữ trong {} khung (text box) được đọc thành đoạn ngay dưới chỗ neo khung."),
    ("picture-left-out", "Có {} hình ảnh không đưa được vào văn bản."),
    ("equation-flattened", "Có {} công thức được đọc thành một dòng chữ; cần soát lại."),
    ("hidden-text", "Đã bỏ {} chỗ chữ ẩn trong tệp Word."),
    ("not-understood", "Trong tệp Word có phần chưa hiểu được, cần soát lại: {}"),
    ("design-syntax", "Mẫu giấy khen sai cú pháp TOML: {}"),
    ("design-unknown-key", "Không có khóa “{}”."),
    ("design-key-missing", "Thiếu khóa “{}”."),
    ("design-value", "Giá trị không đúng; cần: {}"),
    ("design-uncited", "Thiếu nguồn của các giá trị (cite): {}"),
    ("design-off-sheet", "Ô nằm ngoài tờ giấy: {}"),
    ("design-twice", "Tên này đã được dùng: {}"),
    ("design-unknown-name", "Không có tên này: {}"),
    ("design-bad-hole", "Chỗ trống viết sai: {}"),
    ("design-hole-unused", "Chỗ trống được khai báo nhưng không dùng đến: {}"),
    ("design-sizes", "Cỡ chữ nhỏ nhất lớn hơn cỡ chữ: {}"),
    ("design-too-low", "Ô thấp hơn một dòng chữ ở cỡ nhỏ nhất: {}"),
];

/// Sentences for what is wrong with a value of the data (`model::problem::DataCode`); `{}`
/// takes the detail.
const VALUES: &[(&str, &str)] = &[
    ("value-missing", "Chưa có “{}”."),
    ("value-unknown", "Mẫu không có trường “{}”."),
    ("value-kind", "Giá trị không đúng kiểu; cần {}."),
    ("value-too-small", "Giá trị chưa đạt mức tối thiểu: {}."),
    ("value-too-large", "Giá trị vượt mức tối đa: {}."),
    ("value-pattern", "Giá trị không đúng dạng quy định: {}"),
    ("value-no-choice", "Giá trị không có trong danh sách; chọn một trong: {}."),
    ("value-one-line", "Chỉ được viết trên một dòng."),
    ("value-not-text", "Có ký tự không dùng được trong văn bản: {}."),
    ("value-invisible", "Đã bỏ ký tự không nhìn thấy {}."),
    ("value-picture", "{}"),
    ("expression-failed", "Không tính được biểu thức của mẫu: {}"),
    ("document-too-large", "Văn bản lớn quá mức cho phép: {}."),
    ("value-rule", "Không có quy tắc kiểm tra “{}”; vanthu check --rules liệt kê mọi quy tắc."),
    ("value-passage", "{}"),
    ("value-passage-note", "{}"),
];

/// The sentence for a value's code with its detail in place, or the bare code.
pub fn value(code: &str, detail: &str) -> String {
    sentence(VALUES, code, &quote(detail))
}

/// What a kind of field asks for, said to people, by its key.
const KINDS: &[(&str, &str)] = &[
    ("text", "một dòng chữ"),
    ("long-text", "một đoạn chữ"),
    ("official-text", "lời văn của văn bản"),
    ("integer", "số nguyên"),
    ("money", "số tiền là số nguyên (đồng)"),
    ("date", "ngày dạng 2026-03-05"),
    ("month", "tháng dạng 2026-03"),
    ("choice", "một trong các giá trị đã nêu"),
    ("yes-no", "true hoặc false"),
    ("unit", "tên cơ quan, đơn vị trên một dòng"),
    ("picture", "một hình ảnh: data, width_mm, alt"),
    ("list", "danh sách"),
    ("record", "một nhóm trường"),
    ("person", "một nhóm trường về người"),
    ("signer", "một nhóm trường về người ký"),
    ("office", "một nhóm trường về cơ quan"),
    ("campaign", "một nhóm trường về phong trào"),
    ("decision", "một nhóm trường về quyết định"),
];

/// What a kind of field asks for, or its bare key.
pub fn kind(key: &str) -> String {
    sentence(KINDS, key, "")
}

/// The parts of a picture, by their keys.
const PICTURE_PARTS: &[(&str, &str)] = &[
    ("data", "dữ liệu ảnh (data)"),
    ("width_mm", "chiều rộng là số mm (width_mm)"),
    ("height_mm", "chiều cao là số mm (height_mm)"),
    ("alt", "lời mô tả ảnh (alt)"),
    ("media_type", "kiểu ảnh (media_type)"),
];

/// A part of a picture, or its bare key.
pub fn picture_part(key: &str) -> String {
    sentence(PICTURE_PARTS, key, "")
}

/// One kind of field where another is needed, both by their keys.
pub fn instead(wanted: &str, given: &str) -> String {
    format!("cần {}, nhưng ở đây là {}", kind(wanted), kind(given))
}

/// How a hole without a value shows itself where a document may still be unfinished.
pub fn hole(label: &str) -> String {
    format!("[{label}]")
}

/// The label of the day of printing, which every template knows.
pub const TODAY: &str = "Ngày in";

/// The title of a document that says neither its type nor its subject.
pub const UNTITLED: &str = "Văn bản";

/// The sentence of a problem's code with its detail in place, or the bare code when there
/// is none (a test holds that there always is one).
pub fn problem(code: &str, detail: &str) -> String {
    sentence(PROBLEMS, code, &quote(detail))
}

/// Sentences for the errors of the door (`web::error::Code`); `{}` takes the detail.
const ERRORS: &[(&str, &str)] = &[
    ("bad-query", "Tham số trên địa chỉ không đúng."),
    ("bad-form", "Biểu mẫu gửi lên không đúng."),
    ("bad-text", "Nội dung gửi lên không phải là văn bản UTF-8: {}"),
    ("bad-key", "Idempotency-Key phải là từ 1 đến 255 ký tự ASCII nhìn thấy được."),
    ("bad-json", "JSON gửi lên không đọc được."),
    ("not-signed-in", "Chưa đăng nhập, hoặc phiên làm việc đã hết hạn."),
    ("wrong-password", "Tên đăng nhập hoặc mật khẩu không đúng."),
    ("forbidden", "Không có quyền làm việc này."),
    ("wrong-csrf", "Biểu mẫu đã cũ; xin tải lại trang rồi gửi lại."),
    ("no-such-thing", "Không tìm thấy mục này trong cơ quan."),
    ("conflict", "{}"),
    ("still-running", "Yêu cầu mang cùng khóa này đang được xử lý."),
    ("stale", "Đã có người sửa sau lần xem cuối; bản hiện nay gửi kèm."),
    ("invalid", "Nội dung gửi lên có chỗ chưa đúng; xem từng lỗi kèm theo."),
    ("key-reused", "Khóa Idempotency-Key này đã dùng cho một yêu cầu khác."),
    ("if-match-needed", "Phải gửi kèm If-Match là bản đã xem."),
    ("too-often", "Gửi quá nhiều lần; xin thử lại sau {} giây."),
    ("store-away", "Cơ sở dữ liệu tạm thời không trả lời; xin thử lại sau ít giây."),
    ("disk-full", "Ổ đĩa đã đầy; tạm thời chỉ xem được, chưa lưu được."),
    ("not-found", "Không có địa chỉ {}."),
    ("template-not-found", "Không có mẫu văn bản “{}”."),
    ("bad-template", "Mẫu văn bản còn lỗi; xem từng lỗi kèm theo."),
    (
        "breaking-changes",
        "Phiên bản mới làm hỏng dữ liệu đang dùng; xem từng thay đổi kèm theo, nếu đồng ý thì gửi accept_breaking.",
    ),
    ("method-not-allowed", "Địa chỉ này chỉ nhận phương thức {}."),
    ("not-acceptable", "Không có dạng kết quả nào mà phía gửi chấp nhận được; có thể chọn: {}"),
    ("body-too-slow", "Nội dung gửi lên quá chậm."),
    ("too-large", "Nội dung gửi lên lớn quá {} byte."),
    ("unsupported-media-type", "Chỉ nhận nội dung kiểu {}."),
    ("bad-manuscript", "JSON gửi lên không đúng mẫu."),
    ("bad-word", "Không đọc được tệp Word gửi lên. {}"),
    ("bad-sheet", "Không đọc được danh sách gửi lên. {}"),
    ("bad-order", "JSON gửi lên không đúng dạng mà địa chỉ này nhận."),
    ("bad-data", "Dữ liệu chưa đúng với mẫu văn bản; xem từng lỗi kèm theo."),
    ("no-document", "Không tìm thấy văn bản nào trong nội dung gửi lên."),
    ("glyph-missing", "Phông chữ không có ký tự {}; hãy thay bằng ký tự khác."),
    ("too-many-pages", "Văn bản dài quá {} trang."),
    ("no-such-page", "Không có trang {}."),
    ("internal", "Máy chủ gặp lỗi; lỗi đã được ghi lại."),
    ("busy", "Máy chủ đang bận; xin thử lại sau ít giây."),
    ("too-slow", "Việc trình bày văn bản mất quá nhiều thời gian; xin thử lại sau hoặc chia nhỏ văn bản."),
];

/// Sentences for what is wrong with one part of a request; `{}` takes the detail.
const FAULTS: &[(&str, &str)] = &[
    ("json-syntax", "JSON sai cú pháp."),
    ("json-missing", "Phải có trường này."),
    ("json-long", "Trường này quá dài."),
    ("json-number", "Trường này phải là số nguyên từ 1."),
    ("json-list", "Trường này phải là danh sách chuỗi ký tự."),
    ("json-object", "Nội dung phải là một đối tượng JSON."),
    ("json-string", "Trường này phải là chuỗi ký tự."),
    ("json-switch", "Trường này phải là true hoặc false."),
    ("json-date", "Trường này phải là ngày có trong lịch, dạng 2026-03-05."),
    ("json-page", "Trường này phải là số nguyên từ 1."),
    ("json-format", "Trường này phải là một trong: pdf, docx, json, txt, html, png, svg."),
    ("json-no-data", "Phải có data."),
    ("json-schema-version", "Phiên bản lược đồ này chưa được hỗ trợ."),
    ("json-unknown-field", "Không có trường này."),
    ("json-two-sources", "Chỉ được gửi một trong hai: text hoặc document."),
    ("json-no-source", "Phải có text hoặc document."),
    ("json-nul", "Trường này có ký tự NUL."),
    ("template-id", "Tên mẫu chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, nhiều nhất 80 ký tự."),
    ("template-two-sources", "Chỉ được gửi một trong hai: text hoặc copy_of."),
    ("template-no-source", "Phải có text hoặc copy_of."),
    ("json-shape", "Phần này không đúng mẫu của văn bản."),
    ("table-empty", "Bảng phải có ô."),
    ("table-header", "Số hàng tiêu đề nhiều hơn số hàng của bảng."),
    ("table-row", "Hàng này có số ô khác với hàng đầu."),
    ("columns-empty", "Hàng nhiều cột phải có cột."),
    ("picture-part-missing", "Hình ảnh thiếu phần này."),
    ("picture-part-kind", "Phần này của hình ảnh không đúng kiểu."),
    ("picture-base64", "Dữ liệu hình ảnh không phải là base64."),
    ("picture-not-image", "Chỉ dùng được ảnh PNG hoặc JPEG."),
    ("picture-media-type", "Kiểu ảnh đã ghi khác với dữ liệu ảnh."),
    ("picture-damaged", "Ảnh bị hỏng hoặc thiếu dữ liệu."),
    ("picture-colours", "Ảnh JPEG phải là ảnh màu RGB hoặc ảnh xám."),
    ("picture-turned", "Ảnh còn phải xoay mới đúng chiều; hãy xoay rồi lưu lại."),
    ("picture-bytes", "Ảnh lớn quá 512 KiB."),
    ("picture-pixels", "Ảnh có quá 4 triệu điểm ảnh."),
    ("pictures-pixels", "Các hình ảnh có tất cả quá 16 triệu điểm ảnh."),
    ("picture-size", "Hình in rộng từ 1 đến 150 mm, cao từ 1 đến 220 mm."),
    ("picture-alt", "Lời mô tả phải có chữ, trên một dòng, tối đa 300 ký tự."),
    ("picture-in-note", "Chú thích không chứa được hình ảnh."),
    ("day-ahead", "Ngày này chưa đến."),
    ("kind-unknown", "Không có loại văn bản “{}”."),
    ("list-long", "Nhiều nhất là {} mục."),
    ("number-most", "Nhiều nhất là {}."),
    ("one-line", "Chỉ được viết trên một dòng."),
    ("json-figure", "Giá trị phải là một số."),
    (
        "blank-act",
        "Chỉ dùng: received (nhập), used (dùng), spoiled (hỏng), returned (trả lại), corrected (điều chỉnh).",
    ),
    ("blank-quantity", "Số lượng phải lớn hơn 0; chỉ khi điều chỉnh mới được ghi số âm."),
    ("paper-size", "Không có cỡ giấy “{}”; dùng a3, a4, a5, 400x300 hoặc số mm khác."),
    ("printer-offset", "Chỉ dịch được nhiều nhất {} mm."),
    ("printer-scale", "Tỷ lệ phải trong khoảng {}."),
    ("printer-measured", "Không máy in nào lệch nhiều đến thế; hãy đo lại."),
    (
        "series-key",
        "Khóa “{}” không đúng; chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối, như hoi-dong.",
    ),
    ("symbol", "Ký hiệu “{}” không đúng; chỉ dùng chữ, chữ số và các dấu - & ."),
    (
        "symbol-pattern",
        "Mẫu ký hiệu “{}” không đúng; chỉ dùng chữ, chữ số, các dấu - & . và * thay cho chữ bất kỳ, dấu ! đứng đầu để loại ra.",
    ),
    ("sections-empty", "Văn bản phải có ít nhất một phần."),
    ("query-unknown", "Không có tham số này."),
    ("query-twice", "Tham số này chỉ được gửi một lần."),
    ("query-value", "Giá trị không đúng; có thể dùng: {}"),
    ("query-rows", "Cột (columns) phải đi cùng hàng (rows) và khác với hàng."),
    ("query-years", "Năm cuối (to) không được sớm hơn năm đầu (from)."),
    ("query-most", "Nhiều nhất là {}."),
    ("query-cursor", "Con trỏ trang không đúng; hãy dùng con trỏ mà danh sách đã trả về."),
    ("query-length", "Giá trị dài quá {} ký tự."),
    ("standard-unknown", "Không có thể thức {}."),
];

/// Sentences for the reasons of leftovers (`model::problem::Reason`); `{}` takes the text.
const LEFTOVERS: &[(&str, &str)] = &[
    ("page-title", "Đã bỏ tiêu đề của trang mạng: {}"),
    ("time-stamp", "Đã bỏ dấu thời gian của trang mạng: {}"),
    ("second-copy", "Đã bỏ bản lặp lại của văn bản: {}"),
    ("signature-stamp", "Đã bỏ dấu chữ ký số: {}"),
    ("page-number", "Đã bỏ số trang: {}"),
    ("margin", "Chữ ở đầu trang hoặc chân trang không thuộc văn bản: {}"),
];

/// Sentences for why a Word file is not read (`readers::docx::Refusal`).
const REFUSALS: &[(&str, &str)] = &[
    ("word-too-large", "Tệp Word quá lớn."),
    ("word-not-docx", "Tệp không phải là văn bản Word (DOCX)."),
    ("word-old-doc", "Tệp Word kiểu cũ (.doc); hãy mở bằng Word và lưu lại thành DOCX."),
    ("word-encrypted", "Tệp Word đặt mật khẩu; hãy bỏ mật khẩu rồi gửi lại."),
    ("word-broken-archive", "Tệp Word bị hỏng hoặc chưa tải hết."),
    ("word-too-many-parts", "Tệp Word chứa quá nhiều thành phần."),
    ("word-bomb", "Một thành phần của tệp Word bung ra quá lớn."),
    ("word-broken-xml", "Nội dung bên trong tệp Word bị hỏng (XML sai)."),
    ("word-doctype", "Tệp Word có khai báo DOCTYPE; tệp do Word tạo ra không bao giờ có."),
    ("word-too-deep", "Các phần trong tệp Word lồng nhau quá sâu."),
    ("word-too-long", "Văn bản Word quá dài."),
];

/// The sentence of a refusal's code, or the bare code.
pub fn refusal(code: &str) -> String {
    sentence(REFUSALS, code, "")
}

/// The sentence of a leftover's reason with its text in place, or the bare reason.
pub fn leftover(reason: &str, text: &str) -> String {
    sentence(LEFTOVERS, reason, &quote(text))
}

/// The sentence of an error's code with its detail in place, or the bare code.
pub fn error(code: &str, detail: &str) -> String {
    sentence(ERRORS, code, detail)
}

/// The sentence of a conflict's code with its detail in place, or the bare code.
pub fn conflict(code: &str, detail: &str) -> String {
    let tables = [bureau::CONFLICTS, batches::CONFLICTS];
    let table = tables.into_iter().find(|table| table.iter().any(|(key, _)| *key == code));
    sentence(table.unwrap_or(bureau::CONFLICTS), code, detail)
}

/// The sentence of a fault's code with its detail in place, or the bare code.
pub fn fault(code: &str, detail: &str) -> String {
    let tables = [
        FAULTS,
        people::FAULTS,
        documents::FAULTS,
        chain::FAULTS,
        batches::FAULTS,
        campaigns::FAULTS,
        awarding::FAULTS,
    ];
    let table = tables.into_iter().find(|table| table.iter().any(|(key, _)| *key == code));
    sentence(table.unwrap_or(FAULTS), code, detail)
}

/// The word of a key, or nothing.
fn word(table: &'static [(&str, &str)], key: &str) -> &'static str {
    table.iter().find(|(known, _)| *known == key).map_or("", |(_, word)| word)
}

fn sentence(table: &[(&str, &str)], code: &str, detail: &str) -> String {
    table
        .iter()
        .find(|(key, _)| *key == code)
        .map_or_else(|| code.to_owned(), |(_, sentence)| sentence.replacen("{}", detail, 1))
}

/// Name of the Word style of a paragraph that only fills a place.
pub const STYLE_SPACER: &str = "Khoảng đệm";

/// Name of the Word style of the line between text and notes.
pub const STYLE_SEPARATOR: &str = "Đường ngăn chú thích";

/// Name of the Word style of the line drawn under a role, by the role's own name.
pub fn style_rule(role: &str) -> String {
    format!("Đường kẻ dưới {role}")
}

/// A plan in our own words, for people who want to see what the page does and for the
/// description of the API.
pub const EXAMPLE: &str = include_str!("../../templates/web/example.txt");

/// Data for a template in our own words, for the description of the API: the name of the
/// template, and the data as JSON.
pub const EXAMPLE_DATA: (&str, &str) = ("giay-gioi-thieu", include_str!("../../templates/web/example.json"));

/// The first words of a long text: a sentence for a person quotes, it does not copy.
fn quote(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
