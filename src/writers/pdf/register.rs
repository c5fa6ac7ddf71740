//! Registers on A4, landscape, to be printed and bound (Điều 16).

use std::collections::BTreeSet;

use serde::Serialize;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use super::world::Job;
use super::{KEPT_GENERATIONS, Limits, engine, midnight, standards};
use crate::model::register::{Book, Ledger};
use crate::viet::words::registers::{AWARD_COLUMNS, AWARDS_TITLE, COLUMNS, TITLE, cover};
use crate::writers::{Error, fonts::Fonts};

/// Widths of the columns in mm: all there is between the margins.
const WIDTHS: [f64; 10] = [30.0, 21.0, 57.0, 26.0, 34.0, 22.0, 13.0, 18.0, 15.0, 24.0];
const AWARD_WIDTHS: [f64; 7] = [15.0, 22.0, 66.0, 53.0, 36.0, 38.0, 30.0];

/// The columns that stand in the middle.
const CENTRED: [usize; 3] = [1, 6, 7];
const AWARD_CENTRED: [usize; 2] = [0, 1];

/// Margins of a cell, both sides together, in mm.
const INSET: f64 = 2.4;

/// Points of the lines' face.
const SIZE: f64 = 11.0;

/// No page holds more lines of text than this.
const LINES_OF_PAGE: usize = 38;

/// A cell of more lines of text than this lets its row be parted by the end of a page.
const TALL: usize = 24;

/// Letters of a word after which it may be parted, where it has no other place for it.
const LONG_WORD: usize = 8;

/// A place where a line may end, of which nothing is seen.
const BREAK: &str = "\u{200b}";

#[derive(Serialize)]
struct Data<'a> {
    family: &'a str,
    size: f64,
    title: &'a str,
    parent: Option<&'a str>,
    office: &'a str,
    series: Option<String>,
    cover: [String; 4],
    widths: &'a [f64],
    centred: &'a [usize],
    heads: &'a [&'a str],
    lines: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    cells: Vec<String>,
    /// May be parted by the end of a page.
    tall: bool,
}

/// Writes a register as PDF/A-2a + PDF/UA-1. The same register gives the same bytes.
///
/// # Errors
/// [`Error::GlyphMissing`], [`Error::TooManyPages`]; [`Error::Engine`] for a defect of ours.
pub fn register(book: &Book, fonts: &Fonts, limits: Limits) -> Result<Vec<u8>, Error> {
    let missing = missing(book, fonts);
    if !missing.is_empty() {
        return Err(Error::GlyphMissing(missing));
    }
    let too_many = Error::TooManyPages { limit: limits.pages };
    if book.lines.len() + book.awards.len() > LINES_OF_PAGE.saturating_mul(limits.pages) {
        return Err(too_many);
    }
    let data = serde_json::to_string(&data(book, fonts)).map_err(|error| Error::Engine(error.to_string()))?;
    let job = Job::register(fonts, data.clone());
    let pages = typst::compile::<PagedDocument>(&job).output.map_err(|errors| engine(&errors));
    typst::comemo::evict(KEPT_GENERATIONS);
    let pages = pages?;
    if pages.pages().len() > limits.pages {
        return Err(too_many);
    }
    let options = PdfOptions {
        ident: Smart::Custom(data),
        creator: Smart::Custom(Some("vanthu".to_owned())),
        timestamp: midnight(book.dated),
        standards: standards()?,
        tagged: true,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&pages, &options).map_err(|errors| engine(&errors))
}

fn data<'a>(book: &'a Book, fonts: &'a Fonts) -> Data<'a> {
    let days = (book.days.0.as_str(), book.days.1.as_str());
    let numbers = (book.numbers.0.as_str(), book.numbers.1.as_str());
    let (title, widths, centred, heads): (_, &[f64], &[usize], &[&str]) = match book.ledger {
        Ledger::Documents => (TITLE, &WIDTHS, &CENTRED, &COLUMNS),
        Ledger::Awards => (AWARDS_TITLE, &AWARD_WIDTHS, &AWARD_CENTRED, &AWARD_COLUMNS),
    };
    let row = |cells: Vec<&str>| {
        let wide = widths.iter().map(|width| (width - INSET) * 72.0 / 25.4);
        let tall = cells.iter().zip(wide.clone()).any(|(cell, wide)| {
            // Lines of text are never filled to their ends.
            let lines = fonts.advance(cell, false, false, SIZE) / wide * 1.3;
            lines > f64::from(u32::try_from(TALL).unwrap_or(u32::MAX))
        });
        let cells = cells.iter().zip(wide).map(|(cell, wide)| parted(cell, wide, fonts));
        Row { cells: cells.collect(), tall }
    };
    Data {
        family: fonts.family(),
        size: SIZE,
        title,
        parent: book.parent.as_deref(),
        office: &book.office,
        series: book.series.as_ref().map(|series| format!("({series})")),
        cover: cover(book.year, days, numbers, book.volume),
        widths,
        centred,
        heads,
        lines: book.rows().map(row).collect(),
    }
}

/// The text with a place to part it in every word that is wider than its column: after the
/// slashes and hyphens of a symbol, and where that is not enough after every few letters.
fn parted(text: &str, width: f64, fonts: &Fonts) -> String {
    let fits = |word: &str| fonts.advance(word, false, false, SIZE) <= width;
    let chopped = |word: &str| {
        let letters: Vec<char> = word.chars().collect();
        let pieces: Vec<String> = letters.chunks(LONG_WORD).map(|piece| piece.iter().collect()).collect();
        pieces.join(BREAK)
    };
    let piece = |word: &str| if fits(word) { word.to_owned() } else { chopped(word) };
    let words = text.split(' ').map(|word| {
        if fits(word) {
            return word.to_owned();
        }
        word.split_inclusive(['/', '-']).map(piece).collect::<Vec<_>>().join(BREAK)
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The characters that no face has, each once.
fn missing(book: &Book, fonts: &Fonts) -> Vec<char> {
    let cover = [book.parent.as_deref(), Some(book.office.as_str()), book.series.as_deref()];
    let words = cover.into_iter().flatten().chain(book.rows().flatten());
    let missing: BTreeSet<char> = words.flat_map(str::chars).filter(|c| !fonts.has(*c)).collect();
    missing.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::register::Line;

    fn book(lines: usize) -> Book {
        let line = |number: usize| Line {
            number: format!("{number:02}/QĐ-UBND"),
            day: "05/3/2026".into(),
            title: "Quyết định về việc tặng Giấy khen".into(),
            ..Line::default()
        };
        Book { office: "UBND".into(), year: 2026, lines: (1..=lines).map(line).collect(), ..Book::default() }
    }

    #[test]
    fn the_same_register_gives_the_same_bytes() {
        let (book, fonts) = (book(3), Fonts::embedded());
        let made = register(&book, &fonts, Limits::default()).unwrap();
        assert_eq!(made, register(&book, &fonts, Limits::default()).unwrap());
        assert!(made.starts_with(b"%PDF"));
    }

    #[test]
    fn too_long_a_register_and_a_character_of_no_face_are_refused() {
        let fonts = Fonts::embedded();
        for lines in [100, 10] {
            let refused = register(&book(lines), &fonts, Limits { pages: 1 });
            assert_eq!(refused, Err(Error::TooManyPages { limit: 1 }));
        }
        let mut strange = book(1);
        strange.lines[0].title = "☑".into();
        assert_eq!(register(&strange, &fonts, Limits::default()), Err(Error::GlyphMissing(vec!['☑'])));
    }

    #[test]
    fn a_word_wider_than_its_column_may_be_parted() {
        let fonts = Fonts::embedded();
        for (text, expected) in [
            ("một hai", "một hai".to_owned()),
            ("123/QĐ-HĐTĐKTTU", "123/|QĐ-|HĐTĐKTTU".into()),
            (&format!("một {}", "w".repeat(20)), format!("một {0}|{0}|wwww", "w".repeat(8))),
        ] {
            assert_eq!(parted(text, 80.0, &fonts), expected.replace('|', BREAK), "{text}");
        }
    }
}
