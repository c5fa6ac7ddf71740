//! What figures of awards (số liệu khen thưởng) print and are called.

/// The title of every table and file.
pub const TITLE: &str = "Số liệu khen thưởng";

/// The head of the totals.
pub const TOTAL: &str = "Tổng cộng";

/// The head of the percentages.
pub const SHARE: &str = "Tỷ lệ (%)";

/// The head of the number of a row.
pub const ORDINAL: &str = "STT";

/// The lines of a chart that are gathered in one.
pub fn others(count: usize) -> String {
    format!("Các dòng còn lại ({count})")
}

/// What a dimension is called, by its key.
pub fn dimension(key: &str) -> &'static str {
    match key {
        "kind" => "Loại đối tượng",
        "group" => "Nhóm đối tượng",
        "form" => "Hình thức khen thưởng",
        "sex" => "Giới tính",
        "direct" => "Người lao động trực tiếp",
        "year" => "Năm",
        "campaign" => "Phong trào thi đua",
        "round" => "Đợt khen thưởng",
        "proposer" => "Đơn vị đề nghị",
        "unit" => "Đơn vị công tác, địa chỉ",
        _ => "",
    }
}

/// What is counted, by its key.
pub fn measure(key: &str) -> &'static str {
    match key {
        "money" => "Tiền thưởng (đồng)",
        _ => "Số lượt khen thưởng",
    }
}

/// What a value of a dimension is called that has a name of its own, and where it stands.
pub fn value(dimension: &str, key: &str) -> Option<(i64, &'static str)> {
    Some(match (dimension, key) {
        ("kind", "collective") => (0, "Tập thể"),
        ("kind", "individual") => (1, "Cá nhân"),
        ("kind", "household") => (2, "Hộ gia đình"),
        ("kind", "enterprise") => (3, "Doanh nghiệp"),
        ("sex", "male") => (0, "Nam"),
        ("sex", "female") => (1, "Nữ"),
        ("direct", "yes") => (0, "Lao động trực tiếp"),
        ("direct", "no") => (1, "Không phải lao động trực tiếp"),
        ("sex" | "direct", "") => (2, "Chưa rõ"),
        ("sex" | "direct", "none") => (3, "Không phải cá nhân"),
        (_, "") => (i64::MAX, "Chưa ghi"),
        _ => return None,
    })
}

/// The title of a table.
pub fn table(rows: &str, columns: Option<&str>) -> String {
    let by = |key: &str| dimension(key).to_lowercase();
    match columns {
        None => format!("{TITLE} theo {}", by(rows)),
        Some(columns) => format!("{TITLE} theo {} và {}", by(rows), by(columns)),
    }
}

/// The name of a sheet of a workbook: at most 31 characters, none that Excel refuses.
pub fn sheet(rows: &str) -> String {
    dimension(rows).replace(['/', ','], "").chars().take(28).collect()
}

/// Of what the figures are: a campaign, a round; the years.
pub fn extent(of: Option<&str>, years: (Option<i64>, Option<i64>)) -> Vec<String> {
    let mut lines: Vec<String> = of.into_iter().map(str::to_owned).collect();
    lines.extend(match years {
        (None, None) => None,
        (Some(from), Some(to)) if from == to => Some(format!("Năm {from}")),
        (Some(from), Some(to)) => Some(format!("Từ năm {from} đến năm {to}")),
        (Some(from), None) => Some(format!("Từ năm {from}")),
        (None, Some(to)) => Some(format!("Đến năm {to}")),
    });
    lines
}

/// Which rounds were counted.
pub fn basis(counted: usize, waiting: usize, standing: bool) -> String {
    let counted = format!("Tổng hợp từ {counted} đợt khen thưởng");
    match (standing, waiting) {
        (true, _) => format!("{counted}, kể cả danh sách chưa có quyết định (theo hiện trạng)."),
        (false, 0) => format!("{counted} đã có quyết định."),
        (false, waiting) => {
            format!("{counted} đã có quyết định; còn {waiting} đợt chưa quyết định, không tính.")
        }
    }
}

/// Money that is missing: so many awards have none named.
pub fn unpriced(count: i64) -> String {
    format!("Có {count} lượt khen thưởng chưa ghi tiền thưởng.")
}

/// The name of a file.
pub fn file(of: Option<&str>) -> String {
    of.map_or_else(|| TITLE.to_owned(), |of| format!("{TITLE} {of}"))
}
