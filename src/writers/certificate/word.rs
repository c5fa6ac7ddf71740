//! A sheet as a Word file: the same lines at the same places, to be changed by hand.

use super::{Page, Setup};
use crate::model::certificate::{Align, Field, Typeface};
use crate::writers::Error;
use crate::writers::docx::frames::{Frame, Sheet};

/// The family of the built-in serif, and the one as wide that offices have.
const SERIF: (&str, &str) = ("Tinos", "Times New Roman");

impl Setup<'_> {
    /// Writes a row's sheet as DOCX. Words alone: what is drawn on a whole sheet is a plain border
    /// in the design's second colour; what a printer is made up for is left out.
    ///
    /// # Errors
    /// [`Error::Engine`] for a defect of ours.
    pub fn word(&self, page: &Page) -> Result<Vec<u8>, Error> {
        let sheet = self.sheet;
        let frames = page.fields.iter().filter_map(|(at, fitted)| {
            let field = sheet.fields.get(*at)?;
            let (baseline, _) = fitted.lines.first()?;
            let lines = fitted.lines.iter().map(|(_, line)| line.as_str()).collect();
            Some(Frame { lines, ..self.frame(field, fitted.size, *baseline) })
        });
        let border = sheet.ornaments.iter().filter(|_| !sheet.overlay).find_map(|drawn| {
            (drawn.colours.len() > 1).then_some(())?;
            sheet.colours.get(drawn.colours.first()?)
        });
        let frames = frames.collect();
        let (width, height) = (sheet.paper.width, sheet.paper.height);
        let border = border.map(|colour| bare(colour));
        Sheet { title: &sheet.name, day: self.day, width, height, border, frames }.write()
    }

    fn frame(&self, field: &Field, size: f64, baseline: f64) -> Frame<'_> {
        let look = &field.look;
        let family = self.faces.family(look.face);
        let family =
            if look.face == Typeface::Serif && family == SERIF.0 { SERIF.1.to_owned() } else { family };
        Frame {
            x: field.place.x,
            width: field.place.width,
            baseline,
            pitch: look.leading * size,
            lines: Vec::new(),
            family,
            size,
            bold: look.weight >= 700,
            italic: look.italic,
            colour: self.sheet.colours.get(&look.colour).map_or("000000", |colour| bare(colour)),
            tracking: look.tracking * size,
            align: match look.align {
                Align::Left => "left",
                Align::Centre => "center",
                Align::Right => "right",
            },
        }
    }
}

fn bare(colour: &str) -> &str {
    colour.trim_start_matches('#')
}
