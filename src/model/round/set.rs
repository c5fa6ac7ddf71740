//! The digest of a frozen set.

use std::fmt::Write;

use serde_json::Value as Json;
use sha2::{Digest, Sha256};

/// The canonical JSON of a set: keys in order, no space; numbers and texts as serde writes them.
/// Both databases give back the same one, in whatever order they keep keys.
pub fn canonical(set: &Json) -> String {
    let mut out = String::new();
    write(set, &mut out);
    out
}

/// SHA-256 of the canonical JSON, lower-case hex.
pub fn digest(set: &Json) -> String {
    let mut out = String::new();
    for byte in Sha256::digest(canonical(set)) {
        // Writing into a string never fails.
        let _written = write!(out, "{byte:02x}");
    }
    out
}

fn write(value: &Json, out: &mut String) {
    match value {
        Json::Object(fields) => {
            let mut fields: Vec<(&String, &Json)> = fields.iter().collect();
            fields.sort_by_key(|(key, _)| *key);
            out.push('{');
            for (at, (key, value)) in fields.into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                out.push_str(&Json::from(key.as_str()).to_string());
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
        Json::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        other => out.push_str(&other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_set_says_the_same_in_whatever_order_its_keys_are_kept() {
        let set = json!({ "b": [1, { "z": "đ\"", "a": null }], "a": true });
        assert_eq!(canonical(&set), r#"{"a":true,"b":[1,{"a":null,"z":"đ\""}]}"#);
        let again: Json = serde_json::from_str(r#"{"a": true, "b": [1, {"a": null, "z": "đ\""}]}"#).unwrap();
        assert_eq!(digest(&set), digest(&again));
        assert_eq!(digest(&set).len(), 64);
        assert_ne!(digest(&set), digest(&json!({ "a": true })));
    }
}
