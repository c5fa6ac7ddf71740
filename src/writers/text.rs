//! Official text.

use crate::model::Document;

/// Writes official text that `readers::text` reads back to the same document.
pub fn write(_document: &Document) -> String {
    String::new()
}
