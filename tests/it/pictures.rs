//! Pictures drawn here: a red seal on nothing (PNG) and a grey logo (JPEG).

use base64::{Engine, prelude::BASE64_STANDARD};
use image::{DynamicImage, ImageFormat, Luma, Rgba};
use serde_json::{Value as Json, json};

fn data(image: impl Into<DynamicImage>, format: ImageFormat) -> String {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).unwrap();
    BASE64_STANDARD.encode(bytes.into_inner())
}

/// A seal of 28 mm: two red rings on nothing.
pub(crate) fn seal() -> Json {
    let image = image::RgbaImage::from_fn(60, 60, |x, y| {
        let from_middle = (f64::from(x) - 29.5).hypot(f64::from(y) - 29.5);
        let drawn = (26.0..29.0).contains(&from_middle) || (14.0..16.0).contains(&from_middle);
        Rgba([214, 31, 38, if drawn { 255 } else { 0 }])
    });
    json!({ "data": data(image, ImageFormat::Png), "width_mm": 28, "alt": "Dấu của cơ quan" })
}

/// A logo of 14 mm by 10.
pub(crate) fn logo() -> Json {
    let image =
        image::GrayImage::from_fn(42, 30, |x, y| Luma([if (x / 6 + y / 6) % 2 == 0 { 60 } else { 220 }]));
    json!({ "data": data(image, ImageFormat::Jpeg), "width_mm": 14, "alt": "Biểu trưng \"Xã <Quảng Châu> & 1\"" })
}
