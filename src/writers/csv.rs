//! Registers and figures as values with commas between (RFC 4180), for spreadsheets and other
//! programs.

use crate::model::figures::{Crosstab, Measure};
use crate::model::register::Book;
use crate::viet::words::{figures as words, registers::COLUMNS};

/// So that Excel reads it as UTF-8.
const MARK: &str = "\u{feff}";

/// Writes the lines of a register below the heads of its columns: UTF-8 with a byte order mark,
/// lines ended by CRLF.
///
/// A cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab
/// or a carriage return) gets an apostrophe before it, as OWASP advises.
pub fn register(book: &Book) -> Vec<u8> {
    let mut text = String::from(MARK);
    match book.ledger {
        Ledger::Documents => row(&mut text, &COLUMNS),
        Ledger::Awards => row(&mut text, &AWARD_COLUMNS),
    }
    for line in book.rows() {
        row(&mut text, &line);
    }
    text.into_bytes()
}

/// Writes a table of figures: a row for each of its rows, the totals last. Cells are guarded as
/// those of a register.
pub fn figures(table: &Crosstab, measure: Measure) -> Vec<u8> {
    let mut text = String::from(MARK);
    let heads = table.heads.iter().map(|head| head.label.as_str());
    let total = if table.columns.is_some() { words::TOTAL } else { words::measure(measure.key()) };
    row(&mut text, std::iter::once(words::dimension(table.rows.key())).chain(heads).chain([total]));
    let totals = (words::TOTAL, &table.head_totals, table.total);
    let lines = table.lines.iter().zip(&table.cells).zip(&table.line_totals);
    let lines = lines.map(|((line, cells), total)| (line.label.as_str(), cells, *total));
    for (label, cells, total) in lines.chain([totals]) {
        let cells: Vec<String> =
            cells.iter().chain([&total]).map(|cell| cell.of(measure).to_string()).collect();
        row(&mut text, std::iter::once(label).chain(cells.iter().map(String::as_str)));
    }
    text.into_bytes()
}

fn row<'a>(text: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
        if cell.contains([',', '"', '\r', '\n']) {
            text.push_str(&format!("\"{guard}{}\"", cell.replace('"', "\"\"")));
        } else {
            text.push_str(guard);
            text.push_str(cell);
        }
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::register::Line;

    #[test]
    fn cells_are_quoted_and_no_cell_is_a_formula() {
        let line = Line {
            number: "05/QĐ-UBND".into(),
            title: "Quyết định \"mẫu\", đợt 1".into(),
            signer: "=HYPERLINK(\"x\")".into(),
            recipients: "-1+1".into(),
            keeper: "@a".into(),
            copies: "+3".into(),
            sent: "hai\ndòng".into(),
            ..Line::default()
        };
        let text = String::from_utf8(register(&Book { lines: vec![line], ..Book::default() })).unwrap();
        let (head, rest) = text.split_once("\r\n").unwrap();
        assert_eq!(
            head,
            format!(
                "\u{feff}{}",
                COLUMNS
                    .join(",")
                    .replace("Số, ký hiệu văn bản", "\"Số, ký hiệu văn bản\"")
                    .replace("Đơn vị, người nhận bản lưu", "\"Đơn vị, người nhận bản lưu\"")
            )
        );
        assert_eq!(
            rest,
            "05/QĐ-UBND,,\"Quyết định \"\"mẫu\"\", đợt 1\",\"'=HYPERLINK(\"\"x\"\")\",'-1+1,'@a,'+3,\"hai\ndòng\",,\r\n"
        );
    }
}
