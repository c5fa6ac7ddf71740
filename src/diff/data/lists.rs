//! Lists: entries by who or what they are.

use std::collections::HashMap;

use serde_json::Value as Json;

use super::{DataChange, Place, Sort, child, record, value, values};
use crate::model::template::{Field, Kind, Record};
use crate::viet::letters;
use crate::viet::words::changes as said;

/// Compares two lists.
pub(super) fn compare(
    old: &[Json],
    new: &[Json],
    entry: &Kind,
    label: &str,
    place: Place<'_>,
    out: &mut Vec<DataChange>,
) {
    let pairs = pairs(old, new, entry);
    let (mut of_old, mut of_new) = (vec![None; old.len()], vec![None; new.len()]);
    for (one, two) in &pairs {
        (of_old[*one], of_new[*two]) = (Some(*two), Some(*one));
    }
    let what = said::of(label, place.inside);
    let left = |partners: &[Option<usize>]| {
        partners.iter().enumerate().filter(|(_, partner)| partner.is_none()).map(|(at, _)| at).collect()
    };
    let (gone, come): (Vec<usize>, Vec<usize>) = (left(&of_old), left(&of_new));
    for (change, sentence, at, all, pointer) in [
        (Sort::Removed, said::fewer as fn(usize, &str, &[String]) -> String, &gone, old, place.old),
        (Sort::Added, said::more, &come, new, place.new),
    ] {
        if !at.is_empty() {
            let names: Vec<String> = at.iter().map(|at| name(&all[*at], entry)).collect();
            let pointers = at.iter().map(|at| child(pointer, &at.to_string())).collect();
            out.push(DataChange { change, pointers, message: sentence(at.len(), &what, &names) });
        }
    }
    for (two, one) in of_new.iter().enumerate().filter_map(|(two, one)| Some((two, (*one)?))) {
        if old[one] == new[two] {
            continue;
        }
        let (before, after) = (child(place.old, &one.to_string()), child(place.new, &two.to_string()));
        let inside = name(&new[two], entry);
        let place = Place { old: &before, new: &after, inside: &inside };
        match (entry, &old[one], &new[two]) {
            (Kind::Record(Record { fields, .. }), Json::Object(one), Json::Object(two)) => {
                record(one, two, fields, place, out);
            }
            (entry, one, two) => value(one, two, Some(entry), label, place, out),
        }
    }
    if !of_new.iter().flatten().is_sorted() {
        let pointers = vec![place.new.to_owned()];
        out.push(DataChange { change: Sort::Reordered, pointers, message: said::reordered(&what) });
    }
}

/// Which entry became which: the same entry first, then the same name, then a name of which the
/// tones were corrected.
fn pairs(old: &[Json], new: &[Json], entry: &Kind) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut taken = (vec![false; old.len()], vec![false; new.len()]);
    let whole = |value: &Json| value.to_string();
    let by_name = |value: &Json| identity(value, entry).to_lowercase();
    let by_letters = |value: &Json| letters::ascii(&by_name(value));
    let keys: [&dyn Fn(&Json) -> String; 3] = [&whole, &by_name, &by_letters];
    for key in keys {
        // Of several with one key the first comes first.
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for two in (0..new.len()).rev().filter(|two| !taken.1[*two]) {
            places.entry(key(&new[two])).or_default().push(two);
        }
        places.remove("");
        for (one, entry) in old.iter().enumerate() {
            if !taken.0[one]
                && let Some(two) = places.get_mut(&key(entry)).and_then(Vec::pop)
            {
                (taken.0[one], taken.1[two]) = (true, true);
                pairs.push((one, two));
            }
        }
    }
    pairs
}

/// The field by which an entry is known: its first text.
fn naming(fields: &[Field]) -> Option<&Field> {
    let is_text = |field: &&Field| matches!(field.kind, Kind::Text | Kind::Unit);
    fields.iter().find(|field| is_text(field) && field.name == "name").or_else(|| fields.iter().find(is_text))
}

/// Who or what an entry is; empty where it does not say.
fn identity(value: &Json, entry: &Kind) -> String {
    match (entry, value) {
        (Kind::Record(record), Json::Object(fields)) => naming(&record.fields)
            .and_then(|field| fields.get(&field.name))
            .and_then(Json::as_str)
            .map_or_else(String::new, |text| text.trim().to_owned()),
        // Another text is another entry; nothing else tells entries apart.
        _ => String::new(),
    }
}

/// An entry as a person names it: `Bà Giàng Thị Mỷ`.
fn name(value: &Json, entry: &Kind) -> String {
    match (entry, value) {
        (Kind::Record(record), Json::Object(fields)) => {
            let honorific = record.fields.iter().find(|field| field.name == "honorific");
            let honorific = honorific.and_then(|field| fields.get(&field.name)).and_then(Json::as_str);
            let own = identity(value, entry);
            match honorific.filter(|text| !text.trim().is_empty()) {
                Some(honorific) if !own.is_empty() => format!("{honorific} {own}"),
                _ => own,
            }
        }
        (_, Json::String(text)) => said::quoted(text),
        (entry, value) => values::shown(value, Some(entry)),
    }
}
