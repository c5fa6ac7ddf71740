//! A person's data in documents: `GET /api/v1/personal-data`, `POST /api/v1/documents/{id}/redact`.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload},
};
use serde_json::json;

use super::{
    acts::asked,
    now,
    schema::{self, ActErrors, NamingErrors, NamingQuery, Namings, RedactOrder},
    shown,
};
use crate::web::named::known;
use crate::{
    flow::{Asked, Fault},
    viet::words::documents::EXAMPLE_REASON,
    web::{Door, Error, auth::Signed, query::Query},
};

/// Lists every document and version, award round, list and certificate of the office that names
/// somebody, in capitals or not.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/personal-data", tag = "documents", security(("key" = []), ("session" = [])),
    params(NamingQuery),
    responses((status = 200, description = "The documents and rounds that name them", body = Namings), NamingErrors)
)]
pub async fn naming(door: Data<Door>, signed: Signed, request: HttpRequest) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &["q"]);
    let name = query.words("q").unwrap_or_default();
    query.check()?;
    let found = door.bureau.naming(&signed.0, &name).await?;
    let items: Vec<_> = found
        .iter()
        .map(|one| json!({ "document": one.document, "state": one.state, "versions": one.versions }))
        .collect();
    let rounds: Vec<_> = door
        .bureau
        .rounds_naming(&signed.0, &name)
        .await?
        .iter()
        .map(|one| json!({ "round": one.round, "state": one.state, "honorees": one.honorees, "imports": one.imports }))
        .collect();
    let papers = door.bureau.naming_certificates(&signed.0, &name).await?;
    let certificates: Vec<_> =
        papers.iter().map(|(id, state)| json!({ "certificate": id, "state": state })).collect();
    Ok(HttpResponse::Ok().json(json!({ "items": items, "rounds": rounds, "certificates": certificates })))
}

/// Takes a name or another value out of every version of a draft, for good. What was issued stays.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/documents/{id}/redact", tag = "documents", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The document", example = "01KAT5V3S00000000000000000"),
           ("If-Match" = String, Header, description = "The version that was seen")),
    request_body(content((RedactOrder = "application/json", example = json!({ "value": EXAMPLE_REASON })))),
    responses((status = 200, description = "The document", body = schema::Document), ActErrors)
)]
pub async fn redact(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    let read = |json: &str| -> Result<String, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let value = asked.needed("value", 400);
        asked.end(value)
    };
    let (seen, value) = asked(&door, &request, payload, read).await?;
    let sheet = door.bureau.redact(&signed.0, now(&door), (known(&id)?, seen), &value).await?;
    Ok(shown(&sheet, HttpResponse::Ok()))
}
