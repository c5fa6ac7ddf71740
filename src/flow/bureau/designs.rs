//! What a design of certificates looks like, and a list on it, before anything is printed.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::shelf::{LOOK, ShelvedDesign};
use super::{Bureau, Failure};
use crate::flow::certificates::{Certificates, Preflight};
use crate::flow::{Asked, Fault, Press, typeset};
use crate::model::actor::Actor;
use crate::model::certificate::{Calibration, Sheet};
use crate::readers::rows::{self, Rows, RowsError};
use crate::viet::date::day_of;
use crate::writers;
use crate::writers::certificate::Faces;

/// Most rows of one look: more are looked at by the batch that prints them.
const MOST: usize = 10_000;

/// A list to look at before it is printed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PreflightAsked {
    /// Version of the design; without it the newest.
    pub version: Option<String>,
    /// The list.
    pub rows: Rows,
    /// A picture of each row of which something is found.
    pub pictures: bool,
}

impl PreflightAsked {
    /// Reads what is asked.
    ///
    /// # Errors
    /// Every fault.
    pub fn from_json(json: &str) -> Result<PreflightAsked, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let version = asked.words("version", 30);
        let common = asked.object("common").unwrap_or_else(|| json!({}));
        let pictures = asked.switch("pictures").unwrap_or(false);
        let list = asked.take("rows", "batch-rows", "a list of objects", |value| {
            value.as_array().filter(|list| list.iter().all(Value::is_object)).cloned()
        });
        let mut read = Rows::default();
        match list {
            Some(list) if list.len() > MOST => {
                asked.fault("rows", "batch-long", &format!("more than {MOST} rows"));
            }
            Some(list) => {
                let whole = [("common".to_owned(), common), ("rows".to_owned(), Value::Array(list))];
                match rows::read(&Value::Object(Map::from_iter(whole)).to_string()) {
                    Ok(rows) => read = rows,
                    Err(RowsError::Empty) => asked.fault("rows", "batch-empty-list", "the list is empty"),
                    Err(error) => asked.fault("rows", "batch-rows", &error.to_string()),
                }
            }
            None if asked.is_faulty("rows") => {}
            None => asked.fault("rows", "json-missing", "is needed"),
        }
        asked.end(PreflightAsked { version, rows: read, pictures })
    }
}

impl Bureau {
    /// A design for somebody who may look at what is published: [`Bureau::shelved_design`].
    ///
    /// # Errors
    /// [`Failure::Forbidden`]; as [`Bureau::design`].
    pub async fn looked_design(
        &self,
        actor: &Actor,
        id: &str,
        version: Option<&str>,
    ) -> Result<ShelvedDesign, Failure> {
        if !LOOK.iter().any(|scope| actor.has(*scope)) {
            return Err(Failure::Forbidden);
        }
        self.shelved_design(actor, id, version).await
    }

    /// The first of a design's own invented rows as PNG, 144 dpi.
    ///
    /// # Errors
    /// As [`Bureau::looked_design`]; [`Failure::NotFound`] where it has none.
    pub async fn design_sample(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        id: &str,
        version: Option<&str>,
    ) -> Result<Vec<u8>, Failure> {
        let sheet = self.looked_design(actor, id, version).await?.sheet;
        let row = sheet.samples.first().cloned().ok_or(Failure::NotFound)?;
        let press = Arc::clone(&self.press);
        let draw = move || studio(&press, &sheet, now).preview(&row, None);
        self.pool.run(draw).await?.map_err(undrawn)
    }

    /// Looks at a list before anything is printed. Nothing is kept.
    ///
    /// # Errors
    /// As [`Bureau::looked_design`].
    pub async fn preflight(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        id: &str,
        asked: PreflightAsked,
    ) -> Result<Preflight, Failure> {
        let sheet = self.looked_design(actor, id, asked.version.as_deref()).await?.sheet;
        let press = Arc::clone(&self.press);
        let look = move || studio(&press, &sheet, now).preflight(&asked.rows, asked.pictures);
        self.pool.run(look).await?.map_err(undrawn)
    }
}

/// A design ready to print, without pictures of the office's own.
fn studio(press: &Press, sheet: &Sheet, now: DateTime<Utc>) -> Certificates {
    Certificates {
        sheet: sheet.clone(),
        faces: Faces::new(press.fonts().clone()),
        pictures: BTreeMap::new(),
        calibration: Calibration::default(),
        day: day_of(now),
    }
}

fn undrawn(error: writers::Error) -> Failure {
    Failure::Press(typeset::Error::from(error))
}
