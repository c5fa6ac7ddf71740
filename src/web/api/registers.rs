//! `/api/v1/registers`: series of numbers, their lines, numbers kept and made void, the book.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderValue},
    web::{Data, Path, Payload},
};
use chrono::{Datelike, NaiveDate};

use super::errors::{BODY, DRAFTED, KEPT, POOL, PRESS, SIGNED, errors_of};
use crate::{
    flow::bureau::registers::{BookAsked, BookForm, ReserveAsked, SeriesAsked, VoidAsked},
    model::register::Number,
    store::Which,
    web::{Door, Error, auth::Signed, body, cursor, error::Code, headers, precondition, query::Query},
};

mod schema;

pub use schema::{
    BookQuery, Line, LineStatus, Lines, LinesQuery, NewSeries, Register, Reserve, Reserved, Series,
    SeriesChange, Tally, Void,
};

errors_of! {
    /// Every error of the list of registers.
    RegistersErrors = SIGNED, &[Code::BadQuery];
    /// Every error of looking into a register.
    LinesErrors = SIGNED, &[Code::BadQuery, Code::NoSuchThing];
    /// Every error of a new series.
    NewSeriesErrors = SIGNED, BODY, &[Code::BadOrder, Code::Conflict, Code::Invalid];
    /// Every error of changing a series.
    SeriesErrors = SIGNED, BODY, KEPT, DRAFTED, &[Code::BadOrder];
    /// Every error of keeping and voiding numbers.
    NumberErrors = SIGNED, BODY, KEPT, &[Code::BadOrder];
    /// Every error of the book.
    BookErrors = SIGNED, POOL, PRESS, &[Code::BadQuery, Code::NoSuchThing, Code::Conflict];
}

/// Lists an office's registers: each series of numbers, and how its numbers stand by year.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/registers", tag = "registers",
    security(("key" = []), ("session" = [])),
    responses((status = 200, description = "The series, by key", body = Vec<Register>), RegistersErrors)
)]
pub async fn list(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let all = door.bureau.registers(&actor).await?;
    Ok(HttpResponse::Ok().json(all.into_iter().map(Register::from).collect::<Vec<_>>()))
}

/// Adds a series of numbers.
///
/// Records officers and administrators may. A document is numbered by the series that takes it
/// most specifically (the longest pattern of its symbol, then one that names its type), else by
/// the default one; whoever issues it may name another.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/registers", tag = "registers",
    security(("key" = []), ("session" = [])),
    request_body(content((NewSeries = "application/json", example = json!(schema::new_series())))),
    responses(
        (status = 201, description = "The series", body = Series, headers(
            ("ETag" = String, description = "Its edition, for `If-Match`"),
            ("Location" = String, description = "Its register"),
        )),
        NewSeriesErrors,
    )
)]
pub async fn add(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let asked = body::json(&door, &request, payload, SeriesAsked::new_from_json).await?;
    let series = door.bureau.add_series(&actor, asked, (door.equipment.clock)()).await?;
    let place = format!("/api/v1/registers/{}", series.key);
    let mut answer = HttpResponse::Created();
    answer.insert_header((header::ETAG, precondition::tag(series.edition)));
    Ok(answer.insert_header((header::LOCATION, place)).json(Series::from(series)))
}

/// Changes a series: all but its key.
///
/// A series that has given numbers is never taken out, only closed. One open series is the
/// default: another becomes it before it can be closed.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    put, path = "/api/v1/registers/{series}", tag = "registers",
    security(("key" = []), ("session" = [])),
    params(
        ("series" = String, Path, description = "Key of the series", example = "van-ban-di"),
        ("If-Match" = String, Header, description = "The edition that was seen", example = "\"1\""),
    ),
    request_body(content((SeriesChange = "application/json", example = json!(schema::series_change())))),
    responses(
        (status = 200, description = "The series", body = Series, headers(
            ("ETag" = String, description = "Its edition, for `If-Match`"),
        )),
        SeriesErrors,
    )
)]
pub async fn change(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
    series: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let seen = precondition::seen(&request)?;
    let asked = body::json(&door, &request, payload, SeriesAsked::from_json).await?;
    let now = (door.equipment.clock)();
    let series = door.bureau.change_series(&actor, &series, seen, asked, now).await?;
    let tag = precondition::tag(series.edition);
    Ok(HttpResponse::Ok().insert_header((header::ETAG, tag)).json(Series::from(series)))
}

/// Shows the lines of a register, in the order of numbers.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/registers/{series}", tag = "registers",
    security(("key" = []), ("session" = [])),
    params(("series" = String, Path, description = "Key of the series", example = "van-ban-di"), LinesQuery),
    responses(
        (status = 200, description = "The series and a page of its lines", body = Lines, headers(
            ("ETag" = String, description = "The edition of the series, for `If-Match`"),
        )),
        LinesErrors,
    )
)]
pub async fn lines(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
    series: Path<String>,
) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &["year", "status", "from", "to", "limit", "cursor"]);
    let window = cursor::window(&mut query, 2);
    query.one_of("status", LineStatus::KEYS);
    let (from, to) = (day(&mut query, "from"), day(&mut query, "to"));
    let year = year(&mut query, &door);
    let figures: Vec<Option<i64>> = window.after.iter().map(|figure| figure.parse().ok()).collect();
    let after = match *figures {
        [] => Number::plain(0),
        [Some(number), Some(part)] => Number { number, part },
        _ => {
            query.fault("cursor", "query-cursor", "");
            Number::plain(0)
        }
    };
    let status = query.get("status").unwrap_or_default().to_owned();
    query.check()?;
    let text = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let which = Which { year, status, from: text(from), to: text(to) };
    let (kept, tallies) = door.bureau.register(&actor, &series).await?;
    let mut found = door.bureau.register_lines(&actor, &series, &which, after, window.asks()).await?;
    let last = window
        .cut(&mut found)
        .map(|last| cursor::encode(&[&last.entry.number.to_string(), &last.entry.part.to_string()]));
    let tag = precondition::tag(kept.edition);
    let told = Lines {
        register: Register::from((kept, tallies)),
        year,
        items: found.into_iter().map(Line::from).collect(),
        next: last,
    };
    Ok(HttpResponse::Ok().insert_header((header::ETAG, tag)).json(told))
}

/// Keeps the next numbers for later, or gives a supplement to a past day (số bù).
///
/// A number that is kept is used by the issue that names it (`reserved`), on a day that fits
/// between its neighbours', or made void. For a day before the last one issued there is no next
/// number: the refusal names the kept numbers that would fit; where none does, `supplement`
/// gives a letter after the last number of that day, such as `15a`.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/registers/{series}/reserve", tag = "registers",
    security(("key" = []), ("session" = [])),
    params(("series" = String, Path, description = "Key of the series", example = "van-ban-di")),
    request_body(content((Reserve = "application/json", example = json!(schema::reserve())))),
    responses((status = 201, description = "The numbers", body = Reserved), NumberErrors)
)]
pub async fn reserve(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
    series: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let asked = body::json(&door, &request, payload, ReserveAsked::from_json).await?;
    let entries = door.bureau.reserve(&actor, &series, asked, (door.equipment.clock)()).await?;
    Ok(HttpResponse::Created().json(Reserved { items: entries.into_iter().map(Line::from).collect() }))
}

/// Makes a kept number void, with its reason: it stays in the register. An issued number is
/// never made void.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/registers/{series}/{number}/void", tag = "registers",
    security(("key" = []), ("session" = [])),
    params(
        ("series" = String, Path, description = "Key of the series", example = "van-ban-di"),
        ("number" = String, Path, description = "The number, such as `15` or `15a`", example = "15"),
    ),
    request_body(content((Void = "application/json", example = json!(schema::void())))),
    responses((status = 200, description = "The line", body = Line), NumberErrors)
)]
pub async fn void(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
    path: Path<(String, String)>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let (series, number) = path.into_inner();
    let asked = body::json(&door, &request, payload, VoidAsked::from_json).await?;
    let number = Number::read(&number).ok_or_else(|| Error::new(Code::NoSuchThing))?;
    let line = door.bureau.void_number(&actor, &series, number, asked, (door.equipment.clock)()).await?;
    Ok(HttpResponse::Ok().json(Line::from(line)))
}

/// Sổ đăng ký văn bản đi as a file: cover and ten columns (Phụ lục IV), to be printed and bound
/// (Điều 16).
///
/// A cell of CSV that a spreadsheet would take for a formula has an apostrophe before it.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/registers/{series}/export", tag = "registers",
    security(("key" = []), ("session" = [])),
    params(("series" = String, Path, description = "Key of the series", example = "van-ban-di"), BookQuery),
    responses(
        (status = 200, description = "The file", content(
            (String = "application/pdf"),
            (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            (String = "text/csv; charset=utf-8"),
        ), headers(("Content-Disposition" = String, description = "The name of the file"))),
        BookErrors,
    )
)]
pub async fn export(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
    series: Path<String>,
) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &["format", "year", "from", "to", "volume"]);
    let keys: Vec<&str> = BookForm::ALL.iter().map(|form| form.key()).collect();
    query.one_of("format", &keys);
    let asked = query.get("format").unwrap_or(BookForm::Pdf.key()).to_owned();
    let form = BookForm::ALL.iter().copied().find(|form| form.key() == asked).unwrap_or(BookForm::Pdf);
    let (from, to) = (day(&mut query, "from"), day(&mut query, "to"));
    let volume = query.get("volume").is_some().then(|| query.number("volume")).flatten();
    let year = year(&mut query, &door);
    query.check()?;
    let volume = volume.and_then(|volume| i64::try_from(volume).ok());
    let asked = BookAsked { series: series.into_inner(), year, from, to, volume };
    let _counted = door.metrics.typesetting(form.key());
    let (title, bytes) = door.bureau.print_register(&actor, &asked, form).await?;
    let name = headers::disposition("attachment", &title, form.key());
    let name = HeaderValue::from_str(&name).map_err(|_| Error::new(Code::Internal))?;
    let mut answer = HttpResponse::Ok();
    answer.content_type(form.media_type()).insert_header((header::CONTENT_DISPOSITION, name));
    Ok(answer.body(bytes))
}

/// The year of a register: the one asked for, or this one in Việt Nam.
fn year(query: &mut Query, door: &Door) -> i64 {
    let this = i64::from(door.equipment.today().year());
    if query.get("year").is_none() {
        return this;
    }
    match query.number("year").map(i64::try_from) {
        Some(Ok(year)) if (1900..=9999).contains(&year) => year,
        // Told already where it is no number.
        None => this,
        Some(_) => {
            query.fault("year", "query-value", "1900, …, 9999");
            this
        }
    }
}

/// A day of the address, `2026-03-05`.
fn day(query: &mut Query, name: &str) -> Option<NaiveDate> {
    let text = query.get(name)?;
    let shaped = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let day = shaped.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten();
    if day.is_none() {
        query.fault(name, "json-date", "");
    }
    day
}
