//! Laws of comparing, on generated pairs of documents.

use proptest::prelude::*;
use vanthu::diff::{compare, normal};
use vanthu::model::changes::{Changes, Counts};
use vanthu::model::{
    Block, Cell, Columns, Document, Inline, Layout, Paragraph, Role, Run, Section, SectionKind, Table,
};

/// Few words, so that two documents have many in common.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "tặng",
        "Giấy khen",
        "cho",
        "các",
        "tập thể",
        "1.404.000",
        "15/QĐ-UBND",
        ",",
        ".",
        " ",
        "1.",
        "a)",
        "Điều 2.",
        "Bà Giàng Thị Mỷ",
    ]);
    prop::collection::vec(word, 0..9).prop_map(|words| words.join(" "))
}

fn run() -> impl Strategy<Value = Inline> {
    (words(), any::<bool>(), any::<bool>())
        .prop_map(|(text, bold, superscript)| Inline::Text(Run { text, bold, superscript, italic: false }))
}

fn text() -> impl Strategy<Value = Vec<Inline>> {
    let note = prop::collection::vec(run(), 0..3).prop_map(|text| Inline::Footnote { text });
    let inline = prop_oneof![6 => run(), 1 => note, 1 => Just(Inline::Break)];
    prop::collection::vec(inline, 0..4)
}

fn paragraph() -> impl Strategy<Value = Paragraph> {
    let role = prop::sample::select(vec![Role::Body, Role::Clause, Role::Subject, Role::SignerName]);
    (role, text()).prop_map(|(role, text)| Paragraph { role, text })
}

fn block() -> impl Strategy<Value = Block> {
    let layout = prop::sample::select(vec![Layout::Letterhead, Layout::Signature]);
    let cells = prop::collection::vec(prop::collection::vec(paragraph(), 0..3), 1..3);
    let columns = (layout, cells).prop_map(|(layout, cells)| Block::Columns(Columns { layout, cells }));
    let cell = || text().prop_map(|cell| -> Cell { cell });
    let table = (1_usize..3)
        .prop_flat_map(move |width| prop::collection::vec(prop::collection::vec(cell(), width..=width), 0..5))
        .prop_flat_map(|rows| (0..=rows.len(), Just(rows)))
        .prop_map(|(header_rows, rows)| Block::Table(Table { header_rows, rows }));
    prop_oneof![
        8 => paragraph().prop_map(Block::Paragraph),
        1 => columns,
        2 => table,
        1 => Just(Block::PageBreak),
    ]
}

fn document() -> impl Strategy<Value = Document> {
    let kind = prop::sample::select(vec![SectionKind::Main, SectionKind::Appendix]);
    let section =
        (kind, prop::collection::vec(block(), 0..7)).prop_map(|(kind, blocks)| Section { kind, blocks });
    let sections = prop::collection::vec(section, 0..4);
    (words(), sections).prop_map(|(title, sections)| Document { kind: "plan".into(), title, sections })
}

/// A step of an editor's work; numbers choose the place.
fn edit(document: &mut Document, (what, at, block): (u8, usize, Block)) {
    let many = document.sections.len();
    if many == 0 {
        return;
    }
    let blocks = &mut document.sections[at % many].blocks;
    let len = blocks.len();
    match what {
        0 => blocks.insert(at % (len + 1), block),
        1 if len > 0 => drop(blocks.remove(at % len)),
        2 if len > 0 => blocks[at % len] = block,
        3 if len > 1 => {
            let moved = blocks.remove(at % len);
            blocks.insert((at / 7) % len, moved);
        }
        4 => drop(document.sections.remove(at % many)),
        5 => document.sections.swap(0, at % many),
        _ => {}
    }
}

pub(super) fn edited() -> impl Strategy<Value = (Document, Document)> {
    let edits = prop::collection::vec((0_u8..6, any::<usize>(), block()), 0..4);
    (document(), edits).prop_map(|(old, edits)| {
        let mut new = old.clone();
        edits.into_iter().for_each(|step| edit(&mut new, step));
        (old, new)
    })
}

/// Holds what is true of every two documents.
fn hold(old: &Document, new: &Document) -> Result<(), TestCaseError> {
    let changes = compare(old, new);
    prop_assert_eq!(changes.before(), normal(old), "the old document comes back");
    prop_assert_eq!(changes.after(), normal(new), "applying the changes gives the new one");
    prop_assert_eq!(changes.is_empty(), normal(old) == normal(new));
    prop_assert_eq!(&compare(new, old), &changes.clone().mirrored(), "the other way round it is mirrored");
    prop_assert_eq!(&changes.clone().mirrored().mirrored(), &changes, "twice mirrored is the same");
    prop_assert_eq!(&compare(old, new), &changes, "the same changes every time");
    let json = serde_json::to_string(&changes).unwrap();
    prop_assert_eq!(&serde_json::from_str::<Changes>(&json).unwrap(), &changes, "it reads back");
    for (number, one) in changes.moves.iter().enumerate() {
        let ends = changes.sections.iter().flat_map(|section| &section.blocks);
        let ends: Vec<_> = ends.filter(|block| block.moved == Some(number)).collect();
        prop_assert_eq!(ends.len(), 2, "a move has two ends");
        prop_assert!(ends.iter().any(|end| end.old == Some(one.old.block) && end.new.is_none()));
        prop_assert!(ends.iter().any(|end| end.new == Some(one.new.block) && end.old.is_none()));
    }
    Ok(())
}

proptest! {
    #[test]
    fn what_was_edited_comes_back_from_its_changes((old, new) in edited()) {
        hold(&old, &new)?;
    }

    #[test]
    fn any_two_documents_come_back_from_their_changes(old in document(), new in document()) {
        hold(&old, &new)?;
    }

    #[test]
    fn a_document_against_itself_changed_nothing(document in document()) {
        let changes = compare(&document, &document);
        let blocks = document.sections.iter().map(|section| section.blocks.len()).sum();
        prop_assert!(changes.is_empty());
        prop_assert_eq!(changes.counts, Counts { kept: blocks, ..Counts::default() });
    }
}
