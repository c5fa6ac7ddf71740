//! Charts as pictures of documents: an SVG of ours as PNG.

use serde_json::json;
use typst_layout::PagedDocument;
use typst_render::RenderOptions;

use super::world::Job;
use super::{KEPT_GENERATIONS, engine};
use crate::writers::{Error, fonts::Fonts};

/// Dots of an inch of paper: what a page of an office's printer shows.
const DOTS: f64 = 200.0;

/// Draws a chart (`writers::chart`) as a PNG that is as wide on paper as is said. The same chart
/// gives the same bytes.
///
/// # Errors
/// [`Error::Engine`] for a defect of ours.
pub fn chart(svg: String, width_mm: f64, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    let measures = json!({ "width": width_mm, "family": fonts.family() }).to_string();
    let job = Job::chart(fonts, svg, measures);
    let pages = typst::compile::<PagedDocument>(&job).output.map_err(|errors| engine(&errors));
    typst::comemo::evict(KEPT_GENERATIONS);
    let pages = pages?;
    let page = pages.pages().first().ok_or_else(|| Error::Engine("a chart without a page".to_owned()))?;
    let options = RenderOptions { pixel_per_pt: (DOTS / 72.0).into(), ..RenderOptions::default() };
    let pixels = typst_render::render(page, &options);
    pixels.encode_png().map_err(|error| Error::Engine(error.to_string()))
}
