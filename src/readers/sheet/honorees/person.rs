//! A cell with a name taken apart: courtesy, titles, the name.

use super::vocabulary::Titles;
use crate::model::honoree::Courtesy;
use crate::viet::case;

/// A name and what stood before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Taken {
    pub(super) courtesy: Option<Courtesy>,
    /// Titles as they were written, one after another.
    pub(super) title: String,
    pub(super) name: String,
}

/// A text beside itself in small letters, letter by letter.
struct Letters<'t> {
    text: &'t str,
    /// Where each letter begins, and the end.
    at: Vec<usize>,
    low: Vec<char>,
}

impl<'t> Letters<'t> {
    fn new(text: &'t str) -> Letters<'t> {
        let at = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        // Small letters are letter for letter those of a composed text, and a tidied one is.
        Letters { text, at, low: case::lower(text).chars().collect() }
    }

    /// The rest from a letter on.
    fn rest(&self, from: usize) -> &'t str {
        self.at.get(from).and_then(|at| self.text.get(*at..)).unwrap_or_default()
    }

    /// The letters from one to another.
    fn part(&self, from: usize, to: usize) -> &'t str {
        self.rest(from).get(..self.rest(from).len() - self.rest(to).len()).unwrap_or_default()
    }

    /// The letter after a word in small letters that stands here.
    fn after(&self, from: usize, word: &str) -> Option<usize> {
        let mut here = self.low.get(from..)?.iter();
        let mut letters = 0;
        for c in word.chars() {
            if here.next() != Some(&c) {
                return None;
            }
            letters += 1;
        }
        Some(from + letters)
    }

    /// Where a name of two words or more begins, after what separates it from a title.
    fn name(&self, from: usize) -> Option<usize> {
        let rest = self.rest(from);
        let name = rest.trim_start_matches(|c: char| c.is_whitespace() || ".,:-".contains(c));
        let words = name.split_whitespace().take(2).count();
        let passed = rest[..rest.len() - name.len()].chars().count();
        (words >= 2 && name.starts_with(char::is_uppercase)).then_some(from + passed)
    }
}

/// Takes a tidied name apart. What would leave fewer than two words of a name is no title.
pub(super) fn take(text: &str, titles: &Titles) -> Taken {
    let text = Letters::new(text.trim());
    let mut taken = Taken::default();
    let mut at = 0;
    loop {
        if taken.courtesy.is_none()
            && let Some((courtesy, name)) = addressed(&text, at)
        {
            taken.courtesy = courtesy;
            at = name;
            continue;
        }
        let Some((end, name)) = titled(&text, at, titles) else { break };
        if !taken.title.is_empty() {
            taken.title.push(' ');
        }
        taken.title.push_str(text.part(at, end));
        at = name;
    }
    text.rest(at).clone_into(&mut taken.name);
    taken
}

/// Ông or Bà before a name, and where the name begins.
fn addressed(text: &Letters<'_>, from: usize) -> Option<(Option<Courtesy>, usize)> {
    let words =
        [("ông/bà", None), ("ông (bà)", None), ("ông", Some(Courtesy::Mr)), ("bà", Some(Courtesy::Ms))];
    words.into_iter().find_map(|(word, courtesy)| {
        let end = text.after(from, word)?;
        let name = text.name(end).filter(|_| text.rest(end).starts_with([' ', ':', '.']))?;
        Some((courtesy, name))
    })
}

/// Where a title ends, and where the name after it begins.
fn titled(text: &Letters<'_>, from: usize, titles: &Titles) -> Option<(usize, usize)> {
    for word in &titles.words {
        if let Some(end) = text.after(from, &word.low)
            && text.rest(end).starts_with([' ', '.', ',', ':'])
            && let Some(name) = text.name(end)
        {
            return Some((end, name));
        }
    }
    for word in &titles.short {
        let Some(end) = text.after(from, &word.low) else { continue };
        let dotted = text.rest(end).starts_with('.');
        // Without its full stop an abbreviation is told by its very letters.
        let typed = text.part(from, end) == word.typed && !titles.dotted.contains(&word.typed);
        if (dotted || (typed && text.rest(end).starts_with(' ')))
            && let Some(name) = text.name(end)
        {
            return Some((end + usize::from(dotted), name));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::vocabulary::Vocabulary;
    use super::*;

    #[test]
    fn titles_and_courtesies_stand_before_names() {
        let titles = Vocabulary::built_in().unwrap().titles;
        for (text, courtesy, title, name) in [
            ("Nguyễn Văn An", None, "", "Nguyễn Văn An"),
            ("Ông Nguyễn Văn An", Some(Courtesy::Mr), "", "Nguyễn Văn An"),
            ("BÀ TRẦN THỊ B", Some(Courtesy::Ms), "", "TRẦN THỊ B"),
            ("Ông/Bà Trần Thị B", None, "", "Trần Thị B"),
            ("Thượng tá Lê Văn Cường", None, "Thượng tá", "Lê Văn Cường"),
            ("Bác sĩ CKII Võ Thị Dung", None, "Bác sĩ CKII", "Võ Thị Dung"),
            ("BS.CKII. Võ Thị Dung", None, "BS.CKII.", "Võ Thị Dung"),
            ("TS. Đỗ Minh", None, "TS.", "Đỗ Minh"),
            ("PGS.TS Đỗ Minh", None, "PGS.TS", "Đỗ Minh"),
            ("Ông TS. BS. Đỗ Minh Hà", Some(Courtesy::Mr), "TS. BS.", "Đỗ Minh Hà"),
            ("ThS Huỳnh Như", None, "ThS", "Huỳnh Như"),
            ("NSƯT Kim Cương Lan", None, "NSƯT", "Kim Cương Lan"),
            ("TT Thích Minh", None, "", "TT Thích Minh"),
            ("TT. Thích Minh", None, "TT.", "Thích Minh"),
            ("Binh Nhì", None, "", "Binh Nhì"),
            ("Bà Rịa", None, "", "Bà Rịa"),
            ("Y Blôk Êban", None, "", "Y Blôk Êban"),
            ("H’Hen Niê", None, "", "H’Hen Niê"),
        ] {
            let expected = Taken { courtesy, title: title.into(), name: name.into() };
            assert_eq!(take(text, &titles), expected, "{text}");
        }
    }
}
