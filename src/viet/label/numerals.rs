//! What stands in labels for a number: Roman numerals, the letters of points.

use crate::viet::letters::POINTS;

/// The value of a Roman numeral in capitals, canonical forms up to 89 only: `IIII`, `IC`
/// are none, and `C.`, `D.`, `M.` are letters.
pub fn roman(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 8 || !text.bytes().all(|b| b"IVXL".contains(&b)) {
        return None;
    }
    (1..90).find(|value| to_roman(*value) == text)
}

/// Writes a number from 1 to 3,999 as a Roman numeral in capitals, as parts, chapters and
/// appendices are numbered (Phụ lục I, Phần I, Mục II.6.đ, III.1). Others have no numeral
/// and are written in figures.
pub fn to_roman(mut value: u32) -> String {
    const STEPS: &[(u32, &str)] = &[
        (1_000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut out = String::new();
    if !(1..4_000).contains(&value) {
        return value.to_string();
    }
    for (step, mark) in STEPS {
        while value >= *step {
            out.push_str(mark);
            value -= step;
        }
    }
    out
}

/// The letter of a point (điểm) by its place from 1, in the decree's order: a, b, c, d, đ,
/// e, g, h, i, k … y (Phụ lục I, Phần I, Mục II.6.đ); `None` for 0 and past the last letter.
pub fn point_letter(place: u32) -> Option<String> {
    let at = usize::try_from(place).ok()?.checked_sub(1)?;
    POINTS.chars().nth(at).map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_numerals_read_back() {
        for value in 1..90 {
            assert_eq!(roman(&to_roman(value)), Some(value));
        }
        assert_eq!(roman("IIII"), None);
    }

    #[test]
    fn great_numerals_are_written_but_never_read_as_labels() {
        for (value, numeral) in
            [(90, "XC"), (400, "CD"), (1_994, "MCMXCIV"), (2_026, "MMXXVI"), (3_999, "MMMCMXCIX")]
        {
            assert_eq!(to_roman(value), numeral);
            assert_eq!(roman(numeral), None);
        }
        assert_eq!([0, 4_000, u32::MAX].map(to_roman), ["0", "4000", "4294967295"]);
    }

    #[test]
    fn points_follow_the_order_of_the_decree() {
        let letters: Vec<String> = (1..).map_while(point_letter).collect();
        assert_eq!(letters.join(" "), "a b c d đ e g h i k l m n o p q r s t u v x y");
        assert_eq!([0, 24, u32::MAX].map(point_letter), [None, None, None]);
    }
}
