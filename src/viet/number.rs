//! Numbers in figures, as official documents print them: a full stop between groups of
//! three, a comma before the fraction, a zero before a single figure. In words: [`spelled`].

use super::case::capital;

pub mod spelled;

pub use spelled::{LIMIT, Style, Thousand, Zero, parse_words, words, words_in};

/// The unit of money: its name, never `VNĐ`.
const DONG: &str = "đồng";

/// A whole number with a full stop between groups of three: `1.234.567`, `-5.000`.
///
/// Decree 30 is silent; the full stop is the custom of accounts (Luật Kế toán, Điều 11).
pub fn grouped(value: i64) -> String {
    let figures = stops(&value.unsigned_abs().to_string());
    if value < 0 { format!("-{figures}") } else { figures }
}

/// A number with a full stop between groups of three and a comma before the fraction:
/// `1.234.567,5`. The fraction is the shortest that reads back as the same number, never
/// more figures than it holds; `None` for what is no number (NaN, the infinities).
pub fn decimal(value: f64) -> Option<String> {
    if !value.is_finite() {
        return None;
    }
    // Rust's own form is the shortest that reads back, and never has an exponent.
    let plain = value.abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let sign = if value < 0.0 { "-" } else { "" };
    let comma = if fraction.is_empty() { "" } else { "," };
    Some(format!("{sign}{}{comma}{fraction}", stops(whole)))
}

/// A sum of money in figures, in đồng: `1.500.000 đồng`.
pub fn money(dong: i64) -> String {
    format!("{} {DONG}", grouped(dong))
}

/// A sum of money in words, in đồng, its first letter a capital as after "Bằng chữ:":
/// `Một triệu năm trăm nghìn đồng`; `None` past [`LIMIT`].
pub fn money_words(dong: i64) -> Option<String> {
    Some(format!("{} {DONG}", capital(&words(dong)?)))
}

/// A count or the number of a document: below ten with a zero before it, `05` (Phụ lục I,
/// Phần I, Mục II.3.a). Other numbers stand as they are, without groups.
pub fn padded(value: i64) -> String {
    if (0..10).contains(&value) { format!("0{value}") } else { value.to_string() }
}

/// Puts a full stop between groups of three figures, counted from the right.
fn stops(figures: &str) -> String {
    let mut out = String::with_capacity(figures.len() * 4 / 3);
    for (at, figure) in figures.chars().enumerate() {
        if at > 0 && (figures.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(figure);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_grouped_by_three() {
        for (value, expected) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1.000"),
            (1_234_567, "1.234.567"),
            (-5_000, "-5.000"),
            (-123, "-123"),
            (i64::MIN, "-9.223.372.036.854.775.808"),
        ] {
            assert_eq!(grouped(value), expected);
        }
    }

    #[test]
    fn decimals_say_what_the_number_says_and_no_more() {
        for (value, expected) in [
            (0.0, "0"),
            (-0.0, "0"),
            (0.5, "0,5"),
            (-1234.25, "-1.234,25"),
            (1_234_567.5, "1.234.567,5"),
            (0.1 + 0.2, "0,30000000000000004"),
            (99.0, "99"),
            (1e21, "1.000.000.000.000.000.000.000"),
            (1e-7, "0,0000001"),
        ] {
            assert_eq!(decimal(value).as_deref(), Some(expected));
        }
        assert_eq!([f64::NAN, f64::INFINITY, f64::NEG_INFINITY].map(decimal), [None, None, None]);
    }

    #[test]
    fn money_is_written_in_figures_and_in_words() {
        assert_eq!(money(1_500_000), "1.500.000 đồng");
        assert_eq!(money_words(1_500_000).as_deref(), Some("Một triệu năm trăm nghìn đồng"));
        assert_eq!(money_words(0).as_deref(), Some("Không đồng"));
        assert_eq!(money_words(-2_000).as_deref(), Some("Âm hai nghìn đồng"));
        assert_eq!(money_words(i64::MAX), None);
    }

    #[test]
    fn a_single_figure_gets_a_zero_before_it() {
        assert_eq!([0, 5, 9, 10, 105, 1_000, -5].map(padded), ["00", "05", "09", "10", "105", "1000", "-5"]);
    }
}
