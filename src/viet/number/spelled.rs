//! Numbers in words, written and read back.
//!
//! What is written: `mười` but `hai mươi`; after `mươi`, 1 is `mốt` and 4 is `tư` (`hai mươi
//! tư`, but `mười bốn` and `linh bốn`); after `mười` and `mươi`, 5 is `lăm`. Below the first
//! group each group is said in full, `không trăm` and `linh` included, since `một nghìn năm`
//! may be heard as 1.500. A group of three zeros is passed over, as payment papers do:
//! 1.000.005 is `một triệu không trăm linh năm`.

use unicode_normalization::UnicodeNormalization;

/// The greatest magnitude that has words: `một triệu tỷ`. Beyond it custom has no one name.
pub const LIMIT: i64 = 1_000_000_000_000_000;

/// The word for an empty place of ten.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zero {
    /// `một trăm linh năm`: of the north, and of most official papers.
    #[default]
    Linh,
    /// `một trăm lẻ năm`: of the south.
    Le,
}

/// The word for a thousand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Thousand {
    /// `nghìn`: of the north, and of most official papers.
    #[default]
    Nghin,
    /// `ngàn`: of the south.
    Ngan,
}

/// Which of two lawful words is written. Reading takes both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// `linh` or `lẻ`.
    pub zero: Zero,
    /// `nghìn` or `ngàn`.
    pub thousand: Thousand,
}

impl Style {
    /// Every style, the default one first.
    pub const ALL: [Style; 4] = [
        Style { zero: Zero::Linh, thousand: Thousand::Nghin },
        Style { zero: Zero::Linh, thousand: Thousand::Ngan },
        Style { zero: Zero::Le, thousand: Thousand::Nghin },
        Style { zero: Zero::Le, thousand: Thousand::Ngan },
    ];

    fn zero(self) -> &'static str {
        match self.zero {
            Zero::Linh => "linh",
            Zero::Le => "lẻ",
        }
    }

    fn thousand(self) -> &'static str {
        match self.thousand {
            Thousand::Nghin => "nghìn",
            Thousand::Ngan => "ngàn",
        }
    }
}

const FIGURES: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

const MILLION: u64 = 1_000_000;
const BILLION: u64 = 1_000_000_000;

/// The number in lower-case words, `linh` and `nghìn` (the default [`Style`]): 21 is `hai
/// mươi mốt`, -5 is `âm năm`; `None` past [`LIMIT`].
pub fn words(value: i64) -> Option<String> {
    words_in(value, Style::default())
}

/// The number in lower-case words of a style; `None` past [`LIMIT`].
pub fn words_in(value: i64, style: Style) -> Option<String> {
    let size = value.unsigned_abs();
    if size > LIMIT.unsigned_abs() {
        return None;
    }
    if size == 0 {
        return Some(FIGURES[0].to_owned());
    }
    let mut out = Vec::new();
    if value < 0 {
        out.push("âm");
    }
    let above = size / BILLION;
    if above > 0 {
        below_billion(above, false, style, &mut out);
        out.push("tỷ");
    }
    below_billion(size % BILLION, above > 0, style, &mut out);
    Some(out.join(" "))
}

/// The words of three groups; `full` when a higher group stands before them.
fn below_billion(value: u64, mut full: bool, style: Style, out: &mut Vec<&'static str>) {
    for (unit, word) in [(MILLION, "triệu"), (1_000, style.thousand()), (1, "")] {
        let group = usize::try_from(value / unit % 1_000).unwrap_or_default();
        if group == 0 {
            continue;
        }
        three(group, full, style, out);
        out.extend(Some(word).filter(|word| !word.is_empty()));
        full = true;
    }
}

/// The words of one group, 1 to 999.
fn three(group: usize, full: bool, style: Style, out: &mut Vec<&'static str>) {
    let (hundreds, tens, units) = (group / 100, group / 10 % 10, group % 10);
    let after_hundreds = full || hundreds > 0;
    if after_hundreds {
        out.extend([FIGURES[hundreds], "trăm"]);
    }
    match tens {
        0 if units > 0 && after_hundreds => out.push(style.zero()),
        0 => {}
        1 => out.push("mười"),
        _ => out.extend([FIGURES[tens], "mươi"]),
    }
    match (tens, units) {
        (_, 0) => {}
        (2.., 1) => out.push("mốt"),
        (2.., 4) => out.push("tư"),
        (1.., 5) => out.push("lăm"),
        _ => out.push(FIGURES[units]),
    }
}

/// Reads a number in words, in capitals or not, in every variant that offices write: `mốt`
/// or `một`, `tư` or `bốn`, `lăm`, `nhăm` or `năm`, `bảy` or `bẩy`, `linh` or `lẻ`, `nghìn`
/// or `ngàn`, `tỷ` or `tỉ`, an empty group passed over or said (`không nghìn`).
///
/// `None` for what is no number, lies past [`LIMIT`], or would be heard in two ways: `một
/// nghìn năm` and `một trăm hai` (1.005 or 1.500, 102 or 120).
pub fn parse_words(text: &str) -> Option<i64> {
    let text: String = text.nfc().flat_map(char::to_lowercase).nfc().collect();
    let all: Vec<&str> = text.split_whitespace().collect();
    if all == [FIGURES[0]] {
        return Some(0);
    }
    let (sign, said) = match all.as_slice() {
        ["âm", rest @ ..] => (-1, rest),
        rest => (1, rest),
    };
    let (above, below) = match said.iter().position(|word| matches!(*word, "tỷ" | "tỉ")) {
        Some(at) => (read_billion(&said[..at], false)?, &said[at + 1..]),
        None => (0, said),
    };
    let below = if above > 0 && below.is_empty() { 0 } else { read_billion(below, above > 0)? };
    // Both are below a thousand million, so this cannot overflow.
    let size = i64::try_from(above * BILLION + below).ok()?;
    (size <= LIMIT).then_some(sign * size)
}

/// Reads up to three groups; `full` when a higher group stands before them.
fn read_billion(said: &[&str], mut full: bool) -> Option<u64> {
    let mut rest = said;
    let mut value = 0;
    for (unit, names) in [(MILLION, ["triệu", "triệu"]), (1_000, ["nghìn", "ngàn"])] {
        let Some(at) = rest.iter().position(|word| names.contains(word)) else { continue };
        // "một triệu không nghìn năm trăm".
        let empty = full && rest[..at] == [FIGURES[0]];
        value += unit * if empty { 0 } else { read_three(&rest[..at], full)? };
        full = true;
        rest = &rest[at + 1..];
    }
    if rest.is_empty() {
        return (!said.is_empty()).then_some(value);
    }
    Some(value + read_three(rest, full).filter(|units| *units > 0)?)
}

/// Reads one group; `full` when a higher group stands before it.
fn read_three(said: &[&str], full: bool) -> Option<u64> {
    let (hundreds, rest) = match said {
        [figure, "trăm", rest @ ..] => (Some(read_figure(figure)?), rest),
        rest => (None, rest),
    };
    if hundreds == Some(0) && !full {
        return None;
    }
    let after_hundreds = full || hundreds.is_some();
    let below = match rest {
        [] if hundreds.is_some() => 0,
        ["mười"] => 10,
        ["mười", unit] => 10 + read_unit(unit)?,
        [tens, "mươi"] => read_tens(tens)?,
        [tens, "mươi", unit] => read_tens(tens)? + read_unit(unit)?,
        ["linh" | "lẻ", unit] if after_hundreds => read_unit(unit)?,
        [figure] if !after_hundreds => read_figure(figure).filter(|figure| *figure > 0)?,
        _ => return None,
    };
    Some(hundreds.unwrap_or_default() * 100 + below)
}

fn read_figure(word: &str) -> Option<u64> {
    let word = if word == "bẩy" { "bảy" } else { word };
    u64::try_from(FIGURES.iter().position(|figure| *figure == word)?).ok()
}

fn read_tens(word: &str) -> Option<u64> {
    read_figure(word).filter(|figure| *figure > 1).map(|figure| figure * 10)
}

/// The last figure of a number of two: it has names of its own there.
fn read_unit(word: &str) -> Option<u64> {
    match word {
        "mốt" => Some(1),
        "tư" => Some(4),
        "lăm" | "nhăm" => Some(5),
        _ => read_figure(word).filter(|figure| *figure > 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelled_as_official_papers_spell_them() {
        for (value, expected) in [
            (0, "không"),
            (4, "bốn"),
            (5, "năm"),
            (10, "mười"),
            (11, "mười một"),
            (14, "mười bốn"),
            (15, "mười lăm"),
            (20, "hai mươi"),
            (21, "hai mươi mốt"),
            (24, "hai mươi tư"),
            (55, "năm mươi lăm"),
            (100, "một trăm"),
            (101, "một trăm linh một"),
            (104, "một trăm linh bốn"),
            (105, "một trăm linh năm"),
            (110, "một trăm mười"),
            (1_000, "một nghìn"),
            (1_005, "một nghìn không trăm linh năm"),
            (1_050, "một nghìn không trăm năm mươi"),
            (2_026, "hai nghìn không trăm hai mươi sáu"),
            (1_000_005, "một triệu không trăm linh năm"),
            (1_005_000, "một triệu không trăm linh năm nghìn"),
            (1_500_000, "một triệu năm trăm nghìn"),
            (1_000_000_000, "một tỷ"),
            (1_000_000_001, "một tỷ không trăm linh một"),
            (1_005_000_000_000, "một nghìn không trăm linh năm tỷ"),
            (LIMIT, "một triệu tỷ"),
            (-21, "âm hai mươi mốt"),
        ] {
            assert_eq!(words(value).as_deref(), Some(expected), "{value}");
        }
        assert_eq!(
            words(999_999_999_999_999).as_deref(),
            Some(
                "chín trăm chín mươi chín nghìn chín trăm chín mươi chín tỷ chín trăm chín mươi chín triệu \
                 chín trăm chín mươi chín nghìn chín trăm chín mươi chín"
            )
        );
    }

    #[test]
    fn past_the_limit_there_are_no_words() {
        for value in [LIMIT + 1, -LIMIT - 1, i64::MAX, i64::MIN] {
            assert_eq!(words(value), None, "{value}");
        }
        assert_eq!(words(-LIMIT).as_deref(), Some("âm một triệu tỷ"));
    }

    #[test]
    fn a_style_chooses_the_words_of_north_or_south() {
        let said = Style::ALL.map(|style| words_in(2_105, style).unwrap_or_default());
        assert_eq!(
            said,
            [
                "hai nghìn một trăm linh năm",
                "hai ngàn một trăm linh năm",
                "hai nghìn một trăm lẻ năm",
                "hai ngàn một trăm lẻ năm"
            ]
        );
        assert_eq!(Style::ALL[0], Style::default());
    }

    #[test]
    fn every_variant_is_read() {
        for (text, expected) in [
            ("Không", 0),
            ("Hai mươi mốt", 21),
            ("hai mươi một", 21),
            ("hai mươi bốn", 24),
            ("mười năm", 15),
            ("ba mươi nhăm", 35),
            ("ba mươi năm", 35),
            ("bẩy mươi bẩy", 77),
            ("một trăm lẻ tư", 104),
            ("HAI NGÀN KHÔNG TRĂM HAI MƯƠI SÁU", 2_026),
            ("hai nghìn linh sáu", 2_006),
            ("một nghìn năm mươi", 1_050),
            ("một triệu không nghìn năm trăm", 1_000_500),
            ("một triệu không trăm nghìn năm trăm", 1_000_500),
            ("ba tỉ", 3_000_000_000),
            ("  một   triệu\ttỷ ", LIMIT),
            ("âm một triệu tỷ", -LIMIT),
            ("Một triê\u{323}u", 1_000_000),
        ] {
            assert_eq!(parse_words(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_or_two_numbers_is_not_read() {
        for text in [
            "",
            "âm",
            "âm không",
            "một nghìn năm",
            "một trăm hai",
            "không nghìn",
            "không trăm linh năm",
            "tỷ",
            "triệu",
            "một tỷ tỷ",
            "một nghìn triệu",
            "một triệu không",
            "một triệu không trăm",
            "một mươi",
            "linh năm",
            "mười mười",
            "năm 2026",
            "một đồng",
            "hai triệu tỷ",
        ] {
            assert_eq!(parse_words(text), None, "{text}");
        }
    }
}
