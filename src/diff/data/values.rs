//! Values as a person reads them.

use chrono::NaiveDate;
use serde_json::Value as Json;

use crate::diff::token;
use crate::model::template::Kind;
use crate::viet::{date, number, words::changes as said};

/// A longer text is not quoted: its words are counted.
const QUOTED: usize = 80;

/// True for what a form leaves empty.
pub(super) fn is_blank(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::String(text) => text.trim().is_empty(),
        Json::Array(entries) => entries.is_empty(),
        Json::Object(fields) => fields.values().all(is_blank),
        Json::Bool(_) | Json::Number(_) => false,
    }
}

/// A value as it stands in a sentence: words between quotation marks, figures without.
pub(super) fn shown(value: &Json, kind: Option<&Kind>) -> String {
    match (value, kind) {
        (Json::String(text), Some(Kind::Choice(choices))) => {
            choices.iter().find(|choice| choice.value == *text).map_or(text, |choice| &choice.label).clone()
        }
        (Json::String(text), Some(Kind::Date)) => {
            text.parse::<NaiveDate>().map_or_else(|_| said::quoted(text), date::short)
        }
        (Json::String(text), Some(Kind::Month)) => {
            date::Month::parse(text).map_or_else(|| said::quoted(text), date::month_year)
        }
        (Json::String(text), _) => said::quoted(text),
        (Json::Number(figure), _) => {
            figure.as_i64().map_or_else(|| figure.to_string().replace('.', ","), number::grouped)
        }
        (Json::Bool(yes), _) => said::yes_no(*yes).to_owned(),
        (_, Some(Kind::Picture)) => said::PICTURE.to_owned(),
        (Json::Object(fields), Some(Kind::Record(_))) => {
            let first = fields.values().find_map(Json::as_str).unwrap_or_default();
            said::quoted(first)
        }
        (other, _) => said::quoted(&other.to_string()),
    }
}

/// The sentence of a value in the place of another.
pub(super) fn instead(
    what: &str,
    old: &Json,
    new: &Json,
    kind: Option<&Kind>,
    (before, after): (&str, &str),
) -> String {
    if let (Json::String(old), Json::String(new)) = (old, new)
        && (old.chars().count() > QUOTED || new.chars().count() > QUOTED)
    {
        let (removed, added) = words(old, new);
        return said::reworded(what, removed, added);
    }
    if matches!(kind, Some(Kind::Picture)) {
        return said::redrawn(what);
    }
    said::instead(what, before, after)
}

/// How many words only the old text has, and only the new.
fn words(old: &str, new: &str) -> (usize, usize) {
    let cut =
        |text: &str| token::cut(text).filter(|token| token::is_word(token)).map(str::to_owned).collect();
    let (old, new): (Vec<String>, Vec<String>) = (cut(old), cut(new));
    let ops = similar::capture_diff_slices(similar::Algorithm::Myers, &old, &new);
    let same: usize =
        ops.iter().map(|op| if let similar::DiffOp::Equal { len, .. } = op { *len } else { 0 }).sum();
    (old.len() - same, new.len() - same)
}
