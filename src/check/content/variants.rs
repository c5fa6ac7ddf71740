//! One name written in two ways: places after the word for their unit, laws after "Luật".

use std::collections::BTreeMap;
use std::ops::Range;

use crate::check::{
    desk::Desk,
    pattern::patterns,
    view::{Text, View},
};
use crate::model::Role;
use crate::viet::{letters, tone};

patterns! {
    /// "thị xã Đức Phổ": a unit and its name.
    PLACE = r"\b(?:xã|phường|thị xã|thành phố|tỉnh|huyện|quận|thị trấn|đặc khu)\s+(?P<name>\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+){1,3})";
    /// A law among the grounds: its name ends where its day begins.
    LAW = r"\b(?P<name>(?:Bộ luật|Luật)\s[^;.]{3,80}?)\s+(?:ngày|số)\s";
    /// A law anywhere.
    ANY_LAW = r"\b(?:Bộ luật|Luật)\s";
}

/// Where a name stands.
type Found<'a> = (&'a Text<'a>, Range<usize>);

/// Holds each name against its other places.
pub(super) fn look(view: &View<'_>, desk: &mut Desk<'_>) {
    places(view, desk);
    laws(view, desk);
}

/// A place that differs from its other mentions in marks alone: the one that stands once is
/// taken for the slip, where another stands twice or more.
fn places(view: &View<'_>, desk: &mut Desk<'_>) {
    let mut forms: BTreeMap<String, BTreeMap<String, Vec<Found<'_>>>> = BTreeMap::new();
    for text in view.texts.iter().filter(|text| !matches!(text.role, Role::TableCell | Role::TableHead)) {
        for name in PLACE.captures_iter(&text.words).filter_map(|found| found.name("name")) {
            let form = tone::modern(name.as_str());
            forms
                .entry(letters::fold(&form))
                .or_default()
                .entry(form)
                .or_default()
                .push((text, name.range()));
        }
    }
    for forms in forms.into_values().filter(|forms| forms.len() == 2) {
        let mut sorted: Vec<_> = forms.into_iter().collect();
        sorted.sort_by_key(|(_, places)| places.len());
        if let [(_, rare), (usual, often)] = sorted.as_slice()
            && let ([(text, range)], 2..) = (rare.as_slice(), often.len())
        {
            desk.find("name-variants", text, range.clone(), &[("other", usual.as_str())]);
        }
    }
}

/// A law whose name differs in commas or capitals from the one among the grounds.
fn laws(view: &View<'_>, desk: &mut Desk<'_>) {
    let grounds = view.texts.iter().filter(|text| text.role == Role::Citation);
    let names: Vec<&str> = grounds
        .filter_map(|text| LAW.captures(&text.words)?.name("name"))
        .map(|name| name.as_str())
        .collect();
    for text in &view.texts {
        for at in ANY_LAW.find_iter(&text.words).map(|found| found.start()) {
            let same = names.iter().find_map(|name| {
                let range = at..at + reach(&text.words[at..], name)?;
                Some((*name, range))
            });
            if let Some((name, range)) = same
                && text.words[range.clone()] != *name
            {
                desk.find("law-name-variants", text, range, &[("other", name)]);
            }
        }
    }
}

/// How far a text that begins as a name reads as that name, commas and capitals put aside.
fn reach(text: &str, name: &str) -> Option<usize> {
    let mut end = 0;
    let mut wanted = name.split_whitespace();
    for word in text.split_inclusive(' ') {
        let Some(next) = wanted.next() else { break };
        if key(word) != key(next) {
            return None;
        }
        end += word.len();
    }
    if wanted.next().is_some() {
        return None;
    }
    let found = text[..end].trim_end();
    let bare = found.trim_end_matches([',', ';', '.', ':', ')', '”', '"']);
    // A name that goes on is another's: "Luật Đất đai" in "Luật Đất đai và Nhà ở".
    Some(if name.ends_with([',', ')']) { found.len() } else { bare.len() })
}

fn key(word: &str) -> String {
    word.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}
