//! Charts (biểu đồ) of figures as SVG, drawn here: bars, stacked bars, and lines over years.
//!
//! Read in black and white (every column has its own pattern, every line its own dashes and
//! marks), and without eyes (title, and all figures in the description). The same table gives the
//! same bytes. Words are text in the face of the documents, with others behind it.

mod bars;
mod lines;
mod paper;
mod plot;

use crate::model::figures::{Crosstab, Drawing, Measure};
use crate::viet::words::figures as words;
use crate::writers::fonts::Fonts;
use paper::Paper;
use plot::Plot;

/// A chart of a table.
#[derive(Clone, Copy, Debug)]
pub struct Chart<'a> {
    /// Its title.
    pub title: &'a str,
    /// The table.
    pub table: &'a Crosstab,
    /// Which figure of it.
    pub measure: Measure,
    /// How it is drawn.
    pub drawing: Drawing,
}

/// Draws a chart.
pub fn svg(chart: &Chart<'_>, fonts: &Fonts) -> String {
    let plot = Plot::new(chart.table, chart.measure, chart.drawing);
    let id =
        format!("{}-{}", chart.table.rows.key(), chart.table.columns.map_or("all", |columns| columns.key()));
    let mut paper = Paper::new(fonts, id);
    paper.title(chart.title);
    paper.caption(words::measure(chart.measure.key()));
    match chart.drawing {
        Drawing::Lines => lines::draw(&mut paper, &plot),
        Drawing::Bars | Drawing::Stacked => bars::draw(&mut paper, &plot),
    }
    paper.finish(chart.title, &plot.told(words::measure(chart.measure.key())))
}
