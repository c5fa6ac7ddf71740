//! Beginnings of sentences (Mục I).

use std::collections::BTreeMap;

use crate::check::desk::Desk;
use crate::check::lists::Wording;
use crate::check::pattern::patterns;
use crate::check::prose::{is_body, token, word_after, word_before};
use crate::check::view::{Text, View};
use crate::model::{At, Role, SectionKind};
use crate::viet::case::{capital, lower};

patterns! {
    STOP = r"[\p{Ll}0-9)”%][.?!] (\p{Ll}\p{L}*)";
    LIST = r"\p{Ll}([;,]) (\p{Lu}\p{Ll}* \p{Ll}+)(,?) (\p{Ll}+)";
}

/// Looks for sentences inside a paragraph that begin small, and parts of one that begin with a
/// capital.
pub(super) fn look(text: &Text<'_>, wording: &Wording, desk: &mut Desk<'_>) {
    let words = &text.words;
    for found in STOP.captures_iter(words) {
        let Some(first) = found.get(1) else { continue };
        let stop = first.start() - 2;
        let label = words[first.end()..].starts_with([')', '.', '/']) && first.as_str().chars().count() <= 2;
        if !label && ends_sentence(text, stop, wording) && !is_brand(words, first.start()) {
            let range = first.start()..first.end();
            desk.find("sentence-capital", text, range, &[("wanted", &capital(first.as_str()))]);
        }
    }
    for found in LIST.captures_iter(words) {
        let (Some(first), Some(next)) = (found.get(2), found.get(4)) else { continue };
        let (after_comma, goes_on) = (&found[1] == ",", &found[3] == ",");
        // "các Sở: Tài chính, Xây dựng và Y tế" names bodies.
        let list = after_comma && goes_on || next.as_str() == "và";
        let sentence = is_body(text.role) || text.role == Role::Footnote;
        if sentence
            && !list
            && !is_list_in_capitals(words, first.start())
            && wording.is_verb(&lower(first.as_str()), after_comma)
        {
            desk.correct("capital-inside-sentence", text, first.range(), &lower(first.as_str()), &[]);
        }
    }
}

/// True when a list is under way here whose first item began with a capital after a colon:
/// then all its items may.
fn is_list_in_capitals(words: &str, at: usize) -> bool {
    let before = &words[..at];
    let sentence = before.rfind(". ").map_or(0, |stop| stop + 2);
    before[sentence..].rfind(": ").is_some_and(|colon| {
        before[sentence + colon + 2..].trim_start_matches(['“', '(']).starts_with(char::is_uppercase)
    })
}

/// True when the mark here surely ends a sentence: no abbreviation, label or number stands
/// before it.
fn ends_sentence(text: &Text<'_>, stop: usize, wording: &Wording) -> bool {
    if text.label.is_some_and(|label| stop < label.len) {
        return false;
    }
    let words = &text.words;
    let before = word_before(words, stop);
    let year = before.len() == 4 && before.bytes().all(|b| b.is_ascii_digit());
    let word = before.chars().skip(1).all(char::is_lowercase)
        && before.chars().all(char::is_alphabetic)
        && before.chars().count() >= if before.is_ascii() { 3 } else { 2 }
        && before.contains(|c: char| !c.is_ascii() || "aeiouy".contains(c))
        && !wording.is_abbreviation(before);
    let closed =
        before.is_empty() && words[stop..].starts_with('.') && words[..stop].ends_with([')', '”', '%']);
    let dotted = token(words, stop).trim_end_matches('.').contains('.');
    (year || word || closed) && !dotted
}

/// True for words that are written small on purpose: `e-Office`, `iPhone`, `m2`.
fn is_brand(words: &str, at: usize) -> bool {
    token(words, at).chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit() || c == '-' || c == '@')
}

/// Looks for paragraphs that begin small.
pub(super) fn look_at_beginnings(view: &View<'_>, wording: &Wording, desk: &mut Desk<'_>) {
    let habits = habits(view);
    let mut before: Option<&Text<'_>> = None;
    for text in view.prose().filter(|text| text.role != Role::Footnote) {
        let start = beginning(text);
        let first = word_after(&text.words, start);
        let label = first.chars().count() == 1 && text.words[start + first.len()..].starts_with([')', '.']);
        if first.starts_with(char::is_lowercase) && !label && !is_brand(&text.words, start) {
            let wrong = match text.role {
                Role::Body => before.is_some_and(|before| is_done(before, text, wording)),
                // "- lưu: VT" is told with the form of that line.
                Role::Recipient if first == "lưu" => false,
                role if text.label.is_some() => habits.get(&role).is_some_and(Habit::is_capital),
                _ => false,
            };
            if wrong {
                let range = start..start + first.len();
                desk.correct("paragraph-capital", text, range, &capital(first), &[]);
            }
        }
        before = Some(text);
    }
}

/// Where the words of a paragraph begin after its label.
fn beginning(text: &Text<'_>) -> usize {
    text.words.len() - text.after_label().len()
}

/// How the labelled paragraphs of one role begin in a document.
#[derive(Default)]
struct Habit {
    capital: usize,
    small: usize,
}

impl Habit {
    /// True when a small letter at the beginning can only be a slip.
    fn is_capital(&self) -> bool {
        self.capital >= 3 && self.capital >= 4 * self.small
    }
}

fn habits(view: &View<'_>) -> BTreeMap<Role, Habit> {
    let mut habits: BTreeMap<Role, Habit> = BTreeMap::new();
    for text in view.prose().filter(|text| text.label.is_some()) {
        let habit = habits.entry(text.role).or_default();
        match text.after_label().chars().next() {
            Some(c) if c.is_uppercase() => habit.capital += 1,
            Some(c) if c.is_lowercase() => habit.small += 1,
            _ => {}
        }
    }
    habits
}

/// True when the paragraph before is whole, so that another sentence begins here.
fn is_done(before: &Text<'_>, text: &Text<'_>, wording: &Wording) -> bool {
    let heads = before.role.heading_rank().is_some();
    let bare = before.words.trim_end();
    let stopped = bare.ends_with('.') && ends_sentence(before, bare.len() - 1, wording);
    let beside = |one: At, other: At| one.section == other.section && one.block + 1 == other.block;
    beside(before.at, text.at)
        && text.section == SectionKind::Main
        && is_body(before.role)
        && (stopped || heads && !bare.ends_with([':', ',', ';']))
}
