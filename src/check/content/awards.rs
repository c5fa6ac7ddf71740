//! A form of commendation that the one who is said to give it cannot give.

use crate::check::lists::Award;
use crate::check::{Lists, desk::Desk, view::View};

/// Holds every "Bằng khen của Chủ tịch Ủy ban nhân dân xã".
pub(super) fn look(view: &View<'_>, lists: &Lists, desk: &mut Desk<'_>) {
    for award in &lists.awards {
        for text in &view.texts {
            for (at, form) in text.words.match_indices(&award.form) {
                let after = &text.words[at + form.len()..];
                if let Some(len) = giver_below(award, after) {
                    let range = at..at + form.len() + len;
                    desk.find("award-authority", text, range, &[("instead", &award.instead), ("form", form)]);
                }
            }
        }
    }
}

/// How far " của Chủ tịch Ủy ban nhân dân xã" reaches, where that is what follows.
fn giver_below(award: &Award, after: &str) -> Option<usize> {
    let rest = after.strip_prefix(" của ")?;
    let rest = rest.strip_prefix("Chủ tịch ").unwrap_or(rest);
    let rest = rest.strip_prefix("UBND ").or_else(|| rest.strip_prefix("Ủy ban nhân dân "))?;
    let below = award.below.iter().find(|below| {
        rest.strip_prefix(below.as_str()).is_some_and(|end| !end.starts_with(char::is_alphanumeric))
    })?;
    Some(after.len() - rest.len() + below.len())
}
