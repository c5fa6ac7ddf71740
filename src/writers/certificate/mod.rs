//! Certificates: a [`Sheet`] and rows → pages. The words are fitted and placed here; Typst draws
//! them where they were placed (`templates/layouts/certificate.typ`).
//!
//! What is the same on every sheet (frames, pictures, words without holes) is laid out once, as
//! the **ground**; a page holds only a row's own words. [`Binder`] lays the ground under every
//! page while it writes, so that ten thousand pages cost little more than their words.

mod bind;
mod data;
mod faces;
mod fit;
mod objects;
mod qr;
mod word;
mod world;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Datetime, Smart};
use typst::model::Document as _;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_render::RenderOptions;

pub use bind::{About, Binder};
pub use faces::Faces;
pub use fit::{Fitted, fit};

use super::Error;
use crate::model::certificate::{Calibration, Said, Sheet};
use crate::model::picture::Image;
use data::Ground;
use world::Job;

/// What all sheets of a run have in common.
#[derive(Clone, Copy)]
pub struct Setup<'a> {
    /// The design.
    pub sheet: &'a Sheet,
    /// The faces.
    pub faces: &'a Faces,
    /// The office's own pictures, by the ids of their places.
    pub pictures: &'a BTreeMap<String, Image>,
    /// What the printer is made up for.
    pub calibration: Calibration,
    /// The day of printing.
    pub day: NaiveDate,
}

/// A row's words, each in its field (by number), broken and placed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The fields that are printed, in the design's order.
    pub fields: Vec<(usize, Fitted)>,
    /// The QR codes, each by number, with what it says.
    pub codes: Vec<(usize, String)>,
}

impl Setup<'_> {
    /// Fits a row's words.
    pub fn page(&self, said: &[Said]) -> Page {
        let fields = said.iter().filter_map(|said| {
            let field = self.sheet.fields.get(said.field)?;
            Some((said.field, fit(self.faces, field, &said.text)))
        });
        Page { fields: fields.collect(), codes: Vec::new() }
    }

    /// Lays out the words of some rows, without the ground: [`Binder`] puts it under them. At
    /// most a few hundred at a time, since all are in memory at once.
    ///
    /// # Errors
    /// [`Error::Engine`] for a defect of ours.
    pub fn lay(&self, pages: &[Page]) -> Result<Sheets, Error> {
        self.compile(Ground::Left, pages)
    }

    /// The ground alone as a PDF of one page; `None` where nothing is the same on every sheet.
    ///
    /// # Errors
    /// [`Error::Engine`] for a defect of ours.
    pub fn ground(&self) -> Result<Option<Vec<u8>>, Error> {
        let sheet = self.sheet;
        let fixed = sheet.fields.iter().enumerate().filter(|(_, field)| field.is_fixed());
        let said: Vec<Said> =
            fixed.filter_map(|(at, field)| Some(Said { field: at, text: field.fixed()? })).collect();
        if said.is_empty() && sheet.ornaments.is_empty() && sheet.pictures.is_empty() {
            return Ok(None);
        }
        self.compile(Ground::Alone, &[self.page(&said)])?.pdf().map(Some)
    }

    /// A picture (PNG) of one sheet as it is printed, `scale` pixels a point. With a `scan` of
    /// the blank behind the words, which is never printed.
    ///
    /// # Errors
    /// [`Error::Engine`] for a defect of ours.
    pub fn preview(&self, page: &Page, scan: Option<&Image>, scale: f64) -> Result<Vec<u8>, Error> {
        self.compile(Ground::Whole(scan), std::slice::from_ref(page))?.png(0, scale)
    }

    /// A sheet to measure a printer with: crosses at known places, and rulers.
    ///
    /// # Errors
    /// [`Error::Engine`] for a defect of ours.
    pub fn calibration_sheet(&self) -> Result<Sheets, Error> {
        self.compile(Ground::Rulers, &[Page::default()])
    }

    fn compile(&self, ground: Ground<'_>, pages: &[Page]) -> Result<Sheets, Error> {
        let given = data::data(self, ground, pages);
        let ident = given.json.clone();
        let job = Job {
            faces: self.faces,
            data: Bytes::from_string(given.json),
            pictures: Bytes::new(given.pictures),
        };
        let laid = typst::compile::<PagedDocument>(&job).output.map_err(|errors| engine(&errors));
        // Without this every sheet would stay in memory for ever; after errors too.
        typst::comemo::evict(KEPT_GENERATIONS);
        Ok(Sheets { pages: laid?, ident, day: self.day })
    }
}

/// How many compilations back Typst's cache reaches.
const KEPT_GENERATIONS: usize = 1;

/// Some sheets laid out: their pages, ready to be written as often as wanted.
pub struct Sheets {
    pages: PagedDocument,
    ident: String,
    day: NaiveDate,
}

impl Sheets {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.pages.pages().len()
    }

    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All of them as one PDF/A-2u.
    ///
    /// # Errors
    /// [`Error::Engine`] for a defect of ours.
    pub fn pdf(&self) -> Result<Vec<u8>, Error> {
        self.export(&self.pages, &self.ident)
    }

    /// The sheet at this place (from 0) alone as PDF/A-2u.
    ///
    /// # Errors
    /// [`Error::NoSuchPage`], [`Error::Engine`].
    pub fn pdf_of(&self, at: usize) -> Result<Vec<u8>, Error> {
        let page =
            self.pages.pages().get(at).ok_or(Error::NoSuchPage { asked: at + 1, pages: self.len() })?;
        let alone = PagedDocument::new([page.clone()].into_iter().collect(), self.pages.info().clone());
        self.export(&alone, &format!("{at} {}", self.ident))
    }

    /// The sheet at this place (from 0) as PNG, `scale` pixels a point.
    ///
    /// # Errors
    /// [`Error::NoSuchPage`], [`Error::Engine`].
    pub fn png(&self, at: usize, scale: f64) -> Result<Vec<u8>, Error> {
        let page =
            self.pages.pages().get(at).ok_or(Error::NoSuchPage { asked: at + 1, pages: self.len() })?;
        let options =
            RenderOptions { pixel_per_pt: scale.clamp(0.1, 10.0).into(), ..RenderOptions::default() };
        let pixels = typst_render::render(page, &options);
        pixels.encode_png().map_err(|error| Error::Engine(error.to_string()))
    }

    fn export(&self, pages: &PagedDocument, ident: &str) -> Result<Vec<u8>, Error> {
        let standards = PdfStandards::new(&[PdfStandard::A_2u])
            .map_err(|error| Error::Engine(error.message().to_string()))?;
        let options = PdfOptions {
            ident: Smart::Custom(ident.to_owned()),
            creator: Smart::Custom(Some("vanthu".to_owned())),
            timestamp: timestamp(self.day),
            standards,
            // Tags name content page by page; sheets of one text need none.
            tagged: false,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(pages, &options).map_err(|errors| engine(&errors))
    }
}

/// Midnight in Vietnam (UTC+7) of a day.
fn timestamp(day: NaiveDate) -> Option<Timestamp> {
    let (month, date) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    Timestamp::new_local(Datetime::from_ymd_hms(day.year(), month, date, 0, 0, 0)?, 7 * 60)
}

fn engine(errors: &[SourceDiagnostic]) -> Error {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    Error::Engine(messages.join("; "))
}
