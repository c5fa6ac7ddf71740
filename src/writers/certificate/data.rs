//! What the layout is told, as JSON: boxes, looks, and every line with its baseline.

use serde_json::{Value, json};

use super::{Page, Setup, qr};
use crate::model::certificate::{Align, Calibration, Drawn, Field, Ornament, Place, Sheet};
use crate::model::picture::Image;

/// What stands behind a row's words.
#[derive(Clone, Copy)]
pub(super) enum Ground<'a> {
    /// Nothing, and no words that are the same on every sheet: they are bound under the page.
    Left,
    /// Only what is the same on every sheet.
    Alone,
    /// Everything, as it is printed; or a scan of the blank.
    Whole(Option<&'a Image>),
    /// Crosses and rulers, nothing else.
    Rulers,
}

/// The JSON, and the pictures in one file after another.
pub(super) struct Given {
    pub(super) json: String,
    pub(super) pictures: Vec<u8>,
}

pub(super) fn data(setup: &Setup<'_>, ground: Ground<'_>, pages: &[Page]) -> Given {
    let sheet = setup.sheet;
    let mut files = Vec::new();
    let mut kept = |image: &Image| {
        let from = files.len();
        files.extend_from_slice(image.bytes());
        json!({ "from": from, "to": files.len() })
    };
    let scan = match ground {
        Ground::Whole(Some(scan)) => kept(scan),
        _ => Value::Null,
    };
    let mut ornaments: Vec<Value> = Vec::new();
    let mut pictures: Vec<Value> = Vec::new();
    if matches!(ground, Ground::Alone | Ground::Whole(_)) {
        ornaments.extend(sheet.ornaments.iter().map(|drawn| ornament(sheet, drawn)));
        for slot in &sheet.pictures {
            match (setup.pictures.get(&slot.id), slot.until) {
                (Some(image), _) => {
                    let mut shown = kept(image);
                    shown["place"] = json!(slot.place);
                    pictures.push(shown);
                }
                (None, Some(until)) => {
                    ornaments.push(ornament(sheet, &drawn(until, slot.place, &slot.colours)));
                }
                (None, None) => {}
            }
        }
    }
    let looks: Vec<Value> = sheet.fields.iter().map(|field| look(setup, field)).collect();
    let left = matches!(ground, Ground::Left);
    let page = |page: &Page| -> Value {
        let fields = page.fields.iter().filter(|(at, _)| {
            let fixed = sheet.fields.get(*at).is_some_and(Field::is_fixed);
            !(left && fixed)
        });
        let fields =
            fields.map(|(at, fitted)| json!({ "look": at, "size": fitted.size, "lines": fitted.lines }));
        let codes = page.codes.iter().filter_map(|(at, said)| {
            let code = sheet.codes.get(*at)?;
            let drawn = qr::drawn(code.place, said)?;
            let qr::Drawn { x, y, module, side, runs } = drawn;
            let fill = colour(sheet, &code.colour);
            Some(json!({ "x": x, "y": y, "module": module, "side": side, "runs": runs, "colour": fill }))
        });
        json!({ "fields": fields.collect::<Vec<Value>>(), "codes": codes.collect::<Vec<Value>>() })
    };
    let Calibration { right, down, scale, turned } = setup.calibration;
    let json = json!({
        "title": sheet.name,
        "sheet": { "width": sheet.paper.width, "height": sheet.paper.height },
        "calibration": { "right": right, "down": down, "scale": scale, "turned": turned },
        "rulers": matches!(ground, Ground::Rulers).then_some(Calibration::INSET),
        "scan": scan,
        "ornaments": ornaments,
        "pictures": pictures,
        "looks": looks,
        "pages": pages.iter().map(page).collect::<Vec<Value>>(),
    });
    Given { json: json.to_string(), pictures: files }
}

fn drawn(ornament: Ornament, place: Place, colours: &[String]) -> Drawn {
    Drawn { ornament, place, colours: colours.to_vec(), thickness: 0.5 }
}

fn ornament(sheet: &Sheet, drawn: &Drawn) -> Value {
    let colours: Vec<&str> = drawn.colours.iter().map(|name| colour(sheet, name)).collect();
    json!({
        "draw": drawn.ornament.key(), "place": drawn.place, "colours": colours, "thickness": drawn.thickness,
    })
}

fn look(setup: &Setup<'_>, field: &Field) -> Value {
    let look = &field.look;
    let align = match look.align {
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
    };
    json!({
        "font": setup.faces.family(look.face),
        "weight": look.weight,
        "italic": look.italic,
        "colour": colour(setup.sheet, &look.colour),
        "tracking": look.tracking,
        "align": align,
        "x": field.place.x,
        "width": field.place.width,
    })
}

/// A colour by its name; loading has held that there is one.
fn colour<'a>(sheet: &'a Sheet, name: &str) -> &'a str {
    sheet.colours.get(name).map_or("#000000", String::as_str)
}
