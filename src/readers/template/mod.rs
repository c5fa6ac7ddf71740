//! A template's file → template.
//!
//! TOML between `+++` lines, then the document's own text with holes
//! (`templates/documents/README.md`). The stages, one file each: [`front`] (fields) →
//! [`scan`] (parts put in, holes and tags found, each hole one private character) →
//! `readers::text` (what every paragraph is) → [`structure`] (blocks that repeat and
//! choose). What the expressions mean is `merge`'s to check.

mod front;
mod heading;
mod scan;
mod scope;
mod structure;

use std::sync::LazyLock;

use crate::model::template::{Expression, Field, Kind, Place, Preset, Record};
use crate::model::{Code, Problem, Standard, Template};
use crate::viet::words;
pub use heading::{Heading, Said, heading, included, reworded};
use scope::Scope;

/// The records that every template knows, in the order in which one may hold another.
static RECORDS: LazyLock<Vec<Record>> =
    LazyLock::new(|| front::records(include_str!("../../../templates/documents/records.toml")));

/// Problems as they are found.
#[derive(Debug, Default)]
struct Faults(Vec<Problem>);

impl Faults {
    fn push(&mut self, code: Code, place: Place, detail: &str) {
        let message = words::problem(code.key(), detail);
        self.0.push(Problem { code, line: place.line, column: place.column, message });
    }
}

/// Reads a template. `parts` gives the text of a shared part by its name; `standard` tells
/// the types of documents and their fixed words.
///
/// `None` when there is no template to speak of; beside it every problem that can be found
/// without knowing what the expressions mean, in the order of their places. A template with
/// problems is good for nothing but finding more of them.
pub fn read(
    text: &str,
    parts: &dyn Fn(&str) -> Option<String>,
    standard: &Standard,
) -> (Option<Template>, Vec<Problem>) {
    let mut faults = Faults::default();
    let template = template(text, parts, standard, &mut faults);
    faults.0.sort_by_key(|problem| (problem.line, problem.column));
    faults.0.dedup();
    (template, faults.0)
}

fn template(
    text: &str,
    parts: &dyn Fn(&str) -> Option<String>,
    standard: &Standard,
    faults: &mut Faults,
) -> Option<Template> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Some((head, body, body_line)) = split(text) else {
        faults.push(Code::FrontMissing, Place { line: 1, column: 1 }, "");
        return None;
    };
    let front = front::read(head, standard, &RECORDS, faults)?;
    let known = [front.fields.as_slice(), &given()].concat();
    let form = scan::scan(body, body_line, parts, &Scope::new(&known), faults);
    let (document, found) = super::text::form(&form.text, standard);
    for problem in found.into_iter().filter(|problem| form.whole && is_of_form(problem.code)) {
        let line = form.places.get(problem.line.wrapping_sub(1)).map_or(body_line, |place| place.line);
        faults.0.push(Problem { line, message: form.shown(&problem.message), ..problem });
    }
    let document = document?;
    // With faults among its tags the structure is a guess: it serves to judge the expressions.
    let mut guessed = Faults::default();
    let structural = if form.whole { &mut *faults } else { &mut guessed };
    let sections = structure::sections(document.sections, &form, structural);
    let body_start = Place { line: body_line, column: 1 };
    if form.whole && document.kind != front.kind {
        faults.push(Code::KindDiffers, body_start, &format!("{} / {}", document.kind, front.kind));
    }
    let mut fields = front.fields;
    if form.uses("office") || fields.iter().any(|field| preset_uses(field, "office")) {
        fields.extend(given().into_iter().filter(|field| field.name == "office"));
    }
    Some(Template {
        id: front.id,
        version: front.version,
        name: front.name,
        kind: front.kind,
        standard: front.standard,
        description: front.description,
        fields,
        title: document.title,
        sections,
        expressions: form.expressions,
    })
}

/// What every template knows without declaring it.
pub fn given() -> Vec<Field> {
    let office = RECORDS.iter().find(|record| record.name.as_deref() == Some("office")).cloned();
    office
        .map(|record| Field::given("office", "Cơ quan ban hành", Kind::Record(record)))
        .into_iter()
        .chain([Field::given("today", words::TODAY, Kind::Date)])
        .collect()
}

/// The front matter, the body and the line on which the body begins.
fn split(text: &str) -> Option<(&str, &str, usize)> {
    let rest = text.strip_prefix("+++")?;
    let head_start = rest.find('\n')? + 1;
    rest[..head_start].trim().is_empty().then_some(())?;
    let head = &rest[head_start..];
    let mut at = 0;
    for (number, line) in head.split_inclusive('\n').enumerate() {
        if line.trim_end() == "+++" {
            return Some((&head[..at], &head[at + line.len()..], number + 3));
        }
        at += line.len();
    }
    None
}

/// Problems of a text that are a template's as well. What a text may lack (a number, a
/// date, recipients) is asked of the merged document, not of the form.
fn is_of_form(code: Code) -> bool {
    matches!(
        code,
        Code::Empty
            | Code::NotText
            | Code::NotADocument
            | Code::DocTypeMissing
            | Code::Unplaced
            | Code::FootnoteMissing
            | Code::FootnoteUnused
            | Code::TableRagged
            | Code::InvisibleCharacter
    )
}

fn preset_uses(field: &Field, name: &str) -> bool {
    matches!(&field.default, Some(Preset::Expression(Expression { source, .. })) if scan::names(source, name))
}
