//! `Idempotency-Key`: a POST that may be sent again is done once.
//!
//! The same key and request get the same answer for seven days, another request under the key
//! 422, one that comes while the first is at work 409. Keys are a person's in an office, with
//! the scopes of their API key; of those who are not signed in, a path's. What is kept of an
//! answer: status, headers, and a body of at most [`LARGEST`] bytes, unless it holds a secret
//! that is shown once. Answers that another try may change (401, 403, 408, 429, 5xx) are not.

mod replay;

use actix_web::{
    Error as ActixError, HttpMessage, HttpRequest, HttpResponse, ResponseError,
    body::{BoxBody, MessageBody, to_bytes},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method, StatusCode,
        header::{self, HeaderName},
    },
    middleware::Next,
    web::{Bytes, Data, Payload},
};
use chrono::TimeDelta;
use sha2::{Digest, Sha256};

use super::{Door, Error, auth::Known, body, error::Code};
use crate::flow::bureau::{
    Bureau,
    idempotency::{Claim, NOBODY, during},
};
use crate::store::Run;

/// The header that names a request.
pub const HEADER: &str = "idempotency-key";

/// Longest key, in characters.
pub const LONGEST: usize = 255;

/// Largest body of an answer that is kept, in bytes. A larger one is made again for what keeps
/// nothing; what was kept is told by its id.
pub const LARGEST: usize = 16 << 20;

/// The header of an answer that was given before.
pub const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// How much longer than the time limit a request may be at work before it is taken to be dead.
const MARGIN: TimeDelta = TimeDelta::seconds(30);

/// Seconds after which a request that is still at work is worth another try.
const SOON: u64 = 2;

/// Paths whose POST takes no key: signing in gives a cookie, which is kept nowhere.
const FREE: &[&str] = &["/api/v1/session"];

/// Paths whose answers hold a secret that is shown once.
const SECRET: &[&str] = &["/api/v1/tokens", "/api/v1/invitations", "/api/v1/users", "/api/v1/webhooks"];

/// True for a path whose POST takes a key: every one of the API that may keep or render.
pub fn is_kept(path: &str) -> bool {
    path.starts_with("/api/") && !FREE.iter().any(|free| path.starts_with(free))
}

/// Answers a request with a key as it was answered before, or for the first time.
///
/// # Errors
/// Those of the handlers behind it.
pub async fn keep(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, ActixError> {
    let keyed =
        request.method() == Method::POST && request.headers().contains_key(HEADER) && is_kept(request.path());
    let door = request.app_data::<Data<Door>>().cloned();
    match door {
        Some(door) if keyed => once(request, next, &door).await,
        _ => Ok(next.call(request).await?.map_into_boxed_body()),
    }
}

/// As [`keep`], for a request that has a key.
async fn once(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
    door: &Data<Door>,
) -> Result<ServiceResponse<BoxBody>, ActixError> {
    let asked = match ask(&mut request, door).await {
        Ok(asked) => asked,
        Err(error) => return Ok(request.into_response(error.error_response())),
    };
    let refused = |request: ServiceRequest, error: &Error| Ok(request.into_response(error.error_response()));
    let now = (door.equipment.clock)();
    let (scope, key, digest) = (&asked.scope, &asked.key, &asked.digest);
    let mut claim = door.bureau.claim(scope, key, digest, lease(door), now).await;
    if let Ok(Claim::Answered(answered, subject)) = claim {
        if let Some(response) = replay::kept(&answered, subject.as_deref()) {
            return Ok(request.into_response(response));
        }
        claim = door.bureau.claim_anew(scope, key, digest, now).await;
    }
    let run = match claim {
        Ok(Claim::Ours(run)) => run,
        Ok(Claim::Made(subject)) => return replay::made(request, next, &subject).await,
        Ok(Claim::Reused) => return refused(request, &Error::new(Code::KeyReused)),
        Ok(Claim::Running | Claim::Answered(..)) => {
            let error = Error { retry_after: Some(SOON), ..Error::new(Code::StillRunning) };
            return refused(request, &error);
        }
        Err(failure) => return refused(request, &failure.into()),
    };
    let secret = SECRET.iter().any(|path| request.path().starts_with(path));
    let mut guard = Guard { bureau: door.bureau.clone(), run: Some(run.clone()) };
    let response = during(run.clone(), next.call(request)).await?.map_into_boxed_body();
    let (http, response) = response.into_parts();
    let (head, content) = response.into_parts();
    let content = to_bytes(content).await.map_err(|_| Error::new(Code::Internal))?;
    if is_worth_keeping(head.status()) {
        let kept = !secret && !head.headers().contains_key(header::SET_COOKIE) && content.len() <= LARGEST;
        let answered = replay::answered(head.status(), head.headers(), kept.then(|| content.to_vec()));
        match door.bureau.answer(&run, answered).await {
            Ok(()) => guard.run = None,
            // What was made is noted already; the answer is given all the same.
            Err(error) => tracing::warn!(%error, "an answer could not be kept"),
        }
    }
    guard.end().await;
    Ok(answer(http, head, content))
}

/// The answer with its body put back.
fn answer(http: HttpRequest, head: HttpResponse<()>, content: Bytes) -> ServiceResponse<BoxBody> {
    ServiceResponse::new(http, head.set_body(BoxBody::new(content)))
}

/// False for answers that another try may change.
fn is_worth_keeping(status: StatusCode) -> bool {
    let passing = [
        StatusCode::UNAUTHORIZED,
        StatusCode::FORBIDDEN,
        StatusCode::REQUEST_TIMEOUT,
        StatusCode::TOO_MANY_REQUESTS,
    ];
    !status.is_server_error() && !passing.contains(&status)
}

/// After how long an unanswered request is taken to be dead.
fn lease(door: &Door) -> TimeDelta {
    TimeDelta::from_std(door.limits.time).unwrap_or(MARGIN) + MARGIN
}

/// Gives the key back when a request ends without an answer worth keeping: also when the
/// client is gone and the work is dropped.
struct Guard {
    bureau: Bureau,
    run: Option<Run>,
}

impl Guard {
    async fn end(mut self) {
        if let Some(run) = self.run.take() {
            released(&self.bureau, &run).await;
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let (Some(run), Ok(runtime)) = (self.run.take(), tokio::runtime::Handle::try_current()) {
            let bureau = self.bureau.clone();
            runtime.spawn(async move { released(&bureau, &run).await });
        }
    }
}

async fn released(bureau: &Bureau, run: &Run) {
    if let Err(error) = bureau.release(run).await {
        tracing::warn!(%error, "a key could not be given back");
    }
}

/// A request as its key names it.
struct Asked {
    scope: String,
    key: String,
    digest: String,
}

/// Reads key and body; the body is put back for the handler.
async fn ask(request: &mut ServiceRequest, door: &Door) -> Result<Asked, Error> {
    let mut keys = request.headers().get_all(HEADER);
    let key = keys.next().map(header::HeaderValue::as_bytes).unwrap_or_default();
    let sound = (1..=LONGEST).contains(&key.len()) && key.iter().all(u8::is_ascii_graphic);
    if !sound || keys.next().is_some() {
        return Err(Error::new(Code::BadKey));
    }
    let key = String::from_utf8_lossy(key).into_owned();
    let payload = request.extract::<Payload>().await.map_err(|_| Error::new(Code::Internal))?;
    let limit = door.limits.body.max(door.limits.word);
    let content = body::read(request.request(), payload, limit, door.limits.time).await?;
    let digest = digest(request.request(), &content);
    request.set_payload(content.into());
    Ok(Asked { scope: scope(request), key, digest })
}

/// Whose key it is.
fn scope(request: &ServiceRequest) -> String {
    match request.extensions().get::<Known>() {
        None => format!("{NOBODY}{}", request.path()),
        Some(Known(actor)) => {
            let office = actor.office.as_deref().unwrap_or("-");
            let scopes = actor.scopes.as_ref().map_or_else(
                || "person".to_owned(),
                |scopes| scopes.iter().map(|scope| scope.key()).collect::<Vec<_>>().join(" "),
            );
            format!("{} {office} {scopes}", actor.person)
        }
    }
}

/// The digest of what makes a request the same: method, address, the headers that change its
/// answer, body.
fn digest(request: &HttpRequest, content: &[u8]) -> String {
    let mut digest = Sha256::new();
    let mut part = |bytes: &[u8]| {
        digest.update((bytes.len() as u64).to_le_bytes());
        digest.update(bytes);
    };
    part(request.method().as_str().as_bytes());
    part(request.uri().to_string().as_bytes());
    // Whatever is acceptable may be said, or not.
    for (name, unsaid) in [(header::CONTENT_TYPE, ""), (header::ACCEPT, "*/*"), (header::IF_MATCH, "")] {
        part(request.headers().get(name).map_or(unsaid.as_bytes(), header::HeaderValue::as_bytes));
    }
    part(content);
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
