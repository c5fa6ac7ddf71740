//! The words of two paragraphs against each other.

use std::collections::HashMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::sign::digest;
use super::token;
use crate::model::changes::{Piece, push};
use crate::model::{Inline, Run};

/// Least share, in thousandths, of letters that must be the same: below it the old words and
/// the new ones are shown whole, since a patchwork of chance matches says nothing.
const LEAST_ALIKE: usize = 250;

/// So few stretches are no patchwork, however short they are.
const PATCHES: usize = 3;

/// The smallest thing that is kept, removed or added.
#[derive(Clone, Copy)]
enum Atom<'a> {
    /// A word, a mark or white space, in its face.
    Token(&'a str, &'a Run),
    /// Something that is no words: a break, a picture, a note.
    Other(&'a Inline),
}

/// What both texts say, piece by piece. Both are in normal form.
pub(super) fn pieces(old: &[Inline], new: &[Inline]) -> Vec<Piece> {
    let (before, after) = (atoms(old), atoms(new));
    let mut ids = Ids::default();
    let (old_ids, new_ids) = (ids.of(&before), ids.of(&after));
    let ops = capture_diff_slices(Algorithm::Myers, &old_ids, &new_ids);
    let mut same: Vec<(usize, usize, usize)> = Vec::new();
    for op in ops {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            same.push((old_index, new_index, len));
        }
    }
    same.push((before.len(), after.len(), 0));
    drop_chance_matches(&before, &mut same);
    if same.len() > PATCHES && !alike(&before, &after, &same) {
        same = vec![(before.len(), after.len(), 0)];
    }
    let mut out = Out::default();
    let (mut at_old, mut at_new) = (0, 0);
    for (old, new, len) in same {
        out.gap(&before[at_old..old], &after[at_new..new]);
        before[old..old + len].iter().for_each(|atom| out.add(Fate::Same, *atom));
        (at_old, at_new) = (old + len, new + len);
    }
    out.pieces
}

fn atoms(inlines: &[Inline]) -> Vec<Atom<'_>> {
    let mut out = Vec::new();
    for inline in inlines {
        match inline {
            Inline::Text(run) => out.extend(token::cut(&run.text).map(|token| Atom::Token(token, run))),
            other => out.push(Atom::Other(other)),
        }
    }
    out
}

impl Atom<'_> {
    fn is_note(&self) -> bool {
        matches!(self, Atom::Other(Inline::Footnote { .. }))
    }

    /// How much it says, in letters.
    fn weight(&self) -> usize {
        match self {
            Atom::Token(token, _) if token::is_word(token) => token.chars().count(),
            Atom::Token(..) => 0,
            Atom::Other(_) => 1,
        }
    }

    fn inline(&self) -> Inline {
        match self {
            Atom::Token(token, face) => Inline::Text(Run {
                text: (*token).to_owned(),
                bold: face.bold,
                italic: face.italic,
                superscript: face.superscript,
            }),
            Atom::Other(inline) => (*inline).clone(),
        }
    }
}

/// A number for each different atom.
#[derive(Default)]
struct Ids<'a> {
    words: HashMap<(&'a str, bool, bool, bool), u32>,
    others: HashMap<u64, u32>,
}

impl<'a> Ids<'a> {
    fn of(&mut self, atoms: &[Atom<'a>]) -> Vec<u32> {
        atoms.iter().map(|atom| self.id(*atom)).collect()
    }

    fn id(&mut self, atom: Atom<'a>) -> u32 {
        let next = u32::try_from(self.words.len() + self.others.len()).unwrap_or(u32::MAX);
        match atom {
            Atom::Token(token, face) => {
                *self.words.entry((token, face.bold, face.italic, face.superscript)).or_insert(next)
            }
            Atom::Other(inline) => *self.others.entry(digest(std::slice::from_ref(inline))).or_insert(next),
        }
    }
}

/// True when enough of both texts is the same for a comparison word by word to say something.
fn alike(old: &[Atom<'_>], new: &[Atom<'_>], same: &[(usize, usize, usize)]) -> bool {
    let weight = |atoms: &[Atom<'_>]| atoms.iter().map(Atom::weight).sum::<usize>();
    let kept: usize = same.iter().map(|(at, _, len)| weight(&old[*at..at + len])).sum();
    2000 * kept >= LEAST_ALIKE * (weight(old) + weight(new))
}

/// Takes out stretches that are the same by chance: spaces and marks between two changes, of
/// which one at least puts words in the place of words.
fn drop_chance_matches(old: &[Atom<'_>], same: &mut Vec<(usize, usize, usize)>) {
    let mut kept: Vec<(usize, usize, usize)> = Vec::with_capacity(same.len());
    let mut ends = (0, 0);
    for (at, (old_at, new_at, len)) in same.iter().copied().enumerate() {
        let (left_old, left_new) = (old_at - ends.0, new_at - ends.1);
        let next = same.get(at + 1).copied();
        let (right_old, right_new) =
            next.map_or((0, 0), |(o, n, _)| (o - (old_at + len), n - (new_at + len)));
        let silent = len > 0 && old[old_at..old_at + len].iter().all(|atom| atom.weight() == 0);
        let both = left_old + right_old > 0 && left_new + right_new > 0;
        let between = left_old + left_new > 0 && right_old + right_new > 0;
        if silent && both && between && next.is_some() {
            continue;
        }
        kept.push((old_at, new_at, len));
        ends = (old_at + len, new_at + len);
    }
    *same = kept;
}

/// What stands before each note, with the note's words; then what stands after the last.
fn parts<'a, 'b>(atoms: &'b [Atom<'a>]) -> Vec<(&'b [Atom<'a>], Option<&'a [Inline]>)> {
    let mut out = Vec::new();
    for part in atoms.split_inclusive(Atom::is_note) {
        match part.split_last() {
            Some((Atom::Other(Inline::Footnote { text }), before)) => {
                out.push((before, Some(text.as_slice())))
            }
            _ => out.push((part, None)),
        }
    }
    // Both texts have a last part, empty or not.
    if !matches!(out.last(), Some((_, None))) {
        out.push((&[], None));
    }
    out
}

/// Whose an atom is.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    Same,
    Removed,
    Added,
}

/// The pieces as far as they are known.
#[derive(Default)]
struct Out {
    pieces: Vec<Piece>,
}

impl Out {
    /// What stands between two stretches that are the same: notes of both are the same note
    /// with other words where there are as many.
    fn gap(&mut self, old: &[Atom<'_>], new: &[Atom<'_>]) {
        let notes = |atoms: &[Atom<'_>]| atoms.iter().filter(|atom| atom.is_note()).count();
        if notes(old) == 0 || notes(old) != notes(new) {
            return self.replaced(old, new);
        }
        let (old, new) = (parts(old), parts(new));
        for ((old, old_note), (new, new_note)) in old.into_iter().zip(new) {
            self.replaced(old, new);
            if let (Some(old), Some(new)) = (old_note, new_note) {
                self.pieces.push(Piece::Note { text: pieces(old, new) });
            }
        }
    }

    fn replaced(&mut self, old: &[Atom<'_>], new: &[Atom<'_>]) {
        old.iter().for_each(|atom| self.add(Fate::Removed, *atom));
        new.iter().for_each(|atom| self.add(Fate::Added, *atom));
    }

    fn add(&mut self, fate: Fate, atom: Atom<'_>) {
        let inline = atom.inline();
        match (fate, self.pieces.last_mut()) {
            (Fate::Same, Some(Piece::Same { text }))
            | (Fate::Removed, Some(Piece::Removed { text }))
            | (Fate::Added, Some(Piece::Added { text })) => return push(text, &inline),
            _ => {}
        }
        let text = vec![inline];
        self.pieces.push(match fate {
            Fate::Same => Piece::Same { text },
            Fate::Removed => Piece::Removed { text },
            Fate::Added => Piece::Added { text },
        });
    }
}
