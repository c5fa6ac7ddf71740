//! Số, ký hiệu (khoản 3; Phụ lục III, Mục I).

use crate::check::{desk::Desk, pattern::patterns, view::View};
use crate::model::Role;
use crate::viet::case;

patterns! {
    /// "Số: 15/QĐ-UBND", the number perhaps still blank; loose, so that slips are seen.
    LOOSE = r"^(?P<label>(?i:số))\s*(?P<colon>:?)\s*(?P<number>\d*|[.…·_\s]+)(?P<gap>\s*/\s*)(?P<symbol>\S.*?)\s*$";
    /// The form of the Party's documents: "15-KH/ĐU".
    PARTY = r"^(?i:số)\s*:?\s*\d*\s*-\s*\p{L}+\s*/";
    /// The form of legal documents has the year: "15/2026/QĐ-UBND".
    LEGAL = r"^\d{4}/";
}

/// Holds the number and the symbol.
pub(super) fn look(view: &View<'_>, desk: &mut Desk<'_>) {
    for text in view.texts.iter().filter(|text| text.role == Role::DocNumber) {
        one(view, text, desk);
    }
}

fn one(view: &View<'_>, text: &crate::check::view::Text<'_>, desk: &mut Desk<'_>) {
    if PARTY.is_match(&text.words) {
        return;
    }
    let Some(parts) = LOOSE.captures(&text.words) else {
        if text.words.chars().any(|c| c.is_ascii_digit()) || text.words.contains('/') {
            desk.find("number-form", text, 0..text.words.len(), &[]);
        }
        return;
    };
    let (Some(label), Some(colon)) = (parts.name("label"), parts.name("colon")) else { return };
    if label.as_str() != "Số" || colon.is_empty() {
        desk.correct("number-label", text, label.start()..colon.end(), "Số:", &[]);
    }
    let (Some(number), Some(gap), Some(symbol)) =
        (parts.name("number"), parts.name("gap"), parts.name("symbol"))
    else {
        return;
    };
    // Dots are room for the pen as white is.
    if number.as_str().bytes().any(|b| b.is_ascii_digit()) {
        let digits = number.as_str().trim_start_matches('0');
        let wanted = if digits.len() < 2 { format!("0{digits}") } else { digits.to_owned() };
        if wanted != number.as_str() && !digits.is_empty() {
            desk.correct("number-zero", text, number.range(), &wanted, &[]);
        }
        if gap.as_str() != "/" {
            desk.correct("number-space", text, gap.range(), "/", &[]);
        }
    }
    if !LEGAL.is_match(symbol.as_str()) && !symbol.as_str().contains(['…', '.', '_']) {
        in_symbol(view, text, symbol.range(), desk);
    }
}

fn in_symbol(
    view: &View<'_>,
    text: &crate::check::view::Text<'_>,
    range: std::ops::Range<usize>,
    desk: &mut Desk<'_>,
) {
    let symbol = &text.words[range.clone()];
    let mut tidy: String = symbol.chars().filter(|c| !c.is_whitespace()).collect();
    tidy = tidy.replace(['–', '—', '‑'], "-");
    if symbol.chars().any(char::is_whitespace) {
        desk.correct("number-space", text, range, &tidy, &[]);
        return;
    }
    if tidy != symbol || symbol.contains('/') {
        desk.correct("symbol-joint", text, range, &tidy.replace('/', "-"), &[]);
        return;
    }
    let first = symbol.split('-').next().unwrap_or_default();
    let at = range.start..range.start + first.len();
    let name = view.standard().kind(view.kind()).map_or("", |kind| kind.name.as_str());
    let abbreviation = view.standard().kind(view.kind()).map_or("", |kind| kind.abbreviation.as_str());
    if view.kind() == "letter" {
        if case::upper(first) == "CV" && symbol.contains('-') {
            desk.find("symbol-letter", text, range, &[]);
        }
    } else if !abbreviation.is_empty() && first != abbreviation {
        if case::upper(first) == case::upper(abbreviation) {
            desk.correct("symbol-type", text, at, abbreviation, &[("type", name)]);
        } else if !first.starts_with(abbreviation) {
            // "UBND-KH": the groups may have changed places.
            desk.find("symbol-type", text, at, &[("type", name), ("wanted", abbreviation)]);
        }
    }
}
