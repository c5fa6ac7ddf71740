//! Labels: the numbers and marks with which headings, clauses and points begin.

use super::hole::{self, Shape};
use super::letters::POINTS;

mod numerals;

pub use numerals::{point_letter, roman, to_roman};

/// The kind of a label. Two labels of one kind belong to one sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// "Phần I".
    Part,
    /// "Chương I".
    Chapter,
    /// "Mục 1".
    Section,
    /// "Tiểu mục 1".
    Subsection,
    /// "Điều 1."
    Article,
    /// "A."
    Capital,
    /// "I."
    Roman,
    /// "1."
    Arabic,
    /// "1.1." (its depth is the number of its parts).
    Dotted(usize),
    /// "a)"
    Point,
    /// "(1)"
    Paren,
    /// "-", "+", "*", "•"
    Bullet,
}

/// A label at the start of a line. One whose number is still a hole has the value 1, with
/// which every sequence may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// What sequence it belongs to.
    pub kind: Kind,
    /// Its place in the sequence, from 1; 0 for bullets.
    pub value: u32,
    /// Its length in bytes, without the space after it.
    pub len: usize,
}

/// Reads the label with which a line begins, if it begins with one.
pub fn parse(text: &str) -> Option<Label> {
    division(text).or_else(|| article(text)).or_else(|| numbered(text)).or_else(|| bullet(text))
}

fn bullet(text: &str) -> Option<Label> {
    let mark = text.chars().next().filter(|c| "-–—+*•●○▪".contains(*c))?;
    let len = mark.len_utf8();
    let rest = &text[len..];
    let spaced = rest.starts_with(' ') && !rest.trim().is_empty();
    // "*Tập thể" opens italics, "-Phòng" is a dash typed without its space.
    let tight = "-–+•●".contains(mark) && rest.starts_with(char::is_alphabetic);
    (spaced || tight).then_some(Label { kind: Kind::Bullet, value: 0, len })
}

fn numbered(text: &str) -> Option<Label> {
    let word = text.split(' ').next().unwrap_or_default();
    if word.starts_with(|c| c == '(' || hole::is_private(c))
        && let Some(label) = with_holes(text, word)
    {
        return Some(label);
    }
    if let Some(inner) = word.strip_prefix('(').and_then(|w| w.strip_suffix(')')) {
        let value = number(inner).filter(|_| text.len() > word.len())?;
        return Some(Label { kind: Kind::Paren, value, len: word.len() });
    }
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return arabic(text, word, digits);
    }
    let mut chars = word.chars();
    let (first, mark) = (chars.next()?, chars.next()?);
    let len = first.len_utf8() + 1;
    let glued = chars.next();
    if (mark == ')' || mark == '.') && first.is_lowercase() && glued.is_none_or(char::is_uppercase) {
        let order = POINTS.chars().position(|c| c == first);
        let value = order.map_or(0, |at| u32::try_from(at + 1).unwrap_or(0));
        let known = first == 'f' || first == 'j' || first == 'w' || first == 'z' || order.is_some();
        return known.then_some(Label { kind: Kind::Point, value, len });
    }
    let numeral = word.strip_suffix('.').or_else(|| word.strip_suffix('/'))?;
    let long_enough = text.len() > word.len();
    if let Some(value) = roman(numeral).filter(|_| long_enough) {
        return Some(Label { kind: Kind::Roman, value, len: word.len() });
    }
    let one = numeral.len() == 1 && numeral.bytes().all(|b| b.is_ascii_uppercase());
    let value = numeral.bytes().next().map(|b| u32::from(b.wrapping_sub(b'A')) + 1)?;
    (one && long_enough).then_some(Label { kind: Kind::Capital, value, len: word.len() })
}

/// A number that is still a hole: "⟨I⟩.", "⟨1⟩.", "⟨1⟩.⟨1⟩.", "⟨a⟩)", "(⟨1⟩)".
fn with_holes(text: &str, word: &str) -> Option<Label> {
    let shapes: Vec<Shape> = word.chars().filter_map(|c| hole::read(c).map(|(_, shape)| shape)).collect();
    let frame: String = word.chars().filter(|c| !hole::is_private(*c)).collect();
    let kind = match (shapes.as_slice(), frame.as_str()) {
        ([Shape::Roman], ".") => Kind::Roman,
        ([Shape::Arabic], ".") => Kind::Arabic,
        ([Shape::Letter], ")") => Kind::Point,
        ([Shape::Arabic], "()") => Kind::Paren,
        ([first, rest @ ..], _) if !rest.is_empty() && word.ends_with('.') && frame.len() == shapes.len() => {
            let numbers = rest.iter().all(|shape| *shape == Shape::Arabic);
            let figures = matches!(first, Shape::Arabic | Shape::Roman);
            (numbers && figures && frame.bytes().all(|b| b == b'.')).then_some(Kind::Dotted(shapes.len()))?
        }
        _ => return None,
    };
    (text.len() > word.len()).then_some(Label { kind, value: 1, len: word.len() })
}

/// "1.", "1.1.", "1.1", "1/", "1)" and the tight "2.Yêu cầu".
fn arabic(text: &str, word: &str, digits: usize) -> Option<Label> {
    let mut end = digits;
    let mut parts = vec![number(&word[..digits])?];
    loop {
        let more = word[end..]
            .strip_prefix('.')
            .map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
        if more == 0 {
            break;
        }
        parts.push(number(&word[end + 1..end + 1 + more])?);
        end += 1 + more;
    }
    let after = &word[end..];
    let value = *parts.last()?;
    let kind = if parts.len() == 1 { Kind::Arabic } else { Kind::Dotted(parts.len()) };
    let closed = after.starts_with(['.', ')', '/']);
    let len = end + usize::from(closed);
    let rest = &text[len..];
    let follows = rest.strip_prefix(' ').unwrap_or(rest);
    let tight_ok = rest.starts_with(' ') || rest.starts_with(char::is_uppercase);
    let small = parts.iter().all(|part| *part <= 200);
    // "1.1 Tiêu đề" goes without its last stop; a bare "5 đơn vị" is no label.
    let marked = closed || (parts.len() > 1 && follows.starts_with(char::is_uppercase));
    (marked && tight_ok && small && !follows.is_empty() && value > 0).then_some(Label { kind, value, len })
}

fn article(text: &str) -> Option<Label> {
    let rest = text.strip_prefix("Điều ").or_else(|| text.strip_prefix("ĐIỀU "))?;
    let (value, used) = match hole::starts(rest, Shape::Arabic) {
        Some(len) => (1, len),
        None => {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            (number(&rest[..digits])?, digits)
        }
    };
    let after = &rest[used..];
    let letter = after.chars().next().filter(|c| c.is_lowercase()).map_or(0, char::len_utf8);
    let stop = after[letter..].starts_with(['.', ':']);
    let len = text.len() - after.len() + letter + usize::from(stop);
    (stop || text.len() == len).then_some(Label { kind: Kind::Article, value, len })
}

/// "Phần I", "Chương II.", "Mục 1", "Tiểu mục 2": a label alone on its line, or before a
/// title in capitals or after a full stop or colon.
fn division(text: &str) -> Option<Label> {
    const WORDS: &[(&str, Kind)] = &[
        ("Phần ", Kind::Part),
        ("PHẦN ", Kind::Part),
        ("Chương ", Kind::Chapter),
        ("CHƯƠNG ", Kind::Chapter),
        ("Tiểu mục ", Kind::Subsection),
        ("TIỂU MỤC ", Kind::Subsection),
        ("Mục ", Kind::Section),
        ("MỤC ", Kind::Section),
    ];
    let (word, kind) = WORDS.iter().find(|(word, _)| text.starts_with(word))?;
    let rest = &text[word.len()..];
    let (value, used) = ordinal(rest)?;
    let after = &rest[used..];
    let stop = after.starts_with(['.', ':']);
    let title = after[usize::from(stop)..].trim_start();
    let fits = title.is_empty() || super::letters::is_upper(title) || (stop && title.chars().count() < 120);
    let len = word.len() + used + usize::from(stop);
    (fits && !title.starts_with(';')).then_some(Label { kind: *kind, value, len })
}

fn ordinal(text: &str) -> Option<(u32, usize)> {
    if let Some(len) = hole::starts(text, Shape::Roman).or_else(|| hole::starts(text, Shape::Arabic)) {
        return Some((1, len));
    }
    let word = text.split([' ', '.', ':']).next()?;
    if let Some(value) = roman(word).or_else(|| number(word)) {
        return Some((value, word.len()));
    }
    const SPOKEN: &[&str] = &["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"];
    let (head, rest) = text.split_at_checked("thứ ".len())?;
    let which = rest.split([' ', '.', ':']).next()?;
    let value = SPOKEN.iter().position(|spoken| *spoken == which.to_lowercase())?;
    (head.to_lowercase() == "thứ ").then_some((u32::try_from(value + 1).ok()?, head.len() + which.len()))
}

fn number(text: &str) -> Option<u32> {
    let plain = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// Writes the label of a kind with a value, as it would stand in a text.
pub fn write(kind: Kind, value: u32) -> String {
    let letter = |alphabet: &str| {
        let at = usize::try_from(value).unwrap_or(0).saturating_sub(1);
        alphabet.chars().nth(at).map_or_else(|| value.to_string(), String::from)
    };
    match kind {
        Kind::Part => format!("Phần {}", to_roman(value)),
        Kind::Chapter => format!("Chương {}", to_roman(value)),
        Kind::Section => format!("Mục {value}"),
        Kind::Subsection => format!("Tiểu mục {value}"),
        Kind::Article => format!("Điều {value}."),
        Kind::Capital => format!("{}.", letter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")),
        Kind::Roman => format!("{}.", to_roman(value)),
        Kind::Arabic => format!("{value}."),
        Kind::Dotted(_) => format!("….{value}."),
        Kind::Point => format!("{})", letter(POINTS)),
        Kind::Paren => format!("({value})"),
        Kind::Bullet => "-".to_owned(),
    }
}

/// Follows the numbering of a document and tells where it jumps or repeats.
///
/// Which kind of label stands inside which is taken from the order in which they first
/// appear, since offices nest them freely (`1.` over `(1)` over `a)`, or `a)` over `(1)`).
#[derive(Clone, Debug, Default)]
pub struct Sequence {
    open: Vec<(Kind, u32)>,
    article: u32,
}

impl Sequence {
    /// Takes the next label; returns the value that was due when another stands there.
    pub fn follow(&mut self, label: Label) -> Option<u32> {
        if label.kind == Kind::Bullet {
            return None;
        }
        let due = self.due(label.kind);
        if label.kind == Kind::Article {
            // Articles run through chapters and sections; clauses start anew in each.
            self.article = label.value;
            self.open.retain(|(kind, _)| *kind < Kind::Article);
        } else {
            let divides = label.kind < Kind::Article;
            match self.open.iter().rposition(|(kind, _)| *kind == label.kind) {
                Some(at) => self.open.truncate(at),
                None if divides => self.open.retain(|(kind, _)| *kind < label.kind),
                None => {}
            }
            self.open.push((label.kind, label.value));
        }
        (label.value != due && label.value != 1).then_some(due)
    }

    /// The value that the next label of this kind should have.
    pub fn due(&self, kind: Kind) -> u32 {
        if kind == Kind::Article {
            return self.article + 1;
        }
        self.open.iter().rev().find(|(open, _)| *open == kind).map_or(1, |(_, last)| last + 1)
    }

    /// True when an article has been opened.
    pub fn in_article(&self) -> bool {
        self.article > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Option<(Kind, u32, &str)> {
        parse(text).map(|label| (label.kind, label.value, &text[..label.len]))
    }

    #[test]
    fn labels_are_read_as_offices_write_them() {
        assert_eq!(kind("I. MỤC ĐÍCH"), Some((Kind::Roman, 1, "I.")));
        assert_eq!(kind("XIV. KẾT LUẬN"), Some((Kind::Roman, 14, "XIV.")));
        assert_eq!(kind("1. Mục đích"), Some((Kind::Arabic, 1, "1.")));
        assert_eq!(kind("2.Yêu cầu:"), Some((Kind::Arabic, 2, "2.")));
        assert_eq!(kind("1.1. Kiện toàn"), Some((Kind::Dotted(2), 1, "1.1.")));
        assert_eq!(kind("1.2 Kiện toàn"), Some((Kind::Dotted(2), 2, "1.2")));
        assert_eq!(kind("đ) Đối với"), Some((Kind::Point, 5, "đ)")));
        assert_eq!(kind("(3) Tăng cường"), Some((Kind::Paren, 3, "(3)")));
        assert_eq!(kind("- Phòng Nội vụ"), Some((Kind::Bullet, 0, "-")));
        assert_eq!(kind("Điều 1. Tặng"), Some((Kind::Article, 1, "Điều 1.")));
        assert_eq!(kind("Chương II"), Some((Kind::Chapter, 2, "Chương II")));
        assert_eq!(kind("Phần thứ hai"), Some((Kind::Part, 2, "Phần thứ hai")));
        assert_eq!(kind("Mục 1. QUY ĐỊNH CHUNG"), Some((Kind::Section, 1, "Mục 1.")));
        assert_eq!(kind("A. PHẦN CHUNG"), Some((Kind::Capital, 1, "A.")));
    }

    #[test]
    fn sentences_that_begin_with_figures_are_not_labels() {
        for text in [
            "10.000 đồng",
            "04/2022/QĐ-TTg",
            "2024. ",
            "5 đơn vị",
            "Điều 5 quy định",
            "Mục tiêu chung",
            "*in nghiêng*",
            "– ",
            "Chương trình mục tiêu",
            "1.500.000 đồng",
            "năm. Tiếp",
            "Mục 2 của Kế hoạch",
        ] {
            assert_eq!(kind(text), None, "{text}");
        }
    }

    #[test]
    fn a_sequence_names_what_was_due() {
        let mut sequence = Sequence::default();
        let mut follow = |text: &str| sequence.follow(parse(text).unwrap());
        for text in [
            "I. A A",
            "1. Một",
            "(1) Một",
            "a) Một",
            "b) Hai",
            "(2) Hai",
            "a) Một",
            "2. Hai",
            "II. B B",
            "1. Một",
        ] {
            assert_eq!(follow(text), None, "{text}");
        }
        assert_eq!(follow("3. Ba"), Some(2));
        assert_eq!(follow("IV. D D"), Some(3));
    }

    #[test]
    fn articles_run_through_chapters_and_clauses_start_anew() {
        let mut sequence = Sequence::default();
        let mut follow = |text: &str| sequence.follow(parse(text).unwrap());
        for text in [
            "Chương I",
            "Điều 1. Một",
            "1. Một",
            "2. Hai",
            "Điều 2. Hai",
            "1. Một",
            "Chương II",
            "Mục 1",
            "Điều 3. Ba",
            "1. Một",
            "Mục 2",
            "Điều 4. Bốn",
        ] {
            assert_eq!(follow(text), None, "{text}");
        }
        assert_eq!(follow("Điều 6. Sáu"), Some(5));
    }
}
