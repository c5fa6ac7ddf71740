//! Which values a kind and its limits take.

use serde_json::Value as Json;

use crate::model::template::{Field, Kind, Preset};
use crate::viet::words::{self, shelf as said};

/// True when every value of one kind is also one of another, and means the same.
pub(super) fn is_wider(old: &Kind, new: &Kind) -> bool {
    let line = |kind: &Kind| matches!(kind, Kind::Text | Kind::Unit);
    match (old, new) {
        (Kind::Money, Kind::Integer) => true,
        (Kind::Choice(_), new) => line(new) || *new == Kind::LongText,
        (old, new) => line(old) && (line(new) || *new == Kind::LongText),
    }
}

/// True for the same default: the same value, or the same expression wherever it stands.
pub(super) fn same_default(old: &Field, new: &Field) -> bool {
    match (&old.default, &new.default) {
        (Some(Preset::Expression(old)), Some(Preset::Expression(new))) => old.source == new.source,
        (old, new) => old == new,
    }
}

/// The kind in words.
pub(super) fn kind(kind: &Kind) -> String {
    match kind {
        Kind::List(entry) => said::list_of(&self::kind(entry)),
        other => words::kind(other.key()),
    }
}

/// A limit that keeps something out of a kind. Words and choices that are there have at least one
/// letter, and an amount of money is never less than nothing.
pub(super) fn limit<'a>(limit: &'a Option<Json>, kind: &Kind, least: bool) -> Option<&'a Json> {
    let nothing = match kind {
        Kind::Money | Kind::List(_) => 0,
        Kind::Choice(_) => 1,
        _ if kind.is_words() => 1,
        _ => return limit.as_ref(),
    };
    limit.as_ref().filter(|limit| !least || limit.as_i64().is_none_or(|limit| limit > nothing))
}

/// True when a limit keeps out more than before. Days and months compare as they are written.
pub(super) fn is_narrower(before: &Json, after: &Json, least: bool) -> bool {
    let order = match (before.as_i64(), after.as_i64()) {
        (Some(before), Some(after)) => before.cmp(&after),
        _ => before.as_str().cmp(&after.as_str()),
    };
    if least { order.is_lt() } else { order.is_gt() }
}

/// A limit in words.
pub(super) fn shown(limit: Option<&Json>) -> String {
    match limit {
        None => said::WITHOUT.to_owned(),
        Some(Json::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
