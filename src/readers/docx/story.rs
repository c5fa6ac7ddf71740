//! A whole file: its body, its notes, its margins, and what it says of itself.

use std::collections::{BTreeMap, BTreeSet};

use base64::{Engine, prelude::BASE64_STANDARD};

use super::body::{NotePlaces, Scribe};
use super::content::{Item, Text, texts};
use super::drawing::Shown;
use super::notices::Notices;
use super::numbering::Numbering;
use super::own::Roles;
use super::package::{Package, Relations};
use super::refusal::{Limits, Refusal};
use super::sheet::{Pages, SectionProps};
use super::styles::Styles;
use super::xml::{Ns, Xml};
use crate::model::looks::{Numbering as PageNumber, Sheet};
use crate::model::picture::{self, Picture};
use crate::model::standard::Align;
use crate::model::{Code, Leftover, Reason, Role};

/// Everything that a file shows.
#[derive(Clone, Debug, Default)]
pub(super) struct Story {
    /// The body.
    pub(super) items: Vec<Item>,
    /// Footnotes and endnotes.
    pub(super) notes: Vec<Vec<Item>>,
    /// The pictures of the body; `None` for one that cannot be kept.
    pub(super) pictures: Vec<Option<Picture>>,
    /// The sections, each with all that it takes over from the one before.
    pub(super) sections: Vec<SectionProps>,
    /// Contact lines in our own style at the foot of a section's first page.
    pub(super) contacts: Vec<(usize, Text)>,
    /// The title and the category among the file's properties.
    pub(super) title: Option<String>,
    pub(super) category: Option<String>,
    /// The file is as we wrote it: no other program has saved it.
    pub(super) ours: bool,
}

/// A story, and what else is known of its file.
pub(super) struct Told {
    pub(super) story: Story,
    pub(super) sheets: Vec<Sheet>,
    pub(super) leftovers: Vec<Leftover>,
    pub(super) notices: Notices,
}

/// The kinds of notes: the relation to their part, and the name of one.
const NOTES: [(&str, &str); 2] = [("footnotes", "footnote"), ("endnotes", "endnote")];

/// Headers and footers of a file.
const MOST_MARGINS: usize = 600;

/// What we write among the properties of a file.
const PROGRAM: &str = "vanthu";

/// Reads a file.
///
/// # Errors
/// When it is no Word file, or larger or more twisted than the limits.
pub(super) fn read(bytes: &[u8], roles: &Roles, limits: &Limits) -> Result<Told, Refusal> {
    let mut package = Package::open(bytes, limits)?;
    let root = package.relations("")?;
    let main = root.first("officeDocument").unwrap_or("word/document.xml").to_owned();
    let relations = package.relations(&main)?;
    let mut styles = Styles::read(&mut package, relations.first("styles"), relations.first("theme"))?;
    let mut numbering = Numbering::read(&mut package, relations.first("numbering"))?;
    let mut notices = Notices::default();
    let mut story = Story::default();
    let mut places = NotePlaces::new();
    for (part, kind) in NOTES {
        let Some(part) = relations.first(part).map(str::to_owned) else { continue };
        let none = NotePlaces::new();
        let mut scribe = Scribe::new(&mut styles, &mut numbering, &mut notices, &none, limits);
        package.read(&part, |xml, _| notes(xml, kind, &mut scribe, &mut story.notes, &mut places))?;
        left_out(scribe.pictures, &mut notices);
    }
    let mut scribe = Scribe::new(&mut styles, &mut numbering, &mut notices, &places, limits);
    let body = package.read(&main, |xml, root| {
        if !root.is("document") {
            return Err(Refusal::NotWord);
        }
        let mut items = Vec::new();
        while let Some(tag) = xml.child()? {
            if tag.is("body") { items.extend(scribe.blocks(xml)?) } else { xml.skip()? }
        }
        Ok(items)
    })?;
    story.items = body.ok_or(Refusal::NotWord)?;
    let shown = scribe.pictures;
    story.sections = scribe.sections;
    for at in 1..story.sections.len() {
        let (before, here) = story.sections.split_at_mut(at);
        if let (Some(before), Some(here)) = (before.last(), here.first_mut()) {
            here.inherit(before);
        }
    }
    properties(&mut package, &root, &mut story)?;
    pictures(&mut package, &relations, shown, &mut story, &mut notices)?;
    let even = even_pages(&mut package, &relations)?;
    let mut margins = Margins { parts: BTreeMap::new() };
    for (_, _, id) in story.sections.iter().flat_map(|section| &section.margin_parts) {
        let Some(part) = relations.of(id).map(|relation| relation.target.clone()) else { continue };
        if margins.parts.contains_key(id) {
            continue;
        }
        if margins.parts.len() >= MOST_MARGINS {
            return Err(Refusal::TooLong);
        }
        let mut scribe = Scribe::new(&mut styles, &mut numbering, &mut notices, &places, limits);
        scribe.margin = true;
        let read = package.read(&part, |xml, _| scribe.blocks(xml))?;
        left_out(scribe.pictures, &mut notices);
        if let Some(items) = read {
            margins.parts.insert(id.clone(), items);
        }
    }
    let sheets = story.sections.iter().filter_map(|section| margins.sheet(section)).collect();
    let leftovers = margins.words(&mut story, roles, even);
    Ok(Told { story, sheets, leftovers, notices })
}

/// Reads the images of the body's pictures. Ours come back whole; those of other programs may
/// float anywhere and are told.
fn pictures(
    package: &mut Package<'_>,
    relations: &Relations,
    shown: Vec<Shown>,
    story: &mut Story,
    notices: &mut Notices,
) -> Result<(), Refusal> {
    if !story.ours {
        left_out(shown, notices);
        return Ok(());
    }
    for shown in shown {
        let part = relations.of(&shown.image).map(|relation| relation.target.clone());
        let bytes = part.map(|part| package.bytes(&part)).transpose()?.flatten();
        let picture = bytes.and_then(|bytes| {
            let given = serde_json::json!({
                "data": BASE64_STANDARD.encode(bytes),
                "width_mm": shown.size.0,
                "height_mm": shown.size.1,
                "alt": shown.alt,
            });
            picture::read(given.as_object()?).ok()
        });
        if picture.is_none() {
            notices.count(Code::PictureLeftOut, shown.ordinal);
        }
        story.pictures.push(picture);
    }
    Ok(())
}

/// Tells of pictures that are not in the document.
fn left_out(shown: Vec<Shown>, notices: &mut Notices) {
    for shown in shown {
        notices.count(Code::PictureLeftOut, shown.ordinal);
    }
}

fn notes(
    xml: &mut Xml<'_, '_>,
    kind: &'static str,
    scribe: &mut Scribe<'_>,
    notes: &mut Vec<Vec<Item>>,
    places: &mut NotePlaces,
) -> Result<(), Refusal> {
    while let Some(tag) = xml.child()? {
        let separator = tag.get("type").is_some_and(|kind| kind != "normal");
        if !tag.is(kind) || separator {
            xml.skip()?;
            continue;
        }
        let id = tag.get("id").unwrap_or_default();
        let items = scribe.blocks(xml)?;
        places.insert((kind, id), notes.len());
        notes.push(items);
    }
    Ok(())
}

/// Title, category and program among the file's properties.
fn properties(package: &mut Package<'_>, root: &Relations, story: &mut Story) -> Result<(), Refusal> {
    let (core, app) = (root.first("core-properties"), root.first("extended-properties"));
    if let Some(part) = core.map(str::to_owned) {
        package.read(&part, |xml, _| {
            while let Some(tag) = xml.child()? {
                let slot = match tag.name() {
                    b"title" => &mut story.title,
                    b"category" => &mut story.category,
                    _ => {
                        xml.skip()?;
                        continue;
                    }
                };
                *slot = Some(xml.text()?).filter(|words| !words.trim().is_empty());
            }
            Ok(())
        })?;
    }
    if let Some(part) = app.map(str::to_owned) {
        package.read(&part, |xml, _| {
            while let Some(tag) = xml.child()? {
                let program = tag.name() == b"Application";
                let words = xml.text()?;
                story.ours |= program && words.trim() == PROGRAM;
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// True when pages with even numbers have headers and footers of their own.
fn even_pages(package: &mut Package<'_>, relations: &Relations) -> Result<bool, Refusal> {
    let Some(part) = relations.first("settings").map(str::to_owned) else { return Ok(false) };
    let mut even = false;
    package.read(&part, |xml, _| {
        while let Some(tag) = xml.child()? {
            if tag.key() == (Ns::W, b"evenAndOddHeaders") {
                even = tag.on();
            }
            xml.skip()?;
        }
        Ok(())
    })?;
    Ok(even)
}

/// Headers and footers by their ids.
struct Margins {
    parts: BTreeMap<String, Vec<Item>>,
}

impl Margins {
    /// The sheet of a section.
    fn sheet(&self, section: &SectionProps) -> Option<Sheet> {
        let (width, height) = section.paper?;
        let [top, right, bottom, left] = section.margins.unwrap_or_default();
        let mm = super::measure::mm;
        Some(Sheet {
            width: mm(width),
            height: mm(height),
            top: mm(top),
            bottom: mm(bottom),
            left: mm(left),
            right: mm(right),
            first_paragraph: section.first_paragraph,
            restarts: section.restarts,
            number: self.number(section),
        })
    }

    /// The number of the page on a section's sheets.
    fn number(&self, section: &SectionProps) -> Option<PageNumber> {
        let on = |top: bool, pages: Pages| {
            let found = section.margin_parts.iter().find(|(at, which, _)| *at == top && *which == pages)?;
            let mut number = None;
            texts(self.parts.get(&found.2)?, &mut |text| {
                number = number.or(text.page_number.as_ref().map(|face| (text, face)));
            });
            number
        };
        let (top, (text, face)) =
            [true, false].into_iter().find_map(|top| Some((top, on(top, Pages::Other)?)))?;
        let align = text.para.frame.flatten().or(text.para.align).unwrap_or(Align::Left);
        let first = on(true, Pages::First).or_else(|| on(false, Pages::First));
        Some(PageNumber {
            top,
            align,
            size: f64::from(face.size) / 2.0,
            on_first: !section.title_page || first.is_some(),
        })
    }

    /// The words in the margins that some page shows. Contact lines of ours go to the story,
    /// the others are left over.
    fn words(&self, story: &mut Story, roles: &Roles, even: bool) -> Vec<Leftover> {
        let mut leftovers: Vec<Leftover> = Vec::new();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut contacts = Vec::new();
        for (at, section) in story.sections.iter().enumerate() {
            for (_, pages, id) in &section.margin_parts {
                let shown = match pages {
                    Pages::First => section.title_page,
                    Pages::Even => even,
                    Pages::Other => true,
                };
                let Some(items) = self.parts.get(id).filter(|_| shown && !seen.contains(id.as_str())) else {
                    continue;
                };
                seen.insert(id);
                texts(items, &mut |text| {
                    let words = text.words().split_whitespace().collect::<Vec<_>>().join(" ");
                    if roles.role(text) == Some(Role::Contact) {
                        contacts.push((at, text.clone()));
                    } else if words.contains(char::is_alphanumeric) {
                        leftovers.push(Leftover { line: 0, text: words, reason: Reason::Margin });
                    }
                });
            }
        }
        story.contacts = contacts;
        leftovers
    }
}
