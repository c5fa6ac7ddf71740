//! ODS: `content.xml` alone holds sheets, cells and what is hidden.

use std::collections::HashSet;
use std::io::BufRead;

use super::day;
use super::refusal::{Limits, Refusal};
use super::tally::Tally;
use super::xml::{Package, Tag, Token, Xml};
use crate::model::sheet::{Area, CellAt, Form, Grid, Value, Workbook};

/// Reads an ODS.
pub(super) fn read(mut package: Package<'_>, limits: &Limits) -> Result<Workbook, Refusal> {
    let tally = &mut Tally::new(limits);
    if let Some(mut xml) = package.part("META-INF/manifest.xml", tally)? {
        loop {
            match xml.next()? {
                Token::Open(tag) if tag.is("encryption-data") => return Err(Refusal::Encrypted),
                Token::End => break,
                _ => {}
            }
        }
    }
    let mut xml = package.part("content.xml", tally)?.ok_or(Refusal::NotSheet)?;
    let mut sheets: Vec<Grid> = Vec::new();
    let mut unseen = HashSet::new();
    let mut style = String::new();
    loop {
        match xml.next()? {
            Token::Open(tag) if tag.is("style") => style = tag.get("name").unwrap_or_default(),
            Token::Open(tag)
                if tag.is("table-properties") && tag.get("display").as_deref() == Some("false") =>
            {
                unseen.insert(style.clone());
            }
            Token::Open(tag) if tag.is("table") => {
                if sheets.len() >= limits.sheets {
                    return Err(Refusal::TooManySheets);
                }
                let hidden = tag.get("style-name").is_some_and(|style| unseen.contains(&style));
                let name = tag.get("name").unwrap_or_default();
                drop(tag);
                sheets.push(table(&mut xml, Grid { name, hidden, ..Grid::default() })?);
            }
            Token::End => break,
            _ => {}
        }
    }
    Ok(Workbook { form: Form::Ods, sheets, encoding: String::new() })
}

/// What is not shown: filtered rows count as hidden.
fn is_hidden(tag: &Tag<'_>) -> bool {
    matches!(tag.get("visibility").as_deref(), Some("collapse" | "filter"))
}

fn times(tag: &Tag<'_>, name: &str) -> u32 {
    tag.number(name).unwrap_or(1).max(1)
}

/// An open table to its end.
fn table<R: BufRead>(xml: &mut Xml<'_, R>, mut grid: Grid) -> Result<Grid, Refusal> {
    let (mut row, mut column) = (0_u32, 0_u32);
    // Groups of rows and columns lie between a table and its rows.
    let mut open = 1_usize;
    while open > 0 {
        match xml.next()? {
            Token::Open(tag) if tag.is("table-column") => {
                let many = times(&tag, "number-columns-repeated");
                if is_hidden(&tag) {
                    xml.tally.hide_columns(&mut grid, column, column.saturating_add(many - 1));
                }
                column = column.saturating_add(many);
                open += 1;
            }
            Token::Open(tag) if tag.is("table-row") => {
                let (many, hidden) = (times(&tag, "number-rows-repeated"), is_hidden(&tag));
                drop(tag);
                let cells = cells(xml, &mut grid, row)?;
                if !cells.is_empty() {
                    for row in row..row.saturating_add(many) {
                        for (column, value) in &cells {
                            xml.tally.put(&mut grid, CellAt::new(row, *column), value.clone())?;
                        }
                        if let Ok(at) = grid.lines.binary_search_by_key(&row, |line| line.row) {
                            grid.lines[at].hidden = hidden;
                        }
                    }
                }
                row = row.saturating_add(many);
            }
            Token::Open(tag) if tag.is("shapes") || tag.is("forms") || tag.is("table-source") => {
                drop(tag);
                xml.skip()?;
            }
            Token::Open(_) => open += 1,
            Token::Close => open -= 1,
            Token::Text(_) => {}
            Token::End => return Err(Refusal::Broken),
        }
    }
    Ok(grid)
}

/// The cells of an open row that say something.
fn cells<R: BufRead>(xml: &mut Xml<'_, R>, grid: &mut Grid, row: u32) -> Result<Vec<(u32, Value)>, Refusal> {
    let mut out = Vec::new();
    let mut column = 0_u32;
    loop {
        match xml.next()? {
            Token::Open(tag) if tag.is("table-cell") || tag.is("covered-table-cell") => {
                let covered = tag.is("covered-table-cell");
                let many = times(&tag, "number-columns-repeated");
                let (wide, high) =
                    (times(&tag, "number-columns-spanned"), times(&tag, "number-rows-spanned"));
                let typed = typed(&tag);
                drop(tag);
                let words = words(xml)?;
                let value = match typed {
                    Some(value) => Some(value),
                    None => Some(words).filter(|words| !words.trim().is_empty()).map(Value::Text),
                };
                if let Some(value) = value.filter(|_| !covered) {
                    if many > xml.tally.limits.right {
                        return Err(Refusal::TooManyColumns);
                    }
                    out.extend((column..column.saturating_add(many)).map(|column| (column, value.clone())));
                }
                let from = CellAt::new(row, column);
                let to = CellAt::new(row.saturating_add(high - 1), column.saturating_add(wide - 1));
                xml.tally.merge(grid, Area { from, to });
                column = column.saturating_add(many);
            }
            Token::Open(_) => xml.skip()?,
            Token::Close => return Ok(out),
            Token::Text(_) => {}
            Token::End => return Err(Refusal::Broken),
        }
    }
}

/// The value that the tag of a cell itself says; words stand inside.
fn typed(tag: &Tag<'_>) -> Option<Value> {
    match tag.get("value-type")?.as_str() {
        "float" | "currency" | "percentage" => tag.get("value")?.trim().parse().ok().map(Value::Number),
        "date" => {
            let said = tag.get("date-value")?;
            Some(day::of_iso(&said).map_or(Value::Text(said), Value::Day))
        }
        "boolean" => Some(Value::Flag(tag.get("boolean-value")? == "true")),
        _ => None,
    }
}

/// The words of an open cell: its paragraphs, one a line, without its comments.
fn words<R: BufRead>(xml: &mut Xml<'_, R>) -> Result<String, Refusal> {
    let mut out = String::new();
    let mut paragraphs = 0_usize;
    let mut open = 1_usize;
    while open > 0 {
        match xml.next()? {
            Token::Open(tag) => match tag.name() {
                b"annotation" | b"frame" => {
                    drop(tag);
                    xml.skip()?;
                }
                b"p" => {
                    if paragraphs > 0 {
                        out.push('\n');
                    }
                    paragraphs += 1;
                    open += 1;
                }
                b"s" => {
                    let many = usize::try_from(times(&tag, "c").min(1_000)).unwrap_or_default();
                    out.push_str(&" ".repeat(many));
                    open += 1;
                }
                b"tab" => {
                    out.push('\t');
                    open += 1;
                }
                b"line-break" => {
                    out.push('\n');
                    open += 1;
                }
                _ => open += 1,
            },
            Token::Text(text) => {
                if paragraphs > 0 {
                    out.push_str(&text);
                }
            }
            Token::Close => open -= 1,
            Token::End => return Err(Refusal::Broken),
        }
        if out.len() > 1 << 20 {
            return Err(Refusal::TooMuch);
        }
    }
    Ok(out)
}
