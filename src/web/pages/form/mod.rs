//! The form that a template's fields make: what it shows of data, and the data of what was typed.
//!
//! A field's name and id in the page is its JSON pointer in the data (`/honorees/0/name`), so that
//! every problem of the data leads to its place without a table between.

mod typed;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Map, Value as Json};

pub use typed::{Typed, data, moved};

use crate::{
    model::{
        DataProblem,
        template::{Field, Kind, Preset},
    },
    viet::{date, number, words::pages as said},
};

/// The field that an office fills once for all.
const OFFICE: &str = "office";

/// Most fields of an entry that a table shows side by side.
const COLUMNS: usize = 6;

/// One field as the page shows it.
#[derive(Debug, Default, Serialize)]
pub struct Node {
    /// What sort of thing is asked for.
    kind: String,
    /// Its name and id.
    pointer: String,
    label: String,
    help: String,
    required: bool,
    value: String,
    /// An invented value.
    placeholder: String,
    /// Values that may be chosen, with their names.
    options: Vec<(String, String)>,
    /// Most characters; 0 for any number.
    max: u64,
    /// Fields of a record, or entries of a list.
    inside: Vec<Node>,
    /// An entry as it is added, for the script.
    blank: Vec<Node>,
    /// Which entry of a list it is, from 1.
    at: usize,
    /// The entries stand in a table.
    table: bool,
    /// What is wrong with it.
    problems: Vec<String>,
    /// An amount in words.
    words: String,
}

/// What a template's form shows of data.
pub fn nodes(fields: &[Field], data: &Json, problems: &[DataProblem]) -> Vec<Node> {
    let show = Show { problems };
    fields
        .iter()
        .filter(|field| field.name != OFFICE)
        .map(|field| show.field(field, data.get(&field.name), &format!("/{}", field.name)))
        .collect()
}

/// The data of a form that nobody has filled yet: what stands when nothing is given.
pub fn beginning(fields: &[Field]) -> Json {
    let preset = |field: &Field| match &field.default {
        Some(Preset::Value(value)) => Some((field.name.clone(), value.clone())),
        _ => None,
    };
    Json::Object(fields.iter().filter_map(preset).collect())
}

/// Amounts of the data in words, by pointer.
pub fn amounts(nodes: &[Node]) -> Map<String, Json> {
    let mut said = Map::new();
    for node in nodes {
        if !node.words.is_empty() {
            said.insert(node.pointer.clone(), node.words.clone().into());
        }
        said.extend(amounts(&node.inside));
    }
    said
}

struct Show<'a> {
    problems: &'a [DataProblem],
}

impl Show<'_> {
    fn field(&self, field: &Field, value: Option<&Json>, pointer: &str) -> Node {
        let node = self.kind(&field.kind, value, field.sample.as_ref(), pointer);
        let max = field.limits.max.as_ref().and_then(Json::as_u64).filter(|_| field.kind.is_words());
        Node {
            label: field.label.clone(),
            help: field.help.clone(),
            required: field.required && field.default.is_none(),
            max: max.unwrap_or_default(),
            ..node
        }
    }

    fn kind(&self, kind: &Kind, value: Option<&Json>, sample: Option<&Json>, pointer: &str) -> Node {
        let ours = |problem: &&DataProblem| problem.pointer == pointer && problem.is_fault();
        let problems = self.problems.iter().filter(ours).map(|problem| problem.message.clone());
        let mut node = Node {
            kind: kind.key().to_owned(),
            pointer: pointer.to_owned(),
            problems: problems.collect(),
            ..Node::default()
        };
        match kind {
            Kind::List(entry) => self.list(&mut node, entry, value, sample),
            Kind::Record(record) => {
                node.kind = "record".to_owned();
                node.inside = record
                    .fields
                    .iter()
                    .map(|field| {
                        let value = value.and_then(|value| value.get(&field.name));
                        self.field(field, value, &format!("{pointer}/{}", field.name))
                    })
                    .collect();
            }
            Kind::Choice(choices) => {
                node.options =
                    choices.iter().map(|choice| (choice.value.clone(), choice.label.clone())).collect();
                node.value = value.map(|value| written(kind, value)).unwrap_or_default();
            }
            _ => {
                node.value = value.map(|value| written(kind, value)).unwrap_or_default();
                node.placeholder = sample.map(|value| written(kind, value)).unwrap_or_default();
                if *kind == Kind::Money {
                    let amount = value.and_then(Json::as_i64);
                    node.words = amount.and_then(number::money_words).unwrap_or_default();
                }
            }
        }
        node
    }

    fn list(&self, node: &mut Node, entry: &Kind, value: Option<&Json>, sample: Option<&Json>) {
        let given = value.and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
        let example = sample.and_then(|sample| sample.get(0));
        let simple =
            |field: &Field| !matches!(field.kind, Kind::List(_) | Kind::Record(_) | Kind::OfficialText);
        node.table = matches!(entry, Kind::Record(record)
            if record.fields.len() <= COLUMNS && record.fields.iter().all(simple));
        let row = |at: usize, value: Option<&Json>| {
            let leaf = self.kind(entry, value, example, &format!("{}/{at}", node.pointer));
            let kind = match entry {
                Kind::Record(_) if node.table => "table-row",
                Kind::Record(_) => "record-row",
                _ => "leaf-row",
            };
            let (pointer, problems) = (leaf.pointer.clone(), leaf.problems.clone());
            let inside = if matches!(entry, Kind::Record(_)) { leaf.inside } else { vec![leaf] };
            Node { kind: kind.to_owned(), pointer, problems, inside, at: at + 1, ..Node::default() }
        };
        let inside: Vec<Node> = (0..given.len().max(1)).map(|at| row(at, given.get(at))).collect();
        let blank = vec![row(0, None)];
        node.blank = blank;
        node.kind = "list".to_owned();
        node.inside = inside;
    }
}

/// A value as a person writes it: days first, thousands apart. What does not fit its kind stays as
/// it was typed.
fn written(kind: &Kind, value: &Json) -> String {
    match (kind, value) {
        (Kind::Date, Json::String(day)) => {
            let read = NaiveDate::parse_from_str(day, "%Y-%m-%d");
            read.map_or_else(|_| day.clone(), date::short)
        }
        (Kind::Month, Json::String(month)) => match date::Month::parse(month) {
            Some(month) => format!("{}/{}", month.month(), month.year()),
            None => month.clone(),
        },
        (Kind::Money, Json::Number(amount)) => {
            amount.as_i64().map_or_else(|| amount.to_string(), number::grouped)
        }
        (Kind::YesNo, Json::Bool(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
        (_, Json::String(text)) => text.clone(),
        (_, Json::Null | Json::Array(_) | Json::Object(_)) => String::new(),
        (_, other) => other.to_string(),
    }
}

/// A value of the data in words, an entry a line.
pub fn words(kind: &Kind, value: &Json) -> String {
    match (kind, value) {
        (Kind::List(entry), Json::Array(all)) => {
            all.iter().map(|one| words(entry, one)).collect::<Vec<_>>().join("\n")
        }
        (Kind::Record(record), Json::Object(given)) => {
            let said = record.fields.iter().filter_map(|field| {
                let said = words(&field.kind, given.get(&field.name)?).replace('\n', "; ");
                (!said.is_empty()).then_some(said)
            });
            said.collect::<Vec<_>>().join(", ")
        }
        (Kind::Choice(choices), Json::String(key)) => {
            let chosen = choices.iter().find(|choice| choice.value == *key);
            chosen.map_or_else(|| key.clone(), |choice| choice.label.clone())
        }
        (Kind::YesNo, Json::Bool(yes)) => if *yes { said::YES } else { said::NO }.to_owned(),
        _ => written(kind, value),
    }
}

/// The one field of a document that is written as text.
pub fn text_field() -> Vec<Field> {
    let label = said::TEXT;
    vec![Field { help: said::TEXT_HELP.to_owned(), ..Field::given("text", label, Kind::OfficialText) }]
}
