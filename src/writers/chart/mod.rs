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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::figures::{Amount, Dimension, Head};
    use crate::model::picture::Image;
    use crate::writers::pdf;

    fn table(rows: Dimension, lines: &[&str], heads: &[&str]) -> Crosstab {
        let head = |label: &&str| Head { key: (*label).into(), label: (*label).into() };
        let cell = |line: usize, head: usize| {
            let honorees = i64::try_from((line * 7 + head * 3) % 11).unwrap();
            (line, head, Amount { honorees, money: honorees * 450_000, unpriced: 0 })
        };
        let cells: Vec<_> =
            (0..lines.len()).flat_map(|line| (0..heads.len()).map(move |head| cell(line, head))).collect();
        let heads = heads.iter().map(head).collect();
        Crosstab::new((rows, Some(Dimension::Kind)), (lines.iter().map(head).collect(), heads), cells)
    }

    fn drawn(table: &Crosstab, drawing: Drawing) -> String {
        let chart =
            Chart { title: "Số liệu <khen> & thưởng", table, measure: Measure::Money, drawing };
        let fonts = Fonts::embedded();
        let made = svg(&chart, &fonts);
        assert_eq!(made, svg(&chart, &fonts), "the same table gives the same chart");
        made
    }

    /// The words of an element, and that the whole is sound XML.
    fn element(svg: &str, name: &str) -> Vec<String> {
        let mut reader = quick_xml::Reader::from_str(svg);
        let (mut open, mut found) = (false, Vec::new());
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Eof => return found,
                quick_xml::events::Event::Start(start) if start.name().as_ref() == name.as_bytes() => {
                    open = true;
                    found.push(String::new());
                }
                quick_xml::events::Event::End(end) if end.name().as_ref() == name.as_bytes() => open = false,
                quick_xml::events::Event::Text(text) if open => {
                    found.last_mut().unwrap().push_str(&text.decode().unwrap());
                }
                _ => {}
            }
        }
    }

    #[test]
    fn every_chart_is_sound_has_its_title_and_tells_its_figures() {
        let names =
            ["Xã Quảng Châu", "<script>alert(1)</script>", "=1+1", "\u{0}\u{fffe}x", &"Đ".repeat(300)];
        for rows in [Dimension::Proposer, Dimension::Year] {
            for drawing in Drawing::ALL {
                let made = drawn(&table(rows, &names, &["Tập thể", "Cá nhân & khác"]), *drawing);
                assert!(!made.contains("<script"), "{made}");
                assert!(element(&made, "title").len() == 1, "{made}");
                let told = element(&made, "desc").concat();
                assert!(told.contains("Xã Quảng Châu: 1.350.000"), "{told}");
                let png = pdf::chart(made, 145.0, &Fonts::embedded()).unwrap();
                assert!(Image::new(&png).is_ok(), "{rows:?} {drawing:?}");
            }
        }
    }

    #[test]
    fn many_rows_and_columns_are_gathered_and_none_is_lost() {
        let lines: Vec<String> = (0..90).map(|at| format!("Thôn {at}")).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let heads: Vec<String> = (0..20).map(|at| format!("Nhóm {at}")).collect();
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let table = table(Dimension::Unit, &lines, &heads);
        let plot = Plot::new(&table, Measure::Honorees, Drawing::Stacked);
        assert_eq!((plot.rows.len(), plot.series.len()), (30, 8));
        assert_eq!(plot.rows.iter().map(|row| row.2).sum::<i64>(), table.total.honorees);
        assert!(plot.rows.iter().all(|row| row.1.iter().sum::<i64>() == row.2));
        assert!(element(&drawn(&table, Drawing::Bars), "text").iter().any(|text| text.contains("61")));
    }

    #[test]
    fn nothing_honoured_is_a_chart_without_marks() {
        for drawing in Drawing::ALL {
            let made = drawn(&table(Dimension::Year, &[], &[]), *drawing);
            assert_eq!(element(&made, "desc").len(), 1);
            pdf::chart(made, 145.0, &Fonts::embedded()).unwrap();
        }
    }
}
