//! Files that are made to hurt: each ends soon, with the code of what it is.
//! `tests/outside/test_sheets.py` measures time and memory of the real binary.

use std::time::{Duration, Instant};

use super::files::{archive, compound, honest, ods, record, shorts, texts, xls, xlsx};
use super::{names, notices, preview, refused};

/// Refused with this code, within two seconds.
#[track_caller]
fn ends(bytes: &[u8], code: &str) {
    let begun = Instant::now();
    assert_eq!(refused(bytes), code);
    assert!(begun.elapsed() < Duration::from_secs(2), "{code}: {:?}", begun.elapsed());
}

#[test]
fn bombs_are_refused() {
    ends(&xlsx(&" ".repeat(80 << 20), &[]), "sheet-bomb");
    let long = format!("<sst><si><t>{}</t></si></sst>", "a".repeat(60 << 20));
    ends(&xlsx(&honest(), &[("xl/sharedStrings.xml", &long)]), "sheet-bomb");
    ends(&ods(&format!("<table:table>{}</table:table>", "<a/>".repeat(8 << 20))), "sheet-too-much");
    let parts: Vec<String> = (0..2_500).map(|at| format!("a{at}")).collect();
    let parts: Vec<(&str, &str)> = parts.iter().map(|name| (name.as_str(), "")).collect();
    ends(&archive(&parts), "sheet-too-many-parts");
}

#[test]
fn a_million_rows_and_the_last_cell_of_all_are_refused() {
    let row = |at: u32| format!(r#"<row r="{at}"><c r="A{at}"><v>{at}</v></c></row>"#);
    let rows: String = (1..=1 << 20).map(row).collect();
    ends(&xlsx(&format!("<sheetData>{rows}</sheetData>"), &[]), "sheet-too-many-rows");
    for (cell, code) in [
        ("XFD1048576", "sheet-too-many-rows"),
        ("XFD1", "sheet-too-many-columns"),
        ("A1048576", "sheet-too-many-rows"),
        ("ZZZZZZ999999999", "sheet-too-many-rows"),
        ("A0", "sheet-broken"),
        ("AAAAAAAAAA1", "sheet-broken"),
    ] {
        let far = format!(
            r#"<sheetData>{}<row><c r="{cell}"><v>1</v></c></row></sheetData>"#,
            texts(1, &["STT", "Họ và tên"])
        );
        ends(&xlsx(&far, &[]), code);
    }
    let empty: String = (1..=600_000).map(|at| format!(r#"<row r="{at}" s="1"/>"#)).collect();
    ends(&xlsx(&format!("<sheetData>{empty}</sheetData>"), &[]), "sheet-no-list");
    let upside: String = (1..=20_000).rev().map(row).collect();
    ends(&xlsx(&format!("<sheetData>{upside}</sheetData>"), &[]), "sheet-no-list");
    ends("a;b\n".repeat(1 << 20).as_bytes(), "sheet-too-many-rows");
    ends(";".repeat(8 << 20).as_bytes(), "sheet-too-much");
}

#[test]
fn repeats_of_an_ods_are_not_believed() {
    let cell =
        |many: &str| format!(r#"<table:table-cell {many} office:value-type="float" office:value="1"/>"#);
    let table = |row: &str, cell: &str| {
        ods(&format!("<table:table><table:table-row {row}>{cell}</table:table-row></table:table>"))
    };
    ends(&table(r#"table:number-rows-repeated="1048576""#, &cell("")), "sheet-too-many-rows");
    ends(&table("", &cell(r#"table:number-columns-repeated="4294967295""#)), "sheet-too-many-columns");
    let wide = cell(r#"table:number-columns-repeated="256""#);
    ends(&table(r#"table:number-rows-repeated="60000""#, &wide), "sheet-too-much");
    let spaces = r#"<table:table-cell office:value-type="string"><text:p><text:s text:c="4000000000"/>a</text:p></table:table-cell>"#;
    ends(&table("", spaces), "sheet-no-list");
}

#[test]
fn entities_document_types_and_depth_are_refused() {
    let xxe = r#"<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>"#;
    let mut with = honest();
    with = with.replace("Trạm Y tế", "&e;");
    let sheet = format!("{xxe}<worksheet>{with}</worksheet>");
    let parts = [
        ("xl/workbook.xml", super::files::WORKBOOK),
        ("xl/_rels/workbook.xml.rels", super::files::RELATIONS),
        ("xl/worksheets/sheet1.xml", sheet.as_str()),
    ];
    ends(&archive(&parts), "sheet-doctype");
    ends(&xlsx(&with, &[]), "sheet-broken");
    ends(&xlsx(&format!("{}{}", "<a>".repeat(200_000), "</a>".repeat(200_000)), &[]), "sheet-too-deep");
}

#[test]
fn links_to_other_files_are_never_followed_and_their_values_are_read() {
    let row = r#"<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="str"><f>[1]A!$B$2</f><v>Nguyễn Văn An</v></c><c r="C2" t="e"><f>'file:///etc/[passwd]A'!A1</f><v>#REF!</v></c></row>"#;
    let cells = format!("<sheetData>{}{row}</sheetData>", texts(1, &["STT", "Họ và tên", "Đơn vị"]));
    let link = r#"<externalLink><externalBook r:id="r1"/></externalLink>"#;
    let imported = preview(&xlsx(&cells, &[("xl/externalLinks/externalLink1.xml", link)]));
    assert_eq!(names(&imported), ["Nguyễn Văn An"]);
    assert!(super::codes(&imported.rows[0]).contains(&vanthu::model::honoree::NoteCode::CellError));
    assert!(!notices(&imported).contains(&"head-missing"));
}

#[test]
fn files_cut_anywhere_are_refused() {
    let whole = xlsx(&honest(), &[]);
    for end in (0..whole.len()).step_by(7) {
        assert!(
            matches!(refused(&whole[..end]), "sheet-broken" | "sheet-not-one" | "sheet-no-list"),
            "{end}"
        );
    }
    let whole = xls(&[], &record(0x0204, &[shorts(&[0, 0, 0, 1]), vec![0, b'a']].concat()));
    for end in (0..whole.len()).step_by(17) {
        let _code = refused(&whole[..end]);
    }
}

#[test]
fn an_old_excel_that_lies_ends_soon() {
    // Sectors in a circle.
    let mut circle = compound(&[0; 8192]);
    let at = 512 + 2 * 4;
    for sector in 0..16 {
        circle[at + sector * 4..at + sector * 4 + 4].copy_from_slice(&2_u32.to_le_bytes());
    }
    ends(&circle, "sheet-broken");
    // A list of four thousand million texts, and cells far away.
    let claims = record(0x00FC, &[0xFF; 20]);
    ends(&xls(&claims, &[]), "sheet-no-list");
    let far = record(0x0203, &[shorts(&[65_535, 255, 0]), 1.0_f64.to_le_bytes().to_vec()].concat());
    ends(&xls(&[], &far), "sheet-no-list");
    let beyond = record(0x0203, &[shorts(&[1, 60_000, 0]), 1.0_f64.to_le_bytes().to_vec()].concat());
    ends(&xls(&[], &beyond), "sheet-too-many-columns");
    ends(&xls(&record(0x0085, &[255, 255, 255, 127, 0, 0, 1, 0, b'B']), &[]), "sheet-broken");
    let many = record(0x00E5, &[]).repeat(1_500_000);
    ends(&xls(&[], &many), "sheet-too-much");
}

#[test]
fn five_thousand_honest_rows_are_read_in_time() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let heads =
        ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Đơn vị công tác", "Hình thức khen thưởng", "Thành tích"];
    for (column, head) in (0..).zip(heads) {
        sheet.write_string(3, column, head).unwrap();
    }
    for row in 4..5_004_u32 {
        sheet.write_number(row, 0, f64::from(row) - 3.0).unwrap();
        let syllable = ["An", "Bình", "Cường", "Dung", "Êm", "Giang", "Hà"];
        let pick = |step: u32| syllable[usize::try_from(row / step % 7).unwrap()];
        let name = format!("Nguyễn {} {} {}", pick(49), pick(7), pick(1));
        sheet.write_string(row, 1, name).unwrap();
        sheet.write_number(row, 2, f64::from(1960 + row % 40)).unwrap();
        sheet.write_string(row, 3, "Giáo viên").unwrap();
        sheet.write_string(row, 4, format!("Trường Tiểu học số {}", row % 97)).unwrap();
        sheet.write_string(row, 5, "Giấy khen").unwrap();
        sheet.write_string(row, 6, format!("Có thành tích xuất sắc trong năm học, lần {row}")).unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let begun = Instant::now();
    let imported = preview(&bytes);
    let read = begun.elapsed();
    assert_eq!(imported.rows.len(), 5_000);
    let given = imported.with_notes().unwrap();
    println!("5,000 rows: read in {read:?}, given back in {:?}", begun.elapsed() - read);
    assert!(given.len() > 100_000);
    assert!(read < Duration::from_secs(3), "{read:?}");
}
