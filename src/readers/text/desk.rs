//! Where the reader writes down what a person should know.

use crate::model::{Code, Leftover, Problem, Reason};
use crate::viet::words;

/// Problems and leftovers as they are found.
#[derive(Debug, Default)]
pub(super) struct Desk {
    problems: Vec<Problem>,
    leftovers: Vec<Leftover>,
}

impl Desk {
    /// Notes a problem at a place; `detail` goes into its sentence.
    pub(super) fn problem(&mut self, code: Code, line: usize, column: usize, detail: &str) {
        let message = words::problem(code.key(), detail);
        self.problems.push(Problem { code, line, column, message });
    }

    /// Notes text that is not of the document.
    pub(super) fn leftover(&mut self, line: usize, text: &str, reason: Reason) {
        self.leftovers.push(Leftover { line, text: text.to_owned(), reason });
    }

    /// Takes over what another desk noted under one code.
    pub(super) fn adopt(&mut self, other: Desk, code: Code) {
        self.problems.extend(other.problems.into_iter().filter(|problem| problem.code == code));
    }

    /// Everything noted, in the order of places.
    pub(super) fn into_parts(mut self) -> (Vec<Problem>, Vec<Leftover>) {
        self.problems.sort_by_key(|problem| (problem.line, problem.column));
        self.leftovers.sort_by_key(|leftover| leftover.line);
        (self.problems, self.leftovers)
    }
}
