//! The marks of comments in the text: where each begins and ends, and the run that refers to
//! it. A run is cut where a mark falls inside its words; the halves look as the whole did.

use std::collections::BTreeMap;
use std::ops::Range;

use super::scan::{Letter, Paragraph, Scan};
use super::{Comment, Splice, Words};

/// Marks at one byte of the part, and the cut that makes room for them.
#[derive(Default)]
struct Spot {
    ends: Vec<u64>,
    starts: Vec<u64>,
    /// The letter beside which a run is cut.
    cut: Option<(usize, usize)>,
}

/// What is to be inserted into a main part for comments with ids from `first` on, in order.
pub(super) fn splices(part: &[u8], scan: &Scan, comments: &[Comment], first: u64) -> Vec<Splice> {
    let mut by_paragraph: BTreeMap<usize, Vec<(u64, &Comment)>> = BTreeMap::new();
    for (comment, id) in comments.iter().zip(first..) {
        let owner = scan.owners.get(comment.paragraph).or(scan.owners.last()).copied().unwrap_or_default();
        by_paragraph.entry(owner).or_default().push((id, comment));
    }
    let mut splices: Vec<Splice> = Vec::new();
    for (owner, comments) in by_paragraph {
        let own = scan.owners.iter().position(|one| *one == owner);
        splices.extend(paragraph(part, scan, owner, &comments, own));
    }
    splices.sort_by_key(|(range, _)| (range.start, range.end));
    splices.dedup_by(|one, other| one.0 == other.0 && !one.0.is_empty());
    splices
}

fn paragraph(
    part: &[u8],
    scan: &Scan,
    owner: usize,
    comments: &[(u64, &Comment)],
    ordinal: Option<usize>,
) -> Vec<Splice> {
    let paragraph = &scan.paragraphs[owner];
    let p = scan.prefix.as_str();
    let all = || comments.iter().map(|(id, _)| *id);
    let (Some(head), Some(tail)) = (paragraph.units.first(), paragraph.units.last()) else {
        // Nothing to mark: the comments stand in the empty paragraph.
        let marks: String = all().map(|id| start(p, id) + &end(p, id)).collect();
        return vec![match &paragraph.closed {
            Some(slash) => (slash.clone(), format!(">{marks}</{p}p>").into_bytes()),
            None => (paragraph.body..paragraph.body, marks.into_bytes()),
        }];
    };
    let mut spots: BTreeMap<usize, Spot> = BTreeMap::new();
    for (id, comment) in comments {
        let words = comment.words.as_ref().filter(|_| Some(comment.paragraph) == ordinal);
        let found = words.and_then(|words| find(&paragraph.letters, words));
        let (from, to) = match &found {
            Some(found) => (begin(paragraph, found.start), finish(paragraph, found.end)),
            None => (Edge::at(head.range.start), Edge::at(tail.range.end)),
        };
        let spot = spots.entry(from.byte).or_default();
        spot.starts.push(*id);
        spot.cut = spot.cut.or(from.cut);
        let spot = spots.entry(to.byte).or_default();
        spot.ends.push(*id);
        spot.cut = spot.cut.or(to.cut);
    }
    let mut splices = Vec::new();
    for (byte, spot) in spots {
        let ends: String = spot.ends.iter().map(|id| end(p, *id)).collect();
        let starts: String = spot.starts.iter().map(|id| start(p, *id)).collect();
        let marks = ends + &starts;
        let Some((letter, unit)) = spot.cut else {
            splices.push((byte..byte, marks.into_bytes()));
            continue;
        };
        let unit = &paragraph.units[unit];
        let (Some(run), Some(text)) = (&unit.tag, &paragraph.letters[letter].text) else { continue };
        let mut inner = format!("</{p}t></{p}r>{marks}").into_bytes();
        inner.extend_from_slice(&part[run.clone()]);
        inner.extend_from_slice(&part[unit.properties.clone()]);
        inner.extend_from_slice(format!(r#"<{p}t xml:space="preserve">"#).as_bytes());
        splices.push((byte..byte, inner));
        splices.push((text.clone(), format!(r#"<{p}t xml:space="preserve">"#).into_bytes()));
    }
    splices
}

/// Where a mark falls.
struct Edge {
    byte: usize,
    /// The letter and the unit that are cut there.
    cut: Option<(usize, usize)>,
}

impl Edge {
    fn at(byte: usize) -> Edge {
        Edge { byte, cut: None }
    }
}

/// Before a letter: before its unit where it is the first there, or cannot be cut off.
fn begin(paragraph: &Paragraph, at: usize) -> Edge {
    let letter = &paragraph.letters[at];
    let first = at == 0 || paragraph.letters[at - 1].unit != letter.unit;
    if first || letter.text.is_none() {
        return Edge::at(paragraph.units[letter.unit].range.start);
    }
    Edge { byte: letter.range.start, cut: Some((at, letter.unit)) }
}

/// After the letter before `at`, as [`begin`].
fn finish(paragraph: &Paragraph, at: usize) -> Edge {
    let letter = &paragraph.letters[at - 1];
    let last = paragraph.letters.get(at).is_none_or(|next| next.unit != letter.unit);
    if last || letter.text.is_none() {
        return Edge::at(paragraph.units[letter.unit].range.end);
    }
    Edge { byte: letter.range.end, cut: Some((at - 1, letter.unit)) }
}

/// Where words stand among letters: of several places the nearest to what is said of them.
fn find(letters: &[Letter], words: &Words) -> Option<Range<usize>> {
    let wanted: Vec<char> = words.text.chars().filter(|c| !c.is_whitespace()).collect();
    if wanted.is_empty() || wanted.len() > letters.len() {
        return None;
    }
    let stands = |at: &usize| {
        letters[*at..*at + wanted.len()].iter().zip(&wanted).all(|(own, letter)| own.letter == *letter)
    };
    // Outwards from where they should stand, so that a long paragraph costs little.
    let last = letters.len() - wanted.len();
    let here = words.before.min(last);
    let found = (0..=last).find_map(|away| {
        let after = Some(here + away).filter(|at| *at <= last && stands(at));
        after.or_else(|| here.checked_sub(away).filter(stands))
    })?;
    Some(found..found + wanted.len())
}

/// The beginning of a comment's words.
pub(super) fn start(p: &str, id: u64) -> String {
    format!(r#"<{p}commentRangeStart {p}id="{id}"/>"#)
}

/// The end of a comment's words, and the run that refers to it.
pub(super) fn end(p: &str, id: u64) -> String {
    format!(r#"<{p}commentRangeEnd {p}id="{id}"/><{p}r><{p}commentReference {p}id="{id}"/></{p}r>"#)
}
