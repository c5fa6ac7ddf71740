//! The archive and its parts: opened within limits, related to one another by name.
//!
//! Nothing that an archive says of itself is trusted: bytes are counted while they are
//! inflated. What a relation says lies outside of the file is never looked for.

use std::collections::HashMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::refusal::{Limits, Refusal};
use super::xml::{Left, Tag, Xml};
use crate::readers::part::{inside, normal};

/// Compound files (OLE): Word before 2007, and every encrypted DOCX.
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// How the central directory of an archive begins each of its entries.
const ENTRY: &[u8] = b"PK\x01\x02";

/// A part this small is never too dense.
const SMALL: usize = 1 << 20;

/// An opened file.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Entries by their names in small letters: names of parts are equal whatever their case.
    entries: HashMap<String, usize>,
    limits: Limits,
    /// Bytes that may still be inflated.
    bytes: usize,
    left: Left,
}

/// A relation of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Relation {
    /// What the target is: the last word of its type, such as `styles`.
    pub(super) kind: String,
    /// The name of the part.
    pub(super) target: String,
}

/// The relations of a part, by id. Those that lead outside of the file are not among them.
#[derive(Clone, Debug, Default)]
pub(super) struct Relations(HashMap<String, Relation>);

impl Relations {
    /// The part of an id.
    pub(super) fn of(&self, id: &str) -> Option<&Relation> {
        self.0.get(id)
    }

    /// The part of a kind of which there is one; of several the one of the first id.
    pub(super) fn first(&self, kind: &str) -> Option<&str> {
        let found = self.0.iter().filter(|(_, relation)| relation.kind == kind).min_by_key(|(id, _)| *id)?;
        Some(found.1.target.as_str())
    }
}

impl<'a> Package<'a> {
    /// Opens a file.
    ///
    /// # Errors
    /// When it is no archive or larger than the limits.
    pub(super) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Package<'a>, Refusal> {
        if bytes.len() > limits.file {
            return Err(Refusal::TooLarge);
        }
        if bytes.starts_with(COMPOUND) {
            return Err(compound(bytes));
        }
        if !bytes.starts_with(b"PK") {
            return Err(Refusal::NotWord);
        }
        // Counted before the directory is read: an entry of it costs more than its bytes.
        let listed = bytes.windows(ENTRY.len()).filter(|at| *at == ENTRY).take(limits.entries + 1).count();
        if listed > limits.entries {
            return Err(Refusal::TooManyParts);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::BrokenArchive)?;
        if archive.len() > limits.entries {
            return Err(Refusal::TooManyParts);
        }
        let mut entries = HashMap::with_capacity(archive.len());
        for index in 0..archive.len() {
            if let Some(name) = archive.name_for_index(index) {
                // Of two entries of one name the first counts.
                entries.entry(normal(name)).or_insert(index);
            }
        }
        let left = Left { tokens: limits.tokens, words: limits.words };
        Ok(Package { archive, entries, limits: *limits, bytes: limits.parts, left })
    }

    /// The text of a part; `None` when there is no such part.
    ///
    /// # Errors
    /// When it is encrypted, broken, too large or no text.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        self.bytes(name)?.map(decode).transpose()
    }

    /// The bytes of a part; `None` when there is no such part.
    ///
    /// # Errors
    /// When it is encrypted, broken or too large.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(&index) = self.entries.get(&normal(name)) else { return Ok(None) };
        let entry = self.archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(why) if why == ZipError::PASSWORD_REQUIRED => Refusal::Encrypted,
            _ => Refusal::BrokenArchive,
        })?;
        let packed = usize::try_from(entry.compressed_size()).unwrap_or(usize::MAX);
        let dense = packed.saturating_mul(self.limits.ratio).max(SMALL);
        let most = dense.min(self.limits.part).min(self.bytes);
        let mut bytes = Vec::new();
        let read = entry.take(u64::try_from(most).unwrap_or(u64::MAX) + 1).read_to_end(&mut bytes);
        if bytes.len() > most {
            return Err(Refusal::Bomb);
        }
        read.map_err(|_| Refusal::BrokenArchive)?;
        self.bytes -= bytes.len();
        Ok(Some(bytes))
    }

    /// The relations of a part; of the package itself with an empty name.
    ///
    /// # Errors
    /// As for any part.
    pub(super) fn relations(&mut self, part: &str) -> Result<Relations, Refusal> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = format!("{folder}/_rels/{file}.rels");
        let Some(text) = self.part(&name)? else { return Ok(Relations::default()) };
        let mut relations = HashMap::new();
        let depth = self.limits.depth;
        let mut xml = Xml::new(&text, depth, &mut self.left);
        if xml.child()?.is_none() {
            return Err(Refusal::BrokenXml);
        }
        while let Some(tag) = xml.child()? {
            let outside = tag.get("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
            if let (false, Some(id), Some(kind), Some(target)) =
                (outside, tag.get("Id"), tag.get("Type"), tag.get("Target"))
            {
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                relations.insert(id, Relation { kind, target: inside(folder, &target) });
            }
            xml.skip()?;
        }
        Ok(Relations(relations))
    }

    /// Reads a part with `read`, which is given the tag of its root; `None` when there is no
    /// such part.
    ///
    /// # Errors
    /// As for [`Package::part`], and what `read` says.
    pub(super) fn read<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut Xml<'_, '_>, &Tag<'_>) -> Result<T, Refusal>,
    ) -> Result<Option<T>, Refusal> {
        let Some(text) = self.part(name)? else { return Ok(None) };
        let mut xml = Xml::new(&text, self.limits.depth, &mut self.left);
        let root = xml.child()?.ok_or(Refusal::BrokenXml)?;
        read(&mut xml, &root).map(Some)
    }
}

/// What a compound file is: an encrypted DOCX holds a stream of that name.
fn compound(bytes: &[u8]) -> Refusal {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let encrypted = bytes.windows(name.len()).any(|at| at == name);
    if encrypted { Refusal::Encrypted } else { Refusal::OldWord }
}

/// The text of a part: UTF-8, or UTF-16 with its byte order mark.
fn decode(bytes: Vec<u8>) -> Result<String, Refusal> {
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let (pairs, odd) = rest.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
        if odd.is_empty() {
            String::from_utf16(&units).map_err(|_| Refusal::BrokenXml)
        } else {
            Err(Refusal::BrokenXml)
        }
    };
    match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => String::from_utf8(bytes).map_err(|_| Refusal::BrokenXml),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_in_utf_16_is_text_too() {
        let bytes: Vec<u8> = "\u{feff}<a/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(bytes).as_deref(), Ok("<a/>"));
        assert_eq!(decode(vec![0xFF, 0xFE, 0x3C]), Err(Refusal::BrokenXml));
    }
}
