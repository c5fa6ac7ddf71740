//! XML as a stream of tags and texts, within limits.
//!
//! No document type, no entity but the five of XML, no element deeper than the limit; tags
//! and texts are counted, so that reading ends.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::refusal::Refusal;

/// The vocabularies that a Word file is written in; transitional and strict are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ns {
    /// `WordprocessingML`.
    W,
    /// Markup compatibility: alternate content.
    Mc,
    /// Drawings placed in text.
    Wp,
    /// Shapes and groups of `DrawingML`.
    Shape,
    /// `DrawingML`.
    A,
    /// Pictures.
    Pic,
    /// VML.
    V,
    /// Equations.
    M,
    /// Anything else.
    Other,
}

const NAMES: &[(&str, Ns)] = &[
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", Ns::W),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", Ns::W),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", Ns::Mc),
    ("http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", Ns::Wp),
    ("http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", Ns::Wp),
    ("http://schemas.microsoft.com/office/word/2010/wordprocessingShape", Ns::Shape),
    ("http://schemas.microsoft.com/office/word/2010/wordprocessingGroup", Ns::Shape),
    ("http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas", Ns::Shape),
    ("http://schemas.openxmlformats.org/drawingml/2006/main", Ns::A),
    ("http://purl.oclc.org/ooxml/drawingml/main", Ns::A),
    ("http://schemas.openxmlformats.org/drawingml/2006/picture", Ns::Pic),
    ("http://purl.oclc.org/ooxml/drawingml/picture", Ns::Pic),
    ("urn:schemas-microsoft-com:vml", Ns::V),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", Ns::M),
    ("http://purl.oclc.org/ooxml/officeDocument/math", Ns::M),
];

/// Prefixes bound at one time; Word binds some forty.
const MOST_BINDINGS: usize = 400;

/// Bytes of one start tag; those of Word stay below a thousand, but for the root's.
const LONGEST_TAG: usize = 64 << 10;

/// A start tag.
#[derive(Clone, Debug)]
pub(super) struct Tag<'a> {
    /// Its vocabulary.
    pub(super) ns: Ns,
    start: BytesStart<'a>,
}

impl Tag<'_> {
    /// The name without its prefix.
    pub(super) fn name(&self) -> &[u8] {
        self.start.local_name().into_inner()
    }

    /// The vocabulary and the name.
    pub(super) fn key(&self) -> (Ns, &[u8]) {
        (self.ns, self.start.local_name().into_inner())
    }

    /// True for this element of `WordprocessingML`.
    pub(super) fn is(&self, name: &str) -> bool {
        self.ns == Ns::W && self.name() == name.as_bytes()
    }

    /// The value of the attribute with this name, whatever its prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let attributes = self.start.attributes();
        let mut attributes = attributes.into_iter().with_checks(false).flatten();
        let found = attributes.find(|a| a.key.local_name().into_inner() == name.as_bytes())?;
        let raw = std::str::from_utf8(&found.value).ok()?;
        quick_xml::escape::unescape(raw).ok().map(Cow::into_owned)
    }

    /// The value of `w:val`.
    pub(super) fn val(&self) -> Option<String> {
        self.get("val")
    }

    /// A whole number of an attribute.
    pub(super) fn number(&self, name: &str) -> Option<i64> {
        let value = self.get(name)?;
        // Some programs write fractions of a twip.
        value.parse().ok().or_else(|| value.split('.').next()?.parse().ok())
    }

    /// A switch: on unless it says otherwise.
    pub(super) fn on(&self) -> bool {
        !matches!(self.val().as_deref(), Some("0" | "false" | "off"))
    }
}

trait Unchecked: Sized {
    fn with_checks(self, checks: bool) -> Self;
}

impl Unchecked for quick_xml::events::attributes::Attributes<'_> {
    fn with_checks(mut self, checks: bool) -> Self {
        quick_xml::events::attributes::Attributes::with_checks(&mut self, checks);
        self
    }
}

enum Token<'a> {
    Open(Tag<'a>),
    Text(Cow<'a, str>),
    Close,
    End,
}

/// How much may still be read of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Left {
    /// Tags and texts.
    pub(super) tokens: usize,
    /// Bytes of words.
    pub(super) words: usize,
}

/// A part as it is read. The functions that read an element are called after its start tag
/// and return after its end tag.
pub(super) struct Xml<'a, 'b> {
    reader: Reader<&'a [u8]>,
    /// Prefixes with the depth at which they were bound.
    bindings: Vec<(Vec<u8>, Ns, usize)>,
    depth: usize,
    deepest: usize,
    left: &'b mut Left,
    /// Start tags of `w:p` so far, whatever became of them.
    paragraphs: usize,
}

impl<'a, 'b> Xml<'a, 'b> {
    /// Reads `text`, no deeper than `deepest`, and no more than is left.
    pub(super) fn new(text: &'a str, deepest: usize, left: &'b mut Left) -> Xml<'a, 'b> {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = true;
        Xml { reader, bindings: Vec::new(), depth: 0, deepest, left, paragraphs: 0 }
    }

    fn next(&mut self) -> Result<Token<'a>, Refusal> {
        loop {
            self.left.tokens = self.left.tokens.checked_sub(1).ok_or(Refusal::TooLong)?;
            match self.reader.read_event().map_err(|_| Refusal::BrokenXml)? {
                Event::Start(start) => return self.open(start).map(Token::Open),
                Event::End(_) => {
                    let depth = self.depth;
                    self.bindings.truncate(
                        self.bindings.iter().rposition(|(_, _, at)| *at < depth).map_or(0, |at| at + 1),
                    );
                    self.depth = depth.checked_sub(1).ok_or(Refusal::BrokenXml)?;
                    return Ok(Token::Close);
                }
                Event::Text(text) => {
                    return Ok(Token::Text(text.decode().map_err(|_| Refusal::BrokenXml)?));
                }
                Event::CData(text) => {
                    return Ok(Token::Text(text.decode().map_err(|_| Refusal::BrokenXml)?));
                }
                Event::GeneralRef(entity) => {
                    let resolved = entity.resolve_char_ref().map_err(|_| Refusal::BrokenXml)?;
                    let text = match (resolved, entity.decode().as_deref()) {
                        (Some(c), _) => c.to_string(),
                        (None, Ok(name)) => quick_xml::escape::resolve_predefined_entity(name)
                            .ok_or(Refusal::BrokenXml)?
                            .to_owned(),
                        (None, Err(_)) => return Err(Refusal::BrokenXml),
                    };
                    return Ok(Token::Text(Cow::Owned(text)));
                }
                Event::DocType(_) => return Err(Refusal::Doctype),
                Event::Eof if self.depth > 0 => return Err(Refusal::BrokenXml),
                Event::Eof => return Ok(Token::End),
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::Empty(_) => {}
            }
        }
    }

    fn open(&mut self, start: BytesStart<'a>) -> Result<Tag<'a>, Refusal> {
        self.depth += 1;
        if self.depth > self.deepest {
            return Err(Refusal::TooDeep);
        }
        if start.len() > LONGEST_TAG {
            return Err(Refusal::TooLong);
        }
        let raw = start.attributes_raw();
        if raw.windows(5).any(|bytes| bytes == b"xmlns") {
            self.bind(&start)?;
        }
        let name = start.name();
        let prefix = name.prefix().map_or(&b""[..], |prefix| prefix.into_inner());
        let bound = self.bindings.iter().rev().find(|(known, ..)| known == prefix);
        let ns = bound.map_or(Ns::Other, |(_, ns, _)| *ns);
        self.paragraphs += usize::from(ns == Ns::W && start.local_name().into_inner() == b"p");
        Ok(Tag { ns, start })
    }

    /// How many paragraphs of Word have begun.
    pub(super) fn paragraphs(&self) -> usize {
        self.paragraphs
    }

    fn bind(&mut self, start: &BytesStart<'_>) -> Result<(), Refusal> {
        for attribute in start.attributes().with_checks(false).flatten() {
            let key = attribute.key.into_inner();
            let Some(prefix) = key.strip_prefix(b"xmlns") else { continue };
            let prefix = prefix.strip_prefix(b":").unwrap_or(prefix);
            let uri = std::str::from_utf8(&attribute.value).unwrap_or_default();
            let ns = NAMES.iter().find(|(name, _)| *name == uri).map_or(Ns::Other, |(_, ns)| *ns);
            self.bindings.push((prefix.to_vec(), ns, self.depth));
        }
        if self.bindings.len() > MOST_BINDINGS { Err(Refusal::TooLong) } else { Ok(()) }
    }

    /// The next element inside the open one; `None` when that one ends. Text between is
    /// passed over.
    pub(super) fn child(&mut self) -> Result<Option<Tag<'a>>, Refusal> {
        loop {
            match self.next()? {
                Token::Open(tag) => return Ok(Some(tag)),
                Token::Text(_) => {}
                Token::Close | Token::End => return Ok(None),
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
                Token::End => return Err(Refusal::BrokenXml),
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
                Token::Text(text) => {
                    self.left.words = self.left.words.checked_sub(text.len()).ok_or(Refusal::TooLong)?;
                    out.push_str(&text);
                }
                Token::End => return Err(Refusal::BrokenXml),
            }
        }
        Ok(out)
    }
}
