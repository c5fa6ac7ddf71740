//! The file of an image: read whole, and freed of all that is not the image.

use std::io::Cursor;

use base64::{Engine, prelude::BASE64_STANDARD};
use image::codecs::{jpeg::JpegDecoder, png::PngDecoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageResult, Limits};
use sha2::{Digest, Sha256};

use super::FaultKind;

/// Most bytes of an image's file.
pub const MOST_BYTES: usize = 512 << 10;

/// Most pixels of an image: those of a seal at 1800 a inch.
pub const MOST_PIXELS: u64 = 4_000_000;

/// How an image is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
}

impl Media {
    /// Every type.
    pub const ALL: [Media; 2] = [Media::Png, Media::Jpeg];

    /// The media type.
    pub fn key(self) -> &'static str {
        match self {
            Media::Png => "image/png",
            Media::Jpeg => "image/jpeg",
        }
    }

    /// The extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Media::Png => "png",
            Media::Jpeg => "jpeg",
        }
    }

    /// The type of this name.
    pub fn from_key(key: &str) -> Option<Media> {
        Media::ALL.into_iter().find(|media| media.key() == key)
    }
}

/// An image that can be read to its last pixel, and nothing beside it: no profile of
/// colours, no place, no camera. So it looks alike in every format, and tells nobody more
/// than it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    media: Media,
    bytes: Vec<u8>,
    width: u32,
    height: u32,
    digest: [u8; 32],
}

impl Image {
    /// Reads an image.
    ///
    /// # Errors
    /// [`FaultKind::NotImage`], [`FaultKind::Damaged`], [`FaultKind::Colours`],
    /// [`FaultKind::Turned`], [`FaultKind::Bytes`], [`FaultKind::Pixels`].
    pub fn new(file: &[u8]) -> Result<Image, FaultKind> {
        if file.len() > MOST_BYTES {
            return Err(FaultKind::Bytes);
        }
        let (media, bytes) = match file {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => (Media::Png, png(file)?),
            [0xFF, 0xD8, 0xFF, ..] => (Media::Jpeg, jpeg(file)?),
            _ => return Err(FaultKind::NotImage),
        };
        let (width, height) = match media {
            Media::Png => decode(PngDecoder::new(Cursor::new(&bytes)))?,
            Media::Jpeg => decode(JpegDecoder::new(Cursor::new(&bytes)))?,
        };
        let digest = Sha256::digest(&bytes).into();
        Ok(Image { media, bytes, width, height, digest })
    }

    /// How it is written down.
    pub fn media(&self) -> Media {
        self.media
    }

    /// Its file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Its file in base64 (RFC 4648, section 4).
    pub fn base64(&self) -> String {
        BASE64_STANDARD.encode(&self.bytes)
    }

    /// SHA-256 of its file: two images of one digest are one image.
    pub fn digest(&self) -> &[u8; 32] {
        &self.digest
    }

    /// How many pixels it has.
    pub fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// Its height in parts of its width.
    pub fn proportion(&self) -> f64 {
        f64::from(self.height) / f64::from(self.width)
    }
}

/// Reads every pixel; gives width and height.
fn decode<D: ImageDecoder>(decoder: ImageResult<D>) -> Result<(u32, u32), FaultKind> {
    let damaged = |_| FaultKind::Damaged;
    let mut decoder = decoder.map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(FaultKind::Pixels);
    }
    decoder.set_limits(Limits::default()).map_err(damaged)?;
    DynamicImage::from_decoder(decoder).map_err(damaged)?;
    Ok((width, height))
}

/// True for EXIF that asks to turn the image.
fn turns(exif: &[u8]) -> bool {
    Orientation::from_exif_chunk(exif).is_some_and(|turn| turn != Orientation::NoTransforms)
}

/// The chunks of a PNG that make its image.
fn png(file: &[u8]) -> Result<Vec<u8>, FaultKind> {
    const SIGNATURE: usize = 8;
    const AROUND: usize = 12;
    let mut kept = file.get(..SIGNATURE).unwrap_or_default().to_vec();
    let mut rest = file.get(SIGNATURE..).unwrap_or_default();
    loop {
        let [a, b, c, d, name @ ..] = rest else { return Err(FaultKind::Damaged) };
        let length = u32::from_be_bytes([*a, *b, *c, *d]);
        let whole = usize::try_from(length).ok().and_then(|length| length.checked_add(AROUND));
        let (chunk, after) =
            whole.and_then(|whole| rest.split_at_checked(whole)).ok_or(FaultKind::Damaged)?;
        match name.get(..4) {
            Some(b"IHDR" | b"PLTE" | b"tRNS" | b"IDAT") => kept.extend_from_slice(chunk),
            Some(b"IEND") => {
                kept.extend_from_slice(chunk);
                return Ok(kept);
            }
            Some(b"eXIf") if turns(&chunk[8..chunk.len() - 4]) => return Err(FaultKind::Turned),
            _ => {}
        }
        rest = after;
    }
}

/// The segments of a JPEG that make its image, to the mark of its end.
fn jpeg(file: &[u8]) -> Result<Vec<u8>, FaultKind> {
    let mut kept = Vec::with_capacity(file.len());
    let mut rest = file;
    loop {
        let [0xFF, mark, after @ ..] = rest else { return Err(FaultKind::Damaged) };
        let length = match (*mark, after) {
            // Fill bytes before a mark.
            (0xFF, _) => {
                rest = &rest[1..];
                continue;
            }
            (0xD8 | 0xD9, _) => 2,
            (_, [high, low, ..]) => 2 + usize::from(u16::from_be_bytes([*high, *low])),
            _ => return Err(FaultKind::Damaged),
        };
        let (segment, mut after) = rest.split_at_checked(length).ok_or(FaultKind::Damaged)?;
        match mark {
            // EXIF and the rest that programs say to each other; comments.
            0xE1..=0xED | 0xEF | 0xFE => {
                let exif = segment.get(4..).and_then(|words| words.strip_prefix(b"Exif\0\0"));
                if exif.is_some_and(turns) {
                    return Err(FaultKind::Turned);
                }
                rest = after;
                continue;
            }
            0xC0..=0xCF if !matches!(mark, 0xC4 | 0xC8 | 0xCC) => match segment.get(9) {
                Some(1 | 3) => {}
                Some(_) => return Err(FaultKind::Colours),
                None => return Err(FaultKind::Damaged),
            },
            _ => {}
        }
        kept.extend_from_slice(segment);
        match mark {
            0xD9 => return Ok(kept),
            // The pixels themselves, up to the next mark that is none of theirs.
            0xDA => {
                let end = after
                    .windows(2)
                    .position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xD0..=0xD7))
                    .ok_or(FaultKind::Damaged)?;
                kept.extend_from_slice(&after[..end]);
                after = &after[end..];
            }
            _ => {}
        }
        rest = after;
    }
}
