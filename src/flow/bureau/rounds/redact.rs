//! A person's data in rounds that are not decided: found, and taken out. What was decided stays
//! whole, as what was issued does.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::{Sheet, kept, sheet, state};
use crate::flow::bureau::erase::{in_json, long_enough, out_of};
use crate::flow::bureau::{Bureau, Failure, office_as};
use crate::model::actor::{Actor, Scope};
use crate::model::round::Entry;
use crate::model::workflow::Role;
use crate::store::{WantedRounds, Written};
use crate::viet::words::awarding as said;

/// A round that names somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundNaming {
    /// Its id.
    pub round: String,
    /// Key of its state.
    pub state: String,
    /// The entries that name them.
    pub honorees: Vec<String>,
    /// The lists that name them, or may: whoever was left out of one stands in its file.
    pub imports: Vec<String>,
}

/// How many rounds are looked through at a time.
const PAGE: i64 = 50;

/// Most lists of a round.
const LISTS: i64 = 10_000;

impl Bureau {
    /// Every round of the office whose entries or lists name somebody, in capitals or not.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for who is no administrator, [`Failure::Invalid`].
    pub async fn rounds_naming(&self, actor: &Actor, name: &str) -> Result<Vec<RoundNaming>, Failure> {
        let office = office_as(actor, Scope::Admin, &[Role::Administrator])?;
        long_enough(name, "/q")?;
        let mut found = Vec::new();
        let mut before = String::new();
        loop {
            let mut reader = self.store.read().await?;
            let page = reader.rounds(office, WantedRounds::default(), &before, PAGE).await?;
            let Some(last) = page.last() else { break };
            before.clone_from(&last.id);
            for round in page {
                let entries = reader.entries(&round.id).await?;
                let mut lists = Vec::new();
                for import in reader.imports(&round.id, "", LISTS).await? {
                    lists.push((import.id.clone(), reader.import_result(&import.id).await?, import.file));
                }
                let name = name.to_owned();
                let naming = self.pool.run(move || {
                    let entries = entries.into_iter().filter(|entry| in_json(&entry.entry, &name));
                    let lists = lists
                        .into_iter()
                        .filter(|(_, result, file)| in_json(result, &name) || in_json(&json!(file), &name));
                    let honorees = entries.map(|entry| entry.id).collect::<Vec<String>>();
                    (honorees, lists.map(|(id, ..)| id).collect::<Vec<String>>())
                });
                let (honorees, imports) = naming.await?;
                if !honorees.is_empty() || !imports.is_empty() {
                    found.push(RoundNaming { round: round.id, state: round.state, honorees, imports });
                }
            }
        }
        Ok(found)
    }

    /// Takes a name or another value out of every entry of a round that is not decided, out of what
    /// was read from its lists, and lets the files of its lists go.
    ///
    /// # Errors
    /// [`Failure::Conflict`] `round-state` for a round that is decided, [`Failure::Stale`],
    /// [`Failure::Forbidden`], [`Failure::NotFound`], [`Failure::Invalid`].
    pub async fn redact_round(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        (id, seen): (&str, i64),
        value: &str,
    ) -> Result<Sheet, Failure> {
        let office = office_as(actor, Scope::Admin, &[Role::Administrator])?;
        self.store.read().await?.round(office, id).await?;
        long_enough(value, "/value")?;
        let mut tx = self.store.begin().await?;
        let row = tx.hold_round(office, id).await?;
        if state(&row)?.is_frozen() {
            return Err(Failure::Conflict("round-state", said::state(&row.state)));
        }
        self.unchanged(&row, seen).await?;
        let mut changed = 0_usize;
        for old in tx.entries(id).await?.iter().filter(|entry| in_json(&entry.entry, value)) {
            let entry: Entry = kept(&out_of(&old.entry, value))?;
            let award = tx.entry_award(&old.id).await?;
            let written = Written { id: &old.id, entry: &entry, award: &award, at: now };
            tx.save_entry(old.edition, written).await?;
            changed += 1;
        }
        let mut lists = 0_usize;
        for import in tx.imports_of(id).await? {
            let result = tx.import_result(&import.id).await?;
            let file = out_of(&json!(import.file), value);
            let file = file.as_str().unwrap_or_default();
            tx.redact_import(&import.id, file, &out_of(&result, value)).await?;
            lists += 1;
        }
        tx.touch_round(id, now).await?;
        // Answers that are kept for whoever asks again say it too.
        tx.silence(office).await?;
        let detail = json!({ "entries": changed, "imports": lists });
        self.seal(tx, actor, now, "round-redact", id, detail).await?;
        sheet(&mut self.store.read().await?, office, id).await
    }
}
