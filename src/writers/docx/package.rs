//! The package around the parts: content types, relations, properties, settings, and the
//! archive. docx-rs writes these for a Japanese office, without title or language, and
//! lists parts that are not there; so they are written here. Nothing in them depends on a
//! clock or a counter.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::sync::Arc;

use chrono::NaiveDate;
use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{lawful, picture};
use crate::model::picture::{Image, Media};
use crate::writers::Error;

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MEDIA: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Deflate's effort: beyond it the file hardly shrinks, and takes twice the time.
const EFFORT: i64 = 4;

/// A part below this length is stored as it is: setting up the compression takes longer than
/// all of the rest, and saves nothing to speak of.
const SMALL: usize = 1024;

/// What a part has that shows a picture.
const SHOWN: &[u8] = b"r:embed=";

/// A part beside the document, to which the document refers by an id.
pub(super) struct Part {
    /// What it is: `styles`, `header`, `footnotes` and so on.
    pub(super) kind: &'static str,
    /// The id by which the document refers to it.
    pub(super) id: String,
    /// Its file name inside `word/`.
    pub(super) file: String,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

/// What the file says of itself.
pub(super) struct Properties<'a> {
    /// Tên loại and trích yếu.
    pub(super) title: &'a str,
    /// Tên loại.
    pub(super) category: &'a str,
    /// The body that issues the document; empty where there is none.
    pub(super) creator: &'a str,
    /// The document's own date.
    pub(super) date: NaiveDate,
}

/// Packs a document, the parts beside it and the images that they show.
///
/// # Errors
/// When the archive cannot be written, which memory alone can cause.
pub(super) fn pack(
    document: &[u8],
    parts: &[Part],
    images: &[Arc<Image>],
    properties: &Properties<'_>,
) -> Result<Vec<u8>, Error> {
    let broken = |error: zip::result::ZipError| Error::Engine(error.to_string());
    let stopped = |error: std::io::Error| Error::Engine(error.to_string());
    let mut zip = ZipWriter::new(Cursor::new(Vec::with_capacity(32 * 1024)));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(EFFORT))
        .last_modified_time(DateTime::default());
    let stored = options.compression_method(CompressionMethod::Stored).compression_level(None);
    let mut put = |name: &str, bytes: &[u8]| -> Result<(), Error> {
        let options = if bytes.len() < SMALL { stored } else { options };
        zip.start_file(name, options).map_err(broken)?;
        zip.write_all(bytes).map_err(stopped)
    };
    put("[Content_Types].xml", content_types(parts, images).as_bytes())?;
    put("_rels/.rels", package_relations().as_bytes())?;
    put("docProps/core.xml", core(properties).as_bytes())?;
    put("docProps/app.xml", app().as_bytes())?;
    put("word/_rels/document.xml.rels", relations(parts, images).as_bytes())?;
    put("word/document.xml", document)?;
    for part in parts {
        put(&format!("word/{}", part.file), &part.bytes)?;
        if part.bytes.windows(SHOWN.len()).any(|bytes| bytes == SHOWN) {
            put(&format!("word/_rels/{}.rels", part.file), relations(&[], images).as_bytes())?;
        }
    }
    for (at, image) in images.iter().enumerate() {
        put(&format!("word/{}", picture::file(at, image)), image.bytes())?;
    }
    zip.finish().map(Cursor::into_inner).map_err(broken)
}

fn content_types(parts: &[Part], images: &[Arc<Image>]) -> String {
    let mut out = format!(
        r#"{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{MEDIA}.document.main+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>"#
    );
    for media in Media::ALL.into_iter().filter(|media| images.iter().any(|image| image.media() == *media)) {
        let (extension, key) = (media.extension(), media.key());
        let _ = write!(out, r#"<Default Extension="{extension}" ContentType="{key}"/>"#);
    }
    for Part { kind, file, .. } in parts {
        let _ = write!(out, r#"<Override PartName="/word/{file}" ContentType="{MEDIA}.{kind}+xml"/>"#);
    }
    out.push_str("</Types>");
    out
}

fn package_relations() -> String {
    format!(
        r#"{DECLARATION}<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="{OFFICE}/extended-properties" Target="docProps/app.xml"/></Relationships>"#
    )
}

fn relations(parts: &[Part], images: &[Arc<Image>]) -> String {
    let mut out = format!(r#"{DECLARATION}<Relationships xmlns="{RELATIONS}">"#);
    for Part { kind, id, file, .. } in parts {
        let _ = write!(out, r#"<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{file}"/>"#);
    }
    for (at, image) in images.iter().enumerate() {
        let (id, file) = (picture::id(at), picture::file(at, image));
        let _ = write!(out, r#"<Relationship Id="{id}" Type="{OFFICE}/image" Target="{file}"/>"#);
    }
    out.push_str("</Relationships>");
    out
}

fn core(properties: &Properties<'_>) -> String {
    let mut out = format!(
        r#"{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#
    );
    for (name, value) in [
        ("dc:title", properties.title),
        ("dc:creator", properties.creator),
        ("cp:category", properties.category),
        ("dc:language", "vi-VN"),
    ] {
        let value = lawful(value);
        if !value.is_empty() {
            let _ = write!(out, "<{name}>{}</{name}>", escape(value.as_ref()));
        }
    }
    for name in ["dcterms:created", "dcterms:modified"] {
        let date = properties.date;
        let _ = write!(out, r#"<{name} xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</{name}>"#);
    }
    out.push_str("</cp:coreProperties>");
    out
}

fn app() -> String {
    format!(
        r#"{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>vanthu</Application></Properties>"#
    )
}

/// The settings part: how Word is to lay out the text.
///
/// `doNotExpandShiftReturn`: the line before a line break is not stretched. Compatibility
/// mode 15 is that of Word 2013 and later; without it Word opens the file in an old mode.
pub(super) fn settings(notes: bool) -> Vec<u8> {
    let separators = if notes {
        r#"<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>"#
    } else {
        ""
    };
    let mut out = format!(
        r#"{DECLARATION}<w:settings xmlns:w="{WORD}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>{separators}<w:compat><w:doNotExpandShiftReturn/>"#
    );
    for (name, value) in [
        ("compatibilityMode", "15"),
        ("overrideTableStyleFontSizeAndJustification", "1"),
        ("enableOpenTypeFeatures", "0"),
        ("doNotFlipMirrorIndents", "1"),
        ("differentiateMultirowTableHeaders", "1"),
    ] {
        let _ = write!(
            out,
            r#"<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>"#
        );
    }
    out.push_str(r#"</w:compat><w:themeFontLang w:val="vi-VN"/></w:settings>"#);
    out.into_bytes()
}

/// The font table: the one family, a serif face of any width, and the code pages that
/// hold Vietnamese.
pub(super) fn font_table(family: &str) -> Vec<u8> {
    format!(
        r#"{DECLARATION}<w:fonts xmlns:w="{WORD}"><w:font w:name="{}"><w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>"#,
        escape(family)
    )
    .into_bytes()
}

/// The notes part from its notes, already written, with the two lines that part notes
/// from text. Word asks for both; they are never shown as words.
pub(super) fn footnotes(notes: &[u8], separator_style: &str) -> Vec<u8> {
    let mut out = format!(r#"{DECLARATION}<w:footnotes xmlns:w="{WORD}">"#).into_bytes();
    for (id, kind, mark) in
        [(-1, "separator", "separator"), (0, "continuationSeparator", "continuationSeparator")]
    {
        let note = format!(
            r#"<w:footnote w:type="{kind}" w:id="{id}"><w:p><w:pPr><w:pStyle w:val="{separator_style}"/></w:pPr><w:r><w:{mark}/></w:r></w:p></w:footnote>"#
        );
        out.extend_from_slice(note.as_bytes());
    }
    out.extend_from_slice(notes);
    out.extend_from_slice(b"</w:footnotes>");
    out
}
