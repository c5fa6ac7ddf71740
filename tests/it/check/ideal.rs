//! The looks of a document as the standard wants them, and changes that make them wrong.

use std::collections::BTreeMap;

use vanthu::check::rule::Change;
use vanthu::model::looks::{Drawing, Drawn, Look, Looks, Numbering, Share, Sheet};
use vanthu::model::standard::{Align, Measure, PT_PER_MM, Page};
use vanthu::model::{At, Document, Inline, Role, document};

use super::STANDARD;

/// Width of a character in pt: any, where only proportions count.
const CHARACTER: f64 = 6.0;

/// How a document looks when every value is the standard's.
pub(super) fn ideal(document: &Document) -> Looks {
    let mut looks = Looks::default();
    let mut texts =
        document.texts().filter(|(_, _, inlines)| !document::words(inlines).is_empty()).peekable();
    let mut paragraph = 0;
    while let Some((at, role, inlines)) = texts.next() {
        if looks.sheets.len() <= at.section {
            looks.sheets.push(sheet(paragraph));
        }
        let next = texts.peek().map(|(at, role, _)| (*at, *role));
        looks.texts.push(look(at, role, inlines, paragraph, is_ruled(at, role, next)));
        paragraph += 1;
    }
    looks
}

fn sheet(first_paragraph: usize) -> Sheet {
    let Page { width, height, top, bottom, left, right, .. } = &STANDARD.page;
    let [width, height, top, bottom, left, right] =
        [width, height, top, bottom, left, right].map(|measure| measure.get_ref().mm());
    let size = STANDARD.role(Role::PageNumber).size;
    let number = Some(Numbering { top: true, align: Align::Center, size, on_first: false });
    Sheet { width, height, top, bottom, left, right, first_paragraph, restarts: true, number }
}

fn look(at: At, role: Role, inlines: &[Inline], paragraph: usize, ruled: bool) -> Look {
    let (rule, shape) = (STANDARD.role(role), STANDARD.shape(role));
    let width = document::words(inlines).chars().count() as f64 * CHARACTER;
    let drawn = STANDARD
        .rule(role)
        .filter(|_| ruled)
        .map(|rule| Drawn { kind: Drawing::Border, length: Some(width * rule.share.times() / PT_PER_MM) });
    Look {
        at,
        paragraph,
        fonts: vec![STANDARD.font.family.clone()],
        sizes: [rule.size; 2],
        bold: share(inlines, |run| rule.bold || run.bold),
        italic: share(inlines, |run| rule.italic || run.italic),
        underline: Share::None,
        caps: Share::None,
        colours: rule.colour.iter().cloned().collect(),
        align: shape.align,
        indent: shape.indent.mm(),
        left: shape.left.as_ref().map_or(0.0, Measure::mm),
        before: shape.before.pt(),
        line: Some(shape.line.times()),
        rule: drawn,
        room: Some(width),
        width: Some(width),
    }
}

fn share(inlines: &[Inline], has: impl Fn(&document::Run) -> bool) -> Share {
    let runs = inlines.iter().filter_map(|inline| match inline {
        Inline::Text(run) => Some(has(run)),
        Inline::Break | Inline::Footnote { .. } | Inline::Picture(_) => None,
    });
    let (with, without): (Vec<bool>, Vec<bool>) = runs.partition(|has| *has);
    match (with.is_empty(), without.is_empty()) {
        (true, _) => Share::None,
        (false, true) => Share::All,
        (false, false) => Share::Some,
    }
}

/// True for the last text of those that share one drawn line.
fn is_ruled(at: At, role: Role, next: Option<(At, Role)>) -> bool {
    let column = |at: At| at.within.map(|[column, _]| column);
    next.is_none_or(|(below, next)| {
        let together = next == role && below.section == at.section && column(below) == column(at);
        !together && (next != Role::AttachmentReference || below.section != at.section)
    })
}

/// Changes the looks. Returns where the change is to be found.
pub(super) fn apply(change: &Change, document: &Document, looks: &mut Looks) -> At {
    let Some(key) = &change.role else {
        looks.sheets.iter_mut().for_each(|sheet| change_sheet(change, sheet));
        // What is wrong with an appendix is told there.
        let section = usize::from(change.number.as_deref() == Some("runs-on"));
        return looks.texts.iter().find(|look| look.at.section == section).expect("a text").at;
    };
    let role = Role::from_key(key).expect("the key of a role");
    let roles: BTreeMap<At, Role> = document.texts().map(|(at, role, _)| (at, role)).collect();
    // A drawn line is changed where there is one.
    let is_it = |look: &&mut Look| roles[&look.at] == role && (change.rule.is_none() || look.rule.is_some());
    let look = looks.texts.iter_mut().find(is_it).expect("a text of that role");
    change_look(change, look);
    look.at
}

fn change_sheet(change: &Change, sheet: &mut Sheet) {
    if let Some([width, height]) = change.paper {
        (sheet.width, sheet.height) = (width, height);
    }
    if let Some([top, right, bottom, left]) = change.margins {
        (sheet.top, sheet.right, sheet.bottom, sheet.left) = (top, right, bottom, left);
    }
    let Some(what) = change.number.as_deref() else { return };
    let number = sheet.number.as_mut().expect("a page number to change");
    match what {
        "none" => sheet.number = None,
        "runs-on" => sheet.restarts = false,
        "foot" => number.top = false,
        "first" => number.on_first = true,
        "left" => number.align = Align::Left,
        size => number.size = size.parse().expect("a size"),
    }
}

fn change_look(change: &Change, look: &mut Look) {
    if let (Some(part), Some(width)) = (change.room, look.width) {
        look.room = Some(width * part);
    }
    if let Some(size) = change.size {
        look.sizes = [size; 2];
    }
    if let Some(font) = &change.font {
        look.fonts = vec![font.clone()];
    }
    if let Some(colour) = &change.colour {
        look.colours = vec![colour.clone()];
    }
    look.bold = change.bold.unwrap_or(look.bold);
    look.italic = change.italic.unwrap_or(look.italic);
    look.underline = change.underline.unwrap_or(look.underline);
    look.align = change.align.unwrap_or(look.align);
    look.indent = change.indent.unwrap_or(look.indent);
    look.before = change.before.unwrap_or(look.before);
    look.line = change.line.or(look.line);
    let width = look.width.unwrap_or_default() / PT_PER_MM;
    match (change.rule, look.rule.as_mut()) {
        (Some(0.0), _) => look.rule = None,
        (Some(share), Some(drawn)) => drawn.length = Some(share * width),
        _ => {}
    }
}
