//! Rules of the end: the closing mark, nơi nhận, the signature, thẩm quyền ban hành.

mod authority;
mod closing;
mod recipients;
mod signature;

use super::{Lists, desk::Desk, view::View};

/// Looks for every breach of this group.
pub(super) fn look(view: &View<'_>, _lists: &Lists, desk: &mut Desk<'_>) {
    closing::look(view, desk);
    recipients::look(view, desk);
    signature::look(view, desk);
    authority::look(view, desk);
}
