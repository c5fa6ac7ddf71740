//! Word files made by hand, a part at a time.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const SPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math""#;
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A file in the making.
pub(super) struct Package {
    entries: Vec<(String, Vec<u8>)>,
    relations: String,
}

impl Package {
    /// A file with this body.
    pub(super) fn new(body: &str) -> Package {
        Package::bare().entry("word/document.xml", part("document", &format!("<w:body>{body}</w:body>")))
    }

    /// A file without a document.
    pub(super) fn bare() -> Package {
        let root = format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>"#
        );
        Package { entries: Vec::new(), relations: String::new() }.entry("_rels/.rels", root)
    }

    /// With an entry of these bytes.
    pub(super) fn entry(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Package {
        self.entries.push((name.to_owned(), bytes.into()));
        self
    }

    /// With a part to which the document refers: its relation, its root element, what is in it.
    pub(super) fn with(self, kind: &str, root: &str, inside: &str) -> Package {
        self.related(kind, &format!("{kind}.xml"), "").entry(&format!("word/{kind}.xml"), part(root, inside))
    }

    /// With a relation of the document; `more` stands among its attributes.
    pub(super) fn related(mut self, kind: &str, target: &str, more: &str) -> Package {
        self.relations.push_str(&format!(
            r#"<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{target}" {more}/>"#
        ));
        self
    }

    /// With styles.
    pub(super) fn styles(self, inside: &str) -> Package {
        self.with("styles", "styles", inside)
    }

    /// The file.
    pub(super) fn zip(self) -> Vec<u8> {
        let relations = format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>"#,
            self.relations
        );
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        let last = ("word/_rels/document.xml.rels".to_owned(), relations.into_bytes());
        for (name, bytes) in self.entries.into_iter().chain([last]) {
            zip.start_file(name, options).unwrap();
            zip.write_all(&bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }
}

/// A part of `WordprocessingML`.
pub(super) fn part(root: &str, inside: &str) -> String {
    format!("<w:{root} {SPACES}>{inside}</w:{root}>")
}

/// A paragraph of plain words.
pub(super) fn p(words: &str) -> String {
    format!("<w:p>{}</w:p>", r(words))
}

/// A run of plain words.
pub(super) fn r(words: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{words}</w:t></w:r>"#)
}
