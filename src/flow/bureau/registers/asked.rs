//! What people ask of registers, as JSON.

use chrono::NaiveDate;

use super::super::Blame;
use crate::flow::{Asked, Fault};

/// Longest name of a series, in characters.
const LONGEST_NAME: usize = 120;

/// Longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// Longest symbol or pattern of symbols, in characters.
const LONGEST_SYMBOL: usize = 60;

/// Longest key of a series, in characters.
const LONGEST_KEY: usize = 40;

/// Most types, and most patterns, of a series.
const MOST_PATTERNS: usize = 60;

/// Most numbers reserved at once.
pub(super) const MOST_RESERVED: i64 = 50;

/// What a series is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesAsked {
    /// Its name in addresses; of a new series alone.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Types of document.
    pub kinds: Vec<String>,
    /// Patterns of symbols.
    pub symbols: Vec<String>,
    /// Takes what no other takes; as it was without a word.
    pub usual: Option<bool>,
    /// May give supplements.
    pub supplements: bool,
    /// Gives numbers no more; of an old series alone.
    pub closed: bool,
}

impl SeriesAsked {
    /// Reads `{"key", "name", "kinds", "symbols", "default", "supplements"}`.
    ///
    /// # Errors
    /// Every fault.
    pub fn new_from_json(json: &str) -> Result<SeriesAsked, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let key = asked.needed("key", LONGEST_KEY);
        SeriesAsked::rest(asked, key, false)
    }

    /// Reads `{"name", "kinds", "symbols", "default", "supplements", "closed"}`.
    ///
    /// # Errors
    /// Every fault.
    pub fn from_json(json: &str) -> Result<SeriesAsked, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let closed = asked.switch("closed").unwrap_or(false);
        SeriesAsked::rest(asked, String::new(), closed)
    }

    fn rest(mut asked: Asked, key: String, closed: bool) -> Result<SeriesAsked, Vec<Fault>> {
        let read = SeriesAsked {
            key,
            name: asked.needed("name", LONGEST_NAME),
            kinds: asked.list("kinds").unwrap_or_default(),
            symbols: asked.list("symbols").unwrap_or_default(),
            usual: asked.switch("default"),
            supplements: asked.switch("supplements").unwrap_or(true),
            closed,
        };
        asked.end(read)
    }

    /// What is wrong with the words themselves.
    pub(super) fn blames(&self, new: bool) -> Vec<Blame> {
        let mut blames = Vec::new();
        if new && !is_key(&self.key) {
            blames.push(Blame::of("series-key", "/key", &self.key));
        }
        if !is_line(&self.name) {
            blames.push(Blame::of("one-line", "/name", ""));
        }
        for (list, pointer) in [(&self.kinds, "/kinds"), (&self.symbols, "/symbols")] {
            if list.len() > MOST_PATTERNS {
                blames.push(Blame::of("list-long", pointer, MOST_PATTERNS.to_string()));
            }
        }
        for (at, pattern) in self.symbols.iter().enumerate() {
            if !is_pattern(pattern) {
                blames.push(Blame::of("symbol-pattern", format!("/symbols/{at}"), pattern));
            }
        }
        blames
    }
}

/// Numbers to be kept for later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReserveAsked {
    /// How many.
    pub count: i64,
    /// Why.
    pub reason: String,
    /// The symbol that they are kept for; may be empty.
    pub symbol: String,
    /// A past day; today without one.
    pub day: Option<NaiveDate>,
    /// A number with a letter, since the day is past (số bù).
    pub supplement: bool,
}

impl ReserveAsked {
    /// Reads `{"count", "reason", "symbol", "day", "supplement"}`.
    ///
    /// # Errors
    /// Every fault.
    pub fn from_json(json: &str) -> Result<ReserveAsked, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let read = ReserveAsked {
            count: asked.number("count").unwrap_or(1),
            reason: asked.needed("reason", LONGEST_REASON),
            symbol: asked.words("symbol", LONGEST_SYMBOL).unwrap_or_default(),
            day: asked.day("day"),
            supplement: asked.switch("supplement").unwrap_or(false),
        };
        asked.end(read)
    }

    /// What is wrong with it today.
    pub(super) fn blames(&self, today: NaiveDate) -> Vec<Blame> {
        let mut blames = Vec::new();
        if self.count > MOST_RESERVED {
            blames.push(Blame::of("number-most", "/count", MOST_RESERVED.to_string()));
        }
        if !is_line(&self.reason) {
            blames.push(Blame::of("one-line", "/reason", ""));
        }
        if !self.symbol.is_empty() && !self.symbol.chars().all(|c| c.is_alphanumeric() || "-&.".contains(c)) {
            blames.push(Blame::of("symbol", "/symbol", &self.symbol));
        }
        if self.day.is_some_and(|day| day > today) {
            blames.push(Blame::of("day-ahead", "/day", ""));
        }
        blames
    }
}

/// Why a number is made void.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoidAsked {
    /// The year of the register; this one without a word.
    pub year: Option<i64>,
    /// Why.
    pub reason: String,
}

impl VoidAsked {
    /// Reads `{"year", "reason"}`.
    ///
    /// # Errors
    /// Every fault.
    pub fn from_json(json: &str) -> Result<VoidAsked, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let read = VoidAsked { year: asked.number("year"), reason: asked.needed("reason", LONGEST_REASON) };
        asked.end(read)
    }

    /// What is wrong with it.
    pub(super) fn blames(&self) -> Vec<Blame> {
        if is_line(&self.reason) { Vec::new() } else { vec![Blame::of("one-line", "/reason", "")] }
    }
}

/// `hoi-dong`: small letters, figures and single hyphens.
fn is_key(key: &str) -> bool {
    let part =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    key.split('-').all(part)
}

/// A pattern of symbols: letters, figures, `-`, `&`, `.`, `*`; `!` before what is left out.
fn is_pattern(pattern: &str) -> bool {
    let letters = pattern.strip_prefix('!').unwrap_or(pattern);
    let plain = letters.chars().all(|c| c.is_alphanumeric() || "-&.*".contains(c));
    plain && letters.contains(|c| c != '*') && pattern.chars().count() <= LONGEST_SYMBOL
}

/// Words on one line, without anything unseen that would upset a table.
fn is_line(words: &str) -> bool {
    !words.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_of_a_series_is_told() {
        let json = r#"{"key": "Sổ-1", "name": "a\nb", "symbols": ["*-HĐ*", "*", "!", "a b", "!X"]}"#;
        let asked = SeriesAsked::new_from_json(json).unwrap();
        let told: Vec<_> = asked.blames(true).into_iter().map(|blame| (blame.code, blame.pointer)).collect();
        let expected = [
            ("series-key", "/key"),
            ("one-line", "/name"),
            ("symbol-pattern", "/symbols/1"),
            ("symbol-pattern", "/symbols/2"),
            ("symbol-pattern", "/symbols/3"),
        ];
        assert_eq!(told, expected.map(|(code, pointer)| (code, pointer.to_owned())));
        for key in ["van-ban-di", "so2", "2026"] {
            assert!(is_key(key), "{key}");
        }
        for key in ["", "-", "a-", "a--b", "A", "a_b", "đ"] {
            assert!(!is_key(key), "{key}");
        }
    }
}
