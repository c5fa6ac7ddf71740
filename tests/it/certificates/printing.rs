//! Printing: right rows on right pages, whole files, the same bytes every time.

use std::ops::ControlFlow;

use vanthu::flow::certificates::{CHUNK, Certificates, Failure, Manifest, Outputs, Printed};
use vanthu::model::certificate::{FindingCode, Row};
use vanthu::readers::rows::Rows;

use super::{certificates, rows, sheet};

/// All sheets in one PDF.
pub(super) fn merged(studio: &Certificates, rows: &Rows, threads: usize) -> Vec<u8> {
    let mut pdf = Vec::new();
    let outputs = Outputs { merged: Some(&mut pdf), ..Outputs::default() };
    studio.print(rows, outputs, threads, |_| ControlFlow::Continue(())).unwrap();
    pdf
}

fn count(bytes: &[u8], what: &str) -> usize {
    bytes.windows(what.len()).filter(|window| *window == what.as_bytes()).count()
}

#[test]
fn a_thousand_words_of_ground_are_stored_once() {
    let design = sheet("giay-khen");
    let listed = rows(&design, 2 * CHUNK + 3);
    let pdf = merged(&certificates(design), &listed, 2);
    assert_eq!(count(&pdf, "/MediaBox"), 2 * CHUNK + 3);
    assert_eq!(count(&pdf, "/Subtype/Form"), 1, "the ground");
    assert_eq!(count(&pdf, "/Type/OutputIntent"), 1);
    assert_eq!(count(&pdf, "/PrintScaling/None"), 1);
    assert_eq!(count(&pdf, "%%EOF"), 1);
}

#[test]
fn the_same_rows_are_the_same_bytes_on_any_number_of_threads() {
    let design = sheet("giay-khen-phoi");
    let listed = rows(&design, 3 * CHUNK);
    let studio = certificates(design);
    let one = merged(&studio, &listed, 1);
    assert!(one == merged(&studio, &listed, 3), "threads change the file");
}

/// Prints a list of which some rows are bad; the manifest's lines.
fn manifest(studio: &Certificates, listed: &Rows) -> (Printed, Vec<serde_json::Value>, Vec<u8>) {
    let (mut pdf, mut zip, mut json) = (Vec::new(), Vec::new(), Vec::new());
    let outputs = Outputs {
        merged: Some(&mut pdf),
        archive: Some(&mut zip),
        manifest: Some(Manifest::Json(&mut json)),
        ..Outputs::default()
    };
    let mut steps = Vec::new();
    let printed = studio
        .print(listed, outputs, 2, |progress| {
            steps.push(progress.done);
            ControlFlow::Continue(())
        })
        .unwrap();
    assert!(steps.is_sorted() && steps.last() == Some(&listed.rows.len()), "{steps:?}");
    assert_eq!(count(&pdf, "/MediaBox"), printed.pages);
    (printed, serde_json::from_slice(&json).unwrap(), zip)
}

#[test]
fn a_bad_row_is_one_failed_row_and_the_others_are_printed() {
    let design = sheet("giay-khen");
    let mut listed = rows(&design, CHUNK + 6);
    let bad: [(usize, &str, &str, FindingCode); 4] = [
        (2, "decision", "", FindingCode::DecisionMissing),
        (5, "name", "Nguyễn ☑", FindingCode::GlyphMissing),
        (9, "date", "31/02/2026", FindingCode::NoDate),
        (CHUNK + 2, "reason", &"rất dài ".repeat(90), FindingCode::Overflowed),
    ];
    for (row, key, value, _) in &bad {
        listed.rows[row - 1].values.insert((*key).to_owned(), (*value).to_owned());
    }
    // A twin is told and printed.
    listed.rows[CHUNK + 5] = listed.rows[0].clone();
    let studio = certificates(design);
    let (printed, lines, _) = manifest(&studio, &listed);
    assert_eq!((printed.pages, printed.failed), (CHUNK + 2, 4));
    let mut page = 0;
    for (at, line) in lines.iter().enumerate() {
        let row = at + 1;
        assert_eq!(line["row"], row);
        match bad.iter().find(|(number, ..)| *number == row) {
            Some((.., code)) => {
                assert_eq!(line["state"], "failed");
                assert_eq!(line["findings"][0]["code"], code.key());
                assert!(line["page"].is_null() && line["file"].is_null());
            }
            None => {
                page += 1;
                assert_eq!((line["state"].as_str(), line["page"].as_u64()), (Some("printed"), Some(page)));
                assert!(line["file"].as_str().unwrap().starts_with(&format!("{row:04}_Nguyen-Van-")));
            }
        }
    }
    let last = lines.last().unwrap();
    assert_eq!(last["findings"][0]["code"], "certificate-repeated");
    // The look before printing says the same.
    let checked = studio.check(&listed);
    assert_eq!((checked.failed, checked.noted), (4, 1));
    assert_eq!(checked.findings, printed.findings);
}

#[test]
fn nothing_to_print_is_told_and_stopping_stops() {
    let design = sheet("giay-khen");
    let mut listed = rows(&design, 3);
    let studio = certificates(design);
    let stopped = studio.print(&listed, Outputs::default(), 1, |_| ControlFlow::Break(()));
    assert!(matches!(stopped, Err(Failure::Stopped)), "{stopped:?}");
    listed.rows.iter_mut().for_each(|row: &mut Row| row.values.clear());
    let nothing = studio.print(&listed, Outputs::default(), 1, |_| ControlFlow::Continue(()));
    assert!(matches!(nothing, Err(Failure::NothingPrinted)), "{nothing:?}");
}

#[test]
fn a_preview_and_a_calibration_sheet_are_drawn() {
    let design = sheet("bang-khen");
    let row = design.samples[2].clone();
    let studio = certificates(design);
    let png = studio.preview(&row, None).unwrap();
    assert!(png.starts_with(b"\x89PNG"));
    // A4-like at 144 dpi: 400 × 300 mm.
    let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!((side(16), side(20)), (2268, 1701));
    let scan = vanthu::model::picture::Image::new(&png).ok();
    if let Some(scan) = scan {
        assert_ne!(studio.preview(&row, Some(&scan)).unwrap(), png);
    }
    assert_eq!(count(&studio.calibration_sheet().unwrap(), "/MediaBox"), 1);
}
