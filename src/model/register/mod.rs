//! Numbers of documents as registers (sổ) keep them.

use std::fmt;

mod book;
mod choice;

pub use book::{Award, Book, Ledger, Line};
pub use choice::{Takes, choose, matches};

/// The letters of supplements, in order.
const LETTERS: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";

/// How many supplements a number can have.
pub const MOST_PARTS: i64 = 26;

/// Số: a number of a series, or a supplement (số bù) that stands after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    /// From 1.
    pub number: i64,
    /// 0 for the number itself, 1 for `a`, 2 for `b`.
    pub part: i64,
}

impl Number {
    /// A number without a letter.
    pub fn plain(number: i64) -> Number {
        Number { number, part: 0 }
    }

    /// Reads `5`, `05` or `15a`.
    pub fn read(text: &str) -> Option<Number> {
        let figures = text.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let number = figures.bytes().all(|b| b.is_ascii_digit()).then(|| figures.parse().ok()).flatten()?;
        let part = match &text.as_bytes()[figures.len()..] {
            [] => 0,
            [letter] => i64::try_from(LETTERS.iter().position(|known| known == letter)? + 1).ok()?,
            _ => return None,
        };
        (number > 0).then_some(Number { number, part })
    }
}

/// As it stands on a document: below 10 with a zero before it (Phụ lục I, Mục II.3), then the
/// letter of a supplement.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.number)?;
        match usize::try_from(self.part - 1).ok().and_then(|index| LETTERS.get(index)) {
            Some(letter) => write!(f, "{}", char::from(*letter)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_it_is_written() {
        for (text, number, part) in [("05", 5, 0), ("15a", 15, 1), ("120", 120, 0), ("07z", 7, 26)] {
            assert_eq!(Number::read(text), Some(Number { number, part }));
            assert_eq!(Number { number, part }.to_string(), text);
        }
        assert_eq!(Number::read("5"), Some(Number::plain(5)));
        for text in ["", "a", "0", "00", "15ab", "15A", "-5", "+5", "5 ", "1.5", "99999999999999999999"] {
            assert_eq!(Number::read(text), None, "{text}");
        }
    }
}
