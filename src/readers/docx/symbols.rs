//! Characters of symbol fonts: which character of Unicode they look like.

/// What a character of a symbol font looks like; `None` when that is not known, or the font
/// is none.
pub(super) fn shown(family: &str, c: char) -> Option<char> {
    let table = match family.to_ascii_lowercase().as_str() {
        "symbol" => SYMBOL,
        "wingdings" => WINGDINGS,
        _ if is_private(c) => SYMBOL,
        _ => return None,
    };
    // Word writes a character of such a font in the private area, or as it is.
    let code = u32::from(c);
    let code = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    table.iter().find(|(known, _)| *known == code).map(|(_, shown)| *shown)
}

/// True for a character that has no meaning outside of its own font.
pub(super) fn is_private(c: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&c)
}

const SYMBOL: &[(u32, char)] = &[
    (0x2B, '+'),
    (0x2D, '-'),
    (0x2A, '*'),
    (0xA3, '≤'),
    (0xA5, '∞'),
    (0xAE, '→'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB7, '•'),
    (0xB8, '÷'),
    (0xB9, '≠'),
    (0xBB, '≈'),
    (0xBE, '–'),
    (0xD7, '⋅'),
    (0xDE, '⇒'),
];

const WINGDINGS: &[(u32, char)] = &[
    (0x6C, '●'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x76, '❖'),
    (0x9F, '•'),
    (0xA7, '▪'),
    (0xA8, '◻'),
    (0xD8, '➢'),
    (0xE0, '→'),
    (0xE8, '➔'),
    (0xF0, '⇨'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];
