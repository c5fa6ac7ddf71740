//! Fixed words, and words that stand in capitals.

use crate::check::{desk::Desk, view::View};
use crate::model::{Role, standard::Case};
use crate::viet::{case, letters};

/// Holds the words that the law fixes, and the roles that it wants in capitals.
pub(super) fn look(view: &View<'_>, desk: &mut Desk<'_>) {
    let mut named = None;
    for text in &view.texts {
        // "DANH SÁCH" is the name; what stands under it says of whom.
        if text.role == Role::AppendixTitle && named.replace(text.at.section) == Some(text.at.section) {
            continue;
        }
        match text.role {
            Role::NationalTitle => fixed(view, text, "national-title", desk),
            Role::Motto => fixed(view, text, "motto", desk),
            _ => in_capitals(view, text, desk),
        }
    }
}

fn fixed(view: &View<'_>, text: &crate::check::view::Text<'_>, rule: &'static str, desk: &mut Desk<'_>) {
    let wanted = view.standard().fixed_text(text.role);
    // Both places of the tone mark are in use; the decree prints HÒA.
    // One that is not there is told as such.
    if !text.words.is_empty() && text.words != wanted && text.words.replace("HOÀ", "HÒA") != wanted {
        desk.correct(rule, text, 0..text.words.len(), wanted, &[]);
    }
}

/// Roles of the names and titles that the decree prints in hoa.
fn in_capitals(view: &View<'_>, text: &crate::check::view::Text<'_>, desk: &mut Desk<'_>) {
    let asked = matches!(
        text.role,
        Role::ParentBody
            | Role::IssuingBody
            | Role::DocType
            | Role::MajorHeading
            | Role::DivisionTitle
            | Role::Capacity
            | Role::SignerTitle
            | Role::AppendixTitle
    ) && view.standard().role(text.role).case == Case::Upper;
    if !asked || view.looks().and_then(|looks| looks.of(text.at)).is_some_and(|look| look.caps.is_all()) {
        return;
    }
    let start = text.words.len() - text.after_label().len();
    let words = &text.words[start..];
    // A remark in brackets may stand in small letters.
    let bare = words.split('(').next().unwrap_or(words);
    let (upper, lower) = bare.chars().fold((0, 0), |(upper, lower), c| {
        (upper + usize::from(c.is_uppercase()), lower + usize::from(c.is_lowercase()))
    });
    if lower > upper && !letters::is_upper(bare) {
        let end = start + bare.trim_end().len();
        desk.correct("capitals-missing", text, start..end, &case::upper(&text.words[start..end]), &[]);
    }
}
