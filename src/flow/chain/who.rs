//! How one honoree stands in a list.

use serde_json::{Map, Value as Json};

use crate::model::certificate;
use crate::model::honoree::{Honoree, Kind};
use crate::model::round::Decided;
use crate::viet::words::chain as said;

/// Words on one line: a cell of a workbook may have had several.
pub(super) fn line(words: &str) -> String {
    let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}

fn joined(parts: &[&str]) -> String {
    let mut kept: Vec<String> = Vec::new();
    for part in parts.iter().map(|part| line(part)).filter(|part| !part.is_empty()) {
        if !kept.contains(&part) {
            kept.push(part);
        }
    }
    kept.join(", ")
}

/// The word before a person's name; a rank or degree stands instead of it.
pub(super) fn honorific(one: &Honoree) -> &'static str {
    let courtesy = one.courtesy.map_or("", crate::model::honoree::Courtesy::key);
    match one.kind {
        Kind::Individual if one.title.is_empty() => said::honorific(courtesy),
        Kind::Household => said::head_of_household(courtesy, &one.name).0,
        _ => "",
    }
}

/// The name without any word of address: a person's with rank or degree, a household's of its head.
pub(super) fn bare_name(one: &Honoree) -> String {
    match one.kind {
        Kind::Individual => joined_by_space(&[&one.title, &one.name]),
        Kind::Household => line(said::head_of_household("", &one.name).1),
        Kind::Collective | Kind::Enterprise => line(&one.name),
    }
}

fn joined_by_space(parts: &[&str]) -> String {
    let parts = parts.iter().map(|part| line(part)).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

/// The name in a list of all kinds: `Ông Nguyễn Văn An`, `Hộ bà Lò Thị Pành`, `Thôn Nam Tiến`.
pub(super) fn name(one: &Honoree) -> String {
    match one.kind {
        Kind::Household => said::household(honorific(one), &bare_name(one)),
        _ => joined_by_space(&[honorific(one), &bare_name(one)]),
    }
}

/// Unit and address, where a column has the post before them; what the post says already is not
/// said twice, as in [`post_and_place`].
pub(super) fn place(one: &Honoree) -> String {
    let post = line(&one.post);
    let parts: Vec<&str> =
        [one.unit.as_str(), &one.address].into_iter().filter(|part| line(part) != post).collect();
    joined(&parts)
}

/// Post, unit and address.
pub(super) fn post_and_place(one: &Honoree) -> String {
    joined(&[&one.post, &one.unit, &one.address])
}

/// The unit that an honoree is counted with: the one that proposed, else their own.
pub(super) fn unit(one: &Decided) -> String {
    let own = [&one.proposer, &one.honoree.unit, &one.honoree.address, &one.honoree.name];
    own.into_iter().map(|words| line(words)).find(|words| !words.is_empty()).unwrap_or_default()
}

/// What a certificate calls the kind.
pub(super) fn printed_as(kind: Kind) -> certificate::Honoree {
    match kind {
        Kind::Individual => certificate::Honoree::Person,
        Kind::Household => certificate::Honoree::Household,
        Kind::Collective | Kind::Enterprise => certificate::Honoree::Collective,
    }
}

/// An entry of a list on its way: keys without words are left out.
#[derive(Default)]
pub(super) struct Entry(Map<String, Json>);

impl Entry {
    pub(super) fn words(mut self, key: &str, words: &str) -> Entry {
        let words = line(words);
        if !words.is_empty() {
            self.0.insert(key.to_owned(), words.into());
        }
        self
    }

    pub(super) fn number(mut self, key: &str, number: Option<i64>) -> Entry {
        if let Some(number) = number {
            self.0.insert(key.to_owned(), number.into());
        }
        self
    }

    pub(super) fn json(self) -> Json {
        Json::Object(self.0)
    }
}

/// An honoree of a list of all kinds: name, and post, unit and address beside it.
pub(super) fn entry(one: &Honoree) -> Entry {
    Entry::default().words("name", &name(one)).words("unit", &post_and_place(one))
}
