//! The sheet: paper, how it lies, margins, page number.

use super::{Seen, clause, figure, range};
use crate::check::desk::Desk;
use crate::check::view::View;
use crate::model::looks::{Numbering, Sheet};
use crate::model::standard::{Align, Measure, PT_PER_MM};
use crate::model::{Block, Role, SectionKind, Standard};

/// Lengths in mm nearer than this are the same.
const ROUNDING: f64 = 0.5;

/// Half of the half point in which Word counts sizes.
const SIZE_ROUNDING: f64 = 0.25;

/// Least width of a character as a part of its size: no text of ours sets narrower, so that
/// what fills more than one page by this measure does so on paper.
const NARROWEST: f64 = 0.34;

/// Least height of a line as a part of its size.
const LOWEST: f64 = 1.15;

/// Looks at every sheet; what is wrong with several is told at the first.
pub(super) fn look(view: &View<'_>, seen: &[Seen<'_>], sheets: &[Sheet], desk: &mut Desk<'_>) {
    let standard = view.standard();
    let Some(top) = seen.iter().min_by_key(|one| one.look.paragraph) else { return };
    let mut told = Vec::new();
    for (index, sheet) in sheets.iter().enumerate() {
        let end = sheets.get(index + 1).map_or(usize::MAX, |next| next.first_paragraph);
        let on_it = |one: &&Seen<'_>| (sheet.first_paragraph..end).contains(&one.look.paragraph);
        let texts: Vec<Seen<'_>> = seen.iter().filter(on_it).copied().collect();
        // An appendix may be any form, on any sheet.
        let Some(first) = texts.iter().find(|one| !one.in_appendix()) else { continue };
        let mut tell = |rule: &'static str, cite: &str, said: &[(&str, &str)]| {
            let what = (rule, said.first().map(|(_, what)| (*what).to_owned()));
            if !told.contains(&what) {
                desk.judge_place(rule, cite, first.text.at, said);
                told.push(what);
            }
        };
        let has_table = texts.iter().any(|one| matches!(one.role(), Role::TableHead | Role::TableCell));
        paper(standard, sheet, has_table, &mut tell);
    }
    appendices(view, seen, sheets, desk);
    number(standard, view, seen, sheets, &mut |rule, said| {
        let cite = &standard.role(Role::PageNumber).cite;
        desk.judge_place(rule, cite, top.text.at, said);
    });
}

fn paper(
    standard: &Standard,
    sheet: &Sheet,
    has_table: bool,
    tell: &mut impl FnMut(&'static str, &str, &[(&str, &str)]),
) {
    let page = &standard.page;
    let (width, height) = (page.width.get_ref(), page.height.get_ref());
    let lies = sheet.width > sheet.height;
    let (across, down) = if lies { (sheet.height, sheet.width) } else { (sheet.width, sheet.height) };
    if is_out(width, across) || is_out(height, down) {
        let stands = format!("{} × {}", figure(sheet.width), figure(sheet.height));
        let wanted = format!("{} × {}", figure(width.mm()), figure(height.mm()));
        tell("paper-size", &width.cite, &[("stands", &stands), ("wanted", &wanted)]);
    }
    if lies {
        if !has_table {
            tell("paper-landscape", &width.cite, &[]);
        }
        return;
    }
    let sides = [
        ("trên", &page.top, sheet.top),
        ("dưới", &page.bottom, sheet.bottom),
        ("trái", &page.left, sheet.left),
        ("phải", &page.right, sheet.right),
    ];
    for (side, measure, stands) in sides {
        let measure = measure.get_ref();
        if is_out(measure, stands)
            && let Some(cite) = clause(&measure.cite)
        {
            let (stands, wanted) = (figure(stands), range(measure.allowed.unwrap_or_default()));
            tell("page-margin", cite, &[("side", side), ("stands", &stands), ("wanted", &wanted)]);
        }
    }
}

/// True for a length outside the lawful range.
fn is_out(measure: &Measure, mm: f64) -> bool {
    measure.allowed.is_some_and(|[least, most]| !(least - ROUNDING..=most + ROUNDING).contains(&mm))
}

fn number(
    standard: &Standard,
    view: &View<'_>,
    seen: &[Seen<'_>],
    sheets: &[Sheet],
    tell: &mut impl FnMut(&'static str, &[(&str, &str)]),
) {
    let Some(first) = sheets.first() else { return };
    let numbers: Vec<&Numbering> = sheets.iter().filter_map(|sheet| sheet.number.as_ref()).collect();
    let rule = standard.role(Role::PageNumber);
    let [least, most] = rule.allowed;
    if numbers.is_empty() && fills_pages(view, seen, first) {
        tell("page-number-missing", &[]);
    }
    if first.number.as_ref().is_some_and(|number| number.on_first) {
        tell("page-number-first", &[]);
    }
    if numbers.iter().any(|number| !number.top) {
        tell("page-number-foot", &[]);
    } else if numbers.iter().any(|number| number.align != Align::Center) {
        tell("page-number-side", &[]);
    }
    let is_out = |size: f64| size < least - SIZE_ROUNDING || size > most + SIZE_ROUNDING;
    if let Some(number) = numbers.iter().find(|number| is_out(number.size)) {
        let (stands, wanted) = (figure(number.size), range(rule.allowed));
        tell("page-number-size", &[("stands", &stands), ("wanted", &wanted)]);
    }
}

/// The pages of each appendix are counted from one anew (Mục III.1.đ), where they have numbers.
fn appendices(view: &View<'_>, seen: &[Seen<'_>], sheets: &[Sheet], desk: &mut Desk<'_>) {
    let cite = &view.standard().appendix.cite;
    let mut used = seen
        .iter()
        .find(|one| !one.in_appendix())
        .and_then(|one| sheets.iter().rposition(|sheet| sheet.first_paragraph <= one.look.paragraph));
    for (at, section) in view.matter.document.sections.iter().enumerate() {
        let first = seen.iter().find(|one| one.text.at.section == at);
        let Some(first) = first.filter(|_| section.kind == SectionKind::Appendix) else { continue };
        let sheet = sheets.iter().rposition(|sheet| sheet.first_paragraph <= first.look.paragraph);
        let own = sheet != used && sheet.is_some_and(|sheet| sheets[sheet].restarts);
        let numbered = sheet.is_some_and(|sheet| sheets[sheet].number.is_some());
        used = sheet;
        if numbered && !own {
            desk.judge_place("page-number-appendix", cite, first.text.at, &[]);
            return;
        }
    }
}

/// True when the document surely fills more than one page: by a page break, or by more words
/// than any page holds.
fn fills_pages(view: &View<'_>, seen: &[Seen<'_>], sheet: &Sheet) -> bool {
    let main = view.matter.document.sections.iter().filter(|section| section.kind == SectionKind::Main);
    let breaks = main.flat_map(|section| &section.blocks).any(|block| matches!(block, Block::PageBreak));
    let width = (sheet.width - sheet.left - sheet.right) * PT_PER_MM;
    let height = (sheet.height - sheet.top - sheet.bottom) * PT_PER_MM;
    let flow = seen.iter().filter(|one| {
        one.text.section == SectionKind::Main && matches!(view.block(one.text.at), Block::Paragraph(_))
    });
    let filled: f64 = flow
        .map(|one| {
            let size = one.look.sizes[0];
            let wide = one.text.words.chars().count() as f64 * size * NARROWEST;
            (wide / width.max(1.0)).ceil().max(1.0) * size * LOWEST + one.look.before
        })
        .sum();
    breaks || filled > height
}
