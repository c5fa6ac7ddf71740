//! What is counted, what is logged, and what every answer carries.

mod metrics;

use std::time::Instant;

use actix_web::{
    Error as ActixError, HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::HeaderValue,
    middleware::Next,
};
use tracing::{Span, field};
use tracing_actix_web::{RequestId, RootSpanBuilder};

pub use metrics::{Metrics, Typesetting};

use super::headers;

/// The span around everything that is logged of a request: its number, method and route, and
/// who asks by their ids. Addresses with their queries, headers and errors hold words of
/// people, so none of them is logged.
pub struct Asked;

impl RootSpanBuilder for Asked {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
        tracing::info_span!(
            "request",
            id,
            method = %request.method(),
            route = request.match_pattern().as_deref().unwrap_or("other"),
            person = field::Empty,
            office = field::Empty,
        )
    }

    fn on_request_end<B: MessageBody>(_span: Span, _outcome: &Result<ServiceResponse<B>, ActixError>) {}
}

/// Counts every answer and gives it the headers that all answers carry.
///
/// # Errors
/// Those of the handlers behind it.
pub async fn observe(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, ActixError> {
    let begun = Instant::now();
    let route = request.match_pattern().unwrap_or_else(|| "other".into());
    let mut response = next.call(request).await?;
    let id = response.request().extensions().get::<RequestId>().map(ToString::to_string);
    let status = response.status().as_u16();
    let took = begun.elapsed();
    // The request's number stands in the span around this line; no words of a text do.
    tracing::info!(status, ms = took.as_millis(), "answered");
    let mut https = false;
    if let Some(door) = response.request().app_data::<actix_web::web::Data<super::Door>>() {
        door.metrics.answered(route, status, took);
        https = door.equipment.access.is_https();
    }
    headers::secure(response.headers_mut(), https);
    if let Some(id) = id.and_then(|id| HeaderValue::try_from(id).ok()) {
        response.headers_mut().insert(headers::REQUEST_ID, id);
    }
    Ok(response)
}
