//! A name or another value struck out of words: found in capitals or not, with any white space
//! between its words, and never inside another word.

use std::ops::Range;

/// What stands instead.
pub const MARK: &str = "…";

/// Where a value stands in words, in characters, the first first.
pub fn places(words: &str, value: &str) -> Vec<Range<usize>> {
    let (text, value): (Vec<char>, Vec<char>) =
        (words.chars().map(small).collect(), value.trim().chars().map(small).collect());
    let mut found = Vec::new();
    let mut at = 0;
    while !value.is_empty() && at + value.len() <= text.len() {
        let end = at + value.len();
        let apart = |c: Option<&char>| c.is_none_or(|c| !c.is_alphanumeric());
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        if text[at..end] == value[..] && apart(before) && apart(text.get(end)) {
            found.push(at..end);
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// The words without a value; `None` where it does not stand in them.
pub fn without(words: &str, value: &str) -> Option<String> {
    let places = places(words, value);
    if places.is_empty() {
        return None;
    }
    let mut chars: Vec<char> = words.chars().collect();
    for place in places.into_iter().rev() {
        chars.splice(place, MARK.chars());
    }
    Some(chars.into_iter().collect())
}

/// A letter as it is compared; Vietnamese letters have one small form.
fn small(c: char) -> char {
    if c.is_whitespace() { ' ' } else { c.to_lowercase().next().unwrap_or(c) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_struck_out_wherever_it_stands_whole() {
        let strike = |words: &str| without(words, "Đỗ Văn An");
        assert_eq!(strike("Ông Đỗ Văn An, ĐỖ VĂN\nAN."), Some("Ông …, ….".into()));
        for other in ["Đỗ Văn Anh", "Đỗ Vân An", "", "XĐỗ Văn An"] {
            assert_eq!(strike(other), None, "{other}");
        }
        assert_eq!(without("a", " "), None);
    }
}
