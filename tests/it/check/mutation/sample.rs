//! A lawful document, laid out for those who make faults.

use regex::Regex;
use vanthu::model::{At, Document, Look, Looks, Role, SectionKind, document};
use vanthu::viet::label::{self, Label};

use super::fault::Fault;
use crate::check::ideal::ideal;

/// A lawful document with its words.
pub(super) struct Sample {
    pub(super) id: &'static str,
    pub(super) document: Document,
    /// How it looks when every value is the standard's.
    pub(super) looks: Looks,
    pub(super) texts: Vec<Text>,
}

/// One paragraph or cell.
pub(super) struct Text {
    pub(super) at: At,
    pub(super) role: Role,
    pub(super) words: String,
    pub(super) label: Option<Label>,
}

impl Sample {
    pub(super) fn new(id: &'static str) -> Sample {
        let document = crate::check::sample(id);
        let texts = document.texts().map(|(at, role, inlines)| {
            let words = document::words(inlines);
            let label = label::parse(&words);
            Text { at, role, words, label }
        });
        let (texts, looks) = (texts.collect(), ideal(&document));
        Sample { id, document, looks, texts }
    }

    pub(super) fn has(&self, role: Role) -> bool {
        self.texts.iter().any(|text| text.role == role)
    }

    /// The look of a text; none where there are no words.
    pub(super) fn look(&self, text: &Text) -> Option<&Look> {
        self.looks.of(text.at)
    }

    pub(super) fn in_appendix(&self, text: &Text) -> bool {
        self.document.sections[text.at.section].kind == SectionKind::Appendix
    }

    /// True for a paragraph of the body after whose sentence another one may stand. The full
    /// stop after a name or a figure may belong to that, so it is after neither.
    pub(super) fn can_say_more(&self, text: &Text) -> bool {
        let is_body =
            matches!(text.role, Role::Body | Role::Clause | Role::Point | Role::Bullet | Role::ArticleText);
        let last = text.words.rsplit(' ').next().unwrap_or_default();
        let ended = last.strip_suffix('.').is_some_and(|word| word.chars().all(char::is_lowercase));
        let long = text.words.chars().count() > 40;
        is_body && ended && long && text.at.within.is_none() && !self.in_appendix(text)
    }

    /// The texts of the document itself, without what is attached.
    pub(super) fn main(&self) -> impl Iterator<Item = &Text> {
        let is_main = |text: &&Text| self.document.sections[text.at.section].kind == SectionKind::Main;
        self.texts.iter().filter(is_main)
    }

    /// The texts of some roles.
    pub(super) fn of<'a>(&'a self, roles: &'a [Role]) -> impl Iterator<Item = &'a Text> {
        self.texts.iter().filter(move |text| roles.contains(&text.role))
    }

    /// A fault for each match of a pattern in texts of some roles: each of several words
    /// instead of the group `x`.
    pub(super) fn instead(&self, roles: &[Role], pattern: &str, put: &[&str]) -> Vec<Fault> {
        let pattern = Regex::new(pattern).unwrap();
        self.of(roles).flat_map(|text| text.instead(&pattern, put)).collect()
    }
}

impl Text {
    /// As [`Sample::instead`], in this text alone.
    pub(super) fn instead(&self, pattern: &Regex, put: &[&str]) -> Vec<Fault> {
        let matches = pattern.captures_iter(&self.words);
        let places = matches.map(|found| found.name("x").expect("a group x").range());
        places.flat_map(|range| put.iter().map(move |put| Fault::words(self, range.clone(), put))).collect()
    }
}
