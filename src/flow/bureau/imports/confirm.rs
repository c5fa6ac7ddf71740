//! A list is taken over: its rows become entries of the round. One that corrects another adds,
//! changes and removes just what differs.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::preview::{collecting, corrected};
use super::{PREVIEWED, Sheet, Usual, sheet};
use crate::diff::honorees::compare;
use crate::flow::bureau::campaigns::{self, READERS, kept};
use crate::flow::bureau::honorees::{award, room};
use crate::flow::bureau::rounds::among;
use crate::flow::bureau::{Bureau, Failure, new_id, office_as};
use crate::model::actor::Actor;
use crate::model::campaign::{Campaign, Form, Group};
use crate::model::honoree::Honoree;
use crate::model::round::{Act, Entry};
use crate::store::{self, HonoreeRow, Written};
use crate::viet::name::key;

/// What is to be done with the entries of a round.
#[derive(Debug, Default)]
struct Todo {
    added: Vec<Entry>,
    /// Ids, the editions that were seen, and what they say from now on.
    changed: Vec<(String, i64, Entry)>,
    /// Ids and the editions that were seen.
    removed: Vec<(String, i64)>,
}

impl Bureau {
    /// Takes a list over, as it was seen.
    ///
    /// # Errors
    /// [`Failure::Conflict`] `questions-open` while a row is not answered, `import-confirmed`,
    /// `import-corrected`, `round-state`, `round-full`, `round-moved` where an entry was changed
    /// in the same moment; [`Failure::Forbidden`], [`Failure::NotFound`], [`Failure::Stale`].
    pub async fn confirm_import(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        (id, seen): (&str, i64),
    ) -> Result<Sheet, Failure> {
        let office = office_as(actor, Act::Collect.scope(), READERS)?;
        let mut reader = self.store.read().await?;
        let row = reader.import(office, id).await?;
        let round = reader.round(office, &row.round_id).await?;
        collecting(actor, &round)?;
        let result = reader.import_result(id).await?;
        if row.state != PREVIEWED {
            return Err(Failure::Conflict("import-confirmed", String::new()));
        }
        if row.edition != seen {
            return Err(Failure::Stale(sheet(row, &result, &[])?.json()));
        }
        let campaign = campaigns::said(&reader.campaign(office, &round.campaign_id).await?)?;
        let mut entries = Vec::new();
        if let Some(corrects) = &row.corrects {
            corrected(&mut reader, office, &row.round_id, corrects).await?;
            entries = reader.entries(&row.round_id).await?;
            entries.retain(|entry| entry.import_id.as_ref() == Some(corrects));
        }
        drop(reader);
        let work = move || -> Result<(Todo, Campaign), Failure> {
            let sheet = sheet(row, &result, &[])?;
            let open = sheet.open();
            if open > 0 {
                return Err(Failure::Conflict("questions-open", open.to_string()));
            }
            Ok((todo(&sheet, &campaign, &entries)?, campaign))
        };
        let (todo, campaign) = self.pool.run(work).await??;
        let mut tx = self.store.begin().await?;
        let round = tx.hold_round(office, &round.id).await?;
        collecting(actor, &round)?;
        let row = tx.hold_import(office, id).await?;
        let (mut ordinal, count) = tx.last_entry(&round.id).await?;
        room(count, todo.added.len())?;
        let moved = |error: store::Error| match error {
            store::Error::Conflict(_) => Failure::Conflict("round-moved", String::new()),
            other => other.into(),
        };
        for (id, seen) in &todo.removed {
            tx.remove_entry(&round.id, id, *seen).await.map_err(moved)?;
        }
        for (id, seen, entry) in &todo.changed {
            let written = Written { id, entry, award: award(&campaign, entry), at: now };
            tx.save_entry(*seen, written).await.map_err(moved)?;
        }
        if let Some(corrects) = &row.corrects {
            tx.came_with(corrects, id).await?;
        }
        for entry in &todo.added {
            ordinal += 1;
            let written = Written { id: &new_id(now), entry, award: award(&campaign, entry), at: now };
            tx.add_entry(among(&round, Some(id)), ordinal, written).await?;
        }
        tx.confirm_import(id, seen, now).await.map_err(moved)?;
        tx.touch_round(&round.id, now).await?;
        let (added, changed, removed) = (todo.added.len(), todo.changed.len(), todo.removed.len());
        let detail = json!({ "round": round.id, "added": added, "changed": changed, "removed": removed });
        self.seal(tx, actor, now, "import-confirm", id, detail).await?;
        self.import(actor, id).await
    }
}

/// What a list does to the entries that came with the one it corrects: with none, everybody is
/// added.
fn todo(sheet: &Sheet, campaign: &Campaign, entries: &[HonoreeRow]) -> Result<Todo, Failure> {
    let new: Vec<Honoree> =
        sheet.told.taken(&sheet.answers).into_iter().map(|(_, honoree)| honoree).collect();
    let usual = &sheet.told.usual;
    let entry = |honoree: Honoree| placed(honoree, campaign, usual, &sheet.row.proposer);
    if entries.is_empty() {
        return Ok(Todo { added: new.into_iter().map(entry).collect(), ..Todo::default() });
    }
    let mut known: HashMap<String, Vec<(&HonoreeRow, Entry)>> = HashMap::new();
    let mut old = Vec::with_capacity(entries.len());
    for row in entries.iter().rev() {
        let entry: Entry = kept(&row.entry)?;
        old.push(entry.honoree.clone());
        known.entry(said(&entry.honoree)).or_default().push((row, entry));
    }
    old.reverse();
    let mut take =
        |honoree: &Honoree| known.get_mut(&said(honoree)).and_then(Vec::pop).ok_or(Failure::NotFound);
    let changes = compare(&old, &new);
    let mut todo = Todo::default();
    // Whoever is the same stays; two that say the same are one and the other alike.
    for honoree in &changes.removed {
        let (row, _) = take(honoree)?;
        todo.removed.push((row.id.clone(), row.edition));
    }
    for change in changes.changed {
        let (row, before) = take(&change.old)?;
        let again = entry(change.new);
        let renamed = before.honoree.award != again.honoree.award || before.form.is_empty();
        let regrouped = before.honoree.group != again.honoree.group || before.group.is_empty();
        let changed = Entry {
            form: if renamed { again.form } else { before.form.clone() },
            group: if regrouped { again.group } else { before.group.clone() },
            honoree: again.honoree,
            ..before
        };
        todo.changed.push((row.id.clone(), row.edition, changed));
    }
    todo.added = changes.added.into_iter().map(entry).collect();
    Ok(todo)
}

/// What an honoree says, whole.
fn said(honoree: &Honoree) -> String {
    serde_json::to_string(honoree).unwrap_or_default()
}

/// An entry for an honoree of a list, with the form and the group that the list names where the
/// campaign has them, and else the usual ones.
fn placed(honoree: Honoree, campaign: &Campaign, usual: &Usual, proposer: &str) -> Entry {
    let form = form(&honoree.award, &campaign.forms).unwrap_or(&usual.form).to_owned();
    let group = group(&honoree.group, &campaign.groups).unwrap_or(&usual.group).to_owned();
    Entry { honoree, proposer: proposer.to_owned(), form, group, ..Entry::default() }
}

/// The form that a list names: by its id or its name, or by the beginning of one name alone.
fn form<'a>(named: &str, forms: &'a [Form]) -> Option<&'a str> {
    let named = Some(key(named)).filter(|named| !named.is_empty())?;
    let whole = forms.iter().find(|form| key(&form.name) == named || form.id == named);
    let mut begun = forms.iter().filter(|form| key(&form.name).starts_with(&format!("{named} ")));
    let only = begun.next().filter(|_| begun.next().is_none());
    whole.or(only).map(|form| form.id.as_str())
}

/// The group that a list names.
fn group<'a>(named: &str, groups: &'a [Group]) -> Option<&'a str> {
    let named = Some(key(named)).filter(|named| !named.is_empty())?;
    groups.iter().find(|group| key(&group.name) == named || group.id == named).map(|group| group.id.as_str())
}
