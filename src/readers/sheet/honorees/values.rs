//! Dates, sums, and the other short answers of a list.

use chrono::{Datelike, NaiveDate};

use crate::model::honoree::{Birth, Courtesy, NoteCode, Sex};
use crate::model::sheet::Value;
use crate::readers::sheet::day;
use crate::viet::{case, date};

/// What a cell says: something, maybe with a doubt; or nothing that is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said<T> {
    /// Beyond doubt.
    Sure(T),
    /// Probably; the code says why it is asked.
    Ask(NoteCode, T),
    /// Not understood.
    Unread,
}

/// The oldest year of birth that is believed.
const OLDEST: i32 = 1900;

/// A date of birth, in any of the habits: a day, a serial number, `5/3/1985`, `05-03-85`, the year.
pub(super) fn birth(value: &Value, today: NaiveDate) -> Said<Birth> {
    let said = match value {
        Value::Day(day) => Said::Sure(Birth::Day(*day)),
        Value::Number(number) if number.fract() == 0.0 && number.abs() < 1e8 => {
            written(&format!("{number:.0}"), today)
        }
        Value::Text(text) => written(text, today),
        Value::Number(_) | Value::Flag(_) | Value::Error(_) => Said::Unread,
    };
    let believed = |birth: Birth| (OLDEST..=today.year()).contains(&birth.year());
    match said {
        Said::Sure(birth) | Said::Ask(_, birth) if !believed(birth) => {
            Said::Ask(NoteCode::BirthImplausible, birth)
        }
        said => said,
    }
}

fn written(text: &str, today: NaiveDate) -> Said<Birth> {
    let text = case::lower(text);
    if let Some(day) = date::full_date(&text) {
        return Said::Sure(Birth::Day(day));
    }
    let text = text.trim().trim_start_matches("sinh").trim_start();
    let heads = ["ngày", "năm", "sn", "ns"];
    let text = heads.iter().fold(text, |text, head| text.strip_prefix(head).unwrap_or(text).trim_start());
    let text = text.trim_start_matches([':', '.', ' ']).trim_end_matches(['.', ' ']);
    let text = day_alone(text);
    let mut parts = Vec::new();
    for part in text.split(['/', '-', '.', ' ', ',']).filter(|part| !part.is_empty()) {
        if part.len() > 5 || !part.bytes().all(|b| b.is_ascii_digit()) {
            return Said::Unread;
        }
        let Ok(number) = part.parse::<u32>() else { return Said::Unread };
        parts.push((number, part.len()));
    }
    let short = |year: u32| {
        let century = if i64::from(year) > i64::from(today.year() % 100) { 1900 } else { 2000 };
        i32::try_from(year).unwrap_or_default() + century
    };
    let whole = |year: u32| i32::try_from(year).unwrap_or_default();
    match parts.as_slice() {
        [(year, 4)] => Said::Sure(Birth::Year(whole(*year))),
        [(year, 2)] => Said::Ask(NoteCode::BirthShortYear, Birth::Year(short(*year))),
        [(serial, 5)] => day::of_serial(f64::from(*serial), false)
            .map_or(Said::Unread, |day| Said::Ask(NoteCode::BirthSerial, Birth::Day(day))),
        [(month, 1..=2), (year, 4)] if (1..=12).contains(month) => {
            Said::Ask(NoteCode::BirthMonth, Birth::Year(whole(*year)))
        }
        [(year, 4), (month, 1..=2), (day, 1..=2)] | [(day, 1..=2), (month, 1..=2), (year, 4)] => {
            on(whole(*year), *month, *day, None)
        }
        [(day, 1..=2), (month, 1..=2), (year, 2)] => {
            on(short(*year), *month, *day, Some(NoteCode::BirthShortYear))
        }
        _ => Said::Unread,
    }
}

/// A text without the hour that follows a day: `1985-03-05 00:00:00`.
fn day_alone(text: &str) -> &str {
    let hour = text.find(':').map(|at| text[..at].trim_end_matches(|c: char| c.is_ascii_digit()));
    hour.map_or(text, |text| text.trim_end_matches([' ', 't']))
}

fn on(year: i32, month: u32, day: u32, doubt: Option<NoteCode>) -> Said<Birth> {
    if let Some(day) = NaiveDate::from_ymd_opt(year, month, day) {
        return doubt.map_or(Said::Sure(Birth::Day(day)), |doubt| Said::Ask(doubt, Birth::Day(day)));
    }
    let swapped = NaiveDate::from_ymd_opt(year, day, month);
    swapped.map_or(Said::Unread, |day| Said::Ask(NoteCode::BirthSwapped, Birth::Day(day)))
}

/// The largest sum that is believed, in đồng.
const RICHEST: i128 = 1_000_000_000_000_000;

/// A fraction has so many figures.
const FRACTION: usize = 6;
const UNIT: i128 = 1_000_000;

/// A sum of money in đồng, in any of the habits: `1.234.567`, `1,234,567`, `1.234.567,89`,
/// `1,5 triệu`. `scale` is what the head of the column says (`ĐVT: nghìn đồng`).
pub(super) fn money(value: &Value, scale: i128) -> Said<i64> {
    match value {
        Value::Number(number) => match decimal(&number.to_string().replace('.', ",")) {
            Some((amount, _)) => scaled(amount, scale, None),
            None => Said::Unread,
        },
        Value::Text(text) => {
            let text = case::lower(text).replace(['\u{a0}', '_'], " ");
            let (figures, unit) = split_unit(text.trim());
            let Some((own, told)) = unit_of(unit) else { return Said::Unread };
            let Some((amount, doubt)) = decimal(&figures) else { return Said::Unread };
            let doubt = doubt.then_some(NoteCode::MoneyAmbiguous);
            scaled(amount, own.unwrap_or(scale), doubt.or(told.then_some(NoteCode::MoneyScaled)))
        }
        Value::Day(_) | Value::Flag(_) | Value::Error(_) => Said::Unread,
    }
}

fn scaled(amount: i128, scale: i128, doubt: Option<NoteCode>) -> Said<i64> {
    let Some(scaled) = amount.checked_mul(scale).filter(|scaled| (0..=RICHEST * UNIT).contains(scaled))
    else {
        return Said::Unread;
    };
    let rounded = (scaled + UNIT / 2) / UNIT;
    let Ok(dong) = i64::try_from(rounded) else { return Said::Unread };
    if scaled % UNIT != 0 {
        return Said::Ask(NoteCode::MoneyFraction, dong);
    }
    doubt.map_or(Said::Sure(dong), |doubt| Said::Ask(doubt, dong))
}

/// The figures, without spaces, and the words after them.
fn split_unit(text: &str) -> (String, &str) {
    let end = text.find(|c: char| !(c.is_ascii_digit() || ".,' ".contains(c))).unwrap_or(text.len());
    (text[..end].replace([' ', '\''], ""), text[end..].trim())
}

/// What a unit is worth, where it says; true when that should be told. `None`: no unit of money.
pub(super) fn unit_of(unit: &str) -> Option<(Option<i128>, bool)> {
    let unit = unit.trim_matches(|c: char| "()./- ".contains(c));
    let unit = unit.trim_end_matches("đồng").trim_end_matches("vnđ").trim_end_matches("vnd").trim_end();
    match unit {
        "" | "đ" | "d" | "₫" => Some((if unit.is_empty() { None } else { Some(1) }, false)),
        "nghìn" | "ngàn" | "k" | "1.000" | "1000" => Some((Some(1_000), true)),
        "triệu" | "tr" | "trđ" | "tr.đ" => Some((Some(1_000_000), true)),
        "tỷ" | "tỉ" => Some((Some(1_000_000_000), true)),
        _ => None,
    }
}

/// A number in millionths, and true when it may be read in two ways.
fn decimal(figures: &str) -> Option<(i128, bool)> {
    let figures = figures.trim_end_matches(['.', ',']);
    let (dots, commas) = (figures.matches('.').count(), figures.matches(',').count());
    let (groups, comma) = match (dots, commas) {
        (0, 0) => (None, None),
        // The last mark is the one before the fraction.
        (1.., 1..) if figures.rfind(',') > figures.rfind('.') => (Some('.'), Some(',')),
        (1.., 1..) => (Some(','), Some('.')),
        (2.., 0) => (Some('.'), None),
        (0, 2..) => (Some(','), None),
        (1, 0) if thousands(figures, '.') => (Some('.'), None),
        (1, 0) => (None, Some('.')),
        (0, 1) => (None, Some(',')),
    };
    // "1,234" is a thousand for some, one and a bit for others.
    let doubt = dots == 0 && commas == 1 && thousands(figures, ',');
    let (groups, comma) = if doubt { (Some(','), None) } else { (groups, comma) };
    let (whole, fraction) = comma.and_then(|comma| figures.split_once(comma)).unwrap_or((figures, ""));
    let whole = match groups {
        Some(mark) if whole.contains(mark) => {
            if !thousands(whole, mark) {
                return None;
            }
            whole.replace(mark, "")
        }
        _ => whole.to_owned(),
    };
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 18 || !plain(&whole) || !plain(fraction) {
        return None;
    }
    let kept: String = fraction.chars().chain("000000".chars()).take(FRACTION).collect();
    Some((whole.parse::<i128>().ok()? * UNIT + kept.parse::<i128>().ok()?, doubt))
}

/// True for groups of three after the first of one to three.
fn thousands(text: &str, mark: char) -> bool {
    let mut groups = text.split(mark);
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

/// Nam or nữ.
pub(super) fn sex(text: &str) -> Option<Sex> {
    match case::lower(text.trim().trim_end_matches('.')).as_str() {
        "nam" | "trai" | "m" => Some(Sex::Male),
        "nữ" | "nu" | "gái" | "f" => Some(Sex::Female),
        _ => None,
    }
}

/// Ông or bà; the second is true where a cell leaves it open, as `Ông/Bà` does.
pub(super) fn courtesy(text: &str) -> Option<(Option<Courtesy>, bool)> {
    match case::lower(text.trim().trim_end_matches(['.', ':'])).replace(' ', "").as_str() {
        "ông" | "ong" => Some((Some(Courtesy::Mr), false)),
        "bà" | "ba" => Some((Some(Courtesy::Ms), false)),
        "ông/bà" | "ông(bà)" | "ôngbà" | "ông,bà" => Some((None, true)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn born(value: &Value) -> Said<Birth> {
        birth(value, date(2026, 11, 24))
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn dates_are_read_in_every_habit() {
        let day = Said::Sure(Birth::Day(date(1985, 3, 5)));
        for said in [
            "5/3/1985",
            "05/03/1985",
            "05-03-1985",
            "5.3.1985",
            "1985-03-05",
            "1985-03-05 00:00:00",
            "ngày 05 tháng 3 năm 1985",
            "Sinh ngày 5/3/1985",
            "5 / 3 / 1985",
        ] {
            assert_eq!(born(&text(said)), day, "{said}");
        }
        assert_eq!(born(&Value::Day(date(1985, 3, 5))), day);
        for said in ["1985", "năm 1985", "Sinh năm 1985", "SN 1985", "NS: 1985"] {
            assert_eq!(born(&text(said)), Said::Sure(Birth::Year(1985)), "{said}");
        }
        assert_eq!(born(&Value::Number(1985.0)), Said::Sure(Birth::Year(1985)));
    }

    #[test]
    fn doubtful_dates_are_asked() {
        let asked = |code, year, month, day| Said::Ask(code, Birth::Day(date(year, month, day)));
        assert_eq!(born(&text("05-03-85")), asked(NoteCode::BirthShortYear, 1985, 3, 5));
        assert_eq!(born(&text("05-03-04")), asked(NoteCode::BirthShortYear, 2004, 3, 5));
        assert_eq!(born(&text("03/25/1985")), asked(NoteCode::BirthSwapped, 1985, 3, 25));
        assert_eq!(born(&Value::Number(31_234.0)), asked(NoteCode::BirthSerial, 1985, 7, 6));
        assert_eq!(born(&text("3/1985")), Said::Ask(NoteCode::BirthMonth, Birth::Year(1985)));
        assert_eq!(born(&text("85")), Said::Ask(NoteCode::BirthShortYear, Birth::Year(1985)));
        assert_eq!(born(&text("5/3/1885")), asked(NoteCode::BirthImplausible, 1885, 3, 5));
        assert_eq!(born(&text("2085")), Said::Ask(NoteCode::BirthImplausible, Birth::Year(2085)));
        for wrong in ["", "không rõ", "31/02/1985", "1/2/3/4", "0", "12051985", "a/b/c", "5/3/1985x"] {
            assert_eq!(born(&text(wrong)), Said::Unread, "{wrong}");
        }
    }

    #[test]
    fn sums_are_read_in_every_habit() {
        for (said, dong) in [
            ("1.234.567", 1_234_567),
            ("1,234,567", 1_234_567),
            ("1.234.567,00", 1_234_567),
            ("1,234,567.00", 1_234_567),
            ("1 234 567 đồng", 1_234_567),
            ("500.000đ", 500_000),
            ("500000", 500_000),
            ("1.500 VNĐ", 1_500),
        ] {
            assert_eq!(money(&text(said), 1), Said::Sure(dong), "{said}");
        }
        assert_eq!(money(&Value::Number(1_500_000.0), 1), Said::Sure(1_500_000));
        assert_eq!(money(&Value::Number(1_500.0), 1_000), Said::Sure(1_500_000));
        assert_eq!(money(&text("1.234.567,89"), 1), Said::Ask(NoteCode::MoneyFraction, 1_234_568));
        assert_eq!(money(&text("1,234"), 1), Said::Ask(NoteCode::MoneyAmbiguous, 1_234));
        assert_eq!(money(&text("1,5 triệu đồng"), 1), Said::Ask(NoteCode::MoneyScaled, 1_500_000));
        assert_eq!(money(&text("1.5 triệu"), 1), Said::Ask(NoteCode::MoneyScaled, 1_500_000));
        for wrong in ["", "một triệu", "-5", "1.23.456", "1e9", "99999999999999999999", "5 USD"] {
            assert_eq!(money(&text(wrong), 1), Said::Unread, "{wrong}");
        }
        assert_eq!(money(&Value::Number(f64::NAN), 1), Said::Unread);
        assert_eq!(money(&Value::Number(1e300), 1), Said::Unread);
    }
}
