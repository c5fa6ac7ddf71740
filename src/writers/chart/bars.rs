//! Bars, lying: names in front of them, figures behind them.

use super::paper::{Anchor, LEADING, MARGIN, Paper, SIZE, WIDTH, figure, ticks};
use super::plot::Plot;

/// Width of the names.
const NAMES: f64 = 230.0;

/// Height of a bar, and what is free between two.
const BAR: f64 = 20.0;
const GAP: f64 = 9.0;

/// Most lines of a name.
const LINES: usize = 3;

pub(super) fn draw(paper: &mut Paper<'_>, plot: &Plot) {
    paper.legend(&plot.series, |paper, (x, y), series| paper.bar((x, y - 10.0), (24.0, 11.0), series));
    let scale = ticks(plot.most(true));
    let last = scale.last().copied().unwrap_or(1).max(1);
    let widest = plot.rows.iter().map(|row| paper.wide(&figure(row.2), SIZE)).fold(0.0, f64::max);
    let (left, right) = (MARGIN + NAMES + 8.0, WIDTH - MARGIN - widest - 6.0);
    let x = |value: i64| left + (right - left) * (value as f64 / last as f64);
    let names: Vec<Vec<String>> =
        plot.rows.iter().map(|row| paper.lines(&row.0, NAMES, SIZE, LINES)).collect();
    let height = |lines: usize| BAR.max(lines as f64 * SIZE * LEADING);
    let whole: f64 = names.iter().map(|lines| height(lines.len()) + GAP).sum();
    let (top, bottom) = (paper.y + GAP, paper.y + GAP + whole);
    for tick in &scale {
        paper.rule((x(*tick), top), (x(*tick), bottom), "#ccc");
        paper.words((x(*tick), bottom + SIZE * LEADING), &figure(*tick), Anchor::Middle, SIZE - 2.0);
    }
    let mut y = top;
    for ((_, cells, total), lines) in plot.rows.iter().zip(&names) {
        let high = height(lines.len());
        let middle = y + high / 2.0;
        let first = middle - (lines.len() as f64 * SIZE * LEADING) / 2.0 + SIZE;
        for (at, line) in lines.iter().enumerate() {
            paper.words((left - 8.0, first + at as f64 * SIZE * LEADING), line, Anchor::End, SIZE);
        }
        let mut from = 0;
        for (series, cell) in cells.iter().enumerate().filter(|(_, cell)| **cell > 0) {
            let (start, end) = (x(from), x(from.saturating_add(*cell)));
            paper.bar((start, middle - BAR / 2.0), (end - start, BAR), series);
            from = from.saturating_add(*cell);
        }
        paper.words((x(from) + 5.0, middle + SIZE * 0.35), &figure(*total), Anchor::Start, SIZE);
        y += high + GAP;
    }
    paper.rule((left, top), (left, bottom), "#000");
    paper.y = bottom + SIZE * LEADING;
}
