//! What is given back: the blank, and the sheet with its notes.

use vanthu::flow::honorees::{self, Importer, Options};
use vanthu::model::honoree::{Birth, Kind, NoteCode, Status};
use vanthu::readers::sheet::{Limits, read};
use vanthu::viet::words::honorees::BLANK;

use super::{codes, list, names, notices, preview, today};

/// Every value of a workbook that we wrote, by its cell.
fn cells(bytes: &[u8]) -> Vec<(String, String)> {
    let workbook = read(bytes, &Limits::default()).unwrap();
    let lines = workbook.sheets[0].lines.iter();
    let cells = lines.flat_map(|line| {
        line.cells.iter().map(|(column, value)| {
            let at = vanthu::model::sheet::CellAt::new(line.row, *column);
            (at.to_string(), format!("{value:?}"))
        })
    });
    cells.collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

#[test]
fn the_blank_is_understood_when_it_comes_back_and_its_examples_are_not_read() {
    let blank = honorees::blank().unwrap();
    assert_eq!(blank, honorees::blank().unwrap(), "the same bytes");
    let imported = preview(&blank);
    assert_eq!(names(&imported), Vec::<&str>::new());
    assert_eq!(imported.columns.len(), BLANK.len());
    assert!(imported.columns.iter().all(|column| column.field.is_some()), "{:?}", imported.columns);
    assert_eq!(
        notices(&imported),
        ["example-left-out", "example-left-out", "example-left-out", "head-missing"]
    );
    let sheet = part(&blank, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("dataValidation") && sheet.contains("Hộ gia đình") && sheet.contains("pane"));
    assert!(part(&blank, "xl/comments1.xml").contains("bốn chữ số"));
}

#[test]
fn the_sheet_comes_back_with_status_and_reasons_and_no_formula() {
    let imported = list(
        "DANH SÁCH CÁ NHÂN;;;\nSTT;Họ và tên;Đơn vị;Ghi chú\n1;Nguyễn Văn An;A;=HYPERLINK(\"x\")\n2;LÊ THỊ BÉ;A;+1\n3;;A;@a\n",
    );
    let given = imported.with_notes().unwrap();
    assert_eq!(given, imported.with_notes().unwrap(), "the same bytes");
    let cells = cells(&given);
    let cell = |at: &str| cells.iter().find(|(cell, _)| cell == at).map_or("", |(_, value)| value.as_str());
    assert_eq!(cell("B3"), r#"Text("Nguyễn Văn An")"#);
    assert_eq!(cell("D3"), r#"Text("=HYPERLINK(\"x\")")"#);
    assert_eq!((cell("E2"), cell("F2")), (r#"Text("Kết quả")"#, r#"Text("Lý do")"#));
    assert_eq!(
        [cell("E3"), cell("E4"), cell("E5")],
        [r#"Text("Nhận")"#, r#"Text("Cần trả lời")"#, r#"Text("Không nhận")"#]
    );
    assert!(cell("F4").contains("Lê Thị Bé"), "{}", cell("F4"));
    let sheet = part(&given, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>"), "nothing is a formula");
    assert!(part(&given, "xl/styles.xml").contains("quotePrefix=\"1\""));
    assert!(part(&given, "xl/comments1.xml").contains("Lê Thị Bé"));
}

#[test]
fn given_back_and_sent_again_it_reads_the_same() {
    let imported =
        list("STT;Họ và tên;Ngày sinh;Đơn vị\n1;Nguyễn Văn An;5/3/1985;A\n2;LÊ THỊ BÉ;05-03-85;A\n");
    let again = preview(&imported.with_notes().unwrap());
    let rows = |imported: &honorees::Imported| {
        imported.rows.iter().map(|row| (row.honoree.clone(), codes(row))).collect::<Vec<_>>()
    };
    assert_eq!(rows(&imported), rows(&again));
}

#[test]
fn a_corrected_list_shows_what_it_adds_changes_and_removes() {
    let old = list("STT;Họ và tên;Đơn vị\n1;Nguyễn Văn An;A\n2;Lê Thị Bé;A\n3;Võ Văn Ba;B\n");
    let new = list("STT;Họ và tên;Đơn vị\n1;Lê Thị Bé;A\n2;Nguyễn Văn An;C\n3;Hồ Thị Dư;B\n");
    let changes = honorees::changes(&old.honorees(true), &new.honorees(true));
    let named = |list: &[vanthu::model::honoree::Honoree]| {
        list.iter().map(|one| one.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        (named(&changes.added), named(&changes.removed)),
        (vec!["Hồ Thị Dư".into()], vec!["Võ Văn Ba".to_owned()])
    );
    assert_eq!((changes.same, changes.changed.len()), (1, 1));
    assert_eq!(changes.changed[0].new.unit, "C");
}

#[test]
fn last_years_list_is_asked_about_by_its_name() {
    let older = list("STT;Họ và tên;Năm sinh;Đơn vị\n1;Nguyễn Văn Hoà;1985;Trạm Y tế\n").honorees(false);
    let options = Options { today: today(), older: &[("Quyết định số 7/QĐ-UBND", &older)] };
    let text = "STT;Họ và tên;Đơn vị\n1;NGUYỄN VĂN HÒA;Trạm Y tế\n2;Nguyễn Văn Hòa;Trường Mầm non\n";
    let imported = Importer::built_in().unwrap().preview(text.as_bytes(), "list.csv", &options).unwrap();
    assert_eq!(codes(&imported.rows[0]), [NoteCode::NameInCapitals, NoteCode::DuplicateOlder]);
    assert!(imported.rows[0].notes[1].message.contains("số 7"), "{:?}", imported.rows[0].notes);
    assert_eq!(codes(&imported.rows[1]), []);
}

#[test]
fn the_json_of_a_preview_names_cells_and_codes() {
    let imported = list("STT;Họ và tên;Năm sinh;Đơn vị\n1;NGUYỄN VĂN AN;1985;A\n");
    let json = serde_json::to_value(&imported).unwrap();
    assert_eq!(json["counts"], serde_json::json!({"imported": 0, "question": 1, "refused": 0}));
    let row = &json["rows"][0];
    assert_eq!(row["status"], "question");
    assert_eq!(row["honoree"]["birth"], serde_json::json!({"year": 1985}));
    assert_eq!(row["origin"]["cell"], "B2");
    assert_eq!(row["notes"][0]["code"], "name-in-capitals");
    assert_eq!(row["notes"][0]["proposal"], serde_json::json!({"field": "name", "value": "Nguyễn Văn An"}));
    assert_eq!(imported.rows[0].honoree.birth, Some(Birth::Year(1985)));
    assert_eq!(
        (imported.rows[0].honoree.kind, imported.rows[0].status),
        (Kind::Individual, Status::Question)
    );
}
