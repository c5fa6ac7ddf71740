//! What stands in a paragraph: runs, fields, tracked changes, notes.

use std::rc::Rc;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::body::{Scribe, understood};
use super::content::{Piece, Text};
use super::props::RunProps;
use super::refusal::Refusal;
use super::styles::{Face, Resolved};
use super::symbols;
use super::xml::{Ns, Tag, Xml};
use crate::model::Code;
use crate::viet::hole;
use crate::viet::unseen::{is_control, is_invisible};

/// A field that is open.
#[derive(Clone, Debug, Default)]
pub(super) struct Field {
    /// The head of its instruction.
    code: String,
    /// Its result is being read.
    result: bool,
}

/// Reads an element that stands among others in a paragraph.
type ReadChild<'a, S> = dyn FnMut(&mut S, &Tag<'_>, &mut Xml<'_, '_>, &mut Text) -> Result<(), Refusal> + 'a;

/// More of an instruction is not kept.
const LONGEST_CODE: usize = 200;

impl Field {
    /// A field of which only the instruction is known.
    fn simple(code: &str) -> Field {
        Field { code: code.chars().take(LONGEST_CODE).collect(), result: true }
    }

    /// True for the number of the page, or of all pages.
    fn counts_pages(&self) -> bool {
        let name = self.code.split_whitespace().next().unwrap_or_default();
        ["PAGE", "NUMPAGES", "SECTIONPAGES"].iter().any(|known| name.eq_ignore_ascii_case(known))
    }

    /// True for the number of the page.
    fn is_page(&self) -> bool {
        self.code.split_whitespace().next().is_some_and(|name| name.eq_ignore_ascii_case("PAGE"))
    }
}

impl Scribe<'_> {
    /// Reads an element that stands in a paragraph.
    pub(super) fn inline(
        &mut self,
        tag: &Tag<'_>,
        xml: &mut Xml<'_, '_>,
        text: &mut Text,
    ) -> Result<(), Refusal> {
        match tag.key() {
            (Ns::W, b"r") => self.run(xml, text),
            (Ns::W, b"fldSimple") => {
                let field = Field::simple(&tag.get("instr").unwrap_or_default());
                let face = self.face(&RunProps::default(), &text.style);
                self.note_page(&field, &face, text);
                self.fields.push(field);
                self.inlines(xml, text)?;
                self.fields.pop();
                Ok(())
            }
            (Ns::W, b"ins" | b"moveTo") => {
                self.notices.count(Code::ChangesAccepted, text.ordinal);
                self.inlines(xml, text)
            }
            (Ns::W, b"del" | b"moveFrom") => {
                self.notices.count(Code::ChangesAccepted, text.ordinal);
                xml.skip()
            }
            (Ns::W, b"hyperlink" | b"smartTag" | b"sdt" | b"sdtContent" | b"customXml" | b"dir" | b"bdo") => {
                self.inlines(xml, text)
            }
            (Ns::Mc, b"AlternateContent") => {
                self.alternative(xml, text, &mut |scribe, tag, xml, text| scribe.inline(tag, xml, text))
            }
            (Ns::M, b"oMath" | b"oMathPara") => {
                self.notices.count(Code::EquationFlattened, text.ordinal);
                let words = xml.text()?;
                let face = self.face(&RunProps::default(), &text.style);
                self.say(&words, &face, text);
                Ok(())
            }
            (Ns::W, name) if SILENT.contains(&name) || name.ends_with(b"Pr") => xml.skip(),
            _ => self.strange(tag, xml, text),
        }
    }

    fn inlines(&mut self, xml: &mut Xml<'_, '_>, text: &mut Text) -> Result<(), Refusal> {
        while let Some(tag) = xml.child()? {
            self.inline(&tag, xml, text)?;
        }
        Ok(())
    }

    /// Reads one of several forms of the same content: the first that is understood.
    fn alternative(
        &mut self,
        xml: &mut Xml<'_, '_>,
        text: &mut Text,
        read: &mut ReadChild<'_, Self>,
    ) -> Result<(), Refusal> {
        let mut taken = false;
        while let Some(choice) = xml.child()? {
            if taken || !understood(&choice) {
                xml.skip()?;
                continue;
            }
            taken = true;
            while let Some(tag) = xml.child()? {
                read(self, &tag, xml, text)?;
            }
        }
        Ok(())
    }

    /// What is not known here: its words are kept, and it is told.
    pub(super) fn strange(
        &mut self,
        tag: &Tag<'_>,
        xml: &mut Xml<'_, '_>,
        text: &mut Text,
    ) -> Result<(), Refusal> {
        let name = String::from_utf8_lossy(tag.name()).into_owned();
        let words = xml.text()?;
        if words.contains(char::is_alphanumeric) {
            self.notices.odd(&name, text.ordinal);
            let face = self.face(&RunProps::default(), &text.style);
            self.say(&words, &face, text);
        }
        Ok(())
    }

    fn run(&mut self, xml: &mut Xml<'_, '_>, text: &mut Text) -> Result<(), Refusal> {
        let mut face: Option<Rc<Face>> = None;
        while let Some(tag) = xml.child()? {
            if tag.is("rPr") {
                let own = RunProps::read(xml)?;
                face = Some(self.face(&own, &text.style));
                continue;
            }
            let known = match face.take() {
                Some(face) => face,
                None => self.face(&RunProps::default(), &text.style),
            };
            self.run_child(&tag, xml, &known, text)?;
            face = Some(known);
        }
        Ok(())
    }

    fn run_child(
        &mut self,
        tag: &Tag<'_>,
        xml: &mut Xml<'_, '_>,
        face: &Rc<Face>,
        text: &mut Text,
    ) -> Result<(), Refusal> {
        match tag.key() {
            (Ns::W, b"t") => {
                let kept = tag.get("space").is_some_and(|space| space == "preserve");
                let words = xml.text()?;
                self.say(if kept { &words } else { words.trim_matches(XML_SPACE) }, face, text);
                return Ok(());
            }
            (Ns::W, b"instrText") => {
                let code = xml.text()?;
                if let Some(field) = self.fields.last_mut().filter(|field| !field.result) {
                    let room = LONGEST_CODE.saturating_sub(field.code.chars().count());
                    field.code.extend(code.chars().take(room));
                }
                return Ok(());
            }
            (Ns::W, b"fldChar") => self.field(tag, face, text),
            (Ns::W, b"tab" | b"ptab") => self.put(Piece::Tab, face, text),
            (Ns::W, b"br") => match tag.get("type").as_deref() {
                Some("page" | "column") => {}
                _ => self.put(Piece::Break, face, text),
            },
            (Ns::W, b"cr") => self.put(Piece::Break, face, text),
            // It looks like any other hyphen.
            (Ns::W, b"noBreakHyphen") => self.say("-", face, text),
            (Ns::W, b"sym") => self.symbol(tag, face, text),
            (Ns::W, b"footnoteReference") => self.note("footnote", tag, text),
            (Ns::W, b"endnoteReference") => self.note("endnote", tag, text),
            (Ns::W, b"drawing" | b"pict" | b"object") => return self.drawing(xml, text),
            (Ns::W, b"ruby") => {
                while let Some(part) = xml.child()? {
                    if part.is("rubyBase") || part.is("rt") { self.inlines(xml, text)? } else { xml.skip()? }
                }
                return Ok(());
            }
            (Ns::Mc, b"AlternateContent") => {
                let face = face.clone();
                return self.alternative(xml, text, &mut |scribe, tag, xml, text| {
                    scribe.run_child(tag, xml, &face, text)
                });
            }
            (Ns::W, name) if SILENT_IN_RUN.contains(&name) => {}
            _ => return self.strange(tag, xml, text),
        }
        xml.skip()
    }

    fn field(&mut self, tag: &Tag<'_>, face: &Rc<Face>, text: &mut Text) {
        match tag.get("fldCharType").as_deref() {
            Some("begin") => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.result = true;
                }
            }
            Some("end") => {
                if let Some(field) = self.fields.pop() {
                    self.note_page(&field, face, text);
                }
            }
            _ => {}
        }
    }

    fn note_page(&mut self, field: &Field, face: &Rc<Face>, text: &mut Text) {
        if field.is_page() {
            text.page_number = Some(face.clone());
        }
    }

    fn note(&mut self, kind: &'static str, tag: &Tag<'_>, text: &mut Text) {
        let id = tag.get("id").unwrap_or_default();
        // A note is called once; a second call of it is no call.
        match self.notes.get(&(kind, id)).filter(|note| self.called.insert(**note)) {
            Some(note) => text.pieces.push(Piece::Note(*note)),
            None => self.notices.odd(kind, text.ordinal),
        }
    }

    fn symbol(&mut self, tag: &Tag<'_>, face: &Rc<Face>, text: &mut Text) {
        let family = tag.get("font").unwrap_or_default();
        let code = tag.get("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        let Some(c) = code.and_then(char::from_u32) else { return };
        match symbols::shown(&family, c) {
            Some(shown) => self.say(shown.encode_utf8(&mut [0; 4]), face, text),
            None if symbols::is_private(c) => {
                self.notices.odd(&format!("{family} {:04X}", u32::from(c)), text.ordinal);
            }
            None => self.say(c.encode_utf8(&mut [0; 4]), face, text),
        }
    }

    /// True where the words that come are shown: not in the instruction of a field around
    /// another one. In a header the number of the page is no word.
    fn shows(&self) -> bool {
        let outer = self.fields.split_last().map_or(&[][..], |(_, outer)| outer);
        outer.iter().all(|field| field.result)
            && !(self.margin && self.fields.iter().any(Field::counts_pages))
    }

    /// Puts words into a paragraph.
    pub(super) fn say(&mut self, words: &str, face: &Rc<Face>, text: &mut Text) {
        if !self.shows() {
            return;
        }
        if face.hidden {
            self.notices.count(Code::HiddenText, text.ordinal);
            return;
        }
        let shown: String = words.chars().filter_map(|c| self.shown(c, face, text.ordinal)).collect();
        // A mark that begins a run belongs to the letter before it.
        if shown.starts_with(is_combining_mark)
            && let Some(Piece::Words { text: before, label: false, .. }) = text.pieces.last_mut()
        {
            *before = before.chars().chain(shown.chars()).nfc().collect();
            return;
        }
        text.pieces.push(Piece::Words { text: shown.nfc().collect(), face: face.clone(), label: false });
    }

    /// A character as it is shown in a face; `None` for one that cannot be seen.
    fn shown(&mut self, c: char, face: &Face, ordinal: usize) -> Option<char> {
        if c.is_whitespace() {
            // Lines of XML are no lines of the document.
            return Some(if c.is_control() { ' ' } else { c });
        }
        if is_invisible(c) || is_control(c) || hole::is_private(c) {
            self.notices.unseen(c, ordinal);
            return None;
        }
        if !symbols::is_private(c) {
            return Some(c);
        }
        let known = symbols::shown(&face.font, c);
        if known.is_none() {
            self.notices.odd(&format!("{} {:04X}", face.font, u32::from(c)), ordinal);
        }
        known
    }

    fn put(&mut self, piece: Piece, face: &Rc<Face>, text: &mut Text) {
        if self.shows() && !face.hidden {
            text.pieces.push(piece);
        }
    }

    /// How a run looks in a paragraph of a style.
    pub(super) fn face(&mut self, own: &RunProps, style: &Rc<Resolved>) -> Rc<Face> {
        if let Some((props, of, face)) = &self.last_face
            && props == own
            && Rc::ptr_eq(of, style)
        {
            return face.clone();
        }
        let table = self.table.clone();
        let face = Rc::new(self.styles.face(own, &style.run, &table.run));
        self.last_face = Some((own.clone(), style.clone(), face.clone()));
        face
    }
}

/// The white space that XML itself knows.
const XML_SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

/// Elements of a paragraph that show nothing; they stand between blocks too.
pub(super) const SILENT: &[&[u8]] = &[
    b"bookmarkStart",
    b"bookmarkEnd",
    b"commentRangeStart",
    b"commentRangeEnd",
    b"moveFromRangeStart",
    b"moveFromRangeEnd",
    b"moveToRangeStart",
    b"moveToRangeEnd",
    b"permStart",
    b"permEnd",
    b"proofErr",
];

/// Elements of a run that show nothing, or nothing that is a word.
const SILENT_IN_RUN: &[&[u8]] = &[
    b"delText",
    b"delInstrText",
    b"softHyphen",
    b"lastRenderedPageBreak",
    b"footnoteRef",
    b"endnoteRef",
    b"annotationRef",
    b"commentReference",
    b"separator",
    b"continuationSeparator",
    b"pgNum",
    b"dayShort",
    b"monthShort",
    b"yearShort",
    b"dayLong",
    b"monthLong",
    b"yearLong",
];
