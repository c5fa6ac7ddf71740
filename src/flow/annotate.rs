//! Findings as comments in a Word file: in the one that was handed in, or in ours.

use std::collections::HashMap;

use super::{Error, Form, Inspection, Manuscript, Press, Source};
use crate::model::{At, Document, Finding, Reading, SCHEMA, document};
use crate::viet::words;
use crate::writers::docx::annotate::{self, Comment, Words};

/// The Word file with a comment at each finding: the manuscript itself where it is one, which
/// keeps everything that it has; else the document as its standard wants it written.
///
/// # Errors
/// Those of [`Press::write`] for a file of ours; [`Error::Engine`] when the given one is no
/// Word file.
pub fn annotate(press: &Press, manuscript: &Manuscript, inspection: &Inspection) -> Result<Vec<u8>, Error> {
    let document = inspection.document.as_ref().ok_or(Error::NoDocument)?;
    let (written, paragraphs);
    let docx = match (&manuscript.source, &inspection.looks) {
        (Source::Word(given), Some(looks)) => {
            paragraphs = looks.texts.iter().map(|look| (look.at, look.paragraph)).collect();
            given
        }
        _ => {
            let reading = Reading {
                schema: SCHEMA,
                document: Some(document.clone()),
                problems: Vec::new(),
                leftovers: Vec::new(),
            };
            written = press.write(&reading, Form::Docx, Some(&inspection.standard))?;
            paragraphs = own_paragraphs(document, &annotate::paragraphs(&written)?);
            &written
        }
    };
    let comments: Vec<Comment> =
        inspection.findings.iter().map(|finding| comment(document, &paragraphs, finding)).collect();
    Ok(annotate::annotate(docx, &comments)?)
}

/// Which `w:p` of a file of ours each paragraph and cell became: the words are the same, in the
/// same order.
fn own_paragraphs(document: &Document, written: &[String]) -> HashMap<At, usize> {
    let letters = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let mut by_words: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, words) in written.iter().enumerate() {
        by_words.entry(letters(words)).or_default().push(at);
    }
    let mut found = HashMap::new();
    let mut next = 0;
    for (at, _, inlines) in document.texts() {
        let words = letters(&document::words(inlines));
        let Some(places) = by_words.get(&words).filter(|_| !words.is_empty()) else { continue };
        let after = places.partition_point(|&place| place < next);
        if let Some(&place) = places.get(after) {
            next = place + 1;
            found.insert(at, place);
        }
    }
    found
}

fn comment(document: &Document, paragraphs: &HashMap<At, usize>, finding: &Finding) -> Comment {
    let place = finding.place;
    // What is not in the file (the reader supplied it, it stands in a margin) is said at what
    // stands before it.
    let paragraph = paragraphs.get(&place.at).or_else(|| {
        let before = paragraphs.iter().filter(|(at, _)| **at < place.at);
        before.max_by_key(|(at, _)| **at).map(|(_, paragraph)| paragraph)
    });
    let inside = paragraphs.contains_key(&place.at) && place.note.is_none() && place.start < place.end;
    Comment {
        paragraph: paragraph.copied().unwrap_or_default(),
        words: inside.then(|| marked(document, finding)).flatten(),
        text: words::checking::comment(finding.severity.key(), &finding.message, &finding.cite, &finding.id),
    }
}

/// The words that a finding is about.
fn marked(whole: &Document, finding: &Finding) -> Option<Words> {
    let (_, _, inlines) = whole.texts().find(|(at, ..)| *at == finding.place.at)?;
    let all: Vec<char> = document::words(inlines).chars().collect();
    let text = all.get(finding.place.start..finding.place.end)?.iter().collect();
    let before = all[..finding.place.start].iter().filter(|c| !c.is_whitespace()).count();
    Some(Words { text, before })
}
