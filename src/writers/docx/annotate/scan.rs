//! The main part looked through: where its paragraphs, runs and letters stand, in bytes.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

use super::broken;
use crate::writers::Error;

/// The names of the format, and of its strict form.
const SPACES: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];

/// What is known of a main part.
pub(super) struct Scan {
    /// The namespace of its elements.
    pub(super) space: String,
    /// Their prefix with its colon.
    pub(super) prefix: String,
    /// Its paragraphs, without those inside another (in a text box).
    pub(super) paragraphs: Vec<Paragraph>,
    /// For each `w:p` in the order of start tags, which of `paragraphs` it is or stands in.
    pub(super) owners: Vec<usize>,
}

/// A paragraph.
#[derive(Default)]
pub(super) struct Paragraph {
    /// Which `w:p` it is.
    ordinal: usize,
    /// Where its content begins: after its properties.
    pub(super) body: usize,
    /// Where it ends, before its end tag.
    pub(super) end: usize,
    /// `<w:p/>`: the stretch of its closing `/>`.
    pub(super) closed: Option<Range<usize>>,
    /// Its children that may be marked, in order.
    pub(super) units: Vec<Unit>,
    /// Its letters (no white space), in order.
    pub(super) letters: Vec<Letter>,
}

/// A child of a paragraph: a run, a link, an insertion, …
#[derive(Clone, Default)]
pub(super) struct Unit {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// Its start tag, where it is a run.
    pub(super) tag: Option<Range<usize>>,
    /// Its properties, where it is a run that has some.
    pub(super) properties: Range<usize>,
}

/// A letter of a paragraph.
pub(super) struct Letter {
    pub(super) letter: char,
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// Which of the paragraph's units holds it.
    pub(super) unit: usize,
    /// The start tag of its `w:t`, where the run may be cut beside the letter.
    pub(super) text: Option<Range<usize>>,
}

impl Scan {
    /// The letters of each `w:p`; none for one inside another.
    pub(super) fn words(&self) -> Vec<String> {
        let mut words = vec![String::new(); self.owners.len()];
        for paragraph in &self.paragraphs {
            words[paragraph.ordinal] = paragraph.letters.iter().map(|letter| letter.letter).collect();
        }
        words
    }
}

/// Looks through a main part.
pub(super) fn scan(part: &[u8]) -> Result<Scan, Error> {
    let mut reader = Reader::from_reader(part);
    let mut walk = Walk { part, names: Vec::new(), inner: 0, unit: None, text: None, scan: None };
    let mut before = 0;
    loop {
        let event = reader.read_event().map_err(broken)?;
        let after = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let range = before..after;
        match event {
            Event::Start(element) => walk.start(&element, range)?,
            Event::Empty(element) => walk.empty(&element, range)?,
            Event::End(_) => walk.end(&range),
            Event::Text(text) => walk.letters(&text, range),
            Event::GeneralRef(entity) => {
                let named = std::str::from_utf8(&entity).ok().and_then(resolve_xml_entity);
                let letter = entity.resolve_char_ref().ok().flatten();
                let letter = letter.or_else(|| named?.chars().next());
                letter.into_iter().for_each(|letter| walk.letter(letter, range.clone()));
            }
            Event::Eof => break,
            _ => {}
        }
        before = after;
    }
    walk.scan.filter(|scan| !scan.paragraphs.is_empty()).ok_or_else(|| broken("no paragraph"))
}

/// What of a `w:t` is being read.
struct Text {
    /// Its start tag; none where its run cannot be cut.
    tag: Option<Range<usize>>,
    /// How deep it lies.
    depth: usize,
}

struct Walk<'a> {
    part: &'a [u8],
    /// The elements that are open: what each is.
    names: Vec<Name>,
    /// How many paragraphs are open.
    inner: usize,
    /// How deep the open unit of the outer paragraph lies.
    unit: Option<usize>,
    text: Option<Text>,
    scan: Option<Scan>,
}

/// The elements that matter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Name {
    Paragraph,
    ParagraphProperties,
    Run,
    RunProperties,
    Text,
    Deleted,
    Other,
}

impl Walk<'_> {
    fn name(&self, element: &BytesStart<'_>) -> Name {
        let name = element.name();
        let prefix = self.scan.as_ref().map_or("", |scan| &scan.prefix);
        match name.as_ref().strip_prefix(prefix.as_bytes()) {
            Some(b"p") => Name::Paragraph,
            Some(b"pPr") => Name::ParagraphProperties,
            Some(b"r") => Name::Run,
            Some(b"rPr") => Name::RunProperties,
            Some(b"t") => Name::Text,
            Some(b"del" | b"moveFrom") => Name::Deleted,
            _ => Name::Other,
        }
    }

    /// The outer paragraph that is open.
    fn paragraph(&mut self) -> Option<&mut Paragraph> {
        if self.inner == 0 { None } else { self.scan.as_mut()?.paragraphs.last_mut() }
    }

    /// True right inside the outer paragraph.
    fn on_top(&self) -> bool {
        self.inner == 1 && self.names.last() == Some(&Name::Paragraph)
    }

    fn start(&mut self, element: &BytesStart<'_>, range: Range<usize>) -> Result<(), Error> {
        if self.scan.is_none() {
            self.scan = Some(root(element)?);
        }
        let name = self.name(element);
        let depth = self.names.len();
        if name == Name::Paragraph {
            self.open(&range);
            self.inner += 1;
        } else if self.on_top() && name != Name::ParagraphProperties {
            self.unit = Some(depth);
            let tag = (name == Name::Run).then(|| range.clone());
            let unit = Unit { range: range.clone(), tag, properties: 0..0 };
            self.paragraph().into_iter().for_each(|paragraph| paragraph.units.push(unit.clone()));
        } else if name == Name::RunProperties && self.unit == depth.checked_sub(1) {
            self.unit().into_iter().for_each(|unit| unit.properties = range.clone());
        } else if name == Name::Text && self.inner == 1 && !self.names.contains(&Name::Deleted) {
            let cut = self.unit == depth.checked_sub(1) && self.may_be_cut();
            self.text = Some(Text { tag: cut.then_some(range), depth });
        }
        self.names.push(name);
        Ok(())
    }

    fn empty(&mut self, element: &BytesStart<'_>, range: Range<usize>) -> Result<(), Error> {
        if self.scan.is_none() {
            self.scan = Some(root(element)?);
        }
        match self.name(element) {
            Name::Paragraph => {
                self.open(&range);
                let slash = self.part[..range.end].iter().rposition(|byte| *byte == b'/');
                if self.inner == 0
                    && let Some(paragraph) = self.scan.as_mut().and_then(|scan| scan.paragraphs.last_mut())
                {
                    paragraph.closed = slash.map(|slash| slash..range.end);
                }
            }
            Name::ParagraphProperties if self.on_top() => {
                self.paragraph().into_iter().for_each(|paragraph| paragraph.body = range.end);
            }
            _ if self.on_top() => {
                let unit = Unit { range, ..Unit::default() };
                self.paragraph().into_iter().for_each(|paragraph| paragraph.units.push(unit.clone()));
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, range: &Range<usize>) {
        let Some(name) = self.names.pop() else { return };
        let depth = self.names.len();
        let on_top = self.on_top();
        if name == Name::Paragraph {
            if self.inner == 1 {
                self.paragraph().into_iter().for_each(|paragraph| paragraph.end = range.start);
            }
            self.inner -= 1;
        } else if on_top && name == Name::ParagraphProperties {
            self.paragraph().into_iter().for_each(|paragraph| paragraph.body = range.end);
        } else if self.unit == Some(depth) {
            self.unit().into_iter().for_each(|unit| unit.range.end = range.end);
            self.unit = None;
        } else if name == Name::RunProperties && self.unit == depth.checked_sub(1) {
            self.unit().into_iter().for_each(|unit| unit.properties.end = range.end);
        } else if self.text.as_ref().is_some_and(|text| text.depth == depth) {
            self.text = None;
        }
    }

    fn unit(&mut self) -> Option<&mut Unit> {
        self.paragraph()?.units.last_mut()
    }

    /// A change that is followed has an id, and two halves of a run would both have it.
    fn may_be_cut(&mut self) -> bool {
        let part = self.part;
        self.unit().is_some_and(|unit| {
            let properties = &part[unit.properties.clone()];
            unit.tag.is_some() && !properties.windows(6).any(|window| window == b"Change")
        })
    }

    fn open(&mut self, range: &Range<usize>) {
        let inner = self.inner;
        let Some(scan) = &mut self.scan else { return };
        if inner == 0 {
            let (ordinal, body) = (scan.owners.len(), range.end);
            scan.paragraphs.push(Paragraph { ordinal, body, end: body, ..Paragraph::default() });
        }
        scan.owners.push(scan.paragraphs.len().saturating_sub(1));
    }

    fn letters(&mut self, text: &[u8], range: Range<usize>) {
        if let Some(own) = &mut self.text
            && let Some(tag) = &own.tag
            && !self.part[tag.clone()].windows(8).any(|window| window == b"preserve")
        {
            // White space around such a text is not shown; it would be once it is kept.
            let blank = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_whitespace);
            let before = range.start == tag.end && blank(text.first());
            let after = self.part[range.end..].starts_with(b"</") && blank(text.last());
            if before || after {
                own.tag = None;
            }
        }
        let mut at = range.start;
        for letter in String::from_utf8_lossy(text).chars() {
            self.letter(letter, at..at + letter.len_utf8());
            at += letter.len_utf8();
        }
    }

    fn letter(&mut self, letter: char, range: Range<usize>) {
        let Some(text) = &self.text else { return };
        let text = text.tag.clone();
        if letter.is_whitespace() {
            return;
        }
        let Some(paragraph) = self.paragraph() else { return };
        let Some(unit) = paragraph.units.len().checked_sub(1) else { return };
        paragraph.letters.push(Letter { letter, range, unit, text });
    }
}

/// The namespace of a main part and its prefix, from the root.
fn root(element: &BytesStart<'_>) -> Result<Scan, Error> {
    for attribute in element.attributes().flatten() {
        let space = String::from_utf8_lossy(&attribute.value).into_owned();
        let Some(prefix) = attribute.key.as_ref().strip_prefix(b"xmlns:") else { continue };
        if SPACES.contains(&space.as_str()) {
            let prefix = format!("{}:", String::from_utf8_lossy(prefix));
            return Ok(Scan { space, prefix, paragraphs: Vec::new(), owners: Vec::new() });
        }
    }
    Err(broken("the main part is not of Word"))
}
