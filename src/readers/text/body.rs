//! Nội dung: paragraphs of the body and their roles, told by their labels and by what
//! stands below them.

use super::desk::Desk;
use super::inline;
use super::join::Draft;
use super::notes::Notes;
use super::opening::{formula, is_citation, is_ground};
use super::table;
use crate::model::{Block, Code, Inline, Paragraph, Role, Run, Table};
use crate::viet::hole;
use crate::viet::label::{self, Kind, Label, Sequence};
use crate::viet::letters::{ends_sentence, is_upper};

/// Reads the paragraphs of a body. `grounds` says that căn cứ may stand at its head.
pub(super) fn read(drafts: &[Draft], grounds: bool, notes: &mut Notes, desk: &mut Desk) -> Vec<Block> {
    placed(drafts, grounds, notes, desk).into_iter().map(|(_, block)| block).collect()
}

/// As [`read`], each block with the line on which it begins.
pub(super) fn placed(
    drafts: &[Draft],
    grounds: bool,
    notes: &mut Notes,
    desk: &mut Desk,
) -> Vec<(usize, Block)> {
    let mut body = Body { notes, desk, blocks: Vec::new(), sequence: Sequence::default(), grounds };
    let mut at = 0;
    while let Some(draft) = drafts.get(at) {
        if let Some(table) = &draft.table {
            body.blocks.push((draft.line, Block::Table(Table::clone(table))));
            at += 1;
        } else if draft.row {
            let rows = table::extent(&drafts[at..]);
            let table = table::read(&drafts[at..at + rows], body.notes, body.desk);
            body.blocks.push((draft.line, Block::Table(table)));
            at += rows;
        } else {
            body.paragraph(draft, drafts[at + 1..].iter().find(|next| next.mark.is_none()));
            at += 1;
        }
    }
    body.blocks
}

struct Body<'a> {
    notes: &'a mut Notes,
    desk: &'a mut Desk,
    blocks: Vec<(usize, Block)>,
    sequence: Sequence,
    grounds: bool,
}

impl Body<'_> {
    fn paragraph(&mut self, draft: &Draft, next: Option<&Draft>) {
        if let Some(label) = draft.label {
            self.numbered(draft, label, next);
            return;
        }
        let text = draft.text.as_str();
        if draft.mark.is_some() {
            self.push(Role::Body, text, draft);
        } else if formula(text) {
            self.grounds = false;
            self.push(Role::EnactingFormula, text, draft);
        } else if self.grounds && (is_citation(text) && !introduces(text) || is_ground(text)) {
            self.push(Role::Citation, text, draft);
        } else if self.division_above() && is_upper(text) {
            self.push(Role::DivisionTitle, text, draft);
        } else if next.is_some_and(|next| next.row) && is_caption(text) {
            self.push(Role::TableCaption, text, draft);
        } else {
            self.push(Role::Body, text, draft);
        }
    }

    fn division_above(&self) -> bool {
        let above = self.blocks.iter().rev().map(|(_, block)| block).find(|block| !is_mark(block));
        matches!(above, Some(Block::Paragraph(above)) if above.role.is_division_label() || above.role == Role::DivisionTitle)
    }

    fn numbered(&mut self, draft: &Draft, label: Label, next: Option<&Draft>) {
        if let Some(due) = self.sequence.follow(label) {
            let found = &draft.text[..label.len];
            self.desk.problem(
                Code::NumberingJump,
                draft.line,
                draft.column,
                &format!("“{found}”, lẽ ra “{}”", label::write(label.kind, due)),
            );
        }
        if label.kind != Kind::Bullet {
            self.grounds = false;
        }
        let (head, rest) = draft.text.split_at(label.len);
        let title = rest.trim();
        match label.kind {
            Kind::Part | Kind::Chapter | Kind::Section | Kind::Subsection => {
                let role = match label.kind {
                    Kind::Part => Role::Part,
                    Kind::Chapter => Role::Chapter,
                    Kind::Section => Role::Section,
                    _ => Role::Subsection,
                };
                self.push(role, head, draft);
                if !title.is_empty() {
                    self.push(Role::DivisionTitle, title, draft);
                }
            }
            Kind::Article if is_title(title, next) && !title.ends_with(':') => {
                self.push(Role::Article, &draft.text, draft);
            }
            Kind::Article => self.article(head, rest, draft),
            Kind::Roman | Kind::Capital if is_upper(title) || is_title(title, next) => {
                self.push(Role::MajorHeading, &draft.text, draft);
            }
            Kind::Roman | Kind::Capital => self.push(Role::Body, &draft.text, draft),
            Kind::Arabic if heads(title, label, next, self.sequence.in_article()) => {
                self.push(Role::ClauseHeading, &draft.text, draft);
            }
            Kind::Arabic => self.push(Role::Clause, &draft.text, draft),
            Kind::Dotted(_) if heads(title, label, next, self.sequence.in_article()) => {
                self.push(Role::SubclauseHeading, &draft.text, draft);
            }
            Kind::Dotted(_) => self.push(Role::Subclause, &draft.text, draft),
            Kind::Point => self.push(Role::Point, &draft.text, draft),
            Kind::Paren => self.push(Role::Item, &draft.text, draft),
            Kind::Bullet if self.grounds && is_citation(title) => {
                self.push(Role::Citation, &draft.text, draft);
            }
            Kind::Bullet => self.push(Role::Bullet, &draft.text, draft),
        }
    }

    /// "Điều 1. Tặng Giấy khen …": only the number is set in bold (Mẫu 1.2).
    fn article(&mut self, head: &str, rest: &str, draft: &Draft) {
        let mut text = vec![Inline::Text(Run { text: head.to_owned(), bold: true, ..Run::default() })];
        text.extend(self.inlines(rest, draft));
        self.blocks.push((draft.line, Block::Paragraph(Paragraph { role: Role::ArticleText, text })));
    }

    fn push(&mut self, role: Role, text: &str, draft: &Draft) {
        // A heading is bold by its role: stars around it say nothing more.
        let bare = if role.heading_rank().is_some() { inline::without_stars(text) } else { text.to_owned() };
        let text = self.inlines(&bare, draft);
        self.blocks.push((draft.line, Block::Paragraph(Paragraph { role, text })));
    }

    fn inlines(&mut self, text: &str, draft: &Draft) -> Vec<Inline> {
        let (inlines, missing) = inline::parse(text, self.notes);
        for number in missing {
            self.desk.problem(Code::FootnoteMissing, draft.line, draft.column, &number.to_string());
        }
        inlines
    }
}

fn is_mark(block: &Block) -> bool {
    matches!(block, Block::Paragraph(paragraph) if hole::mark_alone(&paragraph.words()).is_some())
}

/// True for the sentence that introduces the content: "… ban hành Kế hoạch như sau:".
fn introduces(text: &str) -> bool {
    let tail = text.trim_end_matches([':', '.', ' ']);
    text.ends_with(':') || tail.ends_with("như sau") || tail.ends_with("sau đây")
}

fn is_caption(text: &str) -> bool {
    let short = text.chars().count() <= 120;
    short
        && ["Bảng ", "Biểu ", "BẢNG ", "BIỂU "].iter().any(|word| text.starts_with(word))
        && !ends_sentence(text.trim_end_matches(':'))
}

/// True for the words of a heading: short, and no sentence.
fn is_title(title: &str, next: Option<&Draft>) -> bool {
    let length = title.chars().count();
    let sentence = ends_sentence(title.trim_end_matches(':'));
    (1..=160).contains(&length) && !sentence && !title.ends_with(',') && next.is_some()
}

/// Words before a colon that open a list instead of heading a text.
const LEAD_INS: &[&str] =
    &["sau", "như", "cụ thể", "gồm", "là", "kết quả", "sau đây", "nội dung", "thực hiện"];

/// True when a numbered line heads what follows: it is no sentence, and deeper or plain
/// text stands below it rather than its own successor.
fn heads(title: &str, label: Label, next: Option<&Draft>, in_article: bool) -> bool {
    const LONGEST: usize = 260;
    let Some(next) = next else { return false };
    let length = title.chars().count();
    let colon = title.ends_with(':');
    let words = title.trim_end_matches([':', ' ']);
    let sentence = ends_sentence(words) || words.ends_with(',') || words.is_empty();
    // "… các nội dung sau:" opens a list; a heading with a colon is short.
    let opens_list =
        colon && (length > 120 || in_article || LEAD_INS.iter().any(|lead| words.ends_with(lead)));
    // "1. Mục đích: Huy động sức mạnh …" says its heading and goes on.
    let runs_on = words.contains(": ") || words.contains("; ");
    let below = next.label.is_none_or(|below| below.kind > label.kind || below.kind == Kind::Bullet);
    length <= LONGEST && !sentence && !opens_list && !runs_on && below
}
