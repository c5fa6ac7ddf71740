//! What stands elsewhere: removed here, added there.

use std::collections::HashMap;

use super::blocks::inside;
use super::sections::Signed;
use super::sign::Sign;
use crate::model::changes::{BlockChange, Move, SectionChange};
use crate::model::{At, Block};

/// Fewer words are found anywhere by chance.
const FEWEST: usize = 2;

/// Least likeness, in thousandths, of what moved and changed.
const ALIKE: usize = 800;

/// More pairs are not compared word by word.
const PAIRS: usize = 20_000;

/// A block that only one document has at its place.
#[derive(Clone, Copy)]
struct Loose<'a> {
    /// Its place in the sections of both.
    slot: (usize, usize),
    /// Its place in its own document.
    at: At,
    block: &'a Block,
    sign: &'a Sign,
}

/// Finds the moves and marks them in the sections; gives them in the order of the new document.
pub(super) fn find(sections: &mut [SectionChange], old: &Signed<'_>, new: &Signed<'_>) -> Vec<Move> {
    let removed =
        loose(sections, old, |section| section.old, |block| block.old.filter(|_| block.new.is_none()));
    let added =
        loose(sections, new, |section| section.new, |block| block.new.filter(|_| block.old.is_none()));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut taken = (vec![false; removed.len()], vec![false; added.len()]);
    let mut take = |pair: (usize, usize), taken: &mut (Vec<bool>, Vec<bool>)| {
        (taken.0[pair.0], taken.1[pair.1]) = (true, true);
        pairs.push(pair);
    };
    let hashes: [fn(&Sign) -> u64; 2] = [|sign| sign.exact, |sign| sign.loose];
    for hash in hashes {
        let (one, two) = (once(&removed, &taken.0, hash), once(&added, &taken.1, hash));
        let mut both: Vec<(usize, usize)> =
            one.iter().filter_map(|(hash, one)| Some((*one, *two.get(hash)?))).collect();
        both.sort_unstable();
        for pair in both {
            if removed[pair.0].sign.becomes(added[pair.1].sign) >= ALIKE {
                take(pair, &mut taken);
            }
        }
    }
    let left = |taken: &[bool]| taken.iter().filter(|taken| !**taken).count();
    let known = taken.0.clone();
    if left(&taken.0) * left(&taken.1) <= PAIRS {
        for (one, gone) in removed.iter().enumerate().filter(|(one, _)| !known[*one]) {
            let best = (0..added.len())
                .filter(|two| !taken.1[*two])
                .map(|two| (gone.sign.becomes(added[two].sign), two))
                .filter(|(alike, _)| *alike >= ALIKE)
                .max_by_key(|(alike, two)| (*alike, usize::MAX - two));
            if let Some((_, two)) = best {
                take((one, two), &mut taken);
            }
        }
    }
    pairs.sort_by_key(|(_, two)| added[*two].at);
    let (mut moves, mut slots) = (Vec::new(), Vec::new());
    for (one, two) in pairs {
        let (one, two) = (removed[one], added[two]);
        let inside = (one.block != two.block).then(|| inside(one.block, two.block));
        slots.extend([(one.slot, moves.len()), (two.slot, moves.len())]);
        moves.push(Move { old: one.at, new: two.at, inside });
    }
    for ((section, block), number) in slots {
        sections[section].blocks[block].moved = Some(number);
    }
    moves
}

/// The blocks of one document that have no partner and are worth looking for.
fn loose<'a>(
    sections: &[SectionChange],
    signed: &'a Signed<'_>,
    section_of: impl Fn(&SectionChange) -> Option<usize>,
    block_of: impl Fn(&BlockChange) -> Option<usize>,
) -> Vec<Loose<'a>> {
    let mut out = Vec::new();
    for (slot, section) in sections.iter().enumerate() {
        let Some(at) = section_of(section) else { continue };
        for (inner, change) in section.blocks.iter().enumerate() {
            let Some(block) = block_of(change) else { continue };
            let sign = &signed.signs[at][block];
            if sign.len() >= FEWEST {
                out.push(Loose {
                    slot: (slot, inner),
                    at: At { section: at, block, within: None },
                    block: &signed.document.sections[at].blocks[block],
                    sign,
                });
            }
        }
    }
    out
}

/// What is there once only, by its hash.
fn once(all: &[Loose<'_>], taken: &[bool], hash: fn(&Sign) -> u64) -> HashMap<u64, usize> {
    let mut found: HashMap<u64, Option<usize>> = HashMap::new();
    for (at, one) in all.iter().enumerate().filter(|(at, _)| !taken[*at]) {
        found.entry(hash(one.sign)).and_modify(|known| *known = None).or_insert(Some(at));
    }
    found.into_iter().filter_map(|(hash, at)| Some((hash, at?))).collect()
}
