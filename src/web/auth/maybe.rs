//! The extractor for routes that serve everybody, and more to who is signed in.

use std::pin::Pin;

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};

use super::{SESSION, Signed};
use crate::model::actor::Actor;
use crate::web::Error;

/// Whoever asks, where they say who they are. Somebody who shows a key or a session that is no
/// longer good is told so: they would get something else than they believe.
#[derive(Clone, Debug)]
pub struct MaybeSigned(pub Option<Actor>);

impl FromRequest for MaybeSigned {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<MaybeSigned, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if !shows(request) {
            return Box::pin(async { Ok(MaybeSigned(None)) });
        }
        let signed = Signed::from_request(request, payload);
        Box::pin(async move { Ok(MaybeSigned(Some(signed.await?.0))) })
    }
}

/// True for a request with a key or a session's cookie.
fn shows(request: &HttpRequest) -> bool {
    let said = request.headers().get(header::AUTHORIZATION).and_then(|said| said.to_str().ok());
    let scheme = said.and_then(|said| said.split_once(' ')).map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("bearer")) || request.cookie(SESSION).is_some()
}
