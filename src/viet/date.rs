//! Dates as official documents write them: "Hà Nội, ngày 05 tháng 01 năm 2020".
//!
//! Figures follow the zero rule of Phụ lục I, Phần I, Mục II.4: a zero before days below 10
//! and before months 1 and 2, none before months 3 to 9. Days are of the Gregorian calendar.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};

use super::number::{parse_words, words};

mod month;

pub use month::{Month, month_year, parse_month_year};

/// The day that it is in Việt Nam (`Asia/Ho_Chi_Minh`) at a moment: seven hours ahead of UTC,
/// all year.
pub fn day_of(moment: DateTime<Utc>) -> NaiveDate {
    (moment + TimeDelta::hours(7)).date_naive()
}

/// A moment as the clocks of Việt Nam show it, as in lists: `14:05 24/11/2026`.
pub fn moment(at: DateTime<Utc>) -> String {
    (at + TimeDelta::hours(7)).format("%H:%M %d/%m/%Y").to_string()
}

/// The day in two figures: `05`, `29`.
pub fn day(date: NaiveDate) -> String {
    format!("{:02}", date.day())
}

/// The month, in two figures for 1 and 2 only: `01`, `3`, `12`.
pub fn month(date: NaiveDate) -> String {
    month::figures(date.month())
}

/// The year in four figures: `2026`.
pub fn year(date: NaiveDate) -> String {
    format!("{:04}", date.year())
}

/// The date in figures, as in tables and after numbers of documents: `05/3/2026`.
pub fn short(date: NaiveDate) -> String {
    format!("{}/{}/{}", day(date), month(date), year(date))
}

/// The date as it stands beside the place: `ngày 05 tháng 3 năm 2026`.
pub fn full(date: NaiveDate) -> String {
    format!("ngày {} tháng {} năm {}", day(date), month(date), year(date))
}

/// The date in words, as minutes are opened: `ngày mùng năm tháng Ba năm hai nghìn không trăm
/// hai mươi sáu`. Days 1 to 10 are `mùng`; month 1 is `Một`, never `giêng`, which is lunar. A
/// month in words has a capital (Phụ lục II, Mục V.6).
pub fn spoken(date: NaiveDate) -> String {
    // Every year that a calendar date can have lies within the words.
    let year = words(i64::from(date.year())).unwrap_or_default();
    let day = words(i64::from(date.day())).unwrap_or_default();
    let early = if date.day() <= 10 { "mùng " } else { "" };
    let month = super::case::capital(&month::name(date.month()));
    format!("ngày {early}{day} tháng {month} năm {year}")
}

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

/// Reads a date in figures that stands alone: day first (`5/3/2026`, `05-03-2026`), or the
/// year first with hyphens (`2026-03-05`). The year has four figures; `None` where the
/// calendar has no such day.
pub fn parse_short(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let mark = if text.contains('/') { '/' } else { '-' };
    let mut parts = text.split(mark);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (day, month, year) = if a.len() == 4 && mark == '-' { (c, b, a) } else { (a, b, c) };
    let year = number(year, 4..=4)?.try_into().ok()?;
    NaiveDate::from_ymd_opt(year, number(month, 1..=2)?, number(day, 1..=2)?)
}

/// Reads back what [`spoken`] writes, in capitals or not, `mùng` or `mồng` or neither, and
/// every variant of the numbers in it.
pub fn parse_spoken(text: &str) -> Option<NaiveDate> {
    let text = super::case::lower(text);
    let said: Vec<&str> = text.split_whitespace().collect();
    let ["ngày", rest @ ..] = said.as_slice() else { return None };
    let rest = if let ["mùng" | "mồng", rest @ ..] = rest { rest } else { rest };
    let months = rest.iter().position(|word| *word == "tháng")?;
    // "tháng năm năm …": the year begins at the second of two.
    let after = &rest[months + 1..];
    let years = after.iter().skip(1).position(|word| *word == "năm")? + 1;
    let day = parse_words(&rest[..months].join(" "))?;
    let month = month::read(&after[..years].join(" "))?;
    let year = parse_words(&after[years + 1..].join(" "))?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, u32::try_from(day).ok()?)
}

/// A number of so many figures, nothing else around it.
fn number(text: &str, figures: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let plain = figures.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<&str>) {
        assert_eq!(full_date(line).map(|date| date.to_string()).as_deref(), expected, "{line}");
    }

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
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

    #[test]
    fn zeros_stand_before_early_days_and_the_first_two_months_only() {
        assert_eq!(full(date(2026, 3, 5)), "ngày 05 tháng 3 năm 2026");
        assert_eq!(full(date(2020, 1, 5)), "ngày 05 tháng 01 năm 2020");
        assert_eq!(full(date(2019, 2, 28)), "ngày 28 tháng 02 năm 2019");
        assert_eq!(short(date(2026, 3, 5)), "05/3/2026");
        assert_eq!(short(date(2026, 12, 10)), "10/12/2026");
    }

    #[test]
    fn dates_are_spoken_as_minutes_open() {
        for (date, expected) in [
            (date(2026, 3, 5), "ngày mùng năm tháng Ba năm hai nghìn không trăm hai mươi sáu"),
            (date(2025, 4, 10), "ngày mùng mười tháng Tư năm hai nghìn không trăm hai mươi lăm"),
            (date(2000, 5, 21), "ngày hai mươi mốt tháng Năm năm hai nghìn"),
            (date(1999, 1, 14), "ngày mười bốn tháng Một năm một nghìn chín trăm chín mươi chín"),
            (date(2010, 12, 31), "ngày ba mươi mốt tháng Mười hai năm hai nghìn không trăm mười"),
        ] {
            assert_eq!(spoken(date), expected);
        }
    }

    #[test]
    fn spoken_dates_are_read_in_their_variants() {
        let read = |text: &str| parse_spoken(text).map(|date| date.to_string());
        let expected = Some("2024-05-04".to_owned());
        assert_eq!(read("Ngày mồng bốn tháng năm năm hai ngàn không trăm hai mươi bốn"), expected);
        assert_eq!(read("ngày bốn tháng Năm năm hai nghìn không trăm hai tư"), None);
        assert_eq!(read("ngày ba mươi tháng hai năm hai nghìn"), None);
        assert_eq!(read("ngày mùng năm tháng ba"), None);
        assert_eq!(read(""), None);
    }

    #[test]
    fn dates_in_figures_are_read_day_first_or_as_machines_write_them() {
        for text in ["5/3/2026", "05/03/2026", "05-03-2026", "2026-03-05", " 05/3/2026 "] {
            assert_eq!(parse_short(text), Some(date(2026, 3, 5)), "{text}");
        }
        for text in ["", "5/3", "5/3/26", "31/02/2026", "2026/03/05", "5/3/2026/1", "+5/3/2026", "5-3/2026"] {
            assert_eq!(parse_short(text), None, "{text}");
        }
    }
}
