//! A count that differs from the list it announces.

use crate::check::{
    desk::Desk,
    pattern::patterns,
    view::{Text, View},
};
use crate::model::{Block, Inline, Role, SectionKind, Table, document};
use crate::viet::label::Kind;
use crate::viet::letters;

patterns! {
    /// "02 tập thể", "03 hộ gia đình".
    HONOREES = r"\b(?P<count>\d{1,6})\s+(?P<group>tập thể|cá nhân|hộ gia đình|doanh nghiệp)\b";
    /// "gồm 03 nội dung sau:", at the end of a paragraph.
    ITEMS = r"\b(?P<count>\d{1,2})\s+(?:\p{Ll}+\s+){1,4}(?:sau|sau đây|như sau|dưới đây)\s*:$";
    /// "có danh sách kèm theo".
    LISTED = r"(?i)danh sách|phụ lục";
}

/// The groups of honorees that lists are parted into.
const GROUPS: &[&str] = &["tập thể", "cá nhân", "hộ gia đình", "doanh nghiệp"];

/// Holds counts against their lists.
pub(super) fn look(view: &View<'_>, desk: &mut Desk<'_>) {
    honorees(view, desk);
    items(view, desk);
}

/// "cho 02 tập thể, 03 cá nhân (có danh sách kèm theo)" against the rows of the list.
fn honorees(view: &View<'_>, desk: &mut Desk<'_>) {
    let Some(rows) = rows(view) else { return };
    let awards = view.main().filter(|text| {
        matches!(text.role, Role::Article | Role::ArticleText | Role::Body) && LISTED.is_match(&text.words)
    });
    for text in awards {
        for found in HONOREES.captures_iter(&text.words) {
            let (Some(count), Some(group)) = (found.name("count"), found.name("group")) else { continue };
            let listed = rows.iter().find(|(name, _)| *name == group.as_str());
            let Some((_, listed)) = listed else { continue };
            if count.as_str().parse() != Ok(*listed) {
                let said = [("group", group.as_str()), ("wanted", &*format!("{listed:02}"))];
                desk.find("count-list", text, count.range(), &said);
            }
        }
    }
}

/// The groups of the attached lists and how many each has; `None` when a group stands twice or
/// a list cannot be counted for sure.
fn rows(view: &View<'_>) -> Option<Vec<(&'static str, usize)>> {
    let mut counted: Vec<(&'static str, usize)> = Vec::new();
    let sections = &view.matter.document.sections;
    for section in sections.iter().filter(|section| section.kind == SectionKind::Appendix) {
        let mut group = None;
        for block in &section.blocks {
            match block {
                Block::Paragraph(paragraph) if paragraph.role.heading_rank().is_some() => {
                    group = group_of(&paragraph.words());
                }
                Block::Table(table) => {
                    if let Some(group) = group.take() {
                        if counted.iter().any(|(name, _)| *name == group) {
                            return None;
                        }
                        counted.push((group, numbered_rows(table)?));
                    }
                }
                _ => {}
            }
        }
    }
    (!counted.is_empty()).then_some(counted)
}

/// The one group that a heading names.
fn group_of(heading: &str) -> Option<&'static str> {
    let folded = letters::fold(heading);
    let mut named = GROUPS.iter().filter(|group| folded.contains(&letters::fold(group)));
    let first = named.next().copied();
    first.filter(|_| named.next().is_none())
}

/// How many rows have a number; `None` when rows are not numbered one after the other.
fn numbered_rows(table: &Table) -> Option<usize> {
    let body = table.rows.iter().skip(table.header_rows.max(1));
    let numbers: Vec<Option<usize>> = body.map(|row| number(row.first()?)).collect();
    let count = numbers.iter().flatten().count();
    let running = numbers.iter().flatten().enumerate().all(|(index, number)| *number == index + 1);
    (running && count > 0).then_some(count)
}

fn number(cell: &[Inline]) -> Option<usize> {
    document::words(cell).trim().trim_end_matches('.').parse().ok()
}

/// "gồm 03 nội dung sau:" against what follows it, under one kind of label.
fn items(view: &View<'_>, desk: &mut Desk<'_>) {
    let texts: Vec<&Text<'_>> = view.texts.iter().filter(|text| text.note.is_none()).collect();
    for (index, text) in texts.iter().enumerate() {
        if text.at.within.is_some() {
            continue;
        }
        let Some(count) = ITEMS.captures(text.words.trim_end()).and_then(|found| found.name("count")) else {
            continue;
        };
        let following = &texts[index + 1..];
        let Some(kind) = following.first().and_then(|next| next.label).map(|label| label.kind) else {
            continue;
        };
        if text.label.is_some_and(|own| own.kind <= kind && own.kind == kind) {
            continue;
        }
        let listed = counted(following, kind, text.at.section);
        if listed > 0 && count.as_str().parse() != Ok(listed) {
            desk.find("count-items", text, count.range(), &[("wanted", &*format!("{listed:02}"))]);
        }
    }
}

/// How many labels of one kind follow before one of a higher kind.
fn counted(following: &[&Text<'_>], kind: Kind, section: usize) -> usize {
    let mut count = 0;
    for text in following {
        let ends = text.at.section != section
            || text.at.within.is_some()
            || kind != Kind::Bullet
                && text.label.is_some_and(|label| label.kind < kind && label.kind != Kind::Bullet)
            || kind == Kind::Bullet && text.label.is_none_or(|label| label.kind != Kind::Bullet);
        if ends {
            break;
        }
        if let Some(label) = text.label.filter(|label| label.kind == kind) {
            if kind != Kind::Bullet && count > 0 && label.value == 1 {
                break;
            }
            count += 1;
        }
    }
    count
}
