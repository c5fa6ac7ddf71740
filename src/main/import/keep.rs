//! `vanthu import --campaign`: a list for a round that is kept.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};
use vanthu::{
    config::Import,
    flow::{
        Bureau, Failure,
        bureau::imports::{Answers, Offered, Sheet, Usual},
    },
    model::{
        actor::Actor,
        honoree::{Answer, Status},
        workflow::Role,
    },
    viet::words::{self, honorees as said},
};

use crate::{clock, user::bureau, write};

/// Keeps a list as a preview, answers it and takes it over, as far as is asked.
pub(super) async fn keep(
    options: &Import,
    campaign: &str,
    (file, bytes): (String, Vec<u8>),
) -> Result<ExitCode> {
    let bureau = bureau(&options.kept).await?;
    let kept = told(kept(&bureau, options, campaign, (file, bytes)).await);
    bureau.store.close().await;
    let sheet = kept?;
    let text =
        if options.json { serde_json::to_string_pretty(&sheet.json())? + "\n" } else { summary(&sheet) };
    write(Path::new("-"), text.as_bytes())?;
    eprintln!("{}: {}", sheet.row.id, sheet.row.state);
    let refused = sheet.told.counts.refused > 0 || options.confirm && sheet.row.confirmed_at.is_none();
    Ok(if refused { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

async fn kept(
    bureau: &Bureau,
    options: &Import,
    campaign: &str,
    (file, bytes): (String, Vec<u8>),
) -> Result<Sheet, Failure> {
    let login = options.login.as_deref().unwrap_or_default();
    let actor = actor(bureau, login, campaign).await?;
    let round = match &options.round {
        Some(round) => round.clone(),
        None => bureau.round_at_work(&actor, campaign).await?,
    };
    if bureau.round(&actor, &round).await?.row.campaign_id != campaign {
        return Err(Failure::NotFound);
    }
    let usual = Usual {
        group: options.group.clone().unwrap_or_default(),
        form: options.form.clone().unwrap_or_default(),
    };
    let proposer = options.proposer.clone().unwrap_or_default();
    let offered = Offered { file, bytes, proposer, usual, corrects: options.corrects.clone() };
    let mut sheet = bureau.preview_import(&actor, clock::utc(), &round, offered).await?;
    if let Some(path) = &options.notes {
        let (_, bytes) = bureau.import_noted(&actor, &sheet.row.id).await?;
        if let Err(error) = write(path, &bytes) {
            eprintln!("vanthu: {}: {error:#}", path.display());
        }
    }
    if let Some(all) = options.answers.as_deref().and_then(Answer::from_key) {
        let (id, seen) = (sheet.row.id.clone(), sheet.row.edition);
        let answers = Answers { all: Some(all), ..Answers::default() };
        sheet = bureau.answer_import(&actor, clock::utc(), (&id, seen), answers).await?;
    }
    if options.confirm {
        let (id, seen) = (sheet.row.id.clone(), sheet.row.edition);
        sheet = bureau.confirm_import(&actor, clock::utc(), (&id, seen)).await?;
    }
    Ok(sheet)
}

/// Whoever has this login, in the office of theirs that has the campaign.
async fn actor(bureau: &Bureau, login: &str, campaign: &str) -> Result<Actor, Failure> {
    let mut reader = bureau.store.read().await?;
    let person = reader.person_by_login(login).await?;
    if !person.active {
        return Err(Failure::Conflict("not-active", String::new()));
    }
    let memberships = reader.memberships(&person.id).await?;
    for one in &memberships {
        if reader.campaign(&one.office_id, campaign).await.is_ok() {
            let roles = memberships.iter().filter(|other| other.office_id == one.office_id);
            return Ok(Actor {
                person: person.id,
                name: person.name,
                office: Some(one.office_id.clone()),
                roles: roles.filter_map(|other| Role::from_key(&other.role)).collect(),
                operator: person.operator,
                scopes: None,
            });
        }
    }
    Err(Failure::NotFound)
}

/// For a person: every row that has something to say, and how many there are.
fn summary(sheet: &Sheet) -> String {
    let mut out = String::new();
    for row in sheet.told.rows.iter().filter(|row| row.status != Status::Imported) {
        for note in &row.notes {
            let (status, code) = (said::status(row.status.key()), note.code.key());
            out.push_str(&format!("{}: {status}: {} ({code})\n", note.cell, note.message));
        }
    }
    if let Some(changes) = &sheet.changes {
        let (added, changed, removed) = (changes.added.len(), changes.changed.len(), changes.removed.len());
        out.push_str(&format!("+{added} ~{changed} -{removed} ={}\n", changes.same));
    }
    let counts = sheet.told.counts;
    out.push_str(&said::summary(counts.imported, counts.question, counts.refused));
    out.push('\n');
    out
}

/// What went wrong, in the sentences of the API.
fn told<T>(done: Result<T, Failure>) -> Result<T> {
    done.map_err(|failure| match failure {
        Failure::Invalid(blames) => {
            let told = blames.iter().map(|blame| {
                format!("\n  {}: {} ({})", blame.pointer, words::fault(blame.code, &blame.about), blame.code)
            });
            anyhow!("{}", told.collect::<String>())
        }
        Failure::Conflict(code, about) => anyhow!("{} ({code})", words::conflict(code, &about)),
        Failure::Sheet(refusal) => anyhow!("{} ({})", refusal.message(), refusal.code()),
        Failure::NotFound => anyhow!("no such person, campaign, round or list in an office of theirs"),
        other => anyhow::Error::from(other),
    })
    .context("import")
}
