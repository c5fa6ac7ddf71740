//! Reading a body: within its limit, within the time, in a media type and charset of ours.

use std::time::Duration;

use actix_web::{
    HttpMessage, HttpRequest,
    http::header,
    web::{Bytes, Payload},
};
use tokio::time::timeout;

use super::{
    Door, Error,
    error::{Code, Fault},
};
use crate::{
    flow::{self, Form, Manuscript, Press, manuscript},
    viet::words,
};

/// Reads the whole body, at most `limit` bytes, within `time`.
///
/// # Errors
/// 413, 408, or 400 when the connection breaks.
pub async fn read(
    request: &HttpRequest,
    payload: Payload,
    limit: usize,
    time: Duration,
) -> Result<Bytes, Error> {
    let too_large = || Error::about(Code::TooLarge, limit);
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    if announced.and_then(|length| length.parse::<u64>().ok()).is_some_and(|length| length > limit as u64) {
        return Err(too_large());
    }
    match timeout(time, payload.to_bytes_limited(limit)).await {
        Err(_) => Err(Error::new(Code::BodyTooSlow)),
        Ok(Err(_)) => Err(too_large()),
        Ok(Ok(Err(cause))) => Err(Error::about(Code::BadText, cause)),
        Ok(Ok(Ok(bytes))) => Ok(bytes),
    }
}

/// What a body may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `text/plain`.
    Text,
    /// `application/json`.
    Json,
    /// The media type of DOCX.
    Word,
}

impl Kind {
    /// What a manuscript may be.
    pub const MANUSCRIPT: &[Kind] = &[Kind::Text, Kind::Json];

    /// What can be checked.
    pub const CHECKED: &[Kind] = &[Kind::Text, Kind::Json, Kind::Word];

    /// The media type.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Text => "text/plain",
            Kind::Json => "application/json",
            Kind::Word => Form::Docx.media_type(),
        }
    }
}

/// The kind that `Content-Type` names, one of `taken`.
///
/// # Errors
/// 415 for every other type, for none, and for a charset that is not UTF-8.
pub fn kind(request: &HttpRequest, taken: &[Kind]) -> Result<Kind, Error> {
    let unsupported = || {
        let names: Vec<&str> = taken.iter().map(|kind| kind.name()).collect();
        Error::about(Code::UnsupportedMediaType, names.join(", "))
    };
    let mime = request.mime_type().ok().flatten().ok_or_else(unsupported)?;
    let utf8 = mime.get_param("charset").is_none_or(|charset| charset == "utf-8" || charset == "us-ascii");
    taken.iter().copied().find(|kind| utf8 && mime.essence_str() == kind.name()).ok_or_else(unsupported)
}

/// What a request asks for with a JSON body, read by `reader`.
///
/// # Errors
/// 415 when it is not JSON by its type, 413, 408; 400 when it is not UTF-8 or not JSON, 422
/// when the JSON is not what the reader takes.
pub async fn json<T>(
    door: &Door,
    request: &HttpRequest,
    payload: Payload,
    reader: impl Fn(&str) -> Result<T, Vec<flow::Fault>>,
) -> Result<T, Error> {
    kind(request, &[Kind::Json])?;
    let body = read(request, payload, door.limits.body, door.limits.time).await?;
    let text = manuscript::decode(&body).map_err(|cause| Error::about(Code::BadText, cause))?;
    reader(&text).map_err(faulty(Code::BadOrder))
}

/// As [`json`], for a body that may be large: it is read on a thread of the pool.
///
/// # Errors
/// As [`json`], and those of the pool.
pub async fn large_json<T: Send + 'static>(
    door: &Door,
    request: &HttpRequest,
    payload: Payload,
    limit: usize,
    reader: impl Fn(&str) -> Result<T, Vec<flow::Fault>> + Send + 'static,
) -> Result<T, Error> {
    kind(request, &[Kind::Json])?;
    let body = read(request, payload, limit, door.limits.time).await?;
    let read = move || -> Result<T, Error> {
        let text = manuscript::decode(&body).map_err(|cause| Error::about(Code::BadText, cause))?;
        reader(&text).map_err(faulty(Code::BadOrder))
    };
    door.pool.run(read).await?
}

/// Faults of a JSON as an error: of this code, or 400 where it cannot be read at all.
fn faulty(code: Code) -> impl Fn(Vec<flow::Fault>) -> Error {
    move |faults| {
        let code = if faults.iter().any(|fault| fault.place.is_some()) { Code::BadJson } else { code };
        Error::with(code, faults.into_iter().map(Fault::from).collect())
    }
}

/// The manuscript in a body.
///
/// # Errors
/// 400 when it is not UTF-8 or not JSON, 422 when the JSON is not a manuscript.
pub fn manuscript(kind: Kind, body: &[u8], press: &Press) -> Result<Manuscript, Error> {
    if kind == Kind::Word {
        return Ok(Manuscript::word(body.to_vec()));
    }
    let text = manuscript::decode(body).map_err(|cause| Error::about(Code::BadText, cause))?;
    let manuscript = if kind == Kind::Text {
        Manuscript::text(text)
    } else {
        Manuscript::from_json(&text).map_err(faulty(Code::BadManuscript))?
    };
    match &manuscript.standard {
        // Wrong even where the address names another.
        Some(key) if press.standards().all(|known| known != key) => {
            let fault = Fault {
                code: "standard-unknown".into(),
                detail: words::fault("standard-unknown", key),
                pointer: Some("/standard".into()),
                ..Fault::default()
            };
            Err(Error::with(Code::BadManuscript, vec![fault]))
        }
        _ => Ok(manuscript),
    }
}
