//! A month of a year: a period of reports and campaigns, without a day.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use crate::viet::number::words;

/// A month of a year of the Gregorian calendar. Earlier months are less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i32,
    month: u32,
}

impl Month {
    /// The month (1 to 12) of a year (0 to 9999), so that it has four figures; `None` else.
    pub fn new(year: i32, month: u32) -> Option<Month> {
        ((0..=9_999).contains(&year) && (1..=12).contains(&month)).then_some(Month { year, month })
    }

    /// The month in which a day lies.
    pub fn of(date: NaiveDate) -> Option<Month> {
        Month::new(date.year(), date.month())
    }

    /// Reads `2026-03`, as data writes it (ISO 8601): four figures, a hyphen, two figures.
    pub fn parse(text: &str) -> Option<Month> {
        let (year, month) = text.split_once('-')?;
        Month::new(super::number(year, 4..=4)?.try_into().ok()?, super::number(month, 2..=2)?)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.month
    }
}

/// `2026-03`, as data writes it; what [`Month::parse`] reads.
impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// The month in figures by the zero rule: `tháng 3 năm 2026`, `tháng 01 năm 2026`.
pub fn month_year(month: Month) -> String {
    format!("tháng {} năm {:04}", figures(month.month), month.year)
}

/// Reads what [`month_year`] writes, with or without zeros, and `3/2026`.
pub fn parse_month_year(text: &str) -> Option<Month> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (month, year) = match words.as_slice() {
        ["tháng" | "Tháng", month, "năm", year] => (*month, *year),
        [both] => both.split_once('/')?,
        _ => return None,
    };
    Month::new(super::number(year, 4..=4)?.try_into().ok()?, super::number(month, 1..=2)?)
}

/// A month in figures: two for 1 and 2, since they could be made 11 or 12.
pub(super) fn figures(month: u32) -> String {
    if month <= 2 { format!("{month:02}") } else { month.to_string() }
}

/// A month in words: the fourth is `tư`.
pub(super) fn name(month: u32) -> String {
    if month == 4 { "tư".to_owned() } else { words(i64::from(month)).unwrap_or_default() }
}

/// The month with this name; `bốn` is taken as well as `tư`.
pub(super) fn read(text: &str) -> Option<u32> {
    if text == "bốn" { Some(4) } else { (1..=12).find(|month| name(*month) == text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_reads_back_from_data_and_from_its_words() {
        let march = Month::new(2026, 3).unwrap();
        assert_eq!(Month::parse("2026-03"), Some(march));
        assert_eq!(march.to_string(), "2026-03");
        assert_eq!(month_year(march), "tháng 3 năm 2026");
        assert_eq!(month_year(Month::new(2026, 1).unwrap()), "tháng 01 năm 2026");
        for text in ["tháng 3 năm 2026", "Tháng 03 năm 2026", "3/2026", "03/2026"] {
            assert_eq!(parse_month_year(text), Some(march), "{text}");
        }
    }

    #[test]
    fn what_is_no_month_is_not_read() {
        for text in ["", "2026", "2026-3", "2026-13", "2026-00", "26-03", "+026-03", "2026-03-05"] {
            assert_eq!(Month::parse(text), None, "{text}");
        }
        for text in ["", "tháng 13 năm 2026", "tháng 3", "3/26", "a/b"] {
            assert_eq!(parse_month_year(text), None, "{text}");
        }
        assert_eq!([(-1, 3), (10_000, 3), (2026, 0)].map(|(year, month)| Month::new(year, month)), [None; 3]);
    }

    #[test]
    fn earlier_months_are_less() {
        assert!(Month::new(2025, 12) < Month::new(2026, 1));
        assert_eq!(Month::of(NaiveDate::from_ymd_opt(2026, 3, 5).unwrap()), Month::new(2026, 3));
    }
}
