//! The comments part.

use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::Event;

use super::{Comment, broken, relations};
use crate::writers::Error;
use crate::writers::docx::lawful;

/// Who speaks.
const AUTHOR: &str = r#"author="vanthu""#;

/// Small plain words whatever the file's own styles ask: a comment is no paragraph of the
/// document.
const FACE: &str = r#"<{p}pPr><{p}spacing {p}before="0" {p}after="0"/><{p}ind {p}left="0" {p}firstLine="0"/><{p}jc {p}val="left"/></{p}pPr><{p}r><{p}rPr><{p}sz {p}val="20"/></{p}rPr><{p}t xml:space="preserve">"#;

/// The first id that no comment has, in the comments part or in the text.
pub(super) fn next_id(part: Option<&[u8]>, document: &[u8]) -> Result<u64, Error> {
    let mut next = 0;
    for part in [part.unwrap_or_default(), document] {
        let mut reader = Reader::from_reader(part);
        loop {
            let event = reader.read_event().map_err(broken)?;
            let (Event::Start(element) | Event::Empty(element)) = &event else {
                if matches!(event, Event::Eof) {
                    break;
                }
                continue;
            };
            if !element.local_name().as_ref().starts_with(b"comment") {
                continue;
            }
            let ids = element.attributes().flatten().filter(|own| own.key.local_name().as_ref() == b"id");
            let ids = ids.filter_map(|own| std::str::from_utf8(&own.value).ok()?.trim().parse::<u64>().ok());
            next = ids.map(|id| id.saturating_add(1)).fold(next, u64::max);
        }
    }
    Ok(next)
}

/// The comments part with ours after those that it has.
pub(super) fn part(
    old: Option<&[u8]>,
    space: &str,
    comments: &[Comment],
    first: u64,
) -> Result<Vec<u8>, Error> {
    let fresh;
    let old = match old {
        Some(old) => old,
        None => {
            fresh = format!(
                r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:comments xmlns:w="{space}"></w:comments>"#
            );
            fresh.as_bytes()
        }
    };
    relations::append(old, |prefix| {
        let mut out = String::new();
        for (comment, id) in comments.iter().zip(first..) {
            let (p, author) = (prefix, AUTHOR);
            let _ = write!(out, r#"<{p}comment {p}id="{id}" {p}{author} {p}initials="vt">"#);
            for line in comment.text.lines() {
                let words = escape(lawful(line).into_owned()).into_owned();
                let face = FACE.replace("{p}", p);
                let _ = write!(out, "<{p}p>{face}{words}</{p}t></{p}r></{p}p>");
            }
            let _ = write!(out, "</{p}comment>");
        }
        out
    })
}
