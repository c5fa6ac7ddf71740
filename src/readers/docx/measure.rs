//! Looks: what was measured of a paragraph, and the lines drawn under it.

use std::rc::Rc;

use super::content::{Piece, Text};
use super::sheet::SectionProps;
use super::styles::Face;
use crate::model::looks::{Drawing, Drawn, Share};
use crate::model::standard::Align;
use crate::model::{At, Look};

/// Twips in a millimetre.
const TWIPS: f64 = 1440.0 / 25.4;

/// Twips in a point.
const POINT: f64 = 20.0;

/// Between two tab stops where a file sets none.
const TAB: i64 = 720;

/// Twips as millimetres.
#[expect(clippy::cast_precision_loss, reason = "lengths on a page are far below 2^52")]
pub(super) fn mm(twips: i64) -> f64 {
    twips as f64 / TWIPS
}

#[expect(clippy::cast_precision_loss, reason = "lengths on a page are far below 2^52")]
fn pt(twips: i64) -> f64 {
    twips as f64 / POINT
}

/// The look of what stands at a place: it begins in the paragraph `text`, and its visible
/// words have these faces, as often as they change.
pub(super) fn look(at: At, text: &Text, faces: &[Rc<Face>], rule: Option<Drawn>) -> Look {
    let share = |has: fn(&Face) -> bool| {
        let count = faces.iter().filter(|face| has(face)).count();
        match count {
            0 => Share::None,
            all if all == faces.len() => Share::All,
            _ => Share::Some,
        }
    };
    let sizes = faces.iter().filter(|face| !face.raised).map(|face| f64::from(face.size) / 2.0);
    let sizes: Vec<f64> = sizes.collect();
    let least = sizes.iter().copied().fold(f64::INFINITY, f64::min);
    let most = sizes.iter().copied().fold(0.0, f64::max);
    let para = &text.para;
    Look {
        at,
        paragraph: text.ordinal,
        fonts: each(faces.iter().map(|face| &*face.font)),
        sizes: if least.is_finite() { [least, most] } else { [0.0, 0.0] },
        bold: share(|face| face.bold),
        italic: share(|face| face.italic),
        underline: share(|face| face.underline),
        caps: share(|face| face.caps),
        colours: each(faces.iter().map(|face| &*face.colour)),
        align: para.align.unwrap_or(Align::Left),
        indent: mm(para.first.unwrap_or_default().saturating_add(led(text))),
        left: mm(para.left.unwrap_or_default()),
        before: pt(text.before),
        line: spacing(text, most),
        rule,
        room: (text.area > 0).then(|| pt(inner(text, text.area))),
        width: None,
    }
}

/// How far in, in twips, tabs and spaces typed at the head of a paragraph move its words.
fn led(text: &Text) -> i64 {
    let start = text.para.left.unwrap_or_default().saturating_add(text.para.first.unwrap_or_default());
    let mut at = start;
    for piece in &text.pieces {
        match piece {
            Piece::Tab => at = (at.div_euclid(TAB).saturating_add(1)).saturating_mul(TAB),
            Piece::Words { text, face, label: false } => {
                let blanks = text.chars().take_while(|c| c.is_whitespace()).count();
                // A space is a quarter of the size wide, which is counted in half points.
                let width = i64::from(face.size).saturating_mul(5).saturating_div(2);
                at = at.saturating_add(i64::try_from(blanks).unwrap_or_default().saturating_mul(width));
                if blanks < text.chars().count() {
                    break;
                }
            }
            Piece::Words { .. } | Piece::Break | Piece::Note(_) | Piece::Picture(_) => break,
        }
    }
    at.saturating_sub(start)
}

fn each<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for name in names.filter(|name| !name.is_empty()) {
        if !out.iter().any(|known| known == name) {
            out.push(name.to_owned());
        }
    }
    out
}

/// Line spacing in single lines; `None` when it is a fixed height.
#[expect(clippy::cast_precision_loss, reason = "a spacing is far below 2^52")]
fn spacing(text: &Text, size: f64) -> Option<f64> {
    let line = text.para.line.unwrap_or(240);
    if !text.para.fixed.unwrap_or_default() {
        return Some(line as f64 / 240.0);
    }
    // "At least" less than a line is a single line.
    (pt(line) < size).then_some(1.0)
}

/// The line that a paragraph without words draws, or one whose words are a drawn line.
pub(super) fn drawn_alone(text: &Text, section: Option<&SectionProps>) -> Option<Drawn> {
    if is_characters(&text.words()) {
        return Some(Drawn { kind: Drawing::Characters, length: None });
    }
    stroke(text, |_| true).or_else(|| border(text, section, true))
}

/// The line under a paragraph that has words.
pub(super) fn drawn_under(text: &Text, section: Option<&SectionProps>) -> Option<Drawn> {
    stroke(text, |above| !above).or_else(|| border(text, section, false))
}

/// A shape at the head of a paragraph: a line under the one before.
pub(super) fn drawn_above(text: &Text) -> Option<Drawn> {
    stroke(text, |above| above)
}

fn stroke(text: &Text, wanted: impl Fn(bool) -> bool) -> Option<Drawn> {
    let stroke = text.strokes.iter().find(|stroke| wanted(stroke.above))?;
    Some(Drawn { kind: Drawing::Shape, length: stroke.length })
}

/// A paragraph's border, as long as the text area without the indents.
fn border(text: &Text, section: Option<&SectionProps>, above_too: bool) -> Option<Drawn> {
    let para = &text.para;
    let below = para.line_below.unwrap_or_default();
    let above = para.line_above.unwrap_or_default();
    // Lines on both sides are a frame.
    let drawn = if above_too { below || above } else { below && !above };
    drawn.then(|| {
        let area = if text.area > 0 { text.area } else { section.map_or(0, SectionProps::text_width) };
        let length = inner(text, area);
        Drawn { kind: Drawing::Border, length: (length > 0).then(|| mm(length)) }
    })
}

/// What the indents of a paragraph leave of a width in twips.
fn inner(text: &Text, area: i64) -> i64 {
    let indents = text.para.left.unwrap_or_default().saturating_add(text.para.right.unwrap_or_default());
    area.saturating_sub(indents)
}

/// True for a line drawn with characters.
pub(super) fn is_characters(words: &str) -> bool {
    let mut bare = words.chars().filter(|c| !c.is_whitespace()).peekable();
    let drawn = bare.peek().is_some() && bare.clone().all(|c| "-_=—–─━*~.".contains(c));
    drawn && bare.clone().count() >= 3 && bare.any(|c| c != '.')
}

/// The faces of a paragraph's visible words, one for each stretch.
pub(super) fn faces(text: &Text) -> Vec<Rc<Face>> {
    let face = |piece: &Piece| match piece {
        Piece::Words { text, face, label: false } if text.contains(|c: char| !c.is_whitespace()) => {
            Some(face.clone())
        }
        _ => None,
    };
    text.pieces.iter().filter_map(face).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_and_spaces_at_the_head_move_the_words() {
        let face = Rc::new(Face { size: 28, ..Face::default() });
        let words = |text: &str| Piece::Words { text: text.into(), face: face.clone(), label: false };
        let led = |pieces: Vec<Piece>| led(&Text { pieces, ..Text::default() });
        assert_eq!(led(vec![words("Kế hoạch")]), 0);
        assert_eq!(led(vec![Piece::Tab, words("Kế hoạch")]), 720);
        assert_eq!(led(vec![Piece::Tab, Piece::Tab, words(" Kế hoạch")]), 1510);
        assert_eq!(led(vec![words("    Kế hoạch"), Piece::Tab]), 280);
    }
}
