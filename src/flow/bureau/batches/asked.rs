//! What people ask of batches, as JSON.

use std::collections::BTreeMap;

use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::NaiveDate;
use serde_json::{Map, Value};

use crate::flow::{Asked, Fault};
use crate::model::certificate::{Calibration, Paper, PrintOrder};
use crate::model::picture::Image;
use crate::readers::rows::{self, Rows, RowsError};

/// Longest name of a batch, and of what names something else, in characters.
const LONGEST: usize = 200;

/// Longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// Most rows that one request mends.
const MOST_MENDED: usize = 10_000;

/// A batch to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchAsked {
    /// The design.
    pub design: String,
    /// Its version; the newest without one.
    pub version: Option<String>,
    /// A name for people; the design's without one.
    pub name: Option<String>,
    /// The list of honorees.
    pub rows: Option<Rows>,
    /// The round whose honorees are printed, instead of a list.
    pub round: Option<String>,
    /// Values for every row that has none of its own.
    pub common: BTreeMap<String, String>,
    /// The order of printing.
    pub order: PrintOrder,
    /// True where names of files keep their marks.
    pub unicode_names: bool,
    /// True where the archive has Word files too.
    pub word_files: bool,
    /// True where only words are printed, onto blanks.
    pub overlay: bool,
    /// The sheet; the design's own without one.
    pub size: Option<Paper>,
    /// What the printer is made up for.
    pub calibration: Calibration,
    /// A printer of the office, instead.
    pub printer: Option<String>,
    /// The office's own pictures, by the places of the design: their bytes.
    pub pictures: BTreeMap<String, Vec<u8>>,
    /// The day of printing; today without one.
    pub day: Option<NaiveDate>,
    /// The series whose numbers the certificates get.
    pub series: Option<String>,
    /// The kind of blanks that they are printed on.
    pub blank: Option<String>,
    /// True where it waits to be told to begin.
    pub paused: bool,
}

impl BatchAsked {
    /// Reads an order of a batch.
    ///
    /// # Errors
    /// Every fault.
    pub fn from_json(json: &str) -> Result<BatchAsked, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let common = strings(&mut asked, "common");
        let rows = list(&mut asked, &common);
        let round = asked.words("round", LONGEST);
        if rows.is_some() == round.is_some() && !asked.is_faulty("rows") && !asked.is_faulty("round") {
            asked.fault("rows", "batch-source", "either rows or a round");
        }
        let outputs = asked.list("outputs");
        for output in outputs.iter().flatten() {
            if !["merged", "archive", "manifest", "docx"].contains(&output.as_str()) {
                asked.fault("outputs", "batch-output", "merged, archive, manifest or docx");
            }
        }
        let word_files = outputs.is_some_and(|outputs| outputs.iter().any(|output| output == "docx"));
        let order = asked.take("order", "batch-order", "list, unit, name or blank", |value| {
            PrintOrder::from_key(value.as_str()?)
        });
        let size = asked.take("size", "batch-size", "a size such as a4 or 400x300", |value| {
            Paper::parse(value.as_str()?)
        });
        let read = BatchAsked {
            design: asked.needed("design", LONGEST),
            version: asked.words("version", LONGEST),
            name: asked.words("name", LONGEST),
            rows,
            round,
            common,
            order: order.unwrap_or(PrintOrder::List),
            unicode_names: asked.switch("unicode_names").unwrap_or(false),
            word_files,
            overlay: asked.switch("overlay").unwrap_or(false),
            size,
            printer: printer(&mut asked),
            calibration: calibration(&mut asked),
            pictures: pictures(&mut asked),
            day: asked.day("day"),
            series: asked.words("series", LONGEST),
            blank: asked.words("blank", LONGEST),
            paused: asked.switch("paused").unwrap_or(false),
        };
        asked.end(read)
    }
}

/// The list, with the values that every row shares.
fn list(asked: &mut Asked, common: &BTreeMap<String, String>) -> Option<Rows> {
    let list = asked.take("rows", "batch-rows", "a list of objects", |value| {
        value.as_array().filter(|list| list.iter().all(Value::is_object)).cloned()
    })?;
    let whole = Value::Object(Map::from_iter([
        ("common".to_owned(), serde_json::to_value(common).unwrap_or_default()),
        ("rows".to_owned(), Value::Array(list)),
    ]));
    match rows::read(&whole.to_string()) {
        Ok(rows) => Some(rows),
        Err(error) => {
            let code = match error {
                RowsError::Empty => "batch-empty-list",
                RowsError::TooMany => "batch-long",
                _ => "batch-rows",
            };
            asked.fault("rows", code, &error.to_string());
            None
        }
    }
}

/// An object of words and numbers.
fn strings(asked: &mut Asked, key: &str) -> BTreeMap<String, String> {
    let read = |value: &Value| -> Option<BTreeMap<String, String>> {
        let entries = value.as_object()?.iter().filter(|(_, value)| !value.is_null());
        entries
            .map(|(key, value)| match value {
                Value::String(text) => Some((key.clone(), text.clone())),
                Value::Number(number) => Some((key.clone(), number.to_string())),
                _ => None,
            })
            .collect()
    };
    asked.take(key, "batch-values", "an object of strings", read).unwrap_or_default()
}

/// A printer's id; one that is named has its own calibration.
fn printer(asked: &mut Asked) -> Option<String> {
    let both = asked.has("printer") && asked.has("calibration");
    let printer = asked.words("printer", LONGEST);
    if both {
        asked.fault("calibration", "batch-printer", "either a printer or its calibration");
    }
    printer
}

fn calibration(asked: &mut Asked) -> Calibration {
    let read = |value: &Value| -> Option<Calibration> {
        let given = value.as_object()?;
        let mut calibration = Calibration::default();
        for (key, value) in given {
            match key.as_str() {
                "right" => calibration.right = value.as_f64()?,
                "down" => calibration.down = value.as_f64()?,
                "scale" => calibration.scale = value.as_f64()?,
                "turned" => calibration.turned = value.as_bool()?,
                _ => return None,
            }
        }
        calibration.is_sound().then_some(calibration)
    };
    let wanted = "right and down in mm, at most 50; scale from 90 to 110 %; turned";
    asked.take("calibration", "batch-calibration", wanted, read).unwrap_or_default()
}

fn pictures(asked: &mut Asked) -> BTreeMap<String, Vec<u8>> {
    let read = |value: &Value| -> Option<BTreeMap<String, Vec<u8>>> {
        let decode = |(slot, data): (&String, &Value)| {
            let data = data.as_str()?;
            let base64 = data.split_once(";base64,").map_or(data, |(_, base64)| base64);
            let file = BASE64_STANDARD.decode(base64).ok()?;
            Image::new(&file).ok()?;
            Some((slot.clone(), file))
        };
        value.as_object()?.iter().map(decode).collect()
    };
    let wanted = "an object of base64 of PNG or JPEG, by places of the design";
    asked.take("pictures", "batch-pictures", wanted, read).unwrap_or_default()
}

/// Rows that failed, to be printed again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RetryAsked {
    /// Which, perhaps with other values; every failed row where there is none.
    pub rows: Vec<RetryRow>,
}

/// A row to be printed again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryRow {
    /// Its place in the order of printing, from 1.
    pub row: i64,
    /// Other values by their holes; `None` takes a value out.
    pub values: BTreeMap<String, Option<String>>,
}

impl RetryAsked {
    /// Reads `{"rows": [{"row": 12, "values": {"name": …}}]}`.
    ///
    /// # Errors
    /// Every fault.
    pub fn from_json(json: &str) -> Result<RetryAsked, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let wanted = "a list of objects with row and perhaps values";
        let rows = asked.take("rows", "batch-retry", wanted, |value| {
            let list = value.as_array().filter(|list| (1..=MOST_MENDED).contains(&list.len()))?;
            list.iter().map(retry_row).collect::<Option<Vec<_>>>()
        });
        asked.end(RetryAsked { rows: rows.unwrap_or_default() })
    }
}

fn retry_row(value: &Value) -> Option<RetryRow> {
    let given = value.as_object()?;
    if given.keys().any(|key| key != "row" && key != "values") {
        return None;
    }
    let row = given.get("row")?.as_i64().filter(|row| *row > 0)?;
    let values = match given.get("values") {
        None => BTreeMap::new(),
        Some(values) => {
            let read = |(key, value): (&String, &Value)| match value {
                Value::Null => Some((key.clone(), None)),
                Value::String(text) => Some((key.clone(), Some(text.clone()))),
                Value::Number(number) => Some((key.clone(), Some(number.to_string()))),
                _ => None,
            };
            values.as_object()?.iter().map(read).collect::<Option<_>>()?
        }
    };
    Some(RetryRow { row, values })
}

/// Reads `{"reason": …}`: why a batch is given up.
///
/// # Errors
/// Every fault.
pub fn cancel_from_json(json: &str) -> Result<String, Vec<Fault>> {
    let mut asked = Asked::read(json)?;
    let reason = asked.needed("reason", LONGEST_REASON);
    asked.end(reason)
}
