//! Where findings stand in the text that was read.

#![expect(clippy::disallowed_methods, reason = "a test reads the plans from disk")]

use std::path::Path;

use unicode_normalization::UnicodeNormalization;
use vanthu::flow::places::Places;
use vanthu::model::{Document, Role, document};
use vanthu::viet::words::EXAMPLE;

use super::{LIBRARY, read, sample, written};

/// The letter of a text at a line and a column, composed as reading composes it.
fn letter(text: &str, (line, column): (usize, usize)) -> Option<char> {
    let row = text.split('\n').nth(line - 1)?;
    let from: String = row.chars().skip(column - 1).take(4).collect();
    from.nfc().next()
}

/// Every letter of a document stands where it is said to stand; gives how many have a place,
/// and the paragraphs that have none.
#[track_caller]
fn located(text: &str, document: &Document) -> (usize, Vec<String>) {
    let places = Places::of(text, document);
    let mut found = 0;
    let mut lost = Vec::new();
    for (at, _, inlines) in document.texts() {
        let words = document::words(inlines);
        let mut here = 0;
        for (offset, c) in words.chars().enumerate().filter(|(_, c)| c.is_alphanumeric()) {
            let Some(place) = places.place(at, None, offset) else { continue };
            here += usize::from(letter(text, place) == Some(c));
        }
        let all = words.chars().filter(|c| c.is_alphanumeric()).count();
        if here < all {
            lost.push(format!("{here} of {all}: {words}"));
        }
        found += here;
    }
    (found, lost)
}

#[test]
fn every_letter_of_a_text_is_found_where_it_stands() {
    let decomposed: String = EXAMPLE.nfd().collect();
    for text in [EXAMPLE.to_owned(), EXAMPLE.replace('\n', "\r\n"), decomposed] {
        let document = read(&text).document.unwrap();
        let (found, lost) = located(&text, &document);
        assert!(found > 1000);
        assert_eq!(lost, Vec::<String>::new());
    }
}

#[test]
fn every_letter_of_a_template_is_found_in_its_text() {
    for id in LIBRARY.ids() {
        let text = written(&sample(id));
        let document = read(&text).document.unwrap();
        assert_eq!(located(&text, &document).1, Vec::<String>::new(), "{id}");
    }
}

#[test]
fn columns_notes_tables_and_joined_lines_are_found() {
    let text = "\
ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ SƠN HẢI                     Độc lập - Tự do - Hạnh phúc
Số: 7/KH-UBND              Sơn Hải, ngày 5 tháng 3 năm 2026

KẾ HOẠCH
Tổ chức trồng cây

1. Các thôn trồng cây[^1] ở *hai bên* đường và
giữ cho cây sống.
| STT | Thôn |
|---|---|
| 1 | Một |
| 2 | Hai |

[^1]: Cây bản địa.

Nơi nhận:                   TM. ỦY BAN NHÂN DÂN
- Như trên;                       CHỦ TỊCH
- Lưu: VT.
                              Lê Văn Năm
";
    let document = read(text).document.unwrap();
    let places = Places::of(text, &document);
    let place = |role: Role, words: &str| {
        let (at, found) = document
            .texts()
            .filter(|(_, own, _)| *own == role)
            .map(|(at, _, inlines)| (at, document::words(inlines)))
            .find(|(_, found)| found.contains(words))
            .expect(words);
        let offset = found[..found.find(words).unwrap()].chars().count();
        places.place(at, None, offset).unwrap()
    };
    assert_eq!(place(Role::NationalTitle, "VIỆT NAM"), (1, 54));
    assert_eq!(place(Role::IssuingBody, "XÃ SƠN HẢI"), (2, 1));
    assert_eq!(place(Role::DocNumber, "7/KH"), (3, 5));
    assert_eq!(place(Role::PlaceDate, "5 tháng"), (3, 42));
    assert_eq!(place(Role::Clause, "hai bên"), (8, 30));
    assert_eq!(place(Role::Clause, "giữ cho"), (9, 1));
    assert_eq!(place(Role::TableCell, "Hai"), (13, 7));
    assert_eq!(place(Role::Recipient, "Lưu"), (19, 3));
    assert_eq!(place(Role::SignerTitle, "TỊCH"), (18, 39));
    let (at, ..) = document.texts().find(|(_, role, _)| *role == Role::Clause).unwrap();
    assert_eq!(places.place(at, Some(0), 4), Some((15, 11)), "in the footnote");
    let end = document.texts().find(|(own, ..)| *own == at).map(|(_, _, own)| document::words(own)).unwrap();
    assert_eq!(places.place(at, None, end.chars().count()), Some((9, 18)), "after the last letter");
}

#[test]
fn the_real_plans_are_found_almost_whole() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    if !folder.is_dir() {
        eprintln!("LEFT OUT: the five real plans are not beside this checkout (../shared/seeds)");
        return;
    }
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let document = read(&text).document.unwrap();
        let (found, lost) = located(&text, &document);
        // What the law supplies stands nowhere.
        let lost: Vec<&String> = lost
            .iter()
            .filter(|words| !words.ends_with("VIỆT NAM") && !words.ends_with("Hạnh phúc"))
            .collect();
        assert!(found > 1000);
        assert!(lost.is_empty(), "{}: {lost:#?}", path.display());
    }
}
