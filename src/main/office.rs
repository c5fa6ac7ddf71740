//! The office's profile, from its file.

use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::Value as Json;
use vanthu::{
    flow::{Inspector, Library},
    model::DataProblem,
};

use super::render;

/// The inspector with every rule.
pub(super) fn inspector() -> Result<Inspector> {
    Inspector::built_in().map_err(|fault| anyhow!("rules: {fault}"))
}

/// An office's profile: TOML, or JSON by its extension. A picture in it may be a `file`,
/// named from the folder of the profile; it is read here.
pub(super) fn read(path: &Path) -> Result<Json> {
    let mut office = if path.extension().is_some_and(|extension| extension == "json") {
        render::json(path)?
    } else {
        toml::from_str(&render::text(path)?).with_context(|| path.display().to_string())?
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    for value in office.as_object_mut().into_iter().flat_map(|office| office.values_mut()) {
        open(value, folder).with_context(|| path.display().to_string())?;
    }
    Ok(office)
}

/// Puts the data of a picture in the place of its file.
fn open(picture: &mut Json, folder: &Path) -> Result<()> {
    let Some(parts) = picture.as_object_mut().filter(|parts| !parts.contains_key("data")) else {
        return Ok(());
    };
    let Some(Json::String(file)) = parts.get("file") else { return Ok(()) };
    let path = folder.join(file);
    let bytes = super::read(&path).with_context(|| path.display().to_string())?;
    parts.remove("file");
    parts.insert("data".to_owned(), BASE64_STANDARD.encode(bytes).into());
    Ok(())
}

/// An office's profile that every document can be lent, and the inspector that does without the
/// rules it lists: a server that would print a wrong letterhead does not start, and says
/// everything that is wrong at once.
pub(super) fn sound(path: &Path, library: &Library) -> Result<(Json, Inspector)> {
    let office = read(path)?;
    let mut problems = library.check_office(&office);
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

/// The inspector with the award rules of the office's own, where it has some: a server that would
/// hold awards against wrong rules does not start, and says everything that is wrong at once.
pub(super) fn awarding(inspector: Inspector, rules: Option<&Path>) -> Result<Inspector> {
    let Some(path) = rules else { return Ok(inspector) };
    inspector.with_awards(&render::text(path)?).map_err(|faults| {
        let faults: Vec<String> =
            faults.iter().map(|fault| format!("\n  {}: {}", fault.line, fault.message)).collect();
        anyhow!("{}: not award rules:{}", path.display(), faults.concat())
    })
}
