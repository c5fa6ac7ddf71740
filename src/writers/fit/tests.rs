use super::heights::Heights;
use super::*;
use crate::model::{Inline, Section, SectionKind, standard::ND30_2020};

fn standard() -> Standard {
    Standard::load(ND30_2020).unwrap()
}

fn document(blocks: Vec<Block>) -> Document {
    Document {
        kind: "plan".into(),
        title: "Kế hoạch".into(),
        sections: vec![Section { kind: SectionKind::Main, blocks }],
    }
}

fn columns(layout: Layout, cells: &[&[(Role, &str)]]) -> Block {
    let cells = cells
        .iter()
        .map(|cell| cell.iter().map(|&(role, text)| Paragraph::plain(role, text)).collect())
        .collect();
    Block::Columns(Columns { layout, cells })
}

fn letterhead(place_date: &str) -> Vec<Block> {
    let right = [
        (Role::NationalTitle, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (Role::Motto, "Độc lập - Tự do - Hạnh phúc"),
    ];
    let left = [(Role::ParentBody, "UBND TỈNH"), (Role::IssuingBody, "SỞ NỘI VỤ")];
    vec![
        columns(Layout::Letterhead, &[&left, &right]),
        columns(
            Layout::Numbering,
            &[&[(Role::DocNumber, "Số: 12/KH-SNV")], &[(Role::PlaceDate, place_date)]],
        ),
    ]
}

fn mm(pt: f64) -> f64 {
    pt / PT_PER_MM
}

#[test]
fn both_rows_of_the_letterhead_share_one_pair_of_widths() {
    let fit =
        fit(&document(letterhead("Hà Nội, ngày 05 tháng 11 năm 2026")), &standard(), &Fonts::embedded());
    assert_eq!(fit.widths(0, 0), fit.widths(0, 1));
    assert!((mm(fit.widths(0, 0)[0]) - 65.0).abs() < 1e-6, "{:?}", fit.widths(0, 0));
    assert!((mm(fit.widths(0, 0)[1]) - 100.0).abs() < 1e-6);
}

#[test]
fn a_long_date_line_widens_the_right_column_and_never_wraps() {
    let (standard, fonts) = (standard(), Fonts::embedded());
    let line = "Thành phố Hồ Chí Minh A, ngày 29 tháng 12 năm 2026";
    let fit = fit(&document(letterhead(line)), &standard, &fonts);
    let right = fit.widths(0, 1)[1];
    assert!(mm(right) > 100.0);
    assert!(fonts.advance(line, false, true, fit.size(Role::PlaceDate)) < right);
    assert!((mm(fit.widths(0, 1).iter().sum()) - 165.0).abs() < 1e-6);
}

#[test]
fn a_size_shrinks_inside_its_legal_range_before_a_column_widens() {
    let larger = ND30_2020.replacen(
        "size = 13\nallowed = [13, 14]\nbold = false\nitalic = true",
        "size = 14\nallowed = [13, 14]\nbold = false\nitalic = true",
        1,
    );
    let standard = Standard::load(&larger).unwrap();
    assert!((standard.role(Role::PlaceDate).size - 14.0).abs() < 1e-9, "the place-date row was not found");
    let line = "Thành phố Hồ Chí Minh, ngày 29 tháng 12 năm 2026";
    let fit = fit(&document(letterhead(line)), &standard, &Fonts::embedded());
    assert!((fit.size(Role::PlaceDate) - 13.0).abs() < 1e-9, "{}", fit.size(Role::PlaceDate));
    assert!(mm(fit.widths(0, 1)[1]) < 100.1);
}

#[test]
fn rules_are_parts_of_the_longest_line_above_them() {
    let (standard, fonts) = (standard(), Fonts::embedded());
    let mut blocks = letterhead("Hà Nội, ngày 05 tháng 11 năm 2026");
    let subject =
        "Triển khai phong trào thi đua \"Cả nước chung sức xây dựng nông thôn mới\" giai đoạn 2026 - 2030";
    blocks.push(Block::Paragraph(Paragraph::plain(Role::DocType, "KẾ HOẠCH")));
    blocks.push(Block::Paragraph(Paragraph::plain(Role::Subject, subject)));
    blocks.push(Block::Paragraph(Paragraph::plain(Role::Subject, "trên địa bàn tỉnh")));
    let fit = fit(&document(blocks), &standard, &fonts);
    let motto = fonts.advance("Độc lập - Tự do - Hạnh phúc", true, false, 13.0);
    assert!((fit.rule(0, 0, 1, 1).unwrap() - motto).abs() < 1e-6);
    assert_eq!(fit.rule(0, 0, 1, 0), None);
    assert_eq!(fit.rule(0, 0, 0, 0), None, "the parent body has no rule");
    let issuer = fonts.advance("SỞ NỘI VỤ", true, false, 12.0);
    assert!((fit.rule(0, 0, 0, 1).unwrap() - 0.4 * issuer).abs() < 1e-6);
    assert_eq!(fit.rule(0, 2, 0, 0), None);
    assert_eq!(fit.rule(0, 3, 0, 0), None, "the rule stands under the last line of the subject");
    let rule = fit.rule(0, 4, 0, 0).unwrap();
    let text = standard.page.text_width();
    assert!(rule > 0.8 * 0.4 * text && rule < 0.4 * text, "{rule} of {text}");
}

#[test]
fn signers_share_the_width_and_a_lone_signature_stands_right() {
    let sign = [(Role::SignerTitle, "GIÁM ĐỐC"), (Role::SignerName, "Nguyễn Văn An")];
    let recipients = [(Role::RecipientsLabel, "Nơi nhận:"), (Role::Recipient, "- Như trên;")];
    let fit = fit(
        &document(vec![
            columns(Layout::Signature, &[&recipients, &sign]),
            columns(Layout::Signature, &[&sign, &sign, &sign]),
            columns(Layout::Signature, &[&sign]),
        ]),
        &standard(),
        &Fonts::embedded(),
    );
    assert!((mm(fit.widths(0, 0)[0]) - 70.0).abs() < 1e-6);
    assert!(fit.widths(0, 1).iter().all(|&width| (mm(width) - 55.0).abs() < 1e-6));
    assert!((mm(fit.indent(0, 2)) - 70.0).abs() < 1e-6 && (mm(fit.widths(0, 2)[0]) - 95.0).abs() < 1e-6);
}

#[test]
fn a_crowded_table_takes_a_smaller_lawful_size() {
    let cell = || vec![Inline::plain("nghiêng nghiêng")];
    let table = crate::model::Table { header_rows: 0, rows: vec![(0..9).map(|_| cell()).collect()] };
    let fit = fit(&document(vec![Block::Table(table)]), &standard(), &Fonts::embedded());
    assert!(fit.size(Role::TableCell) < 13.0 && fit.size(Role::TableCell) >= 11.0);
}

#[test]
fn stamps_have_the_frames_of_the_decree() {
    let (standard, fonts) = (standard(), Fonts::embedded());
    let frame = |role, text| stamp(&Paragraph::plain(role, text), &standard, &fonts);
    for spelt in ["HỎA TỐC", "HOẢ TỐC"] {
        let (width, height) = frame(Role::Urgency, spelt).unwrap();
        assert!((mm(width) - 30.0).abs() < 1e-6 && (mm(height) - 8.0).abs() < 1e-6);
    }
    assert!(mm(frame(Role::Circulation, "TÀI LIỆU HỘI NGHỊ").unwrap().0) > 45.0);
    assert_eq!(frame(Role::Body, "KHẨN"), None);
}

/// A signature with a seal of a size in mm between title and name.
fn sealed(width: f64, height: f64) -> Block {
    let picture = Inline::Picture(crate::model::picture::tests::picture(width, height, "Dấu"));
    let mut block = columns(
        Layout::Signature,
        &[
            &[(Role::RecipientsLabel, "Nơi nhận:")],
            &[(Role::SignerTitle, "CHỦ TỊCH"), (Role::SignerName, "Lê Thị Minh Châu")],
        ],
    );
    if let Block::Columns(columns) = &mut block {
        columns.cells[1].insert(1, Paragraph { role: Role::SignerTitle, text: vec![picture] });
    }
    block
}

#[test]
fn a_seal_stands_in_the_room_of_the_hand_and_covers_a_third_of_it() {
    let (standard, fonts) = (standard(), Fonts::embedded());
    let room = 28.0 * PT_PER_MM;
    // Too small to be seen: what Word has below a line of pictures.
    let ease = 0.2;
    for (side, rest) in [(10.0, room - 10.0 * PT_PER_MM), (28.0, 0.0), (36.0, 0.0)] {
        let fit = fit(&document(vec![sealed(side, side)]), &standard, &fonts);
        assert_eq!(fit.space(0, 0, 1, 0), None);
        assert_eq!(fit.space(0, 0, 1, 1), None);
        let space = fit.space(0, 0, 1, 2).unwrap();
        assert!((space - rest).abs() < ease, "{side} mm: {space} pt below it, not {rest}");
        let name = fonts.advance("Lê Thị Minh Châu", true, false, 14.0) + EASE;
        let third = fit.widths(0, 0)[1] / 2.0 - name / 2.0 + name / 3.0;
        let right = fit.seal(0, 0, 1, 1).unwrap() + side * PT_PER_MM;
        assert!((right - third).abs() < 1e-6, "{side} mm: the seal ends at {right} pt, not {third}");
        assert_eq!(fit.seal(0, 0, 1, 0), None);
    }
}

#[test]
fn a_line_is_as_high_as_its_picture_and_a_picture_no_wider_than_its_room() {
    let fonts = Fonts::embedded();
    let setting = Setting { bold: false, italic: false, size: 10.0 };
    let shown = crate::model::picture::tests::picture(20.0, 40.0, "Dấu");
    let high = 40.0 * PT_PER_MM;
    let height = |text: &[Inline], width: f64| lines::height(&fonts, text, setting, width, 12.0);
    let picture = || Inline::Picture(shown.clone());
    let words = || Inline::plain("000 000");
    assert!((height(&[words()], 1000.0) - 12.0).abs() < 1e-9);
    assert!((height(&[words(), picture()], 1000.0) - (high + 2.16)).abs() < 1e-9);
    assert!((height(&[words(), Inline::Break, picture()], 1000.0) - (12.0 + high + 2.16)).abs() < 1e-9);
    assert!((height(&[picture()], 1000.0) - (high + 0.108)).abs() < 1e-9);
    assert!(
        (height(&[picture(), picture()], 100.0) - 2.0 * (high + 0.108)).abs() < 1e-9,
        "one below the other"
    );
    assert!((height(&[picture()], 10.0 * PT_PER_MM) - (high / 2.0 + 0.108)).abs() < 1e-9, "half as wide");
    let heights =
        Heights { standard: &standard(), fit: &fit(&document(vec![]), &standard(), &fonts), fonts: &fonts };
    let (row, certain) = heights.row(Role::TableCell, &[vec![words()], vec![picture()]], &[200.0, 200.0]);
    assert!(row > high && !certain, "a row with a picture is measured by Typst: {row}");
    assert!(
        heights.parted(
            &[vec![Inline::Picture(crate::model::picture::tests::picture(9.0, 220.0, "Dấu"))]],
            630.0
        )
    );
}
