//! Styles: what a paragraph and a run look like when nothing else is said.

use std::collections::HashMap;
use std::rc::Rc;

use super::package::Package;
use super::props::{Family, ParaProps, RunProps, is_line};
use super::refusal::Refusal;
use super::xml::{Ns, Tag, Xml};

/// A chain of styles is followed no further; it may go round in a circle.
const LONGEST_CHAIN: usize = 32;

/// A style, what it rests on not yet looked up.
#[derive(Clone, Debug, Default)]
struct Style {
    name: Rc<str>,
    based_on: Option<Rc<str>>,
    para: ParaProps,
    run: RunProps,
    bordered: bool,
}

/// A style with everything that it rests on.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Resolved {
    /// Its id.
    pub(super) id: Rc<str>,
    /// The name that people see.
    pub(super) name: Rc<str>,
    pub(super) para: ParaProps,
    pub(super) run: RunProps,
    /// A table's style that draws lines.
    pub(super) bordered: bool,
}

/// The styles of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    /// What holds where no style says anything.
    pub(super) para: ParaProps,
    /// As `para`, for runs.
    pub(super) run: RunProps,
    all: HashMap<Rc<str>, Style>,
    resolved: HashMap<Rc<str>, Rc<Resolved>>,
    /// Ids of the styles of paragraphs and tables that name none.
    paragraph: Option<Rc<str>>,
    table: Option<Rc<str>>,
    major: Option<Rc<str>>,
    minor: Option<Rc<str>>,
}

/// A family or size that nothing says: Word's own.
const FAMILY: &str = "Times New Roman";

/// Half-points.
const SIZE: u32 = 20;

/// How a run looks.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Face {
    /// Family.
    pub(super) font: Rc<str>,
    /// Size in half-points.
    pub(super) size: u32,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) underline: bool,
    pub(super) caps: bool,
    pub(super) raised: bool,
    /// Not shown.
    pub(super) hidden: bool,
    /// `#rrggbb`; empty for black and automatic.
    pub(super) colour: Rc<str>,
}

impl Styles {
    /// Reads the styles and the theme's families.
    pub(super) fn read(
        package: &mut Package<'_>,
        styles: Option<&str>,
        theme: Option<&str>,
    ) -> Result<Styles, Refusal> {
        let mut all = Styles::default();
        if let Some(part) = styles {
            package.read(part, |xml, _| all.take(xml))?;
        }
        if let Some(part) = theme {
            package.read(part, |xml, _| all.families(xml))?;
        }
        Ok(all)
    }

    fn take(&mut self, xml: &mut Xml<'_, '_>) -> Result<(), Refusal> {
        while let Some(tag) = xml.child()? {
            match tag.key() {
                (Ns::W, b"docDefaults") => self.defaults(xml)?,
                (Ns::W, b"style") => self.style(&tag, xml)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn defaults(&mut self, xml: &mut Xml<'_, '_>) -> Result<(), Refusal> {
        while let Some(tag) = xml.child()? {
            match tag.key() {
                (Ns::W, b"rPrDefault" | b"pPrDefault") => self.defaults(xml)?,
                (Ns::W, b"rPr") => self.run = RunProps::read(xml)?,
                (Ns::W, b"pPr") => self.para = ParaProps::read(xml, &mut |xml| xml.skip())?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn style(&mut self, start: &Tag<'_>, xml: &mut Xml<'_, '_>) -> Result<(), Refusal> {
        let kind = start.get("type").unwrap_or_else(|| "paragraph".to_owned());
        let id: Rc<str> = Rc::from(start.get("styleId").unwrap_or_default());
        let default = start.get("default").is_some_and(|on| on == "1" || on == "true" || on == "on");
        let mut style = Style::default();
        while let Some(tag) = xml.child()? {
            match tag.key() {
                (Ns::W, b"name") => style.name = Rc::from(tag.val().unwrap_or_default()),
                (Ns::W, b"basedOn") => style.based_on = tag.val().map(Rc::from),
                (Ns::W, b"rPr") => {
                    style.run = RunProps::read(xml)?;
                    continue;
                }
                (Ns::W, b"pPr") => {
                    style.para = ParaProps::read(xml, &mut |xml| xml.skip())?;
                    continue;
                }
                (Ns::W, b"tblPr") => {
                    style.bordered = borders(xml)?;
                    continue;
                }
                _ => {}
            }
            xml.skip()?;
        }
        if default {
            match kind.as_str() {
                "paragraph" => self.paragraph = Some(id.clone()),
                "table" => self.table = Some(id.clone()),
                _ => {}
            }
        }
        self.all.insert(id, style);
        Ok(())
    }

    /// The families of a theme.
    fn families(&mut self, xml: &mut Xml<'_, '_>) -> Result<(), Refusal> {
        while let Some(tag) = xml.child()? {
            match tag.key() {
                (Ns::A, b"themeElements" | b"fontScheme") => self.families(xml)?,
                (Ns::A, b"majorFont") => self.major = latin(xml)?,
                (Ns::A, b"minorFont") => self.minor = latin(xml)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    /// A paragraph's style; without an id, the one of paragraphs that name none.
    pub(super) fn paragraph(&mut self, id: Option<&Rc<str>>) -> Rc<Resolved> {
        let id = id.filter(|id| self.all.contains_key(*id)).or(self.paragraph.as_ref()).cloned();
        self.resolve(id)
    }

    /// A table's style.
    pub(super) fn table(&mut self, id: Option<&Rc<str>>) -> Rc<Resolved> {
        let id = id.or(self.table.as_ref()).cloned();
        self.resolve(id)
    }

    /// A style by its id, if there is one.
    pub(super) fn named(&mut self, id: &Rc<str>) -> Rc<Resolved> {
        self.resolve(Some(id.clone()))
    }

    fn resolve(&mut self, id: Option<Rc<str>>) -> Rc<Resolved> {
        let Some(id) = id else { return Rc::default() };
        if let Some(known) = self.resolved.get(&id) {
            return known.clone();
        }
        let mut resolved = Resolved { id: id.clone(), ..Resolved::default() };
        let mut next = Some(id.clone());
        for _ in 0..LONGEST_CHAIN {
            let Some(style) = next.and_then(|id| self.all.get(&id)) else { break };
            if resolved.name.is_empty() {
                resolved.name = style.name.clone();
            }
            resolved.para = resolved.para.over(&style.para);
            resolved.run = resolved.run.over(&style.run);
            resolved.bordered |= style.bordered;
            next = style.based_on.clone();
        }
        let resolved = Rc::new(resolved);
        self.resolved.insert(id, resolved.clone());
        resolved
    }

    /// How a run looks: its own properties over its style, the paragraph's, the table's and
    /// those of the file. A switch that both styles turn on is off again (17.7.3 of the
    /// standard of Office Open XML).
    pub(super) fn face(&mut self, own: &RunProps, paragraph: &RunProps, table: &RunProps) -> Face {
        let style = own.style.as_ref().map(|id| self.named(id)).unwrap_or_default();
        let switch = |of: fn(&RunProps) -> Option<bool>| {
            let on = |props: &RunProps| of(props).unwrap_or_default();
            of(own).unwrap_or_else(|| on(&self.run) || (on(table) ^ on(paragraph) ^ on(&style.run)))
        };
        let (bold, italic) = (switch(|props| props.bold), switch(|props| props.italic));
        let (caps, hidden) = (switch(|props| props.caps), switch(|props| props.hidden));
        let all = own.clone().over(&style.run).over(paragraph).over(table).over(&self.run);
        let font = match all.font {
            Some(Family::Named(name)) => Some(name),
            Some(Family::Major) => self.major.clone(),
            Some(Family::Minor) => self.minor.clone(),
            None => None,
        };
        Face {
            font: font.unwrap_or_else(|| Rc::from(FAMILY)),
            size: all.size.unwrap_or(SIZE),
            bold,
            italic,
            underline: all.underline.unwrap_or_default(),
            caps,
            raised: all.raised.unwrap_or_default(),
            hidden,
            colour: all.colour.unwrap_or_default(),
        }
    }
}

/// True when the properties of a table draw lines between or around its cells.
pub(super) fn borders(xml: &mut Xml<'_, '_>) -> Result<bool, Refusal> {
    let mut drawn = false;
    while let Some(tag) = xml.child()? {
        if tag.is("tblBorders") || tag.is("tcBorders") {
            while let Some(side) = xml.child()? {
                drawn |= is_line(&side);
                xml.skip()?;
            }
        } else {
            xml.skip()?;
        }
    }
    Ok(drawn)
}

/// The Latin family among those of a theme.
fn latin(xml: &mut Xml<'_, '_>) -> Result<Option<Rc<str>>, Refusal> {
    let mut found = None;
    while let Some(tag) = xml.child()? {
        if tag.key() == (Ns::A, b"latin") {
            found = tag.get("typeface").filter(|name| !name.is_empty()).map(Rc::from);
        }
        xml.skip()?;
    }
    Ok(found)
}
