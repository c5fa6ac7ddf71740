//! `vanthu render`, `vanthu template`.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value as Json;
use vanthu::{
    config::{Render, Template},
    flow::{Library, manuscript},
    merge::{self, Prepared},
    model::{DataProblem, Problem, Reading, SCHEMA},
};

use super::{clock::today, in_force, office, outputs, press, read, report, write, write_all};

pub(super) fn render(options: &Render) -> Result<ExitCode> {
    let outputs = outputs(&options.outputs);
    let press = press(&options.outputs.set)?;
    let library = Library::new(in_force()?);
    let Some(prepared) = find(&library, &options.template)? else { return Ok(ExitCode::FAILURE) };
    let mut data = match &options.data {
        Some(path) => json(path)?,
        None => merge::sample(&prepared.template),
    };
    if let Some(path) = &options.office {
        library.lend_office(&prepared, &mut data, &office::read(path)?);
    }
    let today = options.today.unwrap_or_else(today);
    let merged = library.merge(&prepared, &data, today);
    for problem in &merged.problems {
        eprintln!("{}", line(problem));
    }
    if merged.problems.iter().any(DataProblem::is_fault) && !options.draft {
        return Ok(ExitCode::FAILURE);
    }
    let reading = press.proofread(Reading {
        schema: SCHEMA,
        document: Some(merged.document),
        problems: Vec::new(),
        leftovers: Vec::new(),
    });
    report(&reading);
    let written = write_all(&press, &reading, Some(&prepared.template.standard), &outputs);
    Ok(if written { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

pub(super) fn template(command: &Template) -> Result<ExitCode> {
    let library = Library::new(in_force()?);
    match command {
        Template::List { json: true } => print(&(serde_json::to_string_pretty(&library.list())? + "\n"))?,
        Template::List { json: false } => {
            for template in library.list() {
                print(&format!("{:<36} {:<8} {}\n", template.id, template.version, template.name))?;
            }
        }
        Template::Check { files } => return check(&library, files),
        Template::Sample { template } => {
            let Some(prepared) = find(&library, template)? else { return Ok(ExitCode::FAILURE) };
            print(&(serde_json::to_string_pretty(&merge::sample(&prepared.template))? + "\n"))?;
        }
        Template::Schema { template } => {
            let Some(prepared) = find(&library, template)? else { return Ok(ExitCode::FAILURE) };
            print(&(serde_json::to_string_pretty(&merge::schema(&prepared.template))? + "\n"))?;
        }
        Template::Show { template } => {
            print(library.source(template).ok_or_else(|| anyhow!("no template `{template}`"))?)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn check(library: &Library, files: &[std::path::PathBuf]) -> Result<ExitCode> {
    let mut clean = true;
    for path in files {
        let text = text(path)?;
        let checked = library.check(&text, today());
        for problem in &checked.problems {
            eprintln!("{}:{}", path.display(), told(problem));
        }
        clean &= checked.problems.is_empty();
    }
    Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The built-in template of this name, or the one in this file. `None`, with its faults
/// said, when it cannot be used.
fn find(library: &Library, name: &str) -> Result<Option<Arc<Prepared>>> {
    if let Some(prepared) = library.get(name) {
        return Ok(Some(prepared));
    }
    let path = Path::new(name);
    if !path.exists() {
        bail!("no template `{name}`, neither built in nor a file");
    }
    match library.prepare(&text(path)?) {
        Ok(prepared) => Ok(Some(prepared)),
        Err(problems) => {
            for problem in &problems {
                eprintln!("{name}:{}", told(problem));
            }
            Ok(None)
        }
    }
}

fn told(problem: &Problem) -> String {
    format!("{}:{}: {} ({})", problem.line, problem.column, problem.message, problem.code.key())
}

/// A problem of data in one line: where, what, and the sentence of the template that lacks it.
pub(super) fn line(problem: &DataProblem) -> String {
    let place = match (problem.line, problem.sentence.is_empty()) {
        (0, _) => String::new(),
        (line, true) => format!(" [{line}:{}]", problem.column),
        (line, false) => format!(" [{line}:{}: {}]", problem.column, problem.sentence),
    };
    format!("{}: {}: {} ({}){place}", problem.pointer, problem.label, problem.message, problem.code.key())
}

pub(super) fn text(path: &Path) -> Result<String> {
    let shown = || path.display().to_string();
    manuscript::decode(&read(path).with_context(shown)?).with_context(shown)
}

pub(super) fn json(path: &Path) -> Result<Json> {
    serde_json::from_str(&text(path)?).with_context(|| path.display().to_string())
}

fn print(text: &str) -> Result<()> {
    write(Path::new("-"), text.as_bytes())
}
