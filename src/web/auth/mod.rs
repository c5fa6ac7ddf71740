//! Who asks: a person by the cookie of their session, another service by its key.
//!
//! Forms are held against other sites (CSRF) twice: cookies are `SameSite=Lax`, and every form
//! carries a token. Within a session the token is made from the session's secret
//! ([`csrf_of`]); before one (signing in, a one-time link) it is made from a secret of its own
//! in the cookie [`FORM`], which no other site can read or guess (double submit). The API takes
//! a session's token in the header [`CSRF`]; signing in there takes JSON alone, which a browser
//! sends to another site only with leave.

mod access;
mod known;
mod maybe;
mod private;
mod signed;

pub use access::Access;
pub use known::{Known, know};
pub use maybe::MaybeSigned;
pub use private::private;
pub use signed::{CSRF, FORM, InSession, SESSION, Signed, csrf_of, form_token};
