//! The parts of an archive and their XML, as a stream of tags and texts within limits.
//!
//! A part is inflated as it is read and never held whole. No document type, no entity but the
//! five of XML, no element deeper than the limit; what a relation says lies outside of the file
//! is never looked for.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader};
use zip::ZipArchive;
use zip::result::ZipError;

use super::refusal::{Limits, Refusal};
use super::tally::Tally;
use crate::readers::part::{inside, normal};

/// How the central directory of an archive begins each of its entries.
const ENTRY: &[u8] = b"PK\x01\x02";

/// A part this small is never too dense.
const SMALL: usize = 1 << 20;

/// An opened archive.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Entries by their names in small letters.
    entries: HashMap<String, usize>,
    limits: Limits,
}

impl<'a> Package<'a> {
    /// Opens a file.
    ///
    /// # Errors
    /// When it is no archive or has too many entries.
    pub(super) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Package<'a>, Refusal> {
        // Counted before the directory is read: an entry of it costs more than its bytes.
        let listed = bytes.windows(ENTRY.len()).filter(|at| *at == ENTRY).take(limits.entries + 1).count();
        if listed > limits.entries {
            return Err(Refusal::TooManyParts);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Broken)?;
        let mut entries = HashMap::new();
        for index in 0..archive.len() {
            if let Some(name) = archive.name_for_index(index) {
                // Of two entries of one name the first counts.
                entries.entry(normal(name)).or_insert(index);
            }
        }
        Ok(Package { archive, entries, limits: *limits })
    }

    /// True when there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.contains_key(&normal(name))
    }

    /// A part as XML; `None` when there is no such part.
    ///
    /// # Errors
    /// When it is encrypted or broken.
    pub(super) fn part<'p, 't>(
        &'p mut self,
        name: &str,
        tally: &'t mut Tally,
    ) -> Result<Option<Xml<'t, impl BufRead + use<'p, 'a>>>, Refusal> {
        let Some(&index) = self.entries.get(&normal(name)) else { return Ok(None) };
        let entry = self.archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(why) if why == ZipError::PASSWORD_REQUIRED => Refusal::Encrypted,
            _ => Refusal::Broken,
        })?;
        let packed = usize::try_from(entry.compressed_size()).unwrap_or(usize::MAX);
        let most = packed.saturating_mul(self.limits.ratio).max(SMALL).min(self.limits.part);
        Ok(Some(Xml::new(BufReader::new(Gauge { inner: entry, left: most }), tally)))
    }

    /// The parts that a part is related to, by id: the kind (the last word of its type) and the
    /// name of the part. Those that lead outside of the file are not among them.
    ///
    /// # Errors
    /// As for any part.
    pub(super) fn relations(
        &mut self,
        part: &str,
        tally: &mut Tally,
    ) -> Result<HashMap<String, (String, String)>, Refusal> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let mut found = HashMap::new();
        let Some(mut xml) = self.part(&format!("{folder}/_rels/{file}.rels"), tally)? else {
            return Ok(found);
        };
        loop {
            match xml.next()? {
                Token::Open(tag) if tag.is("Relationship") => {
                    let outside =
                        tag.get("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
                    if let (false, Some(id), Some(kind), Some(target)) =
                        (outside, tag.get("Id"), tag.get("Type"), tag.get("Target"))
                    {
                        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                        found.insert(id, (kind, inside(folder, &target)));
                    }
                }
                Token::End => return Ok(found),
                _ => {}
            }
        }
    }
}

/// Counts what is inflated.
struct Gauge<R> {
    inner: R,
    left: usize,
}

/// The kind of error by which a part that is too large is known again.
const FULL: io::ErrorKind = io::ErrorKind::FileTooLarge;

impl<R: Read> Read for Gauge<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buf)?;
        self.left = self.left.checked_sub(read).ok_or_else(|| io::Error::from(FULL))?;
        Ok(read)
    }
}

/// A start tag.
pub(super) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// True for this name, whatever its prefix.
    pub(super) fn is(&self, name: &str) -> bool {
        self.0.local_name().into_inner() == name.as_bytes()
    }

    /// The name without its prefix.
    pub(super) fn name(&self) -> &[u8] {
        self.0.local_name().into_inner()
    }

    /// The value of the attribute with this name, whatever its prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        let found = attributes.flatten().find(|a| a.key.local_name().into_inner() == name.as_bytes())?;
        let raw = std::str::from_utf8(&found.value).ok()?;
        quick_xml::escape::unescape(raw).ok().map(Cow::into_owned)
    }

    /// A whole number of an attribute.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.trim().parse().ok()
    }

    /// True when an attribute says so.
    pub(super) fn says(&self, name: &str) -> bool {
        matches!(self.get(name).as_deref(), Some("1" | "true" | "on"))
    }
}

/// What comes next in a part.
pub(super) enum Token<'a> {
    /// A start tag.
    Open(Tag<'a>),
    /// Words.
    Text(Cow<'a, str>),
    /// An end tag.
    Close,
    /// The part is over.
    End,
}

/// A part as it is read.
pub(super) struct Xml<'t, R> {
    reader: Reader<R>,
    buffer: Vec<u8>,
    depth: usize,
    pub(super) tally: &'t mut Tally,
}

impl<'t, R: BufRead> Xml<'t, R> {
    pub(super) fn new(source: R, tally: &'t mut Tally) -> Xml<'t, R> {
        let mut reader = Reader::from_reader(source);
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, buffer: Vec::new(), depth: 0, tally }
    }

    /// What comes next.
    pub(super) fn next(&mut self) -> Result<Token<'_>, Refusal> {
        // The borrow checker wants the loop to end before anything borrowed leaves it.
        loop {
            self.tally.token()?;
            self.buffer.clear();
            let event = self.reader.read_event_into(&mut self.buffer).map_err(|error| refusal(&error))?;
            match event {
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::Empty(_) => {}
                Event::DocType(_) => return Err(Refusal::Doctype),
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > self.tally.limits.depth {
                        return Err(Refusal::TooDeep);
                    }
                    return Ok(Token::Open(Tag(start.into_owned())));
                }
                Event::End(_) => {
                    self.depth = self.depth.checked_sub(1).ok_or(Refusal::Broken)?;
                    return Ok(Token::Close);
                }
                Event::Text(text) => {
                    let text = text.decode().map_err(|_| Refusal::Broken)?.into_owned();
                    return Ok(Token::Text(Cow::Owned(text)));
                }
                Event::CData(text) => {
                    let text = text.decode().map_err(|_| Refusal::Broken)?.into_owned();
                    return Ok(Token::Text(Cow::Owned(text)));
                }
                Event::GeneralRef(entity) => {
                    let resolved = entity.resolve_char_ref().map_err(|_| Refusal::Broken)?;
                    let text = match (resolved, entity.decode().as_deref()) {
                        (Some(c), _) => c.to_string(),
                        (None, Ok(name)) => quick_xml::escape::resolve_predefined_entity(name)
                            .ok_or(Refusal::Broken)?
                            .to_owned(),
                        (None, Err(_)) => return Err(Refusal::Broken),
                    };
                    return Ok(Token::Text(Cow::Owned(text)));
                }
                Event::Eof if self.depth > 0 => return Err(Refusal::Broken),
                Event::Eof => return Ok(Token::End),
            }
        }
    }

    /// Passes over the rest of the open element.
    pub(super) fn skip(&mut self) -> Result<(), Refusal> {
        let mut open = 1_usize;
        while open > 0 {
            match self.next()? {
                Token::Open(_) => open += 1,
                Token::Close => open -= 1,
                Token::Text(_) => {}
                Token::End => return Err(Refusal::Broken),
            }
        }
        Ok(())
    }

    /// The words of the open element to its end.
    pub(super) fn text(&mut self) -> Result<String, Refusal> {
        let mut out = String::new();
        let mut open = 1_usize;
        while open > 0 {
            match self.next()? {
                Token::Open(_) => open += 1,
                Token::Close => open -= 1,
                Token::Text(text) => out.push_str(&text),
                Token::End => return Err(Refusal::Broken),
            }
        }
        Ok(out)
    }
}

fn refusal(error: &Error) -> Refusal {
    match error {
        Error::Io(error) if error.kind() == FULL => Refusal::Bomb,
        _ => Refusal::Broken,
    }
}
