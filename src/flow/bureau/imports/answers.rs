//! Answers to the questions of a list: for each row its own, or for all rows alike.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::{PREVIEWED, Sheet, Told, sheet};
use crate::flow::bureau::campaigns::{READERS, kept, to_keep};
use crate::flow::bureau::{Blame, Bureau, Failure, office_as, rounds};
use crate::flow::{Asked, Fault};
use crate::model::actor::Actor;
use crate::model::honoree::{Answer, Status};
use crate::model::round::Act;

/// Answers to a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Answers {
    /// For every row that has none of its own.
    pub all: Option<Answer>,
    /// By the number of the row, from 0.
    pub rows: BTreeMap<usize, Answer>,
}

impl Answers {
    /// The answers as they are kept.
    pub(super) fn kept(json: &Json) -> Answers {
        Answers::deserialize(json).unwrap_or_default()
    }

    /// The answer to a row.
    pub fn of(&self, row: usize) -> Option<Answer> {
        self.rows.get(&row).copied().or(self.all)
    }

    /// Reads `{"all": "take", "rows": {"17": "leave"}}`.
    ///
    /// # Errors
    /// Every fault.
    pub fn from_json(json: &str) -> Result<Answers, Vec<Fault>> {
        let keys: Vec<&str> = Answer::ALL.iter().map(|answer| answer.key()).collect();
        let keys = keys.join(", ");
        let answer = |value: &Json| Answer::from_key(value.as_str()?);
        let mut asked = Asked::read(json)?;
        let all = asked.take("all", "answer-unknown", &keys, answer);
        let rows = asked.take("rows", "answer-unknown", &keys, |value| {
            let rows = value.as_object()?.iter();
            rows.map(|(row, value)| Some((row.parse().ok()?, answer(value)?))).collect()
        });
        asked.end(Answers { all, rows: rows.unwrap_or_default() })
    }

    /// Every answer to a row that is not there or asks nothing.
    fn faults(&self, told: &Told) -> Vec<Blame> {
        let blame = |row: &usize| match told.rows.get(*row) {
            Some(asked) if asked.status == Status::Question => None,
            Some(_) => Some(Blame::of("row-unasked", format!("/rows/{row}"), "")),
            None => Some(Blame::of("row-unknown", format!("/rows/{row}"), row.to_string())),
        };
        self.rows.keys().filter_map(blame).collect()
    }
}

impl Bureau {
    /// Answers the questions of a list, as it was seen, in place of all answers before.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`], [`Failure::Stale`], [`Failure::Invalid`],
    /// [`Failure::Conflict`] `import-confirmed`, `round-state`.
    pub async fn answer_import(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        (id, seen): (&str, i64),
        answers: Answers,
    ) -> Result<Sheet, Failure> {
        let office = office_as(actor, Act::Collect.scope(), READERS)?;
        let mut reader = self.store.read().await?;
        let row = reader.import(office, id).await?;
        rounds::after(actor, &reader.round(office, &row.round_id).await?, Act::Collect)?;
        let result = reader.import_result(id).await?;
        drop(reader);
        if row.state != PREVIEWED {
            return Err(Failure::Conflict("import-confirmed", String::new()));
        }
        let told = {
            let result = result.clone();
            self.pool.run(move || kept::<Told>(&result)).await??
        };
        let blames = answers.faults(&told);
        if !blames.is_empty() {
            return Err(Failure::Invalid(blames));
        }
        let mut tx = self.store.begin().await?;
        let row = tx.hold_import(office, id).await?;
        if row.edition != seen {
            return Err(Failure::Stale(sheet(row, &result, &[])?.json()));
        }
        tx.answer_import(id, seen, &to_keep(&answers)?).await?;
        self.seal(tx, actor, now, "import-answer", id, json!({ "rows": answers.rows.len() })).await?;
        self.import(actor, id).await
    }

    /// Throws a list away that nobody confirmed.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`], [`Failure::Conflict`] `import-confirmed`.
    pub async fn drop_import(&self, actor: &Actor, now: DateTime<Utc>, id: &str) -> Result<(), Failure> {
        let office = office_as(actor, Act::Collect.scope(), READERS)?;
        if !Act::Collect.is_for(&actor.roles) {
            return Err(Failure::Forbidden);
        }
        let mut tx = self.store.begin().await?;
        let row = tx.hold_import(office, id).await?;
        if row.state != PREVIEWED {
            return Err(Failure::Conflict("import-confirmed", String::new()));
        }
        tx.drop_import(id).await?;
        self.seal(tx, actor, now, "import-drop", id, json!({ "round": row.round_id })).await
    }
}
