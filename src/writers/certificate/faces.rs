//! The faces of certificates: the serif of all documents, and a display face for titles.

use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontBook, FontInstance, FontStyle, FontVariant, FontVariations, FontWeight};
use typst::utils::LazyHash;

use crate::model::certificate::{Look, Typeface};
use crate::writers::fonts::{Fonts, unseen};

/// The files of the display face, with their weights.
const DISPLAY: [(u16, &[u8]); 2] = [
    (700, include_bytes!("../../../fonts/PlayfairDisplay-Bold.ttf")),
    (900, include_bytes!("../../../fonts/PlayfairDisplay-Black.ttf")),
];

/// How many faces the serif has: they stand first.
const SERIF: usize = 4;

/// All faces that a certificate may name, loaded once.
pub struct Faces {
    serif: Fonts,
    display: Vec<Display>,
    book: LazyHash<FontBook>,
}

struct Display {
    weight: u16,
    font: Font,
    instance: FontInstance,
    /// Advances in ems of the lining figures, which the layout asks for.
    figures: [f64; 10],
}

impl Faces {
    /// The serif faces of documents, and ours for titles.
    ///
    /// # Panics
    /// Never: the files are part of the program, and a test reads them.
    #[expect(clippy::expect_used, reason = "the files are compiled in and tested")]
    pub fn new(serif: Fonts) -> Faces {
        let display: Vec<Display> = DISPLAY
            .into_iter()
            .map(|(weight, file)| Display::new(weight, Font::new(Bytes::new(file), 0).expect("a face")))
            .collect();
        let serifs: Vec<Font> = (0..SERIF).filter_map(|index| serif.font(index)).collect();
        let book = FontBook::from_fonts(serifs.iter().chain(display.iter().map(|face| &face.font)));
        Faces { serif, display, book: LazyHash::new(book) }
    }

    /// The serif and ours for titles, as they are built in.
    pub fn embedded() -> Faces {
        Faces::new(Fonts::embedded())
    }

    /// Name of a typeface's family.
    pub(super) fn family(&self, face: Typeface) -> String {
        match (face, self.display.first()) {
            (Typeface::Display, Some(face)) => face.font.info().family.to_string(),
            _ => self.serif.family().to_owned(),
        }
    }

    /// Width of a line in pt, the white between letters counted, kerning not.
    pub fn advance(&self, look: &Look, text: &str, size: f64) -> f64 {
        let letters = match look.face {
            Typeface::Serif => self.serif.advance(text, look.weight >= 700, look.italic, size),
            Typeface::Display => {
                let face = self.display(look.weight);
                text.chars().map(|c| face.and_then(|face| face.advance(c)).unwrap_or(1.0)).sum::<f64>() * size
            }
        };
        let gaps = text.chars().count().saturating_sub(1) as f64;
        letters + gaps * look.tracking * size
    }

    /// Height of a capital's ink in pt.
    pub fn capital(&self, look: &Look, size: f64) -> f64 {
        let part = match look.face {
            Typeface::Serif => self.serif.capital(look.weight >= 700, look.italic),
            Typeface::Display => {
                self.display(look.weight).map_or(0.7, |face| face.instance.metrics().cap_height.get())
            }
        };
        part * size
    }

    /// The characters of a text that its face cannot show, each once.
    pub fn missing(&self, look: &Look, text: &str) -> Vec<char> {
        let shown = |c: char| match look.face {
            Typeface::Serif => self.serif.has(c),
            Typeface::Display => {
                unseen(c) || self.display(look.weight).is_some_and(|face| face.advance(c).is_some())
            }
        };
        let mut missing: Vec<char> = text.chars().filter(|&c| !shown(c)).collect();
        missing.sort_unstable();
        missing.dedup();
        missing
    }

    fn display(&self, weight: u16) -> Option<&Display> {
        self.display.iter().find(|face| face.weight == weight)
    }

    pub(super) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    pub(super) fn font(&self, index: usize) -> Option<Font> {
        match index.checked_sub(SERIF) {
            None => self.serif.font(index),
            Some(index) => self.display.get(index).map(|face| face.font.clone()),
        }
    }
}

impl Display {
    fn new(weight: u16, font: Font) -> Display {
        let variant = FontVariant {
            style: FontStyle::Normal,
            weight: FontWeight::from_number(weight),
            ..FontVariant::default()
        };
        let instance = font.clone().instantiate(variant, Abs::pt(12.0), &FontVariations::default());
        let mut face = Display { weight, font, instance, figures: [0.0; 10] };
        for (figure, c) in ('0'..='9').enumerate() {
            let lining = lining(face.instance.ttf(), c);
            let advance = lining.and_then(|glyph| face.instance.x_advance(glyph)).map(typst::layout::Em::get);
            face.figures[figure] = advance.unwrap_or(0.6);
        }
        face
    }

    fn advance(&self, c: char) -> Option<f64> {
        if let Some(figure) = c.to_digit(10).and_then(|figure| usize::try_from(figure).ok()) {
            return self.figures.get(figure).copied();
        }
        let glyph = self.instance.ttf().glyph_index(c)?;
        self.instance.x_advance(glyph.0).map(typst::layout::Em::get)
    }
}

/// The lining form of a figure where the face has one beside its own.
fn lining(face: &ttf_parser::Face<'_>, figure: char) -> Option<u16> {
    use ttf_parser::gsub::{SingleSubstitution, SubstitutionSubtable};
    let glyph = face.glyph_index(figure)?;
    let other = || {
        let table = face.tables().gsub?;
        let feature = table.features.find(ttf_parser::Tag::from_bytes(b"lnum"))?;
        let lookups = feature.lookup_indices.into_iter().filter_map(|index| table.lookups.get(index));
        let mut subtables =
            lookups.flat_map(|lookup| lookup.subtables.into_iter::<SubstitutionSubtable<'_>>());
        subtables.find_map(|subtable| match subtable {
            SubstitutionSubtable::Single(SingleSubstitution::Format1 { coverage, delta }) => {
                coverage.get(glyph).map(|_| glyph.0.wrapping_add_signed(delta))
            }
            SubstitutionSubtable::Single(SingleSubstitution::Format2 { coverage, substitutes }) => {
                substitutes.get(coverage.get(glyph)?).map(|substitute| substitute.0)
            }
            _ => None,
        })
    };
    Some(other().unwrap_or(glyph.0))
}
