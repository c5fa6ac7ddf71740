//! Phụ lục, danh sách and documents that come with a decision: sections of their own.

use super::desk::Desk;
use super::inline::without_stars;
use super::lines::Line;
use super::marks;
use super::notes::Notes;
use super::{body, ending, join, letterhead, opening};
use crate::model::{Block, Code, Role, Section, SectionKind, Standard, Supplied};
use crate::viet::letters::{fold, is_upper};
use crate::viet::{bodies, hole, label};

/// The indices of the lines with which appendices start: titles after the end matter, or
/// titles with their "(Kèm theo …)".
pub(super) fn starts(lines: &[Line], standard: &Standard) -> Vec<usize> {
    let ended = ending_line(lines);
    bounds(lines, standard, |at| ended.is_some_and(|ended| at > ended))
}

fn bounds(lines: &[Line], standard: &Standard, after_end: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut starts: Vec<usize> = Vec::new();
    let mut last: Option<usize> = None;
    for (at, line) in lines.iter().enumerate() {
        let ended = after_end(at);
        let opens = opens(line, ended, standard) && (ended || reference_follows(&lines[at + 1..]));
        let inside_title = last.is_some_and(|last| at - last <= MOST_TITLE && !is_label(&line.text));
        if opens && !inside_title {
            starts.push(at - names_above(lines, at, starts.last().map_or(0, |start| start + 1), standard));
            last = Some(at);
        }
    }
    starts
}

/// How many lines above Quốc hiệu name the issuer of an attached document.
fn names_above(lines: &[Line], at: usize, from: usize, standard: &Standard) -> usize {
    if !is_headed(&lines[at], standard) {
        return 0;
    }
    let above = lines[from..at].iter().rev().take(letterhead::MOST_NAMES);
    let names = above.take_while(|line| is_upper(&line.text) && label::parse(&line.text).is_none());
    let named: Vec<bool> = names.map(|line| names_a_body(&line.text)).collect();
    named.iter().rposition(|named| *named).map_or(0, |at| at + 1)
}

fn names_a_body(text: &str) -> bool {
    hole::alone(text).is_some() || bodies::body_word(&without_stars(text)).is_some()
}

fn is_headed(line: &Line, standard: &Standard) -> bool {
    let title = standard.fixed_text(Role::NationalTitle);
    line.text.len() >= title.len() / 2 && fold(&line.text).contains(&fold(title))
}

/// A title with its reference takes no more lines than this.
const MOST_TITLE: usize = 6;

/// The first line of the end matter: from there on a title in capitals opens a section.
fn ending_line(lines: &[Line]) -> Option<usize> {
    lines.iter().position(|line| {
        let folded = fold(&without_stars(&line.parts[0]));
        folded.starts_with("noi nhan") && folded.len() < 12
    })
}

fn reference_follows(lines: &[Line]) -> bool {
    lines.iter().take(MOST_TITLE).any(|line| opening::is_attachment(&line.text))
}

/// "Phụ lục", "Phụ lục II", "PHỤ LỤC 1".
fn is_label(text: &str) -> bool {
    if text.len() > 60 || !text.trim_start_matches('*').starts_with(['P', 'p']) {
        return false;
    }
    let folded = fold(&without_stars(text));
    let Some(rest) = folded.strip_prefix("phu luc") else { return false };
    let number = rest.trim_matches([' ', '.', ':']).to_uppercase();
    let bare_number =
        number.is_empty() || label::roman(&number).is_some() || number.bytes().all(|b| b.is_ascii_digit());
    bare_number || (number.len() == 1 && number.bytes().all(|b| b.is_ascii_uppercase()))
}

fn opens(line: &Line, after_end: bool, standard: &Standard) -> bool {
    // A row of a table opens nothing, whatever stands in its cells.
    if line.text.starts_with('|') {
        return false;
    }
    const LISTS: &[&str] = &["danh sach", "phu luc ", "bieu mau", "mau so"];
    let bare = without_stars(&line.text);
    let listed = is_upper(&bare) && LISTS.iter().any(|lead| fold(&bare).starts_with(lead));
    let attached =
        opening::doc_type(&line.text, standard).is_some_and(|(_, end)| is_upper(&line.text[..end]));
    let headed = after_end && is_headed(line, standard);
    is_label(&line.text) || listed || attached || headed
}

/// Reads the lines after the end matter as sections, one for each start among them.
pub(super) fn read(lines: &[Line], standard: &Standard, notes: &mut Notes, desk: &mut Desk) -> Vec<Section> {
    let bounds = bounds(lines, standard, |_| true);
    let ends = bounds.iter().skip(1).copied().chain([lines.len()]);
    let spans: Vec<(usize, usize)> = bounds.iter().copied().zip(ends).collect();
    spans.into_iter().map(|(start, end)| marked_section(&lines[start..end], standard, notes, desk)).collect()
}

/// A section, the marks around it or around the next one at its end.
fn marked_section(lines: &[Line], standard: &Standard, notes: &mut Notes, desk: &mut Desk) -> Section {
    let (lines, around) = lines.split_at(marks::tail(lines));
    let mut section = section(lines, standard, notes, desk);
    section.blocks.extend(around.iter().map(marks::block));
    section
}

fn section(lines: &[Line], standard: &Standard, notes: &mut Notes, desk: &mut Desk) -> Section {
    // An attached document carries no number and no date: none is missed (Mẫu 1.3).
    let mut quiet = Desk::default();
    let head = letterhead::read(lines, standard);
    let mut blocks = Vec::new();
    let mut at = 0;
    if head.has_title() {
        blocks.extend(head.blocks(&Supplied::default(), standard, false, &mut quiet));
        at = head.used;
    }
    let title = opening::title(&lines[at..], standard, &mut quiet);
    let kind = if title.kind.is_some() { SectionKind::Attachment } else { SectionKind::Appendix };
    at += title.used;
    if title.kind.is_some() {
        blocks.extend(title.blocks);
    } else {
        at += names(&lines[at..], &mut blocks);
    }
    let (above, used) = opening::before_body(&lines[at..], true);
    blocks.extend(above);
    at += used;
    let rest = &lines[at..];
    let end = ending::start(rest);
    desk.adopt(quiet, Code::NationalTitleSupplied);
    blocks.extend(body::read(&join::join(&rest[..end], desk), false, notes, desk));
    blocks.extend(ending::read(&rest[end..], notes, desk));
    Section { kind, blocks }
}

/// The label and the name of an appendix; returns how many lines they take.
fn names(lines: &[Line], blocks: &mut Vec<Block>) -> usize {
    let referenced = lines.iter().take(MOST_TITLE + 1).position(|line| opening::is_attachment(&line.text));
    let mut used = 0;
    for (at, line) in lines.iter().enumerate() {
        let text = without_stars(&line.text);
        let named = referenced.is_some_and(|reference| at < reference);
        let role = if at == 0 && is_label(&text) {
            Role::AppendixLabel
        } else if named || at == 0 || (is_upper(&text) && label::parse(&text).is_none() && at < MOST_TITLE) {
            Role::AppendixTitle
        } else {
            break;
        };
        if opening::is_attachment(&text) || text.starts_with('|') {
            break;
        }
        blocks.push(opening::block(role, &text));
        used += 1;
    }
    used
}
