//! What the reader promises of every text, however broken. Shared by the fuzz target and
//! by the tests that run every time.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use vanthu::model::standard::ND30_2020;
use vanthu::model::{Block, Code, Document, Inline, Reading, Role, Standard, Supplied};
use vanthu::readers::text::read;

static STANDARD: LazyLock<Standard> = LazyLock::new(|| Standard::load(ND30_2020).expect("it is sound"));

/// Reads a text and asserts every promise.
pub(crate) fn hold(text: &str) {
    let reading = read(text, &Supplied::default(), &STANDARD);
    places(text, &reading);
    let json = serde_json::to_string(&reading).expect("plain data");
    let again: Reading = serde_json::from_str(&json).expect("our own JSON");
    assert_eq!(again, reading, "the JSON reads back to something else");
    assert_eq!(read(text, &Supplied::default(), &STANDARD), reading, "two readings differ");
    match &reading.document {
        None => assert!(!reading.problems.is_empty(), "no document and no reason"),
        Some(document) => {
            shape(document);
            letters(text, document, &reading);
        }
    }
}

/// Every place that is named lies inside the text.
fn places(text: &str, reading: &Reading) {
    let lines = text.lines().count().max(1);
    for problem in &reading.problems {
        assert!(problem.line <= lines, "{problem:?} of {lines} lines");
        assert!(!problem.message.is_empty(), "{problem:?}");
    }
    for leftover in &reading.leftovers {
        assert!((1..=lines).contains(&leftover.line), "{leftover:?} of {lines} lines");
        assert!(!leftover.text.trim().is_empty(), "{leftover:?}");
    }
}

/// A document can be printed: tables are rectangular, words are words.
fn shape(document: &Document) {
    assert!(!document.sections.is_empty(), "a document without a section");
    for block in document.sections.iter().flat_map(|section| &section.blocks) {
        if let Block::Table(table) = block {
            let columns = table.rows.first().map_or(0, Vec::len);
            assert!(columns > 0 && table.rows.iter().all(|row| row.len() == columns), "{table:?}");
            assert!(table.header_rows <= table.rows.len(), "{table:?}");
        }
    }
    each_run(document, &mut |text| {
        assert!(!text.contains(|c: char| c.is_control()), "a control character in {text:?}");
        assert!(text.nfc().eq(text.chars()), "not NFC: {text:?}");
    });
}

/// Nothing lost, nothing invented: letter by letter.
fn letters(text: &str, document: &Document, reading: &Reading) {
    let mut balance: BTreeMap<char, i64> = BTreeMap::new();
    let mut count = |text: &str, sign: i64| {
        for c in text.nfc().filter(|c| c.is_alphabetic()) {
            *balance.entry(c).or_default() += sign;
        }
    };
    count(text, 1);
    each_run(document, &mut |text| count(text, -1));
    for leftover in &reading.leftovers {
        count(&leftover.text, -1);
    }
    // The standard supplies what is missing of its two fixed lines, and says so each time.
    let times = reading.problems.iter().filter(|problem| problem.code == Code::NationalTitleSupplied).count();
    let supplied = |titles: usize, mottos: usize| {
        let mut balance = balance.clone();
        for (role, times) in [(Role::NationalTitle, titles), (Role::Motto, mottos)] {
            for c in STANDARD.fixed_text(role).chars().filter(|c| c.is_alphabetic()) {
                *balance.entry(c).or_default() += i64::try_from(times).unwrap_or(i64::MAX);
            }
        }
        balance.retain(|_, count| *count != 0);
        balance
    };
    let even = (0..=times)
        .flat_map(|titles| (0..=times).map(move |mottos| (titles, mottos)))
        .any(|(titles, mottos)| titles + mottos >= times && supplied(titles, mottos).is_empty());
    assert!(even, "lost (+) or invented (−) letters: {:?}", supplied(0, 0));
}

fn each_run(document: &Document, see: &mut dyn FnMut(&str)) {
    for block in document.sections.iter().flat_map(|section| &section.blocks) {
        for paragraph in block.paragraphs() {
            runs(&paragraph.text, see);
        }
        if let Block::Table(table) = block {
            table.rows.iter().flatten().for_each(|cell| runs(cell, see));
        }
    }
}

fn runs(inlines: &[Inline], see: &mut dyn FnMut(&str)) {
    for inline in inlines {
        match inline {
            Inline::Text(run) => see(&run.text),
            Inline::Footnote { text } => runs(text, see),
            Inline::Break | Inline::Picture(_) => {}
        }
    }
}
