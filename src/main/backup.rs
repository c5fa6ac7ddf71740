//! `vanthu backup` and `vanthu restore`.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use vanthu::{
    config::{Backup, Restore},
    flow::bureau::backup::{Manifest, backup as pack, restore as unpack},
};

use super::{clock, doctor, wait, write};

/// Writes under a name of its own first: what has the name asked for is whole and on the disk.
pub(super) fn backup(options: &Backup) -> Result<ExitCode> {
    let place = options.kept.place_there().context("--database-file")?;
    let file = &options.file;
    if file.exists() {
        bail!("{}: there is a file already", file.display());
    }
    let part = Part::begin(file).with_context(|| file.display().to_string())?;
    let packed = wait(pack(&place, &part.file, clock::utc()));
    let (manifest, digest) = packed.context("making the backup")?;
    part.end(file).with_context(|| file.display().to_string())?;
    let told = format!("{}: {}, SHA-256 {digest}\n", file.display(), said(&manifest));
    write(Path::new("-"), told.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn restore(options: &Restore) -> Result<ExitCode> {
    let file = File::open(&options.file).with_context(|| options.file.display().to_string())?;
    let place = options.kept.place().context("--data")?;
    let restored = wait(unpack(&place, file)).with_context(|| options.file.display().to_string());
    let (manifest, diagnosis) = restored?;
    let faults = diagnosis.faults.len();
    let told = format!("restored: {}; {faults} faults\n{}", said(&manifest), doctor::lines(&diagnosis));
    write(Path::new("-"), told.as_bytes())?;
    Ok(if faults == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn said(manifest: &Manifest) -> String {
    let rows: u64 = manifest.parts.iter().map(|part| part.rows).sum();
    format!(
        "{rows} rows in {} tables of {}, as after act {}",
        manifest.parts.len(),
        manifest.engine,
        manifest.last_act
    )
}

/// A file that is being written; gone when it is not finished.
struct Part {
    file: File,
    path: PathBuf,
    done: bool,
}

impl Part {
    fn begin(goal: &Path) -> io::Result<Part> {
        let mut name = goal.as_os_str().to_owned();
        name.push(format!(".{}.part", std::process::id()));
        let path = PathBuf::from(name);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        // It holds what the database holds: the digests of passwords too.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path)?;
        Ok(Part { file, path, done: false })
    }

    fn end(mut self, goal: &Path) -> io::Result<()> {
        self.file.sync_all()?;
        // A link refuses to take the place of a file that came meanwhile.
        fs::hard_link(&self.path, goal).or_else(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Err(error),
            _ => fs::rename(&self.path, goal),
        })?;
        drop(fs::remove_file(&self.path));
        self.done = true;
        let folder = goal.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.done {
            drop(fs::remove_file(&self.path));
        }
    }
}
