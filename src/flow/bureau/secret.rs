//! Ids, and secrets that are shown once and kept as digests.

use std::fmt;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use ulid::Ulid;

/// A new id: a ULID, which sorts by time and cannot be guessed.
pub fn new_id(now: DateTime<Utc>) -> String {
    let time = u64::try_from(now.timestamp_millis()).unwrap_or_default();
    Ulid::from_parts(time, u128::from_le_bytes(random())).to_string()
}

/// 256 random bits for a cookie, a key or a link. It has no `Debug` that shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A new one.
    pub fn new() -> Secret {
        Secret(BASE64_URL_SAFE_NO_PAD.encode(random::<32>()))
    }

    /// A new one that begins with these letters, so that whoever looks for keys that leaked
    /// finds it.
    pub fn marked(prefix: &str) -> Secret {
        Secret(format!("{prefix}{}", Secret::new().0))
    }

    /// What somebody shows.
    pub fn shown(text: &str) -> Secret {
        Secret(text.to_owned())
    }

    /// As it is handed out, once.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// As it is kept: its SHA-256, hex. A secret of 256 random bits needs no salt.
    pub fn digest(&self) -> String {
        hex_digest(&self.0)
    }

    /// Another secret that whoever has this one can make, for one purpose (CSRF).
    pub fn derived(&self, purpose: &str) -> String {
        hex_digest(&format!("{purpose}:{}", self.0))
    }
}

impl Default for Secret {
    fn default() -> Secret {
        Secret::new()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// SHA-256 of a text, hex.
pub(super) fn hex_digest(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// Bytes in lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes from the system.
#[expect(clippy::expect_used, reason = "without randomness no secret may be made")]
pub(in crate::flow::bureau) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}
