//! The faces: embedded ones, or an office's own.
//!
//! All text stands in one serif family with the widths of Times New Roman. System fonts
//! are never read: the same document must give the same page on every machine.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::OnceLock;

use sha2::{Digest, Sha256};
use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontBook, FontInstance, FontStyle, FontVariant, FontVariations, FontWeight};
use typst::utils::LazyHash;

use crate::model::{Block, Document, Inline};

/// Weight and slant of the four faces, in the order in which they are kept.
const FACES: [(bool, bool); 4] = [(false, false), (true, false), (false, true), (true, true)];

/// Characters whose widths are kept in a table: every Vietnamese letter and the usual marks.
const TABLED: u32 = 0x2300;

/// The four faces of one serif family, loaded once; a copy shares their bytes.
#[derive(Clone)]
pub struct Fonts {
    faces: Vec<Face>,
    book: LazyHash<FontBook>,
    family: String,
    /// Whether all faces can show each of the first characters.
    shown: Vec<bool>,
    digest: OnceLock<String>,
}

#[derive(Clone)]
struct Face {
    font: Font,
    instance: FontInstance,
    /// Advance of each of the first characters in ems; NaN where there is no glyph.
    advances: Vec<f32>,
}

/// Why a set of font files cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FontError {
    /// A file is not a font.
    #[error("font file {0} cannot be read")]
    Unreadable(usize),
    /// No family has all four faces.
    #[error("no family with regular, bold, italic and bold italic faces; found: {0}")]
    Incomplete(String),
}

impl Fonts {
    /// The embedded family (Tinos).
    ///
    /// # Panics
    /// Never: the files are part of the program, and a test reads them.
    #[expect(clippy::expect_used, reason = "the four files are compiled in and tested")]
    pub fn embedded() -> Fonts {
        let files: [&'static [u8]; 4] = [
            include_bytes!("../../fonts/Tinos-Regular.ttf"),
            include_bytes!("../../fonts/Tinos-Bold.ttf"),
            include_bytes!("../../fonts/Tinos-Italic.ttf"),
            include_bytes!("../../fonts/Tinos-BoldItalic.ttf"),
        ];
        Fonts::from_bytes(files.map(Bytes::new).into()).expect("the embedded fonts are sound")
    }

    /// An office's own files, such as a licensed Times New Roman. Of several families
    /// Times New Roman is taken, else the first that has all four faces.
    ///
    /// # Errors
    /// When a file is no font, or no family has all four faces.
    pub fn from_files(files: Vec<Vec<u8>>) -> Result<Fonts, FontError> {
        Fonts::from_bytes(files.into_iter().map(Bytes::new).collect())
    }

    fn from_bytes(files: Vec<Bytes>) -> Result<Fonts, FontError> {
        let mut found = Vec::new();
        for (index, bytes) in files.into_iter().enumerate() {
            let before = found.len();
            found.extend(Font::iter(bytes));
            if found.len() == before {
                return Err(FontError::Unreadable(index));
            }
        }
        let mut families: Vec<String> = Vec::new();
        for font in &found {
            let family = font.info().family.to_string();
            if !families.contains(&family) {
                families.push(family);
            }
        }
        families.sort_by_key(|family| !family.eq_ignore_ascii_case("Times New Roman"));
        for family in &families {
            let faces: Option<Vec<Face>> = FACES
                .iter()
                .map(|&(bold, italic)| {
                    let variant = variant(bold, italic);
                    let font = found.iter().find(|font| {
                        let info = font.info();
                        info.family.as_str() == family
                            && info.variant.style == variant.style
                            && info.variant.weight == variant.weight
                            && info.variant.stretch == variant.stretch
                    })?;
                    Some(Face::new(font.clone(), variant))
                })
                .collect();
            if let Some(faces) = faces {
                let book = FontBook::from_fonts(faces.iter().map(|face| &face.font));
                let shown = |code| char::from_u32(code).is_some_and(|c| unseen(c) || has_all(&faces, c));
                let shown = (0..TABLED).map(shown).collect();
                let (book, family) = (LazyHash::new(book), family.clone());
                return Ok(Fonts { faces, book, family, shown, digest: OnceLock::new() });
            }
        }
        Err(FontError::Incomplete(families.join(", ")))
    }

    /// Name of the family.
    pub fn family(&self) -> &str {
        &self.family
    }

    /// SHA-256 of the files of the four faces, hex: which letters a document was printed with.
    pub fn digest(&self) -> &str {
        self.digest.get_or_init(|| {
            let mut all = Sha256::new();
            self.faces.iter().for_each(|face| all.update(Sha256::digest(face.font.data())));
            all.finalize().iter().fold(String::new(), |mut hex, byte| {
                let _infallible = write!(hex, "{byte:02x}");
                hex
            })
        })
    }

    /// Width of a line of text in pt: the sum of the advances, without kerning and
    /// ligatures, as all writers set it. A character without a glyph counts as an em.
    pub fn advance(&self, text: &str, bold: bool, italic: bool, size_pt: f64) -> f64 {
        let face = &self.faces[usize::from(bold) + 2 * usize::from(italic)];
        let ems: f64 = text.chars().map(|c| f64::from(face.advance(c).unwrap_or(1.0))).sum();
        ems * size_pt
    }

    /// Height of a capital's ink in parts of the size.
    pub fn capital(&self, bold: bool, italic: bool) -> f64 {
        let face = &self.faces[usize::from(bold) + 2 * usize::from(italic)];
        face.instance.metrics().cap_height.get()
    }

    /// True when all four faces can show the character: it has a glyph, or nothing of it
    /// is seen (white space, marks of direction).
    pub fn has(&self, c: char) -> bool {
        match usize::try_from(u32::from(c)).ok().and_then(|code| self.shown.get(code)) {
            Some(&shown) => shown,
            None => unseen(c) || has_all(&self.faces, c),
        }
    }

    /// The characters of a document, each once and in the order of their codes, that not
    /// every face has.
    pub fn missing(&self, document: &Document) -> Vec<char> {
        let mut missing = BTreeSet::new();
        for block in document.sections.iter().flat_map(|section| &section.blocks) {
            block.paragraphs().for_each(|paragraph| self.look(&paragraph.text, &mut missing));
            if let Block::Table(table) = block {
                table.rows.iter().flatten().for_each(|cell| self.look(cell, &mut missing));
            }
        }
        missing.into_iter().collect()
    }

    fn look(&self, inlines: &[Inline], missing: &mut BTreeSet<char>) {
        for inline in inlines {
            match inline {
                Inline::Text(run) => missing.extend(run.text.chars().filter(|&c| !self.has(c))),
                Inline::Footnote { text } => self.look(text, missing),
                Inline::Break | Inline::Picture(_) => {}
            }
        }
    }

    pub(super) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    pub(super) fn font(&self, index: usize) -> Option<Font> {
        self.faces.get(index).map(|face| face.font.clone())
    }
}

fn has_all(faces: &[Face], c: char) -> bool {
    faces.iter().all(|face| face.advance(c).is_some())
}

/// True for characters of which nothing is seen on paper, whether a face has them or not.
pub(super) fn unseen(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn variant(bold: bool, italic: bool) -> FontVariant {
    FontVariant {
        style: if italic { FontStyle::Italic } else { FontStyle::Normal },
        weight: if bold { FontWeight::BOLD } else { FontWeight::REGULAR },
        ..FontVariant::default()
    }
}

impl Face {
    fn new(font: Font, variant: FontVariant) -> Face {
        let instance = font.clone().instantiate(variant, Abs::pt(12.0), &FontVariations::default());
        let mut face = Face { font, instance, advances: Vec::new() };
        let advances = (0..TABLED)
            .map(|code| {
                let advance = char::from_u32(code).and_then(|c| face.look_up(c));
                advance.unwrap_or(f32::NAN)
            })
            .collect();
        face.advances = advances;
        face
    }

    #[expect(clippy::cast_possible_truncation, reason = "an advance in ems needs no double precision")]
    fn look_up(&self, c: char) -> Option<f32> {
        let glyph = self.instance.ttf().glyph_index(c)?;
        self.instance.x_advance(glyph.0).map(|em| em.get() as f32)
    }

    fn advance(&self, c: char) -> Option<f32> {
        let tabled = usize::try_from(u32::from(c)).ok().and_then(|code| self.advances.get(code));
        match tabled {
            Some(advance) => (!advance.is_nan()).then_some(*advance),
            None => self.look_up(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Paragraph, Role, Section, SectionKind};
    use unicode_normalization::UnicodeNormalization;

    /// Every Vietnamese letter: 12 vowels × 6 tones × 2 cases, and đ.
    fn letters() -> Vec<char> {
        let mut letters = vec!['đ', 'Đ'];
        for vowel in "aăâeêioôơuưy".chars() {
            for tone in ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"] {
                let lower: String = format!("{vowel}{tone}").nfc().collect();
                letters.extend(lower.chars());
                letters.extend(lower.to_uppercase().chars());
            }
        }
        letters
    }

    #[test]
    fn every_vietnamese_letter_has_a_glyph_in_every_face() {
        let letters = letters();
        assert_eq!(letters.len(), 146);
        let fonts = Fonts::embedded();
        let marks = "\u{300}\u{301}\u{302}\u{303}\u{306}\u{309}\u{31b}\u{323}".chars();
        for c in letters.into_iter().chain(marks).chain("–—…“”‘’²³°₫§½•".chars()) {
            for face in &fonts.faces {
                assert!(face.look_up(c).is_some(), "{c:?} (U+{:04X})", u32::from(c));
            }
        }
    }

    #[test]
    fn a_character_of_no_face_is_found_wherever_it_stands() {
        let fonts = Fonts::embedded();
        assert!(!fonts.has('☑') && fonts.has('ẵ') && fonts.has('\u{200b}'));
        let note = Inline::Footnote { text: vec![Inline::plain("漢")] };
        let text = vec![Inline::plain("đã ☑ xong ☑"), note];
        let table = crate::model::Table { header_rows: 0, rows: vec![vec![vec![Inline::plain("字")]]] };
        let document = Document {
            kind: "plan".into(),
            title: "t".into(),
            sections: vec![Section {
                kind: SectionKind::Main,
                blocks: vec![Block::Paragraph(Paragraph { role: Role::Body, text }), Block::Table(table)],
            }],
        };
        assert_eq!(fonts.missing(&document), ['☑', '字', '漢']);
    }

    #[test]
    fn widths_are_those_of_times_new_roman() {
        let fonts = Fonts::embedded();
        let close = |got: f64, want: f64| assert!((got - want).abs() < 0.01, "{got} {want}");
        close(fonts.advance("A", false, false, 1000.0), 722.17);
        close(fonts.advance("0", true, true, 12.0), 6.0);
        // Quốc hiệu in bold at 13 pt is 95.7 mm long (95.0 with kerning, which Word leaves off).
        let title = fonts.advance("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", true, false, 13.0);
        assert!((title * 25.4 / 72.0 - 95.67).abs() < 0.05, "{title}");
    }

    #[test]
    fn files_without_all_four_faces_are_refused() {
        let regular = include_bytes!("../../fonts/Tinos-Regular.ttf").to_vec();
        let refused = Fonts::from_files(vec![regular]).err();
        assert_eq!(refused, Some(FontError::Incomplete("Tinos".into())));
        let refused = Fonts::from_files(vec![b"no font".to_vec()]).err();
        assert_eq!(refused, Some(FontError::Unreadable(0)));
    }
}
