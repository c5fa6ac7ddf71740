//! How the server is.

use std::time::Duration;

use actix_web::{HttpResponse, web::Data};
use serde::Serialize;
use tokio::time::timeout;
use utoipa::ToSchema;

use super::errors::errors_of;
use crate::{
    flow::bureau::sign::{IDLE, LONGEST},
    web::{Door, Error, error::Code},
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

/// How long the database may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(2);

/// Ready: the next document would be taken and kept. Asked by whoever sends it requests.
///
/// # Errors
/// 503 while the queue is full, and while the database does not answer.
#[utoipa::path(
    get, path = "/health/ready", tag = "health",
    responses((status = 200, description = "Ready", body = Health), ReadyErrors)
)]
pub async fn ready(door: Data<Door>) -> Result<HttpResponse, Error> {
    if door.pool.is_full() {
        return Err(Error::new(Code::Busy));
    }
    let there = timeout(PATIENCE, async { door.bureau.store.read().await?.ping().await }).await;
    match there {
        Ok(Ok(())) => Ok(HttpResponse::Ok().json(Health { status: "ok" })),
        Ok(Err(error)) => {
            tracing::warn!(%error, "the database does not answer");
            Err(Error::new(Code::StoreAway))
        }
        Err(_) => Err(Error::new(Code::StoreAway)),
    }
}

errors_of! {
    /// Every error of readiness.
    ReadyErrors = &[Code::Busy, Code::StoreAway];
}

/// Metrics in Prometheus' text format: requests by route and status with their seconds, seconds
/// of typesetting by format, the queue, the database, acts, sessions. None says who or which.
#[utoipa::path(
    get, path = "/metrics", tag = "health",
    responses((status = 200, description = "Metrics", body = String, content_type = "text/plain; version=0.0.4; charset=utf-8"))
)]
pub async fn metrics(door: Data<Door>) -> HttpResponse {
    let now = (door.equipment.clock)();
    let sessions = timeout(PATIENCE, async {
        door.bureau.store.read().await?.sessions(now - LONGEST, now - IDLE).await
    });
    let sessions = sessions.await.ok().and_then(Result::ok);
    let text = door.metrics.render(&door.bureau, sessions);
    HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text)
}
