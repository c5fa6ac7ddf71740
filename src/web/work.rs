//! Handing a manuscript or a template's data to the press, through the pool.

use actix_web::web::Data;
use chrono::NaiveDate;

use super::{Door, Equipment, Error};
use crate::{
    flow::{self, Form, Inspection, Manuscript, Press},
    model::Reading,
};

/// What came of a manuscript.
pub struct Typeset {
    /// What was read.
    pub reading: Reading,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Reads a manuscript and writes it in a form.
///
/// # Errors
/// Those of the press and of the pool; a text without a document tells its problems.
pub async fn typeset(door: &Data<Door>, manuscript: Manuscript, form: Form) -> Result<Typeset, Error> {
    at_press(door, form.key(), manuscript, move |press, reading, standard| {
        press.write(reading, form, standard)
    })
    .await
    .map(|(reading, bytes)| Typeset { reading, bytes })
}

/// Does something with a manuscript's document at the press.
pub(super) async fn at_press<T: Send + 'static>(
    door: &Data<Door>,
    format: &'static str,
    manuscript: Manuscript,
    then: impl FnOnce(&Press, &Reading, Option<&str>) -> Result<T, flow::Error> + Send + 'static,
) -> Result<(Reading, T), Error> {
    let _counted = door.metrics.typesetting(format);
    in_pool(door, move |equipment| {
        let press = &equipment.press;
        let reading = press.read(&manuscript)?;
        if reading.document.is_none() {
            return Err(Error::no_document(&reading));
        }
        let result = then(press, &reading, manuscript.standard.as_deref())?;
        Ok((reading, result))
    })
    .await
}

/// What is found in a manuscript that holds a document.
///
/// # Errors
/// Those of the press; a text without a document tells its problems.
pub(super) fn inspected(
    equipment: &Equipment,
    manuscript: &Manuscript,
    today: NaiveDate,
) -> Result<Inspection, Error> {
    let inspection = equipment.inspector.inspect(&equipment.press, manuscript, today)?;
    if inspection.document.is_none() {
        return Err(Error::no_document(&inspection.into_reading()));
    }
    Ok(inspection)
}

/// Does something on a thread of the pool.
///
/// # Errors
/// Those of the pool and the work's own.
pub async fn in_pool<T: Send + 'static>(
    door: &Data<Door>,
    work: impl FnOnce(&Equipment) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let equipment = door.equipment.clone();
    let span = tracing::Span::current();
    door.pool
        .run(move || {
            let _entered = span.entered();
            work(&equipment)
        })
        .await?
}
