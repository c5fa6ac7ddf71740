//! `/api/v1/tokens`: keys of other services.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::errors::{BODY, errors_of};
use crate::{
    flow::bureau::tokens::NewToken,
    model::actor::Scope,
    store,
    web::{Door, Error, auth::Signed, body, cursor, error::Code, query::Query},
};

errors_of! {
    /// Every error of the list of keys.
    ListErrors = &[Code::BadQuery];
    /// Every error of making a key.
    MakeErrors = BODY, &[Code::BadOrder, Code::Conflict];
    /// Every error of ending a key.
    EndErrors = &[Code::BadQuery, Code::NoSuchThing];
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

/// A key to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `Asked` reads")]
pub struct TokenOrder {
    /// What it is for.
    #[schema(max_length = 120)]
    name: String,
    /// What it may be used for: `render`, `read`, `draft`, `approve`, `issue`, `templates`,
    /// `admin`. Nothing that its maker's roles do not allow.
    scopes: Vec<String>,
    /// When it ends by itself; without one, when it is ended.
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<DateTime<Utc>>,
}

/// A key.
#[derive(Serialize, ToSchema)]
pub struct Token {
    /// Its id.
    #[schema(example = "01JZ0000000000000000000002")]
    id: String,
    /// What it is for.
    name: String,
    /// Whose it is: the id of a person.
    person: String,
    /// What it may be used for.
    #[schema(value_type = Vec<String>)]
    scopes: Vec<Scope>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: DateTime<Utc>,
    /// When it ends by itself.
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<DateTime<Utc>>,
    /// When it was last used, to a minute.
    #[schema(value_type = Option<String>, format = DateTime)]
    used_at: Option<DateTime<Utc>>,
    /// When it was ended.
    #[schema(value_type = Option<String>, format = DateTime)]
    ended_at: Option<DateTime<Utc>>,
}

impl From<store::Token> for Token {
    fn from(token: store::Token) -> Token {
        let store::Token { id, name, person_id, scopes, created_at, expires_at, used_at, ended_at, .. } =
            token;
        let scopes = scopes.split(' ').filter_map(Scope::from_key).collect();
        Token { id, name, person: person_id, scopes, created_at, expires_at, used_at, ended_at }
    }
}

/// A page of keys.
#[derive(Serialize, ToSchema)]
pub struct Tokens {
    /// The newest first.
    items: Vec<Token>,
    /// Where the next page begins; null at the end.
    next: Option<String>,
}

/// A key that was made.
#[derive(Serialize, ToSchema)]
pub struct Made {
    /// The key.
    token: Token,
    /// What `Authorization: Bearer …` says; it is shown this once.
    #[schema(example = "vanthu_…")]
    secret: String,
}

/// The keys of the office: all of them for its administrator, their own for others.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/tokens", tag = "people", security(("session" = []), ("key" = ["admin"])),
    params(ListQuery),
    responses((status = 200, description = "A page of keys", body = Tokens), ListErrors)
)]
pub async fn list(door: Data<Door>, request: HttpRequest, signed: Signed) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &cursor::PARAMETERS);
    let window = cursor::window(&mut query, 1);
    query.check()?;
    let before = window.after.first().map_or("", String::as_str);
    let mut tokens = door.bureau.tokens(&signed.0, before, window.asks()).await?;
    let next = window.cut(&mut tokens).map(|last| cursor::encode(&[&last.id]));
    Ok(HttpResponse::Ok().json(Tokens { items: tokens.into_iter().map(Token::from).collect(), next }))
}

/// Makes a key in the office that the person works in. What opens with it is shown once. Keys
/// do not make keys.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/tokens", tag = "people", security(("session" = [])),
    request_body(content((TokenOrder = "application/json", example = json!({ "name": "portal", "scopes": ["render", "read"] })))),
    responses((status = 201, description = "Made", body = Made), MakeErrors)
)]
pub async fn make(
    door: Data<Door>,
    request: HttpRequest,
    signed: Signed,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let now = (door.equipment.clock)();
    let new = body::json(&door, &request, payload, |json| NewToken::from_json(json, now)).await?;
    let (token, secret) = door.bureau.make_token(&signed.0, &new, now).await?;
    let made = Made { token: Token::from(token), secret: secret.reveal().to_owned() };
    Ok(HttpResponse::Created().json(made))
}

/// Ends a key at once.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    delete, path = "/api/v1/tokens/{id}", tag = "people", security(("session" = []), ("key" = ["admin"])),
    params(("id" = String, Path, description = "The key's id", example = "01JZ0000000000000000000002")),
    responses((status = 204, description = "Ended"), EndErrors)
)]
pub async fn end(
    door: Data<Door>,
    request: HttpRequest,
    signed: Signed,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    door.bureau.end_token(&signed.0, &id, (door.equipment.clock)()).await?;
    Ok(HttpResponse::NoContent().finish())
}
