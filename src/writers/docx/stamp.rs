//! Stamps (dấu mức độ khẩn, phạm vi lưu hành) and the line of the electronic signature:
//! what is framed, and what stands in the top margin.

use docx_rs::{
    FrameProperty, Indent, ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, ParagraphProperty,
};

use super::paragraph::Place;
use super::styles::{eighths, exact, hex};
use super::{twips, twips_unsigned};
use crate::model::{Role, Standard};
use crate::writers::fit::{ABOVE_TEXT, MARK_ABOVE_TEXT};

/// Thickness in pt of a stamp's frame.
const THICKNESS: f64 = 1.0;

/// A stamp: four borders around one line, as wide and as high in pt as the law says.
/// Phạm vi lưu hành (ô 11) stands in the top margin, over the middle of the right column.
pub(super) fn framed(
    property: &mut ParagraphProperty,
    role: Role,
    (width, height): (f64, f64),
    place: Place,
    standard: &Standard,
) {
    let colour = hex(standard.role(role).colour.as_deref().unwrap_or(&standard.font.colour));
    let in_top_margin = role == Role::Circulation && !place.cell;
    // Word takes white space inside a frame in whole points; the line takes the rest. In the
    // margin the line takes all: LibreOffice counts the white there twice.
    let white = ((height - standard.pitch(role)) / 2.0 - THICKNESS).floor().clamp(0.0, 31.0);
    let inside = if in_top_margin { 0.0 } else { white };
    let side = |position, space: u32| {
        let border = ParagraphBorder::new(position).size(eighths(THICKNESS)).color(&colour);
        border.space(usize::try_from(space).unwrap_or_default())
    };
    let whole = twips_unsigned(inside) / 20;
    let borders = ParagraphBorders::with_empty()
        .set(side(ParagraphBorderPosition::Left, 0))
        .set(side(ParagraphBorderPosition::Right, 0))
        .set(side(ParagraphBorderPosition::Top, whole))
        .set(side(ParagraphBorderPosition::Bottom, whole));
    let before = place.before.unwrap_or_else(|| standard.shape(role).before.pt());
    let line = exact(twips(height - 2.0 * (inside + THICKNESS))).before(twips_unsigned(before)).after(0);
    property.line_spacing = Some(line);
    property.borders = Some(borders);
    if in_top_margin {
        let right = standard.columns.letterhead.right.get_ref().pt();
        let x = place.width - (right + width) / 2.0;
        let y = standard.page.top.get_ref().pt() - height - ABOVE_TEXT;
        return in_margin(property, x, y, width);
    }
    let (left, right) = match place.left {
        Some(left) => (left, place.width - left - width),
        None => ((place.width - width) / 2.0, (place.width - width) / 2.0),
    };
    property.indent = Some(Indent::new(Some(twips(left).max(0)), None, Some(twips(right).max(0)), None));
}

/// The line of the electronic signature: at the right of the top margin.
pub(super) fn mark(property: &mut ParagraphProperty, standard: &Standard) {
    let y = standard.page.top.get_ref().pt() - MARK_ABOVE_TEXT;
    in_margin(property, 0.0, y, standard.page.text_width());
}

/// Takes a paragraph out of the text: `x` from the left margin, `y` from the paper's top
/// edge, both in pt.
fn in_margin(property: &mut ParagraphProperty, x: f64, y: f64, width: f64) {
    let frame = FrameProperty::new()
        .wrap("around")
        .h_anchor("margin")
        .v_anchor("page")
        .x(twips(x).max(1))
        .y(twips(y).max(1))
        .width(twips_unsigned(width));
    property.frame_property = Some(frame);
}
