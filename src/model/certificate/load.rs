//! Loading a design checks it: every fault at once, each with its line and a stable code.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use toml::de::DeTable;

use super::reader::{Keys, Reader};
use super::source::built_in;
use super::words::is_name;
use super::{
    Align, Drawn, Field, HONOREE, Hole, HoleKind, Honoree, Look, Ornament, Paper, Place, Qr, Row, Sheet,
    Slot, Typeface, Vertical, Words,
};
use crate::model::Code;
use crate::model::template::{Semver, is_slug};

/// One thing wrong with a design.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong.
    pub code: Code,
    /// Where in the file, and what would be right.
    pub about: String,
}

/// How many designs may stand one above another.
const MOST_PARENTS: usize = 4;

/// The version of a design that says none.
const FIRST_VERSION: &str = "1.0.0";

/// Least and most of sizes in pt, and of lines.
const SIZES: [f64; 2] = [4.0, 200.0];
const LINES: [f64; 2] = [1.0, 12.0];

/// The ink of a capital, in parts of the size, where no face is at hand.
const CAPITAL: f64 = 0.7;

impl Sheet {
    /// Reads and checks a design. With `parent` it says only what differs from that built-in one.
    ///
    /// # Errors
    /// Every fault found, in the order of lines.
    pub fn load(toml: &str) -> Result<Sheet, Vec<Fault>> {
        Sheet::load_with(toml, &|id| built_in(id).map(str::to_owned))
    }

    /// As [`Sheet::load`], with the text of its parent as it was kept with it.
    ///
    /// # Errors
    /// As [`Sheet::load`].
    pub fn load_with(toml: &str, parents: &dyn Fn(&str) -> Option<String>) -> Result<Sheet, Vec<Fault>> {
        Sheet::load_below(toml, parents, MOST_PARENTS)
    }

    fn load_below(
        toml: &str,
        parents: &dyn Fn(&str) -> Option<String>,
        most: usize,
    ) -> Result<Sheet, Vec<Fault>> {
        let mut reader = Reader::new(toml);
        let (root, broken) = DeTable::parse_recoverable(toml);
        for error in broken {
            let at = error.span().map_or(0, |span| span.start);
            reader.fault(at, Code::DesignSyntax, error.message());
        }
        let sheet =
            if reader.faults.is_empty() { sheet(&mut reader, root.get_ref(), parents, most) } else { None };
        reader.faults.sort_by_key(|fault| fault.line);
        match sheet {
            Some(sheet) if reader.faults.is_empty() => Ok(sheet),
            _ => Err(reader.faults),
        }
    }
}

fn sheet<'t>(
    reader: &mut Reader<'t>,
    root: &DeTable<'t>,
    parents: &dyn Fn(&str) -> Option<String>,
    most: usize,
) -> Option<Sheet> {
    let mut keys = reader.open("", 0, root);
    let base = parent(reader, &mut keys, parents, most);
    let had = keys.has("id");
    let id = reader.string(&mut keys, "id").filter(|id| is_slug(id));
    let id = reader.needed(&keys, "id", had && id.is_some(), id);
    let had = keys.has("name");
    let name = reader.string(&mut keys, "name");
    let name = reader.needed(&keys, "name", had, name);
    let at = reader.at(&keys, "version");
    let version = reader.string(&mut keys, "version").unwrap_or_else(|| FIRST_VERSION.to_owned());
    if Semver::read(&version).is_none() {
        reader.fault(at, Code::DesignValue, "version: 1.2.0");
    }
    let description = reader.string(&mut keys, "description").unwrap_or_default();
    reader.cite(&mut keys);
    let overlay = reader.switch(&mut keys, "overlay").unwrap_or_default()
        || base.as_ref().is_some_and(|base| base.overlay);
    let paper = match reader.table(&mut keys, "sheet") {
        Some(table) => paper(reader, table),
        None => base.as_ref().map(|base| base.paper),
    };
    if paper.is_none() && reader.faults.is_empty() {
        reader.fault(0, Code::DesignKeyMissing, "sheet");
    }
    let colours = colours(reader, &mut keys, base.as_ref());
    let known = Known { paper, colours, holes: holes(reader, &mut keys, base.as_ref()) };

    let mut ornaments = Vec::new();
    for table in reader.tables(&mut keys, "ornament") {
        ornaments.extend(known.ornament(reader, table));
    }
    let mut pictures = Vec::new();
    for table in reader.tables(&mut keys, "picture") {
        pictures.extend(known.picture(reader, table));
    }
    let mut codes = Vec::new();
    for table in reader.tables(&mut keys, "qr") {
        codes.extend(known.qr(reader, table));
    }
    let mut fields = base.as_ref().map_or_else(Vec::new, |base| base.fields.clone());
    let mut own = BTreeSet::new();
    for table in reader.tables(&mut keys, "field") {
        let at = table.at;
        let Some(field) = known.field(reader, table, &fields) else { continue };
        if !own.insert(field.id.clone()) {
            reader.fault(at, Code::DesignTwice, field.id.clone());
        }
        match fields.iter_mut().find(|known| known.id == field.id) {
            Some(old) => *old = field,
            None => fields.push(field),
        }
    }
    let mut samples = Vec::new();
    for table in reader.tables(&mut keys, "sample") {
        samples.extend(known.sample(reader, table));
    }
    reader.close(&keys);
    if base.is_none() {
        known.unused(reader, &fields, &codes);
    }
    let base = base.unwrap_or_else(|| Sheet {
        id: String::new(),
        name: String::new(),
        version: String::new(),
        description: String::new(),
        overlay: false,
        paper: Paper { width: 0.0, height: 0.0 },
        colours: BTreeMap::new(),
        ornaments: Vec::new(),
        pictures: Vec::new(),
        codes: Vec::new(),
        holes: BTreeMap::new(),
        fields: Vec::new(),
        samples: Vec::new(),
    });
    let sheet = Sheet {
        id: id?,
        name: name?,
        version,
        description,
        overlay: false,
        paper: paper?,
        colours: known.colours,
        ornaments: if ornaments.is_empty() { base.ornaments } else { ornaments },
        pictures: if pictures.is_empty() { base.pictures } else { pictures },
        codes: if codes.is_empty() { base.codes } else { codes.clone() },
        holes: known.holes,
        fields,
        samples: if samples.is_empty() { base.samples } else { samples },
    };
    // What an overlay itself places is printed; what its parent draws is on the blank.
    let placed = if overlay { codes.clone() } else { Vec::new() };
    let mut sheet = if overlay { sheet.into_overlay() } else { sheet };
    sheet.codes.extend(placed);
    Some(sheet)
}

/// The design from which this one differs.
fn parent<'t>(
    reader: &mut Reader<'t>,
    keys: &mut Keys<'_, 't>,
    parents: &dyn Fn(&str) -> Option<String>,
    most: usize,
) -> Option<Sheet> {
    let at = reader.at(keys, "parent");
    let id = reader.string(keys, "parent")?;
    let most = most.checked_sub(1);
    let parent = parents(&id).zip(most);
    let parent = parent.and_then(|(text, most)| Sheet::load_below(&text, parents, most).ok());
    if parent.is_none() {
        reader.fault(at, Code::DesignUnknownName, format!("parent: {id}"));
    }
    parent
}

fn paper<'t>(reader: &mut Reader<'t>, mut keys: Keys<'_, 't>) -> Option<Paper> {
    let at = keys.at;
    let had = keys.has("size");
    let size = reader.string(&mut keys, "size");
    let size = reader.needed(&keys, "size", had, size);
    reader.cite(&mut keys);
    reader.close(&keys);
    let size = size?;
    let paper = Paper::parse(&size);
    if paper.is_none() {
        reader.fault(at, Code::DesignValue, format!("sheet.size: {size}; a3, a4, a5, 400x300, 360x270, …"));
    }
    paper
}

fn colours<'t>(
    reader: &mut Reader<'t>,
    keys: &mut Keys<'_, 't>,
    base: Option<&Sheet>,
) -> BTreeMap<String, String> {
    let mut colours = base.map_or_else(BTreeMap::new, |base| base.colours.clone());
    let Some(mut table) = reader.table(keys, "colours") else { return colours };
    reader.cite(&mut table);
    for name in Reader::rest(&table) {
        let at = table.at;
        let Some(colour) = reader.string(&mut table, name) else { continue };
        let digits = colour.strip_prefix('#').unwrap_or_default();
        if digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            colours.insert(name.to_owned(), colour);
        } else {
            reader.fault(at, Code::DesignValue, format!("colours.{name}: #rrggbb"));
        }
    }
    reader.close(&table);
    colours
}

fn holes<'t>(
    reader: &mut Reader<'t>,
    keys: &mut Keys<'_, 't>,
    base: Option<&Sheet>,
) -> BTreeMap<String, Hole> {
    let mut holes = base.map_or_else(BTreeMap::new, |base| base.holes.clone());
    let Some(mut all) = reader.table(keys, "hole") else { return holes };
    for name in Reader::rest(&all) {
        let Some(mut table) = reader.table(&mut all, name) else { continue };
        if !is_name(name) || name == HONOREE {
            reader.fault(table.at, Code::DesignValue, format!("hole.{name}"));
        }
        let had = table.has("label");
        let label = reader.string(&mut table, "label");
        let label = reader.needed(&table, "label", had, label);
        let kind = reader.choice(&mut table, "kind", HoleKind::ALL, HoleKind::key).unwrap_or(HoleKind::Text);
        let needed = reader.switch(&mut table, "needed").unwrap_or_default();
        let identifies = reader.switch(&mut table, "identifies").unwrap_or_default();
        reader.close(&table);
        if let Some(label) = label {
            holes.insert(name.to_owned(), Hole { label, kind, needed, identifies });
        }
    }
    holes
}

/// What later tables may name.
struct Known {
    paper: Option<Paper>,
    colours: BTreeMap<String, String>,
    holes: BTreeMap<String, Hole>,
}

impl Known {
    fn place<'t>(&self, reader: &mut Reader<'t>, keys: &mut Keys<'_, 't>) -> Option<Place> {
        let Some(mut table) = reader.table(keys, "place") else {
            return reader.needed(keys, "place", false, None);
        };
        let at = table.at;
        let mut side = |key: &str| {
            let had = table.has(key);
            let value = reader.number(&mut table, key, [0.0, Paper::SIDES[1]]);
            reader.needed(&table, key, had, value)
        };
        let (x, y, width, height) = (side("x"), side("y"), side("width"), side("height"));
        let name = table.name.clone();
        reader.cite(&mut table);
        reader.close(&table);
        let place = Place { x: x?, y: y?, width: width?, height: height? };
        if self.paper.is_some_and(|paper| !place.is_on(paper)) {
            reader.fault(at, Code::DesignOffSheet, name);
        }
        Some(place)
    }

    fn colour(&self, reader: &mut Reader<'_>, at: usize, name: &str) {
        if !self.colours.contains_key(name) {
            let known: Vec<&str> = self.colours.keys().map(String::as_str).collect();
            reader.fault(at, Code::DesignUnknownName, format!("{name}; {}", known.join(", ")));
        }
    }

    fn list<'t>(&self, reader: &mut Reader<'t>, keys: &mut Keys<'_, 't>) -> Vec<String> {
        let names = reader.strings(keys, "colours").unwrap_or_default();
        names.iter().for_each(|(at, name)| self.colour(reader, *at, name));
        names.into_iter().map(|(_, name)| name).collect()
    }

    fn ornament<'t>(&self, reader: &mut Reader<'t>, mut keys: Keys<'_, 't>) -> Option<Drawn> {
        let had = keys.has("draw");
        let ornament = reader.choice(&mut keys, "draw", Ornament::ALL, Ornament::key);
        let ornament = reader.needed(&keys, "draw", had, ornament);
        let place = self.place(reader, &mut keys);
        let colours = self.list(reader, &mut keys);
        if colours.is_empty() {
            reader.fault(keys.at, Code::DesignKeyMissing, format!("{}.colours", keys.name));
        }
        let thickness = reader.number(&mut keys, "thickness", [0.05, 20.0]).unwrap_or(0.5);
        reader.close(&keys);
        Some(Drawn { ornament: ornament?, place: place?, colours, thickness })
    }

    fn picture<'t>(&self, reader: &mut Reader<'t>, mut keys: Keys<'_, 't>) -> Option<Slot> {
        let had = keys.has("id");
        let id = reader.string(&mut keys, "id").filter(|id| is_name(id));
        let id = reader.needed(&keys, "id", had && id.is_some(), id);
        let place = self.place(reader, &mut keys);
        let until = reader.choice(&mut keys, "until", Ornament::ALL, Ornament::key);
        let colours = self.list(reader, &mut keys);
        reader.close(&keys);
        Some(Slot { id: id?, place: place?, until, colours })
    }

    fn qr<'t>(&self, reader: &mut Reader<'t>, mut keys: Keys<'_, 't>) -> Option<Qr> {
        let had = keys.has("id");
        let id = reader.string(&mut keys, "id").filter(|id| is_name(id));
        let id = reader.needed(&keys, "id", had && id.is_some(), id);
        let text = self.texts(reader, &mut keys).and_then(|texts| texts.into_iter().next());
        let place = self.place(reader, &mut keys);
        let at = keys.at;
        let colour = reader.string(&mut keys, "colour").unwrap_or_else(|| "black".to_owned());
        self.colour(reader, at, &colour);
        reader.close(&keys);
        Some(Qr { id: id?, text: text?, place: place?, colour })
    }

    fn field<'t>(&self, reader: &mut Reader<'t>, mut keys: Keys<'_, 't>, before: &[Field]) -> Option<Field> {
        let had = keys.has("id");
        let id = reader.string(&mut keys, "id").filter(|id| is_name(id));
        let id = reader.needed(&keys, "id", had && id.is_some(), id);
        // A field of the base says only what differs.
        let old = id.as_ref().and_then(|id| before.iter().find(|field| field.id == *id));
        if let Some(id) = &id {
            keys.name = format!("field {id}");
        }
        let texts = if old.is_some() && !keys.has("text") {
            old.map(|old| old.texts.clone())
        } else {
            self.texts(reader, &mut keys)
        };
        let place = if keys.has("place") { self.place(reader, &mut keys) } else { old.map(|old| old.place) };
        if place.is_none() && old.is_none() && !keys.has("place") && reader.faults.is_empty() {
            reader.fault(keys.at, Code::DesignKeyMissing, format!("{}.place", keys.name));
        }
        let look = self.look(reader, &mut keys, old.map(|old| &old.look));
        let only = match reader.strings(&mut keys, "only") {
            None => old.map_or_else(|| Honoree::ALL.to_vec(), |old| old.only.clone()),
            Some(names) => {
                let mut only = Vec::new();
                for (at, name) in names {
                    match Honoree::from_key(&name) {
                        Some(honoree) => only.push(honoree),
                        None => reader.fault(at, Code::DesignValue, "only: person, collective, household"),
                    }
                }
                only
            }
        };
        let optional = reader.switch(&mut keys, "optional");
        let preprinted = reader.switch(&mut keys, "preprinted");
        let at = keys.at;
        reader.close(&keys);
        let field = Field {
            id: id?,
            texts: texts?,
            only,
            optional: optional.unwrap_or(old.is_some_and(|old| old.optional)),
            preprinted: preprinted.unwrap_or(old.is_some_and(|old| old.preprinted)),
            place: place?,
            look: look?,
        };
        let tall = CAPITAL * field.look.least * 25.4 / 72.0;
        if tall > field.place.height {
            reader.fault(at, Code::DesignTooLow, field.id.clone());
        }
        Some(field)
    }

    fn texts<'t>(&self, reader: &mut Reader<'t>, keys: &mut Keys<'_, 't>) -> Option<Vec<Words>> {
        let had = keys.has("text");
        let texts = reader.strings(keys, "text").filter(|texts| !texts.is_empty());
        let texts = reader.needed(keys, "text", had && texts.is_some(), texts)?;
        let mut read = Vec::new();
        for (at, text) in texts {
            match Words::parse(&text) {
                Ok(words) => {
                    for name in words.holes().filter(|name| !self.holes.contains_key(*name)) {
                        reader.fault(at, Code::DesignUnknownName, format!("{{{{ {name} }}}}"));
                    }
                    read.push(words);
                }
                Err(what) => reader.fault(at, Code::DesignBadHole, what),
            }
        }
        Some(read)
    }

    fn look<'t>(&self, reader: &mut Reader<'t>, keys: &mut Keys<'_, 't>, old: Option<&Look>) -> Option<Look> {
        let Some(mut table) = reader.table(keys, "look") else {
            return reader.needed(keys, "look", old.is_some(), old.cloned());
        };
        let (at, name) = (table.at, table.name.clone());
        let had = table.has("size");
        let size = reader.number(&mut table, "size", SIZES).or(old.map(|old| old.size));
        let size = reader.needed(&table, "size", had, size);
        let least = reader.number(&mut table, "least", SIZES).or(old.map(|old| old.least)).or(size);
        let face = reader.choice(&mut table, "face", Typeface::ALL, Typeface::key);
        let face = face.or(old.map(|old| old.face)).unwrap_or(Typeface::Serif);
        let weight = reader.number(&mut table, "weight", [400.0, 900.0]);
        let weight = weight.map_or_else(|| old.map_or(400, |old| old.weight), whole);
        let italic = reader.switch(&mut table, "italic").unwrap_or(old.is_some_and(|old| old.italic));
        let colour = reader.string(&mut table, "colour").or(old.map(|old| old.colour.clone()));
        let tracking = reader.number(&mut table, "tracking", [-0.2, 1.0]);
        let tracking = tracking.or(old.map(|old| old.tracking)).unwrap_or_default();
        let align = reader.choice(&mut table, "align", Align::ALL, Align::key);
        let vertical = reader.choice(&mut table, "vertical", Vertical::ALL, Vertical::key);
        let lines = reader.number(&mut table, "lines", LINES);
        let lines = lines.map_or_else(|| old.map_or(1, |old| old.lines), |lines| usize::from(whole(lines)));
        let leading = reader.number(&mut table, "leading", [0.8, 4.0]);
        reader.cite(&mut table);
        reader.close(&table);
        let faces: &[(u16, bool)] = match face {
            Typeface::Serif => &[(400, false), (400, true), (700, false), (700, true)],
            Typeface::Display => &[(700, false), (900, false)],
        };
        if !faces.contains(&(weight, italic)) {
            reader.fault(at, Code::DesignValue, format!("{name}: {} {weight}", face.key()));
        }
        let colour = colour.unwrap_or_else(|| "black".to_owned());
        self.colour(reader, at, &colour);
        let (size, least) = (size?, least?);
        if least > size {
            reader.fault(at, Code::DesignSizes, format!("{name}: {least} > {size}"));
        }
        Some(Look {
            face,
            weight,
            italic,
            size,
            least,
            colour,
            tracking,
            align: align.or(old.map(|old| old.align)).unwrap_or(Align::Centre),
            vertical: vertical.or(old.map(|old| old.vertical)).unwrap_or(Vertical::Middle),
            lines,
            leading: leading.or(old.map(|old| old.leading)).unwrap_or(1.25),
        })
    }

    fn sample<'t>(&self, reader: &mut Reader<'t>, mut keys: Keys<'_, 't>) -> Option<Row> {
        let honoree = reader.choice(&mut keys, HONOREE, Honoree::ALL, Honoree::key);
        let mut values = BTreeMap::new();
        for name in Reader::rest(&keys) {
            if self.holes.contains_key(name)
                && let Some(value) = reader.string(&mut keys, name)
            {
                values.insert(name.to_owned(), value);
            }
        }
        reader.close(&keys);
        Some(Row { honoree: honoree.unwrap_or(Honoree::Person), values })
    }

    fn unused(&self, reader: &mut Reader<'_>, fields: &[Field], codes: &[Qr]) {
        let texts = fields.iter().flat_map(|field| &field.texts).chain(codes.iter().map(|code| &code.text));
        let used: BTreeSet<&str> = texts.flat_map(Words::holes).collect();
        for (name, hole) in &self.holes {
            if !used.contains(name.as_str()) && !hole.identifies {
                reader.fault(0, Code::DesignHoleUnused, name.clone());
            }
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 900")]
fn whole(number: f64) -> u16 {
    number as u16
}
