//! What a person should hear about a Word file beside its words.

use std::collections::BTreeMap;

use crate::model::{Code, Problem};
use crate::viet::unseen::code_point;
use crate::viet::words;

/// What was noticed, counted by its code, with the first place of each.
#[derive(Clone, Debug, Default)]
pub(super) struct Notices {
    counts: BTreeMap<Code, (usize, usize)>,
    odd: Vec<(usize, String)>,
    unseen: BTreeMap<char, usize>,
}

/// Most things not understood that are told one by one.
const MOST_ODD: usize = 20;

impl Notices {
    /// Counts something noticed in the paragraph with this ordinal.
    pub(super) fn count(&mut self, code: Code, ordinal: usize) {
        self.counts.entry(code).or_insert((0, ordinal)).0 += 1;
    }

    /// Notes something that is not understood, by the name it has in the file.
    pub(super) fn odd(&mut self, what: &str, ordinal: usize) {
        if self.odd.len() < MOST_ODD && self.odd.iter().all(|(_, known)| known != what) {
            self.odd.push((ordinal, what.to_owned()));
        }
    }

    /// Notes a character that cannot be seen.
    pub(super) fn unseen(&mut self, c: char, ordinal: usize) {
        self.unseen.entry(c).or_insert(ordinal);
    }

    /// Everything noticed, as problems; a paragraph counts as a line.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        let problem = |code: Code, ordinal: usize, detail: &str| Problem {
            code,
            line: ordinal + 1,
            column: 1,
            message: words::problem(code.key(), detail),
        };
        let counted = self.counts.iter().map(|(code, (count, at))| problem(*code, *at, &count.to_string()));
        let odd = self.odd.iter().map(|(at, what)| problem(Code::NotUnderstood, *at, what));
        let unseen =
            self.unseen.iter().map(|(c, at)| problem(Code::InvisibleCharacter, *at, &code_point(*c)));
        counted.chain(odd).chain(unseen).collect()
    }
}
