//! Names of lists: bodies, honours, holidays, laws, events (Mục III.1.c, IV, V).

use crate::check::desk::Desk;
use crate::check::lists::{FixedNames, Name};
use crate::check::prose::previous_word;
use crate::check::view::Text;
use crate::viet::letters::{starts_lower, starts_upper};

/// Looks for names of lists that are written with other capitals.
pub(super) fn look(text: &Text<'_>, names: &FixedNames, desk: &mut Desk<'_>) {
    let words = &text.words;
    let mut note = |rule, name: &Name<'_>| desk.correct(rule, text, name.bytes.clone(), &name.wanted, &[]);
    for name in names.bodies.find_wrong(words).filter(|name| starts_upper(name.found) || is_council(name)) {
        note("body-name-capitals", &name);
    }
    for name in names.committees.find_wrong(words).filter(|name| starts_upper(name.found)) {
        note("committee-name-capitals", &name);
    }
    for name in names.honours.find_wrong(words) {
        // "nhiều huân chương", "tặng giấy khen" name no single honour.
        if starts_upper(name.found) || name.wanted.starts_with("Huân chương ") {
            note("honour-capitals", &name);
        }
    }
    for name in names.holidays.find_wrong(words) {
        if previous_word(words, name.bytes.start).to_lowercase() == "ngày" {
            note("holiday-capitals", &name);
        }
    }
    for name in names.laws.find_wrong(words) {
        // "pháp luật đất đai" is no law, "luật đất đai" not surely one.
        let named = name.found.chars().any(char::is_uppercase);
        // The law of 2003 and those that amended it were named with a capital there.
        let old = name.found == "Luật Thi đua, Khen thưởng"
            && ["2003", "2005", "2013"].iter().any(|year| words.contains(year));
        if named && !old && !matches!(previous_word(words, name.bytes.start), "pháp" | "Pháp" | "bộ" | "Bộ")
        {
            note("law-name-capitals", &name);
        }
    }
    names.events.find_wrong(words).for_each(|name| note("event-capitals", &name));
    for name in names.places.find_wrong(words) {
        if starts_lower(name.found) || name.found.split(' ').all(starts_upper) {
            note("place-capitals", &name);
        }
    }
}

/// True for the two bodies of every unit, which have a capital wherever they stand.
fn is_council(name: &Name<'_>) -> bool {
    name.wanted.ends_with(" nhân dân")
        && (name.wanted.starts_with('Ủ') || name.wanted.starts_with("Uỷ") || name.wanted.starts_with("Hội"))
}
