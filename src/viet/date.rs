//! Dates as official documents write them: "Hà Nội, ngày 05 tháng 01 năm 2020".

use chrono::NaiveDate;

/// The last full date of a line; `None` where the day or the month is still blank, or
/// where the calendar has no such day.
pub fn full_date(line: &str) -> Option<NaiveDate> {
    let words: Vec<&str> = line.split_whitespace().collect();
    words.windows(6).rev().find_map(|window| {
        let ["ngày", day, "tháng", month, "năm", year] = window else { return None };
        let year = year.trim_end_matches(|c: char| !c.is_ascii_digit());
        NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<&str>) {
        assert_eq!(full_date(line).map(|date| date.to_string()).as_deref(), expected, "{line}");
    }

    #[test]
    fn a_full_date_is_read_and_a_blank_one_is_none() {
        check("Thành phố Hồ Chí Minh, ngày 29 tháng 6 năm 2019", Some("2019-06-29"));
        check("Quảng Châu, ngày 05 tháng 01 năm 2020.", Some("2020-01-05"));
        check("Vĩnh Châu, ngày    tháng 12 năm 2021", None);
        check("Hà Nội, ngày … tháng … năm 2021", None);
        check("Hà Nội, ngày 31 tháng 02 năm 2021", None);
        check("", None);
    }
}
