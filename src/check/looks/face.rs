//! The face of words: family, size, weight, slant, line under them, colour.

use super::gathered::{Breach, Gathered, Reach};
use super::{Seen, clause, is_text, range};
use crate::model::looks::Share;
use crate::model::{Role, Standard};

/// Half of the half point in which Word counts sizes.
const SIZE_ROUNDING: f64 = 0.25;

/// A paragraph without a place of its own is surely of the body when it is as long as this.
const PLACED: usize = 40;

/// Up to this brightness of each channel print is black to the eye.
const NEARLY_BLACK: u8 = 0x40;

/// Looks at the face of every text.
pub(super) fn look<'a>(standard: &'a Standard, seen: &[Seen<'a>], gathered: &mut Gathered<'a>) {
    for &one in seen {
        family(standard, one, gathered);
        colour(standard, one, gathered);
        if one.is_ruled() {
            size(standard, one, gathered);
            underline(standard, one, gathered);
            face(standard, one, gathered, is_ground(seen, one));
        }
    }
}

fn family<'a>(standard: &'a Standard, seen: Seen<'a>, gathered: &mut Gathered<'a>) {
    let wanted = folded(&standard.font.family);
    let other = |family: &&String| !is_symbols(family) && !folded(family).starts_with(&wanted);
    let others: Vec<&str> = seen.look.fonts.iter().filter(other).map(String::as_str).collect();
    let mixed = others.len() < seen.look.fonts.len();
    // A sign that the family lacks is set in another one.
    if others.is_empty() || mixed && seen.text.words.contains(is_rare) {
        return;
    }
    let Some(cite) = clause(&standard.font.cite) else { return };
    let (stands, wanted) = (others.join(", "), standard.font.family.clone());
    gathered.add(Reach::File, Breach { rule: "font-family", seen, cite, stands, wanted });
}

/// A family's name as programs spell it differently: `TimesNewRomanPSMT`.
fn folded(family: &str) -> String {
    family.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// True for families of signs, not of letters.
fn is_symbols(family: &str) -> bool {
    let folded = folded(family);
    ["symbol", "wingding", "webding", "math", "emoji", "dingbat"].iter().any(|part| folded.contains(part))
}

/// True for a sign that faces of letters may lack.
fn is_rare(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_ascii() && !"“”‘’–—…\u{a0}".contains(c)
}

fn colour<'a>(standard: &'a Standard, seen: Seen<'a>, gathered: &mut Gathered<'a>) {
    // Red stamps have a colour of their own.
    if standard.role(seen.role()).colour.is_some() || has_link(seen) {
        return;
    }
    let Some(stands) = seen.look.colours.iter().find(|colour| !is_nearly_black(colour)) else { return };
    let Some(cite) = clause(&standard.font.cite) else { return };
    let (stands, wanted) = (stands.clone(), "đen".to_owned());
    gathered.add(Reach::File, Breach { rule: "font-colour", seen, cite, stands, wanted });
}

/// True for an address on the net, which Word makes blue and underlines by itself.
fn has_link(seen: Seen<'_>) -> bool {
    ["http", "www.", "@"].iter().any(|part| seen.text.words.contains(part))
}

fn is_nearly_black(colour: &str) -> bool {
    let digits = colour.trim_start_matches('#').as_bytes();
    digits.chunks(2).all(|pair| {
        let channel = std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok());
        channel.is_none_or(|channel| channel <= NEARLY_BLACK)
    })
}

fn size<'a>(standard: &'a Standard, seen: Seen<'a>, gathered: &mut Gathered<'a>) {
    let rule = standard.role(seen.role());
    let ([least, most], [from, to]) = (rule.allowed, seen.look.sizes);
    let Some(cite) = clause(&rule.cite) else { return };
    let is_right = from >= least - SIZE_ROUNDING && to <= most + SIZE_ROUNDING;
    // A few words that the reader could not place may be anything.
    let is_placed = seen.role() != Role::Body || seen.text.words.chars().count() >= PLACED;
    if is_right || !is_placed || !seen.has_words() {
        return;
    }
    let breach =
        Breach { rule: "font-size", seen, cite, stands: range([from, to]), wanted: range(rule.allowed) };
    gathered.add(Reach::Text, breach);
}

fn underline<'a>(standard: &'a Standard, seen: Seen<'a>, gathered: &mut Gathered<'a>) {
    if seen.look.underline == Share::None || has_link(seen) {
        return;
    }
    let role = seen.role();
    let (rule, reach, cite) = match standard.rule(role) {
        Some(drawn) => ("underline-for-rule", Reach::Role, drawn.share.cite.as_str()),
        None if is_text(standard, role) => ("underline-text", Reach::File, standard.role(role).cite.as_str()),
        None => ("underline", Reach::Role, standard.role(role).cite.as_str()),
    };
    let (stands, wanted) = (String::new(), String::new());
    gathered.add(reach, Breach { rule, seen, cite, stands, wanted });
}

/// Weight and slant. Only words that lack a face altogether, or that have all of one which
/// they must not have, are told: some words in bold are emphasis.
fn face<'a>(standard: &'a Standard, seen: Seen<'a>, gathered: &mut Gathered<'a>, is_ground: bool) {
    let role = seen.role();
    let rule = standard.role(role);
    let Some(cite) = clause(&rule.cite) else { return };
    let mut tell = |rule: &'static str| {
        let (stands, wanted) = (String::new(), String::new());
        gathered.add(Reach::Role, Breach { rule, seen, cite, stands, wanted });
    };
    // Paragraphs of the body may be emphasised as a whole, and a heading may slant.
    let is_free = is_text(standard, role);
    let (bold, italic) = (seen.look.bold, seen.look.italic);
    match rule.bold {
        // The master table gives "chức vụ khác" a size and no weight.
        _ if role == Role::SignerPost => {}
        true if bold == Share::None && role == Role::ClauseHeading => tell("heading-weight"),
        true if bold == Share::None => tell("weight"),
        false if bold == Share::All && !is_free => tell("weight-extra"),
        _ => {}
    }
    match rule.italic {
        _ if role == Role::SignerPost => {}
        true if italic == Share::None && (role != Role::Citation || is_ground) => tell("slant"),
        false if italic == Share::All && !is_free => tell("slant-extra"),
        _ => {}
    }
}

/// True for căn cứ that stand as such, each ended by a semicolon. "Căn cứ …, Ủy ban nhân
/// dân xã báo cáo:" is a sentence of the body.
fn is_ground(seen: &[Seen<'_>], one: Seen<'_>) -> bool {
    one.role() == Role::Citation
        && seen.iter().any(|other| {
            other.role() == Role::Citation
                && other.text.at.section == one.text.at.section
                && other.text.words.starts_with("Căn cứ")
                && other.text.words.trim_end().ends_with(';')
        })
}
