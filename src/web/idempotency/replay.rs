//! Giving an answer again.

use actix_web::{
    Error as ActixError, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse, Url},
    http::{
        Method, StatusCode, Uri,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    middleware::Next,
};
use serde_json::{Map, Value as Json, json};

use super::REPLAYED;
use crate::store::Answered;
use crate::web::ROUTES;

/// Headers that are of one answering, not of the answer.
const PASSING: &[HeaderName] = &[
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::DATE,
    header::SET_COOKIE,
    header::TRANSFER_ENCODING,
];

/// An answer as it is kept.
pub(super) fn answered(status: StatusCode, headers: &HeaderMap, body: Option<Vec<u8>>) -> Answered {
    let headers: Map<String, Json> = headers
        .iter()
        .filter(|(name, _)| !PASSING.contains(name))
        .filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.into())))
        .collect();
    Answered { status: status.as_u16().into(), headers: headers.into(), body }
}

/// The answer that was given before; `None` where its body was not kept and it made nothing:
/// then it can be made again.
pub(super) fn kept(answered: &Answered, subject: Option<&str>) -> Option<HttpResponse> {
    let status = u16::try_from(answered.status).ok().and_then(|status| StatusCode::from_u16(status).ok())?;
    let mut response = HttpResponse::new(status);
    for (name, value) in answered.headers.as_object().into_iter().flatten() {
        if let (Ok(name), Ok(value)) =
            (HeaderName::try_from(name.as_str()), HeaderValue::try_from(value.as_str().unwrap_or_default()))
        {
            response.headers_mut().insert(name, value);
        }
    }
    response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    match (&answered.body, subject) {
        (Some(body), _) => Some(response.set_body(BoxBody::new(body.clone()))),
        (None, Some(subject)) => Some(told(response, subject)),
        (None, None) => None,
    }
}

/// An answer whose body is only what was made.
fn told(mut response: HttpResponse, subject: &str) -> HttpResponse {
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response.headers_mut().remove(header::CONTENT_DISPOSITION);
    response.set_body(BoxBody::new(json!({ "id": subject, "replayed": true }).to_string()))
}

/// An answer to what was done before and whose answer was lost: how the thing is now, where it
/// has an address, or its id.
pub(super) async fn made(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
    subject: &str,
) -> Result<ServiceResponse<BoxBody>, ActixError> {
    let (status, place) = place(&request, subject);
    let bare = |place: Option<&Uri>| {
        let mut response = HttpResponse::new(status);
        located(response.headers_mut(), place);
        told(response, subject)
    };
    let Some(place) = place else { return Ok(request.into_response(bare(None))) };
    request.head_mut().method = Method::GET;
    request.head_mut().uri = place.clone();
    request.match_info_mut().set(Url::new(place.clone()));
    let mut response = next.call(request).await?.map_into_boxed_body();
    if !response.status().is_success() {
        return Ok(response.into_response(bare(Some(&place))));
    }
    *response.response_mut().status_mut() = status;
    located(response.headers_mut(), (status == StatusCode::CREATED).then_some(&place));
    Ok(response)
}

fn located(headers: &mut HeaderMap, place: Option<&Uri>) {
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    if let Some(place) = place.and_then(|place| HeaderValue::try_from(place.to_string()).ok()) {
        headers.insert(header::LOCATION, place);
    }
}

/// Where a thing stands that a POST to this path made or changed: beneath the path, or on it.
fn place(request: &ServiceRequest, subject: &str) -> (StatusCode, Option<Uri>) {
    let path = request.path().trim_end_matches('/');
    let gets = |path: &String| {
        let pattern = request.resource_map().match_pattern(path);
        ROUTES.iter().any(|(route, methods)| pattern.as_deref() == Some(route) && methods.contains("GET"))
    };
    let beneath = Some(format!("{path}/{subject}")).filter(gets);
    let on = path.split_once(&format!("/{subject}/")).map(|(before, _)| format!("{before}/{subject}"));
    match beneath.and_then(|path| path.parse().ok()) {
        Some(place) => (StatusCode::CREATED, Some(place)),
        None => (StatusCode::OK, on.filter(gets).and_then(|path| path.parse().ok())),
    }
}
