//! XLSX: the parts of the archive that hold values. Formulas are passed over, their values read.

use std::collections::HashMap;
use std::io::BufRead;

use super::day;
use super::refusal::{Limits, Refusal};
use super::tally::Tally;
use super::xml::{Package, Tag, Token, Xml};
use crate::model::sheet::{Area, CellAt, Form, Grid, Value, Workbook};

/// What cells refer to.
#[derive(Default)]
struct Shared {
    strings: Vec<String>,
    /// For each style: shown as a day.
    days: Vec<bool>,
    /// Days are counted from 1904.
    late: bool,
}

/// Reads an XLSX.
pub(super) fn read(mut package: Package<'_>, limits: &Limits) -> Result<Workbook, Refusal> {
    let tally = &mut Tally::new(limits);
    let top = package.relations("", tally)?;
    let main = top.values().find(|(kind, _)| kind == "officeDocument").map(|(_, target)| target.clone());
    let main = main.unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let relations = package.relations(&main, tally)?;
    let of = |kind: &str| {
        let mut found: Vec<_> = relations.iter().filter(|(_, (known, _))| known == kind).collect();
        found.sort();
        found.first().map(|(_, (_, target))| target.clone())
    };
    let (listed, late) = workbook(package.part(&main, tally)?.ok_or(Refusal::NotSheet)?)?;
    let mut shared = Shared { late, ..Shared::default() };
    if let Some(name) = of("sharedStrings")
        && let Some(xml) = package.part(&name, tally)?
    {
        shared.strings = strings(xml)?;
    }
    if let Some(name) = of("styles")
        && let Some(xml) = package.part(&name, tally)?
    {
        shared.days = styles(xml)?;
    }
    let mut sheets = Vec::new();
    for (name, hidden, id) in listed {
        // A sheet of charts has no cells.
        let Some((kind, target)) = relations.get(&id) else { continue };
        if kind != "worksheet" {
            continue;
        }
        let Some(xml) = package.part(target, tally)? else { continue };
        let grid = Grid { name, hidden, ..Grid::default() };
        sheets.push(sheet(xml, grid, &shared)?);
    }
    Ok(Workbook { form: Form::Xlsx, sheets, encoding: String::new() })
}

/// A sheet: its name, whether it is hidden, its relation.
type Tab = (String, bool, String);

/// The sheets, and whether days are counted from 1904.
fn workbook<R: BufRead>(mut xml: Xml<'_, R>) -> Result<(Vec<Tab>, bool), Refusal> {
    let (mut sheets, mut late) = (Vec::new(), false);
    loop {
        match xml.next()? {
            Token::Open(tag) if tag.is("workbookPr") => late = tag.says("date1904"),
            Token::Open(tag) if tag.is("sheet") => {
                let hidden = tag.get("state").is_some_and(|state| state != "visible");
                if let (Some(name), Some(id)) = (tag.get("name"), tag.get("id")) {
                    sheets.push((name, hidden, id));
                }
                if sheets.len() > xml.tally.limits.sheets {
                    return Err(Refusal::TooManySheets);
                }
            }
            Token::End => return Ok((sheets, late)),
            _ => {}
        }
    }
}

fn strings<R: BufRead>(mut xml: Xml<'_, R>) -> Result<Vec<String>, Refusal> {
    let mut strings = Vec::new();
    loop {
        match xml.next()? {
            Token::Open(tag) if tag.is("si") => {
                let text = rich(&mut xml)?;
                xml.tally.words(text.len())?;
                strings.push(text);
                if strings.len() > xml.tally.limits.strings {
                    return Err(Refusal::TooMuch);
                }
            }
            Token::End => return Ok(strings),
            _ => {}
        }
    }
}

/// The words of an open `si` or `is`: of its runs, not of its phonetic help.
fn rich<R: BufRead>(xml: &mut Xml<'_, R>) -> Result<String, Refusal> {
    let mut out = String::new();
    let mut open = 1_usize;
    loop {
        match xml.next()? {
            Token::Open(tag) if tag.is("t") => {
                drop(tag);
                out.push_str(&xml.text()?);
            }
            Token::Open(tag) if tag.is("rPh") => {
                drop(tag);
                xml.skip()?;
            }
            Token::Open(_) => open += 1,
            Token::Close => open -= 1,
            Token::Text(_) => {}
            Token::End => return Err(Refusal::Broken),
        }
        if open == 0 {
            return Ok(escapes(&out));
        }
    }
}

/// `_x000D_` is the character of that number.
fn escapes(text: &str) -> String {
    if !text.contains("_x") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        let number = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let c = number.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
        if let Some(c) = c {
            out.push(c);
            rest = &rest[at + 7..];
        } else {
            out.push_str("_x");
            rest = &rest[at + 2..];
        }
    }
    out.push_str(rest);
    out
}

fn styles<R: BufRead>(mut xml: Xml<'_, R>) -> Result<Vec<bool>, Refusal> {
    let mut codes: HashMap<u32, bool> = HashMap::new();
    let mut days = Vec::new();
    let mut in_cells = false;
    let mut depth = 0_usize;
    let mut inside = 0_usize;
    loop {
        match xml.next()? {
            Token::Open(tag) => {
                depth += 1;
                if tag.is("numFmt") {
                    if let (Some(id), Some(code)) = (tag.number("numFmtId"), tag.get("formatCode")) {
                        codes.insert(id, day::is_day_code(&code));
                    }
                } else if tag.is("cellXfs") {
                    (in_cells, inside) = (true, depth);
                } else if in_cells && tag.is("xf") {
                    let id = tag.number("numFmtId").unwrap_or_default();
                    days.push(codes.get(&id).copied().unwrap_or_else(|| day::is_day_id(id)));
                }
            }
            Token::Close => {
                in_cells &= depth != inside;
                depth = depth.saturating_sub(1);
            }
            Token::Text(_) => {}
            Token::End => return Ok(days),
        }
    }
}

fn sheet<R: BufRead>(mut xml: Xml<'_, R>, mut grid: Grid, shared: &Shared) -> Result<Grid, Refusal> {
    let mut next = CellAt::default();
    let mut hidden = Vec::new();
    loop {
        match xml.next()? {
            Token::Open(tag) if tag.is("col") => {
                if tag.says("hidden")
                    && let (Some(from), Some(to)) = (tag.number("min"), tag.number("max"))
                {
                    xml.tally.hide_columns(&mut grid, from.saturating_sub(1), to.saturating_sub(1));
                }
            }
            Token::Open(tag) if tag.is("row") => {
                let row = tag.number("r").and_then(|row| row.checked_sub(1));
                next = CellAt::new(row.unwrap_or(next.row), 0);
                if tag.says("hidden") {
                    hidden.push(next.row);
                }
                drop(tag);
                row_of(&mut xml, &mut grid, shared, &mut next)?;
                next = CellAt::new(next.row.saturating_add(1), 0);
            }
            Token::Open(tag) if tag.is("mergeCell") => {
                let area = tag.get("ref").and_then(|area| {
                    let (from, to) = area.split_once(':')?;
                    Some(Area { from: CellAt::read(from)?, to: CellAt::read(to)? })
                });
                if let Some(area) = area {
                    xml.tally.merge(&mut grid, area);
                }
            }
            Token::End => break,
            _ => {}
        }
    }
    hidden.sort_unstable();
    for line in &mut grid.lines {
        line.hidden = hidden.binary_search(&line.row).is_ok();
    }
    Ok(grid)
}

/// The cells of an open row.
fn row_of<R: BufRead>(
    xml: &mut Xml<'_, R>,
    grid: &mut Grid,
    shared: &Shared,
    next: &mut CellAt,
) -> Result<(), Refusal> {
    loop {
        match xml.next()? {
            Token::Open(tag) if tag.is("c") => {
                let at = match tag.get("r") {
                    None => *next,
                    Some(name) => CellAt::read(&name).ok_or(Refusal::Broken)?,
                };
                let kind = Sort::of(&tag);
                let style = tag.number("s").unwrap_or_default();
                drop(tag);
                if let Some(value) = cell(xml, kind, style, shared)? {
                    xml.tally.put(grid, at, value)?;
                }
                *next = CellAt::new(at.row, at.column.saturating_add(1));
            }
            Token::Open(_) => xml.skip()?,
            Token::Close => return Ok(()),
            Token::Text(_) => {}
            Token::End => return Err(Refusal::Broken),
        }
    }
}

/// How a cell writes its value.
#[derive(Clone, Copy)]
enum Sort {
    Shared,
    Words,
    Flag,
    Error,
    Day,
    Number,
}

impl Sort {
    fn of(tag: &Tag<'_>) -> Sort {
        match tag.get("t").as_deref() {
            Some("s") => Sort::Shared,
            Some("str" | "inlineStr") => Sort::Words,
            Some("b") => Sort::Flag,
            Some("e") => Sort::Error,
            Some("d") => Sort::Day,
            _ => Sort::Number,
        }
    }
}

fn cell<R: BufRead>(
    xml: &mut Xml<'_, R>,
    sort: Sort,
    style: u32,
    shared: &Shared,
) -> Result<Option<Value>, Refusal> {
    let (mut said, mut inline) = (None, None);
    loop {
        match xml.next()? {
            Token::Open(tag) if tag.is("v") => {
                drop(tag);
                said = Some(xml.text()?);
            }
            Token::Open(tag) if tag.is("is") => {
                drop(tag);
                inline = Some(rich(xml)?);
            }
            Token::Open(_) => xml.skip()?,
            Token::Close => break,
            Token::Text(_) => {}
            Token::End => return Err(Refusal::Broken),
        }
    }
    let Some(said) = said else { return Ok(inline.map(Value::Text)) };
    let is_day = usize::try_from(style).ok().and_then(|style| shared.days.get(style)).copied();
    Ok(match sort {
        Sort::Shared => {
            let index = said.trim().parse::<usize>().map_err(|_| Refusal::Broken)?;
            Some(Value::Text(shared.strings.get(index).ok_or(Refusal::Broken)?.clone()))
        }
        Sort::Words => Some(Value::Text(escapes(&said))),
        Sort::Flag => Some(Value::Flag(said.trim() == "1")),
        Sort::Error => Some(Value::Error(said)),
        Sort::Day => Some(day::of_iso(&said).map_or(Value::Text(said), Value::Day)),
        Sort::Number => match said.trim().parse::<f64>() {
            Err(_) => Some(Value::Text(said)),
            Ok(number) => Some(day::value(number, is_day.unwrap_or(false), shared.late)),
        },
    })
}
