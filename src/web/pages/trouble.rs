//! What goes wrong on a page is said in words, in the frame; whoever is not signed in goes where
//! one signs in, and comes back.

use actix_web::{
    Error as ActixError, HttpRequest, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{Method, header},
    middleware::Next,
    web::Data,
};
use minijinja::{Value, context};

use super::{
    forms,
    frame::{self, Visitor},
    sign_in,
};
use crate::web::{Door, Error, error::Code};

/// Shows an error of a page's handler as a page. A script that asks for JSON gets its problem as
/// the API gives it.
///
/// # Errors
/// Those that are none of ours.
pub async fn in_words(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, ActixError> {
    let asked = request.request().clone();
    // What an extractor refuses comes as an error, what a handler gives as an answer with one.
    let (error, response) = match next.call(request).await {
        Ok(response) => (response.response().error().and_then(ours).cloned(), Some(response)),
        Err(error) => match ours(&error).cloned() {
            Some(ours) => (Some(ours), None),
            None => return Err(error),
        },
    };
    let shown = error.filter(|error| error.code != Code::MethodNotAllowed && !wants_json(&asked));
    match (shown, response) {
        (Some(error), _) => {
            let page = page(&asked, &error).await;
            Ok(ServiceResponse::new(asked, page))
        }
        (None, Some(response)) => Ok(response.map_into_boxed_body()),
        (None, None) => Err(Error::new(Code::Internal).into()),
    }
}

/// True for a script of ours.
pub fn wants_json(request: &HttpRequest) -> bool {
    let accept = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.starts_with("application/json"))
}

fn ours(error: &ActixError) -> Option<&Error> {
    error.as_error::<Error>()
}

async fn page(request: &HttpRequest, error: &Error) -> HttpResponse {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD);
    let address = request.uri().path_and_query().map_or("/", |address| address.as_str());
    if error.code == Code::NotSignedIn && safe {
        return forms::see(&sign_in::address(address));
    }
    let Some(door) = request.app_data::<Data<Door>>() else { return HttpResponse::from_error(error.clone()) };
    let sign_in = error.code == Code::NotSignedIn;
    let href = if sign_in { sign_in::address(request.path()) } else { "/".to_owned() };
    let context: Value = context! { kept => !safe, href, sign_in };
    let shown = match Visitor::of(door, request).await {
        Ok(Some(visitor)) => visitor.faulty(door, "trouble.html", "", error, context).await,
        _ => {
            let context = context! { frame => frame::bare(error), ..context };
            forms::page(door, "trouble.html", Some(error), context)
        }
    };
    shown.unwrap_or_else(HttpResponse::from_error)
}
