//! The one date that stands inside a file.

use chrono::NaiveDate;

use crate::model::{Document, Role, Standard};

/// The document's own date where its line of place and date is full, else the day from
/// which the standard binds. Never a clock: the same document gives the same file.
pub fn date(document: &Document, standard: &Standard) -> NaiveDate {
    let own = document
        .paragraphs()
        .filter(|paragraph| paragraph.role == Role::PlaceDate)
        .find_map(|paragraph| full(&paragraph.words()));
    let binding = || NaiveDate::parse_from_str(&standard.in_force, "%Y-%m-%d").ok();
    own.or_else(binding).unwrap_or_default()
}

/// "…, ngày 05 tháng 11 năm 2026": every second word from the end is a number. A blank
/// day leaves a word there.
fn full(line: &str) -> Option<NaiveDate> {
    let mut words = line.split_whitespace().rev().step_by(2);
    let mut number = || words.next()?.trim_matches(|c: char| !c.is_ascii_digit()).parse::<u32>().ok();
    let (year, month, day) = (number()?, number()?, number()?);
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).filter(|_| year >= 1900)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_line_gives_its_date_and_a_blank_one_none() {
        let date = |line: &str| full(line).map(|date| date.to_string()).unwrap_or_default();
        assert_eq!(date("Hà Nội, ngày 05 tháng 11 năm 2026"), "2026-11-05");
        assert_eq!(date("Quận 1, ngày 5 tháng 01 năm 2026."), "2026-01-05");
        assert_eq!(date("Quận 1, ngày   tháng 5 năm 2024"), "");
        assert_eq!(date("Quận 1, ngày … tháng 5 năm 2024"), "");
        assert_eq!(date("Hà Nội, ngày 31 tháng 02 năm 2026"), "");
        assert_eq!(date("Hà Nội"), "");
    }
}
