//! What addresses name.

use super::{Error, error::Code};

/// An id on an address; what is none names nothing.
///
/// # Errors
/// 404.
pub fn known(id: &str) -> Result<&str, Error> {
    let shaped = (1..=40).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if shaped { Ok(id) } else { Err(Error::new(Code::NoSuchThing)) }
}
