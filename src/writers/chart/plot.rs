//! What of a table is drawn: not more than a person can tell apart.

use crate::model::figures::{Crosstab, Drawing, Measure};
use crate::viet::number::grouped;
use crate::viet::words::figures as words;

/// Most rows that are drawn; what is less than these is gathered in one more.
const MOST_ROWS: usize = 30;

/// Most columns: as many as there are patterns.
pub(super) const MOST_SERIES: usize = 8;

/// What is drawn.
pub(super) struct Plot {
    /// Names of the columns; none where rows have totals alone.
    pub(super) series: Vec<String>,
    /// Rows: name, a figure for each column (or one), and the total.
    pub(super) rows: Vec<(String, Vec<i64>, i64)>,
}

impl Plot {
    pub(super) fn new(table: &Crosstab, measure: Measure, drawing: Drawing) -> Plot {
        let parted = table.columns.is_some() && drawing != Drawing::Bars && !table.heads.is_empty();
        let totals: Vec<i64> = table.line_totals.iter().map(|total| total.of(measure)).collect();
        let sums: Vec<i64> = table.head_totals.iter().map(|total| total.of(measure)).collect();
        let (kept, rest) = if parted { largest(&sums, MOST_SERIES) } else { (Vec::new(), Vec::new()) };
        let cells = |line: usize| -> Vec<i64> {
            if !parted {
                return vec![totals[line]];
            }
            let cell = |head: &usize| table.cells[line][*head].of(measure);
            let mut cells: Vec<i64> = kept.iter().map(cell).collect();
            if !rest.is_empty() {
                cells.push(rest.iter().map(cell).sum());
            }
            cells
        };
        // Years are never gathered: a line over them would lie.
        let most = if drawing == Drawing::Lines { usize::MAX } else { MOST_ROWS };
        let (lines, others) = largest(&totals, most);
        let mut rows: Vec<(String, Vec<i64>, i64)> = lines
            .iter()
            .map(|line| (table.lines[*line].label.clone(), cells(*line), totals[*line]))
            .collect();
        if !others.is_empty() {
            let mut gathered = vec![0; cells(others[0]).len()];
            for line in &others {
                gathered.iter_mut().zip(cells(*line)).for_each(|(sum, cell)| *sum += cell);
            }
            let total = others.iter().map(|line| totals[*line]).sum();
            rows.push((words::others(others.len()), gathered, total));
        }
        let mut series: Vec<String> = kept.iter().map(|head| table.heads[*head].label.clone()).collect();
        if !rest.is_empty() {
            series.push(words::others(rest.len()));
        }
        Plot { series, rows }
    }

    /// The largest figure of one mark: a bar's total, or a point.
    pub(super) fn most(&self, stacked: bool) -> i64 {
        let of = |row: &(String, Vec<i64>, i64)| {
            if stacked { row.2 } else { row.1.iter().copied().max().unwrap_or_default() }
        };
        self.rows.iter().map(of).max().unwrap_or_default()
    }

    /// Every figure in words.
    pub(super) fn told(&self, measure: &str) -> String {
        let row = |(name, cells, total): &(String, Vec<i64>, i64)| {
            if self.series.is_empty() {
                return format!("{name}: {}", grouped(*total));
            }
            let parts = self.series.iter().zip(cells).filter(|(_, cell)| **cell != 0);
            let parts: Vec<String> = parts.map(|(name, cell)| format!("{name} {}", grouped(*cell))).collect();
            let parts = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
            format!("{name}: {}{parts}", grouped(*total))
        };
        format!("{measure}. {}.", self.rows.iter().map(row).collect::<Vec<_>>().join("; "))
    }
}

/// The places of the largest figures and those of the rest, both in order. Nothing is gathered
/// where only one would be.
fn largest(figures: &[i64], most: usize) -> (Vec<usize>, Vec<usize>) {
    let mut places: Vec<usize> = (0..figures.len()).collect();
    if figures.len() <= most {
        return (places, Vec::new());
    }
    places.sort_by_key(|at| (std::cmp::Reverse(figures[*at]), *at));
    let mut rest = places.split_off(most - 1);
    places.sort_unstable();
    rest.sort_unstable();
    (places, rest)
}
