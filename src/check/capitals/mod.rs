//! Rules of capitals (viết hoa, Phụ lục II).
//!
//! Only what needs no dictionary of the world is judged: names of lists, nouns before figures
//! and symbols, beginnings of sentences. Words in capitals throughout are left alone.

mod calendar;
mod citing;
mod fixed;
mod people;
mod sentence;
mod units;

use super::{Lists, desk::Desk, view::View};

/// Looks for every breach of this group.
pub(super) fn look(view: &View<'_>, lists: &Lists, desk: &mut Desk<'_>) {
    for text in view.prose() {
        sentence::look(text, &lists.wording, desk);
        units::look(text, &lists.units, desk);
        fixed::look(text, &lists.names, desk);
        citing::look(text, desk);
        calendar::look(text, desk);
        people::look(text, desk);
    }
    sentence::look_at_beginnings(view, &lists.wording, desk);
}
