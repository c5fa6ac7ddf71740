//! Days as spreadsheets count them, and how it is told that a number is one.

use chrono::{Days, NaiveDate};

use crate::model::sheet::Value;

/// The last serial number of a day: 31 December 9999.
const LAST: f64 = 2_958_465.0;

/// True for a format that shows a day, by the code that people see: `dd/mm/yyyy`.
pub(super) fn is_day_code(code: &str) -> bool {
    let mut letters = String::new();
    let mut rest = code.chars();
    while let Some(c) = rest.next() {
        match c {
            '"' => while rest.next().is_some_and(|c| c != '"') {},
            '[' => while rest.next().is_some_and(|c| c != ']') {},
            '\\' | '_' | '*' => {
                rest.next();
            }
            ';' => break,
            c => letters.push(c.to_ascii_lowercase()),
        }
    }
    // "General" has an e, and minutes alone are no day.
    letters != "general" && letters.contains(['d', 'y'])
}

/// True for a built-in format that shows a day.
pub(super) fn is_day_id(id: u32) -> bool {
    matches!(id, 14..=17 | 22 | 27..=31 | 34..=36 | 50..=58)
}

/// The day of a serial number; `None` where there is none.
///
/// Excel counts a 29 February 1900 that never was: before it, days count from the last day of
/// 1899, after it from the day before.
pub(super) fn of_serial(serial: f64, late: bool) -> Option<NaiveDate> {
    if !(0.0..=LAST).contains(&serial) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded just above")]
    let days = serial as u64;
    let (year, month, day) = match (late, days) {
        (true, _) => (1904, 1, 1),
        (false, 0..=59) => (1899, 12, 31),
        (false, _) => (1899, 12, 30),
    };
    NaiveDate::from_ymd_opt(year, month, day)?.checked_add_days(Days::new(days))
}

/// The day that stands first in `2026-03-05T00:00:00`.
pub(super) fn of_iso(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.trim().get(..10)?, "%Y-%m-%d").ok()
}

/// A number as its cell shows it.
pub(super) fn value(number: f64, is_day: bool, late: bool) -> Value {
    let day =
        Some(number).filter(|number| is_day && *number >= 1.0).and_then(|number| of_serial(number, late));
    day.map_or(Value::Number(number), Value::Day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_from_numbers_by_their_format() {
        for code in ["dd/mm/yyyy", "d-mmm-yy", "[$-42A]dd\\ mmmm\\ yyyy;@", "yyyy", "m/d/yyyy h:mm"] {
            assert!(is_day_code(code), "{code}");
        }
        for code in ["General", "0.00", "#,##0\\ \"đồng\"", "[Red]#,##0", "h:mm:ss", "@", "\"ngày\" 0", "_d0"]
        {
            assert!(!is_day_code(code), "{code}");
        }
        assert!(is_day_id(14) && !is_day_id(0) && !is_day_id(4) && !is_day_id(49));
    }

    #[test]
    fn serial_numbers_count_as_excel_counts() {
        let day = |serial, late| of_serial(serial, late).map(|day| day.to_string());
        assert_eq!(day(1.0, false).as_deref(), Some("1900-01-01"));
        assert_eq!(day(61.0, false).as_deref(), Some("1900-03-01"));
        assert_eq!(day(31_234.75, false).as_deref(), Some("1985-07-06"));
        assert_eq!(day(0.0, true).as_deref(), Some("1904-01-01"));
        assert_eq!([day(-1.0, false), day(f64::NAN, false), day(1e300, false)], [None, None, None]);
        assert_eq!(of_iso("1985-07-06T00:00:00").map(|day| day.to_string()).as_deref(), Some("1985-07-06"));
        assert_eq!((of_iso("1985"), of_iso("ế985-07-06")), (None, None));
    }
}
