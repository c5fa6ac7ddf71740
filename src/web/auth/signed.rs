//! The extractor of who asks.

use std::pin::Pin;

use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    dev::Payload,
    http::{Method, header},
    web::Data,
};
use chrono::{DateTime, Utc};

use super::Known;
use crate::flow::bureau::{Bureau, Failure, Secret};
use crate::model::actor::Actor;
use crate::web::{Door, Error, error::Code};

/// The name of the session's cookie.
pub const SESSION: &str = "vanthu_session";

/// The name of the cookie that forms have before a session.
pub const FORM: &str = "vanthu_form";

/// The header in which a page's script says the token of its forms again.
pub const CSRF: &str = "x-csrf-token";

/// Whoever asks, signed in. A request that comes with a cookie and changes something says the
/// session's CSRF token in [`CSRF`]; one with a key needs none, since no browser sends it by
/// itself. Forms carry the token as a field and are read by their page.
#[derive(Clone, Debug)]
pub struct Signed(pub Actor);

impl FromRequest for Signed {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Signed, Error>>>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let door = request.app_data::<Data<Door>>().ok_or_else(|| Error::new(Code::Internal))?;
            let now = (door.equipment.clock)();
            let shown = shown(&request).ok_or_else(|| Error::new(Code::NotSignedIn))?;
            let known = request.extensions().get::<Known>().map(|known| known.0.clone());
            let actor = match known {
                Some(actor) => actor,
                None => shown.actor(&door.bureau, now).await.map_err(not_signed_in)?,
            };
            let Shown::Session(secret) = shown else { return Ok(Signed(actor)) };
            let safe = matches!(*request.method(), Method::GET | Method::HEAD);
            let said = request.headers().get(CSRF).and_then(|said| said.to_str().ok());
            if !safe && said != Some(&csrf_of(&secret)) {
                return Err(Error::new(Code::WrongCsrf));
            }
            Ok(Signed(actor))
        })
    }
}

/// Whoever asks within a session, and its secret: what is done with the session itself is not
/// for keys. The token is held as for [`Signed`].
#[derive(Clone, Debug)]
pub struct InSession {
    /// Who.
    pub actor: Actor,
    /// The session's secret.
    pub secret: Secret,
}

impl FromRequest for InSession {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<InSession, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let secret = match shown(request) {
            Some(Shown::Session(secret)) => Ok(secret),
            Some(Shown::Key(_)) => Err(Error::new(Code::Forbidden)),
            None => Err(Error::new(Code::NotSignedIn)),
        };
        let signed = Signed::from_request(request, payload);
        Box::pin(async move {
            let Signed(actor) = signed.await?;
            Ok(InSession { actor, secret: secret? })
        })
    }
}

impl InSession {
    /// Whoever looks at a page, if they are signed in; the page holds the token itself.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn at_page(door: &Door, request: &HttpRequest) -> Result<Option<InSession>, Error> {
        let Some(shown @ Shown::Session(_)) = shown(request) else { return Ok(None) };
        let known = request.extensions().get::<Known>().map(|known| known.0.clone());
        let actor = match known {
            Some(actor) => Ok(actor),
            None => shown.actor(&door.bureau, (door.equipment.clock)()).await,
        };
        match (actor, shown) {
            (Ok(actor), Shown::Session(secret)) => Ok(Some(InSession { actor, secret })),
            (Err(Failure::NotFound) | Ok(_), _) => Ok(None),
            (Err(failure), _) => Err(failure.into()),
        }
    }
}

/// What somebody shows to say who they are.
pub(super) enum Shown {
    /// A key.
    Key(Secret),
    /// A session's cookie.
    Session(Secret),
}

impl Shown {
    /// Whose it is.
    pub(super) async fn actor(&self, bureau: &Bureau, now: DateTime<Utc>) -> Result<Actor, Failure> {
        match self {
            Shown::Key(key) => bureau.by_key(key, now).await,
            Shown::Session(session) => bureau.by_session(session, now).await,
        }
    }
}

/// What a request shows: a key before a cookie.
pub(super) fn shown(request: &HttpRequest) -> Option<Shown> {
    bearer(request)
        .map(Shown::Key)
        .or_else(|| request.cookie(SESSION).map(|cookie| Shown::Session(Secret::shown(cookie.value()))))
}

/// The CSRF token of a session.
pub fn csrf_of(session: &Secret) -> String {
    session.derived("csrf")
}

/// The token of a form before a session, from the secret of its cookie.
pub fn form_token(secret: &Secret) -> String {
    secret.derived("form")
}

/// The key of `Authorization: Bearer …`.
fn bearer(request: &HttpRequest) -> Option<Secret> {
    let said = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, key) = said.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Secret::shown(key.trim()))
}

/// A session or key that is not there is nobody.
fn not_signed_in(failure: Failure) -> Error {
    match failure {
        Failure::NotFound => Error::new(Code::NotSignedIn),
        other => other.into(),
    }
}
