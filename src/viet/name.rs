//! People's names in running text, and lists of names.

use super::case::{lower, title};
use super::letters::fold;

/// How a person is addressed before the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Honorific {
    /// `Ông`.
    Mr,
    /// `Bà`.
    Ms,
}

impl Honorific {
    /// Reads `Ông` or `Bà`, in capitals or not.
    pub fn parse(text: &str) -> Option<Honorific> {
        match lower(text.trim()).as_str() {
            "ông" => Some(Honorific::Mr),
            "bà" => Some(Honorific::Ms),
            _ => None,
        }
    }

    /// The word, its first letter a capital.
    pub fn word(self) -> &'static str {
        match self {
            Honorific::Mr => "Ông",
            Honorific::Ms => "Bà",
        }
    }
}

/// A person as a decision names them: `Ông Nguyễn Văn An`; `Ông/Bà Nguyễn Văn An` where
/// nothing is known. Without a name there is nobody to address: empty.
pub fn with_honorific(honorific: Option<Honorific>, name: &str) -> String {
    let name = name.trim();
    if name.is_empty() {
        return String::new();
    }
    format!("{} {name}", honorific.map_or("Ông/Bà", Honorific::word))
}

/// The entries as one phrase: `a`, `a và b`, `a, b và c`. Blank entries are passed over.
pub fn and_join<T: AsRef<str>>(entries: &[T]) -> String {
    let said: Vec<&str> =
        entries.iter().map(|entry| entry.as_ref().trim()).filter(|e| !e.is_empty()).collect();
    match said.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [before @ .., last] => format!("{} và {last}", before.join(", ")),
    }
}

/// A name that is typed in capitals or in small letters, as it is written: `Nguyễn Văn An`,
/// `Y Blôk Êban`, `H'Hen Niê`. A proposal for a person to look at, never more.
pub fn proper(text: &str) -> String {
    let mut words = Vec::new();
    for word in title(&lower(text)).split(' ') {
        // "H'Hen", "K'Sor": of names that begin with one letter and an apostrophe the next is a
        // capital too.
        let mut letters = word.chars();
        let joined = match (letters.next(), letters.next()) {
            (Some(first), Some(mark)) if matches!(mark, '\'' | '’') => {
                format!("{first}{mark}{}", super::case::capital(letters.as_str()))
            }
            _ => word.to_owned(),
        };
        words.push(joined);
    }
    words.join(" ")
}

/// What two spellings of one name have in common: without marks and case, one space between
/// words, either apostrophe, `y` and `i` alike at the end of a syllable (`Lý`, `Lí`).
pub fn key(text: &str) -> String {
    let folded = fold(text).replace(['’', '‘', '`'], "'");
    let mut out = String::with_capacity(folded.len());
    for word in folded.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        let before = word.chars().rev().nth(1);
        match word.strip_suffix('y') {
            Some(rest) if before.is_some_and(|c| "bghklmnqrstuv".contains(c)) => {
                out.push_str(rest);
                out.push('i');
            }
            _ => out.push_str(word),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_addressed_as_far_as_is_known() {
        assert_eq!(with_honorific(Some(Honorific::Mr), "Nguyễn Văn An"), "Ông Nguyễn Văn An");
        assert_eq!(with_honorific(Some(Honorific::Ms), " H'Hen Niê "), "Bà H'Hen Niê");
        assert_eq!(with_honorific(None, "Nguyễn Văn An"), "Ông/Bà Nguyễn Văn An");
        assert_eq!(with_honorific(Some(Honorific::Mr), "  "), "");
    }

    #[test]
    fn honorifics_are_read_in_any_case_and_nothing_else_is() {
        assert_eq!(["Ông", "ÔNG ", "ông"].map(Honorific::parse), [Some(Honorific::Mr); 3]);
        assert_eq!(["Bà", "bà"].map(Honorific::parse), [Some(Honorific::Ms); 2]);
        assert_eq!(["", "Anh", "Ông/Bà"].map(Honorific::parse), [None; 3]);
    }

    #[test]
    fn entries_are_joined_as_they_are_said() {
        assert_eq!(and_join::<&str>(&[]), "");
        assert_eq!(and_join(&["a"]), "a");
        assert_eq!(and_join(&["a", "b"]), "a và b");
        assert_eq!(and_join(&["a", " ", "b", "c"]), "a, b và c");
    }

    #[test]
    fn names_in_capitals_are_proposed_as_they_are_written() {
        for (typed, expected) in [
            ("NGUYỄN VĂN AN", "Nguyễn Văn An"),
            ("nguyễn văn an", "Nguyễn Văn An"),
            ("Y BLÔK ÊBAN", "Y Blôk Êban"),
            ("H'HEN NIÊ", "H'Hen Niê"),
            ("H’HEN NIÊ", "H’Hen Niê"),
        ] {
            assert_eq!(proper(typed), expected);
        }
    }

    #[test]
    fn two_spellings_have_one_key() {
        for (one, other) in [
            ("Nguyễn Văn Hòa", "NGUYỄN VĂN HOÀ"),
            ("Nguyen Van Hoa", "Nguyễn  Văn\u{a0}Hòa"),
            ("H'Hen Niê", "H’Hen Niê"),
            ("Lý Thị Mỹ", "Lí Thị Mĩ"),
            ("Trường TH Sơn Hải", "Trường TH. Sơn Hải"),
        ] {
            assert_eq!(key(one), key(other));
        }
        assert_ne!(key("Nguyễn Văn An"), key("Nguyễn Văn Anh"));
        assert_ne!(key("Lê Thị Thúy"), key("Lê Thị Thu"));
    }
}
