//! HTML: one standalone page, to be read on any screen and by a screen reader.
//!
//! No script, nothing fetched, pictures in the page itself; the one style is inline and made from the standard
//! ([`style`]), so that a policy can allow just its hash. Nothing of the document becomes
//! markup: words are escaped, and no attribute holds any but those that stand for a picture.

use std::fmt::Write as _;

use super::fit::{picture, signs, table::figures};
use super::marked::{Fate, Marks, Shown};
use crate::model::outline::Outline;
use crate::model::{
    At, Block, Columns, Document, Inline, Layout, Paragraph, Picture, Role, Run, SectionKind, Standard,
    Table, document,
};
use crate::viet::words::UNTITLED;

pub mod changes;
mod style;

pub use style::style;

/// Pixels of CSS in a mm.
const PIXELS_PER_MM: f64 = 96.0 / 25.4;

/// Writes a document as a complete HTML page in UTF-8.
///
/// Each role is a CSS class; a section of the document is a `<section>`, its notes stand at its
/// end. Headings have the levels of [`Outline`]; a letter, which has no name of its type, is
/// headed by its subject (V/v), so that every page has a first heading.
pub fn write(document: &Document, standard: &Standard) -> String {
    let titled = Some(document.title.as_str()).filter(|title| !lawful(title).trim().is_empty());
    let marks = Marks::default();
    let mut page = Page::new(document, standard, &marks);
    page.out.push_str("<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    let title = escape(titled.unwrap_or(UNTITLED));
    let pictured = document.texts().any(|(.., text)| picture::of(text).next().is_some());
    let pictures = if pictured { style::pictures(standard) } else { String::new() };
    let style = style(standard) + &pictures;
    page.push(format_args!("<title>{title}</title>\n<style>{style}</style>\n</head>\n"));
    page.out.push_str("<body>\n<main>\n");
    for (number, section) in document.sections.iter().enumerate() {
        page.push(format_args!("<section class=\"{}\">\n", class(section.kind)));
        for (at, block) in section.blocks.iter().enumerate() {
            page.at = At { section: number, block: at, within: None };
            page.block(block, section.blocks.get(at + 1));
        }
        page.notes();
        page.out.push_str("</section>\n");
    }
    page.out.push_str("</main>\n</body>\n</html>\n");
    page.out
}

/// The class of a section.
fn class(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Main => "main",
        SectionKind::Appendix => "appendix",
        SectionKind::Attachment => "attachment",
    }
}

/// The page as far as it is written.
struct Page<'a> {
    standard: &'a Standard,
    out: String,
    outline: Outline,
    /// No paragraph heads the whole: the next subject of a letter will.
    letter: bool,
    /// Notes of the section, each with its number, still to be written at its end.
    notes: Vec<(usize, String)>,
    noted: usize,
    /// Whose everything is, where two versions are shown.
    marks: &'a Marks,
    /// What is of this version alone is left out.
    hidden: Option<Fate>,
    /// Before the ids of this page's notes.
    prefix: &'static str,
    /// Where what is being written stands in the document.
    at: At,
}

impl<'a> Page<'a> {
    fn new(document: &Document, standard: &'a Standard, marks: &'a Marks) -> Page<'a> {
        Page {
            standard,
            out: String::new(),
            outline: Outline::default(),
            letter: !document.paragraphs().any(|paragraph| paragraph.role.heading_rank() == Some(1)),
            notes: Vec::new(),
            noted: 0,
            marks,
            hidden: None,
            prefix: "",
            at: At::default(),
        }
    }

    /// Whose the text is that is being written, if it is not both versions'.
    fn fate(&self) -> Fate {
        self.marks.text(self.at).map(|mark| mark.whole).unwrap_or_default()
    }

    fn hides(&self, fate: Fate) -> bool {
        self.hidden == Some(fate)
    }

    /// The markup of the text that is being written.
    fn text(&mut self, inlines: &[Inline]) -> String {
        let marks = self.marks;
        let shown = marks.text(self.at).map_or(&[][..], |mark| mark.inlines.as_slice());
        self.inlines(inlines, shown)
    }

    fn push(&mut self, words: std::fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = self.out.write_fmt(words);
    }

    fn block(&mut self, block: &Block, next: Option<&Block>) {
        match block {
            Block::Paragraph(paragraph) => {
                let next = match next {
                    Some(Block::Paragraph(next)) => Some(next.role),
                    _ => None,
                };
                self.paragraph(paragraph, next);
            }
            Block::Columns(columns) => self.columns(columns),
            Block::Table(table) => self.table(table),
            Block::PageBreak => self.out.push_str("<div class=\"page-break\"></div>\n"),
        }
    }

    /// A paragraph; `next` is the role of the one right below. A line is drawn under the last
    /// of several paragraphs of one role.
    fn paragraph(&mut self, paragraph: &Paragraph, next: Option<Role>) {
        if self.hides(self.fate()) {
            return;
        }
        let role = paragraph.role;
        let heads = self.letter && role == Role::LetterSubject;
        self.letter &= !heads;
        let level = self.outline.level(if heads { Role::DocType } else { role });
        // A heading without a word would be a trap for whoever walks by headings.
        let level = level.filter(|_| !paragraph.words().trim().is_empty());
        let (tag, deep) = match level {
            Some(level @ 1..=6) => (format!("h{level}"), String::new()),
            Some(level) => ("p".to_owned(), format!(" role=\"heading\" aria-level=\"{level}\"")),
            None => ("p".to_owned(), String::new()),
        };
        let seal = if signs(role) && paragraph.is_pictures() { " seal" } else { "" };
        let ruled = if self.standard.rule(role).is_some() && next != Some(role) { " ruled" } else { "" };
        let words = self.text(&paragraph.text);
        self.push(format_args!("<{tag} class=\"{}{seal}{ruled}\"{deep}>{words}</{tag}>\n", role.key()));
    }

    /// A row in columns, in reading order: cell by cell from left to right.
    fn columns(&mut self, columns: &Columns) {
        let at = self.at;
        if self.hides(self.marks.row(at.section, at.block, 0)) {
            return;
        }
        let layout = match columns.layout {
            Layout::Letterhead => "letterhead",
            Layout::Numbering => "numbering",
            Layout::Signature => "signature",
        };
        let many = if columns.cells.len() == 2 { "" } else { " many" };
        self.push(format_args!("<div class=\"columns {layout}{many}\">\n"));
        for (column, cell) in columns.cells.iter().enumerate() {
            self.out.push_str("<div>\n");
            for (row, paragraph) in cell.iter().enumerate() {
                self.at = At { within: Some([column, row]), ..at };
                self.paragraph(paragraph, cell.get(row + 1).map(|next| next.role));
            }
            self.out.push_str("</div>\n");
        }
        self.out.push_str("</div>\n");
    }

    fn table(&mut self, table: &Table) {
        let at = self.at;
        let all_hidden =
            (0..table.rows.len()).all(|row| self.hides(self.marks.row(at.section, at.block, row)));
        if all_hidden && !table.rows.is_empty() {
            return;
        }
        let (head, body) = table.rows.split_at(table.header_rows.min(table.rows.len()));
        self.out.push_str("<table>\n");
        for (part, rows, before) in [("thead", head, 0), ("tbody", body, head.len())] {
            if rows.is_empty() {
                continue;
            }
            self.push(format_args!("<{part}>\n"));
            for (number, row) in rows.iter().enumerate() {
                let number = before + number;
                let fate = self.marks.row(at.section, at.block, number);
                if self.hides(fate) {
                    continue;
                }
                self.push(format_args!("<tr{}>", changes::class(fate)));
                for (column, cell) in row.iter().enumerate() {
                    self.at = At { within: Some([number, column]), ..at };
                    let blank = document::words(cell).trim().is_empty();
                    let (tag, class) = match (part, blank) {
                        // What has no words heads nothing.
                        ("thead", true) => ("td", "table-head"),
                        ("thead", false) => ("th", "table-head"),
                        _ if figures(cell) => ("td", "table-cell figures"),
                        _ => ("td", "table-cell"),
                    };
                    let scope = if tag == "th" { " scope=\"col\"" } else { "" };
                    let words = self.text(cell);
                    self.push(format_args!("<{tag} class=\"{class}\"{scope}>{words}</{tag}>"));
                }
                self.out.push_str("</tr>\n");
            }
            self.push(format_args!("</{part}>\n"));
        }
        self.out.push_str("</table>\n");
    }

    /// The markup of some inlines, each as it is shown; their notes are kept for the end of the
    /// section.
    fn inlines(&mut self, inlines: &[Inline], shown: &[Shown]) -> String {
        let mut out = String::new();
        let mut open = Fate::Both;
        for (at, inline) in inlines.iter().enumerate() {
            let (fate, inside) = match shown.get(at) {
                None => (Fate::Both, None),
                Some(Shown::As(fate)) => (*fate, None),
                Some(Shown::Note(inside)) => (Fate::Both, Some(inside)),
            };
            if self.hides(fate) {
                continue;
            }
            if fate != open {
                out.push_str(&changes::close(open));
                out.push_str(&changes::open(fate));
                open = fate;
            }
            match inline {
                Inline::Text(run) => out.push_str(&faced(run)),
                Inline::Break => out.push_str("<br>"),
                Inline::Picture(picture) => out.push_str(&image(picture)),
                Inline::Footnote { text } => {
                    self.noted += 1;
                    let (number, prefix) = (self.noted, self.prefix);
                    let whole = || vec![Shown::As(fate); text.len()];
                    let note = self.inlines(text, &inside.cloned().unwrap_or_else(whole));
                    self.notes.push((number, note));
                    out.push_str(&format!(
                        "<sup><a id=\"{prefix}mark-{number}\" href=\"#{prefix}note-{number}\" role=\"doc-noteref\">{number}</a></sup>"
                    ));
                }
            }
        }
        out + &changes::close(open)
    }

    /// The notes of the section that ends; their numbers run on through the document.
    fn notes(&mut self) {
        let mut notes = std::mem::take(&mut self.notes);
        // A note inside a note is met first and numbered last.
        notes.sort_by_key(|(number, _)| *number);
        let (Some((first, _)), Some((last, _))) = (notes.first(), notes.last()) else { return };
        let name = escape(&self.standard.role(Role::Footnote).word);
        self.push(format_args!(
            "<section class=\"notes\" role=\"doc-endnotes\" aria-label=\"{name} {first}–{last}\">\n<ol start=\"{first}\">\n"
        ));
        let prefix = self.prefix;
        for (number, note) in &notes {
            self.push(format_args!(
                "<li id=\"{prefix}note-{number}\"><p class=\"footnote\"><sup><a href=\"#{prefix}mark-{number}\" role=\"doc-backlink\">{number}</a></sup> {note}</p></li>\n"
            ));
        }
        self.out.push_str("</ol>\n</section>\n");
    }
}

/// A picture as an image in the page itself.
fn image(picture: &Picture) -> String {
    let pixels = |mm: f64| (mm * PIXELS_PER_MM).round();
    format!(
        "<img src=\"data:{};base64,{}\" width=\"{}\" height=\"{}\" alt=\"{}\">",
        picture.image().media().key(),
        picture.image().base64(),
        pixels(picture.width_mm()),
        pixels(picture.height_mm()),
        escape(picture.alt())
    )
}

/// A run in its face. The marks only add: a bold role stays bold.
fn faced(run: &Run) -> String {
    let mut out = escape(&run.text);
    for (set, tag) in [(run.superscript, "sup"), (run.italic, "em"), (run.bold, "strong")] {
        if set {
            out = format!("<{tag}>{out}</{tag}>");
        }
    }
    out
}

/// Words as text or as the value of an attribute in double quotes.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in lawful(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// Text as HTML can hold it: white space that is a control character is a space, the other
/// control characters and the noncharacters, which HTML forbids, are left out.
fn lawful(text: &str) -> String {
    let kept = |c: char| {
        let code = u32::from(c);
        let forbidden = c.is_control() || (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe;
        if c.is_control() && c.is_whitespace() { Some(' ') } else { Some(c).filter(|_| !forbidden) }
    };
    text.chars().filter_map(kept).collect()
}

#[cfg(test)]
mod tests;
