//! Two lists side by side: what of the one is what of the other, both in their order.
//!
//! First what is the same, then what is the same but for its number, then what begins alike,
//! then what has most words in common. Each step looks only between what the steps before it
//! found, and none costs more than its share: similar's bounded search over hashes, a table of
//! at most [`CELLS`] comparisons, beyond that a short look ahead.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::sign::Sign;

/// The largest table in which every entry of one list is compared with every one of the other.
const CELLS: usize = 20_000;

/// How far ahead a longer list is looked through for what one entry became.
const AHEAD: usize = 12;

/// Least likeness of what begins alike.
const BEGINS: usize = 300;

/// What stands next in one or both lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// An entry of the old list is one of the new, the same or changed.
    Both(usize, usize),
    /// An entry that only the old list has.
    Old(usize),
    /// An entry that only the new list has.
    New(usize),
}

/// Aligns two lists; between two entries of both, those of the old list stand first.
pub(super) fn align(old: &[Sign], new: &[Sign]) -> Vec<Step> {
    let mut pairs = Vec::new();
    exact(&Lists { old, new }, &mut pairs);
    let mut steps = Vec::with_capacity(old.len() + new.len());
    let (mut at_old, mut at_new) = (0, 0);
    for (one, two) in pairs.iter().copied().map(|(one, two)| (Some(one), Some(two))).chain([(None, None)]) {
        steps.extend((at_old..one.unwrap_or(old.len())).map(Step::Old));
        steps.extend((at_new..two.unwrap_or(new.len())).map(Step::New));
        if let (Some(one), Some(two)) = (one, two) {
            steps.push(Step::Both(one, two));
            (at_old, at_new) = (one + 1, two + 1);
        }
    }
    steps
}

/// A pair of the old list and the new.
type Pair = (usize, usize);

struct Lists<'a> {
    old: &'a [Sign],
    new: &'a [Sign],
}

/// A stretch of both lists between two pairs.
type Gap = (Range<usize>, Range<usize>);

fn exact(lists: &Lists<'_>, out: &mut Vec<Pair>) {
    let whole = (0..lists.old.len(), 0..lists.new.len());
    by(lists, whole, |sign| sign.exact, 0, out, &mut |lists, gap, out| {
        by(lists, gap, |sign| sign.loose, 1, out, &mut |lists, gap, out| {
            by(lists, gap, |sign| sign.opening, BEGINS, out, &mut words);
        });
    });
}

/// Pairs what has the same hash and is alike enough, and gives the gaps between to the next
/// step.
fn by(
    lists: &Lists<'_>,
    (old, new): Gap,
    hash: impl Fn(&Sign) -> u64,
    least: usize,
    out: &mut Vec<Pair>,
    next: &mut dyn FnMut(&Lists<'_>, Gap, &mut Vec<Pair>),
) {
    if old.is_empty() || new.is_empty() {
        return;
    }
    let hashes = |signs: &[Sign]| signs.iter().map(&hash).collect::<Vec<u64>>();
    let (one, two) = (hashes(&lists.old[old.clone()]), hashes(&lists.new[new.clone()]));
    let (mut at_old, mut at_new) = (old.start, new.start);
    for op in capture_diff_slices(Algorithm::Patience, &one, &two) {
        let DiffOp::Equal { old_index, new_index, len } = op else { continue };
        for pair in (0..len).map(|at| (old.start + old_index + at, new.start + new_index + at)) {
            if least > 0 && lists.becomes(pair) < least {
                continue;
            }
            next(lists, (at_old..pair.0, at_new..pair.1), out);
            out.push(pair);
            (at_old, at_new) = (pair.0 + 1, pair.1 + 1);
        }
    }
    next(lists, (at_old..old.end, at_new..new.end), out);
}

/// Pairs what has most words in common.
fn words(lists: &Lists<'_>, (old, new): Gap, out: &mut Vec<Pair>) {
    if old.len() * new.len() <= CELLS { table(lists, old, new, out) } else { ahead(lists, old, new, out) }
}

/// The pairs in order that are most alike together.
fn table(lists: &Lists<'_>, old: Range<usize>, new: Range<usize>, out: &mut Vec<Pair>) {
    let width = new.len() + 1;
    // What is best from each place on; the last row and column are zero.
    let mut best = vec![0_usize; (old.len() + 1) * width];
    let mut likeness = vec![0_usize; old.len() * new.len()];
    for one in (0..old.len()).rev() {
        for two in (0..new.len()).rev() {
            let alike = lists.becomes((old.start + one, new.start + two));
            likeness[one * new.len() + two] = alike;
            let paired = if alike > 0 { alike + best[(one + 1) * width + two + 1] } else { 0 };
            best[one * width + two] =
                paired.max(best[(one + 1) * width + two]).max(best[one * width + two + 1]);
        }
    }
    let (mut one, mut two) = (0, 0);
    while one < old.len() && two < new.len() {
        let here = best[one * width + two];
        let alike = likeness[one * new.len() + two];
        if alike > 0 && here == alike + best[(one + 1) * width + two + 1] {
            out.push((old.start + one, new.start + two));
            (one, two) = (one + 1, two + 1);
        } else if here == best[(one + 1) * width + two] {
            one += 1;
        } else {
            two += 1;
        }
    }
}

/// Pairs each entry of a long list with the one most like it of the next few.
fn ahead(lists: &Lists<'_>, old: Range<usize>, new: Range<usize>, out: &mut Vec<Pair>) {
    let mut from = new.start;
    for one in old {
        let window = from..(from + AHEAD).min(new.end);
        let found = window
            .map(|two| (lists.becomes((one, two)), two))
            .max_by_key(|(alike, two)| (*alike, usize::MAX - two));
        if let Some((_, two)) = found.filter(|(alike, _)| *alike > 0) {
            out.push((one, two));
            from = two + 1;
        }
    }
}

impl Lists<'_> {
    fn becomes(&self, (one, two): Pair) -> usize {
        self.old[one].becomes(&self.new[two])
    }
}
