//! How large a picture stands on paper, and where.
//!
//! A picture stands on the line as a letter does: its line is as high as the picture and what
//! letters have below the line, as every writer's engine sets it. Lines of pictures alone
//! are as high as the pictures: their letters, which are not there, are as small as can be.

use crate::model::document::is_pictures;
use crate::model::standard::PT_PER_MM;
use crate::model::{Inline, Paragraph, Picture};

/// What letters have below the line, in parts of their size: Times New Roman's own measure.
const BELOW: f64 = 0.216;

/// Size in pt of the letters where pictures stand alone: the least that Word knows.
pub const ALONE: f64 = 0.5;

/// What a line with pictures has below it, in pt, among letters of a size.
pub fn below(inlines: &[Inline], size: f64) -> f64 {
    BELOW * if is_pictures(inlines) { ALONE } else { size }
}

/// Width and height in pt of a picture where `room` pt are free: its own, or smaller in
/// proportion.
pub fn size(picture: &Picture, room: f64) -> (f64, f64) {
    let (width, height) = (picture.width_mm() * PT_PER_MM, picture.height_mm() * PT_PER_MM);
    let part = (room.max(1.0) / width).min(1.0);
    (width * part, height * part)
}

/// The pictures among some inlines.
pub fn of(inlines: &[Inline]) -> impl Iterator<Item = &Picture> {
    inlines.iter().filter_map(|inline| match inline {
        Inline::Picture(picture) => Some(picture),
        Inline::Text(_) | Inline::Break | Inline::Footnote { .. } => None,
    })
}

/// From the left edge of a signature's column to the seal in it, in pt: the seal covers a
/// third of the hand signature, its left one (Decree 30, Phụ lục I, Mục II.8), and a hand
/// signature is about as wide as the name below it and in the middle as that is.
pub fn seal(seal: &Paragraph, name: f64, column: f64) -> f64 {
    let width: f64 = of(&seal.text).map(|picture| size(picture, column).0).sum();
    (column / 2.0 - name / 6.0 - width).max(0.0)
}
