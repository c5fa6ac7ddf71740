//! Sections: which of the old document became which of the new.

use super::align::{Step, align};
use super::blocks;
use super::sign::{Sign, alike};
use crate::model::changes::{BlockChange, Change, SectionChange};
use crate::model::{Block, Document, SectionKind};

/// More pairs of sections are not looked at one by one.
const PAIRS: usize = 10_000;

/// A document with the signs of its blocks.
pub(super) struct Signed<'a> {
    pub(super) document: &'a Document,
    /// By section and block.
    pub(super) signs: Vec<Vec<Sign>>,
}

impl<'a> Signed<'a> {
    /// Signs a document, which is in normal form.
    pub(super) fn of(document: &'a Document) -> Signed<'a> {
        let signs = |blocks: &Vec<Block>| blocks.iter().map(Sign::of_block).collect();
        Signed { document, signs: document.sections.iter().map(|section| signs(&section.blocks)).collect() }
    }

    /// What orders two documents, always the same way round.
    pub(super) fn order(&self) -> Vec<(u8, Vec<u64>)> {
        let exact = |signs: &Vec<Sign>| signs.iter().map(|sign| sign.exact).collect();
        let kinds = self.document.sections.iter().map(|section| kind(section.kind));
        kinds.zip(self.signs.iter().map(exact)).collect()
    }

    fn blocks(&self, section: usize) -> (&'a [Block], &[Sign]) {
        let blocks = self.document.sections.get(section).map_or(&[][..], |section| &section.blocks);
        (blocks, self.signs.get(section).map_or(&[], Vec::as_slice))
    }
}

fn kind(kind: SectionKind) -> u8 {
    match kind {
        SectionKind::Main => 0,
        SectionKind::Appendix => 1,
        SectionKind::Attachment => 2,
    }
}

/// The sections of both documents with their blocks.
pub(super) fn compare(old: &Signed<'_>, new: &Signed<'_>) -> Vec<SectionChange> {
    let only = |signed: &Signed<'_>, at: usize, is_old: bool| {
        let section = &signed.document.sections[at];
        let block = |(at, block): (usize, &Block)| {
            let whole = block.clone();
            let (old, new, change) = if is_old {
                (Some(at), None, Change::Removed { whole })
            } else {
                (None, Some(at), Change::Added { whole })
            };
            BlockChange { old, new, moved: None, change }
        };
        SectionChange {
            kind: section.kind,
            old: is_old.then_some(at),
            new: (!is_old).then_some(at),
            blocks: section.blocks.iter().enumerate().map(block).collect(),
        }
    };
    let pairs = pairs(old, new);
    pairs
        .into_iter()
        .map(|step| match step {
            Step::Old(at) => only(old, at, true),
            Step::New(at) => only(new, at, false),
            Step::Both(one, two) => {
                let ((old_blocks, old_signs), (new_blocks, new_signs)) = (old.blocks(one), new.blocks(two));
                let blocks = align(old_signs, new_signs)
                    .into_iter()
                    .map(|step| blocks::change(step, old_blocks, new_blocks))
                    .collect();
                let kind = old.document.sections[one].kind;
                SectionChange { kind, old: Some(one), new: Some(two), blocks }
            }
        })
        .collect()
}

/// The pairs in order that are most alike together; of one kind, alike or not.
fn pairs(old: &Signed<'_>, new: &Signed<'_>) -> Vec<Step> {
    let (rows, columns) = (old.signs.len(), new.signs.len());
    let many = rows * columns > PAIRS;
    let value = |one: usize, two: usize| {
        if old.document.sections[one].kind != new.document.sections[two].kind {
            0
        } else if many {
            usize::from(one == two)
        } else {
            1 + likeness(&old.signs[one], &new.signs[two])
        }
    };
    if many {
        let shared = rows.min(columns);
        let both = (0..shared).flat_map(|at| {
            let pair = if value(at, at) > 0 {
                [Some(Step::Both(at, at)), None]
            } else {
                [Some(Step::Old(at)), Some(Step::New(at))]
            };
            pair.into_iter().flatten()
        });
        return both.chain((shared..rows).map(Step::Old)).chain((shared..columns).map(Step::New)).collect();
    }
    let width = columns + 1;
    let mut best = vec![0_usize; (rows + 1) * width];
    for one in (0..rows).rev() {
        for two in (0..columns).rev() {
            let value = value(one, two);
            let paired = if value > 0 { value + best[(one + 1) * width + two + 1] } else { 0 };
            best[one * width + two] =
                paired.max(best[(one + 1) * width + two]).max(best[one * width + two + 1]);
        }
    }
    let (mut one, mut two) = (0, 0);
    let mut steps = Vec::with_capacity(rows + columns);
    let mut waiting = Vec::new();
    while one < rows || two < columns {
        let here = best[one * width + two];
        let value = if one < rows && two < columns { value(one, two) } else { 0 };
        if value > 0 && here == value + best[(one + 1) * width + two + 1] {
            steps.append(&mut waiting);
            steps.push(Step::Both(one, two));
            (one, two) = (one + 1, two + 1);
        } else if one < rows && here == best[(one + 1) * width + two] {
            steps.push(Step::Old(one));
            one += 1;
        } else {
            waiting.push(Step::New(two));
            two += 1;
        }
    }
    steps.append(&mut waiting);
    steps
}

/// How many blocks of two sections are the same, in thousandths.
fn likeness(old: &[Sign], new: &[Sign]) -> usize {
    let sorted = |signs: &[Sign]| {
        let mut loose: Vec<u64> = signs.iter().map(|sign| sign.loose).collect();
        loose.sort_unstable();
        loose
    };
    alike(&sorted(old), &sorted(new))
}
