//! Vietnamese letters without their marks.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The text in ASCII: marks fall away, đ becomes d, dashes become hyphens; what has no
/// ASCII form is left out.
pub fn ascii(text: &str) -> String {
    text.nfd()
        .filter(|&c| !is_combining_mark(c))
        .filter_map(|c| match c {
            'đ' => Some('d'),
            'Đ' => Some('D'),
            '\u{2010}'..='\u{2015}' => Some('-'),
            '\u{a0}' => Some(' '),
            _ => Some(c).filter(char::is_ascii),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_mark_falls_away() {
        assert_eq!(super::ascii("Quyết định số 7/QĐ-UBND – đợt ½ ☑"), "Quyet dinh so 7/QD-UBND - dot  ");
    }
}
