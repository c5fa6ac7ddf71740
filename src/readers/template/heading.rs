//! What a template's file says of itself, without reading what it asks or says.

use std::collections::BTreeMap;

use toml::de::DeTable;

use super::split;
use crate::model::certificate;
use crate::model::template::Place;

/// What stands at the head of a template's file, as far as it is there: the front matter may
/// be faulty elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// Its name among templates.
    pub id: Option<Said>,
    /// Version of its text.
    pub version: Option<Said>,
    /// What an office calls it.
    pub name: Option<Said>,
    /// Key of the document's type.
    pub kind: Option<Said>,
    /// What it is for.
    pub description: Option<Said>,
}

/// A value of the front matter and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The value.
    pub text: String,
    /// Where it stands.
    pub place: Place,
    /// The bytes of the file that it takes, quotation marks included.
    at: (usize, usize),
}

/// Reads the heading of a template's file; all of a design's file is its heading.
pub fn heading(text: &str) -> Heading {
    let whole = text.trim_start_matches('\u{feff}');
    let (head, above) = match split(whole) {
        Some((head, ..)) => (head, 1),
        None if certificate::is_design(text) => (whole, 0),
        None => return Heading::default(),
    };
    let start = text.find(head).unwrap_or_default();
    let (table, _) = DeTable::parse_recoverable(head);
    let said = |key: &str| {
        let found = table.get_ref().get(key)?;
        let span = found.span();
        let before = head.get(..span.start)?;
        let line = before.rsplit('\n').next().unwrap_or_default();
        Some(Said {
            text: found.get_ref().as_str()?.to_owned(),
            place: Place { line: before.matches('\n').count() + 1 + above, column: line.chars().count() + 1 },
            at: (start + span.start, start + span.end),
        })
    };
    Heading {
        id: said("id"),
        version: said("version"),
        name: said("name"),
        kind: said("kind"),
        description: said("description"),
    }
}

/// The file with another value in the place of one of its heading; all else stays as it is.
pub fn reworded(text: &str, said: &Said, value: &str) -> String {
    let (from, to) = said.at;
    let quoted = toml::Value::String(value.to_owned()).to_string();
    match (text.get(..from), text.get(to..)) {
        (Some(before), Some(after)) => [before, &quoted, after].concat(),
        _ => text.to_owned(),
    }
}

/// The shared parts that stand in a template's file, those within parts too. `parts` gives
/// the text of each; one that it does not know is left out.
pub fn included(text: &str, parts: &dyn Fn(&str) -> Option<String>) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![text.to_owned()];
    while let Some(text) = open.pop() {
        for name in text.lines().filter_map(include) {
            if !found.contains_key(name)
                && let Some(part) = parts(name)
            {
                open.push(part.clone());
                found.insert(name.to_owned(), part);
            }
        }
    }
    found
}

/// The part that a line puts in.
fn include(line: &str) -> Option<&str> {
    let inner = line.trim().strip_prefix("{%")?.strip_suffix("%}")?.trim_matches('-').trim();
    let (verb, name) = inner.split_once(char::is_whitespace)?;
    (verb == "include").then(|| name.trim().trim_matches(['"', '\'']))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\u{feff}+++\nid = \"giay-moi\"\n  version = '1.2.0'\nname = 7\n+++\n{% include \"a\" %}\n\
                        x {% include \"c\" %}\n{%- include 'b' -%}\n{% include \"z\" %}\n";

    #[test]
    fn a_heading_is_read_without_the_rest_and_changed_in_its_place() {
        let heading = heading(FILE);
        let id = heading.id.unwrap();
        assert_eq!((id.text.as_str(), id.place), ("giay-moi", Place { line: 2, column: 6 }));
        let version = heading.version.unwrap();
        assert_eq!((version.text.as_str(), version.place), ("1.2.0", Place { line: 3, column: 13 }));
        assert_eq!((heading.name, heading.kind), (None, None));
        assert_eq!(reworded(FILE, &id, "a\"b"), FILE.replace("\"giay-moi\"", "'a\"b'"));
        assert_eq!(super::heading("no front matter"), Heading::default());
    }

    #[test]
    fn a_design_is_a_heading_from_its_first_line_on() {
        let file = "# A design\nid = \"ours\"\nversion = \"1.2.0\"\n[sheet]\nsize = 7\n";
        let heading = heading(file);
        let id = heading.id.unwrap();
        assert_eq!((id.text.as_str(), id.place), ("ours", Place { line: 2, column: 6 }));
        assert_eq!(heading.version.unwrap().place.line, 3);
        assert_eq!(reworded(file, &id, "b"), file.replace("ours", "b"));
    }

    #[test]
    fn parts_within_parts_are_found_once() {
        let parts = |name: &str| {
            let all = [("a", "{% include \"b\" %}"), ("b", "{% include \"a\" %}"), ("c", "")];
            all.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned())
        };
        assert_eq!(included(FILE, &parts).into_keys().collect::<Vec<_>>(), ["a", "b"]);
    }
}
