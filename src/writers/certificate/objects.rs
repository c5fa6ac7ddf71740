//! The objects of a PDF that our own engine has just written: found by its table, read as far as
//! needed to copy them into another file. No reader of strangers' files.

use std::collections::BTreeMap;

use crate::writers::Error;

/// A PDF of our engine: numbered objects, each its own stretch of bytes.
pub(super) struct File<'a> {
    objects: BTreeMap<u32, &'a [u8]>,
    /// The number of the catalog.
    pub(super) root: u32,
}

/// One value after a key.
pub(super) type Entries<'a> = Vec<(&'a [u8], &'a [u8])>;

pub(super) fn odd(what: &str) -> Error {
    Error::Engine(format!("a PDF of the engine's is not as it was: {what}"))
}

impl<'a> File<'a> {
    /// Finds the objects by the table at the end.
    pub(super) fn read(pdf: &'a [u8]) -> Result<File<'a>, Error> {
        let at = last(pdf, b"startxref").ok_or_else(|| odd("startxref"))?;
        let table = number(&pdf[at + 9..]).ok_or_else(|| odd("startxref"))?;
        let text =
            pdf.get(table..).and_then(|text| text.strip_prefix(b"xref\n")).ok_or_else(|| odd("xref"))?;
        let trailer = last(text, b"trailer").ok_or_else(|| odd("trailer"))?;
        let mut lines = text[..trailer].split(|&byte| byte == b'\n');
        let head = lines.next().unwrap_or_default();
        if !head.starts_with(b"0 ") {
            return Err(odd("xref in parts"));
        }
        let mut starts: Vec<(usize, u32)> = Vec::new();
        for (id, line) in (0_u32..).zip(lines) {
            if line.get(17) == Some(&b'n') {
                starts.push((number(line).ok_or_else(|| odd("xref"))?, id));
            }
        }
        starts.sort_unstable();
        let ends = starts.iter().skip(1).map(|&(start, _)| start).chain([table]);
        let mut objects = BTreeMap::new();
        for (&(start, id), end) in starts.iter().zip(ends) {
            let body = pdf.get(start..end).and_then(|object| {
                let open = object.strip_prefix(format!("{id} 0 obj\n").as_bytes())?;
                open.trim_ascii_end()
                    .strip_suffix(b"endobj")
                    .map(|body| body.strip_suffix(b"\n").unwrap_or(body))
            });
            objects.insert(id, body.ok_or_else(|| odd("obj"))?);
        }
        let root = entries(&text[trailer + 7..])?;
        let root = value(&root, b"/Root").and_then(reference).ok_or_else(|| odd("Root"))?;
        Ok(File { objects, root })
    }

    /// The bytes of an object.
    pub(super) fn object(&self, id: u32) -> Result<&'a [u8], Error> {
        self.objects.get(&id).copied().ok_or_else(|| odd("a missing object"))
    }

    /// A dictionary that a value is, or that it refers to.
    pub(super) fn dictionary(&self, given: &'a [u8]) -> Result<Entries<'a>, Error> {
        match reference(given) {
            Some(id) => entries(self.object(id)?),
            None => entries(given),
        }
    }

    /// The pages in order.
    pub(super) fn pages(&self) -> Result<Vec<u32>, Error> {
        let catalog = entries(self.object(self.root)?)?;
        let top = value(&catalog, b"/Pages").and_then(reference).ok_or_else(|| odd("Pages"))?;
        let mut pages = Vec::new();
        let mut open = vec![top];
        while let Some(id) = open.pop() {
            let node = entries(self.object(id)?)?;
            match value(&node, b"/Kids") {
                Some(kids) => {
                    let mut inner = references(kids);
                    inner.reverse();
                    open.extend(inner);
                }
                None => pages.push(id),
            }
        }
        Ok(pages)
    }
}

/// The value of a key.
pub(super) fn value<'a>(entries: &Entries<'a>, key: &[u8]) -> Option<&'a [u8]> {
    entries.iter().find(|(known, _)| *known == key).map(|(_, value)| *value)
}

/// The number of the object that a value refers to.
pub(super) fn reference(value: &[u8]) -> Option<u32> {
    let inner = value.trim_ascii().strip_suffix(b" 0 R")?;
    std::str::from_utf8(inner).ok()?.parse().ok()
}

fn references(array: &[u8]) -> Vec<u32> {
    let mut found = Vec::new();
    let mut rest = array;
    while !rest.is_empty() {
        if let Some((id, length)) = refers(rest) {
            found.push(id);
            rest = &rest[length..];
        } else {
            rest = &rest[token(rest).max(1)..];
        }
    }
    found
}

/// The keys and values of a dictionary; what follows it is left.
pub(super) fn entries(bytes: &[u8]) -> Result<Entries<'_>, Error> {
    let mut rest = bytes.trim_ascii_start().strip_prefix(b"<<").ok_or_else(|| odd("a dictionary"))?;
    let mut found = Vec::new();
    loop {
        rest = rest.trim_ascii_start();
        if rest.starts_with(b">>") {
            return Ok(found);
        }
        let key = token(rest);
        if !rest.starts_with(b"/") || key < 2 {
            return Err(odd("a key"));
        }
        let (name, after) = rest.split_at(key);
        let length = whole(after);
        if length == 0 {
            return Err(odd("a value"));
        }
        found.push((name, after[..length].trim_ascii()));
        rest = &after[length..];
    }
}

/// How long the value is that these bytes begin with, white space before it counted.
fn whole(bytes: &[u8]) -> usize {
    let skipped = bytes.len() - bytes.trim_ascii_start().len();
    let rest = &bytes[skipped..];
    if let Some((_, length)) = refers(rest) {
        return skipped + length;
    }
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        let here = &rest[at..];
        let length = token(here).max(1);
        match &here[..length.min(here.len())] {
            b"<<" | b"[" => depth += 1,
            b">>" | b"]" => depth = depth.saturating_sub(1),
            _ => {}
        }
        let blank = here[0].is_ascii_whitespace();
        at += length;
        if depth == 0 && !blank {
            break;
        }
    }
    skipped + at
}

/// The object that these bytes refer to first of all (`12 0 R`), and how long that is.
fn refers(bytes: &[u8]) -> Option<(u32, usize)> {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let after = bytes.get(digits..)?.strip_prefix(b" 0 R")?;
    let ends = after.first().is_none_or(|byte| !byte.is_ascii_alphanumeric());
    let id = std::str::from_utf8(&bytes[..digits]).ok()?.parse().ok()?;
    ends.then_some((id, digits + 4))
}

/// Length of the token that these bytes begin with; white space is one byte at a time.
fn token(bytes: &[u8]) -> usize {
    match bytes {
        [] => 0,
        [b'<', b'<', ..] | [b'>', b'>', ..] => 2,
        [b'<', ..] => bytes.iter().position(|&byte| byte == b'>').map_or(bytes.len(), |at| at + 1),
        [b'(', ..] => string(bytes),
        [b'[' | b']' | b'>' | b'{' | b'}', ..] => 1,
        [first, ..] if first.is_ascii_whitespace() => 1,
        [_, rest @ ..] => {
            let ends = |byte: &u8| byte.is_ascii_whitespace() || b"/<>[](){}".contains(byte);
            1 + rest.iter().position(ends).unwrap_or(rest.len())
        }
    }
}

fn string(bytes: &[u8]) -> usize {
    let (mut depth, mut escaped) = (0_usize, false);
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' if depth == 1 => return at + 1,
            b')' => depth -= 1,
            _ => {}
        }
    }
    bytes.len()
}

/// Copies an object, every reference in it made another. The bytes of a stream are copied as
/// they are.
pub(super) fn rewritten(
    body: &[u8],
    mut other: impl FnMut(u32) -> Result<u32, Error>,
) -> Result<Vec<u8>, Error> {
    let mut out = Vec::with_capacity(body.len() + 16);
    let mut at = 0;
    while at < body.len() {
        let here = &body[at..];
        if here.starts_with(b"stream") {
            out.extend_from_slice(here);
            break;
        }
        if let Some((id, length)) = refers(here) {
            out.extend_from_slice(format!("{} 0 R", other(id)?).as_bytes());
            at += length;
            continue;
        }
        let length = token(here).max(1);
        out.extend_from_slice(&here[..length]);
        at += length;
    }
    Ok(out)
}

fn number(bytes: &[u8]) -> Option<usize> {
    let bytes = bytes.trim_ascii_start();
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&bytes[..digits]).ok()?.parse().ok()
}

fn last(bytes: &[u8], what: &[u8]) -> Option<usize> {
    (0..=bytes.len().checked_sub(what.len())?).rev().find(|&at| bytes[at..].starts_with(what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_told_from_other_numbers() {
        let body =
            b"<</A 3 0 R/B[1 0 R 22 0 R 5]/S(1 0 R \\) 2 0 R)/H<31>/N/1 0 Rx>>\nstream\n7 0 R\nendstream";
        let out = rewritten(body, |id| Ok(id + 100)).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "<</A 103 0 R/B[101 0 R 122 0 R 5]/S(1 0 R \\) 2 0 R)/H<31>/N/1 0 Rx>>\nstream\n7 0 R\nendstream"
        );
    }

    #[test]
    fn a_dictionary_is_read_to_its_end() {
        let found = entries(b"<</Type/Page/Resources<</F<</f0 1 0 R>>>>/Box[0 0 8.5 9]/Parent 12 0 R>> rest")
            .unwrap();
        let text: Vec<(&str, &str)> = found
            .iter()
            .map(|(key, value)| (std::str::from_utf8(key).unwrap(), std::str::from_utf8(value).unwrap()))
            .collect();
        assert_eq!(
            text,
            [
                ("/Type", "/Page"),
                ("/Resources", "<</F<</f0 1 0 R>>>>"),
                ("/Box", "[0 0 8.5 9]"),
                ("/Parent", "12 0 R")
            ]
        );
        assert!(entries(b"<</A>>").is_err() && entries(b"[1]").is_err());
    }
}
