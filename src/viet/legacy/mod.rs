//! Text from before Unicode: TCVN3 (phông `.VnTime`) and VNI (phông VNI-Times), told from
//! Unicode and converted.
//!
//! Such text reaches us as characters of Latin-1 that stand for the bytes of the old code:
//! `NguyÔn V¨n An` (TCVN3), `Nguyeãn Vaên An` (VNI). It is never told by one letter: each word
//! is read three ways, and the reading in which the words are Vietnamese syllables wins.

mod syllable;
mod tcvn3;
mod vni;

#[cfg(test)]
mod tests;

use unicode_normalization::UnicodeNormalization;

pub use syllable::is_syllable;

/// A code of letters from before Unicode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Legacy {
    /// TCVN 5712:1993 VN3, as in the faces `.VnTime` and `.VnTimeH`.
    Tcvn3,
    /// VNI for Windows, as in the faces VNI-Times.
    Vni,
}

/// How sure it is that a text is in an old code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sureness {
    /// One word speaks for it.
    Likely,
    /// Two words or more speak for it, or one holds signs that are no letters in Unicode.
    Sure,
}

/// An old code that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which.
    pub code: Legacy,
    /// How sure that is.
    pub sureness: Sureness,
}

impl Legacy {
    /// Every code.
    pub const ALL: &[Legacy] = &[Legacy::Tcvn3, Legacy::Vni];

    /// The text in Unicode, NFC. What is not of the code stays as it is.
    ///
    /// TCVN3 has no capitals with tones: its faces for capitals draw small letters as capitals.
    /// A word whose other letters are capitals is therefore put into capitals.
    pub fn decode(self, text: &str) -> String {
        let text: String = text.nfc().collect();
        let decoded = match self {
            Legacy::Tcvn3 => tcvn3::decode(&text),
            Legacy::Vni => vni::decode(&text),
        };
        decoded.nfc().collect()
    }

    /// The text in the old code, as characters of Latin-1; letters that it does not have stay.
    /// TCVN3 loses the capitals of letters with tones.
    pub fn encode(self, text: &str) -> String {
        let text: String = text.nfc().collect();
        match self {
            Legacy::Tcvn3 => tcvn3::encode(&text),
            Legacy::Vni => vni::encode(&text),
        }
    }
}

/// The old code that a text is in, where it is in one; `None` for Unicode Vietnamese, plain
/// ASCII, and whatever reads as Vietnamese no better in an old code.
pub fn detect(text: &str) -> Option<Found> {
    // NFD of another language, and everything that lies beyond Latin-1, is Unicode.
    if text.is_ascii() || text.chars().any(|c| c > '\u{ff}' && !is_mark(c)) {
        return None;
    }
    let words: Vec<&str> = words(text).filter(|word| !word.is_ascii()).collect();
    let plain = words.iter().filter(|word| is_syllable(word)).count();
    let mut best: Option<(usize, Legacy)> = None;
    for code in Legacy::ALL {
        let good = words.iter().filter(|word| is_syllable(bare(&code.decode(word)))).count();
        if good > plain && best.is_none_or(|(most, _)| good > most) {
            best = Some((good, *code));
        }
    }
    let (good, code) = best?;
    // One word in five may be something else: a foreign name, a slip.
    if good * 5 < words.len() * 4 {
        return None;
    }
    let speaking = words.iter().filter(|word| !is_syllable(word)).count();
    let signs = words.iter().any(|word| word.chars().any(|c| !c.is_ascii() && !c.is_alphabetic()));
    let sureness = if speaking >= 2 || signs { Sureness::Sure } else { Sureness::Likely };
    Some(Found { code, sureness })
}

/// True when a text that nothing speaks against could be in this code: a word such as `Bé`,
/// which is Vietnamese as it stands and as TCVN3 (`Bộ`), in a column of that code.
pub fn could_be(code: Legacy, text: &str) -> bool {
    if text.is_ascii() || text.chars().any(|c| c > '\u{ff}' && !is_mark(c)) {
        return false;
    }
    let mut words = words(text).filter(|word| !word.is_ascii());
    words.all(|word| is_syllable(bare(&code.decode(word))))
}

/// The words of a text, as both old codes separate them: signs that are letters in them stay.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| {
        c == '\u{a0}' || is_mark(c) || (c.is_ascii() && !c.is_ascii_alphanumeric() && c != '\'')
    })
    .filter(|word| !word.is_empty())
}

/// A word without the signs that may hang on it once it is Unicode.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphabetic())
}

/// Marks of typography, which the old programs put beside text in any code.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2026}' | '\u{300}'..='\u{36f}')
}
