//! Who asks: a person by the cookie of their session, another service by its key.

mod maybe;
mod signed;

pub use maybe::MaybeSigned;
pub use signed::{CSRF, SESSION, Signed, csrf_of};
