//! Marks that follow each other.

use crate::check::desk::Desk;
use crate::check::pattern::patterns;
use crate::check::view::Text;

patterns! {
    ROW = r"[,;:.]{2,}";
}

/// Looks for marks of which one is too many.
pub(super) fn look(text: &Text<'_>, desk: &mut Desk<'_>) {
    for found in ROW.captures_iter(&text.words).filter_map(|row| row.get(0)) {
        let (before, after) = (&text.words[..found.start()], &text.words[found.end()..]);
        // "./." closes the document; "v.v.." ends a sentence with an abbreviation.
        let is_other = after.starts_with(['/', '…']) || before.ends_with(['/', '…', '.']);
        let blank = before.is_empty() || before.ends_with(char::is_whitespace);
        if is_other || blank || before.ends_with("v.v") {
            continue;
        }
        let wanted = match found.as_str() {
            row @ (",," | ";;" | "::") => &row[..1],
            ",." | ";." | ":." | ".." if after.trim().is_empty() => ".",
            ";," | ",;" if after.trim().is_empty() => ";",
            ";." | ",." | ";," | ",;" | ":," => {
                desk.find("repeated-mark", text, found.range(), &[("wanted", "một dấu")]);
                continue;
            }
            "...." => "...",
            _ => continue,
        };
        desk.correct("repeated-mark", text, found.range(), wanted, &[]);
    }
}
