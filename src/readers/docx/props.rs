//! Properties of runs and paragraphs as a style or a paragraph states them: each may be left
//! open, to be said by what it rests on.

use std::rc::Rc;

use super::refusal::Refusal;
use super::xml::{Ns, Tag, Xml};
use crate::model::standard::Align;

/// Properties of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct RunProps {
    /// Id of the character style.
    pub(super) style: Option<Rc<str>>,
    /// Family.
    pub(super) font: Option<Family>,
    /// Size in half-points.
    pub(super) size: Option<u32>,
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) caps: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) underline: Option<bool>,
    /// `#rrggbb`, or empty for automatic.
    pub(super) colour: Option<Rc<str>>,
    /// Raised.
    pub(super) raised: Option<bool>,
    /// The paragraph's mark, or the row, was inserted or deleted while changes were tracked.
    pub(super) change: Option<Change>,
}

/// A family, or the theme's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// By name.
    Named(Rc<str>),
    /// The theme's for headings.
    Major,
    /// The theme's for the text.
    Minor,
}

/// A tracked change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Put in.
    Inserted,
    /// Taken out.
    Deleted,
}

/// Properties of a paragraph. Lengths are in twips.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ParaProps {
    /// Id of the style.
    pub(super) style: Option<Rc<str>>,
    pub(super) align: Option<Align>,
    pub(super) left: Option<i64>,
    pub(super) right: Option<i64>,
    /// Of the first line; negative when it hangs.
    pub(super) first: Option<i64>,
    pub(super) before: Option<i64>,
    pub(super) after: Option<i64>,
    /// Word sets the space above and below as a browser does.
    pub(super) auto_before: Option<bool>,
    pub(super) auto_after: Option<bool>,
    /// Line spacing in 240ths of a line or in twips.
    pub(super) line: Option<i64>,
    /// `line` is in twips.
    pub(super) fixed: Option<bool>,
    /// No space between paragraphs of the same style.
    pub(super) contextual: Option<bool>,
    /// A line above it, a line below it.
    pub(super) line_above: Option<bool>,
    pub(super) line_below: Option<bool>,
    /// The numbering's id; 0 for none.
    pub(super) number: Option<i64>,
    /// Its level, from 0.
    pub(super) level: Option<i64>,
    pub(super) page_before: Option<bool>,
    /// A frame takes it out of the text; where it stands across.
    pub(super) frame: Option<Option<Align>>,
    /// Properties of the paragraph's mark.
    pub(super) mark: RunProps,
}

macro_rules! over {
    ($top:ident, $below:ident: $($field:ident),*) => { $($top.$field = $top.$field.take().or_else(|| $below.$field.clone());)* };
}

impl RunProps {
    /// These properties; what they leave open is as below.
    pub(super) fn over(mut self, below: &RunProps) -> RunProps {
        over!(self, below: style, font, size, bold, italic, caps, hidden, underline, colour, raised);
        self
    }

    /// Reads `w:rPr`.
    pub(super) fn read(xml: &mut Xml<'_, '_>) -> Result<RunProps, Refusal> {
        let mut props = RunProps::default();
        while let Some(tag) = xml.child()? {
            if tag.ns == Ns::W {
                props.take(&tag);
            }
            xml.skip()?;
        }
        Ok(props)
    }

    fn take(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            b"rStyle" => self.style = tag.val().map(Rc::from),
            b"rFonts" => self.font = family(tag).or(self.font.take()),
            b"sz" => self.size = tag.number("val").and_then(|size| u32::try_from(size).ok()),
            b"b" => self.bold = Some(tag.on()),
            b"i" => self.italic = Some(tag.on()),
            b"caps" => self.caps = Some(tag.on()),
            b"vanish" => self.hidden = Some(tag.on()),
            b"u" => self.underline = Some(tag.val().is_none_or(|kind| kind != "none")),
            b"color" => self.colour = tag.val().map(|colour| Rc::from(hex(&colour))),
            b"vertAlign" => self.raised = Some(tag.val().as_deref() == Some("superscript")),
            b"ins" | b"moveTo" => self.change = self.change.or(Some(Change::Inserted)),
            b"del" | b"moveFrom" => self.change = Some(Change::Deleted),
            _ => {}
        }
    }
}

fn family(tag: &Tag<'_>) -> Option<Family> {
    let theme = tag.get("asciiTheme").or_else(|| tag.get("hAnsiTheme"));
    match theme {
        Some(theme) if theme.starts_with("major") => Some(Family::Major),
        Some(_) => Some(Family::Minor),
        None => tag.get("ascii").or_else(|| tag.get("hAnsi")).map(|name| Family::Named(Rc::from(name))),
    }
}

/// A colour as `#rrggbb`; empty for automatic, and for black, which looks the same.
fn hex(colour: &str) -> String {
    let known = colour.len() == 6 && colour.bytes().all(|b| b.is_ascii_hexdigit());
    if known && colour != "000000" { format!("#{}", colour.to_ascii_lowercase()) } else { String::new() }
}

impl ParaProps {
    /// These properties; what they leave open is as below. The mark is their own.
    pub(super) fn over(mut self, below: &ParaProps) -> ParaProps {
        over!(self, below: style, align, left, right, first, before, after, auto_before, auto_after,
            contextual, line_above, line_below, number, level, page_before, frame);
        if self.line.is_none() {
            (self.line, self.fixed) = (below.line, self.fixed.or(below.fixed));
        }
        self
    }

    /// Reads `w:pPr`; `section` is given the tag of a section's properties that end here.
    pub(super) fn read(
        xml: &mut Xml<'_, '_>,
        section: &mut dyn FnMut(&mut Xml<'_, '_>) -> Result<(), Refusal>,
    ) -> Result<ParaProps, Refusal> {
        let mut props = ParaProps::default();
        while let Some(tag) = xml.child()? {
            match tag.key() {
                (Ns::W, b"rPr") => props.mark = RunProps::read(xml)?,
                (Ns::W, b"sectPr") => section(xml)?,
                (Ns::W, b"numPr") => props.numbering(xml)?,
                (Ns::W, b"pBdr") => props.borders(xml)?,
                (Ns::W, _) => {
                    props.take(&tag);
                    xml.skip()?;
                }
                _ => xml.skip()?,
            }
        }
        Ok(props)
    }

    fn take(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            b"pStyle" => self.style = tag.val().map(Rc::from),
            b"jc" => self.align = tag.val().as_deref().and_then(align),
            b"pageBreakBefore" => self.page_before = Some(tag.on()),
            b"contextualSpacing" => self.contextual = Some(tag.on()),
            b"framePr" => self.frame = Some(tag.get("xAlign").as_deref().and_then(align)),
            b"ind" => self.indents(tag),
            b"spacing" => self.spacing(tag),
            _ => {}
        }
    }

    fn indents(&mut self, tag: &Tag<'_>) {
        // Hundredths of a character; one is about as wide as the usual 12 pt are high.
        let length = |name: &str| {
            let chars = tag.number(&format!("{name}Chars")).map(|chars| chars.saturating_mul(240) / 100);
            tag.number(name).or(chars)
        };
        self.left = length("left").or_else(|| length("start")).or(self.left);
        self.right = length("right").or_else(|| length("end")).or(self.right);
        let hanging = length("hanging").filter(|hanging| *hanging != 0).map(i64::saturating_neg);
        self.first = hanging.or_else(|| length("firstLine")).or(self.first);
    }

    fn spacing(&mut self, tag: &Tag<'_>) {
        // Hundredths of a line.
        let lines = |name: &str| tag.number(name).map(|lines| lines.saturating_mul(240) / 100);
        let switch = |name: &str| tag.get(name).map(|on| on != "0" && on != "false" && on != "off");
        self.before = tag.number("before").or_else(|| lines("beforeLines")).or(self.before);
        self.after = tag.number("after").or_else(|| lines("afterLines")).or(self.after);
        self.auto_before = switch("beforeAutospacing").or(self.auto_before);
        self.auto_after = switch("afterAutospacing").or(self.auto_after);
        self.line = tag.number("line").or(self.line);
        self.fixed = tag.get("lineRule").map(|rule| rule != "auto").or(self.fixed);
    }

    fn numbering(&mut self, xml: &mut Xml<'_, '_>) -> Result<(), Refusal> {
        while let Some(tag) = xml.child()? {
            match tag.key() {
                (Ns::W, b"numId") => self.number = tag.number("val"),
                (Ns::W, b"ilvl") => self.level = tag.number("val"),
                _ => {}
            }
            xml.skip()?;
        }
        Ok(())
    }

    fn borders(&mut self, xml: &mut Xml<'_, '_>) -> Result<(), Refusal> {
        while let Some(tag) = xml.child()? {
            let drawn = Some(is_line(&tag));
            match tag.key() {
                (Ns::W, b"top") => self.line_above = drawn,
                (Ns::W, b"bottom") => self.line_below = drawn,
                _ => {}
            }
            xml.skip()?;
        }
        Ok(())
    }
}

/// True for a border that is drawn.
pub(super) fn is_line(tag: &Tag<'_>) -> bool {
    tag.val().is_some_and(|kind| kind != "none" && kind != "nil")
}

/// An alignment of text or frame.
pub(super) fn align(name: &str) -> Option<Align> {
    match name {
        "left" | "start" => Some(Align::Left),
        "right" | "end" | "outside" => Some(Align::Right),
        "center" => Some(Align::Center),
        "both" | "distribute" | "thaiDistribute" | "lowKashida" | "mediumKashida" | "highKashida" => {
            Some(Align::Justify)
        }
        _ => None,
    }
}
