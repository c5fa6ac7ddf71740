//! Letters that are not what they look like: of other alphabets, of other widths, of fonts
//! from before Unicode, and none at all.

use std::collections::BTreeSet;

use crate::check::desk::Desk;
use crate::check::view::{Text, View};
use crate::viet::unseen::{code_point, is_invisible};

/// Looks for letters of fonts from before Unicode. The whole document is written with them:
/// one finding says it all, and nothing else that is found there means anything.
pub(super) fn look_for_legacy(view: &View<'_>, desk: &mut Desk<'_>) -> bool {
    let legacy = view.texts.iter().find(|text| is_legacy(&text.words));
    if let Some(text) = legacy {
        desk.find("legacy-encoding", text, 0..text.words.len(), &[]);
    }
    legacy.is_some()
}

/// Looks at the letters of every text.
pub(super) fn look(view: &View<'_>, desk: &mut Desk<'_>) {
    for text in &view.texts {
        look_alikes(text, desk);
        fullwidth(text, desk);
        invisible(text, desk);
    }
}

/// Letters of other alphabets, and the Vietnamese or Latin letters that they look like.
const LOOK_ALIKES: &[(&str, &str)] = &[
    // Cyrillic
    ("аеорсухіѕј", "aeopcyxisj"),
    ("АВЕКМНОРСТХІЅЈ", "ABEKMHOPCTXISJ"),
    // Greek
    ("οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oABEZHIKMNOPTYX"),
    // Icelandic and African letters that stand for Đ in old conversions
    ("ÐƉð", "ĐĐđ"),
];

fn looks_like(c: char) -> Option<char> {
    if c.is_ascii() {
        return None;
    }
    LOOK_ALIKES.iter().find_map(|(others, ours)| {
        others.chars().position(|other| other == c).and_then(|at| ours.chars().nth(at))
    })
}

/// True for the letters of Latin alphabets.
fn is_latin(c: char) -> bool {
    c.is_alphabetic() && (c < '\u{370}' || ('\u{1e00}'..='\u{1eff}').contains(&c))
}

fn look_alikes(text: &Text<'_>, desk: &mut Desk<'_>) {
    if text.words.is_ascii() || !text.words.chars().any(|c| looks_like(c).is_some()) {
        return;
    }
    for word in text.words.split(|c: char| !c.is_alphabetic()) {
        let odd: Vec<char> = word.chars().filter(|c| looks_like(*c).is_some()).collect();
        let latin = word.chars().any(|c| is_latin(c) && looks_like(c).is_none());
        // A word of which every other letter is Latin; a foreign word keeps its own letters.
        let foreign = word.chars().any(|c| !is_latin(c) && looks_like(c).is_none());
        if odd.is_empty() || !latin || foreign {
            continue;
        }
        let start = word.as_ptr() as usize - text.words.as_ptr() as usize;
        let wanted: String = word.chars().map(|c| looks_like(c).unwrap_or(c)).collect();
        let codes: Vec<String> = odd.iter().copied().map(code_point).collect();
        let said = codes.join(", ");
        desk.correct("letter-look-alike", text, start..start + word.len(), &wanted, &[("letter", &said)]);
    }
}

fn narrow(c: char) -> Option<char> {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        '\u{3000}' => Some(' '),
        _ => None,
    }
}

fn fullwidth(text: &Text<'_>, desk: &mut Desk<'_>) {
    let chinese = |c: char| ('\u{3040}'..='\u{9fff}').contains(&c) || ('\u{ac00}'..='\u{d7a3}').contains(&c);
    if text.words.is_ascii() || text.words.contains(chinese) {
        return;
    }
    let mut rest = 0;
    while let Some(at) = text.words[rest..].find(|c| narrow(c).is_some()) {
        let start = rest + at;
        let len = text.words[start..].find(|c| narrow(c).is_none()).unwrap_or(text.words.len() - start);
        let wanted: String = text.words[start..start + len].chars().filter_map(narrow).collect();
        let spaced =
            wanted.ends_with([',', ';', ':']) && text.words[start + len..].starts_with(char::is_alphabetic);
        let wanted = if spaced { format!("{wanted} ") } else { wanted };
        desk.correct("fullwidth-character", text, start..start + len, &wanted, &[]);
        rest = start + len;
    }
}

fn invisible(text: &Text<'_>, desk: &mut Desk<'_>) {
    for (at, c) in text.words.char_indices().filter(|(_, c)| is_invisible(*c)) {
        let range = at..at + c.len_utf8();
        desk.correct("invisible-character", text, range, "", &[("found", &code_point(c))]);
    }
}

/// Letters that Vietnamese has not, but that fonts of TCVN3 (`QuyÕt ®Þnh`) or VNI
/// (`Coäng hoøa`) print as Vietnamese ones.
const LEGACY: &str = "µ¶·¸¹»¼½¾¨©ª«¬®¡¢£¤¥¦§ÆÇËÎÏÑÖ×ØÜÞßåæçëïñöøûüþîäÅÄÛ";

/// True when a third of the words and more are written with such letters inside, at least
/// four words and three letters: no foreign name does that.
fn is_legacy(words: &str) -> bool {
    if words.is_ascii() {
        return false;
    }
    let mut seen: BTreeSet<char> = BTreeSet::new();
    let (mut all, mut legacy) = (0, 0);
    for word in words.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)) {
        all += 1;
        let odd: Vec<char> = word.chars().filter(|c| LEGACY.contains(*c)).collect();
        let any = !odd.is_empty();
        let letters = word.chars().any(|c| c.is_ascii_alphabetic());
        seen.extend(odd);
        legacy += usize::from(any && letters);
    }
    legacy >= 4 && seen.len() >= 3 && legacy * 3 >= all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_from_before_unicode_are_told_from_names() {
        for words in [
            "Céng hßa x· héi chñ nghÜa ViÖt Nam, QuyÕt ®Þnh vÒ viÖc khen th\u{ad}ëng",
            "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, quyeát ñònh veà vieäc khen thöôûng",
        ] {
            assert!(is_legacy(words), "{words}");
        }
        for words in [
            "Cộng hòa xã hội chủ nghĩa Việt Nam, Quyết định về việc khen thưởng",
            "Ông Jürgen Müller, bà Åse Sørensen và ông François Hölderlin dự họp tại trụ sở Ủy ban nhân dân xã",
            "®",
        ] {
            assert!(!is_legacy(words), "{words}");
        }
    }
}
