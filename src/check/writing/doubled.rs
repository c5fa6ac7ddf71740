//! Words written twice.

use crate::check::desk::Desk;
use crate::check::lists::Wording;
use crate::check::prose::is_small;
use crate::check::view::Text;
use crate::model::Role;

/// Looks for function words, and for phrases of three words or more, that stand twice in a row.
/// Vietnamese doubles words on purpose ("luôn luôn"): only words of the list are slips.
pub(super) fn look(text: &Text<'_>, wording: &Wording, desk: &mut Desk<'_>) {
    let words: &str = &text.words;
    let parts: Vec<(usize, &str)> =
        words.split(' ').map(|part| (part.as_ptr() as usize - words.as_ptr() as usize, part)).collect();
    for (index, pair) in parts.windows(2).enumerate() {
        let [(start, first), (at, second)] = *pair else { continue };
        let said = first.to_lowercase();
        let before = index.checked_sub(1).map_or("", |before| parts[before].1);
        let bare = bare(second);
        if said == bare && wording.is_slip_when_doubled(&said, before) {
            desk.correct("doubled-word", text, start..at + bare.len(), first, &[]);
        }
    }
    if matches!(text.role, Role::TableCell | Role::TableHead) {
        return;
    }
    let mut next = 0;
    for index in 0..parts.len() {
        for length in 3..=LONGEST {
            let Some(both) = parts.get(index..index + 2 * length) else { break };
            let (once, again) = both.split_at(length);
            let same = once.iter().zip(again).enumerate().all(|(place, (one, other))| {
                let ends = place + 1 == length;
                is_small(one.1) && one.1 == if ends { bare(other.1) } else { other.1 }
            });
            let different = once.iter().any(|part| part.1 != once[0].1);
            if same && different && index >= next {
                let end = again.last().map_or(0, |(at, part)| at + bare(part).len());
                let phrase = &words[once[0].0..again[0].0 - 1];
                desk.correct("doubled-word", text, once[0].0..end, phrase, &[]);
                next = index + 2 * length;
            }
        }
    }
}

/// A word without the marks after it.
fn bare(word: &str) -> &str {
    word.trim_end_matches(|c: char| !c.is_alphabetic())
}

/// The longest phrase in words that is looked for.
const LONGEST: usize = 6;
