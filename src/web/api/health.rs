//! How the server is.

use actix_web::{HttpResponse, web::Data};
use serde::Serialize;
use utoipa::ToSchema;

use crate::web::{
    Door, Error,
    error::{Code, Problem},
};

/// How the server is.
#[derive(Serialize, ToSchema)]
pub struct Health {
    /// `ok`.
    #[schema(example = "ok")]
    status: &'static str,
}

/// Alive: the process answers. Asked by whoever restarts it.
#[utoipa::path(
    get, path = "/health/live", tag = "health",
    responses((status = 200, description = "Alive", body = Health))
)]
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().json(Health { status: "ok" })
}

/// Ready: the next document would be taken. Asked by whoever sends it requests.
///
/// # Errors
/// 503 while the queue is full.
#[utoipa::path(
    get, path = "/health/ready", tag = "health",
    responses(
        (status = 200, description = "Ready", body = Health),
        (status = 503, description = "The queue is full", body = Problem, content_type = "application/problem+json",
         headers(("Retry-After" = u32, description = "Seconds"))),
    )
)]
pub async fn ready(door: Data<Door>) -> Result<HttpResponse, Error> {
    if door.pool.is_full() {
        return Err(Error::new(Code::Busy));
    }
    Ok(HttpResponse::Ok().json(Health { status: "ok" }))
}

/// Metrics in Prometheus' text format: requests by route and status, seconds of
/// typesetting by format, typesettings in flight.
#[utoipa::path(
    get, path = "/metrics", tag = "health",
    responses((status = 200, description = "Metrics", body = String, content_type = "text/plain; version=0.0.4; charset=utf-8"))
)]
pub async fn metrics(door: Data<Door>) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(door.metrics.render())
}
