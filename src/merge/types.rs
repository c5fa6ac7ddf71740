//! What an expression gives, told before anything is merged: unknown names, filters and
//! functions, and values of the wrong kind, each at its place.

use std::collections::HashSet;

use minijinja::machinery::parse_expr;

use super::walk::Walk;
use crate::model::template::{Expression, Field, Kind, Place};
use crate::model::{Code, Problem};
use crate::viet::words;

/// What an expression gives.
#[derive(Clone, Copy, Debug)]
pub(super) enum Type<'a> {
    Words,
    Number,
    Day,
    Month,
    Truth,
    Passage,
    Picture,
    Record(&'a [Field], Option<&'a str>),
    List(Option<&'a Kind>),
    Loop,
    /// Nothing, or something that cannot be told.
    Open,
}

impl<'a> Type<'a> {
    pub(super) fn of(kind: &'a Kind) -> Type<'a> {
        match kind {
            Kind::Text | Kind::LongText | Kind::Unit | Kind::Choice(_) => Type::Words,
            Kind::OfficialText => Type::Passage,
            Kind::Picture => Type::Picture,
            Kind::Integer | Kind::Money => Type::Number,
            Kind::Date => Type::Day,
            Kind::Month => Type::Month,
            Kind::YesNo => Type::Truth,
            Kind::List(entry) => Type::List(Some(entry)),
            Kind::Record(record) => Type::Record(&record.fields, record.name.as_deref()),
        }
    }

    pub(super) fn key(self) -> &'static str {
        match self {
            Type::Words | Type::Open => "text",
            Type::Number => "integer",
            Type::Day => "date",
            Type::Month => "month",
            Type::Truth => "yes-no",
            Type::Passage => "official-text",
            Type::Picture => "picture",
            Type::Record(..) | Type::Loop => "record",
            Type::List(_) => "list",
        }
    }

    /// True when it can stand among words.
    pub(super) fn prints(self) -> bool {
        matches!(self, Type::Words | Type::Number | Type::Day | Type::Month | Type::Open)
    }
}

/// A path that an expression reads, with the label of what it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Read {
    pub(super) path: Vec<String>,
    pub(super) label: String,
}

/// Names that are known, and what has been read of them.
#[derive(Debug)]
pub(super) struct Checker<'a> {
    pub(super) fields: Vec<&'a Field>,
    pub(super) loops: Vec<(String, Type<'a>)>,
    /// Addresses of the fields that some expression reads.
    pub(super) used: HashSet<usize>,
    pub(super) problems: Vec<Problem>,
}

/// The address of a field: fields stay where they are while their template is checked.
pub(super) fn address(field: &Field) -> usize {
    std::ptr::from_ref(field) as usize
}

impl<'a> Checker<'a> {
    pub(super) fn new(fields: impl Iterator<Item = &'a Field>) -> Checker<'a> {
        Checker { fields: fields.collect(), loops: Vec::new(), used: HashSet::new(), problems: Vec::new() }
    }

    pub(super) fn enter(&mut self, var: &str, entry: Type<'a>) {
        self.loops.push((var.to_owned(), entry));
    }

    pub(super) fn leave(&mut self) {
        self.loops.pop();
    }

    /// Checks an expression that stands among words, or among words and `pictures`; returns
    /// what it reads.
    pub(super) fn printed(&mut self, expression: &Expression, pictures: bool) -> Vec<Read> {
        let (given, reads) = self.read(expression);
        let stands = given.prints() || pictures && matches!(given, Type::Picture);
        if !stands {
            self.mismatch(expression.place, "text", given.key());
        }
        reads
    }

    /// Checks the expression of `{% for %}`; returns what it reads and what an entry is.
    pub(super) fn list(&mut self, expression: &Expression) -> (Type<'a>, Vec<Read>) {
        let (given, reads) = self.read(expression);
        let entry = match given {
            Type::List(Some(kind)) => Type::of(kind),
            Type::List(None) | Type::Open => Type::Open,
            other => {
                self.mismatch(expression.place, "list", other.key());
                Type::Open
            }
        };
        (entry, reads)
    }

    /// Checks any expression; returns what it gives and what it reads.
    pub(super) fn read(&mut self, expression: &Expression) -> (Type<'a>, Vec<Read>) {
        let mut reads = Vec::new();
        let given = match parse_expr(&expression.source) {
            Ok(parsed) => Walk { checker: self, expression, reads: &mut reads }.expr(&parsed),
            Err(_) => {
                self.problem(Code::ExpressionSyntax, expression.place, &expression.source);
                Type::Open
            }
        };
        (given, reads)
    }

    pub(super) fn problem(&mut self, code: Code, place: Place, detail: &str) {
        let message = words::problem(code.key(), detail);
        self.problems.push(Problem { code, line: place.line, column: place.column, message });
    }

    pub(super) fn mismatch(&mut self, place: Place, wanted: &str, given: &str) {
        let detail = words::instead(wanted, given);
        self.problem(Code::KindMismatch, place, &detail);
    }
}
