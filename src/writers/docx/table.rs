//! Tables with rules around their cells.

use docx_rs::{
    Table as Written, TableBorder, TableBorderPosition, TableBorders, TableCell, TableCellMargins,
    TableLayoutType, TableRow, VAlignType, WidthType,
};

use super::paragraph::{Pen, Place, calls};
use super::{styles, width};
use crate::model::{At, Role, Table};
use crate::writers::fit::{heights::Heights, notes, table::figures};

/// White above a table, in pt.
pub(super) const ABOVE: f64 = 6.0;

/// Writes the table that stands at `section` and `block`. With `keep_next`, its last row
/// stays on the page of what follows; with `new_page`, it starts a page.
pub(super) fn table(
    pen: &mut Pen<'_>,
    table: &Table,
    (section, block): (usize, usize),
    keep_next: bool,
    new_page: bool,
) -> Written {
    let rule = &pen.standard.table;
    let (across, down) = (width(rule.padding_x.get_ref().pt()), width(rule.padding_y.get_ref().pt()));
    let thickness = styles::eighths(rule.thickness.get_ref().pt());
    let colour = styles::hex(&pen.standard.font.colour);
    let widths = pen.fit.widths(section, block).to_vec();
    let grid: Vec<usize> = widths.iter().map(|&pt| width(pt)).collect();
    let mut rows = Vec::with_capacity(table.rows.len());
    for (at, row) in table.rows.iter().enumerate() {
        let heading = at < table.header_rows;
        let role = if heading { Role::TableHead } else { Role::TableCell };
        let keep_next = heading || keep_next && at + 1 == table.rows.len();
        let heights = Heights { standard: pen.standard, fit: pen.fit, fonts: pen.fonts };
        let parted = heights.parted(row, heights.row(role, row, &widths).0);
        let mut cells = Vec::with_capacity(row.len());
        for (column, text) in row.iter().enumerate() {
            let place = Place {
                at: At { section, block, within: Some([at, column]) },
                keep_next,
                new_page: new_page && at == 0 && column == 0,
                right: !heading && figures(text),
                width: widths.get(column).map_or(0.0, |pt| pt - 2.0 * rule.padding_x.get_ref().pt()),
                ..Place::default()
            };
            let around = grid.get(column).copied().unwrap_or_default();
            let mut cell = TableCell::new().width(around, WidthType::Dxa);
            if parted {
                let (words, notes) = notes::below(text);
                cell = cell.add_paragraph(pen.inlines(role, &words, place));
                for (which, note) in calls(text).zip(notes) {
                    let place = Place { new_page: false, ..place };
                    cell = cell.add_paragraph(pen.note_below(which, &note, place));
                }
            } else {
                cell = cell.add_paragraph(pen.inlines(role, text, place));
            }
            if heading {
                cell = cell.vertical_align(VAlignType::Center);
            }
            cells.push(cell);
        }
        let row = pen.tracked.row(pen.tracked.marks.row(section, block, at), TableRow::new(cells));
        rows.push(if parted && !heading { row } else { row.cant_split() });
    }
    let mut borders = TableBorders::with_empty();
    for position in [
        TableBorderPosition::Top,
        TableBorderPosition::Left,
        TableBorderPosition::Bottom,
        TableBorderPosition::Right,
        TableBorderPosition::InsideH,
        TableBorderPosition::InsideV,
    ] {
        borders = borders.set(TableBorder::new(position).size(thickness).color(&colour));
    }
    Written::without_borders(rows)
        .set_grid(grid.clone())
        .width(grid.iter().sum(), WidthType::Dxa)
        .indent(0)
        .layout(TableLayoutType::Fixed)
        .set_borders(borders)
        .margins(TableCellMargins::new().margin(down, across, down, across))
}
