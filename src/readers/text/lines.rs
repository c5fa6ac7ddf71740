//! Bytes of text → lines: NFC, white space folded, each with its place.

use std::rc::Rc;

use unicode_normalization::UnicodeNormalization;

use super::desk::Desk;
use crate::model::{Code, Table};
use crate::viet::hole::{self, Mark};
use crate::viet::letters::is_composed;
use crate::viet::unseen::{code_point, is_control, is_invisible};

/// A line of the input that holds something.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::readers) struct Line {
    /// Its line in the input, from 1.
    pub(super) number: usize,
    /// The column of its first character, from 1.
    pub(super) column: usize,
    /// Its words: NFC, one space between them, none around them.
    pub(super) text: String,
    /// Its stretches between wide gaps (three spaces or a tab): two for two columns that
    /// were printed on one line. Joined by a space they are `text`.
    pub(super) parts: Vec<String>,
    /// An empty line stands before it.
    pub(super) after_blank: bool,
    /// It was cut out of a longer line by its numbering.
    pub(super) cut: bool,
    /// A ready table stands here; its line is as a row that was typed.
    pub(super) table: Option<Rc<Table>>,
}

impl Line {
    /// A paragraph that stands by itself, whatever its words: nothing is joined to it or cut
    /// out of it. `apart` says that it is set apart from the one before. `None` for white
    /// space.
    pub(in crate::readers) fn of_paragraph(number: usize, text: &str, apart: bool) -> Option<Line> {
        let parts = parts(text);
        let line = Line {
            number,
            column: 1,
            text: parts.join(" "),
            parts,
            after_blank: apart,
            cut: true,
            table: None,
        };
        (!line.parts.is_empty()).then_some(line)
    }

    /// A ready table.
    pub(in crate::readers) fn of_table(number: usize, table: Rc<Table>) -> Line {
        let row = "|".to_owned();
        Line {
            number,
            column: 1,
            text: row.clone(),
            parts: vec![row],
            after_blank: true,
            cut: true,
            table: Some(table),
        }
    }

    /// The template's mark of which this line consists.
    pub(super) fn mark(&self) -> Option<Mark> {
        hole::mark_alone(&self.text).map(|(_, kind)| kind)
    }

    /// A piece of this line that starts `offset` bytes into its text.
    pub(super) fn piece(&self, offset: usize, text: &str) -> Line {
        Line {
            number: self.number,
            column: self.column + self.text.get(..offset).map_or(0, |before| before.chars().count()),
            text: text.trim().to_owned(),
            parts: vec![text.trim().to_owned()],
            after_blank: false,
            cut: true,
            table: None,
        }
    }
}

/// Splits the text into lines that hold something. `None`, with the problem said, when
/// the input is not text.
pub(super) fn split(text: &str, desk: &mut Desk) -> Option<Vec<Line>> {
    if let Some((number, column)) = find_control(text) {
        desk.problem(Code::NotText, number, column, "");
        return None;
    }
    let mut lines = Vec::new();
    let mut after_blank = false;
    // Other ends of lines than the newline part lines too, but no editor counts them: a place
    // is a line and a column as the one who wrote the text sees them.
    for (index, row) in text.split('\n').enumerate() {
        let number = index + 1;
        let mut before = 0;
        for raw in row.split(['\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
            let visible = without_invisible(raw, number, before, desk);
            let composed = if is_composed(&visible) { visible } else { visible.nfc().collect() };
            let parts = parts(&composed);
            let column = before + raw.chars().take_while(|c| c.is_whitespace()).count() + 1;
            before += raw.chars().count() + 1;
            if parts.is_empty() || is_drawn_rule(&parts.join("")) {
                after_blank |= parts.is_empty();
                continue;
            }
            lines.push(Line {
                number,
                column,
                text: parts.join(" "),
                parts,
                after_blank,
                cut: false,
                table: None,
            });
            after_blank = false;
        }
    }
    Some(lines)
}

fn find_control(text: &str) -> Option<(usize, usize)> {
    let at = text.find(is_control)?;
    let before = &text[..at];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Some((before.matches('\n').count() + 1, before[start..].chars().count() + 1))
}

/// What can be seen of a piece of a line that has `before` characters before it.
fn without_invisible(raw: &str, number: usize, before: usize, desk: &mut Desk) -> String {
    for (at, c) in raw.chars().enumerate().filter(|(_, c)| is_invisible(*c)) {
        // A byte order mark at the very start is how some programs save text.
        if !(c == '\u{feff}' && number == 1 && before + at == 0) {
            desk.problem(Code::InvisibleCharacter, number, before + at + 1, &code_point(c));
        }
    }
    raw.chars().filter(|c| !is_invisible(*c)).collect()
}

fn parts(line: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut gap = 0;
    for word in line.split(char::is_whitespace) {
        if word.is_empty() {
            gap += 1;
            continue;
        }
        let at = word.as_ptr() as usize - line.as_ptr() as usize;
        let wide = gap >= 2 || line[..at].ends_with('\t');
        match parts.last_mut() {
            Some(part) if !wide || waits(part, word) => {
                part.push(' ');
                part.push_str(word);
            }
            _ => parts.push(word.to_owned()),
        }
        gap = 0;
    }
    parts
}

/// True when the gap is room for the pen, not between columns: "Số:      /KH-UBND",
/// "ngày      tháng 5".
fn waits(part: &str, word: &str) -> bool {
    let last = part.rsplit(' ').next().unwrap_or_default();
    (last == "Số:" && word.starts_with('/'))
        || (last == "ngày" && word == "tháng")
        || (last == "tháng" && word == "năm")
        || matches!(last, "ngày" | "tháng" | "năm" | "Số:")
            && word.starts_with(|c: char| c.is_ascii_digit() || c == '…' || c == '.')
}

/// True for a line drawn with characters, as under Tiêu ngữ: the writers draw it anew.
fn is_drawn_rule(text: &str) -> bool {
    text.chars().count() >= 3 && text.chars().all(|c| "-_=—–─━*~".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(input: &str) -> Vec<String> {
        split(input, &mut Desk::default()).unwrap().into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn white_space_is_folded_and_rules_are_dropped() {
        assert_eq!(texts("  Kế \t hoạch\u{a0}số \r\n\n -------\n1"), ["Kế hoạch số", "1"]);
        assert_eq!(texts("Ke\u{302}\u{301}"), ["Kế"]);
    }

    #[test]
    fn a_place_counts_newlines_only() {
        let lines = split("a\u{b} b\n\u{2028}c", &mut Desk::default()).unwrap();
        let places: Vec<_> =
            lines.iter().map(|line| (line.text.as_str(), line.number, line.column)).collect();
        assert_eq!(places, [("a", 1, 1), ("b", 1, 4), ("c", 2, 2)]);
    }

    #[test]
    fn wide_gaps_part_columns() {
        let lines = split("Nơi nhận:      TM. ỦY BAN\tNHÂN DÂN", &mut Desk::default()).unwrap();
        assert_eq!(lines[0].parts, ["Nơi nhận:", "TM. ỦY BAN", "NHÂN DÂN"]);
        let blank =
            split("Số:      /KH-UBND      A, ngày     tháng 5 năm 2026", &mut Desk::default()).unwrap();
        assert_eq!(blank[0].parts, ["Số: /KH-UBND", "A, ngày tháng 5 năm 2026"]);
    }

    #[test]
    fn what_is_not_text_is_named_with_its_place() {
        let mut desk = Desk::default();
        assert_eq!(split("a\nbc\u{0}d", &mut desk), None);
        let problem = &desk.into_parts().0[0];
        assert_eq!((problem.code, problem.line, problem.column), (Code::NotText, 2, 3));
    }
}
