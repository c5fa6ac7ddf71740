//! Figures as data of a report (báo cáo tổng kết): what the template `bao-cao-tong-ket` takes.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value as Json, json};

use super::files::chart_title;
use super::{Bureau, Failure, FiguresAsked};
use crate::flow::Error;
use crate::model::actor::Actor;
use crate::model::figures::{Crosstab, Dimension, Drawing, Measure};
use crate::model::picture::{Image, MOST_ALT};
use crate::viet::words::figures as words;
use crate::writers::{self, chart::Chart};

/// Most forms that the template's table has.
const MOST_FORMS: usize = 20;

/// Most characters of a form there.
const LONGEST: usize = 200;

/// Width of the chart on paper in mm: what an indented line has room for.
const WIDTH_MM: f64 = 145.0;

/// Most height of it in mm: a page has room for it, and for a line above it.
const HIGHEST_MM: f64 = 200.0;

/// The template's columns, and which kinds they count.
const COLUMNS: [(&str, &str); 4] = [
    ("collectives", "collective"),
    ("persons", "individual"),
    ("households", "household"),
    ("enterprises", "enterprise"),
];

impl Bureau {
    /// `awards` and `chart` of the template `bao-cao-tong-ket`, by form and kind. Nothing where
    /// nobody was honoured.
    ///
    /// # Errors
    /// Those of [`Bureau::figures`], the press and the pool.
    pub async fn figures_report(&self, actor: &Actor, asked: &FiguresAsked) -> Result<Json, Failure> {
        let tables = vec![(Dimension::Form, Some(Dimension::Kind))];
        let figures = self.figures(actor, &FiguresAsked { tables, ..asked.clone() }).await?;
        let Some(table) = figures.tables.into_iter().next().filter(|table| table.total.honorees > 0) else {
            return Ok(json!({ "awards": [], "chart": null }));
        };
        let title = chart_title(&table, figures.of.as_deref(), figures.years);
        let press = std::sync::Arc::clone(&self.press);
        let data = self.pool.run(move || -> Result<Json, Error> {
            let chart =
                Chart { title: &title, table: &table, measure: Measure::Honorees, drawing: Drawing::Stacked };
            let svg = writers::chart::svg(&chart, press.fonts());
            let png = writers::pdf::chart(svg, WIDTH_MM, press.fonts())?;
            let drawn = Image::new(&png).map_err(|fault| writers::Error::Engine(fault.to_string()))?;
            let width = WIDTH_MM.min((HIGHEST_MM / drawn.proportion()).floor());
            let alt: String = title.chars().take(MOST_ALT).collect();
            Ok(json!({
                "awards": awards(&table),
                "chart": { "data": BASE64_STANDARD.encode(png), "width_mm": width, "alt": alt },
            }))
        });
        Ok(data.await??)
    }
}

/// The rows of the template's table. Past the most, the last forms are gathered in one row.
fn awards(table: &Crosstab) -> Vec<Json> {
    let counts = |line: usize| {
        COLUMNS.map(|(_, kind)| {
            let head = table.heads.iter().position(|head| head.key == kind);
            head.map_or(0, |head| table.cells[line][head].honorees)
        })
    };
    let row = |form: &str, counts: [i64; 4]| {
        let mut row = json!({ "form": form.chars().take(LONGEST).collect::<String>() });
        for ((column, _), count) in COLUMNS.iter().zip(counts) {
            row[*column] = count.into();
        }
        row
    };
    let forms = table.lines.len();
    let kept = if forms > MOST_FORMS { MOST_FORMS - 1 } else { forms };
    let mut rows: Vec<Json> = (0..kept).map(|line| row(&table.lines[line].label, counts(line))).collect();
    if kept < forms {
        let mut rest = [0; 4];
        for line in kept..forms {
            rest.iter_mut().zip(counts(line)).for_each(|(sum, count)| *sum += count);
        }
        rows.push(row(&words::others(forms - kept), rest));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::figures::{Amount, Head};

    #[test]
    fn every_award_is_in_a_row_however_many_forms_there_are() {
        let head = |key: &str| Head { key: key.into(), label: key.into() };
        let lines: Vec<Head> = (0..25).map(|at| head(&format!("f{at}"))).collect();
        let heads = vec![head("collective"), head("enterprise")];
        let one = Amount { honorees: 1, ..Amount::default() };
        let cells = (0..25).flat_map(|line| [(line, 0, one), (line, 1, one)]);
        let table = Crosstab::new((Dimension::Form, Some(Dimension::Kind)), (lines, heads), cells);
        let rows = awards(&table);
        let sum = |key: &str| rows.iter().map(|row| row[key].as_i64().unwrap()).sum::<i64>();
        assert_eq!((rows.len(), sum("collectives"), sum("enterprises"), sum("persons")), (20, 25, 25, 0));
    }
}
