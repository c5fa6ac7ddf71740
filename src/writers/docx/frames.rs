//! A sheet of frames: lines of words, each at its place on the page, as certificates have them.
//!
//! Every field is one paragraph in a frame of its own, anchored to the page, so that Word and
//! LibreOffice set it where the PDF has it and a clerk can still change its words.

use std::fmt::Write as _;

use chrono::NaiveDate;
use quick_xml::escape::escape;

use super::package::{self, Properties};
use super::{half_points, lawful, part, twips};
use crate::writers::Error;

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// What lies below the baseline of a line, in parts of the size of its letters.
const BELOW: f64 = 0.25;

/// Lines without another are so high, in parts of the size.
const HIGH: f64 = 1.25;

/// Points a mm.
const MM: f64 = 72.0 / 25.4;

/// A sheet of paper with its frames. Lengths are in mm, sizes in pt.
pub(in crate::writers) struct Sheet<'a> {
    pub(in crate::writers) title: &'a str,
    pub(in crate::writers) day: NaiveDate,
    pub(in crate::writers) width: f64,
    pub(in crate::writers) height: f64,
    /// Colour of the border, `rrggbb`; none on blanks.
    pub(in crate::writers) border: Option<&'a str>,
    pub(in crate::writers) frames: Vec<Frame<'a>>,
}

/// Words in one face, line by line.
pub(in crate::writers) struct Frame<'a> {
    pub(in crate::writers) x: f64,
    pub(in crate::writers) width: f64,
    /// Baseline of the first line.
    pub(in crate::writers) baseline: f64,
    /// From baseline to baseline in pt.
    pub(in crate::writers) pitch: f64,
    pub(in crate::writers) lines: Vec<&'a str>,
    pub(in crate::writers) family: String,
    pub(in crate::writers) size: f64,
    pub(in crate::writers) bold: bool,
    pub(in crate::writers) italic: bool,
    /// `rrggbb`.
    pub(in crate::writers) colour: &'a str,
    /// White between letters in pt.
    pub(in crate::writers) tracking: f64,
    /// `left`, `center`, `right`.
    pub(in crate::writers) align: &'static str,
}

impl Sheet<'_> {
    /// Writes a DOCX of one page.
    ///
    /// # Errors
    /// [`Error::Engine`] for a defect of ours.
    pub(in crate::writers) fn write(&self) -> Result<Vec<u8>, Error> {
        let mut families: Vec<&str> = self.frames.iter().map(|frame| frame.family.as_str()).collect();
        families.sort_unstable();
        families.dedup();
        let parts = [
            part("styles", styles()),
            part("settings", package::settings(false)),
            part("fontTable", fonts(&families)),
        ];
        let properties = Properties { title: self.title, category: "", creator: "", date: self.day };
        package::pack(self.document().as_bytes(), &parts, &[], &properties)
    }

    fn document(&self) -> String {
        let mut out = format!(r#"{DECLARATION}<w:document xmlns:w="{WORD}"><w:body>"#);
        for frame in &self.frames {
            frame.write(&mut out);
        }
        // A frame hangs on what follows it.
        out.push_str(r#"<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:pPr></w:p><w:sectPr>"#);
        let (width, height) = (twips(self.width * MM), twips(self.height * MM));
        let turned = if width > height { r#" w:orient="landscape""# } else { "" };
        let _ = write!(
            out,
            r#"<w:pgSz w:w="{width}" w:h="{height}"{turned}/><w:pgMar w:top="284" w:right="284" w:bottom="284" w:left="284" w:header="284" w:footer="284" w:gutter="0"/>"#
        );
        if let Some(colour) = self.border {
            out.push_str(r#"<w:pgBorders w:offsetFrom="page">"#);
            for side in ["top", "left", "bottom", "right"] {
                let _ =
                    write!(out, r#"<w:{side} w:val="double" w:sz="18" w:space="24" w:color="{colour}"/>"#);
            }
            out.push_str("</w:pgBorders>");
        }
        out.push_str("</w:sectPr></w:body></w:document>");
        out
    }
}

impl Frame<'_> {
    fn write(&self, out: &mut String) {
        let line = if self.lines.len() > 1 { self.pitch } else { HIGH * self.size };
        let top = self.baseline * MM - line + BELOW * self.size;
        let (x, y, width) = (twips(self.x * MM), twips(top), twips(self.width * MM));
        let high = twips(line * self.lines.len() as f64);
        let _ = write!(
            out,
            r#"<w:p><w:pPr><w:framePr w:w="{width}" w:h="{high}" w:hRule="atLeast" w:hSpace="0" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="{x}" w:y="{y}"/><w:spacing w:before="0" w:after="0" w:line="{}" w:lineRule="exact"/><w:jc w:val="{}"/></w:pPr><w:r><w:rPr>"#,
            twips(line),
            self.align
        );
        let family = escape(self.family.as_str());
        let _ = write!(
            out,
            r#"<w:rFonts w:ascii="{family}" w:hAnsi="{family}" w:eastAsia="{family}" w:cs="{family}"/>"#
        );
        if self.bold {
            out.push_str("<w:b/><w:bCs/>");
        }
        if self.italic {
            out.push_str("<w:i/><w:iCs/>");
        }
        let _ = write!(out, r#"<w:color w:val="{}"/>"#, self.colour);
        let white = twips(self.tracking);
        if white != 0 {
            let _ = write!(out, r#"<w:spacing w:val="{white}"/>"#);
        }
        let size = half_points(self.size);
        let _ = write!(out, r#"<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>"#);
        for (at, line) in self.lines.iter().enumerate() {
            if at > 0 {
                out.push_str("<w:br/>");
            }
            let _ = write!(out, r#"<w:t xml:space="preserve">{}</w:t>"#, escape(lawful(line).as_ref()));
        }
        out.push_str("</w:r></w:p>");
    }
}

fn styles() -> Vec<u8> {
    format!(
        r#"{DECLARATION}<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:kern w:val="0"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style></w:styles>"#
    )
    .into_bytes()
}

/// The font table: each family, and what stands for it where it is not installed.
fn fonts(families: &[&str]) -> Vec<u8> {
    let mut out = format!(r#"{DECLARATION}<w:fonts xmlns:w="{WORD}">"#);
    for family in families {
        let _ = write!(
            out,
            r#"<w:font w:name="{}"><w:altName w:val="Times New Roman"/><w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>"#,
            escape(*family)
        );
    }
    out.push_str("</w:fonts>");
    out.into_bytes()
}
