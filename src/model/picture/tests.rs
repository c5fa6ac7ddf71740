use image::{DynamicImage, ImageFormat, RgbImage, RgbaImage};
use serde_json::json;

use super::*;

fn file(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn png() -> Vec<u8> {
    file(
        RgbaImage::from_fn(8, 4, |x, _| image::Rgba([if x % 2 == 0 { 200 } else { 10 }, 30, 40, 90])),
        ImageFormat::Png,
    )
}

fn jpeg() -> Vec<u8> {
    file(
        RgbImage::from_fn(8, 4, |x, _| image::Rgb([if x % 2 == 0 { 200 } else { 10 }, 30, 40])),
        ImageFormat::Jpeg,
    )
}

/// A chunk of a PNG. Its sum is not looked at: what is not the image goes.
fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&length[..], name, data, &[0; 4]].concat()
}

/// EXIF that says nothing but how to turn the image.
fn exif(turn: u8) -> Vec<u8> {
    [b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(), &[turn], &[0; 6]].concat()
}

fn base64(file: &[u8]) -> String {
    base64::Engine::encode(&base64::prelude::BASE64_STANDARD, file)
}

fn given(value: Value) -> Result<Picture, Vec<(String, FaultKind)>> {
    let Value::Object(map) = value else { unreachable!("an object") };
    read(&map).map_err(|faults| faults.into_iter().map(|fault| (fault.part, fault.kind)).collect())
}

/// A picture of a size in mm, for the tests of others.
pub(crate) fn picture(width: f64, height: f64, alt: &str) -> Picture {
    let given = json!({ "data": base64(&png()), "width_mm": width, "height_mm": height, "alt": alt });
    read(given.as_object().unwrap()).unwrap()
}

#[test]
fn an_image_keeps_its_pixels_and_nothing_else() {
    let bare = png();
    let (head, body) = bare.split_at(33);
    let told = [head, &chunk(b"tEXt", b"Author\0me"), &chunk(b"eXIf", &exif(1)), body, b"more"].concat();
    assert_eq!(Image::new(&told).unwrap(), Image::new(&bare).unwrap());
    let bare = jpeg();
    let exif = [b"Exif\0\0", exif(1).as_slice()].concat();
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let told = [&bare[..2], &[0xFF, 0xE1], &length, &exif, &bare[2..], b"more"].concat();
    let image = Image::new(&told).unwrap();
    assert_eq!(image, Image::new(&bare).unwrap());
    assert_eq!((image.media(), image.pixels(), image.proportion()), (Media::Jpeg, 32, 0.5));
}

#[test]
fn what_cannot_be_printed_is_no_image() {
    assert_eq!(Image::new(b""), Err(FaultKind::NotImage));
    assert_eq!(Image::new(b"GIF89a"), Err(FaultKind::NotImage));
    for whole in [png(), jpeg()] {
        for end in 8..whole.len() {
            assert_eq!(Image::new(&whole[..end]), Err(FaultKind::Damaged), "{end} of {}", whole.len());
        }
    }
    let turned = [&png()[..33], &chunk(b"eXIf", &exif(6)), &png()[33..]].concat();
    assert_eq!(Image::new(&turned), Err(FaultKind::Turned));
    assert_eq!(Image::new(&vec![0; MOST_BYTES + 1]), Err(FaultKind::Bytes));
    let wide = file(image::GrayImage::new(4_000_001, 1), ImageFormat::Png);
    assert_eq!(Image::new(&wide), Err(FaultKind::Pixels));
    // Four colours of print.
    let mut print = jpeg();
    let frame = print.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    print[frame + 9] = 4;
    assert_eq!(Image::new(&print), Err(FaultKind::Colours));
}

#[test]
fn no_damage_of_a_file_is_more_than_a_fault() {
    for whole in [png(), jpeg()] {
        for at in 0..whole.len() {
            for bits in [0x01, 0x80, 0xFF] {
                let mut broken = whole.clone();
                broken[at] ^= bits;
                // Either it still is an image, or it is told what is wrong.
                let _ = Image::new(&broken);
            }
        }
    }
}

#[test]
fn a_picture_is_read_from_base64_or_a_data_uri() {
    let plain = given(json!({ "data": base64(&png()), "width_mm": 28, "alt": " Dấu " })).unwrap();
    assert_eq!((plain.width_mm(), plain.height_mm(), plain.alt()), (28.0, 14.0, "Dấu"));
    let uri = format!("data:image/png;base64,{}", base64(&png()));
    let other =
        json!({ "data": uri, "width_mm": 28.0, "height_mm": null, "alt": "Dấu", "media_type": "image/png" });
    assert_eq!(given(other).unwrap(), plain);
    let json = serde_json::to_value(&plain).unwrap();
    assert_eq!(json["media_type"], "image/png");
    assert_eq!(serde_json::from_value::<Picture>(json).unwrap(), plain);
}

#[test]
fn every_fault_of_a_picture_is_told_at_once() {
    let faults = given(json!({
        "data": "không", "width_mm": 151, "height_mm": "cao", "alt": " ", "media_type": 1, "dpi": 300
    }))
    .unwrap_err();
    let expected = [
        ("dpi", FaultKind::Unknown),
        ("media_type", FaultKind::Shape),
        ("data", FaultKind::Base64),
        ("width_mm", FaultKind::Size),
        ("height_mm", FaultKind::Shape),
        ("alt", FaultKind::Alt),
    ];
    assert_eq!(faults, expected.map(|(part, kind)| (part.to_owned(), kind)));
    let missing = given(json!({ "alt": null })).unwrap_err();
    assert_eq!(missing.len(), 3);
    assert!(missing.iter().all(|(_, kind)| *kind == FaultKind::Missing));
    let jpeg = format!("data:image/png;base64,{}", base64(&jpeg()));
    let told = given(json!({ "data": jpeg, "width_mm": 28, "alt": "Dấu" })).unwrap_err();
    assert_eq!(told, [("data".to_owned(), FaultKind::MediaType)]);
    let tall = file(RgbImage::new(1, 300), ImageFormat::Png);
    let told = given(json!({ "data": base64(&tall), "width_mm": 28, "alt": "Dấu" })).unwrap_err();
    assert_eq!(told, [("width_mm".to_owned(), FaultKind::Size)]);
}

#[test]
fn pictures_that_come_in_together_have_a_budget() {
    let file = file(image::GrayImage::new(4000, 1000), ImageFormat::Png);
    let json = json!({ "data": base64(&file), "width_mm": 100, "height_mm": 28, "alt": "Dấu" });
    let Value::Object(given) = json else { unreachable!("an object") };
    let mut budget = Budget::default();
    assert!((0..4).all(|_| budget.read(&given).is_ok()));
    for _ in 0..2 {
        assert_eq!(budget.read(&given).unwrap_err()[0].kind, FaultKind::PixelsInAll);
    }
}
