//! `vanthu doctor`.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use vanthu::{
    config::Doctor,
    flow::bureau::doctor::{Diagnosis, examine},
};

use super::write;

pub(super) fn doctor(options: &Doctor) -> Result<ExitCode> {
    let place = options.kept.place_there().context("--database-file")?;
    let diagnosis = super::wait(examine(&place)).context("examining the database")?;
    let told = if options.json {
        serde_json::to_string_pretty(&diagnosis)? + "\n"
    } else {
        lines(&diagnosis) + &end(&diagnosis)
    };
    write(Path::new("-"), told.as_bytes())?;
    Ok(if diagnosis.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A line a fault.
pub(super) fn lines(diagnosis: &Diagnosis) -> String {
    let line = |fault: &vanthu::flow::bureau::doctor::Trouble| {
        format!("{}: {}: {}\n", fault.kind, fault.id, fault.detail)
    };
    diagnosis.faults.iter().map(line).collect()
}

/// How many faults, in how much.
fn end(diagnosis: &Diagnosis) -> String {
    let counted = &diagnosis.counted;
    format!(
        "{} faults in {} documents, {} versions, {} numbers, {} files, {} templates, {} acts ({}, migration {}, last act {})\n",
        diagnosis.faults.len(),
        counted.documents,
        counted.versions,
        counted.numbers,
        counted.files,
        counted.templates,
        counted.acts,
        diagnosis.engine,
        diagnosis.migration,
        if diagnosis.last_act.is_empty() { "none" } else { &diagnosis.last_act },
    )
}
