//! `vanthu worker` and `vanthu print`.

use std::ffi::OsStr;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use serde_json::json;
use tokio::sync::watch;
use vanthu::{
    config::{Faces, KeptAt, Print, Worker as Options},
    flow::{
        Bureau, Failure, Library, Pool, Press,
        bureau::batches::{BatchAsked, BatchFile, state},
    },
    model::{actor::Actor, batch::BatchState},
    readers::rows,
    store::Store,
    viet::words,
    worker::{Messenger, Worker},
    writers::fonts::Fonts,
};

use super::{clock, in_force, office, render::text, told_to_stop, write};

/// How often it is looked whether others have ended what they have of our batch.
const LOOK: Duration = Duration::from_millis(300);

pub(super) fn worker(options: &Options) -> Result<ExitCode> {
    let filter = tracing_subscriber::EnvFilter::try_new(&options.log).context("--log")?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(io::stderr().is_terminal());
    log.with_writer(io::stderr).init();
    super::wait(async {
        let bureau = bureau(&options.kept, &options.faces).await?;
        let (stop, told) = watch::channel(false);
        if options.once {
            for done in all(&bureau, options.count.get(), &told).await {
                done?;
            }
            bureau.store.close().await;
            return Ok(ExitCode::SUCCESS);
        }
        let mut tasks = Vec::new();
        for _ in 0..options.count.get() {
            let (worker, told) = (Worker::new(bureau.clone(), clock::utc), told.clone());
            tasks.push(actix_web::rt::spawn(async move { worker.run(told).await }));
        }
        let messenger = Messenger::new(bureau.clone(), clock::utc, options.webhooks_inside);
        tasks.push(actix_web::rt::spawn(async move { messenger.run(told).await }));
        tracing::info!(count = options.count.get(), "working");
        told_to_stop().await;
        stop.send_replace(true);
        for task in tasks {
            let _ended = task.await;
        }
        bureau.store.close().await;
        tracing::info!("stopped");
        Ok(ExitCode::SUCCESS)
    })
}

/// Some workers beside each other, until there is nothing more to do.
async fn all(bureau: &Bureau, count: usize, told: &watch::Receiver<bool>) -> Vec<Result<(), Failure>> {
    let tasks: Vec<_> = (0..count)
        .map(|_| {
            let (worker, told) = (Worker::new(bureau.clone(), clock::utc), told.clone());
            actix_web::rt::spawn(async move { worker.drain(told).await })
        })
        .collect();
    let mut ended = Vec::new();
    for task in tasks {
        ended.extend(task.await);
    }
    ended
}

pub(super) fn print(options: &Print) -> Result<ExitCode> {
    let files: Vec<(&Path, BatchFile)> =
        options.output.iter().map(|path| Ok((path.as_path(), kind(path)?))).collect::<Result<_>>()?;
    let asked = asked(options)?;
    super::wait(async {
        let bureau = bureau(&options.kept, &options.faces).await?;
        let actor = actor(&bureau, options).await?;
        let batch = bureau.make_batch(&actor, clock::utc(), asked, None).await.map_err(told)?;
        eprintln!("{}: {}", batch.id, batch.total);
        let (_stop, stopped) = watch::channel(false);
        let threads = options.threads.or_else(|| available_parallelism().ok()).map_or(1, usize::from);
        let batch = loop {
            for done in all(&bureau, threads, &stopped).await {
                done.map_err(told)?;
            }
            let (batch, _) = bureau.batch(&actor, &batch.id, clock::utc()).await.map_err(told)?;
            if !matches!(state(&batch), BatchState::Queued | BatchState::Running) {
                break batch;
            }
            actix_web::rt::time::sleep(LOOK).await;
        };
        eprintln!("{}: {}", batch.id, words::batches::state(&batch.state));
        for (path, file) in files {
            let paged = matches!(file, BatchFile::Merged | BatchFile::Archive);
            if paged && batch.done == 0 {
                continue;
            }
            let mut sending = bureau.batch_file(&actor, &batch.id, file).await.map_err(told)?;
            let mut bytes = Vec::new();
            while let Some(piece) = sending.pieces.recv().await {
                bytes.extend(piece?);
            }
            write(path, &bytes).with_context(|| path.display().to_string())?;
        }
        bureau.store.close().await;
        Ok(if batch.done == batch.total { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    })
}

fn kind(path: &Path) -> Result<BatchFile> {
    Ok(match path.extension().and_then(OsStr::to_str) {
        Some("pdf") => BatchFile::Merged,
        Some("zip") => BatchFile::Archive,
        Some("csv") => BatchFile::Csv,
        Some("json") => BatchFile::Json,
        _ => bail!("{}: the extension must be pdf, zip, csv or json", path.display()),
    })
}

/// The order as the API reads it, with the list of the file.
fn asked(options: &Print) -> Result<BatchAsked> {
    let list = match &options.rows {
        Some(path) => Some(rows::read(&text(path)?).with_context(|| path.display().to_string())?),
        None => None,
    };
    let order = json!({
        "design": options.design,
        "round": options.round.as_deref().unwrap_or("-"),
        "order": options.order,
        "series": options.series,
        "blank": options.blank,
        "overlay": options.blank.is_some(),
        "printer": options.printer,
        "unicode_names": options.unicode_names,
        "outputs": if options.word_files { json!(["docx"]) } else { json!([]) },
    });
    let mut asked = BatchAsked::from_json(&order.to_string()).map_err(|faults| {
        anyhow!("{}", faults.into_iter().map(|fault| fault.reason).collect::<Vec<_>>().join("; "))
    })?;
    if list.is_some() {
        asked.round = None;
        asked.rows = list;
    }
    Ok(asked)
}

/// Whoever has this login, in their office.
async fn actor(bureau: &Bureau, options: &Print) -> Result<Actor> {
    let mut reader = bureau.store.read().await?;
    let nobody = || anyhow!("{}: nobody has this login", options.login);
    let person = reader.person_by_login(&options.login).await.map_err(|_| nobody())?;
    if !person.active {
        return Err(nobody());
    }
    let mut offices: Vec<String> =
        reader.memberships(&person.id).await?.into_iter().map(|membership| membership.office_id).collect();
    offices.sort();
    offices.dedup();
    if let Some(wanted) = &options.office {
        offices.retain(|office| office == wanted);
    }
    let [office] = offices.as_slice() else {
        bail!("{}: works in {} such offices; --office says which", options.login, offices.len());
    };
    let roles = reader.roles(office, &person.id).await?;
    Ok(Actor {
        person: person.id,
        name: person.name,
        office: Some(office.clone()),
        roles,
        operator: person.operator,
        scopes: None,
    })
}

/// A bureau at the machine itself.
async fn bureau(kept: &KeptAt, faces: &Faces) -> Result<Bureau> {
    let fonts = match faces.files().context("reading the folder of fonts")? {
        None => Fonts::embedded(),
        Some(files) => Fonts::from_files(files).context("the office's own fonts")?,
    };
    let store = Store::open(&kept.place().context("--data")?).await.context("opening the database")?;
    let standard = in_force()?;
    let library = Arc::new(Library::new(standard.clone()));
    let press = Arc::new(Press::new(vec![standard], fonts, 1));
    let pool = Pool::new(2, 16, Duration::from_secs(600));
    Ok(Bureau::new(store, press, library, Arc::new(office::inspector()?), pool))
}

/// What went wrong, in the sentences of the API.
fn told(failure: Failure) -> anyhow::Error {
    match failure {
        Failure::Invalid(blames) => {
            let told = blames.iter().map(|blame| {
                format!("\n  {}: {} ({})", blame.pointer, words::fault(blame.code, &blame.about), blame.code)
            });
            anyhow!("{}", told.collect::<String>())
        }
        Failure::Conflict(code, about) => anyhow!("{} ({code})", words::conflict(code, &about)),
        other => anyhow::Error::from(other),
    }
}
