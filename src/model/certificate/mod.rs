//! A certificate (bằng khen, giấy khen) as data: a sheet with fields in exact places.
//!
//! A design is a TOML file, `templates/standards/certificate-*.toml` or an office's own. Each
//! value stands beside its source. A design either prints a whole sheet, frames and colours and
//! all, or is an overlay that prints nothing but text onto a blank (phôi).

mod load;
mod order;
mod paper;
mod reader;
mod row;
mod source;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use load::Fault;
pub use order::PrintOrder;
pub use paper::{Calibration, Paper, Place};
pub use row::{Finding, FindingCode, Row};
pub use source::{KIND, built_in, is_design, source_of};
pub use words::{Case, Part, Words};

use super::keys::keys;

/// The designs that are built in: their ids, and their files.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("bang-khen", include_str!("../../../templates/standards/certificate-bang-khen.toml")),
    ("bang-khen-phoi", include_str!("../../../templates/standards/certificate-bang-khen-phoi.toml")),
    ("giay-chung-nhan", include_str!("../../../templates/standards/certificate-giay-chung-nhan.toml")),
    (
        "giay-chung-nhan-phoi",
        include_str!("../../../templates/standards/certificate-giay-chung-nhan-phoi.toml"),
    ),
    ("giay-khen", include_str!("../../../templates/standards/certificate-giay-khen.toml")),
    ("giay-khen-phoi", include_str!("../../../templates/standards/certificate-giay-khen-phoi.toml")),
];

/// The row's key that says what kind of honoree it is about.
pub const HONOREE: &str = "honoree";

/// The row's key of the code that the public asks with.
pub const CODE: &str = "code";

/// The row's key of the number in the book of awards (sổ khen thưởng).
pub const REGISTER: &str = "register";

/// The row's key of the address that a QR code leads to.
pub const VERIFY: &str = "verify";

/// The row's key of an honoree of a round: its id.
pub const HONOREE_ID: &str = "honoree_id";

/// The row's key of the form of award (hình thức khen thưởng), where it is not the design's.
pub const FORM: &str = "form";

/// Keys that the keeping of a certificate puts into its row: not for whoever mends the row.
pub const ENROLLED: &[&str] = &[CODE, REGISTER, VERIFY, HONOREE_ID];

/// Keys that a row may have whatever the design says.
pub const KNOWN: &[&str] = &[CODE, REGISTER, VERIFY, HONOREE_ID, FORM];

keys! {
    /// Who is honoured (đối tượng khen thưởng).
    Honoree:
    /// Cá nhân.
    Person = "person",
    /// Tập thể.
    Collective = "collective",
    /// Hộ gia đình.
    Household = "household",
}

keys! {
    /// A typeface of a design.
    Typeface:
    /// The serif of all documents, as wide as Times New Roman; weights 400 and 700, both slants.
    Serif = "serif",
    /// The display face of titles and names; weights 700 and 900, upright.
    Display = "display",
}

keys! {
    /// How lines stand in their box, from side to side.
    Align:
    /// At its left edge.
    Left = "left",
    /// In its middle.
    Centre = "center",
    /// At its right edge.
    Right = "right",
}

keys! {
    /// How lines stand in their box, from top to bottom. What is measured is the ink of capitals
    /// without marks: from the top of the first line's to the baseline of the last line.
    Vertical:
    /// Capitals of the first line hang from the box's top edge.
    Top = "top",
    /// The lines stand in the middle.
    Middle = "middle",
    /// The last line's baseline is the box's bottom edge.
    Bottom = "bottom",
}

keys! {
    /// Something that the layout can draw.
    Ornament:
    /// A rectangle of lines.
    Line = "line",
    /// A row of lotus petals around the box, with key-fret corners.
    LotusBand = "lotus-band",
    /// A pale bronze drum, for the ground behind the words.
    Drum = "drum",
    /// A lotus flower above waves.
    Lotus = "lotus",
    /// A plain star.
    Star = "star",
    /// A short rule with a diamond in its middle.
    Flourish = "flourish",
    /// A white disc within a ring, on which an emblem stands.
    Disc = "disc",
}

keys! {
    /// What a hole takes.
    HoleKind:
    /// Words.
    Text = "text",
    /// A person's name: never broken.
    Person = "person",
    /// A day, printed in full: `ngày 05 tháng 3 năm 2026`.
    Date = "date",
    /// The number and symbol of the decision; a row without it is told apart.
    Decision = "decision",
}

/// A design.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its id.
    pub id: String,
    /// Its name, for people.
    pub name: String,
    /// Version of its text, such as `1.2.0`.
    pub version: String,
    /// What it is for; may be empty.
    pub description: String,
    /// True where it prints only words, onto blanks.
    pub overlay: bool,
    /// The sheet of paper.
    pub paper: Paper,
    /// Colours by their names, each `#rrggbb`.
    pub colours: BTreeMap<String, String>,
    /// What is drawn, from the ground up.
    pub ornaments: Vec<Drawn>,
    /// Places for the office's own pictures.
    pub pictures: Vec<Slot>,
    /// QR codes.
    #[serde(default)]
    pub codes: Vec<Qr>,
    /// What a row may hold.
    pub holes: BTreeMap<String, Hole>,
    /// The words.
    pub fields: Vec<Field>,
    /// Invented rows that show the design.
    pub samples: Vec<Row>,
}

/// An ornament in its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drawn {
    /// What is drawn.
    pub ornament: Ornament,
    /// Where.
    pub place: Place,
    /// Colours, the first the strongest; names of the design's.
    pub colours: Vec<String>,
    /// Thickness of its lines in pt.
    pub thickness: f64,
}

/// A place for a picture of the office's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Slot {
    /// Its id.
    pub id: String,
    /// The box; the picture stands in its middle, whole.
    pub place: Place,
    /// What is drawn until there is a picture.
    pub until: Option<Ornament>,
    /// Colours of that.
    pub colours: Vec<String>,
}

/// A QR code of a row's own: nothing is drawn where a hole of its text is empty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Qr {
    /// Its id.
    pub id: String,
    /// What it says.
    pub text: Words,
    /// The box; the code stands in its middle with four modules of white around it.
    pub place: Place,
    /// Name of the colour.
    pub colour: String,
}

/// A hole of a design: a key of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hole {
    /// Its name, for people.
    pub label: String,
    /// What it takes.
    pub kind: HoleKind,
    /// True where every row must have it, whatever the texts say.
    pub needed: bool,
    /// True where it helps to tell one honoree from another.
    pub identifies: bool,
}

/// Words in a place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// Its id.
    pub id: String,
    /// What it says. Of several texts the first is taken whose holes all have values.
    pub texts: Vec<Words>,
    /// The honorees for whom it is printed.
    pub only: Vec<Honoree>,
    /// True where nothing is printed, and nothing missed, when holes are empty.
    pub optional: bool,
    /// True where a blank has these words already.
    pub preprinted: bool,
    /// Where it stands.
    pub place: Place,
    /// Its look.
    pub look: Look,
}

/// How words look.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Look {
    /// Typeface.
    pub face: Typeface,
    /// Weight: 400, 700 or 900.
    pub weight: u16,
    /// Slant.
    pub italic: bool,
    /// Size in pt.
    pub size: f64,
    /// Smallest size in pt.
    pub least: f64,
    /// Name of the colour.
    pub colour: String,
    /// White between letters, in parts of the size.
    pub tracking: f64,
    /// From side to side.
    pub align: Align,
    /// From top to bottom.
    pub vertical: Vertical,
    /// The most lines.
    pub lines: usize,
    /// From baseline to baseline, in parts of the size.
    pub leading: f64,
}

impl Field {
    /// True where it is printed for this kind of honoree.
    pub fn is_for(&self, honoree: Honoree) -> bool {
        self.only.contains(&honoree)
    }

    /// True where it is printed for every kind of honoree.
    pub fn is_for_all(&self) -> bool {
        Honoree::ALL.iter().all(|honoree| self.is_for(*honoree))
    }

    /// True where it is the same on every sheet.
    pub fn is_fixed(&self) -> bool {
        self.is_for_all() && self.fixed().is_some()
    }

    /// What it says where it has no holes.
    pub fn fixed(&self) -> Option<String> {
        self.texts.first()?.parts().iter().try_fold(String::new(), |said, part| match part {
            Part::Text(text) => Some(said + text),
            Part::Hole(..) => None,
        })
    }
}

/// What a field says of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The field, by its number in the design.
    pub field: usize,
    /// The words.
    pub text: String,
}

impl Sheet {
    /// The built-in design with this id.
    ///
    /// # Errors
    /// Every fault of the file; none for what is built in, which a test reads.
    pub fn built_in(id: &str) -> Option<Result<Sheet, Vec<Fault>>> {
        built_in(id).map(Sheet::load)
    }

    /// The same design for blanks: nothing drawn, and no words that a blank has already.
    #[must_use]
    pub fn into_overlay(mut self) -> Sheet {
        self.overlay = true;
        self.ornaments.clear();
        self.pictures.clear();
        self.codes.clear();
        self.fields.retain(|field| !field.preprinted);
        self
    }

    /// The same design on another sheet: places in proportion, words by the smaller of both.
    #[must_use]
    pub fn on(mut self, paper: Paper) -> Sheet {
        let (across, down) = (paper.width / self.paper.width, paper.height / self.paper.height);
        let words = across.min(down);
        let places = self.ornaments.iter_mut().map(|drawn| &mut drawn.place);
        let places = places.chain(self.pictures.iter_mut().map(|slot| &mut slot.place));
        let places = places.chain(self.codes.iter_mut().map(|code| &mut code.place));
        let places = places.chain(self.fields.iter_mut().map(|field| &mut field.place));
        places.for_each(|place| place.stretch(across, down));
        for look in self.fields.iter_mut().map(|field| &mut field.look) {
            look.size *= words;
            look.least *= words;
        }
        self.ornaments.iter_mut().for_each(|drawn| drawn.thickness *= words);
        self.paper = paper;
        self
    }
}
