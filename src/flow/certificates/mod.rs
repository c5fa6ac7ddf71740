//! Certificates in one process: rows in, sheets out, a bounded number of pages in memory.
//!
//! [`Certificates::check`] is the look before printing: what shrank, overflowed, is missing or
//! repeated. [`Certificates::print`] lays the good rows out in chunks, each chunk once, and cuts
//! from those pages both the merged PDF and the single ones: nobody gets another's words, since a
//! row's words, its page and its file never part. A bad row is one failed row with its reasons.

mod handover;
mod lay;
pub(in crate::flow) mod manifest;
mod order;
mod preflight;
mod print;
mod repeated;

use std::collections::BTreeMap;

use chrono::NaiveDate;

pub use handover::{Handed, handover};
pub use lay::{Laid, ToLay, cut, repeats};
pub use manifest::{Line, Manifest, State};
pub use order::{BLANK, order};
pub use preflight::{MOST_PICTURES, Noticed, Preflight};
pub use print::{CHUNK, Failure, Outputs, Printed, Progress};

use crate::merge;
use crate::model::certificate::{Calibration, Finding, FindingCode, Row, Sheet};
use crate::model::picture::Image;
use crate::readers::rows::Rows;
use crate::viet::words::certificates as words;
use crate::writers::Error;
use crate::writers::certificate::{Faces, Page, Setup};

use super::typeset::name_of;
use repeated::Repeated;

/// A design ready to print.
pub struct Certificates {
    /// The design.
    pub sheet: Sheet,
    /// The faces.
    pub faces: Faces,
    /// The office's own pictures, by the ids of their places.
    pub pictures: BTreeMap<String, Image>,
    /// What the printer is made up for.
    pub calibration: Calibration,
    /// The day of printing.
    pub day: NaiveDate,
}

/// What is found of a list.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Checked {
    /// Every finding, in the order of rows.
    pub findings: Vec<Finding>,
    /// How many rows there are.
    pub rows: usize,
    /// How many of them cannot be printed.
    pub failed: usize,
    /// How many can, though something is found.
    pub noted: usize,
}

impl Certificates {
    /// What all sheets have in common, as the writer takes it.
    pub(super) fn setup(&self) -> Setup<'_> {
        Setup {
            sheet: &self.sheet,
            faces: &self.faces,
            pictures: &self.pictures,
            calibration: self.calibration,
            day: self.day,
        }
    }

    /// Fits one row (from 1): its page, and what is found of it.
    pub fn fit(&self, row: &Row, ordinal: usize) -> (Page, Vec<Finding>) {
        let (said, mut findings) = merge::certificate::fill(&self.sheet, row, ordinal);
        let mut page = self.setup().page(&said);
        page.codes = merge::certificate::codes(&self.sheet, row);
        for (at, fitted) in &page.fields {
            let Some(field) = self.sheet.fields.get(*at) else { continue };
            let mut find = |code: FindingCode, detail: &str| {
                findings.push(Finding::new(ordinal, &field.id, code, words::finding(code.key(), detail)));
            };
            let text: Vec<&str> = fitted.lines.iter().map(|(_, line)| line.as_str()).collect();
            let text = text.join(" ");
            if fitted.overflowed {
                find(FindingCode::Overflowed, &text);
            } else if fitted.shrank {
                find(FindingCode::Shrank, &words::sizes(field.look.size, fitted.size));
            }
            for missing in self.faces.missing(&field.look, &text) {
                find(FindingCode::GlyphMissing, &name_of(missing));
            }
        }
        (page, findings)
    }

    /// Looks at every row before anything is printed.
    pub fn check(&self, rows: &Rows) -> Checked {
        let mut read = rows.findings.as_slice();
        let mut repeated = Repeated::default();
        let mut checked = Checked { rows: rows.rows.len(), ..Checked::default() };
        for (at, row) in rows.rows.iter().enumerate() {
            let (_, findings) = self.row(row, at + 1, &mut read, &mut repeated);
            checked.failed += usize::from(findings.iter().any(Finding::is_fault));
            checked.noted += usize::from(!findings.is_empty() && !findings.iter().any(Finding::is_fault));
            checked.findings.extend(findings);
        }
        checked
    }

    /// A row with all that is found of it: when it was read, when it was fitted, beside others.
    fn row(
        &self,
        row: &Row,
        ordinal: usize,
        read: &mut &[Finding],
        repeated: &mut Repeated,
    ) -> (Page, Vec<Finding>) {
        let own = read.iter().take_while(|finding| finding.row == ordinal).count();
        let (before, rest) = read.split_at(own);
        *read = rest;
        let (page, found) = self.fit(row, ordinal);
        let mut findings = before.to_vec();
        findings.extend(found);
        findings.extend(repeated.find(&self.sheet, row, ordinal));
        (page, findings)
    }

    /// A picture (PNG) of a row's sheet as it is printed, 144 dpi. With a `scan` of the blank
    /// behind the words, which is never printed.
    ///
    /// # Errors
    /// [`Error::Engine`] for a defect of ours.
    pub fn preview(&self, row: &Row, scan: Option<&Image>) -> Result<Vec<u8>, Error> {
        let (page, _) = self.fit(row, 1);
        self.setup().preview(&page, scan, PREVIEW_SCALE)
    }

    /// A row's sheet as a Word file: the same lines at the same places.
    ///
    /// # Errors
    /// [`Error::Engine`] for a defect of ours.
    pub fn word(&self, row: &Row) -> Result<Vec<u8>, Error> {
        let (page, _) = self.fit(row, 1);
        self.setup().word(&page)
    }

    /// The sheet to measure a printer with, as PDF.
    ///
    /// # Errors
    /// [`Error::Engine`] for a defect of ours.
    pub fn calibration_sheet(&self) -> Result<Vec<u8>, Error> {
        let part = self.setup().calibration_sheet()?.pdf()?;
        self.bound(&part, None, self.sheet.name.clone())
    }
}

/// The hole that names the honoree.
const NAME: &str = "name";

/// Pixels a point of a preview: 144 dpi.
const PREVIEW_SCALE: f64 = 2.0;
