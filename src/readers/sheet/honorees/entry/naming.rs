//! The cell of a name: what stands before the name, and how the name is written.

use super::super::person;
use super::{Entry, Words};
use crate::model::honoree::{Field, Kind, NoteCode, Proposal, Sex, Weight};
use crate::model::sheet::{CellAt, Value};
use crate::viet::words::honorees as said;
use crate::viet::{letters, name};

impl Entry<'_> {
    pub(super) fn name(&mut self) {
        let head = self.context.head;
        let (whole, given) =
            if head.has(Field::Name) { (Field::Name, Field::Given) } else { (Field::Surname, Field::Given) };
        let before = self.row.notes.len();
        let value = self.value(whole);
        let mut words = self.words(whole);
        if let Some(given) = self.words(given) {
            words = Some(match words {
                None => given,
                Some(first) => Words {
                    raw: format!("{} {}", first.raw, given.raw),
                    text: format!("{} {}", first.text, given.text),
                    code: first.code.or(given.code),
                    cell: first.cell,
                },
            });
        }
        let Some(words) = words else {
            // Whatever kept the cell from being read was told; an empty one was not.
            if self.row.notes[before..].iter().all(|note| note.weight < Weight::Refusal) {
                let column = head.of(whole).unwrap_or_default();
                self.note(NoteCode::NameMissing, CellAt::new(self.line.row, column), "", None);
            }
            return;
        };
        self.row.origin.cell = words.cell;
        if matches!(value, Some((_, Value::Number(_) | Value::Day(_) | Value::Flag(_))))
            || !words.text.chars().any(char::is_alphabetic)
        {
            self.note(NoteCode::NameNotWords, words.cell, &words.text, None);
            self.row.honoree.name = words.text;
            return;
        }
        let taken = person::take(&words.text, &self.context.vocabulary.titles);
        if words.code.is_some() {
            self.row.honoree.name.clone_from(&words.raw);
            self.ask_code(&words, Some(Proposal::Name(taken.name.clone())));
        }
        self.taken(&words, &taken);
        self.form_of_name(&words, &taken.name);
    }

    /// Courtesy and titles that stood in the cell of the name.
    fn taken(&mut self, words: &Words, taken: &person::Taken) {
        let old = words.code.is_some();
        let beside = self.value(Field::Courtesy).is_some();
        let cell = words.cell;
        if let Some(courtesy) = taken.courtesy {
            let detail = said::courtesy(courtesy.key());
            let surname = courtesy.sex() == Sex::Male && taken.title.is_empty();
            if surname && (beside || !self.context.crowded) {
                if !old {
                    self.row.honoree.name.clone_from(&words.text);
                }
                self.note(
                    NoteCode::CourtesyOrSurname,
                    cell,
                    &words.text,
                    Some(Proposal::Name(taken.name.clone())),
                );
                self.note(NoteCode::CourtesyInName, cell, detail, Some(Proposal::Courtesy(Some(courtesy))));
                return;
            }
            let proposal = old.then_some(Proposal::Courtesy(Some(courtesy)));
            if !old {
                self.row.honoree.courtesy = Some(courtesy);
            }
            self.note(NoteCode::CourtesyInName, cell, detail, proposal);
        }
        if !taken.title.is_empty() {
            if !old {
                self.row.honoree.title.clone_from(&taken.title);
            }
            self.note(
                NoteCode::TitleInName,
                cell,
                &taken.title,
                old.then(|| Proposal::Title(taken.title.clone())),
            );
        }
        if !old {
            self.row.honoree.name.clone_from(&taken.name);
        }
    }

    /// Capitals, odd characters: what a person's name does not have.
    fn form_of_name(&mut self, words: &Words, taken: &str) {
        if self
            .context
            .vocabulary
            .group_named(taken)
            .is_some_and(|(_, surname)| !surname || !letters::is_name(taken))
        {
            return;
        }
        let cell = words.cell;
        let word_count = taken.split_whitespace().count();
        let odd = taken.chars().find(|c| !(c.is_alphabetic() || c.is_whitespace() || "'’-.".contains(*c)));
        if let Some(odd) = odd {
            self.note(NoteCode::NameOdd, cell, &odd.to_string(), None);
        } else if word_count == 1 {
            self.note(NoteCode::NameOneWord, cell, taken, None);
        }
        if letters::is_upper(taken) {
            let proper = name::proper(taken);
            self.note(NoteCode::NameInCapitals, cell, &proper, Some(Proposal::Name(proper.clone())));
        } else if taken.split_whitespace().any(letters::starts_lower) && !self.is_group() {
            let proper = name::proper(taken);
            self.note(NoteCode::NameInSmallLetters, cell, &proper, Some(Proposal::Name(proper.clone())));
        }
    }

    /// True when the list says that this is no person.
    fn is_group(&self) -> bool {
        let said = self
            .value(Field::Kind)
            .and_then(|(_, value)| self.context.vocabulary.kind_said(&super::super::tidy::words(&value)));
        said.or(self.context.kind).or(self.context.head.kind).is_some_and(|kind| kind != Kind::Individual)
    }
}
