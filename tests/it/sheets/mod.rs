//! Lists of honorees come in: every form of file, every habit of those who make them, hostile
//! files, and what is given back.

mod answers;
mod files;
mod forms;
mod garbage;
mod habits;
mod headings;
mod hostile;
mod old_codes;

use std::sync::LazyLock;

use chrono::NaiveDate;
use vanthu::flow::honorees::{Imported, Importer, Options};
use vanthu::model::honoree::{Honoree, NoteCode, Row, Status};

static IMPORTER: LazyLock<Importer> = LazyLock::new(|| Importer::built_in().unwrap());

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

fn preview(bytes: &[u8]) -> Imported {
    IMPORTER.preview(bytes, "list", &Options { today: today(), older: &[] }).unwrap()
}

/// The code by which a file is refused.
fn refused(bytes: &[u8]) -> &'static str {
    IMPORTER.preview(bytes, "list", &Options { today: today(), older: &[] }).unwrap_err().code()
}

/// A list of text with semicolons.
fn list(text: &str) -> Imported {
    preview(text.as_bytes())
}

fn codes(row: &Row) -> Vec<NoteCode> {
    row.notes.iter().map(|note| note.code).collect()
}

fn notices(imported: &Imported) -> Vec<&str> {
    imported.notices.iter().map(|notice| notice.code.as_str()).collect()
}

fn names(imported: &Imported) -> Vec<&str> {
    imported.rows.iter().map(|row| row.honoree.name.as_str()).collect()
}

/// The only row of a list with these columns, beside a name and a unit that nobody doubts.
fn row(head: &str, cells: &str) -> Row {
    let imported =
        list(&format!("STT;Họ và tên;Đơn vị;{head}\n1;Nguyễn Văn An;Trạm Y tế xã Sơn Hải;{cells}\n"));
    assert_eq!(imported.rows.len(), 1, "{imported:?}");
    imported.rows.into_iter().next().unwrap()
}

/// The only row of a list of names.
fn named(name: &str) -> Row {
    let imported = list(&format!("STT;Họ và tên;Đơn vị\n1;{name};Trạm Y tế xã Sơn Hải\n"));
    assert_eq!(imported.rows.len(), 1, "{imported:?}");
    imported.rows.into_iter().next().unwrap()
}

#[track_caller]
fn sure(row: &Row) -> &Honoree {
    assert_eq!(row.status, Status::Imported, "{:?}", row.notes);
    &row.honoree
}

#[test]
fn every_code_has_its_sentence() {
    use vanthu::flow::honorees::Refusal;
    use vanthu::model::honoree::{Field, Kind};
    use vanthu::viet::words::honorees as said;
    for code in NoteCode::ALL {
        assert_ne!(said::note(code.key(), "x"), code.key(), "{code:?}");
    }
    for refusal in Refusal::ALL {
        assert_ne!(refusal.message(), refusal.code(), "{refusal:?}");
    }
    for field in Field::ALL {
        assert_ne!(said::field(field.key()), "", "{field:?}");
    }
    for kind in Kind::ALL {
        assert_ne!(said::kind(kind.key()), "", "{kind:?}");
    }
}
