//! One honoree who stands twice in a list of a decision.

use std::collections::{HashMap, HashSet};

use crate::check::{
    desk::Desk,
    view::{Text, View},
};
use crate::model::{At, Block, Role, SectionKind};
use crate::viet::letters;

/// Words of a heading cell under which names stand.
const NAMES: &[&str] =
    &["ho va ten", "ho ten", "ten tap the", "ho gia dinh", "ten doanh nghiep", "ten don vi", "don vi"];

/// Holds each name with the cell after it (post, unit, address) against those before. The same
/// name in two units is two people.
pub(super) fn look(view: &View<'_>, desk: &mut Desk<'_>) {
    let cells: HashMap<At, &Text<'_>> = view
        .texts
        .iter()
        .filter(|text| text.role == Role::TableCell && text.note.is_none())
        .map(|text| (text.at, text))
        .collect();
    for (at, column) in columns(view) {
        // One person may have two titles, in two tables.
        let mut seen = HashSet::new();
        for row in 1.. {
            let cell = |cell: usize| cells.get(&At { within: Some([row, cell]), ..at });
            let Some(name) = cell(column) else { break };
            let beside = cell(column + 1).map_or("", |text| &*text.words);
            let numbered =
                column > 0 && cell(column - 1).is_some_and(|text| text.words.trim().parse::<u32>().is_ok());
            let who = format!("{}|{}", letters::fold(&name.words), letters::fold(beside));
            if numbered && beside.chars().any(char::is_alphabetic) && !seen.insert(who) {
                desk.find("honoree-twice", name, 0..name.words.len(), &[("beside", beside)]);
            }
        }
    }
}

/// The tables of lists, each with its column of names: the one after the running number.
fn columns(view: &View<'_>) -> Vec<(At, usize)> {
    let mut found = Vec::new();
    for (section, inside) in view.matter.document.sections.iter().enumerate() {
        if inside.kind != SectionKind::Appendix {
            continue;
        }
        for (block, inside) in inside.blocks.iter().enumerate() {
            let Block::Table(table) = inside else { continue };
            let heads = table.rows.first().map_or(&[][..], Vec::as_slice);
            let is_name = |cell: &crate::model::Cell| {
                let head = letters::fold(&crate::model::document::words(cell));
                NAMES.iter().any(|name| head.contains(name))
            };
            if let Some(column) =
                heads.iter().position(is_name).filter(|column| *column == 1 && table.header_rows == 1)
            {
                found.push((At { section, block, within: None }, column));
            }
        }
    }
    found
}
