//! The manifest of a batch: what became of every row.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value as Json;

use crate::flow::certificates::manifest::record;
use crate::model::certificate::Finding;
use crate::store::BatchRow;

/// Where a printed row is.
pub(super) struct Printed {
    /// Its page in the merged PDF, from 1.
    pub(super) page: usize,
    /// The name of its own file.
    pub(super) file: String,
}

/// A line of the manifest.
#[derive(Serialize)]
struct Line<'a> {
    row: i64,
    line: i64,
    state: &'a str,
    page: Option<usize>,
    file: Option<&'a str>,
    honoree: &'a str,
    name: &'a str,
    certificate: Option<&'a str>,
    number: Option<&'a str>,
    code: Option<&'a str>,
    findings: Vec<Finding>,
}

/// The names of its columns.
const COLUMNS: [&str; 11] =
    ["row", "line", "state", "page", "file", "honoree", "name", "certificate", "number", "code", "findings"];

/// A manifest on its way.
pub(super) enum Manifest<'a> {
    /// As CSV.
    Csv(&'a mut dyn Write),
    /// As JSON, a list of objects.
    Json(&'a mut dyn Write),
}

impl Manifest<'_> {
    pub(super) fn open(&mut self) -> io::Result<()> {
        match self {
            Manifest::Csv(out) => record(out, &COLUMNS),
            Manifest::Json(out) => out.write_all(b"["),
        }
    }

    pub(super) fn line(&mut self, row: &BatchRow, printed: Option<&Printed>) -> io::Result<()> {
        let said = |key: &str| row.data.get(key).and_then(Json::as_str);
        let line = Line {
            row: row.ordinal,
            line: row.line,
            state: &row.state,
            page: printed.map(|printed| printed.page),
            file: printed.map(|printed| printed.file.as_str()),
            honoree: said("honoree").unwrap_or_default(),
            name: &row.name,
            certificate: row.certificate_id.as_deref(),
            number: said("register"),
            code: said("code"),
            findings: serde_json::from_value(row.findings.clone()).unwrap_or_default(),
        };
        match self {
            Manifest::Json(out) => {
                out.write_all(if line.row == 1 { b"\n" } else { b",\n" })?;
                Ok(serde_json::to_writer(&mut **out, &line)?)
            }
            Manifest::Csv(out) => {
                let page = line.page.map_or_else(String::new, |page| page.to_string());
                let findings: Vec<String> = line.findings.iter().map(told).collect();
                let none = |value: Option<&'_ str>| value.unwrap_or_default().to_owned();
                let values = [
                    line.row.to_string(),
                    line.line.to_string(),
                    line.state.to_owned(),
                    page,
                    none(line.file),
                    line.honoree.to_owned(),
                    line.name.to_owned(),
                    none(line.certificate),
                    none(line.number),
                    none(line.code),
                    findings.join("; "),
                ];
                record(out, &values.each_ref().map(String::as_str))
            }
        }
    }

    pub(super) fn close(&mut self) -> io::Result<()> {
        match self {
            Manifest::Json(out) => out.write_all(b"\n]\n"),
            Manifest::Csv(_) => Ok(()),
        }
    }
}

fn told(finding: &Finding) -> String {
    format!("{}: {} ({})", finding.field, finding.message, finding.code.key())
}
