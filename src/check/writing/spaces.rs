//! Spaces: two of them, before a mark, inside brackets, none after a mark.

use std::ops::Range;

use crate::check::desk::Desk;
use crate::check::prose::{is_small, token, word_after, word_before};
use crate::check::view::Text;

/// Looks at the spaces of a text.
pub(super) fn look(text: &Text<'_>, desk: &mut Desk<'_>) {
    for gap in double(&text.words) {
        desk.correct("double-space", text, gap, " ", &[]);
    }
    before_marks(text, desk);
    inside_brackets(text, desk);
    after_marks(text, desk);
    around_brackets(text, desk);
}

/// Where exactly two spaces part two words. More of them are a column or room for the pen, and
/// so are two where a number or a date waits to be written.
pub(super) fn double(words: &str) -> impl Iterator<Item = Range<usize>> {
    words.match_indices("  ").map(|(at, _)| at..at + 2).filter(|gap| {
        let (before, after) = (&words[..gap.start], &words[gap.end..]);
        let ends = |c: char| c.is_whitespace() || "|…_".contains(c);
        let dated = matches!(word_before(words, gap.start), "ngày" | "tháng" | "năm" | "số" | "Số")
            && matches!(word_after(words, gap.end), "ngày" | "tháng" | "năm" | "của" | "");
        let waits = dated || before.ends_with("Số:") || before.ends_with("số:") || after.starts_with('/');
        !before.is_empty()
            && !after.is_empty()
            && !before.ends_with(ends)
            && !after.starts_with(ends)
            && !waits
    })
}

/// The one or two spaces that end at this place; none where there are more, or where the line
/// begins.
fn gap_before(words: &str, at: usize) -> Option<Range<usize>> {
    let start = words[..at].trim_end_matches([' ', '\u{a0}']).len();
    let count = words[start..at].chars().count();
    (start > 0 && (1..=2).contains(&count)).then_some(start..at)
}

/// The one or two spaces that start at this place; none where there are more, or where the
/// line ends.
fn gap_after(words: &str, at: usize) -> Option<Range<usize>> {
    let rest = words[at..].trim_start_matches([' ', '\u{a0}']);
    let end = words.len() - rest.len();
    let count = words[at..end].chars().count();
    (!rest.is_empty() && (1..=2).contains(&count)).then_some(at..end)
}

fn before_marks(text: &Text<'_>, desk: &mut Desk<'_>) {
    let words = &text.words;
    for (at, mark) in words.match_indices([',', '.', ';', ':', '!', '?']) {
        let Some(gap) = gap_before(words, at) else { continue };
        let (before, after) = (&words[..gap.start], &words[at + mark.len()..]);
        // "… /KH", "họ tên: ," and "1 : 3" are blanks and proportions; " ./." is the closing mark.
        let follows_word = before.ends_with(|c: char| c.is_alphanumeric() || ")”\"%".contains(c));
        let ratio = mark == ":" && before.ends_with(|c: char| c.is_ascii_digit());
        let other = after.starts_with(['.', '…', '/', ',', ':', ';'])
            || mark == "." && after.starts_with(char::is_alphanumeric);
        if follows_word && !ratio && !other && !in_label(text, gap.start) {
            desk.correct("space-before-mark", text, gap.start..at + mark.len(), mark, &[("mark", mark)]);
        }
    }
}

fn in_label(text: &Text<'_>, at: usize) -> bool {
    text.label.is_some_and(|label| at <= label.len)
}

fn inside_brackets(text: &Text<'_>, desk: &mut Desk<'_>) {
    let words = &text.words;
    for (at, mark) in words.match_indices(['(', '“']) {
        let end = at + mark.len();
        let Some(gap) = gap_after(words, end) else { continue };
        if words[gap.end..].starts_with(char::is_alphanumeric) {
            desk.correct(
                "space-inside-brackets",
                text,
                at..gap.end,
                mark,
                &[("mark", mark), ("side", "sau")],
            );
        }
    }
    for (at, mark) in words.match_indices([')', '”']) {
        let Some(gap) = gap_before(words, at) else { continue };
        let before = &words[..gap.start];
        if before.ends_with(|c: char| c.is_alphanumeric() || ",;:%)”".contains(c)) {
            let range = gap.start..at + mark.len();
            desk.correct("space-inside-brackets", text, range, mark, &[("mark", mark), ("side", "trước")]);
        }
    }
}

fn after_marks(text: &Text<'_>, desk: &mut Desk<'_>) {
    let words = &text.words;
    for (at, mark) in words.match_indices([',', ';', ':', '.', '?', '!']) {
        let end = at + mark.len();
        let (before, after) = (word_before(words, at), word_after(words, end));
        if !is_word(before) || !after.starts_with(char::is_alphabetic) || is_address(token(words, at)) {
            continue;
        }
        // "VT,NC" and "TT.HĐND" are abbreviations; "www.a.vn" and "Tp.Vinh" have no sentence's end.
        let parted = match mark {
            "," | ";" | ":" => has_small(before) && has_small(after),
            _ => {
                is_small(before)
                    && after.starts_with(char::is_uppercase)
                    && after.chars().skip(1).all(char::is_lowercase)
                    && before.chars().count() >= 3
                    && token(words, at).matches('.').count() == 1
            }
        };
        let abbreviation = mark == "." && before.is_ascii();
        if parted && !abbreviation {
            let range = at - before.len()..end + after.len();
            let wanted = format!("{before}{mark} {after}");
            desk.correct("space-after-mark", text, range, &wanted, &[("mark", mark)]);
        }
    }
}

fn around_brackets(text: &Text<'_>, desk: &mut Desk<'_>) {
    let words = &text.words;
    for (at, mark) in words.match_indices(['(', '“']) {
        let (before, after) = (word_before(words, at), word_after(words, at + mark.len()));
        if is_word(before) && is_small(before) && is_word(after) && !is_address(token(words, at)) {
            let wanted = format!("{before} {mark}");
            let range = at - before.len()..at + mark.len();
            desk.correct("space-around-brackets", text, range, &wanted, &[("mark", mark), ("side", "trước")]);
        }
    }
    for (at, mark) in words.match_indices([')', '”']) {
        let end = at + mark.len();
        let (before, after) = (word_before(words, at), word_after(words, end));
        // "a)Nội dung" is a label.
        if before.chars().count() > 2 && is_word(after) && is_small(after) {
            let wanted = format!("{mark} {after}");
            desk.correct(
                "space-around-brackets",
                text,
                at..end + after.len(),
                &wanted,
                &[("mark", mark), ("side", "sau")],
            );
        }
    }
}

/// True for two letters or more, and nothing else.
fn is_word(word: &str) -> bool {
    word.chars().count() >= 2 && word.chars().all(char::is_alphabetic)
}

fn has_small(word: &str) -> bool {
    word.chars().any(char::is_lowercase)
}

/// True for what machines read: addresses of pages and mail, names of files.
fn is_address(token: &str) -> bool {
    token.contains("://") || token.contains("www") || token.contains(['@', '_', '\\', '='])
}
