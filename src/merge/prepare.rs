//! Compiles and checks every expression of a template.

use minijinja::Expression;

use super::filters::ENVIRONMENT;
use super::types::{Checker, Read, Type, address};
use crate::model::template::{BlockForm, Field, Kind, Node, Place, Preset, SectionForm};
use crate::model::{Code, Inline, Problem, Template};
use crate::viet::words;

/// A template whose expressions are compiled and known to be sound.
#[derive(Debug)]
pub struct Prepared {
    /// The template.
    pub template: Template,
    pub(super) compiled: Vec<Compiled>,
    /// What stands in a field of the template when nothing is given, where an expression
    /// says it; beside the fields.
    pub(super) presets: Vec<Option<Expression<'static, 'static>>>,
}

/// An expression, ready to be evaluated.
#[derive(Debug)]
pub(super) struct Compiled {
    pub(super) expression: Expression<'static, 'static>,
    /// The names of `a.b.c`, where it is no more than that, as most are: they are followed
    /// without the machine of expressions.
    pub(super) path: Option<Vec<String>>,
    /// The fields it reads, in the order of reading.
    pub(super) reads: Vec<Read>,
}

/// Prepares a template, or names everything that is wrong with its expressions: names that
/// are no fields, unknown filters, values of the wrong kind, fields that nothing uses.
///
/// # Errors
/// Every problem, in the order of places.
pub fn prepare(template: Template) -> Result<Prepared, Vec<Problem>> {
    let today = Field::given("today", words::TODAY, Kind::Date);
    let (reads, mut problems) = check(&template, &today);
    let mut compiled = Vec::with_capacity(template.expressions.len());
    for (expression, reads) in template.expressions.iter().zip(reads) {
        match ENVIRONMENT.compile_expression_owned(expression.source.clone()) {
            Ok(ready) => compiled.push(Compiled { expression: ready, path: path(&expression.source), reads }),
            Err(_) => problems.push(problem(Code::ExpressionSyntax, expression.place, &expression.source)),
        }
    }
    let mut presets = Vec::with_capacity(template.fields.len());
    for field in &template.fields {
        let Some(Preset::Expression(preset)) = &field.default else {
            presets.push(None);
            continue;
        };
        match ENVIRONMENT.compile_expression_owned(preset.source.clone()) {
            Ok(expression) => presets.push(Some(expression)),
            Err(_) => problems.push(problem(Code::ExpressionSyntax, preset.place, &preset.source)),
        }
    }
    problems.sort_by_key(|problem| (problem.line, problem.column));
    problems.dedup();
    if problems.is_empty() { Ok(Prepared { template, compiled, presets }) } else { Err(problems) }
}

/// The names of an expression that is `a.b.c` and nothing more.
fn path(source: &str) -> Option<Vec<String>> {
    let name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    };
    let names: Vec<String> = source.trim().split('.').map(ToOwned::to_owned).collect();
    let constant = matches!(names[0].to_ascii_lowercase().as_str(), "true" | "false" | "none");
    (!constant && names.iter().all(|one| name(one))).then_some(names)
}

fn problem(code: Code, place: Place, detail: &str) -> Problem {
    let message = words::problem(code.key(), detail);
    Problem { code, line: place.line, column: place.column, message }
}

/// What each expression reads, and everything that is wrong.
fn check(template: &Template, today: &Field) -> (Vec<Vec<Read>>, Vec<Problem>) {
    let fields = template.fields.iter().chain([today]);
    let mut walk = Walk {
        template,
        checker: Checker::new(fields),
        reads: vec![Vec::new(); template.expressions.len()],
        seen: vec![false; template.expressions.len()],
    };
    for field in &template.fields {
        if let Some(Preset::Expression(preset)) = &field.default {
            walk.checker.read(preset);
        }
    }
    walk.text(&template.title, true);
    walk.sections(&template.sections);
    let Walk { mut checker, reads, .. } = walk;
    unused(&template.fields, &mut checker);
    (reads, checker.problems)
}

/// Fields that nothing reads. What every template knows may stay unused.
fn unused(fields: &[Field], checker: &mut Checker) {
    for field in fields {
        if field.place == Place::default() {
            continue;
        }
        if !checker.used.contains(&address(field)) {
            checker.problems.push(problem(Code::FieldUnused, field.place, &field.name));
        } else if let Some(entries) = own_fields(&field.kind) {
            unused(entries, checker);
        }
    }
}

/// The fields of a list's own records.
fn own_fields(kind: &Kind) -> Option<&[Field]> {
    match kind {
        Kind::List(entry) => match entry.as_ref() {
            Kind::Record(record) if record.name.is_none() => Some(&record.fields),
            _ => None,
        },
        _ => None,
    }
}

struct Walk<'a> {
    template: &'a Template,
    checker: Checker<'a>,
    reads: Vec<Vec<Read>>,
    seen: Vec<bool>,
}

impl<'a> Walk<'a> {
    fn sections(&mut self, nodes: &'a [Node<SectionForm>]) {
        self.nodes(nodes, &mut |walk, section| walk.blocks(&section.blocks));
    }

    fn blocks(&mut self, nodes: &'a [Node<BlockForm>]) {
        self.nodes(nodes, &mut |walk, form| match form {
            BlockForm::Plain(block) => {
                for paragraph in block.paragraphs() {
                    walk.inlines(&paragraph.text, true);
                }
            }
            BlockForm::Columns { cells, .. } => {
                for cell in cells {
                    walk.nodes(cell, &mut |walk, paragraph| walk.inlines(&paragraph.text, true));
                }
            }
            BlockForm::Table { rows, .. } => walk.nodes(rows, &mut |walk, row| {
                for cell in row {
                    walk.inlines(cell, true);
                }
            }),
            BlockForm::Official { hole, .. } => {
                let (_, reads) = walk.checker.read(&walk.template.expressions[*hole]);
                walk.reads[*hole] = reads;
            }
        });
    }

    /// `pictures` may stand among words, but for those of footnotes.
    fn inlines(&mut self, inlines: &'a [Inline], pictures: bool) {
        for inline in inlines {
            match inline {
                Inline::Text(run) => self.text(&run.text, pictures),
                Inline::Footnote { text } => self.inlines(text, false),
                Inline::Break | Inline::Picture(_) => {}
            }
        }
    }

    fn text(&mut self, text: &str, pictures: bool) {
        for (number, _) in text.chars().filter_map(crate::viet::hole::read) {
            // The title says again what the subject says.
            if self.seen[number] {
                continue;
            }
            self.seen[number] = true;
            self.reads[number] = self.checker.printed(&self.template.expressions[number], pictures);
        }
    }

    fn nodes<T>(&mut self, nodes: &'a [Node<T>], one: &mut dyn FnMut(&mut Self, &'a T)) {
        for node in nodes {
            match node {
                Node::One(thing) => one(self, thing),
                Node::Repeat { var, list, body } => {
                    let (entry, reads) = self.checker.list(&self.template.expressions[*list]);
                    self.reads[*list] = reads;
                    self.checker.enter(var, entry);
                    self.nodes(body, one);
                    self.checker.leave();
                }
                Node::When { branches, otherwise } => {
                    for (test, body) in branches {
                        let (_, reads): (Type, _) = self.checker.read(&self.template.expressions[*test]);
                        self.reads[*test] = reads;
                        self.nodes(body, one);
                    }
                    self.nodes(otherwise, one);
                }
            }
        }
    }
}
