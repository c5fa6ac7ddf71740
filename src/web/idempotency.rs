//! `Idempotency-Key`: a POST that may be sent again is done once.

use actix_web::http::header::HeaderName;

/// The header that names a request.
pub const HEADER: &str = "idempotency-key";

/// Longest key, in characters.
pub const LONGEST: usize = 255;

/// The header of an answer that was given before.
pub const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// Paths whose POST takes no key: signing in gives a cookie, which is kept nowhere.
const FREE: &[&str] = &["/api/v1/session"];

/// True for a path whose POST takes a key: every one of the API that may keep or render.
pub fn is_kept(path: &str) -> bool {
    path.starts_with("/api/") && !FREE.iter().any(|free| path.starts_with(free))
}
