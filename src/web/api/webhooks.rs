//! `/api/v1/webhooks`: who is told when a batch ends, and what was sent.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload, ServiceConfig},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::errors::{BODY, SIGNED, errors_of};
use crate::web::named::known;
use crate::{
    flow::bureau::webhooks::WebhookAsked,
    store,
    web::{Door, Error, at, auth::Signed, body, cursor, error::Code, query::Query},
};

errors_of! {
    /// Every error of the list.
    ListErrors = SIGNED, &[Code::BadQuery];
    /// Every error of allowing an address.
    AddErrors = SIGNED, BODY, &[Code::BadOrder, Code::Invalid, Code::Conflict];
    /// Every error of ending an address, and of the log.
    KnownErrors = SIGNED, &[Code::BadQuery, Code::NoSuchThing];
    /// Every error of sending again.
    ReplayErrors = SIGNED, &[Code::BadQuery, Code::NoSuchThing, Code::Conflict];
}

/// The routes.
pub fn routes(app: &mut ServiceConfig) {
    app.service(at("/api/v1/webhooks").get(list).head(list).post(add))
        .service(at("/api/v1/webhooks/{id}").delete(end))
        .service(at("/api/v1/webhooks/{id}/deliveries").get(deliveries).head(deliveries))
        .service(at("/api/v1/webhooks/{id}/deliveries/{delivery}/replay").post(replay));
}

/// The parameters of the log.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct LogQuery {
    /// How many, at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// Where the page before ended: its `next`.
    cursor: Option<String>,
}

/// An address to be told.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `WebhookAsked` reads")]
pub struct WebhookOrder {
    /// Where: `https://…`. Other addresses only where the server's administrator allows them.
    #[schema(max_length = 500)]
    url: String,
}

/// An address that is told.
#[derive(Serialize, ToSchema)]
pub struct Webhook {
    /// Its id.
    #[schema(example = "01KAT5V3S00000000000000000")]
    id: String,
    /// Where.
    url: String,
    /// Who allowed it: the id of a person.
    person: String,
    /// When.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it was ended.
    #[schema(format = DateTime)]
    ended_at: Option<String>,
}

impl From<store::Webhook> for Webhook {
    fn from(webhook: store::Webhook) -> Webhook {
        Webhook {
            id: webhook.id,
            url: webhook.url,
            person: webhook.person_id,
            created_at: webhook.created_at.to_rfc3339(),
            ended_at: webhook.ended_at.map(|at| at.to_rfc3339()),
        }
    }
}

/// Every address of an office.
#[derive(Serialize, ToSchema)]
pub struct Webhooks {
    /// The newest first.
    items: Vec<Webhook>,
}

/// An address that was allowed.
#[derive(Serialize, ToSchema)]
pub struct WebhookMade {
    /// The address.
    webhook: Webhook,
    /// What signs what is sent (Standard Webhooks, HMAC-SHA256); it is shown this once.
    #[schema(example = "whsec_…")]
    secret: String,
}

/// Something that is sent to an address.
#[derive(Serialize, ToSchema)]
pub struct Delivery {
    /// Its id.
    id: String,
    /// The message's id (`webhook-id`): the same when it is sent again.
    message: String,
    /// `batch.done`, `batch.failed`, `batch.cancelled`.
    event: String,
    /// The batch that it tells of.
    batch: String,
    /// What is sent.
    body: String,
    /// `queued`, `done`, `failed`.
    state: String,
    /// How often it was sent.
    attempts: i64,
    /// The status of the last answer.
    status: Option<i64>,
    /// Why there was no good answer.
    error: String,
    /// When it is due.
    #[schema(format = DateTime)]
    due_at: String,
    /// When it was made.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it was taken, or given up.
    #[schema(format = DateTime)]
    ended_at: Option<String>,
}

impl From<store::Delivery> for Delivery {
    fn from(delivery: store::Delivery) -> Delivery {
        Delivery {
            id: delivery.id,
            message: delivery.message,
            event: delivery.event,
            batch: delivery.batch_id,
            body: delivery.body,
            state: delivery.state,
            attempts: delivery.attempts,
            status: delivery.status,
            error: delivery.error,
            due_at: delivery.due_at.to_rfc3339(),
            created_at: delivery.created_at.to_rfc3339(),
            ended_at: delivery.ended_at.map(|at| at.to_rfc3339()),
        }
    }
}

/// A page of what was sent.
#[derive(Serialize, ToSchema)]
pub struct Deliveries {
    /// The newest first.
    items: Vec<Delivery>,
    /// Where the next page begins; null at the end.
    next: Option<String>,
}

/// The addresses of the office that are told, for its administrators.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/webhooks", tag = "webhooks", security(("key" = []), ("session" = [])),
    responses((status = 200, description = "The addresses", body = Webhooks), ListErrors)
)]
pub async fn list(door: Data<Door>, signed: Signed, request: HttpRequest) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let found = door.bureau.webhooks(&signed.0).await?;
    Ok(HttpResponse::Ok().json(Webhooks { items: found.into_iter().map(Webhook::from).collect() }))
}

/// Allows an address to be told when a batch of the office ends. What is sent says how the batch
/// stands and names nobody; it is signed, and tried again for two days.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/webhooks", tag = "webhooks", security(("key" = []), ("session" = [])),
    request_body(content((WebhookOrder = "application/json", example = json!({ "url": "https://portal.example.vn/vanthu" })))),
    responses((status = 201, description = "Allowed", body = WebhookMade), AddErrors)
)]
pub async fn add(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let asked = body::json(&door, &request, payload, WebhookAsked::from_json).await?;
    let (now, inside) = ((door.equipment.clock)(), door.equipment.access.inside);
    let webhook = door.bureau.add_webhook(&signed.0, now, &asked, inside).await?;
    let secret = webhook.secret.clone();
    Ok(HttpResponse::Created().json(WebhookMade { webhook: Webhook::from(webhook), secret }))
}

/// Ends an address: it is told nothing more.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    delete, path = "/api/v1/webhooks/{id}", tag = "webhooks", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The address", example = "01KAT5V3S00000000000000000")),
    responses((status = 204, description = "Ended"), KnownErrors)
)]
pub async fn end(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    door.bureau.end_webhook(&signed.0, (door.equipment.clock)(), known(&id)?).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What was sent to an address, and how it went.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/webhooks/{id}/deliveries", tag = "webhooks", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The address", example = "01KAT5V3S00000000000000000"), LogQuery),
    responses((status = 200, description = "A page of the log", body = Deliveries), KnownErrors)
)]
pub async fn deliveries(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &cursor::PARAMETERS);
    let window = cursor::window(&mut query, 1);
    query.check()?;
    let before = window.after.first().map_or("", String::as_str);
    let mut found = door.bureau.deliveries(&signed.0, known(&id)?, before, window.asks()).await?;
    let next = window.cut(&mut found).map(|last| cursor::encode(&[&last.id]));
    Ok(HttpResponse::Ok().json(Deliveries { items: found.into_iter().map(Delivery::from).collect(), next }))
}

/// Sends a message again, under its own id.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/webhooks/{id}/deliveries/{delivery}/replay", tag = "webhooks",
    security(("key" = []), ("session" = [])),
    params(
        ("id" = String, Path, description = "The address", example = "01KAT5V3S00000000000000000"),
        ("delivery" = String, Path, description = "What was sent", example = "01KAT5V3S00000000000000001"),
    ),
    responses((status = 201, description = "What is to be sent", body = Delivery), ReplayErrors)
)]
pub async fn replay(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let (id, delivery) = path.into_inner();
    let which = (known(&id)?, known(&delivery)?);
    let again = door.bureau.replay(&signed.0, (door.equipment.clock)(), which).await?;
    Ok(HttpResponse::Created().json(Delivery::from(again)))
}
