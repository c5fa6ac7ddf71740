//! A list that comes in is read, and shown before anything is made of it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::{PREVIEWED, Sheet, Usual};
use crate::flow::bureau::campaigns::{self, READERS, kept, to_keep};
use crate::flow::bureau::{Blame, Bureau, Failure, new_id, office_as, rounds};
use crate::flow::honorees::{Importer, Options};
use crate::model::actor::Actor;
use crate::model::campaign::Campaign;
use crate::model::honoree::Honoree;
use crate::model::round::{Act, Entry};
use crate::store::{self, Earned, HonoreeRow, ImportRow, Reader, RoundRow};
use crate::viet::date::day_of;
use crate::viet::words::awarding as said;

/// How long a list is kept that nobody confirms.
const KEPT: TimeDelta = TimeDelta::days(7);

/// Longest name of a file, in characters.
const NAME: usize = 200;

/// A list that somebody hands in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offered {
    /// The name of the file.
    pub file: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Đơn vị đề nghị of all its rows; empty where nobody says it.
    pub proposer: String,
    /// The group and the form of rows that do not name one.
    pub usual: Usual,
    /// The confirmed list that it corrects.
    pub corrects: Option<String>,
}

/// Whoever is known already, under the name of the list they stand in.
type Older = Vec<(String, Vec<Honoree>)>;

/// The importer; its words are loaded once.
fn importer() -> Result<&'static Importer, Failure> {
    static IMPORTER: OnceLock<Result<Importer, String>> = OnceLock::new();
    let importer = IMPORTER.get_or_init(Importer::built_in).as_ref();
    importer.map_err(|error| Failure::from(crate::flow::Error::Engine(error.clone())))
}

impl Bureau {
    /// Reads a list for a round and keeps it as a preview: no entry is made yet.
    ///
    /// # Errors
    /// [`Failure::Sheet`] where it is no list; [`Failure::Forbidden`], [`Failure::NotFound`],
    /// [`Failure::Invalid`] for a group, a form or a list that is not there, [`Failure::Conflict`]
    /// `round-state`, `import-unconfirmed`, `import-corrected`.
    pub async fn preview_import(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        round: &str,
        offered: Offered,
    ) -> Result<Sheet, Failure> {
        let office = office_as(actor, Act::Collect.scope(), READERS)?;
        let mut reader = self.store.read().await?;
        let row = reader.round(office, round).await?;
        rounds::after(actor, &row, Act::Collect)?;
        let campaign = campaigns::said(&reader.campaign(office, &row.campaign_id).await?)?;
        known(&offered, &campaign)?;
        if let Some(corrects) = &offered.corrects {
            corrected(&mut reader, office, round, corrects).await?;
        }
        let entries = reader.entries(round).await?;
        let year = row.year;
        let but = row.corrects.as_deref().unwrap_or_default();
        let honoured = reader.honoured(office, (year - 1, year), but).await?;
        drop(reader);
        let Offered { file, bytes, proposer, usual, corrects } = offered;
        let file: String = file.replace(char::is_control, " ").chars().take(NAME).collect();
        let (name, came, today) = (file.clone(), corrects.clone(), day_of(now));
        let read = self.pool.run(move || -> Result<(Vec<u8>, Json), Failure> {
            let older = older(&entries, honoured, came.as_deref())?;
            let older: Vec<(&str, &[Honoree])> =
                older.iter().map(|(place, list)| (place.as_str(), list.as_slice())).collect();
            let options = Options { today, older: &older };
            let imported = importer()?.preview(&bytes, &name, &options).map_err(Failure::Sheet)?;
            let mut result = to_keep(&imported)?;
            result["usual"] = to_keep(&usual)?;
            scrub(&mut result);
            Ok((bytes, result))
        });
        let (bytes, result) = read.await??;
        let new = ImportRow {
            id: new_id(now),
            round_id: row.id,
            office_id: row.office_id,
            file,
            digest: Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
            state: PREVIEWED.to_owned(),
            answers: json!({}),
            edition: 1,
            corrects,
            proposer,
            person_id: actor.person.clone(),
            at: now,
            confirmed_at: None,
        };
        let mut tx = self.store.begin().await?;
        tx.forget_imports(office, now - KEPT).await?;
        tx.add_import(&new, &bytes, &result).await?;
        let detail = json!({ "round": new.round_id, "digest": new.digest, "corrects": new.corrects });
        self.seal(tx, actor, now, "import-preview", &new.id, detail).await?;
        self.import(actor, &new.id).await
    }
}

/// Holds that the campaign has the group and the form that are named.
fn known(offered: &Offered, campaign: &Campaign) -> Result<(), Failure> {
    let Usual { group, form } = &offered.usual;
    let mut blames = Vec::new();
    if !group.is_empty() && campaign.groups.iter().all(|known| known.id != *group) {
        blames.push(Blame::of("reference-unknown", "/group", group.as_str()));
    }
    if !form.is_empty() && campaign.forms.iter().all(|known| known.id != *form) {
        blames.push(Blame::of("reference-unknown", "/form", form.as_str()));
    }
    if blames.is_empty() { Ok(()) } else { Err(Failure::Invalid(blames)) }
}

/// Holds that a list can be corrected: it was confirmed in this round, and no other list has come
/// in its place.
pub(super) async fn corrected(
    reader: &mut Reader,
    office: &str,
    round: &str,
    id: &str,
) -> Result<(), Failure> {
    match reader.import(office, id).await {
        Ok(row) if row.round_id == round && row.state == PREVIEWED => {
            return Err(Failure::Conflict("import-unconfirmed", String::new()));
        }
        Ok(row) if row.round_id == round => {}
        Ok(_) | Err(store::Error::NotFound) => {
            return Err(Failure::Invalid(vec![Blame::of("import-unknown", "/corrects", id)]));
        }
        Err(error) => return Err(error.into()),
    }
    if reader.import_corrected(id).await? {
        return Err(Failure::Conflict("import-corrected", String::new()));
    }
    Ok(())
}

/// Whoever is known already: the round's own entries, but those that came with the list that is
/// corrected, and whoever was honoured this year and the year before.
fn older(entries: &[HonoreeRow], honoured: Vec<Earned>, corrects: Option<&str>) -> Result<Older, Failure> {
    let mut older: BTreeMap<String, Vec<Honoree>> = BTreeMap::new();
    for earned in honoured {
        older.entry(earned.round).or_default().push(kept::<Entry>(&earned.entry)?.honoree);
    }
    let others = entries.iter().filter(|row| corrects.is_none() || row.import_id.as_deref() != corrects);
    let own: Result<Vec<Honoree>, Failure> =
        others.map(|row| kept::<Entry>(&row.entry).map(|entry| entry.honoree)).collect();
    let mut all = vec![(said::THIS_ROUND.to_owned(), own?)];
    all.extend(older);
    Ok(all)
}

/// Databases keep no NUL: in what could be read of a cell that is refused there may be one.
fn scrub(json: &mut Json) {
    match json {
        Json::String(text) if text.contains('\0') => *text = text.replace('\0', "\u{fffd}"),
        Json::Array(items) => items.iter_mut().for_each(scrub),
        Json::Object(fields) => fields.values_mut().for_each(scrub),
        _ => {}
    }
}

/// The round of a list, held for taking it over.
pub(super) fn collecting(actor: &Actor, row: &RoundRow) -> Result<(), Failure> {
    rounds::after(actor, row, Act::Collect).map(drop)
}
