//! What a name in a template's expression stands for, as far as reading the text needs it.

use crate::model::template::{Field, Kind};
use crate::viet::hole::Shape;

/// The fields, and the loops that are open.
#[derive(Clone, Debug)]
pub(super) struct Scope<'a> {
    fields: &'a [Field],
    loops: Vec<(String, Option<Found<'a>>)>,
}

/// What a path leads to.
#[derive(Clone, Copy, Debug)]
struct Found<'a> {
    kind: &'a Kind,
    /// The record that holds it, when it is one that every template knows.
    record: Option<&'a str>,
    name: &'a str,
}

impl<'a> Scope<'a> {
    pub(super) fn new(fields: &'a [Field]) -> Scope<'a> {
        Scope { fields, loops: Vec::new() }
    }

    /// Enters `{% for var in list %}`.
    pub(super) fn enter(&mut self, var: &str, list: &str) {
        let entry = self.find(base(list)).and_then(|found| match found.kind {
            Kind::List(kind) => Some(Found { kind, ..found }),
            _ => None,
        });
        self.loops.push((var.to_owned(), entry));
    }

    pub(super) fn leave(&mut self) {
        self.loops.pop();
    }

    /// True when the expression is a field of official text and nothing more.
    pub(super) fn is_passage(&self, expression: &str) -> bool {
        self.find(expression.trim()).is_some_and(|found| *found.kind == Kind::OfficialText)
    }

    /// What sort of words an expression gives.
    pub(super) fn shape(&self, expression: &str) -> Shape {
        let found = self.find(base(expression));
        let is_capacity = found.is_some_and(|f| (f.record, f.name) == (Some("signer"), "capacity"));
        let is_name =
            found.is_some_and(|f| f.name == "name" && matches!(f.record, Some("signer" | "person")));
        if found.is_some_and(|f| *f.kind == Kind::Picture) {
            return Shape::Picture;
        }
        match last_filter(expression) {
            Some("upper") if is_capacity => Shape::Capacity,
            Some("upper") => Shape::Upper,
            Some("roman") => Shape::Roman,
            Some("letter") => Shape::Letter,
            Some("number" | "pad" | "day" | "month" | "year" | "length") => Shape::Arabic,
            Some("title") | None if is_name => Shape::Name,
            None if is_capacity => Shape::Capacity,
            None if counts(expression) => Shape::Arabic,
            None if found.is_some_and(|f| matches!(f.kind, Kind::Integer | Kind::Money)) => Shape::Arabic,
            _ => Shape::Words,
        }
    }

    /// Follows `a.b.c`; `None` for anything else.
    fn find(&self, path: &str) -> Option<Found<'a>> {
        let mut names = path.split('.');
        let first = names.next()?;
        let mut found = match self.loops.iter().rev().find(|(var, _)| var == first) {
            Some((_, entry)) => (*entry)?,
            None => {
                let field = self.fields.iter().find(|field| field.name == first)?;
                Found { kind: &field.kind, record: None, name: &field.name }
            }
        };
        for name in names {
            let Kind::Record(record) = found.kind else { return None };
            let field = record.fields.iter().find(|field| field.name == name)?;
            found = Found { kind: &field.kind, record: record.name.as_deref(), name: &field.name };
        }
        Some(found)
    }
}

/// True for an expression that counts: `loop.index`, `auto(1)`.
fn counts(expression: &str) -> bool {
    let bare = expression.trim();
    let call = bare.starts_with("auto(") || bare.starts_with("current(");
    bare == "loop.index" || (call && bare.find(')') == Some(bare.len() - 1))
}

/// The expression before its first filter.
fn base(expression: &str) -> &str {
    expression[..bars(expression).first().copied().unwrap_or(expression.len())].trim()
}

/// The name of the filter that has the last word.
fn last_filter(expression: &str) -> Option<&str> {
    let after = &expression[bars(expression).last()? + 1..];
    let name = after.trim();
    let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(name.len());
    let rest = name[end..].trim();
    // "a | upper if b else c" gives sometimes the one, sometimes the other.
    (rest.is_empty() || (rest.starts_with('(') && rest.ends_with(')'))).then_some(&name[..end])
}

/// Where the bars of filters stand: outside quotation marks and brackets.
fn bars(expression: &str) -> Vec<usize> {
    let mut bars = Vec::new();
    let mut depth = 0_usize;
    let mut quote: Option<char> = None;
    let mut escaped = false;
    for (at, c) in expression.char_indices() {
        match quote {
            Some(open) => {
                if c == open && !escaped {
                    quote = None;
                }
                escaped = c == '\\' && !escaped;
            }
            None => match c {
                '"' | '\'' => quote = Some(c),
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth = depth.saturating_sub(1),
                '|' if depth == 0 => bars.push(at),
                _ => {}
            },
        }
    }
    bars
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::template::given;

    #[test]
    fn the_shape_of_a_hole_is_told_from_its_last_filter_and_its_field() {
        let fields = given();
        let mut scope = Scope::new(&fields);
        scope.enter("signer", "office.signers");
        scope.enter("line", "signer.capacity");
        for (expression, shape) in [
            ("office.name | upper", Shape::Upper),
            ("office.name", Shape::Words),
            ("signer.name", Shape::Name),
            ("signer.title | upper", Shape::Upper),
            ("line | upper", Shape::Capacity),
            ("auto(1) | roman", Shape::Roman),
            ("auto(3)|letter", Shape::Letter),
            ("loop.index", Shape::Arabic),
            ("loop.index + 1", Shape::Words),
            ("office.recipients | length | pad", Shape::Arabic),
            ("office.name | upper if office.parent else \"a | roman\"", Shape::Words),
            ("office.recipients | join(\" | upper\")", Shape::Words),
            ("office.seal", Shape::Picture),
            ("office.seal | default(office.logo)", Shape::Picture),
        ] {
            assert_eq!(scope.shape(expression), shape, "{expression}");
        }
    }
}
