//! Some rows laid out once, as a part of a batch; every file is cut from that part.

use super::repeated::Repeated;
use super::{Certificates, Finding};
use crate::model::certificate::{Row, Sheet};
use crate::writers::Error;
use crate::writers::certificate::{About, Binder};

/// A row to be laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct ToLay {
    /// Its place in the list that it came from, from 1: findings name it.
    pub line: usize,
    /// Its values.
    pub row: Row,
    /// What was found of it before.
    pub noticed: Vec<Finding>,
}

/// Rows that were laid out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Laid {
    /// What was found of each row, what was known before among it.
    pub findings: Vec<Vec<Finding>>,
    /// The pages of the rows without a fault, in their order, without the ground; `None` where there is
    /// none.
    pub pages: Option<Vec<u8>>,
    /// How many pages there are.
    pub count: usize,
}

impl Laid {
    /// True where the row at this place has a page.
    pub fn is_laid(&self, at: usize) -> bool {
        self.findings.get(at).is_some_and(|findings| !findings.iter().any(Finding::is_fault))
    }
}

impl Certificates {
    /// What is the same on every sheet, as a PDF of one page.
    ///
    /// # Errors
    /// [`Error::Engine`] for a defect of ours.
    pub fn ground(&self) -> Result<Option<Vec<u8>>, Error> {
        self.setup().ground()
    }

    /// Lays rows out, those with a fault left out.
    ///
    /// # Errors
    /// [`Error::Engine`] for a defect of ours.
    pub fn lay(&self, rows: &[ToLay]) -> Result<Laid, Error> {
        let mut laid = Laid::default();
        let mut pages = Vec::new();
        for wanted in rows {
            let (page, found) = self.fit(&wanted.row, wanted.line);
            let mut findings = wanted.noticed.clone();
            findings.extend(found);
            if !findings.iter().any(Finding::is_fault) {
                pages.push(page);
            }
            laid.findings.push(findings);
        }
        laid.count = pages.len();
        if !pages.is_empty() {
            laid.pages = Some(self.setup().lay(&pages)?.pdf()?);
        }
        Ok(laid)
    }
}

/// One sheet of a part (from 0) as a file of its own, the ground under its words.
///
/// # Errors
/// [`Error::NoSuchPage`]; [`Error::Engine`] for a defect of ours.
pub fn cut(part: &[u8], at: usize, ground: Option<&[u8]>, about: About) -> Result<Vec<u8>, Error> {
    let mut binder = Binder::new(Vec::new(), about, ground)?;
    binder.add_page(part, at)?;
    binder.finish()
}

/// What is found of rows beside each other: whoever stands in a list twice.
pub fn repeats(sheet: &Sheet, rows: &[Row]) -> Vec<Finding> {
    let mut repeated = Repeated::default();
    rows.iter().zip(1..).filter_map(|(row, ordinal)| repeated.find(sheet, row, ordinal)).collect()
}
