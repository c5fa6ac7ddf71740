//! What comes with sheets: their order, Word files, hand-over lists, the look before printing.

use std::io::{Cursor, Read};
use std::ops::ControlFlow;

use vanthu::flow::certificates::{self, Handed, MOST_PICTURES, Outputs};
use vanthu::model::Block;
use vanthu::model::certificate::{FindingCode, PrintOrder, Row};
use vanthu::readers::rows::Rows;

use super::{certificates as studio, ids, rows, sheet};

/// Rows of two units, the names out of order, one without a decision.
fn listed() -> Rows {
    let design = sheet("giay-khen");
    let row = |name: &str, unit: &str, decided: bool| -> Row {
        let mut row = design.samples[0].clone();
        row.values.insert("name".into(), name.into());
        row.values.insert("unit".into(), unit.into());
        if !decided {
            row.values.remove("decision");
        }
        row
    };
    let rows = vec![
        row("Nguyễn Văn Đức", "thôn Hạ", true),
        row("Trần Thị Ánh", "thôn Đoài", true),
        row("Lê Văn Bình", "thôn Hạ", false),
        row("Phạm Thị Dung", "thôn Hạ", true),
    ];
    Rows { rows, findings: Vec::new() }
}

fn unzipped(zip: Vec<u8>) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut files = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.push((file.name().to_owned(), bytes));
    }
    files
}

/// The words of a Word file, tags taken out.
fn words(docx: &[u8]) -> String {
    let parts = unzipped(docx.to_vec());
    let (_, xml) = parts.iter().find(|(name, _)| name == "word/document.xml").unwrap();
    let xml = String::from_utf8(xml.clone()).unwrap().replace("<w:br/>", " ").replace("</w:p>", "\n");
    let mut said = String::new();
    let mut inside = false;
    for c in xml.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => said.push(c),
            _ => {}
        }
    }
    said
}

#[test]
fn sheets_lie_in_the_order_asked_for_and_each_file_is_its_own_rows() {
    let studio = studio(sheet("giay-khen"));
    let listed = listed();
    let mut zip = Vec::new();
    let outputs =
        Outputs { archive: Some(&mut zip), word_files: true, order: PrintOrder::Unit, ..Outputs::default() };
    let printed = studio.print(&listed, outputs, 2, |_| ControlFlow::Continue(())).unwrap();
    assert_eq!((printed.rows, printed.pages, printed.failed), (vec![2, 1, 4], 3, 1));
    assert_eq!(printed.findings.iter().map(|finding| finding.row).collect::<Vec<_>>(), [3]);
    let files = unzipped(zip);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "0001_Tran-Thi-Anh.pdf",
            "0001_Tran-Thi-Anh.docx",
            "0002_Nguyen-Van-Duc.pdf",
            "0002_Nguyen-Van-Duc.docx",
            "0004_Pham-Thi-Dung.pdf",
            "0004_Pham-Thi-Dung.docx",
        ]
    );
    for (at, name) in [(1, "TRẦN THỊ ÁNH"), (3, "NGUYỄN VĂN ĐỨC"), (5, "PHẠM THỊ DUNG")] {
        let said = words(&files[at].1);
        assert!(said.contains(name) && said.contains("GIẤY KHEN"), "{said}");
        assert_eq!(said.matches("Ông ").count(), 1, "nobody else: {said}");
    }
}

#[test]
fn a_word_file_says_what_the_sheet_says_line_by_line() {
    for id in ids() {
        let design = sheet(id);
        for row in design.samples.clone() {
            let studio = studio(design.clone());
            let (page, _) = studio.fit(&row, 1);
            let meant: Vec<String> = page
                .fields
                .iter()
                .map(|(_, fitted)| {
                    fitted.lines.iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>().join(" ")
                })
                .collect();
            let docx = studio.word(&row).unwrap();
            let said = words(&docx);
            assert_eq!(said.trim_end().lines().collect::<Vec<_>>(), meant, "{id}");
            assert_eq!(docx, studio.word(&row).unwrap(), "the same bytes");
        }
    }
    let mut row = sheet("giay-khen").samples[0].clone();
    row.values.insert("reason".into(), "A & B < C\n“D”".into());
    let said = words(&studio(sheet("giay-khen")).word(&row).unwrap());
    assert!(said.contains("A &amp; B &lt; C “D”"), "{said}");
}

#[test]
fn every_unit_has_a_cover_and_a_list_of_its_sheets_in_their_order() {
    let design = sheet("giay-khen");
    let listed = listed();
    let order = [1_usize, 0, 3];
    let sheets: Vec<Handed<'_>> =
        order.iter().zip(1..).map(|(&at, sheet)| Handed { row: &listed.rows[at], sheet }).collect();
    let document = certificates::handover(&design, &sheets).unwrap();
    assert_eq!(document.sections.len(), 2);
    let tables: Vec<Vec<Vec<String>>> = document
        .sections
        .iter()
        .flat_map(|section| &section.blocks)
        .filter_map(|block| match block {
            Block::Table(table) => Some(
                table
                    .rows
                    .iter()
                    .map(|row| row.iter().map(|cell| vanthu::model::document::words(cell)).collect())
                    .collect(),
            ),
            _ => None,
        })
        .collect();
    assert_eq!(tables[0][1][1..5], ["Ông Trần Thị Ánh", "Trưởng thôn Đông Ngạn", "27", "1"]);
    let second: Vec<[&str; 2]> =
        tables[1][1..].iter().map(|row| [row[0].as_str(), row[4].as_str()]).collect();
    assert_eq!(second, [["1", "2"], ["2", "3"]]);
    let said: Vec<String> = document.paragraphs().map(vanthu::model::Paragraph::words).collect();
    assert!(said.contains(&"Số lượng: 2 tờ (từ tờ số 2 đến tờ số 3 theo thứ tự in)".to_owned()), "{said:?}");
    assert_eq!(certificates::handover(&design, &[]), None);
}

#[test]
fn a_look_before_printing_draws_every_row_of_which_something_is_found() {
    let studio = studio(sheet("giay-khen"));
    let mut listed = listed();
    listed.rows[0].values.insert("reason".into(), "Đã có thành tích xuất sắc ".repeat(40));
    listed.rows.push(listed.rows[1].clone());
    let look = studio.preflight(&listed, true).unwrap();
    assert_eq!((look.rows, look.failed, look.noted, look.undrawn), (5, 2, 1, 0));
    let told: Vec<(usize, FindingCode, bool)> =
        look.noticed.iter().map(|noticed| (noticed.row, noticed.findings[0].code, noticed.failed)).collect();
    assert_eq!(
        told,
        [
            (1, FindingCode::Overflowed, true),
            (3, FindingCode::DecisionMissing, true),
            (5, FindingCode::Repeated, false),
        ]
    );
    let png = |noticed: &certificates::Noticed| noticed.picture.clone().unwrap_or_default();
    assert!(look.noticed.iter().all(|noticed| png(noticed).starts_with("iVBORw0KGgo")), "pictures");
    let page = look.page("Giấy <khen>");
    assert_eq!(page.matches("<img").count(), 3);
    assert!(page.contains("Giấy &lt;khen>") && page.contains("certificate-decision-missing"));
    let plain = studio.preflight(&listed, false).unwrap();
    assert!(plain.noticed.iter().all(|noticed| noticed.picture.is_none()));
    // Whoever has more findings than that mends the list first.
    let mut many = rows(&sheet("giay-khen-phoi"), MOST_PICTURES + 3);
    many.rows.iter_mut().for_each(|row| drop(row.values.remove("decision")));
    let look = super::certificates(sheet("giay-khen-phoi")).preflight(&many, true).unwrap();
    assert_eq!((look.noticed.len(), look.undrawn), (MOST_PICTURES + 3, 3));
}
