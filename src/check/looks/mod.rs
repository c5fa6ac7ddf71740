//! Rules of what Word will print: the looks of a file held against the standard's values.
//!
//! Every figure and every clause is the standard's. A value whose clause is `practice` is
//! never judged: the decree leaves it free. What a drawn page does not show (a short line's
//! justification), what Word files say badly (lists, tabs, layouts by hand) and what stands
//! in an appendix, which may be any form, is passed over.

mod drawn;
mod face;
mod gathered;
mod paragraph;
mod sheet;

use std::collections::BTreeMap;

use super::view::{Text, View};
use super::{Lists, desk::Desk};
use crate::model::{At, Look, Role, SectionKind, Standard};
use gathered::Gathered;

/// Looks for every breach of this group.
pub(super) fn look(view: &View<'_>, _lists: &Lists, desk: &mut Desk<'_>) {
    let Some(looks) = view.looks() else { return };
    let by_place: BTreeMap<At, &Look> = looks.texts.iter().map(|look| (look.at, look)).collect();
    let seen: Vec<Seen<'_>> = view
        .texts
        .iter()
        .filter(|text| text.note.is_none() && !text.words.trim().is_empty())
        .filter_map(|text| Some(Seen { text, look: by_place.get(&text.at)? }))
        .collect();
    let standard = view.standard();
    sheet::look(view, &seen, &looks.sheets, desk);
    let mut gathered = Gathered::new(standard);
    face::look(standard, &seen, &mut gathered);
    paragraph::look(standard, &seen, &mut gathered);
    drawn::look(standard, &seen, &mut gathered);
    drawn::one_line(&seen, &mut gathered);
    gathered.tell(desk);
}

/// A text with its look.
#[derive(Clone, Copy)]
struct Seen<'a> {
    text: &'a Text<'a>,
    look: &'a Look,
}

impl Seen<'_> {
    fn role(&self) -> Role {
        self.text.role
    }

    fn in_appendix(&self) -> bool {
        self.text.section == SectionKind::Appendix
    }

    /// True for what the decree gives a look of its own: in an appendix only its head.
    fn is_ruled(&self) -> bool {
        !self.in_appendix()
            || matches!(
                self.role(),
                Role::AppendixLabel | Role::AppendixTitle | Role::AttachmentReference | Role::ElectronicMark
            )
    }

    /// True for words, false for marks and dots that are to be filled in.
    fn has_words(&self) -> bool {
        let count = |is: fn(&char) -> bool| self.text.words.chars().filter(is).count();
        count(|c| c.is_alphabetic()) > 1 && 2 * count(|c| c.is_alphanumeric()) > count(|c| !c.is_whitespace())
    }

    /// True for a paragraph of the body in the flow of the page.
    fn is_flow(&self, standard: &Standard) -> bool {
        !self.in_appendix() && self.text.at.within.is_none() && is_text(standard, self.role())
    }
}

/// The clause of a value, unless custom alone asks for it.
fn clause(cite: &str) -> Option<&str> {
    (cite != "practice").then_some(cite)
}

/// True for the roles that are shaped as the body is.
fn is_text(standard: &Standard, role: Role) -> bool {
    standard.role(role).shape == standard.role(Role::Body).shape
}

/// A figure as Vietnamese writes it, with one decimal at most.
fn figure(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    rounded.to_string().replace('.', ",")
}

/// What is lawful, said to people.
fn range([least, most]: [f64; 2]) -> String {
    if least < most { format!("{} đến {}", figure(least), figure(most)) } else { figure(least) }
}
