//! One list in every form of file.

use chrono::NaiveDate;
use encoding_rs::WINDOWS_1258;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use unicode_normalization::UnicodeNormalization;
use vanthu::model::honoree::{Birth, NoteCode, Status};

use super::files::{archive, honest, ods, record, shorts, texts, wide, xls, xlsx};
use super::{codes, names, notices, preview, refused};

const TEXT: &str = "STT;Họ và tên;Ngày sinh;Đơn vị;Thành tích\n\
    1;Nguyễn Văn An;5/3/1985;Trạm Y tế xã Sơn Hải;\"Trực đêm; không vắng\nmột buổi\"\n\
    2;Đặng Thị Ước;1990;Trường Mầm non Sơn Hải;\"Dạy \"\"mẫu\"\"\"\n";

fn born(day: [u32; 3]) -> Option<Birth> {
    NaiveDate::from_ymd_opt(i32::try_from(day[0]).unwrap(), day[1], day[2]).map(Birth::Day)
}

#[test]
fn text_is_read_in_every_code_of_characters_and_with_every_separator() {
    let utf16 = |swap: bool| -> Vec<u8> {
        let units = format!("\u{feff}{TEXT}").encode_utf16().collect::<Vec<_>>();
        units
            .into_iter()
            .flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    };
    // Windows-1258 has vowels with their hats and hooks, and tones as marks that follow.
    let loose: String = TEXT
        .chars()
        .flat_map(|c| {
            let is_tone = |c: &char| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
            let base: String = c.nfd().filter(|c| !is_tone(c)).nfc().collect();
            base.chars().chain(c.nfd().filter(is_tone)).collect::<Vec<_>>()
        })
        .collect();
    let (windows, _, lost) = WINDOWS_1258.encode(&loose);
    assert!(!lost);
    let forms = [
        TEXT.as_bytes().to_vec(),
        format!("\u{feff}{TEXT}").into_bytes(),
        utf16(false),
        utf16(true),
        windows.into_owned(),
        TEXT.replace(';', "\t").replace("đêm\t", "đêm;").into_bytes(),
        TEXT.replace(';', ",").into_bytes(),
    ];
    for (at, bytes) in forms.iter().enumerate() {
        let imported = preview(bytes);
        assert_eq!(names(&imported), ["Nguyễn Văn An", "Đặng Thị Ước"], "form {at}");
        assert_eq!(imported.rows[0].honoree.birth, born([1985, 3, 5]));
        assert!(imported.rows[0].honoree.achievement.ends_with("không vắng một buổi"));
        assert_eq!(imported.rows[1].honoree.achievement, "Dạy \"mẫu\"");
        assert_eq!(notices(&imported).contains(&"text-encoding"), at == 4, "form {at}");
    }
}

#[test]
fn an_xlsx_is_read_with_its_dates_formulas_merges_and_what_is_hidden() {
    let mut workbook = Workbook::new();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let sheet = workbook.add_worksheet().set_name("Danh sách").unwrap();
    sheet.merge_range(0, 0, 0, 4, "DANH SÁCH CÁ NHÂN", &Format::new()).unwrap();
    for (column, head) in (0..).zip(["STT", "Họ và tên", "Ngày sinh", "Đơn vị", "Tiền thưởng"])
    {
        sheet.write_string(2, column, head).unwrap();
    }
    for (row, name) in (3..).zip(["Nguyễn Văn An", "Lê Thị Bé", "Trần Văn Cả"]) {
        sheet.write_formula(row, 0, Formula::new("ROW()-3").set_result(format!("{}", row - 2))).unwrap();
        sheet.write_string(row, 1, name).unwrap();
        sheet.write_datetime_with_format(row, 2, ExcelDateTime::from_ymd(1985, 3, 5).unwrap(), &day).unwrap();
        sheet.write_formula(row, 4, Formula::new("2*500000").set_result("1000000")).unwrap();
    }
    sheet.merge_range(3, 3, 5, 3, "Trạm Y tế", &Format::new()).unwrap();
    sheet.set_row_hidden(4).unwrap();
    sheet.set_column_hidden(4).unwrap();
    let other = workbook.add_worksheet().set_name("Cũ").unwrap();
    other.write_string(0, 0, "Họ và tên").unwrap();
    other.set_hidden(true);
    workbook.add_worksheet().set_name("Ghi nhớ").unwrap().write_string(0, 0, "gọi lại").unwrap();
    let imported = preview(&workbook.save_to_buffer().unwrap());
    assert_eq!(names(&imported), ["Nguyễn Văn An", "Lê Thị Bé", "Trần Văn Cả"]);
    for row in &imported.rows {
        assert_eq!((row.honoree.birth, row.honoree.money), (born([1985, 3, 5]), Some(1_000_000)));
        assert_eq!(row.honoree.unit, "Trạm Y tế", "the value of merged cells is that of each");
        assert_eq!(row.origin.sheet, "Danh sách");
    }
    assert_eq!(codes(&imported.rows[1]), [NoteCode::RowHidden]);
    assert_eq!(imported.rows[2].status, Status::Imported);
    let told = notices(&imported);
    for code in ["column-hidden", "sheet-hidden", "head-missing", "no-award-column"] {
        assert!(told.contains(&code), "{code} in {told:?}");
    }
}

#[test]
fn rich_and_shared_texts_phonetics_and_escapes_are_read_as_they_are_shown() {
    let strings = "<sst><si><t>STT</t></si><si><t>Họ và tên</t></si><si><r><t>Nguyễn </t></r><r><rPr><b/></rPr><t>Văn An</t></r><rPh><t>x</t></rPh></si><si><t>Đơn vị</t></si><si><t>Tổ_x000A_một &amp; hai</t></si></sst>";
    let cells = r#"<sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>3</v></c></row><row><c><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>4</v></c></row></sheetData>"#;
    let imported = preview(&xlsx(cells, &[("xl/sharedStrings.xml", strings)]));
    assert_eq!(names(&imported), ["Nguyễn Văn An"]);
    assert_eq!(imported.rows[0].honoree.unit, "Tổ một & hai");
}

#[test]
fn an_ods_is_read_with_repeats_spans_and_what_is_hidden() {
    let cell = |text: &str| {
        format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
    };
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let day = r#"<table:table-cell office:value-type="date" office:date-value="1985-03-05"><text:p>05/03/85</text:p></table:table-cell>"#;
    let rows = [
        row(&["STT", "Họ và tên", "Ngày sinh", "Đơn vị"].map(cell)),
        r#"<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#.to_owned(),
        row(&[cell("1"), cell("Nguyễn<text:s/>Văn<text:line-break/>An"), day.into(), cell("Trạm Y tế")]),
        row(&[cell("2"), cell("Lê Thị Bé"), day.into(), cell("Trạm Y tế")]).replace("<table:table-row>", r#"<table:table-row table:visibility="collapse">"#),
        r#"<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#.to_owned(),
    ];
    let hidden = r#"<table:table table:name="B" table:style-name="ta2"><table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>"#;
    let imported =
        preview(&ods(&format!(r#"<table:table table:name="A">{}</table:table>{hidden}"#, rows.concat())));
    assert_eq!(names(&imported), ["Nguyễn Văn An", "Lê Thị Bé"]);
    assert_eq!(imported.rows[0].honoree.birth, born([1985, 3, 5]));
    assert_eq!(imported.rows[0].origin.cell.to_string(), "B5");
    assert!(codes(&imported.rows[1]).contains(&NoteCode::RowHidden));
    assert!(notices(&imported).contains(&"sheet-hidden"));
}

/// A cell of an old Excel with a text of the shared list.
fn shared(row: u16, column: u16, text: u32) -> Vec<u8> {
    record(0x00FD, &[shorts(&[row, column, 0]), text.to_le_bytes().to_vec()].concat())
}

fn old_excel() -> Vec<u8> {
    let texts = ["STT", "Họ và tên", "Ngày sinh", "Đơn vị", "Nguyễn Văn An", "Trạm Y tế", "Lê Thị Bé"];
    let mut list = vec![7, 0, 0, 0, 7, 0, 0, 0];
    list.extend(texts.iter().flat_map(|text| wide(text)));
    // The list goes on in a second record, in the middle of a text.
    let (first, second) = list.split_at(8 + 9 + 3 + 8);
    let second = [&[1][..], second].concat();
    let globals = [
        record(0x00E0, &shorts(&[0, 0])),
        record(0x00E0, &shorts(&[0, 14])),
        record(0x00FC, first),
        record(0x003C, &second),
    ];
    let number = |row: u16, column: u16, style: u16, number: f64| {
        record(0x0203, &[shorts(&[row, column, style]), number.to_le_bytes().to_vec()].concat())
    };
    let mut hidden = shorts(&[3, 0, 4, 0, 0, 0]);
    hidden.extend(0x20_u32.to_le_bytes());
    let rows = [
        record(0x0208, &hidden),
        (0..4).flat_map(|at| shared(0, at, u32::from(at))).collect(),
        number(2, 0, 0, 1.0),
        shared(2, 1, 4),
        number(2, 2, 1, 31_111.0),
        shared(2, 3, 5),
        record(0x027E, &[shorts(&[3, 0, 0]), ((2_u32 << 2) | 2).to_le_bytes().to_vec()].concat()),
        shared(3, 1, 6),
        record(0x0006, &[shorts(&[3, 3, 0]), vec![0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0]].concat()),
        record(0x0207, &wide("Tổ 3")),
    ];
    xls(&globals.concat(), &rows.concat())
}

#[test]
fn an_old_excel_is_read_with_texts_that_go_on_in_the_next_record() {
    let imported = preview(&old_excel());
    assert_eq!(names(&imported), ["Nguyễn Văn An", "Lê Thị Bé"]);
    assert_eq!(imported.rows[0].honoree.birth, born([1985, 3, 5]));
    assert_eq!(imported.rows[1].honoree.unit, "Tổ 3", "the words of a formula");
    assert_eq!(codes(&imported.rows[1]), [NoteCode::RowHidden]);
}

#[test]
fn other_files_are_refused_by_what_they_are() {
    assert_eq!(refused(b"\x00\x01\x02\x03"), "sheet-not-one");
    assert_eq!(refused(b"%PDF-1.7\n\x00"), "sheet-not-one");
    assert_eq!(refused(b""), "sheet-no-list");
    assert_eq!(refused("Kính gửi: các đơn vị".as_bytes()), "sheet-no-list");
    assert_eq!(refused(&archive(&[("xl/workbook.bin", "")])), "sheet-binary");
    assert_eq!(refused(&archive(&[("word/document.xml", "<a/>")])), "sheet-not-one");
    assert_eq!(refused(&xlsx("<sheetData/>", &[])), "sheet-no-list");
    let locked: Vec<u8> = super::files::compound(&[]).iter().copied().collect();
    let name = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let at = locked.windows(16).position(|bytes| bytes == name("Workbook")).unwrap();
    let mut encrypted = locked.clone();
    encrypted[at..at + 32].copy_from_slice(&name("EncryptedPackage"));
    encrypted[at + 64] = 34;
    assert_eq!(refused(&encrypted), "sheet-encrypted");
    let pass = xls(&record(0x002F, &[1, 0]), &[]);
    assert_eq!(refused(&pass), "sheet-encrypted");
    assert_eq!(preview(&xlsx(&honest(), &[])).rows.len(), 1);
    assert_eq!(texts(1, &[]), r#"<row r="1"></row>"#);
}
