//! A walk through one expression: what it gives, what it reads, what is wrong with it.

use minijinja::machinery::{Span, ast};
use minijinja::value::ValueKind;

use super::signatures::{FILTERS, Gives, Takes};
use super::types::{Checker, Read, Type, address};
use crate::model::Code;
use crate::model::template::{Expression, Kind, Place};

/// One expression on its way through the checker.
pub(super) struct Walk<'w, 'a> {
    pub(super) checker: &'w mut Checker<'a>,
    pub(super) expression: &'w Expression,
    pub(super) reads: &'w mut Vec<Read>,
}

impl<'a> Walk<'_, 'a> {
    fn place(&self, span: Span) -> Place {
        let place = self.expression.place;
        Place { line: place.line, column: place.column + usize::from(span.start_col) }
    }

    fn wants(&mut self, span: Span, takes: Takes, given: Type) {
        if !takes.takes(given) {
            let place = self.place(span);
            self.checker.mismatch(place, takes.key(), given.key());
        }
    }

    fn unknown(&mut self, code: Code, span: Span, name: &str) -> Type<'a> {
        let place = self.place(span);
        self.checker.problem(code, place, name);
        Type::Open
    }

    pub(super) fn expr(&mut self, expr: &ast::Expr) -> Type<'a> {
        match expr {
            ast::Expr::Var(var) => self.var(var.id, var.span()),
            ast::Expr::GetAttr(attr) => self.attr(attr, attr.span()),
            ast::Expr::Const(constant) => match constant.value.kind() {
                ValueKind::String => Type::Words,
                ValueKind::Number => Type::Number,
                ValueKind::Bool => Type::Truth,
                _ => Type::Open,
            },
            ast::Expr::Filter(filter) => self.filter(filter, filter.span()),
            ast::Expr::Test(test) => {
                self.expr(&test.expr);
                if !matches!(test.name, "defined" | "none") {
                    self.unknown(Code::FunctionUnknown, test.span(), test.name);
                }
                Type::Truth
            }
            ast::Expr::Call(call) => self.call(call, call.span()),
            ast::Expr::BinOp(op) => self.binary(op),
            ast::Expr::UnaryOp(op) => {
                let given = self.expr(&op.expr);
                match op.op {
                    ast::UnaryOpKind::Not => Type::Truth,
                    ast::UnaryOpKind::Neg => {
                        self.wants(op.span(), Takes::Number, given);
                        Type::Number
                    }
                }
            }
            ast::Expr::Compare(compare) => {
                self.expr(&compare.expr);
                for part in &compare.ops {
                    self.expr(&part.expr);
                }
                Type::Truth
            }
            ast::Expr::IfExpr(choice) => {
                self.expr(&choice.test_expr);
                let given = self.expr(&choice.true_expr);
                let other = choice.false_expr.as_ref().map(|other| self.expr(other));
                either(given, other.unwrap_or(Type::Open))
            }
            ast::Expr::GetItem(item) => {
                let given = self.expr(&item.expr);
                self.expr(&item.subscript_expr);
                match given {
                    Type::List(Some(kind)) => Type::of(kind),
                    _ => Type::Open,
                }
            }
            ast::Expr::Slice(slice) => self.expr(&slice.expr),
            ast::Expr::List(list) => {
                for entry in &list.items {
                    self.expr(entry);
                }
                Type::List(None)
            }
            ast::Expr::Tuple(tuple) => self.unknown(Code::ExpressionSyntax, tuple.span(), "( , )"),
            ast::Expr::Map(map) => self.unknown(Code::ExpressionSyntax, map.span(), "{ : }"),
        }
    }

    fn var(&mut self, name: &str, span: Span) -> Type<'a> {
        if name == "loop" && !self.checker.loops.is_empty() {
            return Type::Loop;
        }
        if let Some((_, entry)) = self.checker.loops.iter().rev().find(|(var, _)| var == name) {
            return *entry;
        }
        let Some(field) = self.checker.fields.iter().copied().find(|field| field.name == name) else {
            return self.unknown(Code::NameUnknown, span, name);
        };
        self.checker.used.insert(address(field));
        self.reads.push(Read { path: vec![name.to_owned()], label: field.label.clone() });
        Type::of(&field.kind)
    }

    fn attr(&mut self, attr: &ast::GetAttr, span: Span) -> Type<'a> {
        let given = self.expr(&attr.expr);
        match given {
            Type::Open => Type::Open,
            Type::Loop => match attr.name {
                "index" | "index0" | "length" => Type::Number,
                "first" | "last" => Type::Truth,
                other => self.unknown(Code::NameUnknown, span, &format!("loop.{other}")),
            },
            Type::Record(fields, _) => {
                let shown = path(&attr.expr).map(|mut path| {
                    path.push(attr.name.to_owned());
                    path
                });
                let Some(field) = fields.iter().find(|field| field.name == attr.name) else {
                    let shown = shown.map_or_else(|| attr.name.to_owned(), |path| path.join("."));
                    return self.unknown(Code::NameUnknown, span, &shown);
                };
                self.checker.used.insert(address(field));
                if let Some(path) = shown {
                    self.reads.push(Read { path, label: field.label.clone() });
                }
                Type::of(&field.kind)
            }
            other => {
                let place = self.place(span);
                self.checker.mismatch(place, "record", other.key());
                Type::Open
            }
        }
    }

    fn filter(&mut self, filter: &ast::Filter, span: Span) -> Type<'a> {
        let given = filter.expr.as_ref().map_or(Type::Open, |inner| self.expr(inner));
        let args: Vec<(Type<'a>, Option<String>)> = filter
            .args
            .iter()
            .map(|arg| match arg {
                ast::CallArg::Pos(inner) => {
                    let text = inner.as_const().and_then(|value| value.as_str().map(ToOwned::to_owned));
                    (self.expr(inner), text)
                }
                ast::CallArg::Kwarg(_, inner)
                | ast::CallArg::PosSplat(inner)
                | ast::CallArg::KwargSplat(inner) => (self.expr(inner), None),
            })
            .collect();
        let Some((_, takes, gives)) = FILTERS.iter().find(|(name, ..)| *name == filter.name) else {
            return self.unknown(Code::FilterUnknown, span, filter.name);
        };
        self.wants(span, *takes, given);
        if filter.name == "person"
            && let Type::Record(fields, _) = given
        {
            let said = fields.iter().filter(|field| matches!(field.name.as_str(), "name" | "honorific"));
            self.checker.used.extend(said.map(address));
        }
        if matches!(filter.name, "sum" | "where") {
            self.entry_field(given, args.first().and_then(|(_, text)| text.as_deref()), filter.name, span);
        }
        match gives {
            Gives::Words => Type::Words,
            Gives::Number => Type::Number,
            Gives::Entry => match given {
                Type::List(Some(kind)) => Type::of(kind),
                _ => Type::Open,
            },
            Gives::Same if filter.name == "default" => {
                either(given, args.first().map_or(Type::Open, |(kind, _)| *kind))
            }
            Gives::Same => given,
        }
    }

    /// The field of a list's entries that `sum("field")` and `where("field", …)` name.
    fn entry_field(&mut self, given: Type<'a>, name: Option<&str>, filter: &str, span: Span) {
        let (Type::List(Some(Kind::Record(record))), Some(name)) = (given, name) else { return };
        let Some(field) = record.fields.iter().find(|field| field.name == name) else {
            self.unknown(Code::NameUnknown, span, name);
            return;
        };
        self.checker.used.insert(address(field));
        if filter == "sum" {
            self.wants(span, Takes::Number, Type::of(&field.kind));
        }
    }

    fn call(&mut self, call: &ast::Call, span: Span) -> Type<'a> {
        let name = match &call.expr {
            ast::Expr::Var(var) => var.id,
            _ => "",
        };
        let plain = match call.args.as_slice() {
            [ast::CallArg::Pos(arg)] => arg.as_const().is_some(),
            _ => false,
        };
        if !matches!(name, "auto" | "current") || !plain {
            let shown = if name.is_empty() { "()" } else { name };
            return self.unknown(Code::FunctionUnknown, span, shown);
        }
        Type::Number
    }

    fn binary(&mut self, op: &ast::Spanned<ast::BinOp>) -> Type<'a> {
        let (left, right) = (self.expr(&op.left), self.expr(&op.right));
        match op.op {
            ast::BinOpKind::ScAnd | ast::BinOpKind::ScOr => either(left, right),
            ast::BinOpKind::Concat => {
                for given in [left, right] {
                    if !given.prints() {
                        self.wants(op.span(), Takes::Printed, given);
                    }
                }
                Type::Words
            }
            ast::BinOpKind::Eq
            | ast::BinOpKind::Ne
            | ast::BinOpKind::Lt
            | ast::BinOpKind::Lte
            | ast::BinOpKind::Gt
            | ast::BinOpKind::Gte
            | ast::BinOpKind::In => Type::Truth,
            ast::BinOpKind::Add if matches!((left, right), (Type::List(_), Type::List(_))) => left,
            // Text times a number would be text without end.
            _ => self.numbers(op.span(), [left, right]),
        }
    }

    fn numbers(&mut self, span: Span, sides: [Type<'a>; 2]) -> Type<'a> {
        for given in sides {
            if !matches!(given, Type::Number) {
                let place = self.place(span);
                self.checker.mismatch(place, "integer", given.key());
            }
        }
        Type::Number
    }
}

/// What gives the one or the other.
fn either<'a>(one: Type<'a>, other: Type<'a>) -> Type<'a> {
    if matches!(one, Type::Open) { other } else { one }
}

/// The names of `a.b.c`.
fn path(expr: &ast::Expr) -> Option<Vec<String>> {
    match expr {
        ast::Expr::Var(var) => Some(vec![var.id.to_owned()]),
        ast::Expr::GetAttr(attr) => {
            let mut names = path(&attr.expr)?;
            names.push(attr.name.to_owned());
            Some(names)
        }
        _ => None,
    }
}
