//! A picture (hình ảnh): an office's seal, its logo.
//!
//! A picture that exists can be printed: whoever makes one reads it whole, here, and whatever
//! is wrong with it is told then.

mod file;
mod given;

use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::{Map, Value};

pub use file::{Image, MOST_BYTES, MOST_PIXELS, Media};
pub use given::{PARTS, read};

/// The most pixels of all pictures that come in together.
pub const MOST_PIXELS_IN_ALL: u64 = 4 * MOST_PIXELS;

/// Least length of a side in mm.
pub const LEAST_MM: f64 = 1.0;

/// Most width in mm: an indented line of a page by Decree 30 has room for it.
pub const MOST_WIDTH_MM: f64 = 150.0;

/// Most height in mm: less than a page's text.
pub const MOST_HEIGHT_MM: f64 = 220.0;

/// Most characters of the words that stand for a picture.
pub const MOST_ALT: usize = 300;

/// A picture among words: its image, its size on paper, and the words that stand for it.
///
/// In JSON: `media_type`, `data` (base64), `width_mm`, `height_mm`, `alt`. Given without
/// `height_mm`, it has the image's own proportions; see [`read`].
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    image: Arc<Image>,
    width_mm: f64,
    height_mm: f64,
    alt: String,
}

impl Picture {
    /// The image.
    pub fn image(&self) -> &Arc<Image> {
        &self.image
    }

    /// Width on paper in mm, [`LEAST_MM`] to [`MOST_WIDTH_MM`].
    pub fn width_mm(&self) -> f64 {
        self.width_mm
    }

    /// Height on paper in mm, [`LEAST_MM`] to [`MOST_HEIGHT_MM`].
    pub fn height_mm(&self) -> f64 {
        self.height_mm
    }

    /// What stands for the picture where it cannot be seen: one line of words, NFC.
    pub fn alt(&self) -> &str {
        &self.alt
    }
}

impl Serialize for Picture {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Picture", 5)?;
        fields.serialize_field("media_type", self.image.media().key())?;
        fields.serialize_field("data", &self.image.base64())?;
        fields.serialize_field("width_mm", &self.width_mm)?;
        fields.serialize_field("height_mm", &self.height_mm)?;
        fields.serialize_field("alt", &self.alt)?;
        fields.end()
    }
}

impl<'de> Deserialize<'de> for Picture {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Picture, D::Error> {
        let given = Map::<String, Value>::deserialize(deserializer)?;
        read(&given).map_err(|faults| match faults.first() {
            Some(first) => D::Error::custom(format_args!("{}: {}", first.part, first.kind)),
            None => D::Error::custom("no picture"),
        })
    }
}

/// What is wrong with one part of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The part: one of [`PARTS`], or a key that is none.
    pub part: String,
    /// What is wrong with it.
    pub kind: FaultKind,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $key:literal, $reason:literal;)*) => {
        /// What may be wrong with a part of a picture. Its Vietnamese sentence stands in
        /// `viet::words`, by its key.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
        pub enum FaultKind { $($(#[$doc])* #[error($reason)] $name,)* }

        impl FaultKind {
            /// Every kind.
            pub const ALL: &[FaultKind] = &[$(FaultKind::$name,)*];

            /// The kind as programs read it.
            pub fn key(self) -> &'static str {
                match self { $(FaultKind::$name => $key,)* }
            }
        }
    };
}

kinds! {
    /// A part that must be given.
    Missing = "picture-part-missing", "missing";
    /// A key that is no part.
    Unknown = "json-unknown-field", "unknown field";
    /// A value of another kind of JSON.
    Shape = "picture-part-kind", "not of the right JSON type";
    /// No base64, nor a data URI of base64.
    Base64 = "picture-base64", "not base64";
    /// Neither PNG nor JPEG.
    NotImage = "picture-not-image", "neither PNG nor JPEG";
    /// Another type of image than is said.
    MediaType = "picture-media-type", "not the type of the data";
    /// An image that breaks off, or that cannot be read.
    Damaged = "picture-damaged", "the image cannot be read";
    /// A JPEG in colours of print, which an archived PDF does not hold.
    Colours = "picture-colours", "a JPEG must be RGB or grey";
    /// An image that asks to be turned before it is looked at.
    Turned = "picture-turned", "the image asks to be turned: save it upright";
    /// More than [`MOST_BYTES`].
    Bytes = "picture-bytes", "the image has too many bytes";
    /// More than [`MOST_PIXELS`].
    Pixels = "picture-pixels", "the image has too many pixels";
    /// More than [`MOST_PIXELS_IN_ALL`].
    PixelsInAll = "pictures-pixels", "the pictures together have too many pixels";
    /// Too small, too wide or too high.
    Size = "picture-size", "1 to 150 mm wide and 1 to 220 mm high";
    /// No words, more than one line, or too many.
    Alt = "picture-alt", "one line of words, at most 300 characters";
    /// A picture in a footnote.
    InNote = "picture-in-note", "a footnote holds no picture";
}

/// The pixels that one order may bring: reading them takes time, however few bytes they are.
#[derive(Debug, Default)]
pub struct Budget {
    pixels: u64,
}

impl Budget {
    /// [`read`] within the budget; past it nothing more is read.
    ///
    /// # Errors
    /// Every fault, each with its part.
    pub fn read(&mut self, given: &Map<String, Value>) -> Result<Picture, Vec<Fault>> {
        let spent = || vec![Fault { part: "data".to_owned(), kind: FaultKind::PixelsInAll }];
        if self.pixels > MOST_PIXELS_IN_ALL {
            return Err(spent());
        }
        let picture = read(given)?;
        self.pixels += picture.image.pixels();
        if self.pixels > MOST_PIXELS_IN_ALL { Err(spent()) } else { Ok(picture) }
    }
}

#[cfg(test)]
pub(crate) mod tests;
