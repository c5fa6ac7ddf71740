//! `/api/v1/statistics`, and those of a campaign and a round: figures of awards.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderValue},
    web::{Data, Path, ServiceConfig},
};

use super::errors::{POOL, PRESS, SIGNED, errors_of};
use crate::{
    flow::bureau::statistics::{FiguresAsked, FiguresForm, Whole},
    model::{
        actor::Actor,
        figures::{Dimension, Drawing, Measure},
        honoree::Kind,
    },
    web::{Door, Error, at, auth::Signed, error::Code, headers, query::Query},
};

mod schema;

pub use schema::{Amount, Column, FiguresQuery, Row, Source, Statistics, Table};

errors_of! {
    /// Every error of figures.
    FiguresErrors = SIGNED, POOL, PRESS, &[Code::BadQuery, Code::NoSuchThing, Code::Conflict];
}

/// The routes of figures.
pub fn routes(app: &mut ServiceConfig) {
    app.service(at("/api/v1/statistics").get(office).head(office))
        .service(at("/api/v1/campaigns/{id}/statistics").get(campaign).head(campaign))
        .service(at("/api/v1/rounds/{id}/statistics").get(round).head(round));
}

/// The form that is no file.
const JSON: &str = "json";

/// The form that a report is written from.
const REPORT: &str = "report";

/// What the parameters of the address may be.
const PARAMETERS: &[&str] = &["rows", "columns", "measure", "from", "to", "kind", "set", "format", "chart"];

/// Figures of an office's awards: how many, and how much money, by what is asked for.
///
/// Counted are the frozen sets of rounds that were decided; of a round that a later one corrects
/// only the correction. With `set=current` lists that are not decided are counted as they stand.
/// One who is honoured twice counts twice. Without `rows` there are six usual tables (a file of
/// one table has the first). `format=report` gives `awards` and `chart` as data for the template
/// `bao-cao-tong-ket`.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/statistics", tag = "statistics",
    security(("key" = []), ("session" = [])),
    params(FiguresQuery),
    responses(
        (status = 200, description = "The figures", content(
            (Statistics = "application/json", example = json!(schema::example())),
            (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            (String = "text/csv; charset=utf-8"),
            (String = "image/svg+xml"),
        ), headers(("Content-Disposition" = String, description = "The name of a file"))),
        FiguresErrors,
    )
)]
pub async fn office(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
) -> Result<HttpResponse, Error> {
    answer(&door, &request, &actor, Whole::Office).await
}

/// Figures of a campaign: see those of an office.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/campaigns/{id}/statistics", tag = "statistics",
    security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The campaign's id"), FiguresQuery),
    responses(
        (status = 200, description = "The figures", content(
            (Statistics = "application/json", example = json!(schema::example())),
            (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            (String = "text/csv; charset=utf-8"),
            (String = "image/svg+xml"),
        ), headers(("Content-Disposition" = String, description = "The name of a file"))),
        FiguresErrors,
    )
)]
pub async fn campaign(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    answer(&door, &request, &actor, Whole::Campaign(id.into_inner())).await
}

/// Figures of a round: see those of an office.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/rounds/{id}/statistics", tag = "statistics",
    security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The round's id"), FiguresQuery),
    responses(
        (status = 200, description = "The figures", content(
            (Statistics = "application/json", example = json!(schema::example())),
            (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            (String = "text/csv; charset=utf-8"),
            (String = "image/svg+xml"),
        ), headers(("Content-Disposition" = String, description = "The name of a file"))),
        FiguresErrors,
    )
)]
pub async fn round(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    answer(&door, &request, &actor, Whole::Round(id.into_inner())).await
}

async fn answer(
    door: &Door,
    request: &HttpRequest,
    actor: &Actor,
    whole: Whole,
) -> Result<HttpResponse, Error> {
    let mut query = Query::of(request, PARAMETERS);
    let rows = one_of(&mut query, "rows", Dimension::ALL, Dimension::key);
    let columns = one_of(&mut query, "columns", Dimension::ALL, Dimension::key);
    if rows.is_none() && query.get("rows").is_none() && columns.is_some() {
        query.fault("columns", "query-rows", "");
    }
    if rows.is_some() && rows == columns {
        query.fault("columns", "query-rows", "");
    }
    let measure = one_of(&mut query, "measure", Measure::ALL, Measure::key).unwrap_or(Measure::Honorees);
    let kind = one_of(&mut query, "kind", Kind::ALL, Kind::key);
    let drawing = one_of(&mut query, "chart", Drawing::ALL, Drawing::key);
    query.one_of("set", &["frozen", "current"]);
    let standing = query.get("set") == Some("current");
    let (from, to) = (year(&mut query, "from"), year(&mut query, "to"));
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        query.fault("to", "query-years", "");
    }
    let mut formats = vec![JSON];
    formats.extend(FiguresForm::ALL.iter().map(|form| form.key()));
    formats.push(REPORT);
    query.one_of("format", &formats);
    let form =
        query.get("format").and_then(|key| FiguresForm::ALL.iter().copied().find(|form| form.key() == key));
    let report = query.get("format") == Some(REPORT);
    query.check()?;
    let tables = rows.map(|rows| (rows, columns)).into_iter().collect();
    let asked = FiguresAsked { whole, from, to, kind, standing, tables };
    if report {
        return Ok(HttpResponse::Ok().json(door.bureau.figures_report(actor, &asked).await?));
    }
    let Some(form) = form else {
        let figures = door.bureau.figures(actor, &asked).await?;
        return Ok(HttpResponse::Ok().json(Statistics::from(&figures)));
    };
    let _counted = door.metrics.typesetting(form.key());
    let (title, bytes) = door.bureau.figures_file(actor, &asked, measure, (form, drawing)).await?;
    let name = headers::disposition("attachment", &title, form.key());
    let name = HeaderValue::from_str(&name).map_err(|_| Error::new(Code::Internal))?;
    let mut answer = HttpResponse::Ok();
    answer.content_type(form.media_type()).insert_header((header::CONTENT_DISPOSITION, name));
    Ok(answer.body(bytes))
}

/// One of a closed set.
fn one_of<T: Copy>(query: &mut Query, name: &str, all: &[T], key: impl Fn(T) -> &'static str) -> Option<T> {
    let keys: Vec<&str> = all.iter().map(|one| key(*one)).collect();
    query.one_of(name, &keys);
    let asked = query.get(name)?;
    all.iter().copied().find(|one| key(*one) == asked)
}

/// A year of the address.
fn year(query: &mut Query, name: &str) -> Option<i64> {
    query.get(name)?;
    // Told already where it is no number.
    let year = i64::try_from(query.number(name)?).unwrap_or(i64::MAX);
    if !(1900..=9999).contains(&year) {
        query.fault(name, "query-value", "1900, …, 9999");
    }
    Some(year)
}
