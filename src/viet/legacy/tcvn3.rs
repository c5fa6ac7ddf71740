//! TCVN 5712:1993 VN3, the code of the faces `.VnTime`.

/// The letters and their characters: 67 small ones and the seven capitals that VN3 has.
const LETTERS: &[(char, char)] = &[
    ('à', '\u{b5}'),
    ('ả', '\u{b6}'),
    ('ã', '\u{b7}'),
    ('á', '\u{b8}'),
    ('ạ', '\u{b9}'),
    ('ă', '\u{a8}'),
    ('ằ', '\u{bb}'),
    ('ẳ', '\u{bc}'),
    ('ẵ', '\u{bd}'),
    ('ắ', '\u{be}'),
    ('ặ', '\u{c6}'),
    ('â', '\u{a9}'),
    ('ầ', '\u{c7}'),
    ('ẩ', '\u{c8}'),
    ('ẫ', '\u{c9}'),
    ('ấ', '\u{ca}'),
    ('ậ', '\u{cb}'),
    ('đ', '\u{ae}'),
    ('è', '\u{cc}'),
    ('ẻ', '\u{ce}'),
    ('ẽ', '\u{cf}'),
    ('é', '\u{d0}'),
    ('ẹ', '\u{d1}'),
    ('ê', '\u{aa}'),
    ('ề', '\u{d2}'),
    ('ể', '\u{d3}'),
    ('ễ', '\u{d4}'),
    ('ế', '\u{d5}'),
    ('ệ', '\u{d6}'),
    ('ì', '\u{d7}'),
    ('ỉ', '\u{d8}'),
    ('ĩ', '\u{dc}'),
    ('í', '\u{dd}'),
    ('ị', '\u{de}'),
    ('ò', '\u{df}'),
    ('ỏ', '\u{e1}'),
    ('õ', '\u{e2}'),
    ('ó', '\u{e3}'),
    ('ọ', '\u{e4}'),
    ('ô', '\u{ab}'),
    ('ồ', '\u{e5}'),
    ('ổ', '\u{e6}'),
    ('ỗ', '\u{e7}'),
    ('ố', '\u{e8}'),
    ('ộ', '\u{e9}'),
    ('ơ', '\u{ac}'),
    ('ờ', '\u{ea}'),
    ('ở', '\u{eb}'),
    ('ỡ', '\u{ec}'),
    ('ớ', '\u{ed}'),
    ('ợ', '\u{ee}'),
    ('ù', '\u{ef}'),
    ('ủ', '\u{f1}'),
    ('ũ', '\u{f2}'),
    ('ú', '\u{f3}'),
    ('ụ', '\u{f4}'),
    ('ư', '\u{ad}'),
    ('ừ', '\u{f5}'),
    ('ử', '\u{f6}'),
    ('ữ', '\u{f7}'),
    ('ứ', '\u{f8}'),
    ('ự', '\u{f9}'),
    ('ỳ', '\u{fa}'),
    ('ỷ', '\u{fb}'),
    ('ỹ', '\u{fc}'),
    ('ý', '\u{fd}'),
    ('ỵ', '\u{fe}'),
    ('Ă', '\u{a1}'),
    ('Â', '\u{a2}'),
    ('Ê', '\u{a3}'),
    ('Ô', '\u{a4}'),
    ('Ơ', '\u{a5}'),
    ('Ư', '\u{a6}'),
    ('Đ', '\u{a7}'),
];

pub(super) fn decode(text: &str) -> String {
    text.split_inclusive(char::is_whitespace).map(word).collect()
}

fn word(word: &str) -> String {
    let decoded = word.chars().map(|c| {
        let known = LETTERS.iter().find(|(_, old)| *old == c);
        known.map_or(c, |(letter, _)| *letter)
    });
    let plain: Vec<char> = word.chars().filter(char::is_ascii_alphabetic).collect();
    // One capital is the head of a word: "Ðn" stays, "¡N" does not.
    let loud =
        plain.iter().all(char::is_ascii_uppercase) && plain.len() + firm(word) >= 2 && !plain.is_empty();
    let last = word.trim_end().chars().next_back();
    // "Lª": a capital and a small letter after it, as every name begins.
    let name = plain.len() == 1 && firm(word) == 0 && last.is_some_and(|c| !c.is_ascii());
    if loud && !name { decoded.flat_map(char::to_uppercase).collect() } else { decoded.collect() }
}

/// How many letters of a word are capitals of the code itself.
fn firm(word: &str) -> usize {
    word.chars().filter(|c| ('\u{a1}'..='\u{a7}').contains(c)).count()
}

pub(super) fn encode(text: &str) -> String {
    let old = |c: char| LETTERS.iter().find(|(letter, _)| *letter == c).map(|(_, old)| *old);
    text.chars()
        .map(|c| {
            // A capital with a tone is the small letter, drawn as a capital by its face.
            let small = || c.to_lowercase().next().and_then(old);
            old(c).or_else(small).unwrap_or(c)
        })
        .collect()
}
