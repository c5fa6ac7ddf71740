//! Names of administrative units (Mục III.1): the common noun is small before a proper name,
//! and has a capital before a figure.

use crate::check::desk::Desk;
use crate::check::lists::Units;
use crate::check::pattern::patterns;
use crate::check::prose::{is_whole, previous_word};
use crate::check::view::Text;
use crate::viet::case::{capital, lower};

patterns! {
    NAMED = concat!(
        r"(Tỉnh|Huyện|Quận|Thị [xX]ã|Thị [tT]rấn|Xã|Phường|Thành [pP]hố|Đặc [kK]hu) ",
        r"(\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+)",
    );
    NUMBERED = r"(quận|phường) ([0-9]{1,2})([,;.)]|$| thành phố| Thành phố| quận| Quận)";
}

/// Looks for units whose common noun has the wrong letter.
pub(super) fn look(text: &Text<'_>, units: &Units, desk: &mut Desk<'_>) {
    let words = &text.words;
    for found in NAMED.captures_iter(words) {
        let (Some(noun), Some(name)) = (found.get(1), found.get(2)) else { continue };
        let both = noun.start()..name.end();
        let certain = if noun.as_str() == "Tỉnh" {
            units.is_province(name.as_str())
        } else {
            let first = name.as_str().split(' ').next().unwrap_or_default();
            !units.may_be_person_or_event(name.as_str()) && !units.is_other_word(first)
        };
        if certain
            && is_whole(words, &both)
            && text.is_under_way(noun.start())
            && !has_own_name(words, noun.start(), units)
        {
            desk.correct(
                "unit-noun-small",
                text,
                noun.range(),
                &lower(noun.as_str()),
                &[("name", name.as_str())],
            );
        }
    }
    for found in NUMBERED.captures_iter(words) {
        let (Some(noun), Some(number)) = (found.get(1), found.get(2)) else { continue };
        let counted = number.as_str().starts_with('0')
            || matches!(
                previous_word(words, noun.start()),
                "cấp" | "các" | "toàn" | "mỗi" | "từng" | "số" | ""
            );
        // "quận 3.000" has no number for a name.
        let figures =
            words[number.end()..].starts_with(['.', ',']) && words[number.end() + 1..].starts_with(figure);
        if !counted && !figures && is_whole(words, &noun.range()) {
            let said = [("number", number.as_str())];
            desk.correct("unit-number-capital", text, noun.range(), &capital(noun.as_str()), &said);
        }
    }
}

fn figure(c: char) -> bool {
    c.is_ascii_digit()
}

/// True when the unit stands in the name of a school, a company or the like, whose capitals are
/// its own.
fn has_own_name(words: &str, at: usize, units: &Units) -> bool {
    let start = words[..at].rfind([',', ';', ':', '.', '(', '-']).map_or(0, |mark| mark + 1);
    words[start..at].split_whitespace().any(|word| units.has_own_name(word))
}
