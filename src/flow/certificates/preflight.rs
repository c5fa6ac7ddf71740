//! The look before printing, with a picture of every sheet of which something is found.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Serialize;

use super::{Certificates, Checked, Finding, NAME, Rows};
use crate::viet::words::preflight as words;
use crate::writers::Error;

/// Most pictures of a look: whoever has more findings mends the list first.
pub const MOST_PICTURES: usize = 200;

/// Width of a picture in pixels, about.
const PIXELS: f64 = 640.0;

/// A row of which something is found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Noticed {
    /// The row, from 1.
    pub row: usize,
    /// The honoree's name.
    pub name: String,
    /// True where it is not printed.
    pub failed: bool,
    /// What is found.
    pub findings: Vec<Finding>,
    /// Its sheet as PNG, in base64, as far as it can be laid out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
}

/// A look before printing.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Preflight {
    /// How many rows there are.
    pub rows: usize,
    /// How many of them cannot be printed.
    pub failed: usize,
    /// How many can, though something is found.
    pub noted: usize,
    /// The rows of which something is found, in their order.
    pub noticed: Vec<Noticed>,
    /// How many of them have no picture because there are too many.
    pub undrawn: usize,
}

impl Certificates {
    /// Looks at every row before anything is printed: what shrank, overflowed, is missing, has no
    /// decision, or repeats somebody. With `pictures` the first [`MOST_PICTURES`] rows of which
    /// something is found are drawn as they would be printed.
    ///
    /// # Errors
    /// [`Error::Engine`] for a defect of ours.
    pub fn preflight(&self, rows: &Rows, pictures: bool) -> Result<Preflight, Error> {
        let Checked { findings, rows: count, failed, noted } = self.check(rows);
        let mut by_row: BTreeMap<usize, Vec<Finding>> = BTreeMap::new();
        for finding in findings {
            by_row.entry(finding.row).or_default().push(finding);
        }
        let mut look = Preflight { rows: count, failed, noted, ..Preflight::default() };
        for (ordinal, findings) in by_row {
            let Some(row) = rows.rows.get(ordinal.saturating_sub(1)) else { continue };
            let mut picture = None;
            if pictures && look.noticed.len() < MOST_PICTURES {
                let (page, _) = self.fit(row, ordinal);
                let scale = PIXELS / (self.sheet.paper.width * 72.0 / 25.4);
                picture = Some(STANDARD.encode(self.setup().preview(&page, None, scale)?));
            } else if pictures {
                look.undrawn += 1;
            }
            let name = row.value(NAME).unwrap_or_default().to_owned();
            let failed = findings.iter().any(Finding::is_fault);
            look.noticed.push(Noticed { row: ordinal, name, failed, findings, picture });
        }
        Ok(look)
    }
}

impl Preflight {
    /// The look as one HTML page that stands alone, for people.
    pub fn page(&self, design: &str) -> String {
        let mut out = words::head(design, self.rows, self.failed, self.noted);
        for noticed in &self.noticed {
            out += &words::row(noticed.row, &escaped(&noticed.name), noticed.failed);
            for finding in &noticed.findings {
                out +=
                    &format!("<li>{} <code>{}</code></li>\n", escaped(&finding.message), finding.code.key());
            }
            out += "</ul>\n";
            if let Some(picture) = &noticed.picture {
                out += &format!(
                    "<img alt=\"{}\" src=\"data:image/png;base64,{picture}\">\n",
                    escaped(&noticed.name)
                );
            }
            out += "</section>\n";
        }
        out + "</main></body></html>\n"
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
