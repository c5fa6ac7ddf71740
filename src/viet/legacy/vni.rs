//! VNI for Windows: a plain letter, then a character for its marks; some letters stand alone.

use std::iter;

/// Letters that are one character.
const ALONE: &[(char, char)] = &[
    ('đ', '\u{f1}'),
    ('Đ', '\u{d1}'),
    ('í', '\u{ed}'),
    ('Í', '\u{cd}'),
    ('ì', '\u{ec}'),
    ('Ì', '\u{cc}'),
    ('ỉ', '\u{e6}'),
    ('Ỉ', '\u{c6}'),
    ('ĩ', '\u{f3}'),
    ('Ĩ', '\u{d3}'),
    ('ị', '\u{f2}'),
    ('Ị', '\u{d2}'),
    ('ỵ', '\u{ee}'),
    ('Ỵ', '\u{ce}'),
    ('ơ', '\u{f4}'),
    ('Ơ', '\u{d4}'),
    ('ư', '\u{f6}'),
    ('Ư', '\u{d6}'),
];

/// What stands after a letter, small: the letters that take it, and what they become. The
/// capital is 0x20 lower.
const MARKS: &[(char, &str, &str)] = &[
    ('\u{f9}', "aeouyôö", "áéóúýớứ"),
    ('\u{f8}', "aeouyôö", "àèòùỳờừ"),
    ('\u{fb}', "aeouyôö", "ảẻỏủỷởử"),
    ('\u{f5}', "aeouyôö", "ãẽõũỹỡữ"),
    ('\u{ef}', "aeouôö", "ạẹọụợự"),
    ('\u{ea}', "a", "ă"),
    ('\u{e9}', "a", "ắ"),
    ('\u{e8}', "a", "ằ"),
    ('\u{fa}', "a", "ẳ"),
    ('\u{fc}', "a", "ẵ"),
    ('\u{eb}', "a", "ặ"),
    ('\u{e2}', "aeo", "âêô"),
    ('\u{e1}', "aeo", "ấếố"),
    ('\u{e0}', "aeo", "ầềồ"),
    ('\u{e5}', "aeo", "ẩểổ"),
    ('\u{e3}', "aeo", "ẫễỗ"),
    ('\u{e4}', "aeo", "ậệộ"),
];

fn capital(c: char) -> char {
    c.to_uppercase().next().unwrap_or(c)
}

fn small(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// The letter that a base (small, as the code writes it) and a mark (small) make.
fn joined(base: char, mark: char) -> Option<char> {
    let (_, bases, letters) = MARKS.iter().find(|(known, ..)| *known == mark)?;
    let at = bases.chars().position(|known| known == base)?;
    letters.chars().nth(at)
}

pub(super) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let letter = rest.peek().and_then(|next| joined(small(c), small(*next)));
        if let Some(letter) = letter {
            rest.next();
            // The plain letter says whether it is a capital; some type the mark small after it.
            out.push(if c.is_uppercase() { capital(letter) } else { letter });
            continue;
        }
        out.push(ALONE.iter().find(|(_, old)| *old == c).map_or(c, |(letter, _)| *letter));
    }
    out
}

pub(super) fn encode(text: &str) -> String {
    text.chars().flat_map(written).collect()
}

/// A letter as the code writes it: one character or two.
fn written(c: char) -> impl Iterator<Item = char> {
    if let Some((_, old)) = ALONE.iter().find(|(letter, _)| *letter == c) {
        return iter::once(*old).chain(None);
    }
    let low = small(c);
    let pair = MARKS.iter().find_map(|(mark, bases, letters)| {
        let at = letters.chars().position(|letter| letter == low)?;
        Some((bases.chars().nth(at)?, *mark))
    });
    match pair {
        Some((base, mark)) if c == low => iter::once(base).chain(Some(mark)),
        Some((base, mark)) => iter::once(capital(base)).chain(Some(capital(mark))),
        None => iter::once(c).chain(None),
    }
}
