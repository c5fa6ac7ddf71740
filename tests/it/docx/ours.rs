//! What we wrote comes back: every case and every built-in template.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use vanthu::flow::builtin::TEMPLATES;
use vanthu::merge;
use vanthu::model::looks::Share;
use vanthu::model::standard::Align;
use vanthu::model::{Document, Reading, Role, SCHEMA};
use vanthu::writers::{self, Format, fonts::Fonts};

use super::{STANDARD, read};
use crate::cases;
use crate::templates::{LIBRARY, today};

static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::embedded);

pub(super) fn written(document: &Document) -> Vec<u8> {
    writers::write(Format::Docx, document, &STANDARD, &FONTS).unwrap()
}

/// Every document there is: cases and samples.
pub(super) fn documents() -> BTreeMap<String, Document> {
    let cases =
        cases::cases().into_iter().filter_map(|(name, input)| Some((name, cases::reading(&input).document?)));
    let samples = TEMPLATES.iter().map(|(id, _)| {
        let prepared = LIBRARY.get(id).unwrap();
        let merged = LIBRARY.merge(&prepared, &merge::sample(&prepared.template), today());
        ((*id).to_owned(), merged.document)
    });
    cases.chain(samples).collect()
}

fn shown(document: &Document) -> String {
    cases::show(&Reading {
        schema: SCHEMA,
        document: Some(document.clone()),
        problems: Vec::new(),
        leftovers: Vec::new(),
    })
}

#[test]
fn what_we_wrote_comes_back_as_the_same_document() {
    let documents = documents();
    assert!(documents.len() > 50, "documents are missing");
    let mut faults = Vec::new();
    for (name, document) in &documents {
        let word = read(&written(document)).unwrap();
        assert_eq!(word.reading.leftovers, [], "{name}");
        assert_eq!(word.reading.problems, [], "{name}");
        let again = word.reading.document.unwrap();
        if again != *document {
            faults.push(format!("{name}: {}", cases::diff(&shown(document), &shown(&again))));
            if shown(document) == shown(&again) {
                faults.push(
                    format!("{document:#?}")
                        .lines()
                        .zip(format!("{again:#?}").lines())
                        .filter(|(a, b)| a != b)
                        .take(5)
                        .map(|(a, b)| format!("{a} / {b}"))
                        .collect::<Vec<_>>()
                        .join("\n"),
                );
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn our_own_looks_are_those_of_the_standard() {
    for (name, document) in &documents() {
        let looks = read(&written(document)).unwrap().looks;
        let sheet = &looks.sheets[0];
        let close = |a: f64, b: f64| (a - b).abs() < 0.05;
        assert!(close(sheet.width, 210.0) && close(sheet.height, 297.0), "{name}: {sheet:?}");
        assert!(close(sheet.left, 30.0) && close(sheet.top, 20.0), "{name}: {sheet:?}");
        let number = sheet.number.as_ref().unwrap();
        assert!(number.top && number.align == Align::Center && !number.on_first, "{name}: {number:?}");
        let mut at = looks.texts.iter().map(|look| look.at).collect::<Vec<_>>();
        at.dedup();
        assert_eq!(at.len(), looks.texts.len(), "{name}: one look for each place");
        for (at, role, inlines) in document.texts() {
            let words = vanthu::model::document::words(inlines);
            let Some(look) = looks.of(at) else {
                assert!(words.trim().is_empty() || role == Role::Contact, "{name}: {words:?} has no look");
                continue;
            };
            let rule = STANDARD.role(role);
            assert!(look.sizes[0] >= rule.allowed[0] && look.sizes[1] <= rule.allowed[1], "{name}: {look:?}");
            assert_eq!(look.fonts, ["Times New Roman"], "{name}: {words}");
            assert!(!rule.bold || look.bold == Share::All, "{name}: {words} {look:?}");
            assert!(!rule.italic || look.italic == Share::All, "{name}: {words} {look:?}");
            if role == Role::Motto {
                let drawn = look.rule.as_ref().unwrap();
                assert!(drawn.length.is_some_and(|mm| mm > 40.0), "{name}: {drawn:?}");
            }
        }
    }
}

#[test]
fn room_and_page_numbers_are_as_we_set_them() {
    let document = &documents()["quyet-dinh-tang-giay-khen"];
    let word = read(&written(document)).unwrap();
    let (at, ..) = document.texts().find(|(_, role, _)| *role == Role::NationalTitle).unwrap();
    let room = word.looks.of(at).and_then(|look| look.room).unwrap();
    // The right column of the letterhead: 100 mm and more of 165.
    assert!((280.0..360.0).contains(&room), "{room}");
    let restarts: Vec<bool> = word.looks.sheets.iter().map(|sheet| sheet.restarts).collect();
    assert_eq!(restarts, [true, true], "the decision, its list");
}
