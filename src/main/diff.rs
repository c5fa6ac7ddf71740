//! `vanthu diff`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};
use clap::{CommandFactory, error::ErrorKind};
use vanthu::{
    config::{Cli, Diff},
    flow::{self, Author, Press, Shown},
    model::Document,
};

use super::{clock::now, manuscript, press, say, write};

/// As diff(1) ends: what goes wrong is no difference.
const TROUBLE: u8 = 2;

pub(super) fn diff(options: &Diff) -> ExitCode {
    compare(options).unwrap_or_else(|error| {
        eprintln!("vanthu: {error:#}");
        ExitCode::from(TROUBLE)
    })
}

fn compare(options: &Diff) -> Result<ExitCode> {
    let outputs: Vec<(&PathBuf, Shown)> = options.output.iter().map(|path| (path, form(path))).collect();
    let press = press(&options.set)?;
    let old = document(options, &press, &options.old)?;
    let new = document(options, &press, &options.new)?;
    let changes = flow::compare(&old, &new);
    if outputs.is_empty() {
        write(Path::new("-"), flow::summary(&changes).as_bytes())?;
    }
    let author = Author { name: options.author.clone(), at: options.date.unwrap_or_else(now) };
    for (path, form) in outputs {
        let shown = || path.display().to_string();
        let bytes =
            press.show(&changes, form, &author, options.read.standard.as_deref()).with_context(shown)?;
        write(path, &bytes).with_context(shown)?;
    }
    Ok(ExitCode::from(u8::from(!changes.is_empty())))
}

/// The document in a file.
fn document(options: &Diff, press: &Press, path: &Path) -> Result<Document> {
    let shown = || path.display().to_string();
    let manuscript = manuscript(path, &options.read)?;
    let manuscript = manuscript.ok_or_else(|| anyhow!("not a manuscript")).with_context(shown)?;
    let reading = press.read(&manuscript).with_context(shown)?;
    say(&reading.problems, &reading.leftovers);
    reading.document.ok_or(flow::Error::NoDocument).with_context(shown)
}

/// The form of an output; a wrong one ends the program as every wrong command does.
fn form(path: &Path) -> Shown {
    Shown::from_path(path).unwrap_or_else(|| {
        let reason = format!("{}: the extension must be json, html or docx", path.display());
        Cli::command().error(ErrorKind::ValueValidation, reason).exit()
    })
}
