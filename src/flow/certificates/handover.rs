//! Cover sheets (bìa) and hand-over lists (danh sách bàn giao, ký nhận), one of each a unit.
//!
//! They are a document as any other: every writer writes it.

use std::collections::BTreeMap;

use super::order::UNIT;
use super::{NAME, Sheet};
use crate::model::certificate::Row;
use crate::model::{
    Block, Cell, Columns, Document, Inline, Layout, Paragraph, Role, Section, SectionKind, Table,
};
use crate::viet::words::handover as words;
use crate::viet::{date, order};

/// A sheet that was printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Handed<'a> {
    /// Its row.
    pub row: &'a Row,
    /// Its place in the order of printing, from 1.
    pub sheet: usize,
}

/// The cover sheet and the hand-over list of every unit, units in Vietnamese order; sheets in the
/// order of printing. `None` where no sheet was printed.
pub fn handover(design: &Sheet, sheets: &[Handed<'_>]) -> Option<Document> {
    let mut units: BTreeMap<(Vec<u8>, &str), Vec<Handed<'_>>> = BTreeMap::new();
    for handed in sheets {
        let unit = handed.row.value(UNIT).unwrap_or_default();
        units.entry((order::key(unit), unit)).or_default().push(*handed);
    }
    let sections: Vec<Section> = units
        .iter()
        .map(|((_, unit), sheets)| Section {
            kind: SectionKind::Appendix,
            blocks: unit_blocks(design, if unit.is_empty() { words::NO_UNIT } else { unit }, sheets),
        })
        .collect();
    let title = words::title(&design.name);
    (!sections.is_empty()).then(|| Document { kind: "other".to_owned(), title, sections })
}

fn unit_blocks(design: &Sheet, unit: &str, sheets: &[Handed<'_>]) -> Vec<Block> {
    let line = |role, text: String| Block::Paragraph(Paragraph::plain(role, text));
    let which = sheets.first().zip(sheets.last()).map(|(first, last)| (first.sheet, last.sheet));
    let which = which.filter(|(first, last)| last + 1 - first == sheets.len());
    let mut blocks = vec![
        line(Role::AppendixLabel, words::cover(&design.name)),
        line(Role::AppendixTitle, format!("{}: {unit}", words::FOR_UNIT)),
        line(Role::Body, words::sheets(sheets.len(), which)),
    ];
    let mut decisions: Vec<String> = sheets.iter().filter_map(|handed| decision(handed.row)).collect();
    decisions.sort();
    decisions.dedup();
    blocks.extend(decisions.into_iter().map(|said| line(Role::Body, said)));
    blocks.push(Block::PageBreak);
    blocks.push(line(Role::AppendixLabel, words::list(&design.name)));
    blocks.push(line(Role::AppendixTitle, unit.to_owned()));
    let head = words::COLUMNS.iter().map(|head| cell(head)).collect();
    let rows = sheets.iter().zip(1..).map(|(handed, number)| listed(handed, number));
    blocks.push(Block::Table(Table { header_rows: 1, rows: std::iter::once(head).chain(rows).collect() }));
    let signs = |who: &str| {
        vec![Paragraph::plain(Role::SignerTitle, who), Paragraph::plain(Role::SignerName, words::SIGN)]
    };
    blocks.push(Block::Columns(Columns {
        layout: Layout::Signature,
        cells: vec![signs(words::GIVES), signs(words::TAKES)],
    }));
    blocks
}

fn listed(handed: &Handed<'_>, number: usize) -> Vec<Cell> {
    let said = |hole: &str| handed.row.value(hole).unwrap_or_default();
    let name = [said("honorific"), said(NAME)].join(" ");
    let post = [said("position"), said("address")];
    let post: Vec<&str> = post.into_iter().filter(|said| !said.is_empty()).collect();
    vec![
        cell(&number.to_string()),
        cell(name.trim()),
        cell(&post.join(", ")),
        cell(said("register")),
        cell(&handed.sheet.to_string()),
        cell(""),
    ]
}

fn decision(row: &Row) -> Option<String> {
    let day = row.value("date").unwrap_or_default();
    let day = date::parse_short(day).map_or_else(|| day.to_owned(), date::full);
    Some(words::decision(row.value("decision")?, &day))
}

fn cell(words: &str) -> Cell {
    if words.is_empty() { Vec::new() } else { vec![Inline::plain(words)] }
}
