//! Cells as words: in Unicode, composed, one space between words.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::model::sheet::Value;
use crate::viet::{date, legacy, letters, number, unseen};

/// A value as people see it.
pub(super) fn plain(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Text(text) | Value::Error(text) => Cow::Borrowed(text),
        Value::Number(number) => Cow::Owned(figures(*number)),
        Value::Day(day) => Cow::Owned(date::short(*day)),
        Value::Flag(true) => Cow::Borrowed("TRUE"),
        Value::Flag(false) => Cow::Borrowed("FALSE"),
    }
}

/// A number as it is typed, without groups.
fn figures(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        format!("{value:.0}")
    } else {
        number::decimal(value).unwrap_or_default()
    }
}

/// A value as tidy words, whatever code it was typed in. For telling what a cell is, not for
/// keeping.
pub(super) fn words(value: &Value) -> String {
    let text = plain(value);
    match legacy::detect(&text) {
        Some(found) => tidy(&found.code.decode(&text)),
        None => tidy(&text),
    }
}

/// The text composed, without characters that cannot be seen, one space wherever there was white
/// space.
pub(super) fn tidy(text: &str) -> String {
    let seen = text.chars().filter(|c| !unseen::is_invisible(*c));
    let composed: String = if letters::is_composed(text) { seen.collect() } else { seen.nfc().collect() };
    let mut out = String::with_capacity(composed.len());
    for word in composed.split(char::is_whitespace).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// A control character that no text has.
pub(super) fn control(text: &str) -> Option<char> {
    text.chars().find(|c| unseen::is_control(*c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_put_in_order() {
        assert_eq!(tidy("  Nguyễn\u{a0}\u{a0}Văn\nAn\t"), "Nguyễn Văn An");
        assert_eq!(tidy("Nguye\u{302}\u{303}n\u{200b}"), "Nguyễn");
        assert_eq!(plain(&Value::Number(1985.0)), "1985");
        assert_eq!(plain(&Value::Number(0.5)), "0,5");
        assert_eq!(words(&Value::Text("Hä vµ tªn".into())), "Họ và tên");
    }
}
