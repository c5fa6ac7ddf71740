//! Rules of the content (khoản 6): căn cứ, numbering, headings, references, counts.

mod acts;
mod awards;
mod citations;
mod counts;
mod headings;
mod honorees;
mod lists;
mod numbering;
mod references;
mod variants;

use super::{Lists, desk::Desk, view::View};

/// Looks for every breach of this group.
pub(super) fn look(view: &View<'_>, lists: &Lists, desk: &mut Desk<'_>) {
    citations::look(view, desk);
    acts::look(view, lists, desk);
    awards::look(view, lists, desk);
    numbering::look(view, desk);
    headings::look(view, desk);
    references::look(view, desk);
    counts::look(view, desk);
    lists::look(view, desk);
    honorees::look(view, desk);
    variants::look(view, desk);
}
