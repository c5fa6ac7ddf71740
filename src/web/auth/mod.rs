//! Who asks: a person by the cookie of their session, another service by its key.

mod signed;

pub use signed::{CSRF, SESSION, Signed, csrf_of};
