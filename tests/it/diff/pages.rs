//! Changes as a page: every word of both versions, nothing of theirs as markup.

use std::sync::LazyLock;

use vanthu::diff::compare;
use vanthu::model::standard::ND30_2020;
use vanthu::model::{Block, Document, Paragraph, Role, Section, SectionKind, Standard};
use vanthu::writers::html::changes::write;

use super::pairs;
use crate::words;

static STANDARD: LazyLock<Standard> = LazyLock::new(|| Standard::load(ND30_2020).unwrap());

/// The view of a page, from its opening to its end, without what only who hears it is told.
fn view(page: &str, name: &str) -> String {
    let from = page.find(&format!("<main class=\"{name}\">")).unwrap();
    let view = &page[from..from + page[from..].find("</main>").unwrap()];
    let mut parts = view.split("<span class=\"said\">");
    let mut out = parts.next().unwrap().to_owned();
    parts.for_each(|part| out.push_str(part.split_once("</span>").unwrap().1));
    out
}

/// A view without the elements of this name.
fn without(view: &str, name: &str) -> String {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let mut parts = view.split(&open);
    let mut out = parts.next().unwrap().to_owned();
    parts.for_each(|part| out.push_str(part.split_once(&close).unwrap().1));
    out.replace("<ins>", "").replace("</ins>", "").replace("<del>", "").replace("</del>", "")
}

#[test]
fn without_what_went_it_has_the_new_words_and_without_what_came_the_old() {
    for (name, old, new) in pairs() {
        let page = write(&compare(&old, &new), &STANDARD);
        for (version, gone) in [(&new, "del"), (&old, "ins")] {
            let found = format!("<body>{}", without(&view(&page, "inline"), gone));
            let (mut given, mut found) = (words::of_document(version), words::of_page(&found));
            for words in [&mut given, &mut found] {
                words.retain(|word| word != "^");
                words.sort();
            }
            assert_eq!(words::difference(&given, &found), words::NONE, "{name} without {gone}");
        }
    }
}

#[test]
fn each_side_has_the_words_of_its_version() {
    for (name, old, new) in pairs() {
        let page = write(&compare(&old, &new), &STANDARD);
        let view = view(&page, "beside").replace("<ins>", "").replace("</ins>", "");
        let view = view.replace("<del>", "").replace("</del>", "");
        let mut both = words::of_document(&old);
        both.extend(words::of_document(&new));
        let named = view.split_once("</div></div>").unwrap().1;
        let mut found = words::of_page(&format!("<body>{named}"));
        for words in [&mut both, &mut found] {
            words.retain(|word| word != "^");
            words.sort();
        }
        assert_eq!(words::difference(&both, &found), words::NONE, "{name}");
    }
}

#[test]
fn links_lead_somewhere_and_ids_are_unique() {
    for (name, old, new) in pairs() {
        let page = write(&compare(&old, &new), &STANDARD);
        let all = |mark: &str| -> Vec<String> {
            page.split(mark).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
        };
        let mut ids = all(" id=\"");
        ids.sort();
        let many = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), many, "{name}: ids are unique");
        for link in all(" href=\"#") {
            assert!(ids.binary_search(&link).is_ok(), "{name}: #{link} leads nowhere");
        }
    }
}

#[test]
fn nothing_of_a_document_becomes_markup() {
    let hostile = "</style><script>alert(\"1\")</script> <ins> & <!-- x";
    let document = |text: &str| Document {
        kind: "other".into(),
        title: text.into(),
        sections: vec![Section {
            kind: SectionKind::Main,
            blocks: vec![Block::Paragraph(Paragraph::plain(Role::Body, text))],
        }],
    };
    let page = write(&compare(&document("lời cũ"), &document(hostile)), &STANDARD);
    assert_eq!((page.matches("<style>").count(), page.matches("</style>").count()), (1, 1));
    assert!(!page.contains("<script") && !page.contains(" style=") && !page.contains("<!--"), "{page}");
}
