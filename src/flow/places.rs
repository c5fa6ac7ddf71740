//! Where the words of a document stand in the text it was read from.
//!
//! The reader moves columns, joins lines, cuts a flattened page and drops marks, so places
//! are found again from the words alone: both sides are squeezed to characters that reading
//! keeps (no white space, no marks), every paragraph is found by its first characters, and
//! its characters are walked side by side with those of the text. Paragraphs whose beginning
//! stands in the text just once are found first; the others near the one before them. Time
//! and memory are in proportion to the text.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::model::{At, Document, Inline, document};
use crate::viet::unseen::is_invisible;

/// Characters that begin a long paragraph and by which it is found.
const LONG: usize = 16;

/// Characters by which a shorter one is found.
const SHORT: usize = 3;

/// Characters that are enough where no more agree.
const FEW: usize = 6;

/// How many places with the same beginning are tried on either side.
const TRIES: usize = 24;

/// How many characters one side may have that the other has not: the other column of a
/// letterhead, or what was left out between two lines.
const SKIP: usize = 80;

/// How many characters must agree after such a gap.
const AGREE: usize = 6;

/// One character of the text that reading keeps.
#[derive(Clone, Copy)]
struct Spot {
    letter: char,
    line: u32,
    column: u32,
}

/// One paragraph, cell or footnote: its letters, and the place among its characters of each.
struct Piece {
    key: (At, Option<usize>),
    letters: Vec<char>,
    offsets: Vec<u32>,
    /// Where each letter stands in the text, as an index of a [`Spot`].
    spots: Vec<Option<u32>>,
}

/// Lines and columns of everything in a document.
pub struct Places {
    spots: Vec<Spot>,
    pieces: Vec<Piece>,
    index: HashMap<(At, Option<usize>), usize>,
}

impl Places {
    /// Finds every paragraph, cell and footnote of a document in the text it was read from.
    pub fn of(source: &str, document: &Document) -> Places {
        let spots = spots(source);
        let mut pieces = pieces(document);
        let (long, short) = (Beginnings::of(&spots, LONG), Beginnings::of(&spots, SHORT));
        let starts = starts(&spots, &pieces, &long, &short);
        for (piece, start) in pieces.iter_mut().zip(starts) {
            if let Some(start) = start {
                walk(piece, &spots, start, &long);
            }
        }
        let index = pieces.iter().enumerate().map(|(at, piece)| (piece.key, at)).collect();
        Places { spots, pieces, index }
    }

    /// Line and column (from 1, in characters) of the character `offset` of a paragraph, cell
    /// or footnote. What the reader supplied has none.
    pub fn place(&self, at: At, note: Option<usize>, offset: usize) -> Option<(usize, usize)> {
        let piece = &self.pieces[*self.index.get(&(at, note))?];
        let spot =
            |letter: usize| piece.spots.get(letter).copied().flatten().map(|at| self.spots[at as usize]);
        let next = piece.offsets.partition_point(|&own| (own as usize) < offset);
        let exact = piece.offsets.get(next).is_some_and(|&own| own as usize == offset);
        let before = next.checked_sub(1).and_then(spot).map(|spot| (spot.line, spot.column + 1));
        let after = spot(next).map(|spot| (spot.line, spot.column));
        let (line, column) = if exact || before.is_none() { after.or(before) } else { before }?;
        Some((line as usize, column as usize))
    }
}

/// The characters of a text that reading keeps, composed, each with its place. A footnote's
/// mark (`[^1]`) is none of them.
fn spots(source: &str) -> Vec<Spot> {
    let mut spots = Vec::with_capacity(source.len());
    for (line, words) in source.split('\n').enumerate() {
        let line = u32::try_from(line + 1).unwrap_or(u32::MAX);
        let mut rest = words.chars().enumerate().peekable();
        let mut bytes = words.char_indices().map(|(at, _)| at);
        while let Some((column, c)) = rest.next() {
            let at = bytes.next().unwrap_or_default();
            let column = u32::try_from(column + 1).unwrap_or(u32::MAX);
            if let Some(length) = note_mark(&words[at..]) {
                for _ in 1..length {
                    rest.next();
                    bytes.next();
                }
                continue;
            }
            let mut cluster = vec![c];
            while let Some((_, mark)) = rest.next_if(|(_, c)| is_combining_mark(*c)) {
                bytes.next();
                cluster.push(mark);
            }
            spots.extend(cluster.into_iter().nfc().filter(|c| is_kept(*c)).map(|letter| Spot {
                letter,
                line,
                column,
            }));
        }
    }
    spots
}

/// Length in characters of a footnote's mark at the head of `text`.
fn note_mark(text: &str) -> Option<usize> {
    let digits = text.strip_prefix("[^")?.split_once(']')?.0;
    (digits.len() <= 4 && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
        .then_some(digits.len() + 3)
}

/// True for what reading neither folds nor takes for a mark.
fn is_kept(c: char) -> bool {
    !c.is_whitespace() && !is_invisible(c) && !"*^{}[]\\|_¹²³⁴⁵⁶⁷⁸⁹⁰".contains(c)
}

fn pieces(whole: &Document) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (at, _, inlines) in whole.texts() {
        pieces.push(piece((at, None), inlines));
        let notes = document::notes(inlines).enumerate();
        pieces.extend(notes.map(|(note, text)| piece((at, Some(note)), text)));
    }
    pieces
}

fn piece(key: (At, Option<usize>), inlines: &[Inline]) -> Piece {
    let words = document::words(inlines);
    let kept = words.chars().enumerate().filter(|(_, c)| is_kept(*c));
    let (offsets, letters): (Vec<u32>, Vec<char>) =
        kept.map(|(at, c)| (u32::try_from(at).unwrap_or(u32::MAX), c)).unzip();
    Piece { key, spots: vec![None; letters.len()], letters, offsets }
}

/// Where each piece starts.
fn starts(spots: &[Spot], pieces: &[Piece], long: &Beginnings, short: &Beginnings) -> Vec<Option<usize>> {
    let mut taken = vec![false; spots.len()];
    let mut starts: Vec<Option<usize>> = pieces
        .iter()
        .map(|piece| long.only(&piece.letters).filter(|&at| agrees(&spots[at..], &piece.letters, LONG)))
        .collect();
    starts.iter().flatten().for_each(|&at| taken[at] = true);
    let mut cursor = 0;
    for (piece, start) in pieces.iter().zip(&mut starts) {
        let letters = piece.letters.as_slice();
        if start.is_none() && !letters.is_empty() {
            let right = |most: usize| {
                let taken = &taken;
                move |at: usize| !taken[at] && agrees(&spots[at..], letters, most)
            };
            // A line of a letterhead may be shorter than what is else asked for, and a cell of a
            // table has one or two characters and stands where it should.
            let few = letters.len() < SHORT;
            *start = long
                .near(letters, cursor, right(LONG))
                .or_else(|| short.near(letters, cursor, right(LONG)))
                .or_else(|| short.near(letters, cursor, right(FEW)))
                .or_else(|| (cursor..spots.len().min(cursor + SKIP)).find(|&at| few && right(LONG)(at)));
        }
        if let Some(at) = *start {
            taken[at] = true;
            cursor = at + letters.len();
        }
    }
    starts
}

/// True when the text goes on as the paragraph does, for at most so many letters.
fn agrees(spots: &[Spot], letters: &[char], most: usize) -> bool {
    let most = letters.len().min(most);
    spots.len() >= most && spots.iter().zip(&letters[..most]).all(|(spot, letter)| spot.letter == *letter)
}

/// Every stretch of `length` letters of a text, found by its words.
struct Beginnings {
    length: usize,
    /// Hash of a stretch, and where it begins; in order.
    all: Vec<(u64, u32)>,
}

impl Beginnings {
    fn of(spots: &[Spot], length: usize) -> Beginnings {
        let hash = |window: &[Spot]| hash(window.iter().map(|spot| spot.letter));
        let mut all: Vec<(u64, u32)> =
            spots.windows(length).zip(0..).map(|(window, at)| (hash(window), at)).collect();
        all.sort_unstable();
        Beginnings { length, all }
    }

    /// Every place where a text begins as these letters do.
    fn places(&self, letters: &[char]) -> &[(u64, u32)] {
        let Some(beginning) = letters.get(..self.length) else { return &[] };
        let hash = hash(beginning.iter().copied());
        let from = self.all.partition_point(|(own, _)| *own < hash);
        let to = from + self.all[from..].partition_point(|(own, _)| *own == hash);
        &self.all[from..to]
    }

    /// The one place, where there is no other.
    fn only(&self, letters: &[char]) -> Option<usize> {
        match self.places(letters) {
            [(_, at)] => Some(*at as usize),
            _ => None,
        }
    }

    /// The next place from `cursor` on that is right, or else the last before it.
    fn near(&self, letters: &[char], cursor: usize, right: impl Fn(usize) -> bool) -> Option<usize> {
        let places = self.places(letters);
        let (before, after) = places.split_at(places.partition_point(|(_, at)| (*at as usize) < cursor));
        let mut tries = after.iter().take(TRIES).chain(before.iter().rev().take(TRIES));
        tries.find(|(_, at)| right(*at as usize)).map(|(_, at)| *at as usize)
    }
}

fn hash(letters: impl Iterator<Item = char>) -> u64 {
    let mut hasher = DefaultHasher::new();
    letters.for_each(|letter| letter.hash(&mut hasher));
    hasher.finish()
}

/// Walks a piece and the text side by side from `start`; stops where they part for good. What
/// stands between them when a line was joined over a note of many lines is longer than any gap
/// and is leapt over by the words that follow.
fn walk(piece: &mut Piece, spots: &[Spot], start: usize, long: &Beginnings) {
    let (mut own, mut there) = (0, start);
    while own < piece.letters.len() && there < spots.len() {
        if piece.letters[own] == spots[there].letter {
            piece.spots[own] = u32::try_from(there).ok();
            own += 1;
            there += 1;
            continue;
        }
        let meets = |own: usize, there: usize| {
            let left = piece.letters.len().saturating_sub(own).min(AGREE);
            left > 0
                && spots.len() >= there + left
                && (0..left).all(|at| piece.letters[own + at] == spots[there + at].letter)
        };
        let gap = (1..=SKIP).find_map(|gap| {
            let here = meets(own, there + gap).then_some((0, gap));
            here.or_else(|| meets(own + gap, there).then_some((gap, 0)))
                .or_else(|| meets(own + gap, there + gap).then_some((gap, gap)))
        });
        let leap = || {
            let next = long.near(&piece.letters[own..], there, |at| at > there)?;
            Some((0, next - there))
        };
        let Some((skipped, passed)) = gap.or_else(leap) else { return };
        own += skipped;
        there += passed;
    }
}
