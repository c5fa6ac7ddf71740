//! Which part is which: relations between parts, and the list of their types.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{broken, splice};
use crate::writers::Error;

/// What every name of a relation's type begins with, and in the strict form of the format.
const OFFICE: [&str; 2] = [
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
];

const EMPTY: &[u8] = br#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>"#;

const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// The id of our relation. Word makes `rId1`, `rId2`, …, so that nobody has it.
const ID: &str = "rIdVanthuComments";

/// The name of the main part, from the relations of the package.
pub(super) fn main_part(package: &[u8]) -> Result<String, Error> {
    target(package, "officeDocument")?
        .map(|target| resolve("", &target))
        .ok_or_else(|| broken("the package names no main part"))
}

/// The name of the part that holds the relations of another.
pub(super) fn beside(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// The name of the comments part, if the relations of the main part name one.
pub(super) fn comments_part(relations: &[u8], main: &str) -> Result<Option<String>, Error> {
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    Ok(target(relations, "comments")?.map(|target| resolve(folder, &target)))
}

/// Relations with one more, to the comments part.
pub(super) fn with_comments(relations: Option<&[u8]>, target: &str, space: &str) -> Result<Vec<u8>, Error> {
    let office = OFFICE[usize::from(space.contains("purl.oclc.org"))];
    let add = |prefix: &str| {
        format!(r#"<{prefix}Relationship Id="{ID}" Type="{office}/comments" Target="{target}"/>"#)
    };
    append(relations.unwrap_or(EMPTY), add)
}

/// The list of types with the comments part in it; `None` when it is there already.
pub(super) fn typed(types: &[u8], name: &str) -> Result<Option<Vec<u8>>, Error> {
    let part = format!("/{name}");
    let mut listed = false;
    each(types, |element| {
        listed |= element.local_name().as_ref() == b"Override"
            && value(element, "PartName").is_some_and(|own| own.eq_ignore_ascii_case(&part));
    })?;
    if listed {
        return Ok(None);
    }
    let add = |prefix: &str| format!(r#"<{prefix}Override PartName="{part}" ContentType="{COMMENTS}"/>"#);
    append(types, add).map(Some)
}

/// The target of the first relation of a kind.
fn target(relations: &[u8], kind: &str) -> Result<Option<String>, Error> {
    let mut found = None;
    each(relations, |element| {
        let is_kind = value(element, "Type").is_some_and(|own| {
            OFFICE.iter().any(|office| own.strip_prefix(office).is_some_and(|rest| rest[1..] == *kind))
        });
        let outside = value(element, "TargetMode").is_some_and(|mode| mode == "External");
        if found.is_none() && is_kind && !outside {
            found = value(element, "Target");
        }
    })?;
    Ok(found)
}

/// The name of a part that a relation of one in `folder` points to.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

/// Looks at every element.
fn each(part: &[u8], mut look: impl FnMut(&BytesStart<'_>)) -> Result<(), Error> {
    let mut reader = Reader::from_reader(part);
    loop {
        match reader.read_event().map_err(broken)? {
            Event::Start(element) | Event::Empty(element) => look(&element),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The value of an attribute.
fn value(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok().flatten()?;
    let text = std::str::from_utf8(&attribute.value).ok()?;
    quick_xml::escape::unescape(text).ok().map(std::borrow::Cow::into_owned)
}

/// A part with one more element at the end of its root; `add` writes it with the prefix of
/// the root (`w:`, or nothing).
pub(super) fn append(part: &[u8], add: impl Fn(&str) -> String) -> Result<Vec<u8>, Error> {
    let mut reader = Reader::from_reader(part);
    let mut depth = 0_usize;
    let mut before = 0;
    loop {
        let event = reader.read_event().map_err(broken)?;
        let after = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        match event {
            Event::Start(_) => depth += 1,
            // The root is empty: it is opened.
            Event::Empty(root) if depth == 0 => {
                let name = String::from_utf8_lossy(root.name().as_ref()).into_owned();
                let inner = format!(">{}</{name}>", add(prefix(&name)));
                let slash = part[..after].iter().rposition(|byte| *byte == b'/').unwrap_or(after);
                return Ok(splice(part, vec![(slash..after, inner.into_bytes())]));
            }
            Event::End(root) if depth == 1 => {
                let name = String::from_utf8_lossy(root.name().as_ref()).into_owned();
                return Ok(splice(part, vec![(before..before, add(prefix(&name)).into_bytes())]));
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof => return Err(broken("a part without a root")),
            _ => {}
        }
        before = after;
    }
}

/// The prefix of a name with its colon; empty without one.
pub(super) fn prefix(name: &str) -> &str {
    name.find(':').map_or("", |colon| &name[..=colon])
}
