//! How batches look to programs.

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use utoipa::{IntoParams, ToSchema};

use crate::{
    flow::bureau::batches::{Progress, setup},
    store,
    viet::words::batches::{EXAMPLE_BATCH, EXAMPLE_NAME, EXAMPLE_ROW},
};

/// The parameters of the list.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct ListQuery {
    /// `queued`, `running`, `paused`, `cancelled`, `done`, `failed`.
    state: Option<String>,
    /// How many, at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// Where the page before ended: its `next`.
    cursor: Option<String>,
}

/// The parameters of the list of rows.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct RowsQuery {
    /// `queued`, `done`, `failed`, `cancelled`.
    state: Option<String>,
    /// How many, at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// Where the page before ended: its `next`.
    cursor: Option<String>,
}

/// What a printer is made up for, as the printed sheet is read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BatchCalibration)]
#[expect(dead_code, reason = "describes what `BatchAsked` reads")]
pub struct CalibrationOrder {
    /// Moved to the right, in mm.
    #[schema(minimum = -50, maximum = 50)]
    right: Option<f64>,
    /// Moved down, in mm.
    #[schema(minimum = -50, maximum = 50)]
    down: Option<f64>,
    /// Scale in percent.
    #[schema(minimum = 90, maximum = 110)]
    scale: Option<f64>,
    /// Sheets go in upside down.
    turned: Option<bool>,
}

/// A batch to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `BatchAsked` reads")]
pub struct BatchOrder {
    /// The design: a built-in one (`giay-khen`, `bang-khen`, each also with `-phoi` for blanks), or
    /// the office's own.
    #[schema(max_length = 200)]
    design: String,
    /// Its version; the newest without one.
    #[schema(max_length = 200)]
    version: Option<String>,
    /// A name for people; the design's without one.
    #[schema(max_length = 200)]
    name: Option<String>,
    /// The honorees: for each an object with a value for each hole of the design, and perhaps
    /// `honoree` (`person`, `collective`, `household`). Either `rows` or `round`.
    #[schema(min_items = 1, max_items = 100_000)]
    rows: Option<Vec<serde_json::Map<String, Json>>>,
    /// The frozen round whose honorees are printed.
    #[schema(max_length = 200)]
    round: Option<String>,
    /// Values for every row that has none of its own.
    #[schema(value_type = Option<Object>)]
    common: Option<Json>,
    /// `docx` puts Word files into the archive; `merged`, `archive` and `manifest` are always to be
    /// had.
    outputs: Option<Vec<String>>,
    /// `list` (as it came), `unit` or `name`, both in Vietnamese order, `blank` (large ones first).
    order: Option<String>,
    /// Names of files keep their Vietnamese marks.
    unicode_names: Option<bool>,
    /// Only words are printed, onto blanks (phôi).
    overlay: Option<bool>,
    /// The sheet: `a3`, `a4`, `a5`, `400x300`, `360x270` or `WIDTHxHEIGHT` in mm; the design's own
    /// without one.
    size: Option<String>,
    /// What the printer is made up for.
    calibration: Option<CalibrationOrder>,
    /// A printer of the office, by its id, instead of a calibration.
    #[schema(max_length = 200)]
    printer: Option<String>,
    /// The office's own pictures by the places of the design: base64 of PNG or JPEG.
    #[schema(value_type = Option<Object>)]
    pictures: Option<Json>,
    /// The day of printing; today without one.
    #[schema(value_type = Option<String>, format = Date)]
    day: Option<String>,
    /// The series (sổ) whose numbers the certificates get. A key needs the scope `issue` for it.
    #[schema(max_length = 200)]
    series: Option<String>,
    /// The kind of blanks that are used: its id.
    #[schema(max_length = 200)]
    blank: Option<String>,
    /// It waits until it is told to go on.
    paused: Option<bool>,
}

/// A batch of certificates.
#[derive(Serialize, ToSchema)]
pub struct Batch {
    /// Its id.
    #[schema(example = "01KAT5V3S00000000000000000")]
    id: String,
    /// Its name, for people.
    name: String,
    /// The design, `key` or `key@version`.
    #[schema(example = "giay-khen")]
    design: String,
    /// The round whose honorees are printed.
    round: Option<String>,
    /// Who made it: the id of a person.
    person: String,
    /// `queued`, `running`, `paused`, `cancelled`, `done` (every row has its page or its reason),
    /// `failed` (no row has a page).
    #[schema(example = "running")]
    state: String,
    /// How many rows it has.
    total: i64,
    /// How many wait.
    queued: i64,
    /// How many have their page.
    done: i64,
    /// How many have none, with their reasons.
    failed: i64,
    /// How many were given up.
    cancelled: i64,
    /// Rows a second, lately.
    rate: Option<f64>,
    /// Seconds until it ends, if it goes on so.
    seconds_left: Option<f64>,
    /// `list`, `unit`, `name` or `blank`.
    order: Option<String>,
    /// The day of printing.
    #[schema(format = Date)]
    day: Option<String>,
    /// The newest event.
    last_event: i64,
    /// When it was made.
    #[schema(format = DateTime)]
    created_at: String,
    /// When printing began.
    #[schema(format = DateTime)]
    started_at: Option<String>,
    /// When it ended.
    #[schema(format = DateTime)]
    ended_at: Option<String>,
}

impl Batch {
    /// A batch, and how fast it goes.
    pub(super) fn of(batch: store::Batch, progress: Progress) -> Batch {
        let setup = setup(&batch).ok();
        let tenth = |figure: f64| (figure * 10.0).round() / 10.0;
        Batch {
            queued: batch.queued(),
            name: batch.name,
            design: batch.design,
            round: batch.round_id,
            person: batch.person_id,
            state: batch.state,
            total: batch.total,
            done: batch.done,
            failed: batch.failed,
            cancelled: batch.cancelled,
            rate: progress.rate.map(tenth),
            seconds_left: progress.left.map(tenth),
            order: setup.as_ref().map(|setup| setup.order.key().to_owned()),
            day: setup.map(|setup| setup.day.to_string()),
            last_event: batch.events,
            created_at: batch.created_at.to_rfc3339(),
            started_at: batch.started_at.map(|at| at.to_rfc3339()),
            ended_at: batch.ended_at.map(|at| at.to_rfc3339()),
            id: batch.id,
        }
    }
}

/// A page of batches.
#[derive(Serialize, ToSchema)]
pub struct Batches {
    /// The newest first.
    pub(super) items: Vec<Batch>,
    /// Where the next page begins; null at the end.
    pub(super) next: Option<String>,
}

/// One certificate of a batch.
#[derive(Serialize, ToSchema)]
pub struct BatchRow {
    /// Its place in the order of printing, from 1.
    row: i64,
    /// Its place in the list that came, from 1: findings name it.
    line: i64,
    /// Who is honoured.
    name: String,
    /// `queued`, `done`, `failed`, `cancelled`.
    #[schema(example = "failed")]
    state: String,
    /// Its values.
    #[schema(value_type = Object)]
    values: Json,
    /// What was found of it: `row` (its line), `field`, `code`, `severity`, `message`.
    #[schema(value_type = Vec<Object>)]
    findings: Json,
    /// The certificate.
    certificate: Option<String>,
}

impl From<store::BatchRow> for BatchRow {
    fn from(row: store::BatchRow) -> BatchRow {
        BatchRow {
            row: row.ordinal,
            line: row.line,
            name: row.name,
            state: row.state,
            values: row.data,
            findings: row.findings,
            certificate: row.certificate_id,
        }
    }
}

/// A page of rows.
#[derive(Serialize, ToSchema)]
pub struct BatchRows {
    /// In the order of printing.
    pub(super) items: Vec<BatchRow>,
    /// Where the next page begins; null at the end.
    pub(super) next: Option<String>,
}

/// A line of the manifest.
#[derive(Serialize, ToSchema)]
pub struct ManifestLine {
    /// Its place in the order of printing, from 1.
    row: i64,
    /// Its place in the list that came, from 1.
    line: i64,
    /// `queued`, `done`, `failed`, `cancelled`.
    state: String,
    /// Its page in the merged PDF, from 1.
    page: Option<i64>,
    /// The name of its file in the archive.
    file: Option<String>,
    /// `person`, `collective`, `household`.
    honoree: String,
    /// Who is honoured.
    name: String,
    /// The certificate.
    certificate: Option<String>,
    /// Its number in the register.
    number: Option<String>,
    /// The code by which anybody may ask whether it stands.
    code: Option<String>,
    /// What was found of it.
    #[schema(value_type = Vec<Object>)]
    findings: Vec<Json>,
}

/// Why a batch is given up.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BatchCancelOrder)]
#[expect(dead_code, reason = "describes what `cancel_from_json` reads")]
pub struct CancelOrder {
    /// Why; it stands in the register beside the numbers that become void.
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
}

/// A failed row to be printed again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `RetryAsked` reads")]
pub struct RetryRowOrder {
    /// Its place in the order of printing, from 1.
    #[schema(minimum = 1)]
    row: i64,
    /// Other values by their holes; null takes a value out.
    #[schema(value_type = Option<Object>)]
    values: Option<Json>,
}

/// Failed rows to be printed again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `RetryAsked` reads")]
pub struct RetryOrder {
    /// Which; every failed row without them.
    #[schema(min_items = 1, max_items = 10_000)]
    rows: Option<Vec<RetryRowOrder>>,
}

/// An order as an example.
pub(super) fn order() -> Json {
    let mut row: serde_json::Map<String, Json> =
        EXAMPLE_ROW.iter().map(|(key, value)| ((*key).to_owned(), json!(value))).collect();
    row.insert("name".into(), EXAMPLE_NAME.into());
    json!({ "design": "giay-khen", "name": EXAMPLE_BATCH, "rows": [row], "order": "name" })
}

/// Rows to be printed again, as an example.
pub(super) fn retry() -> Json {
    json!({ "rows": [{ "row": 12, "values": { "name": EXAMPLE_NAME } }] })
}
