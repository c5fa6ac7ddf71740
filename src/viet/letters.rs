//! Letters: folding for comparison, capitals, names, the order of points.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::hole::{self, Shape};

/// The alphabet of points (điểm): a, b, c, d, đ, e, g … (Phụ lục I, Phần I, Mục II.6.đ).
pub const POINTS: &str = "abcdđeghiklmnopqrstuvxy";

/// Lower case without tone marks, hats and hooks, đ as d: what stays when a person types
/// without accents. `HOÀ` and `HÒA` fold alike.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        // No order of marks is asked for: they fall away.
        decompose_canonical(c, |part| {
            if !is_combining_mark(part) {
                out.extend(part.to_lowercase().map(|c| if c == 'đ' { 'd' } else { c }));
            }
        });
    }
    out
}

/// True for text in NFC beyond doubt; what Vietnamese is typed with is told at a glance.
pub fn is_composed(text: &str) -> bool {
    let plain = |c: char| matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2010}'..='\u{2027}');
    text.chars().all(plain) || is_nfc_quick(text.chars()) == IsNormalized::Yes
}

/// The text in ASCII, its case kept: marks fall away, đ becomes d, dashes become hyphens;
/// what has no ASCII form is left out.
pub fn ascii(text: &str) -> String {
    text.nfd()
        .filter(|c| !is_combining_mark(*c))
        .filter_map(|c| match c {
            'đ' => Some('d'),
            'Đ' => Some('D'),
            '\u{2010}'..='\u{2015}' => Some('-'),
            '\u{a0}' => Some(' '),
            _ => Some(c).filter(char::is_ascii),
        })
        .collect()
}

/// True when the text has at least two letters and all of them are capitals; a hole for
/// words in capitals counts as two.
pub fn is_upper(text: &str) -> bool {
    let mut capitals = 0;
    for c in text.chars() {
        match hole::read(c) {
            Some((_, Shape::Upper | Shape::Capacity)) => capitals += 2,
            Some((_, Shape::Words | Shape::Name | Shape::Picture)) => return false,
            Some((_, Shape::Arabic | Shape::Roman | Shape::Letter)) => {}
            None if c.is_lowercase() => return false,
            None => capitals += usize::from(c.is_alphabetic()),
        }
    }
    capitals >= 2
}

/// True when the first letter or digit of the text is a lower-case letter; a hole is none.
pub fn starts_lower(text: &str) -> bool {
    text.chars().find(|c| c.is_alphanumeric() || hole::is_private(*c)).is_some_and(char::is_lowercase)
}

/// True when the first character of the text is a capital letter, or a hole.
pub fn starts_upper(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_uppercase() || hole::is_private(c))
}

/// True when the text reads as a person's name, with or without a title such as `TS.`
/// before it: two to seven words, each with a capital first letter, not all in capitals.
pub fn is_name(text: &str) -> bool {
    if let Some((_, shape)) = hole::alone(text) {
        return shape == Shape::Name;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_title = |word: &str| word.ends_with('.') && starts_upper(word);
    let bare: Vec<&&str> = words.iter().filter(|word| !is_title(word)).collect();
    (2..=7).contains(&bare.len())
        && words.len() <= 10
        && bare
            .iter()
            .all(|word| starts_upper(word) && word.chars().all(|c| c.is_alphabetic() || "'’-".contains(c)))
        && bare.iter().any(|word| word.chars().any(char::is_lowercase))
}

/// True when nothing of the sentence is left to say: the text ends with a full stop,
/// semicolon, colon or the like, closing quotation marks and brackets put aside.
pub fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '*', ' ']);
    bare.ends_with(['.', ';', ':', '!', '?', '…']) || text.ends_with("./.")
}

/// Words after which a Vietnamese sentence cannot end.
const OPEN_WORDS: &[&str] = &[
    "và", "hoặc", "của", "các", "những", "cho", "với", "về", "trong", "theo", "tại", "là", "do", "để",
    "được", "cùng", "từ", "đến", "bởi", "hay", "bằng", "trên", "dưới", "mà", "nhằm", "qua", "giữa", "số",
    "nhưng", "như",
];

/// True when the text breaks off: after a comma, an opening bracket or a word that wants another.
pub fn breaks_off(text: &str) -> bool {
    let mut words = text.split_whitespace().rev();
    let last = words.next().unwrap_or_default();
    // "1. Kết quả đạt được" is a heading, and whole.
    if last == "được" && words.next() == Some("đạt") {
        return false;
    }
    last.ends_with([',', '(', '“']) || OPEN_WORDS.contains(&last.to_lowercase().as_str())
}

/// How many “ are still open at the end of the text.
pub fn open_quotes(text: &str) -> usize {
    text.chars().fold(0_usize, |open, c| match c {
        '“' => open + 1,
        '”' => open.saturating_sub(1),
        _ => open,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_at_a_glance_is_composed() {
        for c in '\0'..='\u{3ffff}' {
            let alone = c.to_string();
            assert_eq!(is_composed(&alone), is_nfc_quick(alone.chars()) == IsNormalized::Yes, "{c:?}");
            // Nothing that is told at a glance joins what stands before it.
            let after = format!("a{c}");
            assert!(!is_composed(&after) || after.nfc().eq(after.chars()), "{c:?}");
        }
        assert!(!is_composed("e\u{302}"));
    }

    #[test]
    fn folding_a_letter_at_a_time_is_folding_the_decomposed_text() {
        let whole = |text: &str| -> String {
            let lower = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
            lower.map(|c| if c == 'đ' { 'd' } else { c }).collect()
        };
        let every: String = ('\0'..='\u{3ffff}').collect();
        assert!(fold(&every) == whole(&every));
        for marks in ["a\u{323}\u{302}", "A\u{302}\u{323}B", "\u{301}x", "각 ﬁ İ"] {
            assert_eq!(fold(marks), whole(marks));
        }
    }

    #[test]
    fn folding_forgets_marks_and_their_place() {
        assert_eq!(fold("CỘNG HOÀ"), fold("cộng hòa"));
        assert_eq!(fold("Đường Ỷ Lan"), "duong y lan");
    }

    #[test]
    fn every_mark_falls_away() {
        assert_eq!(ascii("Quyết định số 7/QĐ-UBND – đợt ½ ☑"), "Quyet dinh so 7/QD-UBND - dot  ");
    }

    #[test]
    fn names_are_told_from_titles_and_sentences() {
        for name in ["Nguyễn Văn A", "Bùi Văn Lý", "TS. Trần Thị B", "K’Sor Phước"] {
            assert!(is_name(name), "{name}");
        }
        for other in
            ["CHỦ TỊCH", "Chủ tịch", "Như trên", "Nguyễn", "Trên đây là kế hoạch", "Ông Nguyễn Văn A, xã B"]
        {
            assert!(!is_name(other), "{other}");
        }
    }

    #[test]
    fn a_sentence_is_done_or_breaks_off() {
        assert!(ends_sentence("như sau:") && ends_sentence("thực hiện./.") && ends_sentence("“văn minh”."));
        assert!(!ends_sentence("tiên tiến,") && !ends_sentence("I. MỤC ĐÍCH"));
        assert!(breaks_off("tiên tiến,") && breaks_off("phối hợp với") && !breaks_off("năm 2024"));
    }
}
