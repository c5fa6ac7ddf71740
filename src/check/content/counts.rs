//! A count in words that differs from its figures.

use crate::check::{desk::Desk, pattern::patterns, view::View};
use crate::viet::number::{self, spelled};

patterns! {
    /// "02 (hai)", "1.404.000 đồng (bằng chữ: Một triệu … đồng)".
    BOTH = r"(?P<figures>\d{1,3}(?:\.\d{3})+|\d+)(?P<unit>\s*(?:đồng|đ|VND|VNĐ)?)\s*\((?:(?i:bằng chữ)\s*:\s*)?(?P<words>[^()\d]{2,200})\)";
}

/// Holds each figure against the words in the brackets after it.
pub(super) fn look(view: &View<'_>, desk: &mut Desk<'_>) {
    for text in &view.texts {
        for found in BOTH.captures_iter(&text.words) {
            let (Some(figures), Some(words)) = (found.name("figures"), found.name("words")) else { continue };
            // "1,5 (một …)": the figures begin before.
            let before = text.words[..figures.start()].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | '.' | '/' | '-')) {
                continue;
            }
            let said = words.as_str().trim().trim_end_matches(['.', '/', ';', ',']).trim();
            let said = said.strip_suffix("chẵn").unwrap_or(said).trim();
            let said =
                said.strip_suffix("đồng").unwrap_or(said).trim().trim_end_matches(',').replace(',', "");
            let (Ok(value), Some(spoken)) =
                (figures.as_str().replace('.', "").parse::<i64>(), spelled::parse_words(&said))
            else {
                continue;
            };
            if value != spoken {
                let wanted = number::words(value).unwrap_or_default();
                let said = [("figures", figures.as_str()), ("wanted", wanted.as_str())];
                desk.find("count-words", text, words.range(), &said);
            }
        }
    }
}
