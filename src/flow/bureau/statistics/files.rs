//! Figures as files: workbook, values with commas, chart.

use super::{Bureau, Failure, FiguresAsked};
use crate::flow::Error;
use crate::model::actor::Actor;
use crate::model::figures::{Crosstab, Dimension, Drawing, Measure};
use crate::viet::words::figures as words;
use crate::writers::{self, chart::Chart};

/// A form in which figures leave the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FiguresForm {
    /// A workbook, a sheet for each table.
    Xlsx,
    /// One table as values with commas between.
    Csv,
    /// One table as a chart.
    Svg,
}

impl FiguresForm {
    /// Every form.
    pub const ALL: &[FiguresForm] = &[FiguresForm::Xlsx, FiguresForm::Csv, FiguresForm::Svg];

    /// The extension of its files and the value of `format`.
    pub fn key(self) -> &'static str {
        match self {
            FiguresForm::Xlsx => "xlsx",
            FiguresForm::Csv => "csv",
            FiguresForm::Svg => "svg",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            FiguresForm::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            FiguresForm::Csv => "text/csv; charset=utf-8",
            FiguresForm::Svg => "image/svg+xml",
        }
    }
}

/// How a table is drawn where nobody says.
pub fn usual_drawing(table: &Crosstab) -> Drawing {
    match (table.rows, table.columns) {
        (Dimension::Year, _) if table.lines.len() > 1 => Drawing::Lines,
        (_, Some(_)) => Drawing::Stacked,
        (_, None) => Drawing::Bars,
    }
}

/// The title of a table's chart: what it is, and of what.
pub(super) fn chart_title(table: &Crosstab, of: Option<&str>, years: (Option<i64>, Option<i64>)) -> String {
    let mut title = words::table(table.rows.key(), table.columns.map(Dimension::key));
    for line in words::extent(of, years) {
        title = format!("{title} – {line}");
    }
    title
}

impl Bureau {
    /// Figures as a file, and the title of that file. Values with commas and charts are of the
    /// first table alone.
    ///
    /// # Errors
    /// Those of [`Bureau::figures`], the press and the pool.
    pub async fn figures_file(
        &self,
        actor: &Actor,
        asked: &FiguresAsked,
        measure: Measure,
        (form, drawing): (FiguresForm, Option<Drawing>),
    ) -> Result<(String, Vec<u8>), Failure> {
        let figures = self.figures(actor, asked).await?;
        let title = words::file(figures.of.as_deref());
        let press = std::sync::Arc::clone(&self.press);
        let bytes = self.pool.run(move || -> Result<Vec<u8>, Error> {
            let first = figures.tables.first();
            Ok(match (form, first) {
                (FiguresForm::Xlsx, _) => writers::workbook::figures(&figures, measure)?,
                (_, None) => Vec::new(),
                (FiguresForm::Csv, Some(table)) => writers::csv::figures(table, measure),
                (FiguresForm::Svg, Some(table)) => {
                    let title = chart_title(table, figures.of.as_deref(), figures.years);
                    let drawing = drawing.unwrap_or_else(|| usual_drawing(table));
                    let chart = Chart { title: &title, table, measure, drawing };
                    writers::chart::svg(&chart, press.fonts()).into_bytes()
                }
            })
        });
        Ok((title, bytes.await??))
    }
}
