//! Capitals and small letters. Letter by letter, tone marks kept where their writer put
//! them (`hòa` and `hoà` both stay), NFC in and out.

use unicode_normalization::UnicodeNormalization;

/// The text in capitals (chữ in hoa), as names of bodies and types of documents are
/// printed: `ỦY BAN NHÂN DÂN`.
///
/// Letter for letter: one whose capital is more than one letter (`ß`, `ﬁ`) stays as it is,
/// so that nobody's name changes its letters.
pub fn upper(text: &str) -> String {
    text.nfc().map(|c| alone(c, c.to_uppercase())).nfc().collect()
}

/// The text in small letters (chữ in thường), letter for letter as in [`upper`].
pub fn lower(text: &str) -> String {
    text.nfc().map(|c| alone(c, c.to_lowercase())).nfc().collect()
}

/// The text with a capital first letter, opening quotation marks and brackets passed over;
/// the rest as typed. A text that begins with a figure or a dash stays as it is.
pub fn capital(text: &str) -> String {
    let mut looking = true;
    let raise = |c: char| {
        let opens = c.is_whitespace() || OPENING.contains(&c);
        let out = if looking && !opens { alone(c, c.to_uppercase()) } else { c };
        looking &= opens;
        out
    };
    text.nfc().map(raise).nfc().collect()
}

/// The text with a capital at the head of each word, the rest as typed: `Nguyễn Văn An`
/// (Phụ lục II, Mục II).
///
/// A hyphen starts no word, since the syllables of a transcribed name are written small
/// (`Vla-đi-mia I-lích Lê-nin`); nor does an apostrophe, since both `H'Hen Niê` and
/// `Cư M'gar` are right as they are typed.
pub fn title(text: &str) -> String {
    text.split_inclusive(char::is_whitespace).map(capital).collect::<String>().nfc().collect()
}

/// What may stand before the first letter of a sentence.
const OPENING: &[char] = &['"', '\'', '“', '‘', '„', '«', '‹', '(', '[', '{'];

/// The other case of a letter, where that is one letter; else the letter itself.
fn alone(c: char, mut other: impl Iterator<Item = char>) -> char {
    match (other.next(), other.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_keep_their_marks() {
        assert_eq!(upper("Ủy ban nhân dân xã Đường Ỷ Lan"), "ỦY BAN NHÂN DÂN XÃ ĐƯỜNG Ỷ LAN");
        assert_eq!(lower("ĐẶNG THỊ THƯƠNG"), "đặng thị thương");
        assert_eq!(upper("hoà, hòa"), "HOÀ, HÒA");
        assert_eq!(upper("e\u{302}\u{323}"), "Ệ");
    }

    #[test]
    fn no_letter_becomes_two() {
        assert_eq!(upper("Straße ﬁ 5^2"), "STRAßE ﬁ 5^2");
        assert_eq!(lower("İ"), "İ");
    }

    #[test]
    fn the_first_letter_is_found_behind_quotes_and_brackets() {
        assert_eq!(capital("đơn vị"), "Đơn vị");
        assert_eq!(capital("“(ông A"), "“(Ông A");
        assert_eq!(capital("05 tập thể"), "05 tập thể");
        assert_eq!(capital("- nội dung"), "- nội dung");
        assert_eq!(capital(""), "");
    }

    #[test]
    fn each_word_of_a_name_begins_with_a_capital() {
        assert_eq!(title("nguyễn văn an"), "Nguyễn Văn An");
        assert_eq!(title("H'Hen Niê"), "H'Hen Niê");
        assert_eq!(title("y blôk"), "Y Blôk");
        assert_eq!(title("cư m'gar"), "Cư M'gar");
        assert_eq!(title("vla-đi-mia i-lích"), "Vla-đi-mia I-lích");
        assert_eq!(title("  trần\u{a0}thị (b)"), "  Trần\u{a0}Thị (B)");
    }
}
