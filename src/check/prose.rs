//! Running text: where it stands, and what lies around a place in it.

use std::ops::Range;

use super::view::{Text, View};
use crate::model::{Inline, Role};

/// True for what is written in sentences or parts of them: not the letterhead, not the
/// signature, not labels, all of which have words and a look of their own.
pub(super) fn is_prose(role: Role) -> bool {
    matches!(
        role,
        Role::LetterSubject
            | Role::Subject
            | Role::AttachmentReference
            | Role::Addressee
            | Role::AddresseeItem
            | Role::Citation
            | Role::DivisionTitle
            | Role::AppendixTitle
            | Role::TableCaption
            | Role::TableHead
            | Role::TableCell
            | Role::Footnote
            | Role::Recipient
    ) || is_body(role)
}

/// True for the paragraphs of the content.
pub(super) fn is_body(role: Role) -> bool {
    matches!(
        role,
        Role::Body
            | Role::MajorHeading
            | Role::Article
            | Role::ArticleText
            | Role::ClauseHeading
            | Role::Clause
            | Role::SubclauseHeading
            | Role::Subclause
            | Role::Point
            | Role::Item
            | Role::Bullet
    )
}

impl<'a> View<'a> {
    /// The texts that are running text.
    pub(super) fn prose(&self) -> impl Iterator<Item = &Text<'a>> {
        self.texts.iter().filter(|text| is_prose(text.role))
    }
}

impl Text<'_> {
    /// True when a sentence is under way before this place: a word, a figure or a comma stands
    /// before it on its line. After a bracket, a dash, a colon or a full stop something may begin.
    pub(super) fn is_under_way(&self, at: usize) -> bool {
        let start = self.label.map_or(0, |label| label.len);
        let Some(before) = self.words.get(start..at) else { return false };
        let bare = before.trim_end();
        bare.ends_with(|c: char| c.is_alphanumeric() || c == ',') && !self.has_break(start + bare.len()..at)
    }

    /// True when a line ends among these bytes of the words.
    fn has_break(&self, bytes: Range<usize>) -> bool {
        let mut at = 0;
        self.inlines.iter().any(|inline| match inline {
            Inline::Text(run) => {
                at += run.text.len();
                false
            }
            Inline::Break => {
                at += 1;
                bytes.contains(&(at - 1))
            }
            Inline::Footnote { .. } | Inline::Picture(_) => false,
        })
    }
}

/// True when no letter or figure touches these bytes: they are whole words.
pub(super) fn is_whole(words: &str, bytes: &Range<usize>) -> bool {
    !words[..bytes.start].ends_with(char::is_alphanumeric)
        && !words[bytes.end..].starts_with(char::is_alphanumeric)
}

/// The letters and figures that end at this place.
pub(super) fn word_before(words: &str, at: usize) -> &str {
    let before = &words[..at];
    &before[before.trim_end_matches(char::is_alphanumeric).len()..]
}

/// The letters and figures that start at this place.
pub(super) fn word_after(words: &str, at: usize) -> &str {
    let after = &words[at..];
    &after[..after.len() - after.trim_start_matches(char::is_alphanumeric).len()]
}

/// The last word before this place, white space passed over.
pub(super) fn previous_word(words: &str, at: usize) -> &str {
    word_before(words, words[..at].trim_end().len())
}

/// What stands around this place without white space.
pub(super) fn token(words: &str, at: usize) -> &str {
    let start = words[..at]
        .rfind(char::is_whitespace)
        .map_or(0, |space| space + words[space..].chars().next().map_or(1, char::len_utf8));
    let end = words[at..].find(char::is_whitespace).map_or(words.len(), |space| at + space);
    &words[start..end]
}

/// True for a word of small letters only.
pub(super) fn is_small(word: &str) -> bool {
    !word.is_empty() && word.chars().all(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_around_a_place() {
        let words = "trên địa bàn,thị xã";
        let comma = words.find(',').unwrap();
        assert_eq!(word_before(words, comma), "bàn");
        assert_eq!(word_after(words, comma + 1), "thị");
        assert_eq!(token(words, comma), "bàn,thị");
        assert_eq!(previous_word(words, words.find("địa").unwrap()), "trên");
        assert!(is_whole(words, &(0..5)) && !is_whole(words, &(0..2)));
    }
}
