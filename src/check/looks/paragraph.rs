//! The shape of paragraphs: alignment, first-line indent, space between them, line spacing.

use super::gathered::{Breach, Gathered, Reach};
use super::{Seen, clause, figure, range};
use crate::model::standard::Align;
use crate::model::{Role, Standard};

/// A paragraph of the body with fewer letters may stand on one line, or be anything; dots to
/// be filled in are none.
const PROSE: usize = 80;

/// Lengths in mm nearer than this are the same: Word rounds, and rulers are set by hand.
const LENGTH_ROUNDING: f64 = 0.5;

/// Spaces in pt nearer than this are the same.
const SPACE_ROUNDING: f64 = 0.3;

/// Multiples of a line nearer than this are the same.
const LINE_ROUNDING: f64 = 0.02;

/// A line that begins farther in (mm) was set in its place by hand.
const BY_HAND: f64 = 5.0;

/// Looks at the shape of every paragraph.
pub(super) fn look<'a>(standard: &'a Standard, seen: &[Seen<'a>], gathered: &mut Gathered<'a>) {
    for (index, &one) in seen.iter().enumerate() {
        let before = index.checked_sub(1).map(|index| seen[index]);
        let after = seen.get(index + 1).copied();
        let shared =
            |other: Option<Seen<'_>>| other.is_some_and(|other| other.look.paragraph == one.look.paragraph);
        // Two texts in one paragraph of the file stand side by side with tabs.
        if one.is_ruled() && !shared(before) && !shared(after) {
            align(standard, one, gathered);
        }
        if one.is_flow(standard) {
            indent(standard, one, gathered);
            line(standard, one, gathered);
            if let Some(before) = before {
                space(standard, before, one, gathered);
            }
        }
    }
}

fn is_prose(standard: &Standard, seen: Seen<'_>) -> bool {
    let letters = seen.text.words.chars().filter(|c| c.is_alphanumeric()).count();
    seen.is_flow(standard) && seen.role().heading_rank().is_none() && letters >= PROSE
}

fn align<'a>(standard: &'a Standard, seen: Seen<'a>, gathered: &mut Gathered<'a>) {
    let (role, look) = (seen.role(), seen.look);
    let shape = standard.shape(role);
    let Some(cite) = clause(&shape.cite) else { return };
    let starts_at = look.left + look.indent;
    let (is_wrong, reach) = match shape.align {
        // Where one addressee stands on its line, and stamps in their frames, is free.
        _ if matches!(
            role,
            Role::Addressee | Role::AddresseeItem | Role::Urgency | Role::Circulation | Role::ElectronicMark
        ) =>
        {
            return;
        }
        Align::Center => {
            (look.align == Align::Right || look.align != Align::Center && starts_at < BY_HAND, Reach::Role)
        }
        Align::Left | Align::Right => {
            (matches!(look.align, Align::Center | Align::Right) && look.align != shape.align, Reach::Role)
        }
        Align::Justify => (look.align == Align::Left && is_prose(standard, seen), Reach::Text),
    };
    if is_wrong {
        let (stands, wanted) = (said(look.align).to_owned(), said(shape.align).to_owned());
        gathered.add(reach, Breach { rule: "alignment", seen, cite, stands, wanted });
    }
}

fn said(align: Align) -> &'static str {
    match align {
        Align::Left => "sát lề trái",
        Align::Right => "sát lề phải",
        Align::Center => "canh giữa",
        Align::Justify => "căn đều hai bên",
    }
}

/// Only words without a label: lists are indented as a whole by Word.
fn indent<'a>(standard: &'a Standard, seen: Seen<'a>, gathered: &mut Gathered<'a>) {
    let look = seen.look;
    let is_plain = matches!(seen.role(), Role::Body | Role::Citation | Role::ArticleText)
        && (seen.text.label.is_none() || seen.role() == Role::ArticleText);
    let is_set = matches!(look.align, Align::Justify | Align::Left) && look.left < LENGTH_ROUNDING;
    let measure = &standard.shape(seen.role()).indent;
    let (Some(cite), Some(allowed)) = (clause(&measure.cite), measure.allowed) else { return };
    let is_right = (allowed[0] - LENGTH_ROUNDING..=allowed[1] + LENGTH_ROUNDING).contains(&look.indent);
    if is_plain && is_set && !is_right && is_prose(standard, seen) {
        let (stands, wanted) = (figure(look.indent), range(allowed));
        gathered.add(Reach::Text, Breach { rule: "first-line-indent", seen, cite, stands, wanted });
    }
}

fn line<'a>(standard: &'a Standard, seen: Seen<'a>, gathered: &mut Gathered<'a>) {
    let measure = &standard.shape(seen.role()).line;
    let (Some(cite), Some(allowed)) = (clause(&measure.cite), measure.allowed) else { return };
    let Some(line) = seen.look.line else { return };
    if !(allowed[0] - LINE_ROUNDING..=allowed[1] + LINE_ROUNDING).contains(&line) {
        let (stands, wanted) = (format!("{line:.2}").replace('.', ","), range(allowed));
        gathered.add(Reach::Text, Breach { rule: "line-spacing", seen, cite, stands, wanted });
    }
}

/// The decree gives the least space and no greatest. An empty paragraph between two is space
/// enough: their numbers in the file then do not follow each other.
fn space<'a>(standard: &'a Standard, before: Seen<'a>, seen: Seen<'a>, gathered: &mut Gathered<'a>) {
    let measure = &standard.shape(seen.role()).before;
    let (Some(cite), Some([least, _])) = (clause(&measure.cite), measure.allowed) else { return };
    // What is centred is a title that the reader took for text.
    let is_set = |one: Seen<'_>| matches!(one.look.align, Align::Justify | Align::Left) && one.has_words();
    let follows = before.is_flow(standard)
        && before.text.at.section == seen.text.at.section
        && before.look.paragraph + 1 == seen.look.paragraph
        && is_set(before)
        && is_set(seen);
    if follows && seen.look.before < least - SPACE_ROUNDING {
        let (stands, wanted) = (figure(seen.look.before), figure(least));
        gathered.add(Reach::Text, Breach { rule: "paragraph-spacing", seen, cite, stands, wanted });
    }
}
