//! XLS (Excel 97 to 2003, BIFF8): a stream of records inside a compound file.
//!
//! Only records with values, formats, merges and what is hidden are read; macros, drawings and
//! links are passed over. Every length is held against what is there.

mod compound;
mod records;
mod strings;

use records::{Record, Records};
use strings::Pieces;

use super::day;
use super::refusal::{Limits, Refusal};
use super::tally::Tally;
use crate::model::sheet::{Area, CellAt, Form, Grid, Value, Workbook};

pub(super) use compound::is_compound;

/// Kinds of records.
mod kind {
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const EOF: u16 = 0x000A;
    pub(super) const DATE_MODE: u16 = 0x0022;
    pub(super) const FILE_PASS: u16 = 0x002F;
    pub(super) const CONTINUE: u16 = 0x003C;
    pub(super) const COLUMN: u16 = 0x007D;
    pub(super) const BOUND_SHEET: u16 = 0x0085;
    pub(super) const MUL_RK: u16 = 0x00BD;
    pub(super) const RICH: u16 = 0x00D6;
    pub(super) const XF: u16 = 0x00E0;
    pub(super) const MERGED: u16 = 0x00E5;
    pub(super) const SHARED: u16 = 0x00FC;
    pub(super) const LABEL_SHARED: u16 = 0x00FD;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const LABEL: u16 = 0x0204;
    pub(super) const FLAG: u16 = 0x0205;
    pub(super) const STRING: u16 = 0x0207;
    pub(super) const ROW: u16 = 0x0208;
    pub(super) const RK: u16 = 0x027E;
    pub(super) const FORMAT: u16 = 0x041E;
    pub(super) const BEGIN: u16 = 0x0809;
}

/// The version of Excel 97 and later.
const BIFF8: u16 = 0x0600;

/// What the first substream says of the workbook.
#[derive(Default)]
struct Globals {
    /// Name, hidden, where its substream begins.
    sheets: Vec<(String, bool, usize)>,
    strings: Vec<String>,
    /// Formats by number: shown as a day.
    formats: Vec<(u16, bool)>,
    /// Formats of the styles.
    styles: Vec<u16>,
    /// Days are counted from 1904.
    late: bool,
}

/// Reads an XLS.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Refusal> {
    let stream = compound::workbook(bytes)?;
    let tally = &mut Tally::new(limits);
    let globals = globals(&stream, tally)?;
    let mut sheets = Vec::new();
    for (name, hidden, at) in &globals.sheets {
        let grid = Grid { name: name.clone(), hidden: *hidden, ..Grid::default() };
        sheets.push(sheet(stream.get(*at..).ok_or(Refusal::Broken)?, grid, &globals, tally)?);
    }
    Ok(Workbook { form: Form::Xls, sheets, encoding: String::new() })
}

fn globals(stream: &[u8], tally: &mut Tally) -> Result<Globals, Refusal> {
    let mut globals = Globals::default();
    let mut records = Records::new(stream);
    let first = records.next().ok_or(Refusal::Broken)??;
    if first.kind & 0x00FF != 0x0009 {
        return Err(Refusal::Broken);
    }
    if first.kind != kind::BEGIN || first.u16(0) != Some(BIFF8) {
        return Err(Refusal::TooOld);
    }
    while let Some(record) = records.next() {
        tally.token()?;
        let record = record?;
        match record.kind {
            kind::EOF => break,
            kind::FILE_PASS => return Err(Refusal::Encrypted),
            kind::DATE_MODE => globals.late = record.u16(0) == Some(1),
            kind::FORMAT => {
                let code = record.data.get(2..).and_then(|rest| Pieces::new(vec![rest]).string());
                if let (Some(id), Some(code)) = (record.u16(0), code) {
                    globals.formats.push((id, day::is_day_code(&code)));
                }
            }
            kind::XF => globals.styles.push(record.u16(2).unwrap_or_default()),
            kind::BOUND_SHEET => {
                let name = record.data.get(6..).and_then(|rest| Pieces::new(vec![rest]).short());
                if let (Some(at), Some([state, what]), Some(name)) =
                    (record.u32(0), record.data.get(4..6), name)
                {
                    // Only sheets of cells: no charts, no macros.
                    if *what == 0 {
                        globals.sheets.push((
                            name,
                            state & 3 != 0,
                            usize::try_from(at).unwrap_or(usize::MAX),
                        ));
                    }
                }
                if globals.sheets.len() > tally.limits.sheets {
                    return Err(Refusal::TooManySheets);
                }
            }
            kind::SHARED => {
                let mut pieces = Pieces::new(records.continued(record.data));
                // Two counts stand first.
                pieces.skip(8);
                while let Some(text) = pieces.string() {
                    tally.words(text.len())?;
                    globals.strings.push(text);
                    if globals.strings.len() > tally.limits.strings {
                        return Err(Refusal::TooMuch);
                    }
                }
            }
            _ => {}
        }
    }
    Ok(globals)
}

fn sheet(stream: &[u8], mut grid: Grid, globals: &Globals, tally: &mut Tally) -> Result<Grid, Refusal> {
    let mut records = Records::new(stream);
    let mut depth = 0_usize;
    let mut hidden: Vec<u32> = Vec::new();
    // The cell of a formula whose words stand in the next record.
    let mut waiting: Option<CellAt> = None;
    while let Some(record) = records.next() {
        tally.token()?;
        let record = record?;
        match record.kind {
            kind::BEGIN => depth += 1,
            kind::EOF => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            // A chart inside the sheet.
            _ if depth > 1 => {}
            kind::ROW => {
                if let (Some(row), Some(flags)) = (record.u16(0), record.u16(12))
                    && flags & 0x20 != 0
                {
                    hidden.push(u32::from(row));
                }
            }
            kind::COLUMN => {
                if let (Some(from), Some(to), Some(flags)) = (record.u16(0), record.u16(2), record.u16(8))
                    && flags & 1 != 0
                {
                    tally.hide_columns(&mut grid, from.into(), to.into());
                }
            }
            kind::MERGED => {
                for area in record.data.get(2..).unwrap_or_default().as_chunks::<8>().0 {
                    let at = |i: usize| u32::from(u16::from_le_bytes([area[i], area[i + 1]]));
                    let (from, to) = (CellAt::new(at(0), at(4)), CellAt::new(at(2), at(6)));
                    tally.merge(&mut grid, Area { from, to });
                }
            }
            kind::STRING => {
                let mut pieces = Pieces::new(records.continued(record.data));
                if let (Some(at), Some(text)) = (waiting.take(), pieces.string()) {
                    tally.put(&mut grid, at, Value::Text(text))?;
                }
            }
            _ => cell(&record, &mut grid, globals, tally, &mut waiting)?,
        }
    }
    hidden.sort_unstable();
    for line in &mut grid.lines {
        line.hidden = hidden.binary_search(&line.row).is_ok();
    }
    Ok(grid)
}

/// A record that may be a cell, or several in a row.
fn cell(
    record: &Record<'_>,
    grid: &mut Grid,
    globals: &Globals,
    tally: &mut Tally,
    waiting: &mut Option<CellAt>,
) -> Result<(), Refusal> {
    let (Some(row), Some(column), Some(style)) = (record.u16(0), record.u16(2), record.u16(4)) else {
        return Ok(());
    };
    let at = CellAt::new(row.into(), column.into());
    let number = |number: f64, style: u16| {
        let format = globals.styles.get(usize::from(style)).copied().unwrap_or_default();
        let own = globals.formats.iter().rfind(|(id, _)| *id == format).map(|(_, is_day)| *is_day);
        day::value(number, own.unwrap_or_else(|| day::is_day_id(format.into())), globals.late)
    };
    let value = match record.kind {
        kind::LABEL_SHARED => {
            let index = record.u32(6).and_then(|index| usize::try_from(index).ok()).ok_or(Refusal::Broken)?;
            Value::Text(globals.strings.get(index).ok_or(Refusal::Broken)?.clone())
        }
        kind::LABEL | kind::RICH => {
            let text = record.data.get(6..).and_then(|rest| Pieces::new(vec![rest]).string());
            Value::Text(text.ok_or(Refusal::Broken)?)
        }
        kind::NUMBER => number(record.f64(6).ok_or(Refusal::Broken)?, style),
        kind::RK => number(rk(record.u32(6).ok_or(Refusal::Broken)?), style),
        kind::MUL_RK => {
            let inner = record.data.get(4..record.data.len().saturating_sub(2)).unwrap_or_default();
            for (column, pair) in (at.column..).zip(inner.as_chunks::<6>().0) {
                let style = u16::from_le_bytes([pair[0], pair[1]]);
                let value = rk(u32::from_le_bytes([pair[2], pair[3], pair[4], pair[5]]));
                tally.put(grid, CellAt::new(at.row, column), number(value, style))?;
            }
            return Ok(());
        }
        kind::FLAG => match record.data.get(6..8) {
            Some([value, 0]) => Value::Flag(*value != 0),
            Some([code, _]) => Value::Error(error(*code).to_owned()),
            _ => return Err(Refusal::Broken),
        },
        kind::FORMULA => match record.data.get(6..14) {
            None => return Err(Refusal::Broken),
            Some([0, .., 0xFF, 0xFF]) => {
                *waiting = Some(at);
                return Ok(());
            }
            Some([1, _, value, .., 0xFF, 0xFF]) => Value::Flag(*value != 0),
            Some([2, _, code, .., 0xFF, 0xFF]) => Value::Error(error(*code).to_owned()),
            Some([_, .., 0xFF, 0xFF]) => return Ok(()),
            Some(_) => number(record.f64(6).ok_or(Refusal::Broken)?, style),
        },
        _ => return Ok(()),
    };
    tally.put(grid, at, value)
}

/// A number in 30 bits: a whole number or the upper part of a fraction, maybe in hundredths.
fn rk(rk: u32) -> f64 {
    let number = if rk & 2 != 0 {
        f64::from(rk.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(rk & 0xFFFF_FFFC) << 32)
    };
    if rk & 1 != 0 { number / 100.0 } else { number }
}

fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_are_read_as_they_were_meant() {
        assert_eq!(rk((1985_u32 << 2) | 2).to_string(), "1985");
        assert_eq!(rk((12_345_u32 << 2) | 3).to_string(), "123.45");
        assert_eq!(rk((((-7_i32) << 2) | 2).cast_unsigned()).to_string(), "-7");
        assert_eq!(rk(0x3FF0_0000).to_string(), "1");
    }
}
