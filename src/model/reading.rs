//! What reading a text gives: a document, and what a person should know about it.

use serde::{Deserialize, Serialize};

use super::{Document, Leftover, Problem};

/// Version of the JSON of [`Reading`] and [`Document`]. Raised when a reader of the old
/// form would misread the new one; adding a field does not raise it.
pub const SCHEMA: u32 = 1;

/// The result of reading: a document where there is one, and everything to be said about
/// it. The JSON of `vanthu typeset -o plan.json` and of the API.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Version of this form, [`SCHEMA`].
    pub schema: u32,
    /// The document; `None` when the text holds none (empty, not text).
    pub document: Option<Document>,
    /// Problems in the order of their places.
    pub problems: Vec<Problem>,
    /// Text of the input that is not of the document, in the order of its places.
    pub leftovers: Vec<Leftover>,
}

/// What the caller knows of a letterhead that the text may have lost. Used only where the
/// text itself says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Supplied {
    /// Tên cơ quan ban hành; `\n` separates lines.
    pub issuer: Option<String>,
    /// Tên cơ quan chủ quản trực tiếp; `\n` separates lines.
    pub parent: Option<String>,
    /// Địa danh.
    pub place: Option<String>,
}
