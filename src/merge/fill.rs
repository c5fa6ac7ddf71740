//! Structure with holes + values → document.

use std::sync::{Arc, Mutex};

use minijinja::{ErrorKind, Value};

use super::scope::{Context, Counters, Turn, count};
use super::value::Entry;
use super::{Merged, Prepared, Record};
use crate::model::template::{Node, Passage, SectionForm};
use crate::model::{DataCode, DataProblem, Document, Section};
use crate::viet::words as say;

/// Paragraphs, rows and loops that one document may have.
const MOST_STEPS: usize = 400_000;

/// Bytes of words that one document may have.
const MOST_BYTES: usize = 24 << 20;

/// Merges a record into a template. There is always a document: a hole without a value
/// shows its field's label in brackets, and every such hole is a problem.
///
/// `passages` are the record's own paragraphs, read, in the record's order.
pub fn merge(prepared: &Prepared, record: &Record, passages: &[Passage]) -> Merged {
    let counters = Arc::new(Mutex::new(Counters::default()));
    let next = Arc::clone(&counters);
    let functions = Arc::new([
        ("auto", Value::from_function(move |level: Value| count(&next, &level, 1))),
        ("current", Value::from_function(move |level: Value| count(&counters, &level, 0))),
    ]);
    let mut filling = Filling {
        prepared,
        record,
        passages,
        names: Context { functions, ..Context::of(&record.values) },
        shown: None,
        problems: record.problems.clone(),
        hollow: 0,
        steps: 0,
        bytes: 0,
    };
    let template = &prepared.template;
    let mut sections = Vec::new();
    filling.nodes(&template.sections, &mut |filling, section: &SectionForm| {
        let blocks = filling.blocks(&section.blocks);
        sections.push(Section { kind: section.kind, blocks });
    });
    let title = filling.text(&template.title).replace('\n', " ");
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let document = Document { kind: template.kind.clone(), title, sections };
    Merged { document, problems: filling.problems }
}

pub(super) struct Filling<'a> {
    pub(super) prepared: &'a Prepared,
    pub(super) record: &'a Record,
    pub(super) passages: &'a [Passage],
    /// What names stand for where the document is being filled.
    names: Context,
    /// The same, as expressions see it; made when one asks.
    shown: Option<Value>,
    pub(super) problems: Vec<DataProblem>,
    /// How many loops are open whose list is missing: what they lack is told already.
    hollow: usize,
    steps: usize,
    pub(super) bytes: usize,
}

impl Filling<'_> {
    /// Counts a step; false when the document has grown beyond all measure.
    fn step(&mut self) -> bool {
        self.steps += 1;
        let within = self.steps <= MOST_STEPS && self.bytes <= MOST_BYTES;
        if !within && !self.problems.iter().any(|problem| problem.code == DataCode::DocumentTooLarge) {
            let detail = if self.bytes > MOST_BYTES { MOST_BYTES } else { MOST_STEPS };
            self.problem(DataCode::DocumentTooLarge, "", "", &detail.to_string(), None);
        }
        within
    }

    pub(super) fn problem(
        &mut self,
        code: DataCode,
        pointer: &str,
        label: &str,
        detail: &str,
        expression: Option<usize>,
    ) {
        let written = expression.map(|number| &self.prepared.template.expressions[number]);
        self.problems.push(DataProblem {
            code,
            pointer: pointer.to_owned(),
            label: label.to_owned(),
            line: written.map_or(0, |written| written.place.line),
            column: written.map_or(0, |written| written.place.column),
            sentence: written.map(|written| written.sentence.clone()).unwrap_or_default(),
            message: say::value(code.key(), detail),
        });
    }

    /// Repeats and chooses; hands each thing that stands to `place`.
    pub(super) fn nodes<T>(&mut self, nodes: &[Node<T>], place: &mut dyn FnMut(&mut Self, &T)) {
        for node in nodes {
            if !self.step() {
                return;
            }
            match node {
                Node::One(one) => place(self, one),
                Node::Repeat { var, list, body } => {
                    let given = self.value(*list);
                    // A list that is missing shows once what an entry would say.
                    let hollow = usize::from(given.is_none());
                    let entries: Vec<Value> = match given {
                        Some(list) if !list.is_none() => {
                            list.try_iter().map(Iterator::collect).unwrap_or_default()
                        }
                        Some(_) => Vec::new(),
                        None => vec![Value::UNDEFINED],
                    };
                    self.hollow += hollow;
                    self.repeat(var, entries, body, place);
                    self.hollow -= hollow;
                }
                Node::When { branches, otherwise } => {
                    let taken = branches.iter().find(|(test, _)| self.holds(*test));
                    let body = taken.map_or(otherwise, |(_, body)| body);
                    self.nodes(body, place);
                }
            }
        }
    }

    fn repeat<T>(
        &mut self,
        var: &str,
        entries: Vec<Value>,
        body: &[Node<T>],
        place: &mut dyn FnMut(&mut Self, &T),
    ) {
        let count = entries.len();
        let (turn, var): (Arc<str>, Arc<str>) = ("loop".into(), var.into());
        for (at, entry) in entries.into_iter().enumerate() {
            self.names.loops.push((Arc::clone(&turn), Value::from_object(Turn { at, count })));
            self.names.loops.push((Arc::clone(&var), entry));
            self.shown = None;
            self.nodes(body, place);
            self.names.loops.truncate(self.names.loops.len() - 2);
            self.shown = None;
            if !self.step() {
                return;
            }
        }
    }

    /// A test that reads what is missing does not hold, and says so.
    fn holds(&mut self, test: usize) -> bool {
        self.value(test).is_some_and(|value| value.is_true())
    }

    /// What an expression gives; `None`, with its problem told, when it gives nothing.
    pub(super) fn value(&mut self, number: usize) -> Option<Value> {
        let compiled = &self.prepared.compiled[number];
        if let Some(path) = &compiled.path {
            let found = self.names.follow(path);
            if found.is_none() {
                self.miss(number, true);
            }
            return found;
        }
        let names = self.shown.get_or_insert_with(|| Value::from_object(self.names.clone()));
        match compiled.expression.eval(names.clone()) {
            Ok(value) if !value.is_undefined() => Some(value),
            Ok(_) => {
                self.miss(number, true);
                None
            }
            Err(error) => {
                self.miss(number, error.kind() == ErrorKind::UndefinedError);
                None
            }
        }
    }

    /// Tells that an expression has no value: the first field on its way that has none.
    fn miss(&mut self, number: usize, undefined: bool) {
        if self.hollow > 0 {
            return;
        }
        let prepared = self.prepared;
        let written = &prepared.template.expressions[number];
        let missing = prepared.compiled[number].reads.iter().find_map(|read| {
            let pointer = self.missing(&read.path)?;
            Some((pointer, read.label.clone()))
        });
        let Some((pointer, label)) = missing.filter(|_| undefined) else {
            self.problem(DataCode::Failed, "", "", &written.source, Some(number));
            return;
        };
        // The sentence goes to the problem that admission has already told.
        if let Some(told) = self.problems.iter_mut().find(|problem| problem.pointer == pointer) {
            if told.code == DataCode::Missing && told.sentence.is_empty() {
                told.line = written.place.line;
                told.column = written.place.column;
                told.sentence.clone_from(&written.sentence);
            }
            return;
        }
        self.problem(DataCode::Missing, &pointer, &label, &label, Some(number));
    }

    /// The JSON pointer at which a path breaks off, when it does.
    fn missing(&self, path: &[String]) -> Option<String> {
        let (first, rest) = path.split_first()?;
        let looped = self.names.loops.iter().rev().find(|(name, _)| **name == **first);
        let looped = looped.map(|(_, value)| value.clone());
        let mut pointer = String::new();
        let mut value = match looped {
            Some(value) => value,
            None => {
                pointer = format!("/{first}");
                match self.names.values.get(first) {
                    Some(value) => value.clone(),
                    None => return Some(pointer),
                }
            }
        };
        for name in rest {
            if let Some(entry) = value.downcast_object_ref::<Entry>() {
                pointer.clone_from(&entry.pointer);
            }
            pointer.push('/');
            pointer.push_str(name);
            value = match value.get_attr(name) {
                Ok(next) if !next.is_undefined() => next,
                _ => return Some(pointer),
            };
        }
        value.is_undefined().then_some(pointer)
    }
}
