//! Headings with nothing to head, labels with nothing to say (khoản 6.d).

use crate::check::{
    desk::Desk,
    pattern::patterns,
    view::{Text, View},
};
use crate::model::Role;
use crate::viet::label::Kind;

patterns! {
    /// A number with nothing after it.
    LABEL = r"^(?:[IVXLC]+\.|\d{1,2}(?:\.\d{1,2})*\.|[a-zđ]\))$";
}

/// Looks at each heading and what follows it.
pub(super) fn look(view: &View<'_>, desk: &mut Desk<'_>) {
    let body: Vec<&Text<'_>> = view.texts.iter().filter(|text| text.note.is_none()).collect();
    for (index, text) in body.iter().enumerate() {
        let bare =
            text.label.is_some_and(|label| label.kind == Kind::Article) && text.after_label().is_empty();
        if bare || text.role == Role::Body && LABEL.is_match(&text.words) {
            desk.find("heading-missing", text, 0..text.words.len(), &[]);
            continue;
        }
        let Some(rank) = text.role.heading_rank() else { continue };
        if !matches!(text.role, Role::MajorHeading | Role::Chapter | Role::Part | Role::Section) {
            continue;
        }
        // The title of a division stands between its label and its text.
        let next = body[index + 1..].iter().find(|next| next.role != Role::DivisionTitle);
        let ends = next.is_none_or(|next| {
            next.at.section != text.at.section
                || next.role.heading_rank().is_some_and(|other| other <= rank)
                || matches!(next.role, Role::RecipientsLabel | Role::Capacity | Role::SignerTitle)
        });
        if ends {
            desk.find("section-empty", text, 0..text.words.len(), &[]);
        }
    }
}
