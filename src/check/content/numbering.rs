//! Numbers that jump or repeat, and the order of points (khoản 6.d).

use std::collections::HashMap;

use crate::check::{
    desk::Desk,
    pattern::patterns,
    view::{Text, View},
};
use crate::model::Role;
use crate::viet::label::{self, Kind, Label, Sequence};

patterns! {
    /// A point under a letter that Vietnamese has not: "f)".
    FOREIGN = r"^(?P<letter>[fjwz])\)\s";
}

/// Follows the numbers of each section.
pub(super) fn look(view: &View<'_>, desk: &mut Desk<'_>) {
    let mut follower = Follower::default();
    for text in view.texts.iter().filter(|text| text.note.is_none() && text.at.within.is_none()) {
        if text.at.section != follower.section {
            follower = Follower { section: text.at.section, ..Follower::default() };
        }
        follower.next(text, desk);
    }
}

/// Where the numbers of one section have come to.
#[derive(Default)]
struct Follower {
    section: usize,
    sequence: Sequence,
    /// The last number of each kind, whatever came between.
    last: HashMap<Kind, u32>,
    /// A list is numbered i), ii), iii).
    small_roman: bool,
}

impl Follower {
    fn next(&mut self, text: &Text<'_>, desk: &mut Desk<'_>) {
        if let Some(letter) = FOREIGN.captures(&text.words).and_then(|found| found.name("letter")) {
            desk.find("point-letter", text, letter.range(), &[]);
            return;
        }
        let Some(label) = label_of(text) else { return };
        let due = self.sequence.due(label.kind);
        if label.kind == Kind::Point && ["i)", "v)", "x)"].contains(&&text.words[..label.len]) {
            self.small_roman |= due == 1;
            if self.small_roman {
                return;
            }
        } else {
            self.small_roman = false;
        }
        let before = self.last.insert(label.kind, label.value);
        let jumped = self.sequence.follow(label).is_some();
        // Some offices number clauses through all sections.
        let runs_on = due == 1 && before.is_some_and(|before| before + 1 == label.value);
        let first_again = label.kind == Kind::Article && label.value == 1 && before == Some(1);
        if jumped && !runs_on || first_again {
            told(text, label, due, desk);
        }
    }
}

/// The label that takes part in numbering. "1)" is no sequel of "1.".
fn label_of(text: &Text<'_>) -> Option<Label> {
    let label = text.label.filter(|label| label.kind != Kind::Bullet && is_numbered(text))?;
    let bracket = label.kind == Kind::Arabic && text.words[..label.len].ends_with(')');
    Some(if bracket { Label { kind: Kind::Paren, ..label } } else { label })
}

/// Only paragraphs of the body carry numbers of the document.
fn is_numbered(text: &Text<'_>) -> bool {
    text.role.depth().is_some() || matches!(text.role, Role::Point | Role::Item)
}

fn told(text: &Text<'_>, label: Label, due: u32, desk: &mut Desk<'_>) {
    let wanted = label::write(label.kind, due);
    let after = label::write(label.kind, due.saturating_sub(1));
    let said = [("wanted", wanted.as_str()), ("after", after.as_str())];
    let rule = match label.kind {
        _ if label.value < due => "numbering-repeat",
        // đ and the letters after it are what is passed over; a longer jump is a gap as any other.
        Kind::Point if label.value == due + 1 => "point-order",
        _ => "numbering-gap",
    };
    desk.find(rule, text, 0..label.len, &said);
}
