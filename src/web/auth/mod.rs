//! Who asks: a person by the cookie of their session, another service by its key.

mod known;
mod signed;

pub use known::{Known, know};
pub use signed::{CSRF, SESSION, Signed, csrf_of};
