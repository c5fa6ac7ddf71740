//! `POST /api/v1/batches/{id}/…`: steering a batch.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload},
};

use super::{AgainErrors, Batch, CancelOrder, RetryOrder, SteerErrors, schema};
use crate::web::named::known;
use crate::{
    flow::bureau::batches::{Progress, RetryAsked, cancel_from_json},
    store,
    viet::words::batches::EXAMPLE_REASON,
    web::{Door, Error, auth::Signed, body, query::Query},
};

fn shown(batch: store::Batch) -> HttpResponse {
    HttpResponse::Ok().json(Batch::of(batch, Progress::default()))
}

/// Tells a batch to wait: what is being laid out ends, nothing new is begun.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/batches/{id}/pause", tag = "batches", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The batch", example = "01KAT5V3S00000000000000000")),
    responses((status = 200, description = "The batch", body = Batch), SteerErrors)
)]
pub async fn pause(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let now = (door.equipment.clock)();
    Ok(shown(door.bureau.pause_batch(&signed.0, now, known(&id)?).await?))
}

/// Tells a batch that waits to go on.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/batches/{id}/resume", tag = "batches", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The batch", example = "01KAT5V3S00000000000000000")),
    responses((status = 200, description = "The batch", body = Batch), SteerErrors)
)]
pub async fn resume(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let now = (door.equipment.clock)();
    Ok(shown(door.bureau.resume_batch(&signed.0, now, known(&id)?).await?))
}

/// Gives up every row that has no page, with the reason: their numbers become void. What is
/// printed stays. A batch that has ended gives up its failed rows so.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/batches/{id}/cancel", tag = "batches", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The batch", example = "01KAT5V3S00000000000000000")),
    request_body(content((CancelOrder = "application/json", example = json!({ "reason": EXAMPLE_REASON })))),
    responses((status = 200, description = "The batch", body = Batch), AgainErrors)
)]
pub async fn cancel(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let reason = body::json(&door, &request, payload, cancel_from_json).await?;
    let now = (door.equipment.clock)();
    Ok(shown(door.bureau.cancel_batch(&signed.0, now, known(&id)?, &reason).await?))
}

/// Prints failed rows again, all of them or those that are named, perhaps with other values. Their
/// pages take the places that they were to have.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/batches/{id}/retry", tag = "batches", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The batch", example = "01KAT5V3S00000000000000000")),
    request_body(content((RetryOrder = "application/json", example = json!(schema::retry())))),
    responses((status = 200, description = "The batch", body = Batch), AgainErrors)
)]
pub async fn retry(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let asked = body::json(&door, &request, payload, RetryAsked::from_json).await?;
    let now = (door.equipment.clock)();
    Ok(shown(door.bureau.retry_batch(&signed.0, now, known(&id)?, &asked).await?))
}
