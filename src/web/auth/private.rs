//! `--private`: what keeps nothing asks who is there too.

use actix_web::{
    Error as ActixError, HttpMessage, HttpResponse, ResponseError,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{Method, header},
    middleware::Next,
    web::Data,
};

use super::Known;
use crate::model::actor::Scope;
use crate::web::{Door, Error, error::Code, pages};

/// On a private server, lets through whoever is signed in or has a key with the scope `render`.
/// No CSRF token is asked for: nothing is changed, and no other site can read the answer.
///
/// # Errors
/// Those of the handlers behind it.
pub async fn private(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, ActixError> {
    let asked = request.app_data::<Data<Door>>().is_some_and(|door| door.equipment.access.private);
    let known = request.extensions().get::<Known>().map(|Known(actor)| actor.has(Scope::Render));
    let code = match known {
        _ if !asked => None,
        Some(true) => None,
        Some(false) => Some(Code::Forbidden),
        None => Some(Code::NotSignedIn),
    };
    match code {
        None => Ok(next.call(request).await?.map_into_boxed_body()),
        Some(Code::NotSignedIn) if request.path() == "/" && *request.method() != Method::HEAD => {
            let sign_in = pages::sign_in::address("/");
            let answer = HttpResponse::SeeOther().insert_header((header::LOCATION, sign_in)).finish();
            Ok(request.into_response(answer))
        }
        Some(code) => Ok(request.into_response(Error::new(code).error_response())),
    }
}
