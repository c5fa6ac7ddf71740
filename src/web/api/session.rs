//! `/api/v1/session`: sign in, who am I, sign out, work in another office.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Payload},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::errors::{BODY, errors_of};
use crate::{
    flow::{
        Asked, Fault,
        bureau::people::{LONGEST_LOGIN, LONGEST_NAME},
    },
    model::{
        actor::{Actor, Scope},
        workflow::Role,
    },
    viet::words::people::EXAMPLE_PERSON,
    web::{
        Door, Error,
        auth::{InSession, Signed, csrf_of},
        body,
        error::Code,
        query::Query,
        rate,
    },
};

errors_of! {
    /// Every error of signing in.
    SignInErrors = BODY, &[Code::BadOrder, Code::WrongPassword, Code::TooOften, Code::StoreAway, Code::DiskFull];
    /// Every error of moving to another office.
    MoveErrors = BODY, &[Code::BadOrder, Code::NoSuchThing];
    /// Every error of looking at one's session.
    SessionErrors = &[Code::BadQuery];
}

/// What somebody signs in with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `Asked` reads")]
pub struct SignIn {
    /// In capitals or not, with accents or not.
    #[schema(max_length = 64)]
    login: String,
    /// Their password.
    #[schema(max_length = 200)]
    password: String,
}

/// Where to go on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `Asked` reads")]
pub struct Move {
    /// The id of an office where the person works.
    office: String,
}

/// Who is signed in.
#[derive(Serialize, ToSchema)]
pub struct Session {
    /// Who.
    person: Who,
    /// The office they work in now, if any.
    office: Option<Place>,
    /// What they are there.
    #[schema(value_type = Vec<String>, example = json!(["clerk"]))]
    roles: Vec<Role>,
    /// May they enter offices?
    operator: bool,
    /// Where they work; a person at a browser may move between these.
    offices: Vec<Place>,
    /// What the key is for, where one was shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<String>>, nullable = false)]
    scopes: Option<Vec<Scope>>,
    /// What `X-Csrf-Token` must say where a session changes something; a key needs none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    csrf: Option<String>,
}

/// A person.
#[derive(Serialize, ToSchema)]
pub struct Who {
    /// Their id.
    #[schema(example = "01JZ0000000000000000000001")]
    id: String,
    /// What they sign in with.
    #[schema(example = "vinh.do")]
    login: String,
    /// Họ và tên.
    #[schema(example = json!(EXAMPLE_PERSON))]
    name: String,
}

/// An office.
#[derive(Clone, Serialize, ToSchema)]
pub struct Place {
    /// Its id.
    #[schema(example = "01JZ0000000000000000000000")]
    id: String,
    /// Its name.
    name: String,
}

/// Reads `{"login": …, "password": …}`.
fn sign_in(json: &str) -> Result<(String, String), Vec<Fault>> {
    let mut asked = Asked::read(json)?;
    let login = asked.needed("login", LONGEST_LOGIN + LONGEST_NAME);
    // As it was typed: a space at its end is part of it.
    let password =
        asked.take("password", "json-string", "a string", |value| value.as_str().map(str::to_owned));
    if password.is_none() && !asked.is_faulty("password") {
        asked.fault("password", "json-missing", "is needed");
    }
    asked.end((login, password.unwrap_or_default()))
}

/// Reads `{"office": …}`.
fn place(json: &str) -> Result<String, Vec<Fault>> {
    let mut asked = Asked::read(json)?;
    let office = asked.needed("office", 64);
    asked.end(office)
}

async fn session(door: &Door, actor: Actor, csrf: Option<String>) -> Result<Session, Error> {
    let (person, memberships) = door.bureau.whoami(&actor).await?;
    let mut offices: Vec<Place> =
        memberships.into_iter().map(|one| Place { id: one.office_id, name: one.office }).collect();
    offices.dedup_by(|one, other| one.id == other.id);
    let office = offices.iter().find(|place| Some(&place.id) == actor.office.as_ref()).cloned();
    if actor.scopes.is_some() {
        offices = office.iter().cloned().collect();
    }
    let Actor { roles, operator, scopes, .. } = actor;
    let person = Who { id: person.id, login: person.login, name: person.name };
    Ok(Session { person, office, roles, operator, offices, scopes, csrf })
}

/// Signs in: sets the session's cookie and tells its CSRF token. The session ends after 2 hours
/// without anything done, after 12 hours, by signing out, and at once when the person's roles
/// or password change. After 10 wrong tries in 15 minutes a login must wait, whatever the
/// password.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/session", tag = "session",
    request_body(content((SignIn = "application/json", example = json!({ "login": "vinh.do", "password": "…" })))),
    responses(
        (status = 200, description = "Signed in", body = Session,
         headers(("Set-Cookie" = String, description = "The session: `vanthu_session`"))),
        SignInErrors
    )
)]
pub async fn begin(door: Data<Door>, request: HttpRequest, payload: Payload) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let (login, password) = body::json(&door, &request, payload, sign_in).await?;
    let address = rate::address(&request, door.limits.behind_proxy);
    let now = (door.equipment.clock)();
    let signed = door.bureau.sign_in(&login, &password, &address, now).await?;
    let shown = session(&door, signed.actor, Some(csrf_of(&signed.secret))).await?;
    Ok(HttpResponse::Ok().cookie(door.equipment.access.session_cookie(&signed.secret)).json(shown))
}

/// Who is signed in, or whose key was shown.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/session", tag = "session", security(("session" = []), ("key" = [])),
    responses((status = 200, description = "Who, where and what they may", body = Session), SessionErrors)
)]
pub async fn show(door: Data<Door>, request: HttpRequest, signed: Signed) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let csrf = InSession::at_page(&door, &request).await?.map(|session| csrf_of(&session.secret));
    Ok(HttpResponse::Ok().json(session(&door, signed.0, csrf).await?))
}

/// Signs out.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    delete, path = "/api/v1/session", tag = "session", security(("session" = [])),
    responses((status = 204, description = "Signed out"), SessionErrors)
)]
pub async fn end(door: Data<Door>, request: HttpRequest, session: InSession) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    door.bureau.sign_out(&session.actor, &session.secret, (door.equipment.clock)()).await?;
    Ok(HttpResponse::NoContent().cookie(door.equipment.access.no_session_cookie()).finish())
}

/// Goes on in another office where the person works.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/session/office", tag = "session", security(("session" = [])),
    request_body(content((Move = "application/json", example = json!({ "office": "01JZ0000000000000000000000" })))),
    responses((status = 200, description = "Who, where and what they may", body = Session), MoveErrors)
)]
pub async fn go(
    door: Data<Door>,
    request: HttpRequest,
    here: InSession,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let office = body::json(&door, &request, payload, place).await?;
    let now = (door.equipment.clock)();
    let actor = door.bureau.switch_office(&here.actor, &here.secret, &office, now).await?;
    Ok(HttpResponse::Ok().json(session(&door, actor, Some(csrf_of(&here.secret))).await?))
}
