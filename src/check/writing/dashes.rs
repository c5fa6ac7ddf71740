//! Dashes: with a space on one side only, with none in phrases that have them, and one phrase
//! written in two ways.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::check::desk::Desk;
use crate::check::lists::Wording;
use crate::check::pattern::patterns;
use crate::check::prose::{token, word_after, word_before};
use crate::check::view::{Text, View};

patterns! {
    HALF = r"[\p{L}0-9](?:[-–] | [-–])[\p{L}0-9]";
    DASH = r"\p{Ll} ?[-–—] ?\p{L}|[0-9] ?[-–—] ?[0-9]";
}

/// Looks for dashes that touch one of their words only, or both in a phrase of the list.
pub(super) fn look(text: &Text<'_>, wording: &Wording, desk: &mut Desk<'_>) {
    let words = &text.words;
    for (at, dash) in words.match_indices(['-', '–']) {
        if let Some(phrase) = tight_phrase(words, at..at + dash.len(), wording) {
            let wanted = words[phrase.clone()].replacen(dash, " - ", 1);
            desk.correct("dash-tight", text, phrase, &wanted, &[]);
        }
    }
    for found in HALF.captures_iter(words).filter_map(|found| found.get(0)) {
        let dash = found.as_str().trim_matches(|c: char| c.is_alphanumeric()).trim();
        let start = found.start() + found.as_str().chars().next().map_or(0, char::len_utf8);
        let end = found.end() - found.as_str().chars().next_back().map_or(0, char::len_utf8);
        let (before, after) = (word_before(words, start), word_after(words, end));
        // Symbols of documents have rules of their own; "-5" is a number.
        let symbol = token(words, found.start()).contains('/') || token(words, end).contains('/');
        let wanted = match (figures(before), figures(after)) {
            (false, false) => format!(" {dash} "),
            (true, true) if before.len() == 4 && after.len() == 4 => dash.to_owned(),
            _ => continue,
        };
        if !symbol && before.chars().count() > 1 && after.chars().count() > 1 {
            let said = format!("{before}{wanted}{after}");
            let range = start - before.len()..end + after.len();
            desk.correct("dash-half-spaced", text, range, &said, &[]);
        }
    }
}

/// The phrase of the list around a dash that touches its words: two syllables on each side.
fn tight_phrase(words: &str, dash: Range<usize>, wording: &Wording) -> Option<Range<usize>> {
    let (before, after) = (&words[..dash.start], &words[dash.end..]);
    let start = before.rmatch_indices(' ').nth(1).map_or(0, |(space, _)| space + 1);
    let second = after.find(' ')? + 1;
    let end = dash.end + second + word_after(after, second).len();
    let phrase = format!("{} - {}", &before[start..], &words[dash.end..end]).to_lowercase();
    wording.is_spaced(&phrase).then_some(start..end)
}

fn figures(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}

/// A dash between two words, as it is written.
struct Dash<'t, 'a> {
    text: &'t Text<'a>,
    /// The words and the dash.
    bytes: Range<usize>,
    /// The dash and its spaces.
    written: &'t str,
}

/// Looks for phrases that the document writes with more than one kind of dash.
pub(super) fn look_at_all(view: &View<'_>, wording: &Wording, desk: &mut Desk<'_>) {
    let mut phrases: BTreeMap<(String, String), Vec<Dash<'_, '_>>> = BTreeMap::new();
    for text in view.prose() {
        let words: &str = &text.words;
        for found in DASH.captures_iter(words).filter_map(|found| found.get(0)) {
            let start = found.start() + found.as_str().chars().next().map_or(0, char::len_utf8);
            let end = found.end() - found.as_str().chars().next_back().map_or(0, char::len_utf8);
            let written = &words[start..end];
            let half = written.starts_with(' ') != written.ends_with(' ');
            let (before, after) = (word_before(words, start), word_after(words, end));
            let whole = (figures(before) && figures(after) && before.len() == 4 && after.len() == 4)
                || (before.chars().all(char::is_alphabetic) && after.chars().all(char::is_alphabetic));
            let told = !written.contains(' ') && tight_phrase(words, start..end, wording).is_some();
            if !half
                && !told
                && whole
                && !token(words, start).contains('/')
                && !token(words, end).contains('/')
            {
                let bytes = start - before.len()..end + after.len();
                let key = (before.to_lowercase(), after.to_lowercase());
                phrases.entry(key).or_default().push(Dash { text, bytes, written });
            }
        }
    }
    phrases.into_values().filter(|dashes| dashes.len() > 1).for_each(|dashes| uneven(&dashes, desk));
}

/// Notes the rarer ways of writing one phrase; of two as common the spaced hyphen stays.
fn uneven(dashes: &[Dash<'_, '_>], desk: &mut Desk<'_>) {
    let mut ways: BTreeMap<&str, usize> = BTreeMap::new();
    dashes.iter().for_each(|dash| *ways.entry(dash.written).or_default() += 1);
    let Some((usual, _)) = ways.iter().max_by_key(|(way, count)| (**count, **way == " - ")) else { return };
    for dash in dashes.iter().filter(|dash| dash.written != *usual) {
        let found = &dash.text.words[dash.bytes.clone()];
        let wanted = found.replacen(dash.written, usual, 1);
        desk.correct("dash-uneven", dash.text, dash.bytes.clone(), &wanted, &[]);
    }
}
