//! What is drawn: text boxes give their words, lines their length; pictures are told.

use super::body::{Scribe, understood};
use super::content::{Item, Piece, Stroke, Text};
use super::refusal::Refusal;
use super::xml::{Ns, Tag, Xml};

/// EMU in a millimetre.
const EMU: f64 = 36_000.0;

/// Points in a millimetre.
const POINT: f64 = 72.0 / 25.4;

/// A shape no higher than this, in mm, is a line.
const THIN: f64 = 1.5;

/// A line that begins no lower than this below the top of its paragraph, in mm, is drawn
/// under the paragraph before.
const TOP: f64 = 1.8;

/// What is known of a drawing.
#[derive(Clone, Debug, Default)]
struct Drawing {
    /// Width and height in mm.
    size: Option<(f64, f64)>,
    /// From the top of its paragraph in mm.
    down: Option<f64>,
    /// It is a line by its very shape.
    line: bool,
    /// It has words.
    words: bool,
    /// The relation to the image that it shows; may be empty.
    picture: Option<String>,
    /// The words that stand for it.
    alt: Option<String>,
}

/// A picture as the file shows it.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// The paragraph it stands in.
    pub(super) ordinal: usize,
    /// The relation to its image.
    pub(super) image: String,
    /// The words that stand for it.
    pub(super) alt: String,
    /// Width and height in mm.
    pub(super) size: (f64, f64),
}

impl Scribe<'_> {
    /// Reads a drawing of either kind, or an embedded object.
    pub(super) fn drawing(&mut self, xml: &mut Xml<'_, '_>, text: &mut Text) -> Result<(), Refusal> {
        let mut drawing = Drawing::default();
        self.drawn(xml, &mut drawing)?;
        if let Some(image) = drawing.picture {
            text.pieces.push(Piece::Picture(self.pictures.len()));
            let (ordinal, alt) = (text.ordinal, drawing.alt.unwrap_or_default());
            self.pictures.push(Shown { ordinal, image, alt, size: drawing.size.unwrap_or_default() });
        } else if !drawing.words && (drawing.line || drawing.size.is_some_and(|(_, high)| high <= THIN)) {
            let length = drawing.size.map(|(wide, _)| wide).filter(|wide| *wide > 0.0);
            let above = drawing.down.is_some_and(|down| down <= TOP);
            text.strokes.push(Stroke { length, above });
        }
        Ok(())
    }

    fn drawn(&mut self, xml: &mut Xml<'_, '_>, drawing: &mut Drawing) -> Result<(), Refusal> {
        while let Some(tag) = xml.child()? {
            match tag.key() {
                (Ns::W, b"txbxContent") => {
                    let inside = self.blocks(xml)?;
                    let said = !inside.iter().all(|item| matches!(item, Item::Text(text) if text.is_empty()));
                    drawing.words |= said;
                    if said {
                        self.boxes.extend(inside);
                    }
                    continue;
                }
                (Ns::Mc, b"AlternateContent") => {
                    let mut taken = false;
                    while let Some(choice) = xml.child()? {
                        if !taken && understood(&choice) {
                            taken = true;
                            self.drawn(xml, drawing)?;
                        } else {
                            xml.skip()?;
                        }
                    }
                    continue;
                }
                (Ns::Wp, b"extent") => drawing.size = drawing.size.or_else(|| extent(&tag)),
                (Ns::Wp, b"positionV") => {
                    let own =
                        tag.get("relativeFrom").is_some_and(|from| from == "paragraph" || from == "line");
                    while let Some(inner) = xml.child()? {
                        let offset = xml.text()?.trim().parse::<f64>().ok();
                        if own && inner.name() == b"posOffset" {
                            drawing.down = offset.map(|offset| offset / EMU);
                        }
                    }
                    continue;
                }
                (Ns::A, b"prstGeom") => {
                    let kind = tag.get("prst").unwrap_or_default();
                    drawing.line |= kind == "line" || kind.starts_with("straightConnector");
                    xml.skip()?;
                    continue;
                }
                (Ns::Wp, b"docPr") => drawing.alt = tag.get("descr").map(|words| words.to_string()),
                (Ns::A, b"blip") | (Ns::V, b"imagedata") => {
                    drawing.picture = Some(tag.get("embed").unwrap_or_default().to_string());
                }
                (Ns::V, b"textpath") => {
                    self.notices.odd("WordArt", xml.paragraphs().saturating_sub(1));
                }
                (Ns::V, b"line") => {
                    drawing.line = true;
                    drawing.size = ends(&tag).or(drawing.size);
                    drawing.down = down(&tag).or(drawing.down);
                }
                (Ns::V, b"shape" | b"rect") => {
                    let connector = tag.get("type").is_some_and(|kind| kind.ends_with("_t32"));
                    drawing.line |= connector;
                    drawing.size = styled(&tag).or(drawing.size);
                    drawing.down = down(&tag).or(drawing.down);
                }
                _ => {}
            }
            self.drawn(xml, drawing)?;
        }
        Ok(())
    }
}

fn extent(tag: &Tag<'_>) -> Option<(f64, f64)> {
    let side = |name: &str| tag.get(name)?.parse::<f64>().ok().map(|emu| emu / EMU);
    Some((side("cx")?, side("cy")?))
}

/// Width and height in mm between the ends of a line of VML.
fn ends(tag: &Tag<'_>) -> Option<(f64, f64)> {
    let point = |name: &str| {
        let value = tag.get(name)?;
        let (x, y) = value.split_once(',')?;
        Some((length(x)?, length(y)?))
    };
    let ((x1, y1), (x2, y2)) = (point("from")?, point("to")?);
    Some(((x2 - x1).abs(), (y2 - y1).abs()))
}

/// Width and height in mm that the style of a shape of VML says.
fn styled(tag: &Tag<'_>) -> Option<(f64, f64)> {
    Some((part(tag, "width")?, part(tag, "height")?))
}

/// How far below the top of its paragraph a shape of VML stands, in mm.
fn down(tag: &Tag<'_>) -> Option<f64> {
    part(tag, "margin-top")
}

fn part(tag: &Tag<'_>, name: &str) -> Option<f64> {
    let style = tag.get("style")?;
    let mut parts = style.split(';').filter_map(|part| part.split_once(':'));
    parts.find(|(key, _)| key.trim().eq_ignore_ascii_case(name)).and_then(|(_, value)| length(value))
}

/// A length of VML in mm; without a unit it is in pixels.
fn length(value: &str) -> Option<f64> {
    let value = value.trim();
    let end = value.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(value.len());
    let (number, unit) = value.split_at_checked(end)?;
    let number: f64 = if number.is_empty() { 0.0 } else { number.trim().parse().ok()? };
    let mm = match unit {
        "pt" => number / POINT,
        "in" => number * 25.4,
        "cm" => number * 10.0,
        "mm" => number,
        "pc" => number * 12.0 / POINT,
        _ => number * 0.75 / POINT,
    };
    mm.is_finite().then_some(mm)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_every_unit_are_millimetres() {
        for (text, mm) in
            [("72pt", 25.4), ("1in", 25.4), ("2.5cm", 25.0), ("96", 25.4), ("96px", 25.4), ("0", 0.0)]
        {
            assert!(length(text).is_some_and(|found| (found - mm).abs() < 0.01), "{text}");
        }
        assert_eq!(length("wide"), Some(0.0));
        assert_eq!(length("a,b;c"), Some(0.0));
    }
}
