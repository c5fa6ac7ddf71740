//! Breaches gathered: a whole body in the wrong size is one finding, not a hundred.

use super::{Seen, is_text};
use crate::check::desk::Desk;
use crate::model::{Role, Standard};

/// A breach at one paragraph.
pub(super) struct Breach<'a> {
    /// The rule's name.
    pub(super) rule: &'static str,
    /// The paragraph.
    pub(super) seen: Seen<'a>,
    /// The clause of the value that it breaks.
    pub(super) cite: &'a str,
    /// What stands.
    pub(super) stands: String,
    /// What should stand.
    pub(super) wanted: String,
}

/// How far a finding reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// One finding for the whole file.
    File,
    /// One for the roles of the body together, one for each other role.
    Text,
    /// One for each role.
    Role,
}

/// Breaches of all rules, those of one kind together.
pub(super) struct Gathered<'a> {
    standard: &'a Standard,
    groups: Vec<Group<'a>>,
}

struct Group<'a> {
    first: Breach<'a>,
    reach: Option<Role>,
    /// The role of all its paragraphs; the body where they differ.
    role: Role,
    count: usize,
}

impl<'a> Gathered<'a> {
    /// Nothing yet.
    pub(super) fn new(standard: &'a Standard) -> Gathered<'a> {
        Gathered { standard, groups: Vec::new() }
    }

    /// Adds a breach to those of its kind.
    pub(super) fn add(&mut self, reach: Reach, breach: Breach<'a>) {
        let role = breach.seen.role();
        let reach = match reach {
            Reach::File => None,
            Reach::Text if is_text(self.standard, role) => Some(Role::Body),
            Reach::Text | Reach::Role => Some(role),
        };
        match self.groups.iter_mut().find(|group| group.first.rule == breach.rule && group.reach == reach) {
            Some(group) => {
                group.count += 1;
                if group.role != role {
                    group.role = Role::Body;
                }
            }
            None => self.groups.push(Group { first: breach, reach, role, count: 1 }),
        }
    }

    /// Notes one finding for each kind, at its first paragraph.
    pub(super) fn tell(self, desk: &mut Desk<'_>) {
        for Group { first, role, count, .. } in self.groups {
            let more = match count - 1 {
                0 => String::new(),
                others => format!(" (và {others} đoạn khác)"),
            };
            let said = [
                ("what", self.standard.role(role).word.as_str()),
                ("stands", first.stands.as_str()),
                ("wanted", first.wanted.as_str()),
                ("more", more.as_str()),
            ];
            let text = first.seen.text;
            desk.judge(first.rule, first.cite, text, 0..text.words.len(), &said);
        }
    }
}
