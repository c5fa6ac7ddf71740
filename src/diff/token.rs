//! Words as they are compared: what a person would point at as one thing.

/// Cuts a text into words, single marks and stretches of white space, in order; put together
/// they are the text. A number (`1.404.000`, `7,5`), a time (`08:30`), a day (`05/11/2026`)
/// and a symbol (`15/QĐ-UBND`) are one word each.
pub(super) fn cut(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let len = if is_letter(first) {
            word(rest)
        } else if first.is_whitespace() {
            rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(len);
        rest = after;
        Some(token)
    })
}

/// True for a token that says something: a word, not a mark or white space.
pub(super) fn is_word(token: &str) -> bool {
    token.starts_with(is_letter)
}

/// The length in bytes of the word with which a text begins.
fn word(text: &str) -> usize {
    let mut before = ' ';
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let after = letters.peek().map_or(' ', |(_, next)| *next);
        let joins = match c {
            '/' | '-' | '–' => is_letter(before) && is_letter(after),
            '.' | ',' | ':' => before.is_numeric() && after.is_numeric(),
            _ => false,
        };
        if !is_letter(c) && !joins {
            return at;
        }
        before = c;
    }
    text.len()
}

/// A letter, a digit, or a tone that stands on its own after the letter it belongs to.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(cut(text).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn numbers_days_times_and_symbols_are_one_word() {
        check("mức 1.404.000 đồng.", &["mức", " ", "1.404.000", " ", "đồng", "."]);
        check("Số: 15/QĐ-UBND;", &["Số", ":", " ", "15/QĐ-UBND", ";"]);
        check(
            "08:30 ngày 05/11/2026, 7,5%",
            &["08:30", " ", "ngày", " ", "05/11/2026", ",", " ", "7,5", "%"],
        );
        check("Văn hóa - Xã hội", &["Văn", " ", "hóa", " ", "-", " ", "Xã", " ", "hội"]);
    }

    #[test]
    fn marks_stand_alone_and_white_space_holds_together() {
        check("(có danh sách)./.", &["(", "có", " ", "danh", " ", "sách", ")", ".", "/", "."]);
        check("  a\u{a0} b", &["  ", "a", "\u{a0} ", "b"]);
        check("", &[]);
    }
}
