//! Finds holes and tags in a template's text and puts shared parts in their places.

use super::Faults;
use super::scope::Scope;
use crate::model::Code;
use crate::model::template::{Expression, Place};
use crate::viet::hole::{self, Mark};

/// Parts may hold parts this deep.
const DEEPEST: usize = 8;

/// A template has no more lines, its parts put in.
const MOST_LINES: usize = 20_000;

/// What a mark of the text stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tag {
    /// With the numbers of their expressions.
    For {
        var: String,
        list: usize,
    },
    If(usize),
    Elif(usize),
    Else(Place),
    EndFor(Place),
    EndIf(Place),
}

/// A template's text with private characters where holes and tags were.
#[derive(Debug, Default)]
pub(super) struct Form {
    pub(super) text: String,
    /// Where each line of `text` stands in the file.
    pub(super) places: Vec<Place>,
    pub(super) expressions: Vec<Expression>,
    /// For each expression, true when it is a hole for official text.
    pub(super) passages: Vec<bool>,
    pub(super) tags: Vec<Tag>,
    /// Every block is closed: the text can be read as structure.
    pub(super) whole: bool,
}

impl Form {
    /// True when an expression names this field.
    pub(super) fn uses(&self, name: &str) -> bool {
        self.expressions.iter().any(|expression| names(&expression.source, name))
    }

    /// A text with its holes as they stand in the file.
    pub(super) fn shown(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match hole::read(c).and_then(|(number, _)| self.expressions.get(number)) {
                Some(expression) => out.push_str(&format!("{{{{ {} }}}}", expression.source)),
                None => out.push(c),
            }
        }
        out
    }

    /// The tag as it stands in the file.
    pub(super) fn show(&self, tag: usize) -> String {
        match &self.tags[tag] {
            Tag::For { list: expression, .. } | Tag::If(expression) | Tag::Elif(expression) => {
                self.expressions[*expression].sentence.clone()
            }
            Tag::Else(_) => "{% else %}".to_owned(),
            Tag::EndFor(_) => "{% endfor %}".to_owned(),
            Tag::EndIf(_) => "{% endif %}".to_owned(),
        }
    }
}

/// True when the name stands in the expression as a word of its own.
pub(super) fn names(expression: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    expression.match_indices(name).any(|(at, _)| {
        let before = expression[..at].chars().next_back();
        let after = expression[at + name.len()..].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(|c| is_part(c) && c != '.')
    })
}

/// Scans the body of a template that begins on line `first` of its file.
pub(super) fn scan(
    body: &str,
    first: usize,
    parts: &dyn Fn(&str) -> Option<String>,
    scope: &Scope,
    faults: &mut Faults,
) -> Form {
    let form = Form { whole: true, ..Form::default() };
    let mut scanner = Scanner { form, parts, scope: scope.clone(), open: Vec::new(), faults };
    scanner.lines(body, &|line| line + first, 0);
    // A block that is never closed ends with the text, so that the rest can be read and
    // judged all the same.
    while let Some((tag, place)) = scanner.open.pop() {
        let shown = scanner.form.show(tag);
        scanner.fault(Code::BlockUnclosed, place, &shown);
        let end = if matches!(scanner.form.tags[tag], Tag::For { .. }) {
            Tag::EndFor(place)
        } else {
            Tag::EndIf(place)
        };
        scanner.mark(end, Mark::Closes, place);
    }
    scanner.form
}

struct Scanner<'a, 'b> {
    form: Form,
    parts: &'a dyn Fn(&str) -> Option<String>,
    scope: Scope<'b>,
    /// The tags whose blocks are open, and where.
    open: Vec<(usize, Place)>,
    faults: &'a mut Faults,
}

impl Scanner<'_, '_> {
    fn fault(&mut self, code: Code, place: Place, detail: &str) {
        self.form.whole = false;
        self.faults.push(code, place, detail);
    }

    fn lines(&mut self, text: &str, number: &dyn Fn(usize) -> usize, depth: usize) {
        for (index, line) in text.lines().enumerate() {
            let column = line.chars().take_while(|c| c.is_whitespace()).count() + 1;
            let place = Place { line: number(index), column };
            if self.form.places.len() >= MOST_LINES {
                self.fault(Code::TemplateTooLarge, place, &MOST_LINES.to_string());
                return;
            }
            let bare = line.trim();
            if bare.starts_with("{#") && bare.ends_with("#}") {
                continue;
            }
            if bare.contains(hole::is_private) {
                self.fault(Code::NotText, place, "");
            } else if bare.starts_with("{%") {
                self.tag(bare, place, depth);
            } else if let Some(at) = outside_holes(line, "{%") {
                let column = line[..at].chars().count() + 1;
                self.fault(Code::TagMisplaced, Place { column, ..place }, bare);
            } else {
                let text = self.holes(line, place.line);
                self.push(&text, place);
            }
        }
    }

    fn push(&mut self, line: &str, place: Place) {
        self.form.text.push_str(line);
        self.form.text.push('\n');
        self.form.places.push(place);
    }

    /// The line with a private character for each hole.
    fn holes(&mut self, line: &str, number: usize) -> String {
        let mut out = String::with_capacity(line.len());
        let mut rest = line;
        while let Some(start) = rest.find("{{") {
            out.push_str(&rest[..start]);
            let inner = &rest[start + 2..];
            let at = line.len() - inner.len();
            let skipped = inner.len() - inner.trim_start().len();
            let place = Place { line: number, column: line[..at + skipped].chars().count() + 1 };
            let Some(end) = close(inner, "}}") else {
                self.fault(Code::HoleUnclosed, place, "");
                return out;
            };
            let source = inner[..end].trim();
            let count = self.form.expressions.len();
            let Some(c) = hole::hole(count, self.scope.shape(source)) else {
                self.fault(Code::TemplateTooLarge, place, &hole::MOST.to_string());
                return out;
            };
            out.push(c);
            let sentence = line.trim().to_owned();
            self.form.expressions.push(Expression { source: source.to_owned(), place, sentence });
            self.form.passages.push(self.scope.is_passage(source));
            rest = &inner[end + 2..];
        }
        out.push_str(rest);
        out
    }

    /// Reads a line that is a tag.
    fn tag(&mut self, line: &str, place: Place, depth: usize) {
        let inner = &line[2..];
        let Some(end) = close(inner, "%}").filter(|end| inner[end + 2..].trim().is_empty()) else {
            self.fault(Code::TagMisplaced, place, line);
            return;
        };
        let words = inner[..end].trim_matches('-').trim();
        let (verb, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
        let rest = rest.trim();
        match verb {
            "include" => self.include(rest, place, depth),
            "for" => match rest.split_once(" in ") {
                Some((var, list)) if is_identifier(var.trim()) => {
                    let (var, list) = (var.trim(), list.trim());
                    self.scope.enter(var, list);
                    let list = self.expression(list, line, place);
                    self.opens(Tag::For { var: var.to_owned(), list }, place);
                }
                _ => self.fault(Code::ExpressionSyntax, place, line),
            },
            "if" => {
                let test = self.expression(rest, line, place);
                self.opens(Tag::If(test), place);
            }
            "elif" => {
                let test = self.expression(rest, line, place);
                self.turns(Tag::Elif(test), place, line);
            }
            "else" if rest.is_empty() => self.turns(Tag::Else(place), place, line),
            "endfor" if rest.is_empty() => self.closes(Tag::EndFor(place), place, line),
            "endif" if rest.is_empty() => self.closes(Tag::EndIf(place), place, line),
            _ => self.fault(Code::TagUnknown, place, verb),
        }
    }

    /// Keeps the expression of a tag; returns its number.
    fn expression(&mut self, source: &str, line: &str, place: Place) -> usize {
        let column = place.column + column_of(line, source);
        let place = Place { column, ..place };
        let (source, sentence) = (source.to_owned(), line.to_owned());
        self.form.expressions.push(Expression { source, place, sentence });
        self.form.passages.push(false);
        self.form.expressions.len() - 1
    }

    fn include(&mut self, name: &str, place: Place, depth: usize) {
        let bare = name.trim_matches(['"', '\'']);
        if depth >= DEEPEST {
            self.fault(Code::TemplateTooLarge, place, bare);
            return;
        }
        match (self.parts)(bare) {
            Some(text) => self.lines(&text, &|_| place.line, depth + 1),
            None => self.fault(Code::PartUnknown, place, bare),
        }
    }

    fn opens(&mut self, tag: Tag, place: Place) {
        self.open.push((self.form.tags.len(), place));
        self.mark(tag, Mark::Opens, place);
    }

    fn turns(&mut self, tag: Tag, place: Place, line: &str) {
        let fits = self.open.last().is_some_and(|(at, _)| matches!(self.form.tags[*at], Tag::If(_)));
        // Nothing may follow {% else %} in its block.
        let after_else = self.open.last().is_some_and(|(at, _)| self.has_else(*at));
        if !fits || after_else {
            self.fault(Code::BlockUnopened, place, line);
            return;
        }
        self.mark(tag, Mark::Turns, place);
    }

    fn closes(&mut self, tag: Tag, place: Place, line: &str) {
        let fits = self.open.last().is_some_and(|(at, _)| {
            matches!(
                (&self.form.tags[*at], &tag),
                (Tag::For { .. }, Tag::EndFor(_)) | (Tag::If(_), Tag::EndIf(_))
            )
        });
        if !fits {
            self.fault(Code::BlockUnopened, place, line);
            return;
        }
        self.open.pop();
        if matches!(tag, Tag::EndFor(_)) {
            self.scope.leave();
        }
        self.mark(tag, Mark::Closes, place);
    }

    /// True when the block that this tag opens has had its {% else %}.
    fn has_else(&self, opened: usize) -> bool {
        let mut depth = 0_usize;
        for tag in &self.form.tags[opened + 1..] {
            match tag {
                Tag::For { .. } | Tag::If(_) => depth += 1,
                Tag::EndFor(_) | Tag::EndIf(_) => depth = depth.saturating_sub(1),
                Tag::Else(_) if depth == 0 => return true,
                Tag::Else(_) | Tag::Elif(_) => {}
            }
        }
        false
    }

    fn mark(&mut self, tag: Tag, kind: Mark, place: Place) {
        match hole::mark(self.form.tags.len(), kind) {
            Some(c) => {
                self.form.tags.push(tag);
                self.push(&c.to_string(), place);
            }
            None => self.fault(Code::TemplateTooLarge, place, &hole::MOST.to_string()),
        }
    }
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn column_of(line: &str, part: &str) -> usize {
    line.find(part).map_or(0, |at| line[..at].chars().count())
}

/// Where a hole or tag closes: the first closing mark outside quotation marks.
fn close(text: &str, mark: &str) -> Option<usize> {
    let mut quote: Option<char> = None;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) => {
                if c == open && !escaped {
                    quote = None;
                }
                escaped = c == '\\' && !escaped;
            }
            None if text[at..].starts_with(mark) => return Some(at),
            None if c == '"' || c == '\'' => quote = Some(c),
            None => {}
        }
    }
    None
}

/// Where `mark` stands in a line, the insides of its holes put aside.
fn outside_holes(line: &str, mark: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = &line[at..];
        let (found, hole) = (rest.find(mark)?, rest.find("{{"));
        match hole.filter(|hole| *hole < found) {
            Some(hole) => at += hole + 2 + close(&rest[hole + 2..], "}}")? + 2,
            None => return Some(at + found),
        }
    }
}
