//! `/api/v1/users`: the people of an office.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Data, Path, Payload},
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::errors::{BODY, errors_of};
use crate::{
    flow::bureau::people::{Change, NewUser},
    viet::words::people::EXAMPLE_PERSON,
    web::{Door, Error, auth::Signed, body, cursor, error::Code, query::Query},
};

pub mod schema;

use schema::{Entered, Link, Linked, PersonalData, User, Users};

errors_of! {
    /// Every error of a list of people.
    ListErrors = &[Code::BadQuery];
    /// Every error of one person.
    UserErrors = &[Code::BadQuery, Code::NoSuchThing];
    /// Every error of entering a person.
    EnterErrors = BODY, &[Code::BadOrder, Code::Conflict];
    /// Every error of changing a person.
    ChangeErrors = BODY, &[Code::BadOrder, Code::Conflict, Code::NoSuchThing];
    /// Every error of a new link, and of erasing.
    ActErrors = &[Code::BadQuery, Code::NoSuchThing, Code::Conflict];
}

/// The parameters of the list.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct ListQuery {
    /// Words of a name or login, with accents or without: `nguyen dinh` finds `Nguyễn Đình`.
    #[param(max_length = 400)]
    q: Option<String>,
    /// The people of every office; an operator may ask.
    everywhere: Option<bool>,
    /// How many, at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// Where the page before ended: its `next`.
    cursor: Option<String>,
}

/// A person to be entered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `Asked` reads")]
pub struct UserOrder {
    /// What they will type to sign in; one person, however it is written.
    #[schema(min_length = 2, max_length = 64)]
    login: String,
    /// Họ và tên.
    #[schema(max_length = 120)]
    name: String,
    /// What they are in the office: `clerk`, `records-officer`, `leader`, `administrator`.
    roles: Vec<String>,
}

/// What of a person is to change; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `Asked` reads")]
pub struct UserChange {
    /// Họ và tên.
    #[schema(max_length = 120)]
    name: Option<String>,
    /// What they are in the office: just these. Other roles end their sessions at once.
    roles: Option<Vec<String>>,
    /// May they sign in? `false` ends their sessions at once.
    active: Option<bool>,
}

/// The people of the office, in Vietnamese order of their names (tên, đệm, họ).
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/users", tag = "people", security(("session" = []), ("key" = ["admin"])),
    params(ListQuery),
    responses((status = 200, description = "A page of people", body = Users), ListErrors)
)]
pub async fn list(door: Data<Door>, request: HttpRequest, signed: Signed) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &["q", "everywhere", "limit", "cursor"]);
    let words = query.words("q").unwrap_or_default();
    let everywhere = query.switch("everywhere");
    let window = cursor::window(&mut query, 2);
    let after = schema::place(&window.after);
    if after.is_none() && !window.after.is_empty() {
        query.fault("cursor", "query-cursor", "");
    }
    query.check()?;
    let (key, id) = after.unwrap_or_default();
    let people = door.bureau.users(&signed.0, &words, everywhere, (&key, &id), window.asks()).await?;
    Ok(HttpResponse::Ok().json(Users::of(people, &window)))
}

/// Enters a person into the office. They choose their password by a link that is shown once.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/users", tag = "people", security(("session" = []), ("key" = ["admin"])),
    request_body(content((UserOrder = "application/json", example = json!({ "login": "vinh.do", "name": EXAMPLE_PERSON, "roles": ["clerk"] })))),
    responses(
        (status = 201, description = "Entered", body = Entered,
         headers(("Location" = String, description = "Where the person stands"))),
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
    let new = body::json(&door, &request, payload, NewUser::from_json).await?;
    let (user, invite) = door.bureau.enter_user(&signed.0, &new, (door.equipment.clock)()).await?;
    let place = format!("/api/v1/users/{}", user.person.id);
    let entered = Entered { user: User::from(user), link: Link::of(&door, &invite) };
    Ok(HttpResponse::Created().insert_header((header::LOCATION, place)).json(entered))
}

/// A person of the office.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/users/{id}", tag = "people", security(("session" = []), ("key" = ["admin"])),
    params(("id" = String, Path, description = "The person's id", example = "01JZ0000000000000000000001")),
    responses((status = 200, description = "The person", body = User), UserErrors)
)]
pub async fn show(
    door: Data<Door>,
    request: HttpRequest,
    signed: Signed,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    Ok(HttpResponse::Ok().json(User::from(door.bureau.user(&signed.0, &id).await?)))
}

/// Changes a person: name, roles, whether they may sign in. What concerns another office too,
/// an operator may.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    patch, path = "/api/v1/users/{id}", tag = "people", security(("session" = []), ("key" = ["admin"])),
    params(("id" = String, Path, description = "The person's id", example = "01JZ0000000000000000000001")),
    request_body(content((UserChange = "application/json", example = json!({ "roles": ["clerk", "records-officer"] })))),
    responses((status = 200, description = "The person as they are now", body = User), ChangeErrors)
)]
pub async fn change(
    door: Data<Door>,
    request: HttpRequest,
    signed: Signed,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let change = body::json(&door, &request, payload, Change::from_json).await?;
    let user = door.bureau.change_user(&signed.0, &id, &change, (door.equipment.clock)()).await?;
    Ok(HttpResponse::Ok().json(User::from(user)))
}

/// A new link by which a person chooses their password, shown once.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/users/{id}/password-link", tag = "people",
    security(("session" = []), ("key" = ["admin"])),
    params(("id" = String, Path, description = "The person's id", example = "01JZ0000000000000000000001")),
    responses((status = 200, description = "The link", body = Linked), ActErrors)
)]
pub async fn link(
    door: Data<Door>,
    request: HttpRequest,
    signed: Signed,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let invite = door.bureau.password_link(&signed.0, &id, (door.equipment.clock)()).await?;
    Ok(HttpResponse::Ok().json(Linked { link: Link::of(&door, &invite) }))
}

/// Everything that is known of a person. They may ask it of themselves.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/users/{id}/data", tag = "people", security(("session" = []), ("key" = ["admin"])),
    params(("id" = String, Path, description = "The person's id", example = "01JZ0000000000000000000001")),
    responses((status = 200, description = "Their data", body = PersonalData), UserErrors)
)]
pub async fn data(
    door: Data<Door>,
    request: HttpRequest,
    signed: Signed,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    Ok(HttpResponse::Ok().json(door.bureau.user_data(&signed.0, &id, (door.equipment.clock)()).await?))
}

/// Takes a person's own data out. The audit log and issued documents keep their id.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/users/{id}/erase", tag = "people", security(("session" = []), ("key" = ["admin"])),
    params(("id" = String, Path, description = "The person's id", example = "01JZ0000000000000000000001")),
    responses((status = 204, description = "Erased"), ActErrors)
)]
pub async fn erase(
    door: Data<Door>,
    request: HttpRequest,
    signed: Signed,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    door.bureau.erase_user(&signed.0, &id, (door.equipment.clock)()).await?;
    Ok(HttpResponse::NoContent().finish())
}
