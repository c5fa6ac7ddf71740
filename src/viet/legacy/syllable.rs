//! What can be a syllable of Vietnamese: an onset, a rhyme, a tone that goes with it.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// Onsets, the longer before the shorter that begin them.
const ONSETS: &[&str] = &[
    "ngh", "ng", "nh", "gh", "gi", "kh", "ph", "qu", "th", "tr", "ch", "b", "c", "d", "đ", "g", "h", "k",
    "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
];

/// Rhymes without their tones, NFC.
const RHYMES: &str = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
    e ec em en eng eo ep et ê êc êch êm ên êng ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh \
    ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet oc oi om \
    on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơng ơp ơt u ua uân uâng uât uây uc uê uêch uênh \
    ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uynh uyp uyt uyu uu \
    ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu ych yn ynh yt yu ya";

static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| RHYMES.split_ascii_whitespace().collect());

/// Tone marks: huyền, sắc, ngã, hỏi, nặng.
const TONES: &[char] = &['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// True when a word can be a syllable of Vietnamese, in capitals or not.
///
/// A rhyme that ends in c, ch, p or t has the tone sắc or nặng, and no other.
pub fn is_syllable(word: &str) -> bool {
    // The longest syllable has seven letters.
    if word.is_empty() || word.chars().count() > 24 {
        return false;
    }
    let (mut tone, mut tones, mut last) = (None, 0, ' ');
    let toneless: String = word
        .nfd()
        .filter(|c| {
            let is_tone = TONES.contains(c);
            if is_tone {
                // A consonant has no tone: "ñ" is no letter of ours.
                tones += if "aeiouyAEIOUY\u{302}\u{306}\u{31b}".contains(last) { 1 } else { 2 };
                tone = Some(*c);
            }
            last = *c;
            !is_tone
        })
        .flat_map(char::to_lowercase)
        .nfc()
        .collect();
    if tones > 1 {
        return false;
    }
    let stopped = toneless.ends_with(['c', 'p', 't']) || toneless.ends_with("ch");
    if stopped && !matches!(tone, Some('\u{301}' | '\u{323}')) {
        return false;
    }
    // "gì" and "giếng" are g + i, g + iêng.
    ONSETS.iter().any(|onset| toneless.strip_prefix(onset).is_some_and(|rhyme| KNOWN.contains(rhyme)))
}
