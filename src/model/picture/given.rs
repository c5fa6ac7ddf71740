//! A picture as it is given in JSON, in a document and in a template's data alike.

use std::sync::Arc;

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization;

use super::{
    Fault, FaultKind, Image, LEAST_MM, MOST_ALT, MOST_BYTES, MOST_HEIGHT_MM, MOST_WIDTH_MM, Media, Picture,
};

/// The parts of a picture, and whether each must be given.
pub const PARTS: &[(&str, bool)] =
    &[("data", true), ("width_mm", true), ("height_mm", false), ("alt", true), ("media_type", false)];

/// Reads a picture: `data` (base64 of a PNG or JPEG, or a data URI of one), `width_mm`,
/// `height_mm` (without it the image's own proportions), `alt`, `media_type` (without it,
/// what the data is). What is null is not given.
///
/// # Errors
/// Every fault, each with its part.
pub fn read(given: &Map<String, Value>) -> Result<Picture, Vec<Fault>> {
    let mut reader = Reader { given, faults: Vec::new() };
    let unknown = given.keys().filter(|key| PARTS.iter().all(|(part, _)| part != key));
    reader.faults.extend(unknown.map(|key| Fault { part: key.clone(), kind: FaultKind::Unknown }));
    for (part, _) in PARTS.iter().filter(|(part, must)| *must && given.get(*part).is_none_or(Value::is_null))
    {
        reader.fault(part, FaultKind::Missing);
    }
    let image = reader.image();
    let width = reader.length("width_mm", MOST_WIDTH_MM);
    let own_height = reader.length("height_mm", MOST_HEIGHT_MM);
    let alt = reader.alt();
    let in_proportion = image.as_ref().zip(width).map(|(image, width)| width * image.proportion());
    let height = own_height.or(in_proportion);
    if let (None, Some(height)) = (own_height, height)
        && !(LEAST_MM..=MOST_HEIGHT_MM).contains(&height)
    {
        reader.fault("width_mm", FaultKind::Size);
    }
    match (image, width, height, alt) {
        (Some(image), Some(width_mm), Some(height_mm), Some(alt)) if reader.faults.is_empty() => {
            Ok(Picture { image: Arc::new(image), width_mm, height_mm, alt })
        }
        _ => Err(reader.faults),
    }
}

struct Reader<'a> {
    given: &'a Map<String, Value>,
    faults: Vec<Fault>,
}

impl<'a> Reader<'a> {
    fn fault(&mut self, part: &str, kind: FaultKind) {
        self.faults.push(Fault { part: part.to_owned(), kind });
    }

    fn part(&self, part: &str) -> Option<&'a Value> {
        self.given.get(part).filter(|value| !value.is_null())
    }

    fn text(&mut self, part: &str) -> Option<&'a str> {
        let text = self.part(part)?.as_str();
        if text.is_none() {
            self.fault(part, FaultKind::Shape);
        }
        text
    }

    fn image(&mut self) -> Option<Image> {
        let said = self.text("media_type");
        let image = self.text("data").map(decode);
        match image? {
            Ok(image) => {
                if said.is_some_and(|said| Media::from_key(said) != Some(image.media())) {
                    self.fault("media_type", FaultKind::MediaType);
                }
                Some(image)
            }
            Err(kind) => {
                self.fault("data", kind);
                None
            }
        }
    }

    fn length(&mut self, part: &str, most: f64) -> Option<f64> {
        let Some(length) = self.part(part)?.as_f64() else {
            self.fault(part, FaultKind::Shape);
            return None;
        };
        if !(LEAST_MM..=most).contains(&length) {
            self.fault(part, FaultKind::Size);
        }
        Some(length)
    }

    fn alt(&mut self) -> Option<String> {
        let alt: String = self.text("alt")?.trim().nfc().collect();
        let odd = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}');
        let worded = alt.contains(char::is_alphanumeric);
        if !worded || alt.contains(odd) || alt.chars().count() > MOST_ALT {
            self.fault("alt", FaultKind::Alt);
        }
        Some(alt)
    }
}

/// The image in base64 or a data URI; what the URI says of its type must be true.
fn decode(data: &str) -> Result<Image, FaultKind> {
    let (said, base64) = match data.strip_prefix("data:") {
        None => (None, data),
        Some(uri) => {
            let (said, base64) = uri.split_once(";base64,").ok_or(FaultKind::Base64)?;
            (Some(Media::from_key(said).ok_or(FaultKind::NotImage)?), base64)
        }
    };
    // Four letters hold three bytes.
    if base64.len() > MOST_BYTES.div_ceil(3) * 4 {
        return Err(FaultKind::Bytes);
    }
    let file = BASE64_STANDARD.decode(base64).map_err(|_| FaultKind::Base64)?;
    let image = Image::new(&file)?;
    if said.is_some_and(|said| said != image.media()) {
        return Err(FaultKind::MediaType);
    }
    Ok(image)
}
