//! Rules of capitals (Phụ lục II).

use super::{Lists, desk::Desk, view::View};

/// Looks for every breach of this group.
pub(super) fn look(_view: &View<'_>, _lists: &Lists, _desk: &mut Desk<'_>) {}
