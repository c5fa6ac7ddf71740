//! `POST /api/v1/documents/{id}/…`: the steps of a document's life.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload},
};

use super::{
    now,
    schema::{
        self, ActErrors, IssueErrors, IssueOrder, NoteOrder, ReasonOrder, ReplaceOrder, SubmitErrors,
        SubmitOrder,
    },
    shown,
};
use crate::web::named::known;
use crate::{
    flow::{
        Asked, Fault,
        bureau::{documents::NOTE, issue::Issuing},
    },
    model::{register::Number, workflow::Act},
    viet::words::documents::EXAMPLE_REASON,
    web::{Door, Error, auth::Signed, body, precondition::seen, query::Query},
};

/// Submits a draft to be approved.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/documents/{id}/submit", tag = "documents", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The document", example = "01KAT5V3S00000000000000000"),
           ("If-Match" = String, Header, description = "The version that was seen")),
    request_body(content((SubmitOrder = "application/json", example = json!({ "note": EXAMPLE_REASON })))),
    responses((status = 200, description = "The document", body = schema::Document), SubmitErrors)
)]
pub async fn submit(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    let read = |json: &str| -> Result<(String, Vec<String>), Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let note = asked.words("note", NOTE).unwrap_or_default();
        let accepted = asked.list("accept_findings").unwrap_or_default();
        asked.end((note, accepted))
    };
    let (seen, (note, accepted)) = asked(&door, &request, payload, read).await?;
    let sheet = door.bureau.submit(&signed.0, now(&door), (known(&id)?, seen), &note, &accepted).await?;
    Ok(shown(&sheet, HttpResponse::Ok()))
}

/// Approves what was submitted, as it was seen.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/documents/{id}/approve", tag = "documents", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The document", example = "01KAT5V3S00000000000000000"),
           ("If-Match" = String, Header, description = "The version that was seen")),
    request_body(content((NoteOrder = "application/json", example = json!({ "note": EXAMPLE_REASON })))),
    responses((status = 200, description = "The document", body = schema::Document), ActErrors)
)]
pub async fn approve(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    act(&door, &signed, &request, &id, payload, (Act::Approve, "note")).await
}

/// Sends a document back to be changed, with the reason.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/documents/{id}/return", tag = "documents", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The document", example = "01KAT5V3S00000000000000000"),
           ("If-Match" = String, Header, description = "The version that was seen")),
    request_body(content((ReasonOrder = "application/json", example = json!({ "reason": EXAMPLE_REASON })))),
    responses((status = 200, description = "The document", body = schema::Document), ActErrors)
)]
pub async fn send_back(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    act(&door, &signed, &request, &id, payload, (Act::Return, "reason")).await
}

/// Revokes what was issued, with the reason. It stays as it was issued.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/documents/{id}/revoke", tag = "documents", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The document", example = "01KAT5V3S00000000000000000"),
           ("If-Match" = String, Header, description = "The version that was seen")),
    request_body(content((ReasonOrder = "application/json", example = json!({ "reason": EXAMPLE_REASON })))),
    responses((status = 200, description = "The document", body = schema::Document), ActErrors)
)]
pub async fn revoke(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    act(&door, &signed, &request, &id, payload, (Act::Revoke, "reason")).await
}

/// Notes that an issued document came instead of this one; both say so from then on.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/documents/{id}/replace", tag = "documents", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The document that is replaced", example = "01KAT5V3S00000000000000000"),
           ("If-Match" = String, Header, description = "The version that was seen")),
    request_body(content((ReplaceOrder = "application/json", example = json!({ "by": "01KAT5V3S0000000000000000", "reason": EXAMPLE_REASON })))),
    responses((status = 200, description = "The document", body = schema::Document), ActErrors)
)]
pub async fn replace(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    let read = |json: &str| -> Result<(String, String), Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let by = asked.needed("by", 40);
        let reason = asked.needed("reason", NOTE);
        asked.end((by, reason))
    };
    let (seen, (by, reason)) = asked(&door, &request, payload, read).await?;
    let sheet = door.bureau.replace(&signed.0, now(&door), (known(&id)?, seen), &by, &reason).await?;
    Ok(shown(&sheet, HttpResponse::Ok()))
}

/// Issues what was approved: number, day and signer are fixed, PDF and Word file kept for ever, the
/// line of the register written, all at once or not at all.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/documents/{id}/issue", tag = "documents", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The document", example = "01KAT5V3S00000000000000000"),
           ("If-Match" = String, Header, description = "The version that was seen")),
    request_body(content((IssueOrder = "application/json", example = json!({ "day": "2026-11-24" })))),
    responses((status = 200, description = "The document", body = schema::Document), IssueErrors)
)]
pub async fn issue(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    let (seen, issuing) = asked(&door, &request, payload, issuing).await?;
    let _counted = door.metrics.typesetting("issue");
    let sheet = door.bureau.issue(&signed.0, now(&door), (known(&id)?, seen), issuing).await?;
    Ok(shown(&sheet, HttpResponse::Ok()))
}

fn issuing(json: &str) -> Result<Issuing, Vec<Fault>> {
    let mut asked = Asked::read(json)?;
    let read = Issuing {
        day: asked.day("day"),
        series: asked.words("series", 100),
        reserved: asked.take("reserved", "json-string", "a number such as 05 or 15a", |value| {
            Number::read(value.as_str()?)
        }),
        recipients: asked.list("recipients"),
        keeper: asked.words("keeper", 500),
        copies: asked.number("copies"),
        note: asked.words("note", NOTE).unwrap_or_default(),
    };
    asked.end(read)
}

/// Has a draft back that was thrown away.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/documents/{id}/restore", tag = "documents", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The document", example = "01KAT5V3S00000000000000000"),
           ("If-Match" = String, Header, description = "The version that was seen")),
    responses((status = 200, description = "The document", body = schema::Document), ActErrors)
)]
pub async fn restore(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let seen = seen(&request)?;
    let sheet = door.bureau.restore(&signed.0, now(&door), known(&id)?, seen).await?;
    Ok(shown(&sheet, HttpResponse::Ok()))
}

/// The version that was seen, and what is asked.
pub(super) async fn asked<T>(
    door: &Data<Door>,
    request: &HttpRequest,
    payload: Payload,
    reader: impl Fn(&str) -> Result<T, Vec<Fault>>,
) -> Result<(i64, T), Error> {
    Query::of(request, &[]).check()?;
    let seen = seen(request)?;
    Ok((seen, body::json(door, request, payload, reader).await?))
}

/// A step that asks for nothing but why.
async fn act(
    door: &Data<Door>,
    signed: &Signed,
    request: &HttpRequest,
    id: &str,
    payload: Payload,
    (act, key): (Act, &str),
) -> Result<HttpResponse, Error> {
    let read = |json: &str| -> Result<String, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let reason = if act.needs_reason() {
            asked.needed(key, NOTE)
        } else {
            asked.words(key, NOTE).unwrap_or_default()
        };
        asked.end(reason)
    };
    let (seen, reason) = asked(door, request, payload, read).await?;
    let sheet = door.bureau.act(&signed.0, now(door), (known(id)?, seen), act, &reason).await?;
    Ok(shown(&sheet, HttpResponse::Ok()))
}
