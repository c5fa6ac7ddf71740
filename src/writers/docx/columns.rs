//! Rows that stand in columns: letterhead, number and date, signature. A table without
//! borders, of exact widths.

use docx_rs::{Table, TableCell, TableCellMargins, TableLayoutType, TableRow, WidthType};

use super::paragraph::{Pen, Place, calls, spacer};
use super::{twips, width};
use crate::model::{At, Columns, Layout, Paragraph};
use crate::writers::fit::{above_signature, heights::Heights, notes};

/// A row in columns: where it stands in the document, and what it says.
pub(super) struct Row<'a> {
    pub(super) section: usize,
    pub(super) block: usize,
    pub(super) columns: &'a Columns,
    /// It starts a page.
    pub(super) new_page: bool,
}

/// Rows of the same widths as one table: two tables that touch would become one in Word.
pub(super) fn table(pen: &mut Pen<'_>, rows: &[Row<'_>]) -> Table {
    let Some(first) = rows.first() else { return Table::without_borders(Vec::new()) };
    let widths = pen.fit.widths(first.section, first.block).to_vec();
    let indent = pen.fit.indent(first.section, first.block);
    let grid: Vec<usize> = widths.iter().map(|&pt| width(pt)).collect();
    let written = rows.iter().map(|placed| row(pen, placed, &widths)).collect();
    Table::without_borders(written)
        .set_grid(grid.clone())
        .width(grid.iter().sum(), WidthType::Dxa)
        .indent(twips(indent))
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(0, 0, 0, 0))
}

fn row(pen: &mut Pen<'_>, row: &Row<'_>, widths: &[f64]) -> TableRow {
    let signature = row.columns.layout == Layout::Signature;
    let heights = Heights { standard: pen.standard, fit: pen.fit, fonts: pen.fonts };
    let crowded = heights.crowded(&row.columns.cells);
    let cells = row.columns.cells.iter().enumerate().map(|(cell, paragraphs)| {
        let around = widths.get(cell).copied().unwrap_or_default();
        let mut written = TableCell::new().width(width(around), WidthType::Dxa);
        for (at, paragraph) in paragraphs.iter().enumerate() {
            let white = pen.fit.space(row.section, row.block, cell, at);
            let above = if signature && at == 0 { above_signature(pen.standard) } else { 0.0 };
            let own = pen.standard.shape(paragraph.role).before.pt();
            let place = Place {
                at: At { section: row.section, block: row.block, within: Some([cell, at]) },
                keep_next: signature,
                new_page: row.new_page && cell == 0 && at == 0,
                before: (white.is_some() || above > 0.0).then(|| own + above + white.unwrap_or_default()),
                left: pen.fit.seal(row.section, row.block, cell, at),
                cell: true,
                width: around,
                rule: pen.fit.rule(row.section, row.block, cell, at),
                ..Place::default()
            };
            let (words, notes) = if crowded { notes::below(&paragraph.text) } else { Default::default() };
            let bare = Paragraph { role: paragraph.role, text: words };
            for paragraph in pen.paragraph(if crowded { &bare } else { paragraph }, place) {
                written = written.add_paragraph(paragraph);
            }
            for (which, note) in calls(&paragraph.text).zip(notes) {
                let place = Place {
                    at: place.at,
                    keep_next: signature,
                    cell: true,
                    width: around,
                    ..Place::default()
                };
                written = written.add_paragraph(pen.note_below(which, &note, place));
            }
        }
        if paragraphs.is_empty() {
            written = written.add_paragraph(spacer());
        }
        written
    });
    let cells = cells.collect();
    let fate = pen.tracked.marks.row(row.section, row.block, 0);
    pen.tracked.row(fate, TableRow::new(cells).cant_split())
}
