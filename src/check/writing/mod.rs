//! Rules of writing: spaces, marks, quotation, letters, figures.
//!
//! Custom asks most of this, not the decree; so each rule keeps to forms that nobody writes on
//! purpose.

mod dashes;
mod doubled;
mod figures;
mod letters;
mod marks;
mod pairs;
mod source;
mod spaces;

use super::{Lists, desk::Desk, view::View};

/// Looks for every breach of this group.
pub(super) fn look(view: &View<'_>, lists: &Lists, desk: &mut Desk<'_>) {
    if letters::look_for_legacy(view, desk) {
        return;
    }
    for text in view.prose() {
        spaces::look(text, desk);
        marks::look(text, desk);
        dashes::look(text, &lists.wording, desk);
        figures::look(text, desk);
        doubled::look(text, &lists.wording, desk);
    }
    letters::look(view, desk);
    pairs::look(view, desk);
    dashes::look_at_all(view, &lists.wording, desk);
    if let Some(source) = view.matter.source {
        source::look(source, view, desk);
    }
}
