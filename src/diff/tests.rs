use super::*;
use crate::model::changes::Change;
use crate::model::{Cell, Role, Run, SectionKind};

fn document(blocks: Vec<Block>) -> Document {
    let section = Section { kind: SectionKind::Main, blocks };
    Document { kind: "plan".into(), title: String::new(), sections: vec![section] }
}

fn body(text: &str) -> Block {
    Block::Paragraph(Paragraph::plain(Role::Body, text))
}

fn changes(old: Vec<Block>, new: Vec<Block>) -> Changes {
    compare(&document(old), &document(new))
}

/// Pieces in short: `[-old-]`, `[+new+]`.
fn shown(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Same { text } => document::words(text),
            Piece::Removed { text } => format!("[-{}-]", document::words(text)),
            Piece::Added { text } => format!("[+{}+]", document::words(text)),
            Piece::Note { text } => format!("[note {}]", shown(text)),
        })
        .collect()
}

#[track_caller]
fn check(old: &str, new: &str, expected: &str) {
    assert_eq!(shown(&words::pieces(&[Inline::plain(old)], &[Inline::plain(new)])), expected);
}

#[test]
fn words_are_compared_one_by_one() {
    check(
        "Mức thưởng 702.000 đồng cho mỗi cá nhân",
        "Mức thưởng 1.404.000 đồng cho mỗi cá nhân",
        "Mức thưởng [-702.000-][+1.404.000+] đồng cho mỗi cá nhân",
    );
    check("Số: 15/QĐ-UBND", "Số: 16/QĐ-UBND", "Số: [-15/QĐ-UBND-][+16/QĐ-UBND+]");
    check(
        "tặng Giấy khen cho 03 tập thể",
        "tặng Bằng khen và cờ cho 03 tập thể",
        "tặng [-Giấy-][+Bằng+] khen [+và cờ +]cho 03 tập thể",
    );
}

#[test]
fn spaces_between_two_changed_words_are_no_match() {
    check(
        "các thôn Đông Ngạn thực hiện",
        "các thôn Hòa Bình thực hiện",
        "các thôn [-Đông Ngạn-][+Hòa Bình+] thực hiện",
    );
}

#[test]
fn words_with_little_in_common_are_shown_whole() {
    check(
        "Giao Văn phòng theo dõi, đôn đốc.",
        "Kinh phí lấy từ quỹ thi đua, khen thưởng.",
        "[-Giao Văn phòng theo dõi, đôn đốc-][+Kinh phí lấy từ quỹ thi đua, khen thưởng+].",
    );
}

#[test]
fn a_face_is_a_change_and_how_runs_are_cut_is_none() {
    let run = |text: &str, bold: bool| Inline::Text(Run { text: text.into(), bold, ..Run::default() });
    let one = |text: Vec<Inline>| vec![Block::Paragraph(Paragraph { role: Role::Body, text })];
    let cut = changes(one(vec![run("một ", false), run("hai", false)]), one(vec![run("một hai", false)]));
    assert!(cut.is_empty());
    let faced = words::pieces(
        &[run("một hai ba bốn", false)],
        &[run("một ", false), run("hai", true), run(" ba bốn", false)],
    );
    assert_eq!(shown(&faced), "một [-hai-][+hai+] ba bốn");
}

#[test]
fn a_note_that_changed_is_the_same_note() {
    let text = |note: &str| {
        vec![
            Inline::plain("Đường"),
            Inline::Footnote { text: vec![Inline::plain(note)] },
            Inline::plain(" dài"),
        ]
    };
    let pieces = words::pieces(&text("Đường liên thôn cũ"), &text("Đường liên thôn mới"));
    assert_eq!(shown(&pieces), "Đường[note Đường liên thôn [-cũ-][+mới+]] dài");
}

#[test]
fn numbers_that_move_on_do_not_hide_what_stays() {
    let clause = |text: &str| Block::Paragraph(Paragraph::plain(Role::Clause, text));
    let found = changes(
        vec![clause("1. Tuyên truyền đến người dân."), clause("2. Kiểm tra việc thực hiện.")],
        vec![
            clause("1. Kiện toàn Hội đồng."),
            clause("2. Tuyên truyền đến người dân."),
            clause("3. Kiểm tra việc thực hiện."),
        ],
    );
    assert_eq!((found.counts.added, found.counts.changed, found.counts.removed), (1, 2, 0));
    assert_eq!((found.counts.words_added, found.counts.words_removed), (2 + 5, 2));
}

fn table(rows: &[&str]) -> Block {
    let cell = |text: &str| -> Cell { if text.is_empty() { Vec::new() } else { vec![Inline::plain(text)] } };
    let rows = rows.iter().map(|row| row.split('|').map(cell).collect()).collect();
    Block::Table(Table { header_rows: 1, rows })
}

#[test]
fn a_row_put_in_does_not_change_the_rows_below() {
    let found = changes(
        vec![table(&[
            "TT|Họ và tên|Mức",
            "1|Giàng A Páo|702.000",
            "2|Lò Thị Mỷ|702.000",
            "3|Vàng A Sử|702.000",
        ])],
        vec![table(&[
            "TT|Họ và tên|Mức",
            "1|Sùng A Chứ|702.000",
            "2|Giàng A Páo|702.000",
            "3|Lò Thị Mỷ|1.404.000",
            "4|Vàng A Sử|702.000",
        ])],
    );
    let Change::Changed { inside: Inside::Table { head, body } } = &found.sections[0].blocks[0].change else {
        panic!("{found:#?}")
    };
    assert!(matches!(head[..], [Change::Kept { .. }]));
    let rows: Vec<String> = body
        .iter()
        .map(|row| match row {
            Change::Changed { inside } => inside.iter().map(|cell| shown(cell)).collect::<Vec<_>>().join("|"),
            Change::Kept { .. } => "=".into(),
            Change::Removed { .. } => "-".into(),
            Change::Added { whole } => format!("+{}", document::words(&whole[1])),
        })
        .collect();
    assert_eq!(
        rows,
        [
            "+Sùng A Chứ",
            "[-1-][+2+]|Giàng A Páo|702.000",
            "[-2-][+3+]|Lò Thị Mỷ|[-702.000-][+1.404.000+]",
            "[-3-][+4+]|Vàng A Sử|702.000"
        ]
    );
}

#[test]
fn a_paragraph_that_stands_elsewhere_moved() {
    let parts = [
        "Giao Văn phòng theo dõi.",
        "Các thôn báo cáo trước ngày 15.",
        "Kinh phí lấy từ quỹ.",
        "Trạm Y tế phối hợp.",
    ];
    let blocks = |order: [usize; 4]| order.iter().map(|at| body(parts[*at])).collect::<Vec<_>>();
    let found = changes(blocks([0, 1, 2, 3]), blocks([1, 2, 3, 0]));
    assert_eq!(found.counts, Counts { kept: 3, moved: 1, ..Counts::default() });
    assert_eq!((found.moves[0].old.block, found.moves[0].new.block), (0, 3));
    assert_eq!(found.moves[0].inside, None);
    let mut new = blocks([1, 2, 3, 0]);
    new[3] = body("Giao Văn phòng xã theo dõi.");
    let found = changes(blocks([0, 1, 2, 3]), new);
    assert_eq!((found.counts.moved, found.counts.words_added), (1, 1));
    assert!(found.moves[0].inside.is_some());
}

/// 500 pages of which every paragraph changed, in time that does not grow with the square.
#[test]
fn large_documents_are_compared_in_bounded_time() {
    let pages = |seed: usize| -> Vec<Block> {
        (0..8_000)
            .map(|at| {
                body(&format!(
                    "từ{} {} chữ{} mục {at} câu{}",
                    at * seed % 7919,
                    at % 13,
                    at * seed % 101,
                    at * seed % 997
                ))
            })
            .collect()
    };
    let found = changes(pages(3), pages(5));
    assert_eq!(found.after(), document(pages(5)));
    let rows = |seed: usize| -> Vec<String> {
        (0..1_000).map(|at| format!("{}|Người {}|{}", at + seed, (at * seed) % 1009, at % 7)).collect()
    };
    let lines = |rows: &[String]| rows.iter().map(String::as_str).collect::<Vec<_>>().join("\n");
    let (one, two) = (lines(&rows(1)), lines(&rows(17)));
    let table = |text: &str| table(&text.lines().collect::<Vec<_>>());
    let found = changes(vec![table(&one)], vec![table(&two)]);
    assert_eq!(found.after(), document(vec![table(&two)]));
    let long =
        |seed: usize| body(&(0..60_000).map(|at| format!("w{} ", at * seed % 10_007)).collect::<String>());
    let found = changes(vec![long(3)], vec![long(7)]);
    assert_eq!(found.after(), document(vec![long(7)]));
}
