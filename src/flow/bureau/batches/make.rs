//! Making a batch.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::{BatchAsked, CHUNK, PRINTERS, happened, unwritten};
use crate::flow::Certificates;
use crate::flow::bureau::certificates::{self, Enrolling};
use crate::flow::bureau::{Blame, Bureau, Failure, new_id, office_as};
use crate::flow::certificates::{order, repeats};
use crate::model::actor::{Actor, Scope};
use crate::model::batch::BatchSetup;
use crate::model::certificate::{Finding, PrintOrder, Row, Sheet};
use crate::model::picture::Image;
use crate::readers::rows::Rows;
use crate::store::{Batch, NewBatch, NewRow};
use crate::viet;
use crate::writers::certificate::Faces;

/// The key of a row that names the honoree.
pub(super) const NAME: &str = "name";

/// A row in its place: its line in the list, its values, what was found of it.
struct Placed {
    line: usize,
    row: Row,
    noticed: Vec<Finding>,
}

/// What is laid out before anything is kept.
struct Prepared {
    rows: Vec<Placed>,
    ground: Option<Vec<u8>>,
    setup: BatchSetup,
}

impl Bureau {
    /// Makes a batch: everything that its pages depend on is fixed, and every row gets its
    /// certificate, with its number where a series is named. `address` is where people reach this
    /// server. Workers do the rest.
    ///
    /// # Errors
    /// [`Failure::Forbidden`]; [`Failure::Invalid`]; [`Failure::NotFound`] for the round;
    /// [`Failure::Conflict`] as [`certificates::enroll`].
    pub async fn make_batch(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        asked: BatchAsked,
        address: Option<&str>,
    ) -> Result<Batch, Failure> {
        let office = office_as(actor, Scope::Draft, PRINTERS)?;
        if asked.series.is_some() && !actor.has(Scope::Issue) {
            return Err(Failure::Forbidden);
        }
        let day = viet::date::day_of(now);
        let printed_on = asked.day.unwrap_or(day);
        if printed_on > day {
            return Err(Failure::Invalid(vec![Blame::of("day-ahead", "/day", viet::date::short(day))]));
        }
        let (sheet, design) = self.batch_design(actor, &asked).await?;
        let calibration = self.batch_calibration(actor, &asked).await?;
        let blames: Vec<Blame> = asked
            .pictures
            .keys()
            .filter(|slot| !sheet.pictures.iter().any(|place| place.id == **slot))
            .map(|slot| Blame::of("picture-unknown", format!("/pictures/{slot}"), slot))
            .collect();
        if !blames.is_empty() {
            return Err(Failure::Invalid(blames));
        }
        let rows = match (&asked.round, asked.rows) {
            (Some(round), _) => {
                let mut rows = self.rows_of_round(actor, round).await?;
                for row in &mut rows {
                    for (key, value) in &asked.common {
                        row.values.entry(key.clone()).or_insert_with(|| value.clone());
                    }
                }
                Rows { rows, findings: Vec::new() }
            }
            (None, rows) => rows.unwrap_or_default(),
        };
        if rows.rows.is_empty() {
            return Err(Failure::Conflict("batch-nobody", String::new()));
        }
        let mut fitted = (*sheet).clone();
        if asked.overlay && !fitted.overlay {
            fitted = fitted.into_overlay();
        }
        if let Some(size) = asked.size {
            fitted = fitted.on(size);
        }
        let setup = BatchSetup {
            sheet: fitted,
            calibration,
            day: printed_on,
            unicode_names: asked.unicode_names,
            word_files: asked.word_files,
            order: asked.order,
        };
        let prepared = self.prepared(setup, rows, &asked.pictures).await?;
        let Prepared { rows: mut placed, ground, setup } = prepared;
        let mut new = NewBatch {
            id: new_id(now),
            office: office.to_owned(),
            person: actor.person.clone(),
            name: asked.name.unwrap_or_else(|| sheet.name.clone()),
            design: design.clone(),
            round: asked.round,
            setup: serde_json::to_value(&setup).unwrap_or_default(),
            ground: None,
            pictures: Vec::new(),
            total: i64::try_from(placed.len()).unwrap_or(i64::MAX),
            chunk: i64::try_from(CHUNK).unwrap_or(i64::MAX),
            paused: asked.paused,
            at: now,
        };
        let enrolling = Enrolling {
            batch: Some(new.id.clone()),
            design,
            form: sheet.name.clone(),
            blank: asked.blank,
            series: asked.series,
            day,
            address: address.map(str::to_owned),
        };
        let mut tx = self.store.begin().await?;
        if let Some(ground) = &ground {
            new.ground = Some(tx.keep("application/pdf", ground).await?);
        }
        for (slot, file) in &asked.pictures {
            new.pictures.push((slot.clone(), tx.keep("application/octet-stream", file).await?));
        }
        tx.add_batch(&new).await?;
        let mut values: Vec<Row> = placed.iter().map(|placed| placed.row.clone()).collect();
        let ids = certificates::enroll(&mut tx, office, actor, now, &enrolling, &mut values).await?;
        let mut ids = ids.into_iter();
        for (placed, row) in placed.iter_mut().zip(values) {
            placed.row = row;
        }
        let rows: Vec<NewRow> = placed.iter().map(|placed| kept(placed, ids.next())).collect();
        tx.add_batch_rows(&new.id, new.chunk, &rows).await?;
        let batch = tx.hold_batch(&new.id).await?;
        happened(&mut tx, &batch, now, &batch.state).await?;
        let said = json!({ "design": batch.design, "rows": batch.total, "round": batch.round_id });
        self.seal(tx, actor, now, "batch-make", &batch.id, said).await?;
        self.nudge.notify_one();
        Ok(batch)
    }

    /// Puts the rows in their order and lays the ground out, off the async threads.
    async fn prepared(
        &self,
        setup: BatchSetup,
        rows: Rows,
        pictures: &BTreeMap<String, Vec<u8>>,
    ) -> Result<Prepared, Failure> {
        let fonts = self.press.fonts().clone();
        let pictures = pictures.clone();
        let work = move || -> Result<Prepared, Failure> {
            let placed = placed(&setup.sheet, rows, setup.order);
            let certificates = Certificates {
                sheet: setup.sheet.clone(),
                faces: Faces::new(fonts),
                pictures: images(&pictures),
                calibration: setup.calibration,
                day: setup.day,
            };
            let ground = certificates.ground().map_err(unwritten)?;
            Ok(Prepared { rows: placed, ground, setup })
        };
        self.pool.run(work).await?
    }
}

/// Pictures by their places.
pub(super) fn images(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Image> {
    files.iter().filter_map(|(slot, file)| Some((slot.clone(), Image::new(file).ok()?))).collect()
}

/// Rows in the order of printing, each with its line and what was found of it.
fn placed(sheet: &Sheet, rows: Rows, by: PrintOrder) -> Vec<Placed> {
    let mut noticed: BTreeMap<usize, Vec<Finding>> = BTreeMap::new();
    let beside = repeats(sheet, &rows.rows);
    for finding in rows.findings.into_iter().chain(beside) {
        noticed.entry(finding.row).or_default().push(finding);
    }
    let places = order(sheet, &rows.rows, by);
    let mut rows: Vec<Option<Row>> = rows.rows.into_iter().map(Some).collect();
    let placed = places.into_iter().filter_map(|place| {
        let (row, line) = (rows.get_mut(place)?.take()?, place + 1);
        Some(Placed { line, row, noticed: noticed.remove(&line).unwrap_or_default() })
    });
    placed.collect()
}

fn kept(placed: &Placed, certificate: Option<String>) -> NewRow {
    NewRow {
        line: i64::try_from(placed.line).unwrap_or(i64::MAX),
        name: placed.row.value(NAME).unwrap_or_default().to_owned(),
        data: serde_json::to_value(&placed.row).unwrap_or_default(),
        noticed: serde_json::to_value(&placed.noticed).unwrap_or_default(),
        certificate,
    }
}
