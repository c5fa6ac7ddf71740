//! One honoree: a row of a list, field by field.

mod naming;

use std::collections::HashMap;

use chrono::NaiveDate;

use super::head::{Head, Sheet};
use super::note::note;
use super::person;
use super::tidy::{control, plain, tidy};
use super::values::{self, Said};
use super::vocabulary::Vocabulary;
use crate::model::honoree::{Field, Honoree, Kind, NoteCode, Origin, Proposal, Row, Sex, Status, Weight};
use crate::model::sheet::{CellAt, Line, Value};
use crate::viet::legacy::{self, Legacy};
use crate::viet::letters;
use crate::viet::words::honorees as said;

/// The longest name, achievement, and anything else, in characters.
const LONGEST_NAME: usize = 200;
const LONGEST_ACHIEVEMENT: usize = 8_000;
const LONGEST: usize = 1_000;

/// What is known when a row is read.
pub(super) struct Context<'a> {
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) head: &'a Head,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) today: NaiveDate,
    pub(super) codes: &'a HashMap<u32, Legacy>,
    pub(super) crowded: bool,
    pub(super) kind: Option<Kind>,
    pub(super) award: Option<&'a str>,
    pub(super) unit: Option<&'a str>,
    /// The unit of the row above.
    pub(super) above: String,
}

/// A cell as words: as they stand there, and as they would be in Unicode.
struct Words {
    cell: CellAt,
    raw: String,
    text: String,
    code: Option<Legacy>,
}

pub(super) fn read(line: &Line, context: &Context<'_>) -> Row {
    let first = line.cells.first().map_or(0, |(column, _)| *column);
    let mut entry = Entry {
        line,
        context,
        row: Row {
            status: Status::Imported,
            origin: Origin { sheet: context.sheet.grid.name.clone(), cell: CellAt::new(line.row, first) },
            honoree: Honoree::default(),
            notes: Vec::new(),
        },
    };
    entry.name();
    entry.sex_and_courtesy();
    entry.birth();
    entry.texts();
    entry.kind();
    entry.money();
    entry.missing();
    if line.hidden {
        entry.note(NoteCode::RowHidden, entry.row.origin.cell, "", None);
    }
    let mut row = entry.row;
    row.notes.sort_by_key(|note| note.cell);
    row
}

struct Entry<'a> {
    line: &'a Line,
    context: &'a Context<'a>,
    row: Row,
}

impl Entry<'_> {
    fn note(&mut self, code: NoteCode, cell: CellAt, detail: &str, proposal: Option<Proposal>) {
        self.row.note(note(code, cell, detail, proposal));
    }

    /// What a cell shows: its own value, or that of cells it is merged with above it.
    fn value(&self, field: Field) -> Option<(CellAt, Value)> {
        let at = CellAt::new(self.line.row, self.context.head.of(field)?);
        let (first, value) = self.context.sheet.shown(at)?;
        (first.column == at.column).then(|| (at, value.clone()))
    }

    /// The words of a field; a formula that failed, a text that is too long or holds control
    /// characters is noted and gives none.
    fn words(&mut self, field: Field) -> Option<Words> {
        let (cell, value) = self.value(field)?;
        let is_name = matches!(field, Field::Name | Field::Surname | Field::Given);
        if let Value::Error(error) = &value {
            self.note(if is_name { NoteCode::NameError } else { NoteCode::CellError }, cell, error, None);
            return None;
        }
        let plain = plain(&value);
        let text = matches!(value, Value::Text(_));
        let found = legacy::detect(&plain).map(|found| found.code);
        let column = self.context.codes.get(&cell.column).copied();
        let code = found.or(column.filter(|code| text && legacy::could_be(*code, &plain)));
        let decoded = code.map_or_else(|| tidy(&plain), |code| tidy(&code.decode(&plain)));
        if let Some(c) = control(&plain) {
            self.note(NoteCode::CellControl, cell, &crate::viet::unseen::code_point(c), None);
            return None;
        }
        let longest = match field {
            _ if is_name => LONGEST_NAME,
            Field::Achievement => LONGEST_ACHIEVEMENT,
            _ => LONGEST,
        };
        if decoded.chars().count() > longest {
            self.note(NoteCode::CellTooLong, cell, &longest.to_string(), None);
            return None;
        }
        if decoded.is_empty() {
            return None;
        }
        if code.is_none() && text && decoded != plain.trim_matches(' ') {
            self.note(NoteCode::CellTidied, cell, &decoded, None);
        }
        // The old code is kept as it is typed, but for its white space.
        let raw = if code.is_some() {
            plain.split_whitespace().collect::<Vec<_>>().join(" ")
        } else {
            decoded.clone()
        };
        Some(Words { cell, raw, text: decoded, code })
    }

    /// The question whether a text is in an old code.
    fn ask_code(&mut self, words: &Words, proposal: Option<Proposal>) {
        let Some(code) = words.code else { return };
        let code = match code {
            Legacy::Tcvn3 => NoteCode::LegacyTcvn3,
            Legacy::Vni => NoteCode::LegacyVni,
        };
        self.note(code, words.cell, &words.text, proposal);
    }

    fn sex_and_courtesy(&mut self) {
        if let Some(words) = self.words(Field::Courtesy) {
            self.ask_code(&words, None);
            match values::courtesy(&words.text) {
                Some((courtesy, _)) => self.row.honoree.courtesy = courtesy.or(self.row.honoree.courtesy),
                None if is_title(&words.text, self.context.vocabulary) => {
                    let title = &mut self.row.honoree.title;
                    *title = if title.is_empty() { words.text } else { format!("{} {title}", words.text) };
                }
                // The form that a provincial system gives has the kind here as well.
                None if self.context.vocabulary.kind_said(&words.text).is_some() => {}
                None => self.note(NoteCode::CourtesyUnread, words.cell, &words.text, None),
            }
        }
        if let Some(words) = self.words(Field::Sex) {
            match values::sex(&words.text) {
                Some(sex) => self.row.honoree.sex = Some(sex),
                None => self.note(NoteCode::SexUnread, words.cell, &words.text, None),
            }
        }
        if self.context.head.of(Field::Title).is_some()
            && let Some(words) = self.words(Field::Title)
        {
            self.ask_code(&words, Some(Proposal::Title(words.text.clone())));
            if self.row.honoree.title.is_empty() {
                self.row.honoree.title = words.raw;
            }
        }
    }

    fn birth(&mut self) {
        let mut found = Vec::new();
        for (field, sex) in
            [(Field::Birth, None), (Field::Male, Some(Sex::Male)), (Field::Female, Some(Sex::Female))]
        {
            let Some((cell, value)) = self.value(field) else { continue };
            if let Some(sex) = sex {
                self.row.honoree.sex = self.row.honoree.sex.or(Some(sex));
            }
            let words = plain(&value);
            // A mark says the sex and no more.
            let mark =
                sex.is_some() && (matches!(value, Value::Flag(true)) || words.trim().chars().count() == 1);
            if words.trim().is_empty() || mark {
                continue;
            }
            found.push((cell, value));
        }
        if let [_, (cell, value), ..] = found.as_slice() {
            let (cell, detail) = (*cell, plain(value).into_owned());
            self.note(NoteCode::BirthTwice, cell, &detail, None);
        }
        if let Some((cell, value)) = found.into_iter().next() {
            let detail = plain(&value).into_owned();
            match values::birth(&value, self.context.today) {
                Said::Sure(birth) => self.row.honoree.birth = Some(birth),
                Said::Ask(code, birth) => {
                    let shown = format!(
                        "{} → {}",
                        detail.trim(),
                        said::birth(
                            birth.year(),
                            match birth {
                                crate::model::honoree::Birth::Day(day) => Some(day),
                                crate::model::honoree::Birth::Year(_) => None,
                            }
                        )
                    );
                    self.note(code, cell, &shown, Some(Proposal::Birth(birth)));
                }
                Said::Unread => self.note(NoteCode::BirthUnread, cell, detail.trim(), None),
            }
        }
        let Honoree { courtesy, sex, .. } = &self.row.honoree;
        if let (Some(courtesy), Some(sex)) = (courtesy, sex)
            && courtesy.sex() != *sex
        {
            let detail = format!("{}, {}", said::courtesy(courtesy.key()), said::sex(sex.key()));
            self.note(NoteCode::SexContradicts, self.row.origin.cell, &detail, None);
        }
    }

    /// Fields that are words as they stand.
    fn texts(&mut self) {
        if let Some(words) = self.words(Field::PostUnit) {
            // The head is told once; a cell that cannot be parted is asked.
            if let Some((post, unit)) =
                words.text.split_once([',', ';']).filter(|(_, unit)| !unit.trim().is_empty())
            {
                let (post, unit) = (post.trim().to_owned(), unit.trim().to_owned());
                if words.code.is_some() {
                    self.row.honoree.post.clone_from(&words.raw);
                    self.ask_code(&words, Some(Proposal::Post(post)));
                    self.ask_code(&words, Some(Proposal::Unit(unit)));
                } else {
                    (self.row.honoree.post, self.row.honoree.unit) = (post, unit);
                }
            } else {
                self.row.honoree.post.clone_from(&words.raw);
                self.ask_code(&words, Some(Proposal::Post(words.text.clone())));
                self.note(NoteCode::PostUnitWhole, words.cell, &words.text, None);
            }
        }
        for (field, proposal) in TEXTS {
            let Some(words) = self.words(*field) else { continue };
            let said = self.value(*field).is_some_and(|(_, value)| matches!(value, Value::Text(_)));
            // A number may well be a note or a unit ("Tổ 5" is typed 5), never an award.
            if !said && *field != Field::Notes {
                self.note(NoteCode::CellNotWords, words.cell, &words.text, None);
            }
            self.ask_code(&words, Some(proposal(words.text.clone())));
            proposal(words.raw).apply(&mut self.row.honoree);
        }
    }

    fn kind(&mut self) {
        let context = self.context;
        let name_cell = self.row.origin.cell;
        let name = self.row.proposed().name;
        let mut said = None;
        if let Some(words) = self.words(Field::Kind) {
            said = context.vocabulary.kind_said(&words.text);
            if said.is_none() {
                self.note(NoteCode::KindUnread, words.cell, &words.text, None);
            }
        }
        let person = letters::is_name(&name);
        let begun = context.vocabulary.group_named(&name);
        // "Đoàn Thị Hương" begins as a group does, and is a person.
        let shape = match begun {
            Some((_, true)) if person || letters::is_upper(&name) => None,
            Some((kind, _)) => Some(kind),
            None => None,
        };
        let Honoree { courtesy, sex, birth, .. } = &self.row.honoree;
        let personal = courtesy.is_some() || sex.is_some() || birth.is_some();
        let stated = said.or(context.kind).or(context.head.kind);
        let kind = stated.unwrap_or_else(|| shape.unwrap_or(Kind::Individual));
        self.row.honoree.kind = kind;
        if name.is_empty() {
            return;
        }
        if stated.is_none() {
            if !personal || shape.is_some() {
                self.note(
                    NoteCode::KindGuessed,
                    name_cell,
                    said::kind(kind.key()),
                    Some(Proposal::Kind(kind)),
                );
            }
            return;
        }
        let other = match (kind, shape) {
            (Kind::Individual, Some(shape)) => Some(shape),
            (Kind::Collective | Kind::Enterprise, None) if begun.is_none() && person => {
                Some(Kind::Individual)
            }
            _ => None,
        };
        if let Some(other) = other {
            self.note(
                NoteCode::KindContradicts,
                name_cell,
                said::kind(other.key()),
                Some(Proposal::Kind(other)),
            );
        }
    }

    fn money(&mut self) {
        let Some((cell, value)) = self.value(Field::Money) else { return };
        let detail = plain(&value).trim().to_owned();
        if detail.is_empty() || detail == "-" {
            return;
        }
        match values::money(&value, self.context.head.scale) {
            Said::Sure(dong) => self.row.honoree.money = Some(dong),
            Said::Ask(code, dong) => {
                let shown = format!("{detail} → {}", crate::viet::number::money(dong));
                if code.weight() == Weight::Told {
                    self.row.honoree.money = Some(dong);
                    self.note(code, cell, &shown, None);
                } else {
                    self.note(code, cell, &shown, Some(Proposal::Money(dong)));
                }
            }
            Said::Unread => self.note(NoteCode::MoneyUnread, cell, &detail, None),
        }
    }

    /// What a list has a column for, and this row does not say.
    fn missing(&mut self) {
        let context = self.context;
        let head = context.head;
        let at = |field| head.of(field).map(|column| CellAt::new(self.line.row, column));
        let honoree = &self.row.honoree;
        let placed = !honoree.unit.is_empty() || !honoree.address.is_empty();
        let unit = at(Field::Unit).or(at(Field::PostUnit)).or(at(Field::Address));
        let awarded = !honoree.award.is_empty();
        let award = at(Field::Award);
        let name = self.row.origin.cell;
        if !placed && honoree.kind == Kind::Individual {
            if let Some(section) = context.unit {
                let proposal = Proposal::Unit(section.to_owned());
                self.note(NoteCode::UnitFromSection, unit.unwrap_or(name), section, Some(proposal));
            } else if let Some(cell) = unit {
                let above = Some(context.above.clone()).filter(|above| !above.is_empty());
                let detail = above.clone().unwrap_or_default();
                self.note(NoteCode::UnitMissing, cell, &detail, above.map(Proposal::Unit));
            }
        }
        if !awarded {
            if let Some(section) = context.award {
                section.clone_into(&mut self.row.honoree.award);
                self.note(NoteCode::AwardFromSection, award.unwrap_or(name), section, None);
            } else if let Some(cell) = award {
                self.note(NoteCode::AwardMissing, cell, "", None);
            }
        }
    }
}

/// A proposal of words.
type Propose = fn(String) -> Proposal;

/// Fields of words, each with what it proposes.
const TEXTS: &[(Field, Propose)] = &[
    (Field::Post, Proposal::Post),
    (Field::Unit, Proposal::Unit),
    (Field::Address, Proposal::Address),
    (Field::Award, Proposal::Award),
    (Field::Achievement, Proposal::Achievement),
    (Field::Group, Proposal::Group),
    (Field::Sphere, Proposal::Sphere),
    (Field::Notes, Proposal::Notes),
];

fn is_title(text: &str, vocabulary: &Vocabulary) -> bool {
    let taken = person::take(&format!("{text} A B"), &vocabulary.titles);
    taken.name == "A B" && !taken.title.is_empty()
}
