//! The one binary.

#[path = "main/backup.rs"]
mod backup;
#[path = "main/batches.rs"]
mod batches;
#[path = "main/certificates.rs"]
mod certificates;
#[path = "main/check.rs"]
mod check;
#[path = "main/clock.rs"]
mod clock;
#[path = "main/diff.rs"]
mod diff;
#[path = "main/doctor.rs"]
mod doctor;
#[path = "main/import.rs"]
mod import;
#[path = "main/office.rs"]
mod office;
#[path = "main/render.rs"]
mod render;
#[path = "main/user.rs"]
mod user;

use std::{
    fs,
    io::{self, IsTerminal, Read, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    thread::available_parallelism,
};

use anyhow::{Context, Result, anyhow};
use clap::{CommandFactory, Parser, error::ErrorKind};
use vanthu::{
    app::{self, Application},
    config::{Cli, Command, Outputs, ReadBy, Serve, SetWith, Typeset},
    flow::{Form, Library, Manuscript, Press, manuscript},
    model::{Leftover, Problem, Reading, Standard, standard},
    store::Store,
    viet::words,
    web::{Equipment, auth::Access, pages::set_up},
    writers::fonts::Fonts,
};

/// Laying out takes and gives back very many small pieces of memory, and this allocator spends
/// a tenth less of the time on it than the system's.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        None => serve(&Serve::parse_from(["vanthu"])),
        Some(Command::Serve(options)) => serve(&options),
        Some(Command::Typeset(options)) => typeset(&options),
        Some(Command::Check(options)) => check::check(&options),
        Some(Command::Diff(options)) => Ok(diff::diff(&options)),
        Some(Command::Import(options)) => import::import(&options),
        Some(Command::Render(options)) => render::render(&options),
        Some(Command::Template(command)) => render::template(&command),
        Some(Command::User(command)) => user::user(&command),
        Some(Command::Doctor(options)) => doctor::doctor(&options),
        Some(Command::Backup(options)) => backup::backup(&options),
        Some(Command::Restore(options)) => backup::restore(&options),
        Some(Command::Print(options)) => batches::print(&options),
        Some(Command::Worker(options)) => batches::worker(&options),
        Some(Command::Certificates(options)) => certificates::certificates(&options),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            eprintln!("vanthu: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn in_force() -> Result<Standard> {
    Standard::load(standard::ND30_2020).map_err(|faults| anyhow!("standard: {faults:?}"))
}

fn press(set: &SetWith) -> Result<Press> {
    let standard = in_force()?;
    let fonts = match set.faces.files().context("reading the folder of fonts")? {
        None => Fonts::embedded(),
        Some(files) => Fonts::from_files(files).context("the office's own fonts")?,
    };
    Ok(Press::new(vec![standard], fonts, set.page_limit))
}

fn serve(options: &Serve) -> Result<ExitCode> {
    let filter = tracing_subscriber::EnvFilter::try_new(&options.log).context("--log")?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(io::stderr().is_terminal());
    let log = log.with_writer(io::stderr);
    if options.log_json {
        log.json().init();
    } else {
        log.init();
    }
    let library = Arc::new(Library::new(in_force()?));
    let (office, inspector) = match options.office.as_deref() {
        None => (None, office::inspector()?),
        Some(path) => {
            let (office, inspector) = office::sound(path, &library)?;
            (Some(Arc::new(office)), inspector)
        }
    };
    let press = Arc::new(press(&options.set)?);
    let inspector = Arc::new(office::awarding(inspector, options.award_rules.as_deref())?);
    let place = options.kept.place().context("--data")?;
    let limits = app::limits(options, available_parallelism().map_or(1, usize::from));
    actix_web::rt::System::new().block_on(async {
        let store = Store::open(&place).await.context("opening the database")?;
        let clock = clock::utc;
        let access = Access {
            public_url: options.public_url.clone(),
            private: options.private,
            inside: options.webhooks_inside,
        };
        let equipment = Equipment { press, library, office, inspector, clock, store: store.clone(), access };
        let application = Application::build(options.listen, equipment, limits)
            .with_context(|| format!("cannot listen on {}", options.listen))?;
        let address = application.address();
        tracing::info!(%address, "serving on http://{address}/");
        if let Some(invite) = application.founding_link().await.context("looking for people")? {
            // A secret: to whoever started the server, and not to its log.
            let base = options.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
            eprintln!("{}", words::people::founding(&format!("{base}{}", set_up::address(&invite.secret))));
        }
        application.run(told_to_stop()).await?;
        store.close().await;
        tracing::info!("stopped");
        Ok(ExitCode::SUCCESS)
    })
}

/// Waits for what the store does.
fn wait<T>(work: impl Future<Output = T>) -> T {
    actix_web::rt::System::new().block_on(work)
}

/// Ready when the person (Ctrl-C) or the machine (SIGTERM) wants us to stop.
async fn told_to_stop() {
    #[cfg(unix)]
    if let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        return;
    }
    let _cannot_wait = tokio::signal::ctrl_c().await;
}

fn typeset(options: &Typeset) -> Result<ExitCode> {
    let outputs = outputs(&options.outputs);
    let press = press(&options.outputs.set)?;
    let manuscript = manuscript(&options.input, &options.read)?;
    let Some(manuscript) = manuscript else { return Ok(ExitCode::FAILURE) };
    let reading = press.read(&manuscript)?;
    report(&reading);
    let written = write_all(&press, &reading, manuscript.standard.as_deref(), &outputs);
    Ok(if written && reading.document.is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The manuscript in a file, with what the command says of its letterhead and standard. `None`,
/// with its faults said, when it is JSON and not a manuscript.
fn manuscript(input: &Path, by: &ReadBy) -> Result<Option<Manuscript>> {
    let bytes = read(input).with_context(|| input.display().to_string())?;
    if manuscript::is_word(&bytes) {
        return Ok(Some(Manuscript { standard: by.standard.clone(), ..Manuscript::word(bytes) }));
    }
    let text = manuscript::decode(&bytes).with_context(|| input.display().to_string())?;
    let mut manuscript = match Manuscript::sniff(&text) {
        Ok(manuscript) => manuscript,
        Err(faults) => {
            for fault in faults {
                let (line, column) = fault.place.unwrap_or_default();
                let sentence = words::fault(fault.code, "");
                eprintln!("{line}:{column}: {sentence} {}: {} ({})", fault.pointer, fault.reason, fault.code);
            }
            return Ok(None);
        }
    };
    let supplied = by.letterhead.supplied();
    manuscript.supplied.issuer = supplied.issuer.or(manuscript.supplied.issuer);
    manuscript.supplied.parent = supplied.parent.or(manuscript.supplied.parent);
    manuscript.supplied.place = supplied.place.or(manuscript.supplied.place);
    manuscript.standard = by.standard.clone().or(manuscript.standard);
    Ok(Some(manuscript))
}

/// Writes every output; false, with the reason said, when one could not be written.
fn write_all(press: &Press, reading: &Reading, standard: Option<&str>, outputs: &[(&PathBuf, Form)]) -> bool {
    let mut all = true;
    for (path, form) in outputs {
        let written = press
            .write(reading, *form, standard)
            .map_err(anyhow::Error::from)
            .and_then(|bytes| write(path, &bytes));
        if let Err(error) = written {
            eprintln!("vanthu: {}: {error:#}", path.display());
            all = false;
        }
    }
    all
}

/// Each output with its form.
fn outputs(asked: &Outputs) -> Vec<(&PathBuf, Form)> {
    forms(&asked.output, asked.format.as_deref(), asked.page.get())
}

fn forms<'a>(paths: &'a [PathBuf], format: Option<&str>, page: usize) -> Vec<(&'a PathBuf, Form)> {
    paths.iter().map(|path| (path, form(path, format, page))).collect()
}

/// The form of an output; a wrong one ends the program as every wrong command does.
fn form(path: &Path, format: Option<&str>, page: usize) -> Form {
    let form = match (format, path == Path::new("-")) {
        (Some(format), true) => Form::from_key(format, page),
        (None, true) => None,
        (_, false) => Form::from_path(path, page),
    };
    form.unwrap_or_else(|| {
        let reason = if path == Path::new("-") {
            "`-o -` needs --format".to_owned()
        } else {
            format!("{}: the extension must be pdf, docx, json, txt, html, png or svg", path.display())
        };
        Cli::command().error(ErrorKind::ValueValidation, reason).exit()
    })
}

fn report(reading: &Reading) {
    say(&reading.problems, &reading.leftovers);
}

/// What reading had to say, on standard error.
fn say(problems: &[Problem], leftovers: &[Leftover]) {
    for problem in problems {
        eprintln!("{}:{}: {} ({})", problem.line, problem.column, problem.message, problem.code.key());
    }
    for leftover in leftovers {
        let reason = leftover.reason.key();
        eprintln!("{}:1: {} ({reason})", leftover.line, words::leftover(reason, &leftover.text));
    }
}

#[expect(clippy::disallowed_methods, reason = "main is where the disk is read")]
fn read(path: &Path) -> io::Result<Vec<u8>> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    fs::read(path)
}

#[expect(clippy::disallowed_methods, reason = "main is where the disk is written")]
fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if path == Path::new("-") {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        return Ok(out.flush()?);
    }
    Ok(fs::write(path, bytes)?)
}
