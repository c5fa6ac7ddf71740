//! Document against standard → findings, each with its clause and its place (lỗi thể thức).
//!
//! What a rule is called, how grave it is, which clause it comes from, its sentence and its
//! examples are data (`templates/standards/rules/*.toml`, see [`rule`]); what it looks for is
//! a small function of one of the modules here. Lists that the law keeps (abbreviations,
//! acts that have expired) are data too ([`lists`]).
//!
//! Pure and linear in the length of the document. A rule stays silent where it is not sure:
//! one that cries wolf on lawful text is worse than none.

mod capitals;
mod content;
mod desk;
mod ending;
pub mod honorees;
mod letterhead;
pub mod lists;
mod looks;
mod mend;
mod pattern;
mod prose;
pub mod round;
pub mod rule;
mod view;
mod writing;

use chrono::NaiveDate;

use crate::model::{Document, Finding, Looks, Standard};
pub use lists::Lists;
pub use mend::mend;
pub use rule::{Case, Rule, Rules};

use desk::Desk;
use view::View;

/// What is to be checked.
#[derive(Clone, Copy, Debug)]
pub struct Matter<'a> {
    /// The document.
    pub document: &'a Document,
    /// What it is held against.
    pub standard: &'a Standard,
    /// How a Word file prints it, where it came from one.
    pub looks: Option<&'a Looks>,
    /// The text it was read from, where it came from one: what the reader mends in silence
    /// (spaces, forms of letters) is looked for here.
    pub source: Option<&'a str>,
    /// The reader supplied Quốc hiệu and Tiêu ngữ, which were not there. A text has lost them with
    /// its letterhead, as text copied from a page does; a Word file lacks them.
    pub supplied: bool,
    /// The day of checking, for documents that have no date of their own yet.
    pub today: NaiveDate,
}

/// The checker: rules and lists, loaded once.
#[derive(Clone, Debug)]
pub struct Checker {
    rules: Rules,
    lists: Lists,
}

impl Checker {
    /// The built-in rules and lists.
    ///
    /// # Errors
    /// What is wrong with the built-in files (a defect of ours; a test holds that nothing is).
    pub fn built_in() -> Result<Checker, String> {
        Ok(Checker { rules: Rules::built_in()?, lists: Lists::built_in()? })
    }

    /// The rules.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Everything that is found, in the order of places.
    pub fn check(&self, matter: &Matter<'_>) -> Vec<Finding> {
        let view = View::new(matter);
        let mut desk = Desk::new(&self.rules);
        for look_for in GROUPS {
            look_for(&view, &self.lists, &mut desk);
        }
        desk.into_findings()
    }
}

type Group = fn(&View<'_>, &Lists, &mut Desk<'_>);

/// The groups of rules: each looks at the whole view.
const GROUPS: &[Group] =
    &[letterhead::look, content::look, ending::look, writing::look, capitals::look, looks::look];
