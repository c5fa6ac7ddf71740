//! The office's profile, from its file.

use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value as Json;
use vanthu::{
    flow::{Inspector, Library},
    model::DataProblem,
};

use super::{clock::today, render};

/// The inspector with every rule.
pub(super) fn inspector() -> Result<Inspector> {
    Inspector::built_in().map_err(|fault| anyhow!("rules: {fault}"))
}

/// An office's profile: TOML, or JSON by its extension.
pub(super) fn read(path: &Path) -> Result<Json> {
    if path.extension().is_some_and(|extension| extension == "json") {
        return render::json(path);
    }
    toml::from_str(&render::text(path)?).with_context(|| path.display().to_string())
}

/// An office's profile that every document can be lent, and the inspector that does without the
/// rules it lists: a server that would print a wrong letterhead does not start, and says
/// everything that is wrong at once.
pub(super) fn sound(path: &Path, library: &Library) -> Result<(Json, Inspector)> {
    let office = read(path)?;
    let mut problems = library.check_office(&office, today());
    let inspector = inspector()?.for_office(&office);
    problems.extend(inspector.as_ref().err().into_iter().flatten().cloned());
    let faults: Vec<String> = problems
        .iter()
        .filter(|problem| problem.is_fault())
        .map(|fault| format!("\n  {}", render::line(fault)))
        .collect();
    if !faults.is_empty() {
        bail!("{}: not the profile of an office:{}", path.display(), faults.concat());
    }
    for notice in problems.iter().filter(|problem: &&DataProblem| !problem.is_fault()) {
        tracing::warn!("{}: {}", path.display(), render::line(notice));
    }
    let inspector = inspector.map_err(|_| anyhow!("{}: unknown rules", path.display()))?;
    Ok((office, inspector))
}
