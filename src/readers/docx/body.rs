//! Blocks: paragraphs and tables, in a body, a cell, a text box, a note, a header.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::content::{Item, Piece, Text};
use super::drawing::Shown;
use super::notices::Notices;
use super::numbering::Numbering;
use super::props::{Change, ParaProps, RunProps};
use super::refusal::{Limits, Refusal};
use super::runs::{Field, SILENT};
use super::sheet::SectionProps;
use super::styles::{Face, Resolved, Styles};
use super::xml::{Ns, Tag, Xml};
use crate::model::Code;

/// Where the notes of a file stand among those read: by kind (`footnote`, `endnote`) and id.
pub(super) type NotePlaces = HashMap<(&'static str, String), usize>;

/// Writes down what a part shows.
pub(super) struct Scribe<'s> {
    pub(super) styles: &'s mut Styles,
    pub(super) numbering: &'s mut Numbering,
    pub(super) notices: &'s mut Notices,
    pub(super) notes: &'s NotePlaces,
    /// Most paragraphs of the part, and cells of all its tables.
    pub(super) most: usize,
    pub(super) cells_left: usize,
    /// The notes that were called.
    pub(super) called: HashSet<usize>,
    /// The part is a header or footer: the number of the page is no word.
    pub(super) margin: bool,
    /// The sections whose properties were met.
    pub(super) sections: Vec<SectionProps>,
    /// The fields that are open.
    pub(super) fields: Vec<Field>,
    /// The style of the table around.
    pub(super) table: Rc<Resolved>,
    /// What the text boxes of the paragraph being read hold.
    pub(super) boxes: Vec<Item>,
    /// The face of the run before: most runs look like it.
    pub(super) last_face: Option<(RunProps, Rc<Resolved>, Rc<Face>)>,
    /// The paragraph above: what it leaves below it.
    pub(super) above: Option<Above>,
    /// Width of the cell around.
    pub(super) cell: Option<i64>,
    /// The pictures that were met.
    pub(super) pictures: Vec<Shown>,
    /// The words of paragraphs whose end was deleted: they go on in the next one.
    pub(super) carried: Vec<Piece>,
    /// First paragraph of the section being read.
    section_start: usize,
}

/// What a paragraph leaves to the one below it.
pub(super) struct Above {
    /// Space below it in twips.
    after: i64,
    style: Rc<Resolved>,
}

/// Word's space above and below a paragraph of a web page, in twips.
const AUTO_SPACE: i64 = 280;

impl<'s> Scribe<'s> {
    /// A scribe for one part.
    pub(super) fn new(
        styles: &'s mut Styles,
        numbering: &'s mut Numbering,
        notices: &'s mut Notices,
        notes: &'s NotePlaces,
        limits: &Limits,
    ) -> Scribe<'s> {
        Scribe {
            styles,
            numbering,
            notices,
            notes,
            most: limits.paragraphs,
            cells_left: limits.cells,
            called: HashSet::new(),
            margin: false,
            sections: Vec::new(),
            fields: Vec::new(),
            table: Rc::default(),
            boxes: Vec::new(),
            last_face: None,
            above: None,
            cell: None,
            pictures: Vec::new(),
            carried: Vec::new(),
            section_start: 0,
        }
    }

    /// Reads the blocks of the open element.
    pub(super) fn blocks(&mut self, xml: &mut Xml<'_, '_>) -> Result<Vec<Item>, Refusal> {
        let above = self.above.take();
        let carried = std::mem::take(&mut self.carried);
        let mut out = Vec::new();
        self.children(xml, &mut out)?;
        self.end_carried(xml, &mut out);
        self.above = above;
        self.carried = carried;
        Ok(out)
    }

    fn children(&mut self, xml: &mut Xml<'_, '_>, out: &mut Vec<Item>) -> Result<(), Refusal> {
        while let Some(tag) = xml.child()? {
            self.block(&tag, xml, out)?;
        }
        Ok(())
    }

    pub(super) fn block(
        &mut self,
        tag: &Tag<'_>,
        xml: &mut Xml<'_, '_>,
        out: &mut Vec<Item>,
    ) -> Result<(), Refusal> {
        match tag.key() {
            (Ns::W, b"p") => self.paragraph(xml, out),
            (Ns::W, b"tbl") => {
                let table = self.table(xml)?;
                out.push(Item::Table(table));
                Ok(())
            }
            (Ns::W, b"sdt" | b"sdtContent" | b"customXml" | b"smartTag") => self.children(xml, out),
            (Ns::W, b"ins" | b"moveTo") => {
                self.notices.count(Code::ChangesAccepted, xml.paragraphs());
                self.children(xml, out)
            }
            (Ns::W, b"del" | b"moveFrom") => {
                self.notices.count(Code::ChangesAccepted, xml.paragraphs());
                xml.skip()
            }
            (Ns::W, b"sectPr") => self.section(xml),
            (Ns::Mc, b"AlternateContent") => {
                let mut taken = false;
                while let Some(choice) = xml.child()? {
                    if !taken && understood(&choice) {
                        taken = true;
                        self.children(xml, out)?;
                    } else {
                        xml.skip()?;
                    }
                }
                Ok(())
            }
            (Ns::W, b"altChunk") => {
                self.notices.odd("altChunk", xml.paragraphs());
                xml.skip()
            }
            (Ns::W, name) if PROPERTIES.contains(&name) || SILENT.contains(&name) => xml.skip(),
            _ => self.strange_block(tag, xml, out),
        }
    }

    /// What is not known here: its words stand as a paragraph of their own.
    fn strange_block(
        &mut self,
        tag: &Tag<'_>,
        xml: &mut Xml<'_, '_>,
        out: &mut Vec<Item>,
    ) -> Result<(), Refusal> {
        let mut text = self.settle(ParaProps::default(), xml.paragraphs());
        self.strange(tag, xml, &mut text)?;
        if !text.is_empty() {
            out.push(Item::Text(Box::new(text)));
        }
        Ok(())
    }

    fn section(&mut self, xml: &mut Xml<'_, '_>) -> Result<(), Refusal> {
        let mut section = SectionProps::read(xml)?;
        section.first_paragraph = self.section_start;
        self.section_start = xml.paragraphs();
        self.sections.push(section);
        Ok(())
    }

    fn paragraph(&mut self, xml: &mut Xml<'_, '_>, out: &mut Vec<Item>) -> Result<(), Refusal> {
        let ordinal = xml.paragraphs().saturating_sub(1);
        if ordinal >= self.most {
            return Err(Refusal::TooLong);
        }
        let sections = self.sections.len();
        let boxes = std::mem::take(&mut self.boxes);
        let mut settled: Option<Text> = None;
        let mut deleted = false;
        while let Some(tag) = xml.child()? {
            if tag.is("pPr") {
                let own = ParaProps::read(xml, &mut |xml| self.section(xml))?;
                if own.mark.change.is_some() {
                    self.notices.count(Code::ChangesAccepted, ordinal);
                }
                deleted = own.mark.change == Some(Change::Deleted);
                settled = Some(self.settle(own, ordinal));
                continue;
            }
            let mut text = settled.take().unwrap_or_else(|| self.settle(ParaProps::default(), ordinal));
            self.inline(&tag, xml, &mut text)?;
            settled = Some(text);
        }
        let text = settled.unwrap_or_else(|| self.settle(ParaProps::default(), ordinal));
        let inside = std::mem::replace(&mut self.boxes, boxes);
        if deleted {
            self.carried.extend(text.pieces);
        } else {
            out.push(Item::Text(Box::new(text)));
        }
        if !inside.is_empty() {
            self.notices.count(Code::TextBoxMoved, ordinal);
            out.extend(inside);
        }
        if deleted {
            // With the paragraph the end of its section went: what follows goes on in its place.
            self.sections.truncate(sections);
        }
        if self.sections.len() > sections {
            self.end_carried(xml, out);
            out.push(Item::SectionEnd);
        }
        Ok(())
    }

    /// Words of a deleted paragraph that no other paragraph takes up.
    pub(super) fn end_carried(&mut self, xml: &Xml<'_, '_>, out: &mut Vec<Item>) {
        if !self.carried.is_empty() {
            let text = self.settle(ParaProps::default(), xml.paragraphs().saturating_sub(1));
            out.push(Item::Text(Box::new(text)));
        }
    }

    /// A paragraph without its words yet: its properties resolved, its number counted.
    fn settle(&mut self, own: ParaProps, ordinal: usize) -> Text {
        let style = self.styles.paragraph(own.style.as_ref());
        let deleted = own.mark.change == Some(Change::Deleted);
        let direct = own.number.is_some();
        let number = own.number.or(style.para.number).filter(|number| *number != 0 && !deleted);
        let label = number.and_then(|number| {
            let level = own.level.or(style.para.level);
            let level = level.or_else(|| self.numbering.level_of(number, &style.id)).unwrap_or(0);
            self.numbering.label(number, level)
        });
        let own_page = own.page_before == Some(true);
        let mark = own.mark.clone();
        let of_label = label.as_ref().map(|label| label.para.clone()).unwrap_or_default();
        let para = if direct {
            own.over(&of_label).over(&style.para)
        } else {
            own.over(&style.para).over(&of_label)
        };
        let para = para.over(&self.table.para).over(&self.styles.para);
        let before = self.space_above(&para, &style);
        let mut text = Text {
            ordinal,
            style,
            para,
            own_page,
            before,
            area: self.cell.unwrap_or_default(),
            pieces: Vec::new(),
            strokes: Vec::new(),
            page_number: None,
        };
        if let Some(label) = label {
            if label.unknown {
                self.notices.odd("numFmt", ordinal);
            }
            if !label.text.is_empty() {
                let face = self.face(&label.run.over(&mark), &text.style);
                text.pieces.push(Piece::Words { text: label.text, face, label: true });
            }
        }
        if !deleted {
            text.pieces.append(&mut self.carried);
        }
        text
    }

    /// Space above a paragraph in twips; the next one is told what this one leaves below.
    fn space_above(&mut self, para: &ParaProps, style: &Rc<Resolved>) -> i64 {
        let space = |auto: Option<bool>, own: Option<i64>| {
            if auto.unwrap_or_default() { AUTO_SPACE } else { own.unwrap_or_default() }
        };
        let contextual = para.contextual.unwrap_or_default();
        let alike = self.above.as_ref().is_some_and(|above| above.style.id == style.id);
        let left = self.above.as_ref().map_or(0, |above| above.after);
        let own = if contextual && alike { 0 } else { space(para.auto_before, para.before) };
        let after = if contextual { 0 } else { space(para.auto_after, para.after) };
        self.above = Some(Above { after, style: style.clone() });
        own.max(left)
    }
}

/// Elements between blocks that show nothing, beside those of a paragraph ([`SILENT`]).
const PROPERTIES: &[&[u8]] = &[
    b"sdtPr",
    b"sdtEndPr",
    b"customXmlPr",
    b"smartTagPr",
    b"customXmlInsRangeStart",
    b"customXmlInsRangeEnd",
    b"customXmlDelRangeStart",
    b"customXmlDelRangeEnd",
];

/// True for the alternative that is taken: one written in vocabularies known here, or the one
/// for programs that know none.
pub(super) fn understood(choice: &Tag<'_>) -> bool {
    const KNOWN: &[&str] =
        &["wps", "wpg", "wpc", "wpi", "wp14", "w14", "w15", "w16", "w16se", "w16cid", "a14"];
    match choice.name() {
        b"Choice" => choice
            .get("Requires")
            .is_some_and(|needs| needs.split_whitespace().all(|prefix| KNOWN.contains(&prefix))),
        name => name == b"Fallback",
    }
}
