//! `vanthu import`.

#[path = "import/keep.rs"]
mod keep;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};
use vanthu::{
    config::Import,
    flow::honorees::{self, Importer, Options},
    viet::words::honorees as said,
};

use super::{clock::today, read, write};

/// Shows what would become of a list; stores nothing.
pub(super) fn import(options: &Import) -> Result<ExitCode> {
    if let Some(path) = &options.blank {
        write(path, &honorees::blank()?).with_context(|| path.display().to_string())?;
        return Ok(ExitCode::SUCCESS);
    }
    let path = options.input.as_deref().unwrap_or(Path::new("-"));
    let shown = || path.display().to_string();
    let bytes = read(path).with_context(shown)?;
    if let Some(campaign) = &options.campaign {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        return super::wait(keep::keep(options, campaign, (name, bytes)));
    }
    let importer = Importer::built_in().map_err(|error| anyhow!(error))?;
    let today = options.today.unwrap_or_else(today);
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let imported = match importer.preview(&bytes, &name, &Options { today, older: &[] }) {
        Ok(imported) => imported,
        Err(refusal) => {
            eprintln!("{}: {} ({})", path.display(), refusal.message(), refusal.code());
            return Ok(ExitCode::FAILURE);
        }
    };
    eprintln!("{}", said::PREVIEW);
    if options.json {
        let mut json = serde_json::to_vec_pretty(&imported)?;
        json.push(b'\n');
        write(Path::new("-"), &json)?;
    } else {
        write(Path::new("-"), imported.summary().as_bytes())?;
    }
    if let Some(path) = &options.notes {
        write(path, &imported.with_notes()?).with_context(|| path.display().to_string())?;
    }
    Ok(if imported.counts.refused == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
