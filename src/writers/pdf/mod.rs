//! PDF and previews, through embedded Typst. Only this module knows Typst.
//!
//! The layout (`templates/layouts/document.typ`) is fixed and reads the document and the
//! standard as data: no word of a document is ever Typst source. One layout gives the PDF
//! and every preview, so what is seen is what is printed.

mod bound;
mod chart;
mod data;
mod foot;
mod looks;
mod notes;
mod once;
mod register;
mod world;

use std::collections::{BTreeMap, BTreeSet};

use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Label, Selector, Smart};
use typst::introspection::Introspector;
use typst::utils::PicoStr;
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_render::RenderOptions;
use typst_svg::SvgOptions;

use super::dated;
use super::fit::{fit, heights::Heights};
use super::{Error, fonts::Fonts};
use crate::model::{Block, Columns, Document, Layout, Standard};
pub use chart::chart;
use chrono::{Datelike, NaiveDate};
use data::Mends;
use once::Once;
pub use register::register;
use world::Job;

/// What laying out may cost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The most pages; 500 by default.
    pub pages: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { pages: 500 }
    }
}

/// A document laid out: its pages, ready to be written as often as wanted.
pub struct Laid {
    pages: PagedDocument,
    missing: Vec<char>,
    ident: String,
    timestamp: Option<Timestamp>,
}

/// Lays out a document once.
///
/// A character without a glyph does not stop it: the pages show its code in a small frame
/// ([`Laid::pdf`] refuses then).
///
/// # Errors
/// [`Error::TooManyPages`], before layout when the words alone fill more pages than the
/// limit; [`Error::Engine`] for a defect of ours.
pub fn lay(document: &Document, standard: &Standard, fonts: &Fonts, limits: Limits) -> Result<Laid, Error> {
    laid(document, standard, fonts, limits, fonts.missing(document))
}

fn laid(
    document: &Document,
    standard: &Standard,
    fonts: &Fonts,
    limits: Limits,
    missing: Vec<char>,
) -> Result<Laid, Error> {
    let too_many = Error::TooManyPages { limit: limits.pages };
    let fit = fit(document, standard, fonts);
    if bound::exceeds(document, standard, &fit, fonts, limits.pages) {
        return Err(too_many);
    }
    let looks = looks::looks(standard, &fit, fonts);
    let compile = |mends: &Mends| {
        let given = data::data(document, standard, &fit, fonts, mends);
        let job = Job::new(fonts, given.json.clone(), looks.clone(), given.pictures.clone());
        let laid = typst::compile::<Once>(&job).output.map_err(|errors| engine(&errors));
        laid.map(|Once(pages)| (pages, given))
    };
    let heights = Heights { standard, fit: &fit, fonts };
    let mut mends = Mends::default();
    let mut laid = compile(&mends);
    // Seldom more than once: each round mends what the one before has shown.
    for round in 0..MOST_ROUNDS {
        let Ok((pages, given)) = &laid else { break };
        let before = mends.kept.len() + mends.moved.len();
        if round == 0 {
            mends.feet = foot::places(pages, document, heights);
        }
        mends.kept.extend(lonely(pages, document, standard));
        mends.moved.extend(notes::left_behind(pages, document, standard, &given.called));
        if mends.kept.len() + mends.moved.len() == before && (round > 0 || mends.feet.is_empty()) {
            break;
        }
        laid = compile(&mends);
    }
    for retreat in [foot::earlier, BTreeMap::clear] {
        let Ok((pages, _)) = &laid else { break };
        if mends.feet.is_empty() || !foot::strayed(pages, document, heights) {
            break;
        }
        retreat(&mut mends.feet);
        laid = compile(&mends);
    }
    // Without this every document would stay in memory for ever; after errors too.
    typst::comemo::evict(KEPT_GENERATIONS);
    let (pages, given) = laid?;
    if pages.pages().len() > limits.pages {
        return Err(too_many);
    }
    let ident = given.json + &looks;
    Ok(Laid { pages, missing, ident, timestamp: timestamp(document, standard) })
}

/// A page count that the document surely reaches, without laying it out: for formats that
/// are written without a layout of ours.
pub fn pages_at_least(document: &Document, standard: &Standard, fonts: &Fonts) -> usize {
    bound::pages(document, standard, &fit(document, standard, fonts), fonts)
}

/// How many documents back Typst's cache reaches: to the last one, which has read the layout
/// for this one too.
const KEPT_GENERATIONS: usize = 1;

/// The most times a document is laid out anew.
const MOST_ROUNDS: usize = 3;

/// The paragraphs (section, block) to be kept with the signature after them: those after
/// which the signature stands at the head of a page, alone.
fn lonely(pages: &PagedDocument, document: &Document, standard: &Standard) -> BTreeSet<(usize, usize)> {
    let Some(label) = Label::new(PicoStr::intern("signature")) else { return BTreeSet::new() };
    let signatures = pages.introspector().query(&Selector::Label(label));
    let head = standard.page.top.get_ref().pt() + 1.0;
    let alone = signatures.iter().map(|signature| {
        let place = signature.location().and_then(|location| pages.introspector().position(location));
        place.is_some_and(|place| place.point.y.to_pt() < head && place.page.get() > 1)
    });
    rows(document).zip(alone).filter(|&(_, alone)| alone).filter_map(|(row, _)| row).collect()
}

/// The signature rows in order: the paragraph before each, if there is one.
fn rows(document: &Document) -> impl Iterator<Item = Option<(usize, usize)>> {
    document.sections.iter().enumerate().flat_map(|(section, content)| {
        let blocks = &content.blocks;
        let row = |block: &Block| matches!(block, Block::Columns(Columns { layout: Layout::Signature, .. }));
        (0..blocks.len()).filter(move |&at| row(&blocks[at])).map(move |at| {
            let before = at.checked_sub(1)?;
            matches!(blocks[before], Block::Paragraph(_)).then_some((section, before))
        })
    })
}

impl Laid {
    /// How many pages there are.
    pub fn pages(&self) -> usize {
        self.pages.pages().len()
    }

    /// The characters that no face has, each once.
    pub fn missing(&self) -> &[char] {
        &self.missing
    }

    /// Writes PDF/A-2a + PDF/UA-1.
    ///
    /// # Errors
    /// [`Error::GlyphMissing`] with all characters that would be boxes on paper;
    /// [`Error::Engine`] for a defect of ours.
    pub fn pdf(&self) -> Result<Vec<u8>, Error> {
        if !self.missing.is_empty() {
            return Err(Error::GlyphMissing(self.missing.clone()));
        }
        let options = PdfOptions {
            ident: Smart::Custom(self.ident.clone()),
            creator: Smart::Custom(Some("vanthu".to_owned())),
            timestamp: self.timestamp,
            standards: standards()?,
            tagged: true,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&self.pages, &options).map_err(|errors| engine(&errors))
    }

    /// Draws a page (from 1) as PNG with `scale` pixels a point: 2 is 144 dpi.
    ///
    /// # Errors
    /// [`Error::NoSuchPage`]; [`Error::Engine`] for a defect of ours.
    pub fn png(&self, page: usize, scale: f64) -> Result<Vec<u8>, Error> {
        let options =
            RenderOptions { pixel_per_pt: scale.clamp(0.1, 10.0).into(), ..RenderOptions::default() };
        let pixels = typst_render::render(self.page(page)?, &options);
        pixels.encode_png().map_err(|error| Error::Engine(error.to_string()))
    }

    /// Draws a page (from 1) as SVG.
    ///
    /// # Errors
    /// [`Error::NoSuchPage`].
    pub fn svg(&self, page: usize) -> Result<String, Error> {
        Ok(typst_svg::svg(self.page(page)?, &SvgOptions::default()))
    }

    fn page(&self, asked: usize) -> Result<&Page, Error> {
        let missing = Error::NoSuchPage { asked, pages: self.pages() };
        asked.checked_sub(1).and_then(|at| self.pages.pages().get(at)).ok_or(missing)
    }
}

/// The version of the engine.
pub fn version() -> &'static str {
    typst::utils::version().raw()
}

/// Pixels a point of a preview: 144 dpi.
pub const PREVIEW_SCALE: f64 = 2.0;

/// Writes PDF/A-2a + PDF/UA-1.
///
/// # Errors
/// See [`lay`] and [`Laid::pdf`].
pub fn pdf(document: &Document, standard: &Standard, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    // Before the cost of laying out.
    let missing = fonts.missing(document);
    if !missing.is_empty() {
        return Err(Error::GlyphMissing(missing));
    }
    laid(document, standard, fonts, Limits::default(), missing)?.pdf()
}

/// Draws a page (from 1) as PNG, at 144 dpi.
///
/// # Errors
/// See [`lay`] and [`Laid::png`].
pub fn png(document: &Document, standard: &Standard, fonts: &Fonts, page: usize) -> Result<Vec<u8>, Error> {
    lay(document, standard, fonts, Limits::default())?.png(page, PREVIEW_SCALE)
}

/// Draws a page (from 1) as SVG.
///
/// # Errors
/// See [`lay`] and [`Laid::svg`].
pub fn svg(document: &Document, standard: &Standard, fonts: &Fonts, page: usize) -> Result<Vec<u8>, Error> {
    Ok(lay(document, standard, fonts, Limits::default())?.svg(page)?.into_bytes())
}

/// Midnight in Vietnam (UTC+7) of the document's date.
fn timestamp(document: &Document, standard: &Standard) -> Option<Timestamp> {
    midnight(dated::date(document, standard))
}

/// Midnight in Vietnam (UTC+7).
fn midnight(date: NaiveDate) -> Option<Timestamp> {
    let (month, day) = (u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    Timestamp::new_local(Datetime::from_ymd_hms(date.year(), month, day, 0, 0, 0)?, 7 * 60)
}

/// What every PDF of ours is: PDF/A-2a + PDF/UA-1.
fn standards() -> Result<PdfStandards, Error> {
    PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| Error::Engine(error.message().to_string()))
}

fn engine(errors: &[SourceDiagnostic]) -> Error {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    Error::Engine(messages.join("; "))
}

#[cfg(test)]
mod tests;
