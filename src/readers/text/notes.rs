//! Footnotes: notes that stand at the foot of a page or the end of the text, by their number.

use std::collections::BTreeMap;

use super::lines::Line;

/// A note as found: its words, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Note {
    /// The mark as typed, `¹` or `[^1]:`.
    pub(super) mark: String,
    pub(super) text: String,
    pub(super) line: usize,
    pub(super) column: usize,
}

/// The notes of a text by number.
pub(super) type Notes = BTreeMap<u32, Note>;

/// Takes the notes out of the lines. A note runs on over the lines right below it.
pub(super) fn take(lines: Vec<Line>) -> (Vec<Line>, Notes) {
    let mut notes = Notes::new();
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    let mut open: Option<u32> = None;
    for mut line in lines {
        if let Some((number, text)) = note(&line.text).filter(|(number, _)| !notes.contains_key(number)) {
            let mark = line.text[..line.text.len() - text.len()].trim_end().to_owned();
            notes
                .insert(number, Note { mark, text: text.to_owned(), line: line.number, column: line.column });
            open = Some(number);
            continue;
        }
        let running = open
            .filter(|_| !line.after_blank && line.mark().is_none())
            .and_then(|number| notes.get_mut(&number));
        if let Some(note) = running {
            note.text.push(' ');
            note.text.push_str(&line.text);
            continue;
        }
        // What follows a note on its page goes on where the text broke off.
        line.after_blank |= open.is_some();
        open = None;
        kept.push(line);
    }
    (kept, notes)
}

fn note(text: &str) -> Option<(u32, &str)> {
    let (number, rest) = mark(text)?;
    let rest = rest.strip_prefix(':').unwrap_or(rest).trim_start();
    (!rest.is_empty()).then_some((number, rest))
}

/// The footnote mark at the head of a text, `¹` or `[^1]`, and what follows it. A mark has
/// at most three digits; looking no further keeps reading linear.
pub(super) fn mark(text: &str) -> Option<(u32, &str)> {
    if let Some(rest) = text.strip_prefix("[^") {
        let count = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
        let (digits, rest) = rest.split_at(count);
        let rest = rest.strip_prefix(']').filter(|_| count <= 3)?;
        return digits.parse().ok().filter(|number| *number > 0).map(|number| (number, rest));
    }
    let run: Vec<(char, u32)> = text.chars().map_while(|c| Some((c, raised_digit(c)?))).take(4).collect();
    let number = run.iter().fold(0, |number, (_, digit)| number * 10 + digit);
    let end = run.iter().map(|(c, _)| c.len_utf8()).sum();
    (run.len() <= 3 && number > 0).then_some((number, &text[end..]))
}

/// The value of a superscript digit.
pub(super) fn raised_digit(c: char) -> Option<u32> {
    match c {
        '⁰' => Some(0),
        '¹' => Some(1),
        '²' => Some(2),
        '³' => Some(3),
        '⁴'..='⁹' => Some(u32::from(c) - u32::from('⁰')),
        _ => None,
    }
}
