//! Typesetting: a manuscript in, bytes out. Sync and pure.

use std::path::Path;

use super::manuscript::{Manuscript, Source};
use super::measure::measure;
use crate::{
    model::{Code, Document, Looks, Problem, Reading, SCHEMA, Standard},
    readers::{
        self,
        docx::{self, Limits},
    },
    viet::words,
    writers::{
        self,
        fonts::Fonts,
        pdf::{self, Laid},
    },
};

/// A form in which a manuscript leaves the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// PDF/A-2a + PDF/UA-1.
    Pdf,
    /// Word.
    Docx,
    /// The [`Reading`] as JSON: document, problems, leftovers.
    Json,
    /// Official text.
    Text,
    /// A standalone HTML page.
    Html,
    /// One page as PNG; pages count from 1.
    Png(usize),
    /// One page as SVG; pages count from 1.
    Svg(usize),
}

impl Form {
    /// Every form, each with page 1.
    pub const ALL: &[Form] =
        &[Form::Pdf, Form::Docx, Form::Json, Form::Text, Form::Html, Form::Png(1), Form::Svg(1)];

    /// The form's name: the extension of its files and the value of `format`.
    pub fn key(self) -> &'static str {
        match self {
            Form::Pdf => "pdf",
            Form::Docx => "docx",
            Form::Json => "json",
            Form::Text => "txt",
            Form::Html => "html",
            Form::Png(_) => "png",
            Form::Svg(_) => "svg",
        }
    }

    /// The form with this name; `page` (from 1) counts for PNG and SVG.
    pub fn from_key(key: &str, page: usize) -> Option<Form> {
        let form = Form::ALL.iter().copied().find(|form| form.key() == key)?;
        Some(match form {
            Form::Png(_) => Form::Png(page),
            Form::Svg(_) => Form::Svg(page),
            other => other,
        })
    }

    /// The form that a file's name asks for.
    pub fn from_path(path: &Path, page: usize) -> Option<Form> {
        Form::from_key(&path.extension()?.to_str()?.to_ascii_lowercase(), page)
    }

    /// The media type, with its charset where it is text.
    pub fn media_type(self) -> &'static str {
        match self {
            Form::Pdf => "application/pdf",
            Form::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Form::Json => "application/json",
            Form::Text => "text/plain; charset=utf-8",
            Form::Html => "text/html; charset=utf-8",
            Form::Png(_) => "image/png",
            Form::Svg(_) => "image/svg+xml",
        }
    }
}

/// Why a manuscript could not be typeset.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// There is no standard with this key.
    #[error("no standard `{0}`")]
    UnknownStandard(String),
    /// The bytes are no Word file that can be read.
    #[error("{0}")]
    NotWord(#[from] docx::Refusal),
    /// The text holds no document; its problems say why.
    #[error("the text holds no document")]
    NoDocument,
    /// Characters that no face of the typeface has.
    #[error("no glyph for {0:?}")]
    GlyphMissing(Vec<char>),
    /// The document has, or would have, more pages than allowed.
    #[error("more than {limit} pages")]
    TooManyPages {
        /// The limit.
        limit: usize,
    },
    /// There is no page of this number.
    #[error("no page {asked} of {pages}")]
    NoSuchPage {
        /// The page asked for.
        asked: usize,
        /// How many there are.
        pages: usize,
    },
    /// A defect of ours.
    #[error("{0}")]
    Engine(String),
}

impl From<writers::Error> for Error {
    fn from(error: writers::Error) -> Self {
        match error {
            writers::Error::GlyphMissing(characters) => Error::GlyphMissing(characters),
            writers::Error::TooManyPages { limit } => Error::TooManyPages { limit },
            writers::Error::NoSuchPage { asked, pages } => Error::NoSuchPage { asked, pages },
            writers::Error::Engine(cause) | writers::Error::Output(cause) => Error::Engine(cause),
        }
    }
}

/// Some pages of a document.
pub struct Drawn {
    /// Number of pages in all.
    pub pages: usize,
    /// SVG of each page asked for.
    pub images: Vec<String>,
}

/// What typesetting needs, loaded once: the standards, the faces, the limit.
pub struct Press {
    standards: Vec<Standard>,
    fonts: Fonts,
    pages: usize,
}

impl Press {
    /// A press for these standards, the first being the one in force, with these faces,
    /// for documents of at most `pages` pages.
    pub fn new(standards: Vec<Standard>, fonts: Fonts, pages: usize) -> Press {
        Press { standards, fonts, pages }
    }

    /// The keys of the standards, the one in force first.
    pub fn standards(&self) -> impl Iterator<Item = &str> {
        self.standards.iter().map(|standard| standard.id.as_str())
    }

    /// The standard with this key, or the one in force.
    ///
    /// # Errors
    /// [`Error::UnknownStandard`].
    pub(super) fn standard(&self, key: Option<&str>) -> Result<&Standard, Error> {
        match key {
            None => self.standards.first(),
            Some(key) => self.standards.iter().find(|standard| standard.id == key),
        }
        .ok_or_else(|| Error::UnknownStandard(key.unwrap_or_default().to_owned()))
    }

    /// Reads a manuscript: the document and all that a person should hear about it.
    ///
    /// # Errors
    /// [`Error::UnknownStandard`], [`Error::NotWord`].
    pub fn read(&self, manuscript: &Manuscript) -> Result<Reading, Error> {
        Ok(self.read_with_looks(manuscript)?.0)
    }

    /// As [`Press::read`], with how a Word file prints the document.
    ///
    /// # Errors
    /// [`Error::UnknownStandard`], [`Error::NotWord`].
    pub(super) fn read_with_looks(&self, manuscript: &Manuscript) -> Result<(Reading, Option<Looks>), Error> {
        let standard = self.standard(manuscript.standard.as_deref())?;
        let mut looks = None;
        let mut reading = match &manuscript.source {
            Source::Text(text) => readers::text::read(text, &manuscript.supplied, standard),
            Source::Document(document) => Reading {
                schema: SCHEMA,
                document: Some(document.clone()),
                problems: Vec::new(),
                leftovers: Vec::new(),
            },
            Source::Word(bytes) => {
                let word = readers::docx::read(bytes, standard, &Limits::default())?;
                looks = Some(word.looks);
                word.reading
            }
        };
        if let (Some(looks), Some(document)) = (&mut looks, &reading.document) {
            measure(looks, document, &self.fonts);
        }
        let text = match &manuscript.source {
            Source::Text(text) => Some(text.as_str()),
            Source::Document(_) | Source::Word(_) => None,
        };
        self.tell_missing_glyphs(&mut reading, text);
        Ok((reading, looks))
    }

    /// Adds to a finished document's reading what printing it will show: characters that no
    /// face has.
    pub fn proofread(&self, mut reading: Reading) -> Reading {
        self.tell_missing_glyphs(&mut reading, None);
        reading
    }

    /// Adds a problem for each character that no face has, at its first place in the text, if
    /// there is one.
    fn tell_missing_glyphs(&self, reading: &mut Reading, text: Option<&str>) {
        let Some(document) = &reading.document else { return };
        for character in self.fonts.missing(document) {
            let (line, column) = text.map(|text| first_place(text, character)).unwrap_or_default();
            let message = words::problem(Code::GlyphMissing.key(), &name_of(character));
            reading.problems.push(Problem { code: Code::GlyphMissing, line, column, message });
        }
        reading.problems.sort_by_key(|problem| (problem.line, problem.column));
    }

    /// Writes what was read in a form.
    ///
    /// # Errors
    /// Every [`Error`]; the JSON form is written even when there is no document.
    pub fn write(&self, reading: &Reading, form: Form, standard: Option<&str>) -> Result<Vec<u8>, Error> {
        if form == Form::Json {
            let mut json =
                serde_json::to_vec_pretty(reading).map_err(|error| Error::Engine(error.to_string()))?;
            json.push(b'\n');
            return Ok(json);
        }
        let document = reading.document.as_ref().ok_or(Error::NoDocument)?;
        let standard = self.standard(standard)?;
        Ok(match form {
            Form::Json | Form::Text => writers::text::write(document).into_bytes(),
            Form::Html => writers::html::write(document, standard).into_bytes(),
            Form::Docx => {
                self.bound(document, standard)?;
                writers::docx::write(document, standard, &self.fonts)?
            }
            Form::Pdf => self.lay(document, standard)?.pdf()?,
            Form::Png(page) => self.lay(document, standard)?.png(page, pdf::PREVIEW_SCALE)?,
            Form::Svg(page) => self.lay(document, standard)?.svg(page)?.into_bytes(),
        })
    }

    /// Draws at most `count` pages as SVG from page `from` (from 1); past the last page there
    /// are none.
    ///
    /// # Errors
    /// Every [`Error`] but [`Error::NoSuchPage`].
    pub fn pages(
        &self,
        reading: &Reading,
        from: usize,
        count: usize,
        standard: Option<&str>,
    ) -> Result<Drawn, Error> {
        let document = reading.document.as_ref().ok_or(Error::NoDocument)?;
        let laid = self.lay(document, self.standard(standard)?)?;
        let pages = laid.pages();
        let last = from.saturating_add(count - 1).min(pages);
        let images = (from..=last).map(|page| laid.svg(page)).collect::<Result<_, _>>()?;
        Ok(Drawn { pages, images })
    }

    fn lay(&self, document: &Document, standard: &Standard) -> Result<Laid, writers::Error> {
        pdf::lay(document, standard, &self.fonts, self.limits())
    }

    /// What laying out may cost.
    pub(super) fn limits(&self) -> pdf::Limits {
        pdf::Limits { pages: self.pages }
    }

    /// What prints: this program and the engine in it, such as `vanthu/0.1.0 typst/0.15.1`.
    pub fn engine() -> String {
        format!("vanthu/{} typst/{}", env!("CARGO_PKG_VERSION"), writers::pdf::version())
    }

    /// SHA-256 of the faces, hex.
    pub fn faces(&self) -> &str {
        self.fonts.digest()
    }

    /// The faces.
    pub(super) fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    pub(super) fn bound(&self, document: &Document, standard: &Standard) -> Result<(), Error> {
        if pdf::pages_at_least(document, standard, &self.fonts) > self.pages {
            return Err(Error::TooManyPages { limit: self.pages });
        }
        Ok(())
    }
}

/// Line and column (from 1, in characters) of a character's first place, or zeros.
fn first_place(text: &str, character: char) -> (usize, usize) {
    let at = text.lines().enumerate().find_map(|(line, words)| {
        words.chars().position(|c| c == character).map(|column| (line + 1, column + 1))
    });
    at.unwrap_or_default()
}

/// A character as a person can see it and look it up: `☑ (U+2611)`.
pub fn name_of(character: char) -> String {
    format!("{character} (U+{:04X})", u32::from(character))
}
