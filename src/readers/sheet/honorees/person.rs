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

/// Takes a tidied name apart. What would leave fewer than two words of a name is no title.
pub(super) fn take(text: &str, titles: &Titles) -> Taken {
    let mut taken = Taken::default();
    let mut rest = text.trim();
    loop {
        if taken.courtesy.is_none()
            && let Some((courtesy, after)) = addressed(rest)
        {
            taken.courtesy = courtesy;
            rest = after;
            continue;
        }
        let Some((title, after)) = titled(rest, titles) else { break };
        if !taken.title.is_empty() {
            taken.title.push(' ');
        }
        taken.title.push_str(title);
        rest = after;
    }
    rest.clone_into(&mut taken.name);
    taken
}

/// Ông or Bà before a name, with the name.
fn addressed(text: &str) -> Option<(Option<Courtesy>, &str)> {
    for (word, courtesy) in
        [("ông/bà", None), ("ông (bà)", None), ("ông", Some(Courtesy::Mr)), ("bà", Some(Courtesy::Ms))]
    {
        if let Some(after) = after(text, word)
            && after.starts_with([' ', ':', '.'])
            && let Some(name) = name_after(after)
        {
            return Some((courtesy, name));
        }
    }
    None
}

fn titled<'t>(text: &'t str, titles: &Titles) -> Option<(&'t str, &'t str)> {
    for word in &titles.words {
        if let Some(after) = after(text, word)
            && after.starts_with([' ', '.', ',', ':'])
            && let Some(name) = name_after(after)
        {
            return Some((text[..text.len() - after.len()].trim_end(), name));
        }
    }
    for word in &titles.short {
        let Some(after) = after(text, word) else { continue };
        let dotted = after.starts_with('.');
        let typed = &text[..text.len() - after.len()];
        // Without its full stop an abbreviation is told by its very letters.
        let told = dotted || (after.starts_with(' ') && typed == word && !titles.dotted.contains(word));
        if told && let Some(name) = name_after(after) {
            let end = text.len() - after.len() + usize::from(dotted);
            return Some((&text[..end], name));
        }
    }
    None
}

/// What follows a word at the beginning of a text, whatever its case.
fn after<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let letters = word.chars().count();
    let end = text.char_indices().nth(letters).map_or(text.len(), |(at, _)| at);
    (case::lower(&text[..end]) == case::lower(word)).then(|| &text[end..])
}

/// A name of two words or more, after what separates it from a title.
fn name_after(text: &str) -> Option<&str> {
    let name = text.trim_start_matches(|c: char| c.is_whitespace() || ".,:-".contains(c));
    let words = name.split_whitespace().count();
    (words >= 2 && name.starts_with(char::is_uppercase)).then_some(name)
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
