//! Printers of an office: what each is made up for, measured on a calibration sheet.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::{Value as Json, json};

use super::{Blame, Bureau, Failure, new_id, office_as, office_of};
use crate::flow::certificates::Certificates;
use crate::flow::{Asked, Error, Fault};
use crate::model::actor::{Actor, Scope};
use crate::model::certificate::{Calibration, Paper, Sheet};
use crate::model::workflow::Role;
use crate::store::{self, Printer};
use crate::viet::date::day_of;
use crate::writers::certificate::Faces;

/// Who makes printers up.
const KEEPERS: &[Role] = &[Role::Clerk, Role::RecordsOfficer, Role::Administrator];

/// Most printers of an office.
const MOST_PRINTERS: i64 = 100;

/// Longest name, in characters.
const LONGEST_NAME: usize = 120;

/// Longest size of paper, in characters.
const LONGEST_SIZE: usize = 20;

/// The size of paper where nobody says.
const USUAL_SIZE: &str = "a4";

/// A printer as somebody wants it.
#[derive(Clone, Debug, PartialEq)]
pub struct PrinterAsked {
    /// Its name.
    pub name: String,
    /// The size of paper that it is measured with.
    pub size: String,
    /// What it is made up for.
    pub calibration: Calibration,
}

impl PrinterAsked {
    /// Reads `{"name", "size", "right", "down", "scale", "turned"}`: mm, percent.
    ///
    /// # Errors
    /// Every fault.
    pub fn from_json(json: &str) -> Result<PrinterAsked, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let usual = Calibration::default();
        let read = PrinterAsked {
            name: asked.needed("name", LONGEST_NAME),
            size: asked.words("size", LONGEST_SIZE).unwrap_or_else(|| USUAL_SIZE.to_owned()),
            calibration: Calibration {
                right: figure(&mut asked, "right").unwrap_or(usual.right),
                down: figure(&mut asked, "down").unwrap_or(usual.down),
                scale: figure(&mut asked, "scale").unwrap_or(usual.scale),
                turned: asked.switch("turned").unwrap_or(usual.turned),
            },
        };
        asked.end(read)
    }

    fn blames(&self) -> Vec<Blame> {
        let mut blames = Vec::new();
        if self.name.chars().any(char::is_control) {
            blames.push(Blame::of("one-line", "/name", ""));
        }
        if Paper::parse(&self.size).is_none() {
            blames.push(Blame::of("paper-size", "/size", &self.size));
        }
        let Calibration { right, down, scale, .. } = self.calibration;
        let most = Calibration::MOST.to_string();
        for (moved, pointer) in [(right, "/right"), (down, "/down")] {
            if moved.abs() > Calibration::MOST {
                blames.push(Blame::of("printer-offset", pointer, &most));
            }
        }
        let [least, greatest] = Calibration::SCALES;
        if !(least..=greatest).contains(&scale) {
            blames.push(Blame::of("printer-scale", "/scale", format!("{least}–{greatest} %")));
        }
        blames
    }
}

/// What was measured on a printed calibration sheet, in mm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// From the sheet's left edge to the upper left cross.
    pub left: f64,
    /// From its top edge to the upper left cross.
    pub top: f64,
    /// From the upper left cross to the upper right one.
    pub between: f64,
}

impl Measured {
    /// Reads `{"left", "top", "between"}`.
    ///
    /// # Errors
    /// Every fault.
    pub fn from_json(json: &str) -> Result<Measured, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let mut needed = |key: &str| {
            let had = asked.has(key);
            let read = figure(&mut asked, key);
            if !had {
                asked.fault(key, "json-missing", "is needed");
            }
            read.unwrap_or_default()
        };
        let read = Measured { left: needed("left"), top: needed("top"), between: needed("between") };
        asked.end(read)
    }
}

/// A figure with tenths, such as `-1.5`; finer ones are rounded.
fn figure(asked: &mut Asked, key: &str) -> Option<f64> {
    let read = asked.take(key, "json-figure", "a number", Json::as_f64)?;
    Some((read * 10.0).round() / 10.0).filter(|figure| figure.is_finite())
}

/// What a kept printer is made up for.
pub fn calibration(printer: &Printer) -> Calibration {
    Calibration {
        right: tenths(printer.rightwards),
        down: tenths(printer.downwards),
        scale: tenths(printer.scale),
        turned: printer.turned,
    }
}

fn tenths(kept: i64) -> f64 {
    i32::try_from(kept).map_or(0.0, f64::from) / 10.0
}

#[expect(clippy::cast_possible_truncation, reason = "at most a few thousand, held when it is asked for")]
fn kept(figure: f64) -> i64 {
    (figure * 10.0).round() as i64
}

impl Bureau {
    /// The office's printers.
    ///
    /// # Errors
    /// [`Failure::Forbidden`]; [`Failure::Store`].
    pub async fn printers(&self, actor: &Actor) -> Result<Vec<Printer>, Failure> {
        let office = office_of(actor, Scope::Read)?;
        Ok(self.store.read().await?.printers(office).await?)
    }

    /// One printer.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`]; [`Failure::Store`].
    pub async fn printer(&self, actor: &Actor, id: &str) -> Result<Printer, Failure> {
        let office = office_of(actor, Scope::Read)?;
        Ok(self.store.read().await?.printer(office, id).await?)
    }

    /// Enters a printer.
    ///
    /// # Errors
    /// [`Failure::Conflict`] `exists`, `too-many-printers`; [`Failure::Invalid`]; the office's.
    pub async fn add_printer(
        &self,
        actor: &Actor,
        asked: PrinterAsked,
        now: DateTime<Utc>,
    ) -> Result<Printer, Failure> {
        let office = office_as(actor, Scope::Issue, KEEPERS)?;
        let printer = made(office, &new_id(now), 1, &asked, now)?;
        let mut tx = self.store.begin().await?;
        if tx.count_printers(office).await? >= MOST_PRINTERS {
            return Err(Failure::Conflict("too-many-printers", MOST_PRINTERS.to_string()));
        }
        tx.add_printer(&printer).await?;
        self.seal(tx, actor, now, "printer-add", &printer.id, said(&printer)).await?;
        Ok(printer)
    }

    /// Changes everything of a printer.
    ///
    /// # Errors
    /// [`Failure::NotFound`]; [`Failure::Stale`] with how it is now; [`Failure::Conflict`]
    /// `exists`; [`Failure::Invalid`]; the office's.
    pub async fn change_printer(
        &self,
        actor: &Actor,
        (id, seen): (&str, i64),
        asked: PrinterAsked,
        now: DateTime<Utc>,
    ) -> Result<Printer, Failure> {
        let office = office_as(actor, Scope::Issue, KEEPERS)?;
        let printer = made(office, id, seen, &asked, now)?;
        self.keep_printer(actor, printer, now, "printer-change").await
    }

    /// Makes a printer up for what was measured on its calibration sheet, printed with nothing
    /// set ([`Calibration::measured`]). Whether it turns sheets stays as it was.
    ///
    /// # Errors
    /// [`Failure::Invalid`] `printer-measured` where no printer is so far off; as
    /// [`Bureau::change_printer`].
    pub async fn measure_printer(
        &self,
        actor: &Actor,
        (id, seen): (&str, i64),
        measured: Measured,
        now: DateTime<Utc>,
    ) -> Result<Printer, Failure> {
        let office = office_as(actor, Scope::Issue, KEEPERS)?;
        let before = self.store.read().await?.printer(office, id).await?;
        let Measured { left, top, between } = measured;
        let found = Paper::parse(&before.size)
            .filter(|_| between > 0.0)
            .and_then(|paper| Calibration::measured(paper, left, top, between));
        let Some(found) = found else {
            return Err(Failure::Invalid(vec![Blame::of("printer-measured", "", "")]));
        };
        let printer = Printer {
            rightwards: kept(found.right),
            downwards: kept(found.down),
            scale: kept(found.scale),
            edition: seen,
            changed_at: now,
            ..before
        };
        self.keep_printer(actor, printer, now, "printer-measure").await
    }

    /// Takes a printer out.
    ///
    /// # Errors
    /// As [`Bureau::change_printer`].
    pub async fn remove_printer(
        &self,
        actor: &Actor,
        (id, seen): (&str, i64),
        now: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let office = office_as(actor, Scope::Issue, KEEPERS)?;
        let mut tx = self.store.begin().await?;
        let gone = tx.remove_printer(office, id, seen).await;
        if let Err(store::Error::Conflict("edition-stale")) = gone {
            drop(tx);
            return Err(self.stale_printer(office, id).await);
        }
        gone?;
        self.seal(tx, actor, now, "printer-remove", id, json!({})).await
    }

    /// The sheet to measure a printer with, as PDF: printed with nothing set.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`]; those of the press and the pool.
    pub async fn calibration_sheet(
        &self,
        actor: &Actor,
        id: &str,
        now: DateTime<Utc>,
    ) -> Result<(String, Vec<u8>), Failure> {
        let printer = self.printer(actor, id).await?;
        let turned = printer.turned;
        let paper = Paper::parse(&printer.size).unwrap_or(Paper { width: 297.0, height: 210.0 });
        let press = Arc::clone(&self.press);
        let made = self.pool.run(move || -> Result<Vec<u8>, Error> {
            let sheet = Sheet::built_in("giay-khen").and_then(Result::ok);
            let sheet = sheet.ok_or_else(|| Error::Engine("no built-in design".to_owned()))?;
            let certificates = Certificates {
                sheet: sheet.on(paper),
                faces: Faces::new(press.fonts().clone()),
                pictures: BTreeMap::new(),
                calibration: Calibration { turned, ..Calibration::default() },
                day: day_of(now),
            };
            Ok(certificates.calibration_sheet()?)
        });
        Ok((printer.name, made.await??))
    }

    async fn keep_printer(
        &self,
        actor: &Actor,
        printer: Printer,
        now: DateTime<Utc>,
        act: &str,
    ) -> Result<Printer, Failure> {
        let mut tx = self.store.begin().await?;
        let done = tx.change_printer(&printer).await;
        if let Err(store::Error::Conflict("edition-stale")) = done {
            drop(tx);
            return Err(self.stale_printer(&printer.office_id, &printer.id).await);
        }
        done?;
        let printer = Printer { edition: printer.edition + 1, ..printer };
        self.seal(tx, actor, now, act, &printer.id, said(&printer)).await?;
        Ok(printer)
    }

    /// How a printer is now that somebody was faster; or that there is none.
    async fn stale_printer(&self, office: &str, id: &str) -> Failure {
        let now = async { self.store.read().await?.printer(office, id).await };
        match now.await {
            Ok(printer) => Failure::Stale(said(&printer)),
            Err(error) => error.into(),
        }
    }
}

fn made(
    office: &str,
    id: &str,
    edition: i64,
    asked: &PrinterAsked,
    now: DateTime<Utc>,
) -> Result<Printer, Failure> {
    let blames = asked.blames();
    if !blames.is_empty() {
        return Err(Failure::Invalid(blames));
    }
    let Calibration { right, down, scale, turned } = asked.calibration;
    Ok(Printer {
        id: id.to_owned(),
        office_id: office.to_owned(),
        name: asked.name.clone(),
        size: asked.size.clone(),
        rightwards: kept(right),
        downwards: kept(down),
        scale: kept(scale),
        turned,
        edition,
        changed_at: now,
    })
}

/// A printer as programs read it.
pub fn said(printer: &Printer) -> Json {
    let Calibration { right, down, scale, turned } = calibration(printer);
    json!({
        "id": printer.id, "name": printer.name, "size": printer.size, "right": right, "down": down,
        "scale": scale, "turned": turned, "edition": printer.edition, "changed_at": printer.changed_at.to_rfc3339(),
    })
}
