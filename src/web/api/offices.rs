//! `/api/v1/offices`: offices and their profiles.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Data, Path, Payload},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::{IntoParams, ToSchema};

use super::{
    errors::{BODY, DRAFTED, errors_of},
    schema::DataProblem,
};
use crate::{
    flow::{
        Failure,
        bureau::offices::{Wished, granted},
    },
    store,
    web::{
        Door, Error,
        auth::Signed,
        body, cursor,
        error::{self, Code},
        precondition,
        query::Query,
    },
};

errors_of! {
    /// Every error of the list of offices.
    ListErrors = &[Code::BadQuery];
    /// Every error of one office.
    OfficeErrors = &[Code::BadQuery, Code::NoSuchThing, Code::TooSlow];
    /// Every error of entering an office.
    EnterErrors = BODY, &[Code::BadOrder, Code::BadData, Code::Invalid];
    /// Every error of changing an office.
    ChangeErrors = BODY, DRAFTED, &[Code::BadOrder, Code::BadData, Code::Invalid, Code::NoSuchThing];
    /// Every error of a grant.
    GrantErrors = BODY, &[Code::BadOrder, Code::NoSuchThing, Code::Conflict];
}

/// The parameters of the list.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct ListQuery {
    /// How many, at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// Where the page before ended: its `next`.
    cursor: Option<String>,
}

/// What an office is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `Wished` reads")]
pub struct OfficeOrder {
    /// Its name; without one the profile's.
    #[schema(max_length = 200)]
    name: Option<String>,
    /// What templates ask for as `office.*`; its JSON Schema stands in that of every template.
    #[schema(value_type = Object)]
    profile: Json,
    /// The id of its parent (đơn vị cấp trên), an operator's to say; null for none, left out for
    /// the one that it has.
    parent: Option<String>,
}

/// May an office read its parent's templates?
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `Asked` reads")]
pub struct Grant {
    /// Whether it may.
    granted: bool,
}

/// An office as a list shows it.
#[derive(Serialize, ToSchema)]
pub struct OfficeEntry {
    /// Its id.
    #[schema(example = "01JZ0000000000000000000000")]
    id: String,
    /// Its name.
    name: String,
    /// The id of its parent.
    parent: Option<String>,
    /// May it read its parent's templates?
    reads_parent_templates: bool,
}

/// A page of offices.
#[derive(Serialize, ToSchema)]
pub struct Offices {
    /// In the order in which they were entered.
    items: Vec<OfficeEntry>,
    /// Where the next page begins; null at the end.
    next: Option<String>,
}

/// An office.
#[derive(Serialize, ToSchema)]
pub struct Office {
    /// What a list shows.
    #[serde(flatten)]
    entry: OfficeEntry,
    /// What templates ask for as `office.*`; empty where the office is only a child.
    #[schema(value_type = Object)]
    profile: Json,
    /// What is still to be said in the profile, with pointers into it.
    problems: Vec<DataProblem>,
    /// How often it was changed: the `ETag`.
    edition: i64,
    /// When it was entered.
    #[schema(value_type = String, format = DateTime)]
    created_at: DateTime<Utc>,
}

impl OfficeEntry {
    fn of(office: &store::Office) -> OfficeEntry {
        OfficeEntry {
            id: office.id.clone(),
            name: office.name.clone(),
            parent: office.parent_id.clone(),
            reads_parent_templates: office.reads_parent_templates,
        }
    }
}

/// An office with what its profile lacks.
async fn shown(door: &Door, office: store::Office) -> Result<Office, Error> {
    let blank = office.profile.as_object().is_none_or(serde_json::Map::is_empty);
    let problems = if blank { Vec::new() } else { door.bureau.profile_problems(&office.profile).await? };
    Ok(Office {
        entry: OfficeEntry::of(&office),
        profile: office.profile,
        problems: problems.into_iter().map(DataProblem::from).collect(),
        edition: office.edition,
        created_at: office.created_at,
    })
}

/// A faulty profile, with pointers into what was sent.
fn faulty(failure: Failure) -> Error {
    let Failure::Data(problems) = failure else { return failure.into() };
    let faults = problems.iter().filter(|problem| problem.is_fault()).map(|problem| error::Fault {
        code: problem.code.key().into(),
        detail: problem.message.clone(),
        pointer: Some(format!("/profile{}", problem.pointer)),
        ..error::Fault::default()
    });
    let faults = faults.collect();
    let problems = problems.into_iter().map(DataProblem::from).collect();
    Error { problems, ..Error::with(Code::BadData, faults) }
}

/// The offices where the person works, the children of the one they administer now, and for an
/// operator all.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/offices", tag = "people", security(("session" = []), ("key" = [])),
    params(ListQuery),
    responses((status = 200, description = "A page of offices", body = Offices), ListErrors)
)]
pub async fn list(door: Data<Door>, request: HttpRequest, signed: Signed) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &cursor::PARAMETERS);
    let window = cursor::window(&mut query, 1);
    query.check()?;
    let after = window.after.first().map_or("", String::as_str);
    let mut offices = door.bureau.offices(&signed.0, after, window.asks()).await?;
    let next = window.cut(&mut offices).map(|last| cursor::encode(&[&last.id]));
    Ok(HttpResponse::Ok().json(Offices { items: offices.iter().map(OfficeEntry::of).collect(), next }))
}

/// Enters an office; an operator may. They are its administrator until others are.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/offices", tag = "people", security(("session" = [])),
    request_body(content((OfficeOrder = "application/json", example = json!({ "profile": {}, "name": "UBND" })))),
    responses(
        (status = 201, description = "Entered", body = Office,
         headers(("ETag" = String, description = "Its edition"), ("Location" = String, description = "Where it stands"))),
        EnterErrors
    )
)]
pub async fn enter(
    door: Data<Door>,
    request: HttpRequest,
    signed: Signed,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let wished = body::json(&door, &request, payload, Wished::from_json).await?;
    let office =
        door.bureau.enter_office(&signed.0, &wished, (door.equipment.clock)()).await.map_err(faulty)?;
    let place = format!("/api/v1/offices/{}", office.id);
    let tag = precondition::tag(office.edition);
    let mut answer = HttpResponse::Created();
    answer.insert_header((header::LOCATION, place)).insert_header((header::ETAG, tag));
    Ok(answer.json(shown(&door, office).await?))
}

/// An office.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/offices/{id}", tag = "people", security(("session" = []), ("key" = [])),
    params(("id" = String, Path, description = "The office's id", example = "01JZ0000000000000000000000")),
    responses(
        (status = 200, description = "The office", body = Office,
         headers(("ETag" = String, description = "Its edition"))),
        OfficeErrors
    )
)]
pub async fn show(
    door: Data<Door>,
    request: HttpRequest,
    signed: Signed,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    answer(&door, door.bureau.office(&signed.0, &id).await?).await
}

/// Changes an office's name and profile, where it is still as the caller saw it (`If-Match`).
/// Its administrators may, and operators, who also say what its parent is.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    put, path = "/api/v1/offices/{id}", tag = "people", security(("session" = []), ("key" = ["admin"])),
    params(
        ("id" = String, Path, description = "The office's id", example = "01JZ0000000000000000000000"),
        ("If-Match" = String, Header, description = "The `ETag` that was seen", example = "\"1\""),
    ),
    request_body(content((OfficeOrder = "application/json", example = json!({ "profile": {}, "name": "UBND" })))),
    responses(
        (status = 200, description = "The office as it is now", body = Office,
         headers(("ETag" = String, description = "Its edition"))),
        ChangeErrors
    )
)]
pub async fn change(
    door: Data<Door>,
    request: HttpRequest,
    signed: Signed,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let seen = precondition::seen(&request)?;
    let wished = body::json(&door, &request, payload, Wished::from_json).await?;
    let now = (door.equipment.clock)();
    let office = door.bureau.change_office(&signed.0, &id, seen, &wished, now).await.map_err(faulty)?;
    answer(&door, office).await
}

/// Gives or takes an office's leave to read its parent's templates: an administrator of the
/// parent may, working there, and an operator.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/offices/{id}/templates-grant", tag = "people",
    security(("session" = []), ("key" = ["admin"])),
    params(("id" = String, Path, description = "The child's id", example = "01JZ0000000000000000000000")),
    request_body(content((Grant = "application/json", example = json!({ "granted": true })))),
    responses((status = 200, description = "The office as it is now", body = OfficeEntry), GrantErrors)
)]
pub async fn grant(
    door: Data<Door>,
    request: HttpRequest,
    signed: Signed,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let granted = body::json(&door, &request, payload, granted).await?;
    let office = door.bureau.grant_templates(&signed.0, &id, granted, (door.equipment.clock)()).await?;
    Ok(HttpResponse::Ok().json(OfficeEntry::of(&office)))
}

async fn answer(door: &Door, office: store::Office) -> Result<HttpResponse, Error> {
    let tag = precondition::tag(office.edition);
    Ok(HttpResponse::Ok().insert_header((header::ETAG, tag)).json(shown(door, office).await?))
}
