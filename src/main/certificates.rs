//! `vanthu certificates`.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread::available_parallelism;

use anyhow::{Context, Result, anyhow, bail};
use clap::{CommandFactory, error::ErrorKind};
use vanthu::{
    config::{Certificates as Options, Cli},
    flow::certificates::{self, Certificates, Handed, Manifest, Outputs, Printed},
    flow::{Form, Press},
    model::certificate::{Calibration, Finding, Row, Sheet},
    model::picture::Image,
    model::standard::ND30_2020,
    model::{Reading, SCHEMA, Standard},
    readers::rows::{self, Rows},
    viet::words::{self, certificates as sentences},
    writers::{certificate::Faces, fonts::Fonts},
};

use super::{clock::today, read, render::text, write};

pub(super) fn certificates(options: &Options) -> Result<ExitCode> {
    let Some(certificates) = studio(options)? else { return Ok(ExitCode::FAILURE) };
    if let Some([left, top, between]) = options.measured {
        return measured(&certificates, left, top, between);
    }
    let paths = sorted(options);
    if options.calibrate {
        for path in &paths.merged {
            write(path, &certificates.calibration_sheet()?)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let rows = list(options, &certificates.sheet)?;
    for path in &paths.pictures {
        let row = row_of(&rows, options)?;
        let scan = options.scan.as_deref().map(picture).transpose()?;
        write(path, &certificates.preview(row, scan.as_ref())?)?;
    }
    for path in &paths.documents {
        write(path, &certificates.word(row_of(&rows, options)?)?)?;
    }
    if options.preflight {
        return preflight(options, &certificates, &rows, &paths);
    }
    if paths.merged.is_empty() && paths.archives.is_empty() {
        if paths.pictures.is_empty() && paths.documents.is_empty() {
            wrong("-o all.pdf, -o each.zip, -o sheet.png or -o sheet.docx is needed, or --preflight");
        }
        return Ok(ExitCode::SUCCESS);
    }
    print(options, &certificates, &rows, &paths)
}

fn row_of<'a>(rows: &'a Rows, options: &Options) -> Result<&'a Row> {
    let number = options.page.get();
    rows.rows.get(number - 1).ok_or_else(|| anyhow!("no row {number} of {}", rows.rows.len()))
}

/// The files to write, by what they are.
#[derive(Default)]
struct Paths<'a> {
    merged: Vec<&'a Path>,
    archives: Vec<&'a Path>,
    manifests: Vec<&'a Path>,
    pictures: Vec<&'a Path>,
    documents: Vec<&'a Path>,
    looks: Vec<&'a Path>,
}

fn sorted(options: &Options) -> Paths<'_> {
    let mut paths = Paths::default();
    for path in &options.output {
        let list = match path.extension().and_then(OsStr::to_str) {
            Some("pdf") => &mut paths.merged,
            Some("zip") => &mut paths.archives,
            Some("csv" | "json") => &mut paths.manifests,
            Some("png") => &mut paths.pictures,
            Some("docx") => &mut paths.documents,
            Some("html") if options.preflight => &mut paths.looks,
            _ => {
                wrong(&format!("{}: the extension must be pdf, zip, csv, json, png or docx", path.display()))
            }
        };
        list.push(path);
    }
    for list in [&paths.merged, &paths.archives, &paths.manifests] {
        if list.len() > 1 {
            wrong("each kind of file may be written once");
        }
    }
    paths
}

fn wrong(reason: &str) -> ! {
    Cli::command().error(ErrorKind::ValueValidation, reason).exit()
}

/// The design with all that it is printed with. `None`, with its faults said, when it is none.
fn studio(options: &Options) -> Result<Option<Certificates>> {
    let Some(mut sheet) = design(options)? else { return Ok(None) };
    if options.overlay && !sheet.overlay {
        sheet = sheet.into_overlay();
    }
    if let Some(paper) = options.size {
        sheet = sheet.on(paper);
    }
    let fonts = match options.faces.files().context("reading the folder of fonts")? {
        None => Fonts::embedded(),
        Some(files) => Fonts::from_files(files).context("the office's own fonts")?,
    };
    let mut pictures = BTreeMap::new();
    for (id, path) in &options.pictures {
        if !sheet.pictures.iter().any(|slot| slot.id == *id) {
            bail!("the design has no place `{id}` for a picture");
        }
        pictures.insert(id.clone(), picture(Path::new(path))?);
    }
    let (right, down) = options.offset.unwrap_or_default();
    let calibration = Calibration { right, down, scale: options.scale, turned: options.rotate };
    if !calibration.is_sound() {
        wrong("at most 50 mm to a side, and a scale from 90 to 110 %");
    }
    let day = options.today.unwrap_or_else(today);
    Ok(Some(Certificates { sheet, faces: Faces::new(fonts), pictures, calibration, day }))
}

fn design(options: &Options) -> Result<Option<Sheet>> {
    let name = &options.design;
    let (shown, loaded) = match Sheet::built_in(name) {
        Some(loaded) => (name.clone(), loaded),
        None if Path::new(name).exists() => (name.clone(), Sheet::load(&text(Path::new(name))?)),
        None => bail!("no design `{name}`, neither built in nor a file"),
    };
    match loaded {
        Ok(sheet) => Ok(Some(sheet)),
        Err(faults) => {
            for fault in faults {
                let sentence = words::problem(fault.code.key(), &fault.about);
                eprintln!("{shown}:{}: {sentence} ({})", fault.line, fault.code.key());
            }
            Ok(None)
        }
    }
}

fn picture(path: &Path) -> Result<Image> {
    let bytes = read(path).with_context(|| path.display().to_string())?;
    Image::new(&bytes).map_err(|fault| anyhow!("{}: {}", path.display(), words::fault(fault.key(), "")))
}

fn list(options: &Options, sheet: &Sheet) -> Result<Rows> {
    let mut rows = match &options.rows {
        Some(path) => rows::read(&text(path)?).with_context(|| path.display().to_string())?,
        None if options.sample => Rows { rows: sheet.samples.clone(), findings: Vec::new() },
        None => wrong("--rows or --sample is needed"),
    };
    let common: BTreeMap<&String, &String> = options.common.iter().map(|(key, value)| (key, value)).collect();
    for row in &mut rows.rows {
        let missing = common.iter().filter(|(key, _)| row.value(key).is_none());
        let missing: Vec<(String, String)> =
            missing.map(|(key, value)| ((*key).clone(), (*value).clone())).collect();
        row.values.extend(missing);
    }
    Ok(rows)
}

fn measured(certificates: &Certificates, left: f64, top: f64, between: f64) -> Result<ExitCode> {
    let found = Calibration::measured(certificates.sheet.paper, left, top, between);
    let Some(found) = found else { bail!("no printer is so far off; measure again") };
    let Calibration { right, down, scale, .. } = found;
    write(Path::new("-"), format!("--offset {right},{down} --scale {scale}\n").as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn say(findings: &[Finding]) {
    for finding in findings {
        eprintln!("{}", line(finding));
    }
}

fn line(finding: &Finding) -> String {
    let field = if finding.field.is_empty() { "-" } else { &finding.field };
    format!("{}: {field}: {} ({})", finding.row, finding.message, finding.code.key())
}

fn preflight(
    options: &Options,
    certificates: &Certificates,
    rows: &Rows,
    paths: &Paths<'_>,
) -> Result<ExitCode> {
    let pictures = options.json || !paths.looks.is_empty();
    let look = certificates.preflight(rows, pictures)?;
    for path in &paths.looks {
        write(path, look.page(&certificates.sheet.name).as_bytes())?;
    }
    let told = if options.json {
        serde_json::to_string_pretty(&look)? + "\n"
    } else {
        let findings = look.noticed.iter().flat_map(|noticed| &noticed.findings);
        let lines: Vec<String> = findings.map(|finding| line(finding) + "\n").collect();
        lines.concat() + &sentences::summary(look.rows, look.failed, look.noted) + "\n"
    };
    write(Path::new("-"), told.as_bytes())?;
    Ok(if look.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Cover sheets and hand-over lists of what was printed.
fn handover(path: &Path, sheet: &Sheet, rows: &Rows, printed: &Printed) -> Result<()> {
    let sheets: Vec<Handed<'_>> = printed
        .rows
        .iter()
        .zip(1..)
        .filter_map(|(row, sheet)| Some(Handed { row: rows.rows.get(row - 1)?, sheet }))
        .collect();
    let Some(document) = certificates::handover(sheet, &sheets) else { return Ok(()) };
    let form = match path.extension().and_then(OsStr::to_str) {
        Some("pdf") => Form::Pdf,
        Some("docx") => Form::Docx,
        _ => wrong(&format!("{}: the extension must be pdf or docx", path.display())),
    };
    let standard = Standard::load(ND30_2020).map_err(|error| anyhow!("{error:?}"))?;
    let press = Press::new(vec![standard], Fonts::embedded(), MOST_PAGES);
    let reading = Reading { schema: SCHEMA, document: Some(document), problems: vec![], leftovers: vec![] };
    write(path, &press.write(&reading, form, None)?)
}

/// Most pages of hand-over lists.
const MOST_PAGES: usize = 20_000;

/// Writes beside each path and moves into its place only what is whole.
fn print(options: &Options, certificates: &Certificates, rows: &Rows, paths: &Paths<'_>) -> Result<ExitCode> {
    let mut merged = paths.merged.first().map(|path| Part::create(path)).transpose()?;
    let mut archive = paths.archives.first().map(|path| Part::create(path)).transpose()?;
    let mut manifest = paths.manifests.first().map(|path| Part::create(path)).transpose()?;
    let is_json = paths.manifests.first().is_some_and(|path| path.extension() == Some(OsStr::new("json")));
    let outputs = Outputs {
        merged: merged.as_mut().map(|part| &mut part.out as &mut dyn Write),
        archive: archive.as_mut().map(|part| &mut part.out as &mut dyn Write),
        manifest: manifest.as_mut().map(|part| {
            let out = &mut part.out as &mut dyn Write;
            if is_json { Manifest::Json(out) } else { Manifest::Csv(out) }
        }),
        unicode_names: options.unicode_names,
        word_files: options.word_files,
        order: options.order,
    };
    let threads = options.threads.or_else(|| available_parallelism().ok()).map_or(1, usize::from);
    let printed = certificates.print(rows, outputs, threads, |_| ControlFlow::Continue(()))?;
    for part in [merged, archive, manifest].into_iter().flatten() {
        part.finish()?;
    }
    if let Some(path) = &options.handover {
        handover(path, &certificates.sheet, rows, &printed)?;
    }
    say(&printed.findings);
    let noted: std::collections::BTreeSet<usize> =
        printed.findings.iter().filter(|finding| !finding.is_fault()).map(|finding| finding.row).collect();
    eprintln!("{}", sentences::summary(rows.rows.len(), printed.failed, noted.len()));
    Ok(if printed.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A file that is not whole yet; it is taken away again when it never gets whole.
struct Part {
    out: BufWriter<File>,
    beside: PathBuf,
    path: PathBuf,
}

impl Part {
    fn create(path: &Path) -> Result<Part> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let beside = path.with_file_name(name);
        let file = File::create(&beside).with_context(|| beside.display().to_string())?;
        Ok(Part { out: BufWriter::with_capacity(1 << 20, file), beside, path: path.to_owned() })
    }

    fn finish(mut self) -> Result<()> {
        self.out.flush()?;
        self.out.get_ref().sync_all()?;
        std::fs::rename(&self.beside, &self.path).with_context(|| self.path.display().to_string())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // After `finish` there is nothing of this name.
        let _gone = std::fs::remove_file(&self.beside);
    }
}
