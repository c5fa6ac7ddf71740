//! Sheets of paper, places on them, and what a printer does to both.

use serde::{Deserialize, Serialize};

/// A sheet of paper as it is read, in mm.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Paper {
    /// From side to side.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

/// Sizes by name, lying (ngang).
const NAMED: [(&str, f64, f64); 5] = [
    ("a3", 420.0, 297.0),
    ("a4", 297.0, 210.0),
    ("a5", 210.0, 148.0),
    ("400x300", 400.0, 300.0),
    ("360x270", 360.0, 270.0),
];

impl Paper {
    /// Least and most length of a side in mm.
    pub const SIDES: [f64; 2] = [50.0, 1200.0];

    /// A size by its name (`a4`, lying; `a4-portrait`, standing) or in mm (`400x300`).
    pub fn parse(name: &str) -> Option<Paper> {
        let name = name.trim().to_ascii_lowercase().replace(['×', ' '], "x");
        let (size, standing) = match name.strip_suffix("-portrait") {
            Some(size) => (size, true),
            None => (name.strip_suffix("-landscape").unwrap_or(&name), false),
        };
        let named = NAMED.iter().find(|(known, ..)| *known == size);
        let (width, height) = match named {
            Some(&(_, width, height)) => (width, height),
            None => {
                let (width, height) = size.split_once('x')?;
                (width.parse().ok()?, height.parse().ok()?)
            }
        };
        let sound = |side: f64| (Paper::SIDES[0]..=Paper::SIDES[1]).contains(&side);
        let paper = if standing { Paper { width: height, height: width } } else { Paper { width, height } };
        (sound(width) && sound(height)).then_some(paper)
    }
}

/// A box on the sheet, in mm from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Its left edge.
    pub x: f64,
    /// Its top edge.
    pub y: f64,
    /// From side to side.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

impl Place {
    /// True where no part of it is off the sheet.
    pub fn is_on(&self, paper: Paper) -> bool {
        const EASE: f64 = 0.001;
        self.x >= -EASE
            && self.y >= -EASE
            && self.x + self.width <= paper.width + EASE
            && self.y + self.height <= paper.height + EASE
    }

    pub(super) fn stretch(&mut self, across: f64, down: f64) {
        self.x *= across;
        self.width *= across;
        self.y *= down;
        self.height *= down;
    }
}

/// What a printer is made up for. All is seen on the printed sheet as it is read, whichever way
/// it goes into the printer: first all is scaled about the middle of the sheet, then moved.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Moved to the right, in mm.
    pub right: f64,
    /// Moved down, in mm.
    pub down: f64,
    /// Scale in percent.
    pub scale: f64,
    /// True where the sheet goes in upside down.
    pub turned: bool,
}

impl Default for Calibration {
    fn default() -> Calibration {
        Calibration { right: 0.0, down: 0.0, scale: 100.0, turned: false }
    }
}

impl Calibration {
    /// From the edges of the sheet to the crosses of the calibration sheet, in mm.
    pub const INSET: f64 = 20.0;

    /// Most mm that it moves, and least and most percent.
    pub const MOST: f64 = 50.0;
    /// Least and most percent.
    pub const SCALES: [f64; 2] = [90.0, 110.0];

    /// What to set, given what was measured on a calibration sheet that was printed with nothing
    /// set: from the sheet's left edge to the left cross, from its top edge to the upper cross,
    /// from the left cross to the right one, all in mm. Rounded to 0.1 mm and 0.1 %.
    pub fn measured(paper: Paper, left: f64, top: f64, between: f64) -> Option<Calibration> {
        let tenth = |value: f64| (value * 10.0).round() / 10.0;
        let meant = paper.width - 2.0 * Calibration::INSET;
        let drawn = between / meant;
        // Where the middle of the print has come to lie.
        let across = left + between / 2.0;
        let down = top + drawn * (paper.height / 2.0 - Calibration::INSET);
        let found = Calibration {
            right: tenth(paper.width / 2.0 - across),
            down: tenth(paper.height / 2.0 - down),
            scale: tenth(100.0 / drawn),
            turned: false,
        };
        found.is_sound().then_some(found)
    }

    /// True where no value is beyond what a printer can be off by.
    pub fn is_sound(&self) -> bool {
        self.right.abs() <= Calibration::MOST
            && self.down.abs() <= Calibration::MOST
            && (Calibration::SCALES[0]..=Calibration::SCALES[1]).contains(&self.scale)
    }

    /// Where a point of the design lies on the printed sheet as it is read, in mm.
    pub fn apply(&self, paper: Paper, x: f64, y: f64) -> (f64, f64) {
        let (middle, centre) = (paper.width / 2.0, paper.height / 2.0);
        let scale = self.scale / 100.0;
        (middle + (x - middle) * scale + self.right, centre + (y - centre) * scale + self.down)
    }
}
