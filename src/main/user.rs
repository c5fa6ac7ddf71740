//! `vanthu user`.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};
use vanthu::{
    config::{AddUser, FromFile, KeptAt, User},
    flow::{Bureau, Failure, Library, Pool, Press, bureau::by_hand::ByHand},
    model::workflow::Role,
    store::Store,
    viet::words,
    writers::fonts::Fonts,
};

use super::{clock, in_force, office, read};

pub(super) fn user(command: &User) -> Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        match command {
            User::Add(add) => enter(add).await,
            User::List { kept } => list(kept).await,
            User::Password { login, password, kept } => {
                let password = password_of(password)?;
                let bureau = bureau(kept).await?;
                let set = bureau.set_password_by_hand(login, &password, clock::utc()).await;
                told(set, login)?;
                bureau.store.close().await;
                Ok(ExitCode::SUCCESS)
            }
        }
    })
}

async fn enter(add: &AddUser) -> Result<ExitCode> {
    let password = password_of(&add.password)?;
    let bureau = bureau(&add.kept).await?;
    let new = ByHand {
        login: add.login.clone(),
        name: add.name.clone(),
        office: add.office.clone(),
        roles: add.roles.iter().filter_map(|key| Role::from_key(key)).collect(),
        operator: add.operator,
        password,
    };
    told(bureau.enter_by_hand(&new, clock::utc()).await, &add.login)?;
    bureau.store.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn list(kept: &KeptAt) -> Result<ExitCode> {
    let bureau = bureau(kept).await?;
    let mut reader = bureau.store.read().await?;
    let (mut key, mut id) = (Vec::new(), String::new());
    loop {
        let page = reader.people(None, "", (&key, &id), 200).await?;
        let Some(last) = page.last() else { break };
        (key, id) = (last.sort_key.clone(), last.id.clone());
        for person in &page {
            let mut told = vec![format!("{:<20} {}", person.login, person.name)];
            told.extend((!person.active).then(|| "(inactive)".to_owned()));
            told.extend(person.operator.then(|| "(operator)".to_owned()));
            for one in reader.memberships(&person.id).await? {
                told.push(format!("[{}: {}]", one.office, one.role));
            }
            super::write(Path::new("-"), (told.join(" ") + "\n").as_bytes())?;
        }
    }
    drop(reader);
    bureau.store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// A bureau at the machine itself: no document is printed by it.
pub(crate) async fn bureau(kept: &KeptAt) -> Result<Bureau> {
    let store = Store::open(&kept.place().context("--data")?).await.context("opening the database")?;
    let standard = in_force()?;
    let library = Arc::new(Library::new(standard.clone()));
    let press = Arc::new(Press::new(vec![standard], Fonts::embedded(), 1));
    let pool = Pool::new(1, 1, std::time::Duration::from_secs(60));
    Ok(Bureau::new(store, press, library, Arc::new(office::inspector()?), pool))
}

/// The first line of the file, or of standard input.
fn password_of(from: &FromFile) -> Result<String> {
    let path = from.password_file.as_deref().unwrap_or(Path::new("-"));
    let bytes = read(path).with_context(|| path.display().to_string())?;
    let text = String::from_utf8(bytes).map_err(|_| anyhow!("the password is not UTF-8"))?;
    let line = text.lines().next().unwrap_or_default();
    if line.is_empty() {
        bail!("a password is needed, as the first line of --password-file or of standard input");
    }
    Ok(line.to_owned())
}

/// What went wrong, in the sentences of the API.
fn told<T>(done: Result<T, Failure>, login: &str) -> Result<T> {
    done.map_err(|failure| match failure {
        Failure::Invalid(blames) => {
            let told = blames.iter().map(|blame| {
                format!("\n  {}: {} ({})", blame.pointer, words::fault(blame.code, &blame.about), blame.code)
            });
            anyhow!("{login}:{}", told.collect::<String>())
        }
        Failure::Conflict(code, about) => anyhow!("{login}: {} ({code})", words::conflict(code, &about)),
        Failure::NotFound => anyhow!("{login}: nobody has this login"),
        other => anyhow::Error::from(other),
    })
}
