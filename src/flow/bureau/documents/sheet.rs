//! A document as it is shown: where it stands, its newest version, what is to be said of it.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value as Json, json};

use super::making::Told;
use crate::flow::bureau::{Bureau, Failure};
use crate::model::Changes;
use crate::model::actor::Actor;
use crate::model::register::Number;
use crate::model::workflow::{Act, State};
use crate::store::{DocumentRow, Found, Reader, VersionRow};

/// A document as it is shown.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Where it stands.
    pub row: DocumentRow,
    /// What it came instead of.
    pub replaces: Vec<String>,
    /// Its newest version.
    pub version: Found,
    /// What is to be said of it, while it may still be changed.
    pub told: Option<Told>,
    /// What a hand edit changed of the version before it.
    pub changes: Option<Changes>,
    /// What the one who asks may do with it now.
    pub may: Vec<Act>,
}

impl Bureau {
    /// A document as it is kept, its newest version with it; what is to be said of it is left out.
    pub(crate) async fn sheet(
        &self,
        reader: &mut Reader,
        actor: &Actor,
        office: &str,
        id: &str,
    ) -> Result<Sheet, Failure> {
        let row = reader.document(office, id).await?;
        let version = reader.version(office, id, row.head).await?;
        let replaces = reader.replaces(office, id).await?;
        let may = match state(&row) {
            Some(state) if row.discarded_at.is_none() => {
                Act::ALL.iter().copied().filter(|act| actor.after(state, *act).is_some()).collect()
            }
            _ => Vec::new(),
        };
        Ok(Sheet { row, replaces, version, told: None, changes: None, may })
    }

    /// A document as it stands now.
    pub(crate) async fn shown(
        &self,
        actor: &Actor,
        office: &str,
        id: &str,
        now: DateTime<Utc>,
    ) -> Result<Sheet, Failure> {
        let mut reader = self.store.read().await?;
        let mut sheet = self.sheet(&mut reader, actor, office, id).await?;
        drop(reader);
        if matches!(state(&sheet.row), Some(State::Draft | State::Submitted | State::Approved)) {
            sheet.told = Some(self.told(actor, office, &sheet.version, now).await?);
        }
        Ok(sheet)
    }
}

/// The state of a document.
pub(crate) fn state(row: &DocumentRow) -> Option<State> {
    State::from_key(&row.state)
}

impl Sheet {
    /// As JSON: what every answer about one document says.
    pub fn json(&self) -> Json {
        let mut json = row(&self.row);
        json["replaces"] = json!(self.replaces);
        json["may"] = json!(self.may.iter().map(|act| act.key()).collect::<Vec<_>>());
        json["version"] = version(&self.version);
        if let Some(told) = &self.told {
            json["valid"] = json!(!told.problems.iter().any(crate::model::DataProblem::is_fault));
            let problems = told.problems.iter().map(|problem| {
                let mut said = json!(problem);
                said["fault"] = json!(problem.is_fault());
                said
            });
            json["problems"] = problems.collect();
            json["reading"] = json!(told.reading);
            json["leftovers"] = json!(told.leftovers);
            json["findings"] = json!(told.findings);
            json["switched_off"] = json!(told.switched_off);
        }
        if let Some(changes) = &self.changes {
            json["changes"] = json!(changes);
        }
        json
    }
}

/// What a list says of a document.
pub fn row(row: &DocumentRow) -> Json {
    let number = row.number.map(|number| {
        let number = Number { number, part: row.part.unwrap_or_default() };
        let symbol = row.symbol.as_deref().unwrap_or_default();
        let slash = if symbol.is_empty() { "" } else { "/" };
        json!({
            "series": row.series, "year": row.year, "number": number.number,
            "supplement": number.part, "symbol": symbol, "written": format!("{number}{slash}{symbol}"), "day": row.day, "signer": row.signer,
        })
    });
    json!({
        "id": row.id,
        "state": row.state,
        "kind": row.kind,
        "title": row.title,
        "head": row.head,
        "issued": number,
        "replaced_by": row.replaced_by,
        "template": row.template_id,
        "discarded_at": row.discarded_at,
        "created_by": { "id": row.created_by, "name": row.author },
        "created_at": row.created_at,
        "changed_at": row.changed_at,
    })
}

/// What a list of versions says of one.
pub fn version_row(row: &VersionRow) -> Json {
    let template = row.template_id.as_ref().map(|id| json!({ "id": id, "version": row.template_version }));
    json!({
        "ordinal": row.ordinal,
        "act": row.act,
        "state": row.state,
        "by": { "id": row.person_id, "name": row.person },
        "at": row.at,
        "note": row.note,
        "detail": row.detail,
        "template": template,
        "standard": row.standard,
        "engine": row.engine,
        "fonts": row.fonts,
        "digest": row.digest,
        "hand_edited": row.upload.is_some(),
    })
}

/// A version whole: with its data and its document.
pub fn version(found: &Found) -> Json {
    let mut json = version_row(&VersionRow {
        ordinal: found.ordinal,
        act: found.act.clone(),
        state: found.state.clone(),
        person_id: found.person_id.clone(),
        person: found.person.clone(),
        at: found.at,
        note: found.note.clone(),
        detail: found.detail.clone(),
        template_id: found.template_id.clone(),
        template_version: found.template_version.clone(),
        standard: found.standard.clone(),
        engine: found.engine.clone(),
        fonts: found.fonts.clone(),
        digest: found.digest.clone(),
        upload: found.upload.clone(),
    });
    json["data"] = match (&found.template_id, &found.record) {
        (None, Json::Object(record)) => Json::Object(Map::clone(record)),
        (_, record) => record.clone(),
    };
    json["document"] = found.document.clone();
    json
}
