//! Our own files with their styles renamed: to the reader they are anybody's, and it must tell
//! what each paragraph is from its words and its looks.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use vanthu::model::{Document, Inline, Role};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::ours::{documents, written};
use super::read;

/// The documents, but for the one whose notes stand below the words of a cell: in Word their
/// numbers are words, and nothing tells them from others.
fn plain_documents() -> impl Iterator<Item = (String, Document)> {
    documents().into_iter().filter(|(name, _)| name != "plan-row-taller-than-a-page-keeps-its-notes")
}

/// The same file, its styles named otherwise.
fn disguised(bytes: &[u8]) -> Vec<u8> {
    let mut from = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut entry = from.by_index(at).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        let Ok(mut text) = String::from_utf8(bytes.clone()) else {
            to.start_file(entry.name(), SimpleFileOptions::default()).unwrap();
            to.write_all(&bytes).unwrap();
            continue;
        };
        for name in
            ["pStyle w:val=\"", "rStyle w:val=\"", "styleId=\"", "basedOn w:val=\"", "<w:name w:val=\""]
        {
            text = text.replace(name, &format!("{name}x-"));
        }
        to.start_file(entry.name(), SimpleFileOptions::default()).unwrap();
        to.write_all(text.as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}

/// How often each word stands in some inlines, notes and all.
fn count(inlines: &[Inline], words: &mut BTreeMap<String, i64>, sign: i64) {
    let mut plain = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(run) => plain.push_str(&run.text),
            Inline::Break => plain.push(' '),
            Inline::Footnote { text } => count(text, words, sign),
            Inline::Picture(_) => {}
        }
    }
    plain.split_whitespace().for_each(|word| *words.entry(word.to_owned()).or_default() += sign);
}

/// Paragraphs of a document: role and words, a paragraph a line.
fn shown(document: &Document) -> Vec<String> {
    let texts = document.texts().filter(|(_, role, _)| *role != Role::Contact);
    let line = |role: Role, inlines: &[Inline]| {
        format!("{} = {}", role.key(), vanthu::model::document::words(inlines).replace('\u{a0}', " "))
    };
    texts.map(|(_, role, inlines)| line(role, inlines)).collect()
}

#[test]
fn no_word_is_lost_and_none_is_invented() {
    for (name, document) in plain_documents() {
        let word = read(&disguised(&written(&document))).unwrap();
        let mut words = BTreeMap::new();
        document.texts().for_each(|(.., inlines)| count(inlines, &mut words, 1));
        word.reading.document.unwrap().texts().for_each(|(.., inlines)| count(inlines, &mut words, -1));
        for leftover in &word.reading.leftovers {
            count(&[Inline::plain(leftover.text.clone())], &mut words, -1);
        }
        words.retain(|_, times| *times != 0);
        assert!(words.is_empty(), "{name}: lost (+) or invented (−): {words:?}");
    }
}

#[test]
fn a_stranger_with_our_words_is_read_as_ours_is() {
    let mut faults = Vec::new();
    for (name, document) in plain_documents() {
        let word = read(&disguised(&written(&document))).unwrap();
        let again = word.reading.document.unwrap();
        let (ours, theirs) = (shown(&document), shown(&again));
        let same_kind = document.kind == again.kind;
        if ours != theirs || !same_kind {
            let first = ours.iter().zip(&theirs).find(|(a, b)| a != b);
            faults.push(format!(
                "{name}: {} {} {first:?} {} {}",
                document.kind,
                again.kind,
                ours.len(),
                theirs.len()
            ));
        }
        for look in &word.looks.texts {
            assert!(look.sizes[0] >= 9.0 && look.fonts == ["Times New Roman"], "{name}: {look:?}");
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn faces_and_notes_of_a_stranger_are_kept() {
    for (name, document) in plain_documents() {
        let again = read(&disguised(&written(&document))).unwrap().reading.document.unwrap();
        let notes = |document: &Document| {
            let inlines = document.texts().flat_map(|(.., inlines)| inlines.to_vec());
            inlines.filter(|inline| matches!(inline, Inline::Footnote { .. })).count()
        };
        assert_eq!(notes(&document), notes(&again), "{name}");
        let faced = |document: &Document| {
            let mut letters = BTreeMap::new();
            for (.., inlines) in document.texts() {
                for inline in inlines {
                    if let Inline::Text(run) = inline {
                        let face = (run.bold, run.italic, run.superscript);
                        let visible = run.text.chars().filter(|c| !c.is_whitespace()).count();
                        *letters.entry(face).or_insert(0) += visible;
                    }
                }
            }
            letters
        };
        let without_foot = document.texts().all(|(_, role, _)| role != Role::Contact);
        assert!(faced(&document) == faced(&again) || !without_foot, "{name}");
    }
}
