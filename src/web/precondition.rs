//! `ETag` and `If-Match` (RFC 9110, section 13): whoever changes something names what they saw.

use actix_web::{
    HttpRequest,
    http::header::{self, HeaderValue},
};

use super::{Error, error::Code};

/// The tag of a version or an edition: `"5"`.
pub fn tag(number: i64) -> HeaderValue {
    // Digits and quotes: always a header's value.
    HeaderValue::from_str(&format!("\"{number}\"")).unwrap_or(HeaderValue::from_static("\"0\""))
}

/// What the caller saw last, by the one tag of `If-Match`.
///
/// # Errors
/// 428 without `If-Match`, and with one that is no tag of ours: `*` and lists name nothing that
/// was seen.
pub fn seen(request: &HttpRequest) -> Result<i64, Error> {
    let said = request.headers().get(header::IF_MATCH).and_then(|said| said.to_str().ok());
    let number = said.and_then(|said| said.trim().strip_prefix('"')?.strip_suffix('"')?.parse().ok());
    number.filter(|number| *number > 0).ok_or_else(|| Error::new(Code::IfMatchNeeded))
}
