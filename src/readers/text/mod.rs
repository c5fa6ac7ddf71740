//! Official Vietnamese text → document.
//!
//! The text is the document's own: `I.`, `1.`, `a)`, `-`, `Điều 1.`, `Căn cứ …;`,
//! `Nơi nhận:`; nobody learns a markup. Reading loses nothing and invents nothing: the
//! words of the document and of its leftovers are the words of the input, apart from what
//! the standard supplies (Quốc hiệu, Tiêu ngữ) and marks that become structure. What has
//! no certain place stays a paragraph of the body and is reported. Time is linear in the
//! length of the text.
//!
//! The stages, one file each: [`lines`] (NFC, places) → [`leftovers`] (what is not of the
//! document) → [`unflatten`] (a document on one line) → [`notes`] (footnotes) →
//! [`letterhead`], [`opening`] → [`join`] (cut sentences) → [`body`] → [`ending`], and
//! again for each appendix.

mod appendix;
mod body;
mod desk;
mod ending;
mod inline;
mod join;
mod leftovers;
mod letterhead;
mod lines;
mod marks;
mod notes;
mod opening;
mod table;
mod unflatten;

use crate::model::template::Passage;
use crate::model::{
    Block, Code, Document, Leftover, Paragraph, Problem, Reading, Role, SCHEMA, Section, SectionKind,
    Standard, Supplied,
};
use crate::viet::words;
use desk::Desk;
pub(in crate::readers) use lines::Line;
use notes::Notes;

/// Reads official text by a standard; `supplied` fills a letterhead that the text has lost.
///
/// There is always a result: a document where the text holds one, and everything a person
/// should know as problems and leftovers, each with its place. Never panics, never reads
/// anything but its arguments.
pub fn read(text: &str, supplied: &Supplied, standard: &Standard) -> Reading {
    let mut desk = Desk::default();
    let document = document(text, supplied, standard, &mut desk);
    let (problems, leftovers) = desk.into_parts();
    Reading { schema: SCHEMA, document, problems, leftovers }
}

fn document(text: &str, supplied: &Supplied, standard: &Standard, desk: &mut Desk) -> Option<Document> {
    let lines = lines::split(text, desk)?;
    if lines.is_empty() {
        desk.problem(Code::Empty, 0, 0, "");
        return None;
    }
    let lines = leftovers::set_aside(lines, desk);
    let lines = unflatten::cut(lines, standard, desk);
    let (lines, notes) = notes::take(lines);
    Some(sections(&lines, supplied, standard, notes, desk))
}

/// Reads the text of a template, its holes and marks being private characters
/// ([`crate::viet::hole`]): one paragraph a line, nothing mended. Marks stand in the
/// document as paragraphs, or as rows of one cell, of their own.
pub(in crate::readers) fn form(text: &str, standard: &Standard) -> (Option<Document>, Vec<Problem>) {
    let mut desk = Desk::default();
    let document = lines::split(text, &mut desk).and_then(|mut lines| {
        if lines.is_empty() {
            desk.problem(Code::Empty, 0, 0, "");
            return None;
        }
        lines.iter_mut().for_each(|line| line.cut = true);
        let (lines, notes) = notes::take(lines);
        Some(sections(&lines, &Supplied::default(), standard, notes, &mut desk))
    });
    (document, desk.into_parts().0)
}

/// What was read from lines that somebody else prepared.
pub(in crate::readers) struct Prepared {
    pub(in crate::readers) document: Document,
    pub(in crate::readers) problems: Vec<Problem>,
    pub(in crate::readers) leftovers: Vec<Leftover>,
}

/// Reads lines that are paragraphs already, such as those of a Word file: nothing is mended,
/// and no note is looked for among them.
pub(in crate::readers) fn prepared(lines: &[Line], standard: &Standard) -> Prepared {
    let mut desk = Desk::default();
    let document = sections(lines, &Supplied::default(), standard, Notes::new(), &mut desk);
    let (problems, leftovers) = desk.into_parts();
    Prepared { document, problems, leftovers }
}

/// The key of the type whose name a title says.
pub(in crate::readers) fn kind_of(title: &str, standard: &Standard) -> Option<String> {
    opening::doc_type(title, standard).map(|(kind, _)| kind)
}

/// Reads the office's own paragraphs (lời văn), which will stand inside another document:
/// headings, points, dashes and tables of a body, cut sentences joined. What only a whole
/// document has (the formula of a decision, nơi nhận, a signature) becomes plain paragraphs
/// of the body and is reported.
pub fn passage(text: &str, standard: &Standard) -> Passage {
    let mut desk = Desk::default();
    let Some(lines) = lines::split(text, &mut desk) else {
        return Passage { blocks: Vec::new(), problems: desk.into_parts().0 };
    };
    let lines = unflatten::cut(lines, standard, &mut desk);
    let (lines, mut notes) = notes::take(lines);
    let (body, foreign) = lines.split_at(ending::start(&lines));
    let mut blocks = body::placed(&join::join(body, &mut desk), false, &mut notes, &mut desk);
    for line in foreign {
        desk.problem(Code::PassageMisfit, line.number, line.column, &line.text);
        let words = inline::without_stars(&line.text);
        blocks.push((line.number, Block::Paragraph(Paragraph::plain(Role::Body, words))));
    }
    for (line, block) in &mut blocks {
        let Block::Paragraph(paragraph) = block else { continue };
        if matches!(paragraph.role, Role::EnactingFormula | Role::Citation) {
            desk.problem(Code::PassageMisfit, *line, 1, &paragraph.words());
            paragraph.role = Role::Body;
        }
    }
    blocks.extend(unmarked(notes, &mut desk).into_iter().map(|block| (0, block)));
    Passage { blocks, problems: desk.into_parts().0 }
}

fn sections(
    lines: &[Line],
    supplied: &Supplied,
    standard: &Standard,
    mut notes: Notes,
    desk: &mut Desk,
) -> Document {
    let head = letterhead::read(lines, standard);
    let rest = &lines[head.used..];
    let title = opening::title(rest, standard, desk);
    let after_title = &rest[title.used..];
    let (above, used) = opening::before_body(after_title, head.is_letter());
    let content = &after_title[used..];
    // The end matter ends where the first appendix starts.
    let first_appendix = appendix::starts(content, standard).first().copied().unwrap_or(content.len());
    let (main, attached) = content.split_at(first_appendix);
    // Marks around an appendix stand after the end matter, not in it.
    let (main, around) = main.split_at(marks::tail(main));
    let end = ending::start(main);
    let drafts = join::join(&main[..end], desk);
    let ending = ending::read(&main[end..], &mut notes, desk);
    let letter = head.is_letter();
    let kind = title.kind.clone().or_else(|| letter.then(|| "letter".to_owned()));
    let official = kind.is_some()
        || !head.is_empty()
        || !ending.is_empty()
        || drafts.iter().any(|draft| draft.label.is_some());

    let mut blocks = Vec::new();
    if official {
        let dated = kind.as_deref() != Some("minutes");
        blocks.extend(head.blocks(supplied, standard, dated, desk));
        if kind.is_none() {
            desk.problem(Code::DocTypeMissing, 0, 0, "");
        }
    } else {
        desk.problem(Code::NotADocument, 0, 0, "");
    }
    blocks.extend(title.blocks);
    blocks.extend(above);
    blocks.extend(body::read(&drafts, official, &mut notes, desk));
    let attached = appendix::read(attached, standard, &mut notes, desk);
    blocks.extend(unmarked(notes, desk));
    if official {
        report_ending(&ending, desk);
    }
    blocks.extend(ending);
    blocks.extend(around.iter().map(marks::block));
    let name = title_line(
        kind.as_deref(),
        title.subject.as_deref().or(head.letter_subject()),
        head.number(),
        standard,
    );
    let mut sections = vec![Section { kind: SectionKind::Main, blocks }];
    sections.extend(attached);
    Document { kind: kind.unwrap_or_else(|| "other".to_owned()), title: name, sections }
}

fn report_ending(ending: &[Block], desk: &mut Desk) {
    let has = |roles: &[Role]| ending.iter().flat_map(Block::paragraphs).any(|p| roles.contains(&p.role));
    if !has(&[Role::RecipientsLabel]) {
        desk.problem(Code::RecipientsMissing, 0, 0, "");
    }
    if !has(&[Role::Capacity, Role::SignerTitle]) {
        desk.problem(Code::SignatureMissing, 0, 0, "");
    }
}

/// Notes that nothing marks are not lost: they stand as paragraphs at the end of the body.
fn unmarked(notes: Notes, desk: &mut Desk) -> Vec<Block> {
    let paragraph = |(number, note): (u32, notes::Note)| {
        desk.problem(Code::FootnoteUnused, note.line, note.column, &number.to_string());
        Block::Paragraph(Paragraph::plain(Role::Body, format!("{} {}", note.mark, note.text)))
    };
    notes.into_iter().map(paragraph).collect()
}

/// Tên loại and trích yếu in one line.
fn title_line(
    kind: Option<&str>,
    subject: Option<&str>,
    number: Option<&str>,
    standard: &Standard,
) -> String {
    let name = kind.and_then(|key| standard.kind(key)).map(|rule| rule.name.as_str());
    let parts: Vec<&str> = [name, subject.or(number)].into_iter().flatten().collect();
    if parts.is_empty() { words::UNTITLED.to_owned() } else { parts.join(" ") }
}
