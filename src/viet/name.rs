//! People's names in running text, and lists of names.

use super::case::lower;

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
}
