//! Rules of the letterhead and the title: Quốc hiệu, Tiêu ngữ, số, ký hiệu, địa danh, thời
//! gian, tên loại, trích yếu.

mod date;
mod names;
mod number;
mod presence;
mod title;

use super::{Lists, desk::Desk, view::View};

/// Looks for every breach of this group.
pub(super) fn look(view: &View<'_>, _lists: &Lists, desk: &mut Desk<'_>) {
    presence::look(view, desk);
    names::look(view, desk);
    number::look(view, desk);
    date::look(view, desk);
    title::look(view, desk);
}
