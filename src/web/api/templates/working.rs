//! An office's own templates: begun, worked on, published, retired.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Data, Path, Payload},
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::versions::schema::{Draft, Offer, Published};
use crate::{
    flow::{
        self, Asked,
        bureau::shelf::{NewTemplate, Publishing, Working},
    },
    web::{
        Door, Error,
        api::errors::{BODY, DRAFTED, KEPT, POOL, errors_of},
        auth::Signed,
        body,
        error::Code,
        precondition,
        query::Query,
    },
};

/// Longest text of a template, in characters.
const LONGEST: usize = 400_000;

/// Longest note or reason, in characters.
const NOTE: usize = 2_000;

errors_of! {
    /// Every error of beginning a template.
    BeginErrors = BODY, KEPT, &[Code::BadOrder];
    /// Every error of looking at a draft.
    DraftErrors = POOL, &[Code::BadQuery, Code::NoSuchThing];
    /// Every error of saving a draft.
    SaveErrors = BODY, KEPT, DRAFTED, &[Code::BadOrder];
    /// Every error of publishing.
    PublishErrors = BODY, KEPT, DRAFTED, &[Code::BadOrder, Code::BadTemplate, Code::BreakingChanges];
    /// Every error of retiring.
    RetireErrors = BODY, KEPT, &[Code::BadOrder];
    /// Every error of restoring.
    RestoreErrors = POOL, &[Code::BadQuery, Code::NoSuchThing, Code::Conflict];
}

/// A template to begin.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewTemplate, example = json!({"id": "giay-moi-hop", "copy_of": "giay-moi"}))]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `Asked` reads")]
pub struct BeginOrder {
    /// Its name among the office's own: lower-case ASCII, digits and hyphens. It may be that of a
    /// built-in template, which it then stands before in this office.
    id: String,
    /// Its text; it may have faults. Or `copy_of`.
    text: Option<String>,
    /// The name of the template to copy, or `text`.
    copy_of: Option<String>,
    /// The version to copy; without one the newest.
    version: Option<String>,
}

/// A text to save.
#[derive(Deserialize, ToSchema)]
#[schema(as = TemplateText)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `Asked` reads")]
pub struct SaveOrder {
    /// The text; it may have faults.
    text: String,
}

/// How to publish.
#[derive(Deserialize, ToSchema)]
#[schema(as = PublishTemplate)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `Asked` reads")]
pub struct PublishOrder {
    /// Publish although data that was right before may be refused; the version's first number
    /// must grow then.
    accept_breaking: Option<bool>,
    /// What is said of it.
    note: Option<String>,
}

/// Why it is retired.
#[derive(Deserialize, ToSchema)]
#[schema(as = RetireTemplate)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `Asked` reads")]
pub struct RetireOrder {
    /// The reason; it stands in the audit log.
    reason: Option<String>,
}

/// A text with its white space.
fn text(asked: &mut Asked) -> Option<String> {
    let text = asked.take("text", "json-string", "a string", |value| value.as_str().map(str::to_owned))?;
    if text.chars().count() > LONGEST {
        asked.fault("text", "json-long", &format!("at most {LONGEST} characters"));
    }
    Some(text)
}

/// A sentence about something; databases keep no NUL.
fn sentence(asked: &mut Asked, key: &str) -> String {
    let words = asked.words(key, NOTE).unwrap_or_default();
    if words.contains('\0') {
        asked.fault(key, "json-nul", "without NUL");
    }
    words
}

fn begin_order(json: &str) -> Result<NewTemplate, Vec<flow::Fault>> {
    let mut asked = Asked::read(json)?;
    let id = asked.needed("id", 80);
    let text = text(&mut asked);
    let (copy_of, version) = (asked.words("copy_of", 80), asked.words("version", 30));
    asked.end(NewTemplate { id, text, copy_of, version })
}

fn save_order(json: &str) -> Result<String, Vec<flow::Fault>> {
    let mut asked = Asked::read(json)?;
    if !asked.has("text") {
        asked.fault("text", "json-missing", "is needed");
    }
    let text = text(&mut asked);
    asked.end(text.unwrap_or_default())
}

fn publish_order(json: &str) -> Result<Publishing, Vec<flow::Fault>> {
    let mut asked = Asked::read(json)?;
    let accept_breaking = asked.switch("accept_breaking").unwrap_or(false);
    let note = sentence(&mut asked, "note");
    asked.end(Publishing { seen: 0, accept_breaking, note })
}

fn retire_order(json: &str) -> Result<String, Vec<flow::Fault>> {
    let mut asked = Asked::read(json)?;
    let reason = sentence(&mut asked, "reason");
    asked.end(reason)
}

/// A draft with its tag.
fn drafted(mut answer: actix_web::HttpResponseBuilder, working: Working) -> HttpResponse {
    answer.insert_header((header::ETAG, precondition::tag(working.draft.edition)));
    answer.json(Draft::from(working))
}

/// Begins a template of the office's own, from a text or as a copy. What is wrong with its text
/// is told; it is kept all the same.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/templates", tag = "templates",
    request_body(content((BeginOrder = "application/json", example = json!({"id": "giay-moi-hop", "copy_of": "giay-moi"})))),
    responses((status = 201, description = "The draft", body = Draft, headers(
        ("ETag" = String, description = "The edition, for `If-Match`"),
        ("Location" = String, description = "Where the draft is"),
    )), BeginErrors),
    security(("key" = []), ("session" = []))
)]
pub async fn begin(
    door: Data<Door>,
    Signed(actor): Signed,
    request: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let order = body::json(&door, &request, payload, begin_order).await?;
    let working = door.bureau.begin_template(&actor, (door.equipment.clock)(), order).await?;
    let mut answer = HttpResponse::Created();
    answer.insert_header((header::LOCATION, format!("/api/v1/templates/{}/draft", working.row.key)));
    Ok(drafted(answer, working))
}

/// Shows what is worked on of an office's own template, with everything that is wrong with it and
/// what it asks otherwise than the version published last.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/templates/{id}/draft", tag = "templates",
    params(("id" = String, Path, description = "Name of the template", example = "giay-moi")),
    responses((status = 200, description = "The draft", body = Draft, headers(
        ("ETag" = String, description = "The edition, for `If-Match`"),
    )), DraftErrors),
    security(("key" = []), ("session" = []))
)]
pub async fn show(
    door: Data<Door>,
    Signed(actor): Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let working = door.bureau.working_template(&actor, (door.equipment.clock)(), &id).await?;
    Ok(drafted(HttpResponse::Ok(), working))
}

/// Saves a text over the edition that was seen. It may have faults: they are told.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    put, path = "/api/v1/templates/{id}/draft", tag = "templates",
    params(
        ("id" = String, Path, description = "Name of the template", example = "giay-moi"),
        ("If-Match" = Option<String>, Header, description = "The edition that was seen, as `ETag` gave it"),
    ),
    request_body(content((SaveOrder = "application/json", example = json!({"text": "+++\n"})))),
    responses((status = 200, description = "The draft", body = Draft, headers(
        ("ETag" = String, description = "The edition, for `If-Match`"),
    )), SaveErrors),
    security(("key" = []), ("session" = []))
)]
pub async fn save(
    door: Data<Door>,
    Signed(actor): Signed,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let seen = precondition::seen(&request)?;
    let text = body::json(&door, &request, payload, save_order).await?;
    let working = door.bureau.save_template(&actor, (door.equipment.clock)(), &id, seen, &text).await?;
    Ok(drafted(HttpResponse::Ok(), working))
}

/// Publishes the draft that was seen as a new version, which never changes again.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/templates/{id}/publish", tag = "templates",
    params(
        ("id" = String, Path, description = "Name of the template", example = "giay-moi"),
        ("If-Match" = Option<String>, Header, description = "The edition that was seen, as `ETag` gave it"),
    ),
    request_body(content((PublishOrder = "application/json", example = json!({"note": "x"})))),
    responses((status = 200, description = "What was published", body = Published), PublishErrors),
    security(("key" = []), ("session" = []))
)]
pub async fn publish(
    door: Data<Door>,
    Signed(actor): Signed,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let seen = precondition::seen(&request)?;
    let order = body::json(&door, &request, payload, publish_order).await?;
    let order = Publishing { seen, ..order };
    let announced = door.bureau.publish_template(&actor, (door.equipment.clock)(), &id, order).await?;
    Ok(HttpResponse::Ok().json(Published::from(announced)))
}

/// Takes a template out of what is offered; its versions stay.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/templates/{id}/retire", tag = "templates",
    params(("id" = String, Path, description = "Name of the template", example = "giay-moi")),
    request_body(content((RetireOrder = "application/json", example = json!({"reason": "x"})))),
    responses((status = 200, description = "Since when", body = Offer), RetireErrors),
    security(("key" = []), ("session" = []))
)]
pub async fn retire(
    door: Data<Door>,
    Signed(actor): Signed,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let reason = body::json(&door, &request, payload, retire_order).await?;
    let row = door.bureau.retire_template(&actor, (door.equipment.clock)(), &id, &reason).await?;
    Ok(HttpResponse::Ok().json(Offer::from(row)))
}

/// Offers a retired template again.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/templates/{id}/restore", tag = "templates",
    params(("id" = String, Path, description = "Name of the template", example = "giay-moi")),
    responses((status = 200, description = "It is offered", body = Offer), RestoreErrors),
    security(("key" = []), ("session" = []))
)]
pub async fn restore(
    door: Data<Door>,
    Signed(actor): Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let row = door.bureau.restore_template(&actor, (door.equipment.clock)(), &id).await?;
    Ok(HttpResponse::Ok().json(Offer::from(row)))
}
