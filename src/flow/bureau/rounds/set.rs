//! The set that a decision freezes, made from a round's entries.

use super::{kept, to_keep};
use crate::check::round::{day_of_rules, money_due};
use crate::flow::bureau::{Blame, Failure};
use crate::model::award::{InForce, Rules};
use crate::model::campaign::{Campaign, Form};
use crate::model::honoree::Honoree;
use crate::model::round::{Decided, Entry, Frozen, Refused, Settings, digest};
use crate::store::{Amount, HonoreeRow, RoundRow};

/// Version of the JSON of a set.
const SCHEMA: u32 = 1;

/// A set, ready to be kept.
pub(super) struct Ready {
    /// Its JSON.
    pub(super) json: serde_json::Value,
    /// Its digest.
    pub(super) digest: String,
    /// Ids of the entries that are not in it.
    pub(super) refused: Vec<String>,
    /// What is paid where the entry does not say it itself.
    pub(super) paid: Vec<Amount>,
    /// How many it honours.
    pub(super) honoured: usize,
}

/// Makes the set that is to be frozen.
///
/// # Errors
/// [`Failure::Invalid`] with every entry without a form; [`Failure::Conflict`] `round-empty`.
pub(super) fn ready(
    campaign: &Campaign,
    row: &RoundRow,
    rows: &[HonoreeRow],
    rules: &Rules,
) -> Result<Ready, Failure> {
    let set = draft(campaign, row, rows, rules)?;
    let formless = |decided: &&Decided| set.forms.iter().all(|(id, _)| *id != decided.form);
    let blames: Vec<Blame> = set
        .honorees
        .iter()
        .filter(formless)
        .map(|decided| {
            let code = if decided.form.is_empty() { "entry-formless" } else { "entry-form-gone" };
            Blame::of(code, format!("/honorees/{}", decided.id), decided.honoree.name.as_str())
        })
        .collect();
    if !blames.is_empty() {
        return Err(Failure::Invalid(blames));
    }
    if set.honorees.is_empty() {
        return Err(Failure::Conflict("round-empty", String::new()));
    }
    let paid = set.honorees.iter().map(|one| Amount { id: one.id.clone(), money: one.honoree.money });
    let said: std::collections::HashMap<&str, &serde_json::Value> =
        rows.iter().map(|row| (row.id.as_str(), &row.entry["honoree"]["money"])).collect();
    let paid = paid.filter(|one| said.get(one.id.as_str()).and_then(|money| money.as_i64()) != one.money);
    let paid = paid.collect();
    let refused = set.refused.iter().map(|refused| refused.id.clone()).collect();
    let json = to_keep(&set)?;
    Ok(Ready { digest: digest(&json), json, refused, paid, honoured: set.honorees.len() })
}

/// The set as the entries stand, in their order.
///
/// # Errors
/// [`Failure::Store`] for an entry that another program kept.
pub(crate) fn draft(
    campaign: &Campaign,
    row: &RoundRow,
    rows: &[HonoreeRow],
    rules: &Rules,
) -> Result<Frozen, Failure> {
    let settings: Settings = kept(&row.settings)?;
    let rules = rules.on(day_of_rules(&settings));
    let (mut honorees, mut refused) = (Vec::new(), Vec::new());
    for row in rows {
        let entry: Entry = kept(&row.entry)?;
        let id = row.id.clone();
        if entry.accepted == Some(false) {
            let Entry { honoree, votes, reasons, .. } = entry;
            refused.push(Refused { id, honoree, votes, reasons });
            continue;
        }
        let form = campaign.forms.iter().find(|form| form.id == entry.form);
        let Entry { honoree, form: named, group, proposer, direct, votes, .. } = entry;
        let honoree = named_for(honoree, form, &settings, rules);
        honorees.push(Decided { id, honoree, form: named, group, proposer, direct, votes });
    }
    let given = |form: &&Form| honorees.iter().any(|decided| decided.form == form.id);
    let forms = campaign.forms.iter().filter(given).map(|form| (form.id.clone(), form.name.clone()));
    Ok(Frozen {
        schema: SCHEMA,
        campaign: (row.campaign_id.clone(), campaign.name.clone()),
        round: row.id.clone(),
        forms: forms.collect(),
        settings,
        honorees,
        refused,
    })
}

/// An honoree with what the form and the round say where the entry does not: the form's name, the
/// money that the plan or the rules of the day lay down, the achievement.
fn named_for(mut honoree: Honoree, form: Option<&Form>, settings: &Settings, rules: InForce<'_>) -> Honoree {
    if let Some(form) = form {
        honoree.award.clone_from(&form.name);
        honoree.money = honoree.money.or_else(|| money_due(form, honoree.kind, rules));
    }
    if honoree.achievement.is_empty() {
        honoree.achievement.clone_from(&settings.achievement);
    }
    honoree
}
