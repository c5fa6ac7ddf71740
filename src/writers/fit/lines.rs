//! Breaking words into lines by their widths, first fit, as every writer's engine does.

use super::picture;
use crate::model::Inline;
use crate::model::document::is_pictures;
use crate::writers::fonts::Fonts;

/// Size of raised words in parts of the size around them, as Word and LibreOffice set them.
pub const RAISED: f64 = 0.58;

/// The face and the size around some inlines.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Weight.
    pub bold: bool,
    /// Slant.
    pub italic: bool,
    /// Size in pt.
    pub size: f64,
}

/// Something that stands on one line whole, with the white space that follows it.
#[derive(Clone, Copy, Debug, Default)]
struct Piece {
    width: f64,
    space: f64,
    /// Height of its tallest picture; 0 where there is none.
    height: f64,
    last: bool,
}

/// A line: its width, and the height of its tallest picture.
#[derive(Clone, Copy, Debug, Default)]
struct Line {
    width: f64,
    height: f64,
}

/// Widths in pt of the lines that the inlines make where `width` pt are free. A piece
/// wider than the line stands on a line of its own.
pub fn lines(fonts: &Fonts, inlines: &[Inline], setting: Setting, width: f64) -> Vec<f64> {
    widths(&pieces(fonts, inlines, setting, width), width)
}

/// Height in pt of the lines that the inlines make where `width` pt are free and lines of
/// words are `pitch` pt apart.
pub fn height(fonts: &Fonts, inlines: &[Inline], setting: Setting, width: f64, pitch: f64) -> f64 {
    let lines = set(&pieces(fonts, inlines, setting, width), width);
    let below = picture::below(inlines, setting.size);
    let least = if is_pictures(inlines) { 0.0 } else { pitch };
    let (pictured, plain): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(|line| line.height > 0.0);
    let tall: f64 = pictured.iter().map(|line| least.max(line.height + below)).sum();
    plain.len() as f64 * pitch + tall
}

fn widths(pieces: &[Piece], width: f64) -> Vec<f64> {
    set(pieces, width).into_iter().map(|line| line.width).collect()
}

/// The lines that pieces make.
fn set(pieces: &[Piece], width: f64) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Line::default();
    let mut space = 0.0;
    let mut open = false;
    for piece in pieces {
        if open && line.width + space + piece.width > width + 0.001 {
            lines.push(std::mem::take(&mut line));
            space = 0.0;
        }
        line.width += space + piece.width;
        line.height = line.height.max(piece.height);
        space = piece.space;
        open = true;
        if piece.last {
            lines.push(std::mem::take(&mut line));
            (space, open) = (0.0, false);
        }
    }
    lines
}

/// How many lines the inlines make where `width` pt are free, and whether that is beyond
/// doubt: not where engines may break a line at other places than white space, and that would
/// make another number of lines.
pub fn counted(fonts: &Fonts, inlines: &[Inline], setting: Setting, width: f64) -> (usize, bool) {
    let plain = |inline: &Inline| match inline {
        Inline::Text(run) => {
            !run.text.contains(odd) && ![" ,", " .", " ;", " :"].iter().any(|at| run.text.contains(at))
        }
        Inline::Footnote { .. } | Inline::Break | Inline::Picture(_) => false,
    };
    let pieces = pieces(fonts, inlines, setting, width);
    let count = |width: f64| set(&pieces, width).len().max(1);
    let sure = inlines.iter().all(plain) || longest(&widths(&pieces, f64::INFINITY)) < width - EASE;
    let steady = count(width + EASE) == count(width - EASE);
    (count(width), sure && widest(&pieces) < width && steady)
}

/// Engines' rounding of a line's width, in pt.
const EASE: f64 = 0.5;

/// Characters beside which engines do not agree where a line may end.
fn odd(c: char) -> bool {
    !(c.is_alphanumeric() || matches!(c, ' ' | ',' | '.' | ';' | ':'))
}

/// Width in pt of the longest line when only breaks that are written end lines.
pub fn natural(fonts: &Fonts, inlines: &[Inline], setting: Setting) -> f64 {
    longest(&lines(fonts, inlines, setting, f64::INFINITY))
}

/// Width in pt of the widest piece that never breaks.
pub fn narrowest(fonts: &Fonts, inlines: &[Inline], setting: Setting) -> f64 {
    widest(&pieces(fonts, inlines, setting, f64::INFINITY))
}

fn widest(pieces: &[Piece]) -> f64 {
    pieces.iter().fold(0.0, |most, piece| piece.width.max(most))
}

/// The greatest of some widths; 0 when there are none.
pub fn longest(widths: &[f64]) -> f64 {
    widths.iter().copied().fold(0.0, f64::max)
}

/// What stands on lines whole, where `room` pt are free.
fn pieces(fonts: &Fonts, inlines: &[Inline], setting: Setting, room: f64) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut piece = Piece::default();
    let mut before = ' ';
    for inline in inlines {
        match inline {
            Inline::Text(run) => {
                let (bold, italic) = (setting.bold || run.bold, setting.italic || run.italic);
                let size = if run.superscript { setting.size * RAISED } else { setting.size };
                let mut buffer = [0; 4];
                for c in run.text.chars() {
                    let advance = fonts.advance(c.encode_utf8(&mut buffer), bold, italic, size);
                    if breaks(c) {
                        piece.space += advance;
                    } else {
                        let hyphen = before == '-' && c.is_alphabetic() && piece.width > 0.0;
                        if piece.space > 0.0 || hyphen {
                            pieces.push(std::mem::take(&mut piece));
                        }
                        piece.width += advance;
                    }
                    before = c;
                }
            }
            Inline::Footnote { .. } => {
                piece.width += fonts.advance("1", setting.bold, setting.italic, setting.size * RAISED);
                before = '1';
            }
            Inline::Picture(picture) => {
                // A line may end before a picture and after it.
                if piece.width > 0.0 || piece.space > 0.0 {
                    pieces.push(std::mem::take(&mut piece));
                }
                (piece.width, piece.height) = picture::size(picture, room);
                pieces.push(std::mem::take(&mut piece));
                before = ' ';
            }
            Inline::Break => {
                piece.last = true;
                pieces.push(std::mem::take(&mut piece));
                before = ' ';
            }
        }
    }
    piece.last = true;
    pieces.push(piece);
    pieces
}

/// True for white space at which a line may end.
fn breaks(c: char) -> bool {
    c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Run;

    const TEN: Setting = Setting { bold: false, italic: false, size: 10.0 };

    #[test]
    fn a_line_takes_as_many_words_as_it_holds() {
        let fonts = Fonts::embedded();
        // A figure is half an em wide and a space a quarter.
        let text = [Inline::plain("000 000 000")];
        assert_eq!(lines(&fonts, &text, TEN, 1000.0), [50.0]);
        assert_eq!(lines(&fonts, &text, TEN, 32.5), [32.5, 15.0]);
        assert_eq!(lines(&fonts, &text, TEN, 32.4), [15.0, 15.0, 15.0]);
        assert_eq!(lines(&fonts, &text, TEN, 1.0), [15.0, 15.0, 15.0]);
        assert!((narrowest(&fonts, &text, TEN) - 15.0).abs() < 1e-9);
    }

    #[test]
    fn written_breaks_and_hyphens_between_letters_end_lines() {
        let fonts = Fonts::embedded();
        let text = [Inline::plain("00"), Inline::Break, Inline::plain("0000")];
        assert_eq!(lines(&fonts, &text, TEN, 1000.0), [10.0, 20.0]);
        let hyphened = [Inline::plain("KH-UBND 2-9")];
        assert_eq!(lines(&fonts, &hyphened, TEN, 1.0).len(), 3);
    }

    #[test]
    fn raised_words_are_small() {
        let fonts = Fonts::embedded();
        let raised = Inline::Text(Run { text: "00".into(), superscript: true, ..Run::default() });
        assert!((natural(&fonts, &[raised], TEN) - 10.0 * RAISED).abs() < 1e-9);
    }
}
