//! Certificates: their designs, and what is printed from rows.

mod designs;
mod files;
mod printing;
mod qr;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use vanthu::flow::certificates::Certificates;
use vanthu::model::certificate::{BUILT_IN, Calibration, Row, Sheet};
use vanthu::readers::rows::Rows;
use vanthu::writers::certificate::Faces;

/// A built-in design.
#[track_caller]
fn sheet(id: &str) -> Sheet {
    Sheet::built_in(id).expect("it is built in").expect("it is sound")
}

/// A design ready to print.
fn certificates(sheet: Sheet) -> Certificates {
    Certificates {
        sheet,
        faces: Faces::embedded(),
        pictures: BTreeMap::new(),
        calibration: Calibration::default(),
        day: NaiveDate::from_ymd_opt(2026, 12, 4).unwrap(),
    }
}

/// So many rows like the first sample, each with its own number in name and reason.
fn rows(sheet: &Sheet, count: usize) -> Rows {
    let row = |number: usize| -> Row {
        let mut row = sheet.samples[0].clone();
        row.values.insert("name".into(), format!("Nguyễn Văn {number:05}"));
        row.values.insert("reason".into(), format!("Đã có thành tích xuất sắc số {number:05}"));
        row
    };
    Rows { rows: (1..=count).map(row).collect(), findings: Vec::new() }
}

/// The ids of all built-in designs.
fn ids() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(id, _)| *id)
}
