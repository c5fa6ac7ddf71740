//! Comments of Word in a file that is there already, ours or another program's.
//!
//! The file stays what it is: the parts that hold the text, the comments and the list of parts
//! get insertions, and every other part is copied as it was packed. No clock: a comment of ours
//! has no date, which Word allows.

mod comments;
mod marks;
mod relations;
mod scan;

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::ops::Range;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::writers::Error;

/// The most bytes that a part which must be changed may inflate to.
const MOST: u64 = 64 << 20;

/// Where the package says what its main part is.
const PACKAGE: &str = "_rels/.rels";

/// Where the package lists the types of its parts.
const TYPES: &str = "[Content_Types].xml";

/// A comment to be put into a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Which `w:p` of the main part, from 0 in the order of their start tags. One that is not
    /// there counts as the last; one inside a text box as the paragraph that holds the box.
    pub paragraph: usize,
    /// The words that are marked; the whole paragraph without them, or where they cannot be
    /// found or cut out.
    pub words: Option<Words>,
    /// What it says; a line feed begins a paragraph.
    pub text: String,
}

/// Words of a paragraph. White space counts nowhere, since Word and a document fold it
/// differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The words themselves.
    pub text: String,
    /// How many characters of the paragraph stand before them: of several equal words the
    /// nearest are taken.
    pub before: usize,
}

/// The words of each `w:p` of the main part, without white space, in the order of their start
/// tags; empty for one inside a text box.
///
/// # Errors
/// [`Error::Engine`] when the bytes are no Word file.
pub fn paragraphs(docx: &[u8]) -> Result<Vec<String>, Error> {
    let mut archive = open(docx)?;
    let main = relations::main_part(&needed(&mut archive, PACKAGE)?)?;
    Ok(scan::scan(&needed(&mut archive, &main)?)?.words())
}

/// Puts comments into a Word file. Those that it has are kept, and every id stays unique.
///
/// # Errors
/// [`Error::Engine`] when the bytes are no Word file, or a part that must be changed inflates
/// to more than 64 MiB.
pub fn annotate(docx: &[u8], comments: &[Comment]) -> Result<Vec<u8>, Error> {
    if comments.is_empty() {
        return Ok(docx.to_vec());
    }
    let mut archive = open(docx)?;
    let main = relations::main_part(&needed(&mut archive, PACKAGE)?)?;
    let document = needed(&mut archive, &main)?;
    let related = relations::beside(&main);
    let relations = part(&mut archive, &related)?;
    let listed =
        relations.as_deref().map(|part| relations::comments_part(part, &main)).transpose()?.flatten();
    let name = match &listed {
        Some(name) => name.clone(),
        None => free_name(&archive, &main),
    };
    let old = part(&mut archive, &name)?;
    let scanned = scan::scan(&document)?;
    let first = comments::next_id(old.as_deref(), &document)?;
    let mut changed = BTreeMap::new();
    changed.insert(main.clone(), splice(&document, marks::splices(&document, &scanned, comments, first)));
    changed.insert(name.clone(), comments::part(old.as_deref(), &scanned.space, comments, first)?);
    if listed.is_none() {
        let target = name.rsplit('/').next().unwrap_or(&name);
        changed.insert(related, relations::with_comments(relations.as_deref(), target, &scanned.space)?);
    }
    let types = needed(&mut archive, TYPES)?;
    if let Some(types) = relations::typed(&types, &name)? {
        changed.insert(TYPES.to_owned(), types);
    }
    pack(archive, changed)
}

/// Packs the archive anew: changed parts in their old places, new ones at the end, all others
/// copied without being inflated.
fn pack(
    mut archive: ZipArchive<Cursor<&[u8]>>,
    mut changed: BTreeMap<String, Vec<u8>>,
) -> Result<Vec<u8>, Error> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let file = archive.by_index_raw(at).map_err(broken)?;
        match changed.remove(file.name()) {
            None => zip.raw_copy_file(file).map_err(broken)?,
            Some(bytes) => {
                zip.start_file(file.name(), options).map_err(broken)?;
                zip.write_all(&bytes).map_err(broken)?;
            }
        }
    }
    for (name, bytes) in changed {
        zip.start_file(name, options).map_err(broken)?;
        zip.write_all(&bytes).map_err(broken)?;
    }
    zip.finish().map(Cursor::into_inner).map_err(broken)
}

fn open(docx: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, Error> {
    ZipArchive::new(Cursor::new(docx)).map_err(broken)
}

/// A part by its name, in whatever case the archive has it.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<Vec<u8>>, Error> {
    let Some(at) = archive.index_for_name(name) else { return Ok(None) };
    let file = archive.by_index(at).map_err(broken)?;
    let mut bytes = Vec::new();
    file.take(MOST + 1).read_to_end(&mut bytes).map_err(broken)?;
    if bytes.len() as u64 > MOST {
        return Err(broken(format!("{name} inflates to more than {MOST} bytes")));
    }
    // Without a byte order mark, which the reader of XML would not count among its bytes.
    if bytes.starts_with("\u{feff}".as_bytes()) {
        bytes.drain(..'\u{feff}'.len_utf8());
    }
    Ok(Some(bytes))
}

fn needed(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Vec<u8>, Error> {
    part(archive, name)?.ok_or_else(|| broken(format!("no part {name}")))
}

/// A name for the comments part that nothing else has.
fn free_name(archive: &ZipArchive<Cursor<&[u8]>>, main: &str) -> String {
    let folder = main.rfind('/').map_or("", |slash| &main[..=slash]);
    let mut name = format!("{folder}comments.xml");
    let mut number = 0;
    while archive.index_for_name(&name).is_some() {
        number += 1;
        name = format!("{folder}comments{number}.xml");
    }
    name
}

/// Bytes to be put in place of a stretch of a part.
type Splice = (Range<usize>, Vec<u8>);

/// A part with bytes replaced; the stretches are in order and do not overlap.
fn splice(part: &[u8], splices: Vec<Splice>) -> Vec<u8> {
    let more: usize = splices.iter().map(|(_, bytes)| bytes.len()).sum();
    let mut out = Vec::with_capacity(part.len() + more);
    let mut done = 0;
    for (range, bytes) in splices {
        out.extend_from_slice(&part[done..range.start]);
        out.extend_from_slice(&bytes);
        done = range.end;
    }
    out.extend_from_slice(&part[done..]);
    out
}

fn broken(cause: impl std::fmt::Display) -> Error {
    Error::Engine(format!("comments: {cause}"))
}

#[cfg(test)]
mod tests;
