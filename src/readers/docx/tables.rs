//! Tables: their rows, the columns of the grid that cells take, whether lines are drawn.

use std::rc::Rc;

use super::body::Scribe;
use super::content::{Cell, Row, Table};
use super::props::is_line;
use super::refusal::Refusal;
use super::xml::{Ns, Xml};
use crate::model::Code;

impl Scribe<'_> {
    /// Reads a table.
    pub(super) fn table(&mut self, xml: &mut Xml<'_, '_>) -> Result<Table, Refusal> {
        let around = self.table.clone();
        let mut table = Table::default();
        let mut grid: Vec<i64> = Vec::new();
        self.rows(xml, &mut table, &mut grid)?;
        // Rows are filled up to the widest: what that takes is counted before it is done.
        let area = table.width().saturating_mul(table.rows.len());
        self.cells_left = self.cells_left.checked_sub(area).ok_or(Refusal::TooLong)?;
        self.table = around;
        self.above = None;
        Ok(table)
    }

    fn rows(&mut self, xml: &mut Xml<'_, '_>, table: &mut Table, grid: &mut Vec<i64>) -> Result<(), Refusal> {
        while let Some(tag) = xml.child()? {
            match tag.key() {
                (Ns::W, b"tblPr") => {
                    let (style, drawn) = table_props(xml)?;
                    self.table = self.styles.table(style.as_ref());
                    table.bordered = drawn.unwrap_or(self.table.bordered);
                }
                (Ns::W, b"tblGrid") => {
                    while let Some(column) = xml.child()? {
                        if column.is("gridCol") {
                            grid.push(column.number("w").unwrap_or_default());
                        }
                        xml.skip()?;
                    }
                }
                (Ns::W, b"tr") => {
                    let (row, deleted) = self.row(xml, grid, &mut table.bordered)?;
                    if !deleted && !row.cells.is_empty() {
                        table.rows.push(row);
                    }
                }
                (Ns::W, b"sdt" | b"sdtContent" | b"customXml" | b"ins" | b"moveTo") => {
                    self.rows(xml, table, grid)?;
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn row(
        &mut self,
        xml: &mut Xml<'_, '_>,
        grid: &[i64],
        bordered: &mut bool,
    ) -> Result<(Row, bool), Refusal> {
        let mut row = Row::default();
        let mut deleted = false;
        let mut column = 0_usize;
        self.cells(
            xml,
            &mut row,
            &mut |xml, row| {
                while let Some(tag) = xml.child()? {
                    match tag.key() {
                        (Ns::W, b"tblHeader") => row.header = tag.on(),
                        (Ns::W, b"gridBefore") => row.skipped = columns(tag.number("val")),
                        (Ns::W, b"del") => deleted = true,
                        _ => {}
                    }
                    xml.skip()?;
                }
                Ok(())
            },
            &mut column,
            grid,
            bordered,
        )?;
        if deleted {
            self.notices.count(Code::ChangesAccepted, xml.paragraphs());
        }
        Ok((row, deleted))
    }

    fn cells(
        &mut self,
        xml: &mut Xml<'_, '_>,
        row: &mut Row,
        props: &mut dyn FnMut(&mut Xml<'_, '_>, &mut Row) -> Result<(), Refusal>,
        column: &mut usize,
        grid: &[i64],
        bordered: &mut bool,
    ) -> Result<(), Refusal> {
        while let Some(tag) = xml.child()? {
            match tag.key() {
                (Ns::W, b"trPr") => {
                    props(xml, row)?;
                    *column = row.skipped;
                }
                (Ns::W, b"tc") => {
                    let cell = self.table_cell(xml, *column, grid, bordered)?;
                    *column = column.saturating_add(cell.span.max(1));
                    row.cells.push(cell);
                }
                (Ns::W, b"sdt" | b"sdtContent" | b"customXml") => {
                    self.cells(xml, row, props, column, grid, bordered)?;
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn table_cell(
        &mut self,
        xml: &mut Xml<'_, '_>,
        column: usize,
        grid: &[i64],
        bordered: &mut bool,
    ) -> Result<Cell, Refusal> {
        let around = (self.cell, self.above.take(), std::mem::take(&mut self.carried));
        let mut cell = Cell { items: Vec::new(), span: 1 };
        let mut width = None;
        while let Some(tag) = xml.child()? {
            if tag.is("tcPr") {
                while let Some(inner) = xml.child()? {
                    match inner.key() {
                        (Ns::W, b"gridSpan") => cell.span = columns(inner.number("val")).max(1),
                        (Ns::W, b"tcW") if inner.get("type").is_none_or(|kind| kind == "dxa") => {
                            width = inner.number("w").filter(|width| *width > 0);
                        }
                        (Ns::W, b"tcBorders") => {
                            while let Some(side) = xml.child()? {
                                *bordered |= is_line(&side);
                                xml.skip()?;
                            }
                            continue;
                        }
                        _ => {}
                    }
                    xml.skip()?;
                }
                let columns = grid.iter().skip(column).take(cell.span);
                let of_grid: i64 = columns.fold(0, |sum: i64, width| sum.saturating_add(*width));
                self.cell = width.or(Some(of_grid).filter(|width| *width > 0)).or(self.cell);
            } else {
                self.block(&tag, xml, &mut cell.items)?;
            }
        }
        self.end_carried(xml, &mut cell.items);
        (self.cell, self.above, self.carried) = around;
        Ok(cell)
    }
}

/// A number of columns of a grid; no table has more than Word allows.
fn columns(number: Option<i64>) -> usize {
    const MOST: usize = 63;
    number.and_then(|number| usize::try_from(number).ok()).unwrap_or_default().min(MOST)
}

/// A table's style, and whether it draws lines itself.
fn table_props(xml: &mut Xml<'_, '_>) -> Result<(Option<Rc<str>>, Option<bool>), Refusal> {
    let (mut style, mut drawn) = (None, None);
    while let Some(tag) = xml.child()? {
        match tag.key() {
            (Ns::W, b"tblStyle") => {
                style = tag.val().map(Rc::from);
                xml.skip()?;
            }
            (Ns::W, b"tblBorders") => {
                let mut any = false;
                while let Some(side) = xml.child()? {
                    any |= is_line(&side);
                    xml.skip()?;
                }
                drawn = Some(any);
            }
            _ => xml.skip()?,
        }
    }
    Ok((style, drawn))
}
