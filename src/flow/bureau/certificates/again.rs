//! Printing one certificate again: the same words on the same design, with its reason.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::printers::calibration;
use super::super::{Bureau, Failure, office_as};
use super::{MAKERS, ReprintAsked, row_of};
use crate::flow::certificates::{Certificates, Failure as Unprinted, Outputs};
use crate::flow::{Error, Press};
use crate::model::actor::{Actor, Scope};
use crate::model::certificate::{
    Align, Calibration, Field, Honoree, Look, Place, Row, Sheet, Typeface, Vertical, Words,
};
use crate::readers::rows::Rows;
use crate::store::{CertificateRow, Move, Reprint};
use crate::viet::date::day_of;
use crate::viet::words::certificates::AGAIN;
use crate::writers::certificate::Faces;

/// A certificate printed again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reprinted {
    /// The sheet as PDF.
    pub pdf: Vec<u8>,
    /// The honoree's name, for the file's.
    pub name: String,
    /// How often it was printed again by now.
    pub ordinal: i64,
}

impl Bureau {
    /// Prints a certificate again, notes it with its reason and takes one blank more out of
    /// stock: as used, or as spoiled where the sheet before it is.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`], [`Failure::Invalid`];
    /// [`Failure::Conflict`]: `certificate-not-standing`, `certificate-design-gone`,
    /// `printer-unknown`, `blanks-short`; [`Failure::Press`].
    pub async fn reprint(
        &self,
        actor: &Actor,
        id: &str,
        asked: ReprintAsked,
        now: DateTime<Utc>,
    ) -> Result<Reprinted, Failure> {
        let office = office_as(actor, Scope::Issue, MAKERS)?;
        let blames = asked.blames();
        if !blames.is_empty() {
            return Err(Failure::Invalid(blames));
        }
        let mut reader = self.store.read().await?;
        let row = reader.certificate(office, id).await?;
        let calibration = match &asked.printer {
            None => Calibration::default(),
            Some(printer) => match reader.printer(office, printer).await {
                Ok(printer) => calibration(&printer),
                Err(crate::store::Error::NotFound) => {
                    return Err(Failure::Conflict("printer-unknown", String::new()));
                }
                Err(error) => return Err(error.into()),
            },
        };
        drop(reader);
        if row.state != "printed" {
            return Err(Failure::Conflict("certificate-not-standing", String::new()));
        }
        let mut sheet = self.design_of(actor, &row).await?;
        if asked.marked {
            mark(&mut sheet);
        }
        let press = Arc::clone(&self.press);
        let (words, day) = (row_of(&row.paper), row.printed_at.map_or(now, |at| at));
        let studio = move || sheet_of(&press, sheet, calibration, &words, day);
        let pdf = self.pool.run(studio).await??;

        let mut tx = self.store.begin().await?;
        tx.hold_certificate(office, id).await?;
        let again = Reprint {
            certificate_id: id.to_owned(),
            ordinal: 0,
            reason: asked.reason.clone(),
            spoiled: asked.spoiled,
            blank_id: row.blank_id.clone(),
            person_id: actor.person.clone(),
            at: now,
        };
        let ordinal = tx.reprint_certificate(office, &again).await?;
        if let Some(blank) = &row.blank_id {
            tx.move_blanks(Move {
                blank_id: blank.clone(),
                ordinal: 0,
                act: if asked.spoiled { "spoiled" } else { "used" }.to_owned(),
                change: -1,
                remaining: 0,
                day: day_of(now).to_string(),
                reason: asked.reason.clone(),
                batch_id: None,
                certificate_id: Some(id.to_owned()),
                printed: true,
                person_id: actor.person.clone(),
                at: now,
            })
            .await?;
        }
        let said = json!({ "reason": asked.reason, "ordinal": ordinal, "spoiled": asked.spoiled,
            "marked": asked.marked, "blank": row.blank_id });
        self.seal(tx, actor, now, "certificate-reprint", id, said).await?;
        Ok(Reprinted { pdf, name: row.name, ordinal })
    }

    /// The design that a certificate was printed with: published versions never change.
    async fn design_of(&self, actor: &Actor, row: &CertificateRow) -> Result<Sheet, Failure> {
        let (key, version) = match row.design.split_once('@') {
            Some((key, version)) => (key, Some(version)),
            None => (row.design.as_str(), None),
        };
        match self.design(actor, key, version).await {
            Ok(sheet) => Ok((*sheet).clone()),
            Err(Failure::NotFound) => match Sheet::built_in(key).and_then(Result::ok) {
                Some(sheet) => Ok(sheet),
                None => Err(Failure::Conflict("certificate-design-gone", row.design.clone())),
            },
            Err(error) => Err(error),
        }
    }
}

/// One row as a PDF of one sheet.
fn sheet_of(
    press: &Press,
    sheet: Sheet,
    calibration: Calibration,
    row: &Row,
    at: DateTime<Utc>,
) -> Result<Vec<u8>, Error> {
    let faces = Faces::new(press.fonts().clone());
    let certificates = Certificates { sheet, faces, pictures: BTreeMap::new(), calibration, day: day_of(at) };
    let rows = Rows { rows: vec![row.clone()], findings: Vec::new() };
    let mut pdf = Vec::new();
    let outputs = Outputs { merged: Some(&mut pdf), ..Outputs::default() };
    match certificates.print(&rows, outputs, 1, |_| ControlFlow::Continue(())) {
        Ok(_) => Ok(pdf),
        Err(Unprinted::Writer(error)) => Err(error.into()),
        Err(other) => Err(Error::Engine(other.to_string())),
    }
}

/// Puts "Bản in lại" small into the lower right corner.
fn mark(sheet: &mut Sheet) {
    const WIDTH: f64 = 40.0;
    const HEIGHT: f64 = 4.0;
    const MARGIN: f64 = 6.0;
    let Ok(words) = Words::parse(AGAIN) else { return };
    let colour = sheet.colours.keys().find(|name| *name == "black").or(sheet.colours.keys().next());
    let colour = colour.cloned().unwrap_or_default();
    sheet.fields.push(Field {
        id: "again".to_owned(),
        texts: vec![words],
        only: Honoree::ALL.to_vec(),
        optional: true,
        preprinted: false,
        place: Place {
            x: sheet.paper.width - WIDTH - MARGIN,
            y: sheet.paper.height - HEIGHT - 1.5,
            width: WIDTH,
            height: HEIGHT,
        },
        look: Look {
            face: Typeface::Serif,
            weight: 400,
            italic: true,
            size: 8.0,
            least: 8.0,
            colour,
            tracking: 0.0,
            align: Align::Right,
            vertical: Vertical::Bottom,
            lines: 1,
            leading: 1.2,
        },
    });
}
