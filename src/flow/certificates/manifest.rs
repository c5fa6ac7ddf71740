//! The manifest: what became of every row.

use std::io::Write;

use serde::Serialize;

use crate::model::certificate::{Finding, Honoree};
use crate::viet::letters::ascii;

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It has a page.
    Printed,
    /// It has none; the findings say why.
    Failed,
}

/// A line of the manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The row, from 1.
    pub row: usize,
    /// What became of it.
    pub state: State,
    /// Its page in the merged PDF, from 1.
    pub page: Option<usize>,
    /// The name of its own file.
    pub file: Option<String>,
    /// Who is honoured.
    pub honoree: Honoree,
    /// The honoree's name.
    pub name: String,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// A manifest on its way: JSON as a list of objects, or CSV with a line of names.
pub enum Manifest<'a> {
    /// JSON.
    Json(&'a mut dyn Write),
    /// CSV.
    Csv(&'a mut dyn Write),
}

impl Manifest<'_> {
    /// Writes what comes before the first line.
    pub(super) fn open(&mut self) -> std::io::Result<()> {
        match self {
            Manifest::Json(out) => out.write_all(b"["),
            Manifest::Csv(out) => {
                record(out, &["row", "state", "page", "file", "honoree", "name", "findings"])
            }
        }
    }

    /// Writes a line; `first` says that none was written before.
    pub(super) fn line(&mut self, line: &Line, first: bool) -> std::io::Result<()> {
        match self {
            Manifest::Json(out) => {
                out.write_all(if first { b"\n" } else { b",\n" })?;
                Ok(serde_json::to_writer(&mut **out, line)?)
            }
            Manifest::Csv(out) => {
                let state = match line.state {
                    State::Printed => "printed",
                    State::Failed => "failed",
                };
                let page = line.page.map_or_else(String::new, |page| page.to_string());
                let findings: Vec<String> = line
                    .findings
                    .iter()
                    .map(|finding| format!("{}: {} ({})", finding.field, finding.message, finding.code.key()))
                    .collect();
                let (row, findings) = (line.row.to_string(), findings.join("; "));
                let file = line.file.as_deref().unwrap_or_default();
                record(out, &[&row, state, &page, file, line.honoree.key(), &line.name, &findings])
            }
        }
    }

    /// Writes what comes after the last line.
    pub(super) fn close(&mut self) -> std::io::Result<()> {
        match self {
            Manifest::Json(out) => out.write_all(b"\n]\n").and_then(|()| out.flush()),
            Manifest::Csv(out) => out.flush(),
        }
    }
}

pub(in crate::flow) fn record(out: &mut dyn Write, values: &[&str]) -> std::io::Result<()> {
    let mut writer = csv::WriterBuilder::new().from_writer(out);
    // A spreadsheet takes what begins so for a formula.
    let safe = |value: &&str| match value.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t') => format!("'{value}"),
        _ => (*value).to_owned(),
    };
    writer.write_record(values.iter().map(safe))?;
    writer.flush()
}

/// The name of a sheet's own file: `0001_Nguyen-Van-A.pdf`. Its figures order the files as sheets are
/// printed.
pub(in crate::flow) fn file_name(ordinal: usize, rows: usize, name: &str, unicode: bool) -> String {
    const MOST: usize = 60;
    let figures = rows.to_string().len().max(4);
    let name = if unicode { name.to_owned() } else { ascii(name) };
    let mut said = String::new();
    for c in name.chars().take(MOST) {
        if c.is_alphanumeric() {
            said.push(c);
        } else if !said.is_empty() && !said.ends_with('-') {
            said.push('-');
        }
    }
    let said = said.trim_end_matches('-');
    let mark = if said.is_empty() { "" } else { "_" };
    format!("{ordinal:0figures$}{mark}{said}.pdf")
}

/// The name of the Word file beside a PDF.
pub(in crate::flow) fn word_name(pdf: &str) -> String {
    format!("{}.docx", pdf.strip_suffix(".pdf").unwrap_or(pdf))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_after_their_rows() {
        assert_eq!(file_name(1, 300, "Nguyễn Văn A", false), "0001_Nguyen-Van-A.pdf");
        assert_eq!(file_name(1, 300, "Nguyễn Văn A", true), "0001_Nguyễn-Văn-A.pdf");
        assert_eq!(file_name(12, 20_000, "  H'Hen Niê/../x ", false), "00012_H-Hen-Nie-x.pdf");
        assert_eq!(file_name(3, 1, "漢", false), "0003.pdf");
    }
}
