//! What a template is read from.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

/// A template's text with the shared parts that stand in it: all that it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The text of its file.
    pub text: String,
    /// The parts by their names, those within parts too.
    pub parts: BTreeMap<String, String>,
}

impl Source {
    /// SHA-256 of the text and of each part's name and text, with a zero byte before each of
    /// these, hex. Without parts it is the digest of the file.
    pub fn digest(&self) -> String {
        let mut digest = Sha256::new_with_prefix(&self.text);
        for (name, text) in &self.parts {
            for piece in [name, text] {
                digest.update([0]);
                digest.update(piece);
            }
        }
        digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_tells_text_and_parts_apart() {
        let source = |text: &str, parts: &[(&str, &str)]| Source {
            text: text.to_owned(),
            parts: parts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(),
        };
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(source("abc", &[]).digest(), abc, "without parts that of the file");
        let all = [
            source("abc", &[]),
            source("abc", &[("a", "b")]),
            source("abc", &[("a", "c")]),
            source("abc", &[("ab", "")]),
            source("ab", &[("c", "b")]),
        ];
        let mut digests: Vec<String> = all.iter().map(Source::digest).collect();
        digests.sort();
        digests.dedup();
        assert_eq!(digests.len(), all.len());
    }
}
