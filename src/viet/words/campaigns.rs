//! Sentences about campaigns and award rounds: what is wrong with what is asked.

/// Sentences for what is wrong with one part of a campaign, a round or an entry; `{}` takes the
/// detail.
pub(super) const FAULTS: &[(&str, &str)] = &[
    ("id-shape", "Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, nhiều nhất {} ký tự."),
    ("id-twice", "Mã “{}” đã được dùng trong phong trào này."),
    ("choice-unknown", "Giá trị không có trong danh sách; chọn một trong: {}."),
    ("number-range", "Trường này phải là số nguyên trong khoảng {}."),
    ("figure-shape", "Trường này phải là số, nhiều nhất ba chữ số sau dấu phẩy."),
    ("birth-shape", "Ngày sinh phải là đối tượng có day (như 1985-03-05) hoặc year (như 1985)."),
    ("reference-unknown", "Phong trào không có mục “{}”."),
    ("criterion-unknown", "Nhóm đối tượng không có tiêu chí “{}”."),
    ("level-unknown", "Không nhóm đối tượng nào có cấp “{}”."),
    ("period-turned", "Ngày cuối sớm hơn ngày đầu ({})."),
    ("phase-outside", "Giai đoạn nằm ngoài thời gian của phong trào ({})."),
    ("phase-before", "Giai đoạn này bắt đầu trước giai đoạn đứng trên ({})."),
    ("day-unknown", "Không có ngày {} trong lịch."),
    ("due-outside", "Mốc này nằm ngoài thời gian của phong trào ({})."),
    ("year-outside", "Năm này nằm ngoài thời gian của phong trào ({})."),
    ("year-outside-phase", "Năm này nằm ngoài giai đoạn “{}”."),
    ("least-over-most", "Mức ít nhất lớn hơn mức nhiều nhất ({})."),
    ("check-empty", "Tiêu chí có số phải nêu mức ít nhất (least) hoặc nhiều nhất (most)."),
    ("any-alone", "Chỉ một tiêu chí của nhóm được đánh dấu “một trong các”; phải có ít nhất hai."),
    ("money-twice", "Mức tiền thưởng cho {} đã được nêu."),
    ("quota-empty", "Số lượng phải nêu mức ít nhất (least), nhiều nhất (most), hoặc gồm nhiều phần (parts)."),
    ("quotas-deep", "Số lượng chỉ được chia nhỏ nhiều nhất {} bậc."),
    ("part-over-whole", "Phần này cần ít nhất {}."),
    ("parts-over-whole", "Các phần cộng lại cần ít nhất {}."),
    ("part-of-others", "Phần này không thuộc số được đếm ở mức trên: {}."),
    ("part-phase", "Giai đoạn chỉ nêu ở mức trên cùng."),
    ("each-twice", "Đơn vị “{}” đã được nêu."),
    ("figure-negative", "Số này không được âm."),
    ("votes-empty", "Phiếu phải có ít nhất một thành viên."),
    ("day-before-campaign", "Ngày {} sớm hơn ngày bắt đầu phong trào."),
    ("json-array", "Trường này phải là một danh sách."),
];

/// A least that is more than the most it stands under: `3, nhiều hơn mức nhiều nhất của cả số là 2`.
pub fn over(least: u64, most: u32) -> String {
    format!("{least}, nhiều hơn mức nhiều nhất của cả số là {most}")
}
