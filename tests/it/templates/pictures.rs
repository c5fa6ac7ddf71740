//! Pictures in a template: an office's logo and seal, where they stand, and what may be wrong
//! with them.

use serde_json::{Value as Json, json};
use vanthu::merge::Merged;
use vanthu::model::{Block, Code, Columns, DataCode, Document, Inline, Layout, Paragraph, Role};

use super::{LIBRARY, body, field, merge, plan, today};
use crate::pictures;

/// A notice with the office's logo above its name and its seal between title and name.
fn sealed() -> String {
    let text = LIBRARY.source("thong-bao").unwrap();
    let part = |name: &str| vanthu::flow::builtin::part(name).unwrap();
    let letterhead = format!("{{{{ office.logo }}}}\n{}", part("letterhead"));
    let signature =
        part("signature-collective").replace("{{ signer.name }}", "{{ office.seal }}\n{{ signer.name }}");
    let text = text.replace("{% include \"letterhead\" %}\n", &letterhead);
    assert!(text.contains("{% include \"signature-collective\" %}"));
    text.replace("{% include \"signature-collective\" %}\n", &signature)
}

fn data(logo: Option<Json>, seal: Option<Json>) -> Json {
    let prepared = LIBRARY.get("thong-bao").unwrap();
    let mut data = LIBRARY.sample(&prepared);
    for (name, picture) in [("logo", logo), ("seal", seal)] {
        if let Some(picture) = picture {
            data["office"][name] = picture;
        }
    }
    data
}

fn column(document: &Document, wanted: Layout, at: usize) -> Vec<Paragraph> {
    let mut blocks = document.sections.iter().flat_map(|section| &section.blocks);
    let found = blocks.find_map(|block| match block {
        Block::Columns(Columns { layout, cells }) if *layout == wanted => Some(cells[at].clone()),
        _ => None,
    });
    found.unwrap()
}

fn shown(paragraphs: &[Paragraph]) -> Vec<(Role, bool)> {
    paragraphs.iter().map(|paragraph| (paragraph.role, paragraph.is_pictures())).collect()
}

fn sound(merged: &Merged) {
    assert_eq!(merged.problems, []);
}

#[test]
fn a_logo_stands_above_the_name_and_a_seal_in_the_room_of_the_hand() {
    let merged = merge(&sealed(), &data(Some(pictures::logo()), Some(pictures::seal())));
    sound(&merged);
    let left = shown(&column(&merged.document, Layout::Letterhead, 0));
    assert_eq!(left, [(Role::ParentBody, true), (Role::IssuingBody, false)]);
    let right = shown(&column(&merged.document, Layout::Signature, 1));
    assert_eq!(
        right[1..],
        [(Role::SignerTitle, false), (Role::SignerTitle, true), (Role::SignerName, false)]
    );
}

#[test]
fn a_picture_that_an_office_does_not_have_leaves_nothing() {
    let with = merge(&sealed(), &data(None, None));
    sound(&with);
    let plain = merge(LIBRARY.source("thong-bao").unwrap(), &data(None, None));
    assert_eq!(with.document, plain.document);
    let lent =
        merge(LIBRARY.source("thong-bao").unwrap(), &data(Some(pictures::logo()), Some(pictures::seal())));
    assert_eq!(lent, plain, "a template that asks for no picture prints none");
}

#[test]
fn a_picture_stands_in_a_sentence_and_in_a_cell() {
    let fields = field("stamp", "picture") + &field("stamps", "list") + "of = \"picture\"\n";
    let text = "Mẫu dấu: {{ stamp }} (đỏ).\n\n| Dấu | Tên |\n|---|---|\n{% for one in stamps %}\n| {{ one }} | Mẫu {{ loop.index }} |\n{% endfor %}";
    let seal = pictures::seal();
    let merged = merge(&plan(&fields, text), &json!({ "stamp": seal, "stamps": [seal, pictures::logo()] }));
    sound(&merged);
    assert_eq!(body(&merged), ["body=Mẫu dấu:  (đỏ)."]);
    let texts: Vec<&[Inline]> = merged.document.texts().map(|(.., text)| text).collect();
    let pictured = |text: &&&[Inline]| text.iter().any(|inline| matches!(inline, Inline::Picture(_)));
    assert_eq!(texts.iter().filter(pictured).count(), 3);
}

#[test]
fn a_picture_is_no_words() {
    let fields = field("stamp", "picture");
    let text = "A {{ stamp | upper }}.\n\nB {{ \"dấu \" ~ stamp }}.\n\nC {{ stamp | length }}[^1].\n\n[^1]: Dấu {{ stamp }}.";
    let checked = LIBRARY.check(&plan(&fields, text), today());
    let codes: Vec<Code> = checked.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::KindMismatch; 4], "{:?}", checked.problems);
    assert!(
        checked.problems.iter().all(|problem| problem.message.contains("hình ảnh")),
        "{:?}",
        checked.problems
    );
}

#[test]
fn every_fault_of_a_picture_has_its_pointer_and_its_sentence() {
    let fields = field("stamp", "picture") + &field("other", "picture") + &field("word", "picture");
    let text = "{{ stamp }} {{ other }} {{ word }}";
    let seal = pictures::seal();
    let data = json!({
        "stamp": { "data": "aGVsbG8=", "width_mm": 28, "alt": "", "file": "dau.png" },
        "other": { "data": seal["data"], "width_mm": "28" },
        "word": "dau.png",
    });
    let merged = merge(&plan(&fields, text), &data);
    let told: Vec<_> = merged.problems.iter().map(|p| (p.pointer.as_str(), p.code)).collect();
    assert_eq!(
        told,
        [
            ("/stamp/file", DataCode::Unknown),
            ("/stamp/data", DataCode::Picture),
            ("/stamp/alt", DataCode::Picture),
            ("/other/alt", DataCode::Missing),
            ("/other/width_mm", DataCode::Kind),
            ("/word", DataCode::Kind),
        ]
    );
    assert!(
        merged.problems.iter().all(|p| p.is_fault() && !p.message.contains(['…', '{'])),
        "{:?}",
        merged.problems
    );
    assert_eq!(merged.problems[1].message, "Chỉ dùng được ảnh PNG hoặc JPEG.");
}

/// `VANTHU_BLESS=1` writes the case anew.
#[test]
fn the_notice_is_a_case_for_every_writer() {
    let merged = merge(&sealed(), &data(Some(pictures::logo()), Some(pictures::seal())));
    let json = json!({ "document": merged.document });
    let case = "../cases/notice-with-logo-and-seal";
    crate::cases::golden(case, "input.json", &(serde_json::to_string_pretty(&json).unwrap() + "\n"));
}
