//! Names whose capitals the law or its examples fix.

use std::collections::BTreeMap;
use std::ops::Range;

use regex::Regex;
use serde::Deserialize;

use crate::viet::letters;

/// `lists/names.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FixedNames {
    /// Cơ quan, tổ chức.
    pub bodies: Names,
    /// Ban chỉ đạo and the like.
    pub committees: Names,
    /// Huân chương, huy chương, danh hiệu.
    pub honours: Names,
    /// Ngày lễ, ngày kỷ niệm; without the word "ngày".
    pub holidays: Names,
    /// Luật, bộ luật.
    pub laws: Names,
    /// Sự kiện lịch sử.
    pub events: Names,
    /// Địa danh.
    pub places: Names,
}

/// Names that are searched for together, in whatever capitals they are written.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Names {
    any: Regex,
    written: BTreeMap<String, String>,
}

/// A name as it stands in some words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name<'t> {
    /// Its bytes.
    pub bytes: Range<usize>,
    /// Its words as they stand there.
    pub found: &'t str,
    /// The same words with the capitals that they should have.
    pub wanted: String,
}

impl TryFrom<Vec<String>> for Names {
    type Error = String;

    fn try_from(names: Vec<String>) -> Result<Names, String> {
        let mut longest: Vec<&String> = names.iter().collect();
        longest.sort_by_key(|name| std::cmp::Reverse(name.len()));
        let each: Vec<String> = longest.into_iter().map(|name| either_tone(&regex::escape(name))).collect();
        let any = Regex::new(&format!("(?i){}", each.join("|"))).map_err(|error| error.to_string())?;
        let written = names.iter().map(|name| (letters::fold(name), name.clone())).collect();
        Ok(Names { any, written })
    }
}

/// The pattern of a name with its tone marks on either vowel: `hòa` and `hoà`.
fn either_tone(pattern: &str) -> String {
    const PLACES: &[(&str, &str)] = &[
        ("òa", "oà"),
        ("óa", "oá"),
        ("ỏa", "oả"),
        ("õa", "oã"),
        ("ọa", "oạ"),
        ("ủy", "uỷ"),
        ("ùy", "uỳ"),
        ("ỏe", "oẻ"),
    ];
    let place = |out: String, (new, old): &(&str, &str)| out.replace(new, &format!("(?:{new}|{old})"));
    PLACES.iter().fold(pattern.replace("Ủy", "ủy"), place)
}

impl Names {
    /// Every name that stands in these words, written well or not; one in capitals throughout
    /// is well written.
    pub fn find<'t>(&'t self, words: &'t str) -> impl Iterator<Item = Name<'t>> {
        self.any.find_iter(words).filter_map(move |found| {
            let whole = crate::check::prose::is_whole(words, &found.range());
            let written = self.written.get(&letters::fold(found.as_str())).filter(|_| whole)?;
            let pairs = found.as_str().chars().zip(written.chars());
            let wanted = pairs.flat_map(|(c, pattern)| like(c, pattern)).collect();
            Some(Name { bytes: found.range(), found: found.as_str(), wanted })
        })
    }

    /// Every name with other capitals than it should have.
    pub fn find_wrong<'t>(&'t self, words: &'t str) -> impl Iterator<Item = Name<'t>> {
        self.find(words).filter(|name| name.found != name.wanted && !letters::is_upper(name.found))
    }
}

/// The letter in the case of another.
fn like(c: char, pattern: char) -> Vec<char> {
    if pattern.is_uppercase() { c.to_uppercase().collect() } else { c.to_lowercase().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_capitals_and_any_place_of_tone_marks() {
        let names = Names::try_from(vec!["Ủy ban nhân dân".to_owned(), "Sở Y tế".to_owned()]).unwrap();
        let wrong = |words: &str| -> Vec<String> {
            names.find_wrong(words).map(|name| format!("{} → {}", name.found, name.wanted)).collect()
        };
        assert_eq!(wrong("Uỷ Ban Nhân Dân xã"), ["Uỷ Ban Nhân Dân → Uỷ ban nhân dân"]);
        assert_eq!(wrong("Sở y tế và SỞ Y TẾ, Sở Y tếu"), ["Sở y tế → Sở Y tế"]);
        assert_eq!(wrong("Ủy ban nhân dân và Uỷ ban nhân dân"), [""; 0]);
    }
}
