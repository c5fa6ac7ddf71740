//! The levels of a document's headings, counted without gaps.
//!
//! PDF/UA-1 (7.4.2) forbids a heading of level 3 right under one of level 1. Which
//! divisions an office uses differs (Chương–Điều, I.–1.–a), Điều alone), so the level
//! is counted from the headings that are there.

use super::role::Role;

/// Counts heading levels through one document. Feed it the roles in reading order.
#[derive(Debug, Default)]
pub struct Outline {
    open: Vec<u8>,
}

impl Outline {
    /// The level (1 = highest) of a paragraph with this role, or `None` when it heads nothing.
    pub fn level(&mut self, role: Role) -> Option<u8> {
        let rank = role.heading_rank()?;
        while self.open.last().is_some_and(|&above| above >= rank) {
            self.open.pop();
        }
        self.open.push(rank);
        u8::try_from(self.open.len()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_have_no_gaps_whatever_divisions_are_used() {
        let mut outline = Outline::default();
        let levels: Vec<_> = [
            Role::DocType,
            Role::Article,
            Role::Body,
            Role::Article,
            Role::Chapter,
            Role::Article,
            Role::ClauseHeading,
            Role::AppendixLabel,
            Role::MajorHeading,
        ]
        .into_iter()
        .map(|role| outline.level(role))
        .collect();
        assert_eq!(levels, [Some(1), Some(2), None, Some(2), Some(2), Some(3), Some(4), Some(1), Some(2)]);
    }
}
