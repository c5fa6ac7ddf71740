//! Words of texts and documents, to be compared: runs of letters and digits, and every
//! other visible character by itself.

use unicode_normalization::UnicodeNormalization;
use vanthu::model::{Block, Document, Inline, document};

/// The words of a text in order. White space, marks of emphasis and characters that only
/// draw a rule count for nothing.
pub(crate) fn of_text(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.nfc() {
        let inside = c.is_alphanumeric() && !"⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c);
        if c.is_whitespace() {
            open = false;
        } else if inside && open {
            words.last_mut().unwrap().push(c);
        } else {
            words.push(c.to_string());
            open = inside;
        }
    }
    words
}

/// The words of an HTML page's body in reading order: text between tags. Numbers of notes are
/// links that the writer adds; they are left out.
pub(crate) fn of_page(html: &str) -> Vec<String> {
    let body = html.split_once("<body>").unwrap().1;
    let mut text = String::new();
    let mut number = false;
    for piece in body.split('<').skip(1) {
        let (tag, words) = piece.split_once('>').unwrap();
        match tag.split(' ').next().unwrap() {
            "a" => number = true,
            "/a" => number = false,
            "strong" | "/strong" | "em" | "/em" => {}
            _ => text.push('\n'),
        }
        if !number {
            let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
            text.push_str(&words.replace("&amp;", "&"));
        }
    }
    of_text(&text)
}

/// The words of a document in reading order, notes where their marks stand.
pub(crate) fn of_document(document: &Document) -> Vec<String> {
    let mut text = String::new();
    for block in document.sections.iter().flat_map(|section| &section.blocks) {
        match block {
            Block::Table(table) => {
                for cell in table.rows.iter().flatten() {
                    push(cell, &mut text);
                }
            }
            block => block.paragraphs().for_each(|paragraph| push(&paragraph.text, &mut text)),
        }
    }
    of_text(&text)
}

fn push(inlines: &[Inline], text: &mut String) {
    let mut notes = Vec::new();
    for inline in inlines {
        match inline {
            Inline::Footnote { text } => notes.push(document::words(text)),
            // A raised word stands against the one before it; its mark parts them.
            Inline::Text(run) if run.superscript => text.extend(["^", &run.text, "^"]),
            inline => text.push_str(&document::words(std::slice::from_ref(inline))),
        }
    }
    for note in notes {
        text.push('\n');
        text.push_str(&note);
    }
    text.push('\n');
}

/// No words lost, none invented.
pub(crate) const NONE: (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());

/// The words of the first sorted list that the second lacks, and the other way about.
pub(crate) fn difference(given: &[String], found: &[String]) -> (Vec<String>, Vec<String>) {
    let (mut lost, mut invented) = (Vec::new(), Vec::new());
    let (mut a, mut b) = (given.iter().peekable(), found.iter().peekable());
    loop {
        match (a.peek(), b.peek()) {
            (Some(x), Some(y)) if x == y => {
                a.next();
                b.next();
            }
            (Some(x), Some(y)) if x < y => lost.extend(a.next().cloned()),
            (Some(_), None) => lost.extend(a.next().cloned()),
            (None, None) => return (lost, invented),
            _ => invented.extend(b.next().cloned()),
        }
    }
}
