//! Nhân dân and Nhà nước (Mục V.1), where they are surely nouns.

use crate::check::desk::Desk;
use crate::check::pattern::patterns;
use crate::check::prose::is_whole;
use crate::check::view::Text;
use crate::viet::case::capital;

patterns! {
    /// In "cơ quan nhà nước", "quân đội nhân dân" the words are adjectives and small.
    NOUN = concat!(
        r"(?:[Tt]ầng lớp|[Qq]uần chúng|[Cc]ủa|[Pp]hục vụ|trong|[Vv]ận động|[Vv]à|mọi|với|cho|cùng|để|[Đđ]ộng viên) ",
        r"(nhân dân)|(?:Đảng và|Đảng,|[Pp]háp luật của|[Cc]hính sách của) (nhà nước)",
    );
}

/// Looks for the two nouns in small letters.
pub(super) fn look(text: &Text<'_>, desk: &mut Desk<'_>) {
    for noun in NOUN.captures_iter(&text.words).filter_map(|found| found.get(1).or(found.get(2))) {
        // "của nhà nước ngoài" is no state of ours, "Nhân dân tệ" no people.
        let after = &text.words[noun.end()..];
        let other = [" ngoài", " tệ", " pháp quyền", " tự quản"].iter().any(|word| after.starts_with(word));
        if is_whole(&text.words, &noun.range()) && !other {
            desk.correct("people-state-capital", text, noun.range(), &capital(noun.as_str()), &[]);
        }
    }
}
