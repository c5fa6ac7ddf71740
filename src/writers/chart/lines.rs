//! Lines over years.

use super::paper::{Anchor, LEADING, MARGIN, Paper, SIZE, WIDTH, figure, ticks};
use super::plot::Plot;

/// Height of the field.
const HEIGHT: f64 = 280.0;

/// Fewest units from one year's name to the next.
const STEP: f64 = 44.0;

pub(super) fn draw(paper: &mut Paper<'_>, plot: &Plot) {
    let key = |paper: &mut Paper<'_>, (x, y): (f64, f64), series: usize| {
        paper.path(&[(x, y - 4.0), (x + 24.0, y - 4.0)], series);
        paper.mark((x + 12.0, y - 4.0), series);
    };
    paper.legend(&plot.series, key);
    let scale = ticks(plot.most(false));
    let last = scale.last().copied().unwrap_or(1).max(1);
    let widest = scale.iter().map(|tick| paper.wide(&figure(*tick), SIZE)).fold(0.0, f64::max);
    let (left, right) = (MARGIN + widest + 10.0, WIDTH - MARGIN - 20.0);
    let (top, bottom) = (paper.y + 12.0, paper.y + 12.0 + HEIGHT);
    let y = |value: i64| bottom - (bottom - top) * (value as f64 / last as f64);
    for tick in &scale {
        paper.rule((left, y(*tick)), (right, y(*tick)), "#ccc");
        paper.words((left - 6.0, y(*tick) + SIZE * 0.35), &figure(*tick), Anchor::End, SIZE - 1.0);
    }
    let count = plot.rows.len();
    // Half a step is free at both sides.
    let step = (right - left) / count.max(1) as f64;
    let x = |at: usize| left + step * (at as f64 + 0.5);
    let every = (STEP / step.max(0.1)).ceil().max(1.0);
    for (at, row) in plot.rows.iter().enumerate() {
        if at as f64 % every == 0.0 {
            let name = paper.lines(&row.0, step.max(STEP) - 4.0, SIZE, 1).remove(0);
            paper.rule((x(at), bottom), (x(at), bottom + 4.0), "#000");
            paper.words((x(at), bottom + 4.0 + SIZE * LEADING), &name, Anchor::Middle, SIZE);
        }
    }
    paper.rule((left, top), (left, bottom), "#000");
    paper.rule((left, bottom), (right, bottom), "#000");
    let series = plot.series.len().max(1);
    for at in 0..series {
        let value = |row: &(String, Vec<i64>, i64)| row.1.get(at).copied().unwrap_or_default();
        let points: Vec<(f64, f64)> =
            plot.rows.iter().enumerate().map(|(row, cells)| (x(row), y(value(cells)))).collect();
        if points.len() > 1 {
            paper.path(&points, at);
        }
        for ((px, py), row) in points.iter().zip(&plot.rows) {
            paper.mark((*px, *py), at);
            if series == 1 && count <= 20 {
                paper.words((*px, py - 9.0), &figure(value(row)), Anchor::Middle, SIZE - 1.0);
            }
        }
    }
    paper.y = bottom + 4.0 + SIZE * LEADING;
}
