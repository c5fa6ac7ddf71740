//! Word. Every role is a named style; the page is measured as the PDF's is, by `fit`.
//!
//! docx-rs writes the parts, [`canon`] mends them, [`package`] packs them.

pub mod annotate;
mod body;
mod canon;
mod columns;
pub(super) mod frames;
mod package;
mod paragraph;
mod picture;
mod redline;
mod section;
mod stamp;
mod styles;
mod table;

use std::borrow::Cow;

use super::fit::fit;
use super::{Error, dated, fonts::Fonts};
use crate::model::{Document, Role, Standard};
pub use redline::{Revision, redline};

use package::{Part, Properties};
use redline::Tracked;

/// Writes a DOCX.
///
/// # Errors
/// See [`Error`].
pub fn write(document: &Document, standard: &Standard, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    make(document, document, &Tracked::none(), standard, fonts)
}

/// Writes a DOCX; `about` is the document that its properties speak of.
fn make(
    document: &Document,
    about: &Document,
    tracked: &Tracked,
    standard: &Standard,
    fonts: &Fonts,
) -> Result<Vec<u8>, Error> {
    let fit = fit(document, standard, fonts);
    let body = body::write(document, standard, &fit, fonts, tracked);
    let mut changes = 0;
    let mut mend = |part: &[u8], pictures: &[String]| {
        canon::canon(part, pictures, &mut changes).map_err(|error| Error::Engine(error.to_string()))
    };
    let written = mend(&body.document, &body.pictures.drawn)?;
    let mut parts = vec![
        part("styles", mend(&styles::styles(standard), &[])?),
        part("settings", package::settings(body.notes.is_some())),
        part("fontTable", package::font_table(&standard.font.family)),
    ];
    if let Some(notes) = &body.notes {
        parts.push(part("footnotes", mend(&package::footnotes(notes, styles::SEPARATOR), &[])?));
    }
    for mut margin in body.margins {
        margin.bytes = mend(&margin.bytes, &body.pictures.drawn)?;
        parts.push(margin);
    }
    let issuer: Vec<String> = about
        .paragraphs()
        .filter(|paragraph| paragraph.role == Role::IssuingBody)
        .map(crate::model::Paragraph::words)
        .collect();
    let properties = Properties {
        title: &about.title,
        category: standard.kind(&about.kind).map_or("", |kind| &kind.name),
        creator: &issuer.join(" "),
        date: dated::date(about, standard),
    };
    package::pack(&written, &parts, &body.pictures.images, &properties)
}

fn part(kind: &'static str, bytes: Vec<u8>) -> Part {
    Part { kind, id: format!("rId-{kind}"), file: format!("{kind}.xml"), bytes }
}

/// Text as XML 1.0 can hold it: white space of other kinds is a space, characters that
/// XML forbids are left out.
fn lawful(text: &str) -> Cow<'_, str> {
    let unlawful = |c: char| c.is_ascii_control() && c != '\u{7f}' || matches!(c, '\u{fffe}' | '\u{ffff}');
    if !text.contains(unlawful) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter_map(|c| match c {
        '\t' | '\n' | '\r' => Some(' '),
        c if unlawful(c) => None,
        c => Some(c),
    });
    Cow::Owned(kept.collect())
}

/// Points in twips (1/20 pt).
#[expect(clippy::cast_possible_truncation, reason = "lengths on a page are far below the limit")]
fn twips(pt: f64) -> i32 {
    (pt * 20.0).round() as i32
}

/// A length that is never negative, in twips.
fn twips_unsigned(pt: f64) -> u32 {
    u32::try_from(twips(pt)).unwrap_or_default()
}

/// A width in twips, as docx-rs takes it.
fn width(pt: f64) -> usize {
    usize::try_from(twips(pt)).unwrap_or_default()
}

/// A size of letters in half points.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes are small and positive")]
fn half_points(pt: f64) -> usize {
    (pt * 2.0).round() as usize
}

#[cfg(test)]
mod tests;
