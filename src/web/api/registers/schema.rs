//! How registers look to programs.

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use utoipa::{IntoParams, ToSchema};

use crate::{
    model::register::Number,
    store::{self, Entry},
    viet::words::registers as words,
};

/// A series of numbers.
#[derive(Serialize, ToSchema)]
pub struct Series {
    /// Its name in addresses.
    #[schema(example = "van-ban-di")]
    key: String,
    /// Its name, Vietnamese.
    name: String,
    /// Keys of the types of document that it numbers; empty for every type.
    kinds: Vec<String>,
    /// Patterns of the symbols that it numbers, `*` for any letters, `!` before what is left
    /// out; empty for every symbol.
    #[schema(example = json!(["SY-*", "SL-*", "TrS-*"]))]
    symbols: Vec<String>,
    /// Numbers what no other series does.
    default: bool,
    /// May give a past day a number with a letter.
    supplements: bool,
    /// When it was closed: it gives no numbers then.
    #[schema(format = DateTime)]
    closed_at: Option<String>,
    /// How often it was changed: its `ETag`.
    edition: i64,
}

impl From<store::Series> for Series {
    fn from(series: store::Series) -> Series {
        Series {
            key: series.key,
            name: series.name,
            kinds: series.kinds,
            symbols: series.symbols,
            default: series.usual,
            supplements: series.supplements,
            closed_at: series.closed_at.map(|at| at.to_rfc3339()),
            edition: series.edition,
        }
    }
}

/// How the numbers of a year stand.
#[derive(Serialize, ToSchema)]
#[schema(as = RegisterTally)]
pub struct Tally {
    /// The year.
    #[schema(example = 2026)]
    year: i64,
    /// The last number given.
    last: i64,
    /// How many are issued, supplements among them.
    issued: i64,
    /// How many are kept for later.
    reserved: i64,
    /// How many are void.
    void: i64,
}

/// A series, and how its numbers stand.
#[derive(Serialize, ToSchema)]
pub struct Register {
    /// The series.
    #[serde(flatten)]
    series: Series,
    /// Every year that has numbers, the newest first.
    years: Vec<Tally>,
}

impl From<(store::Series, Vec<store::Filled>)> for Register {
    fn from((series, tallies): (store::Series, Vec<store::Filled>)) -> Register {
        let years = tallies.into_iter().map(|tally| {
            let store::Filled { year, last, issued, reserved, void, .. } = tally;
            Tally { year, last, issued, reserved, void }
        });
        Register { series: Series::from(series), years: years.collect() }
    }
}

/// What became of a number.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LineStatus {
    /// A document has it.
    Issued,
    /// It is kept for later.
    Reserved,
    /// It will not be used.
    Void,
}

impl LineStatus {
    /// The values of the parameter `status`.
    pub const KEYS: &[&str] = &["issued", "reserved", "void"];
}

/// A line of a register.
#[derive(Serialize, ToSchema)]
#[schema(as = RegisterLine)]
pub struct Line {
    /// The number as it stands on the document.
    #[schema(example = "05")]
    number: String,
    /// The year of the register.
    #[schema(example = 2026)]
    year: i64,
    /// What became of it.
    #[schema(value_type = LineStatus)]
    status: String,
    /// The day on the document, or that a number was kept for.
    #[schema(format = Date)]
    day: String,
    /// The symbol; may be empty for a number without a document.
    #[schema(example = "KH-UBND")]
    symbol: String,
    /// The document, where it is issued.
    document: Option<String>,
    /// The state of the document: `issued`, `revoked`, `replaced`.
    document_state: Option<String>,
    /// Why it is kept, void or a supplement.
    reason: String,
    /// What the register prints: title, signer, recipients, keeper, copies, note.
    #[schema(value_type = Object)]
    particulars: Json,
    /// Who wrote the line.
    person: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
}

impl From<store::Line> for Line {
    fn from(line: store::Line) -> Line {
        Line { document_state: line.state, ..Line::from(line.entry) }
    }
}

impl From<Entry> for Line {
    fn from(entry: Entry) -> Line {
        Line {
            number: Number { number: entry.number, part: entry.part }.to_string(),
            year: entry.year,
            status: entry.status,
            day: entry.day,
            symbol: entry.symbol,
            document: entry.document_id,
            document_state: None,
            reason: entry.reason,
            particulars: entry.particulars,
            person: entry.person_id,
            at: entry.at.to_rfc3339(),
        }
    }
}

/// A page of a register.
#[derive(Serialize, ToSchema)]
#[schema(as = RegisterLines)]
pub struct Lines {
    /// The series, and how its numbers stand.
    pub(super) register: Register,
    /// The year of the lines.
    #[schema(example = 2026)]
    pub(super) year: i64,
    /// The lines.
    pub(super) items: Vec<Line>,
    /// Goes on after the last line, where there are more.
    pub(super) next: Option<String>,
}

/// Numbers that were kept.
#[derive(Serialize, ToSchema)]
#[schema(as = ReservedNumbers)]
pub struct Reserved {
    /// Their lines.
    pub(super) items: Vec<Line>,
}

/// Which lines of a register.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct LinesQuery {
    /// The year; without it this one in Việt Nam.
    #[param(minimum = 1900, maximum = 9999)]
    year: Option<i64>,
    /// Lines of this kind alone.
    #[param(inline)]
    status: Option<LineStatus>,
    /// The first day.
    #[param(format = Date)]
    from: Option<String>,
    /// The last day.
    #[param(format = Date)]
    to: Option<String>,
    /// Most lines of a page; 50 without it.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// Where the page before ended (`next`).
    cursor: Option<String>,
}

/// Which part of a register, in which form.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct BookQuery {
    /// The form; `pdf` without it.
    #[param(inline)]
    format: Option<BookFormat>,
    /// The year; without it this one in Việt Nam.
    #[param(minimum = 1900, maximum = 9999)]
    year: Option<i64>,
    /// The first day.
    #[param(format = Date)]
    from: Option<String>,
    /// The last day.
    #[param(format = Date)]
    to: Option<String>,
    /// Quyển số, for the cover; without it room is left to write it.
    #[param(minimum = 1, maximum = 4_294_967_295_u32)]
    volume: Option<u64>,
}

/// A form of the book.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(dead_code, reason = "describes what `Query` reads")]
enum BookFormat {
    /// PDF/A, A4 landscape.
    Pdf,
    /// A workbook of Excel.
    Xlsx,
    /// Values with commas between, UTF-8 with a byte order mark.
    Csv,
}

/// A new series.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `SeriesAsked` reads")]
pub struct NewSeries {
    /// Its name in addresses.
    #[schema(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 40)]
    key: String,
    /// Its name, Vietnamese.
    #[schema(max_length = 120, min_length = 1)]
    name: String,
    /// Keys of types of document; without it every type.
    #[schema(max_items = 60)]
    kinds: Option<Vec<String>>,
    /// Patterns of symbols; without it every symbol.
    #[schema(max_items = 60)]
    symbols: Option<Vec<String>>,
    /// Numbers what no other series does.
    default: Option<bool>,
    /// May give a past day a number with a letter; without a word it may.
    supplements: Option<bool>,
}

/// A series as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `SeriesAsked` reads")]
pub struct SeriesChange {
    /// Its name, Vietnamese.
    #[schema(max_length = 120, min_length = 1)]
    name: String,
    /// Keys of types of document; without it every type.
    #[schema(max_items = 60)]
    kinds: Option<Vec<String>>,
    /// Patterns of symbols; without it every symbol.
    #[schema(max_items = 60)]
    symbols: Option<Vec<String>>,
    /// Numbers what no other series does; without a word as it was.
    default: Option<bool>,
    /// May give a past day a number with a letter; without a word it may.
    supplements: Option<bool>,
    /// Gives no more numbers; without a word it does.
    closed: Option<bool>,
}

/// Numbers to be kept.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `ReserveAsked` reads")]
pub struct Reserve {
    /// How many; 1 without it.
    #[schema(minimum = 1, maximum = 50)]
    count: Option<i64>,
    /// Why.
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
    /// The symbol that they are kept for.
    #[schema(max_length = 60)]
    symbol: Option<String>,
    /// A past day; today without it.
    #[schema(format = Date)]
    day: Option<String>,
    /// A letter after the last number of a past day (số bù).
    supplement: Option<bool>,
}

/// Why a number is made void.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `VoidAsked` reads")]
pub struct Void {
    /// The year of the register; without it this one.
    year: Option<i64>,
    /// Why.
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
}

/// The example of a new series.
pub(super) fn new_series() -> Json {
    json!({ "key": "hoi-dong-ky-luat", "name": words::EXAMPLE_COUNCIL.0, "kinds": ["decision", "notice"],
        "symbols": [words::EXAMPLE_COUNCIL.1] })
}

/// The example of a change.
pub(super) fn series_change() -> Json {
    json!({ "name": words::SERIES[0].1, "default": true, "supplements": false })
}

/// The example of numbers to be kept.
pub(super) fn reserve() -> Json {
    json!({ "count": 2, "reason": words::EXAMPLE_REASONS.0 })
}

/// The example of a number made void.
pub(super) fn void() -> Json {
    json!({ "reason": words::EXAMPLE_REASONS.1 })
}
