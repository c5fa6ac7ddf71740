//! Who a request is from, found once for all who want to know: the rate, the log, the keys of
//! requests, the handler.

use actix_web::{
    Error as ActixError, HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
    web::Data,
};

use super::signed::shown;
use crate::model::actor::Actor;
use crate::web::Door;

/// Whoever shows a session or key that is good. Whether they may is not said by it: only
/// [`super::Signed`] holds the CSRF token.
#[derive(Clone, Debug)]
pub struct Known(pub Actor);

/// Paths that are the same for everybody.
const COMMON: &[&str] = &["/assets/", "/docs", "/health/", "/metrics", "/openapi.json"];

/// Finds who asks. Where the store is away nobody is known, and what needs to know says so.
///
/// # Errors
/// Those of the handlers behind it.
pub async fn know(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, ActixError> {
    let common = COMMON.iter().any(|common| request.path().starts_with(common));
    if let Some(shown) = shown(request.request()).filter(|_| !common)
        && let Some(door) = request.app_data::<Data<Door>>().cloned()
        && let Ok(actor) = shown.actor(&door.bureau, (door.equipment.clock)()).await
    {
        let span = tracing::Span::current();
        span.record("person", &actor.person);
        if let Some(office) = &actor.office {
            span.record("office", office);
        }
        request.extensions_mut().insert(Known(actor));
    }
    next.call(request).await
}
