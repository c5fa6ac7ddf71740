//! Pictures. docx-rs numbers them from a global counter and says nothing of what they show,
//! so a picture is written here whole; docx-rs carries a mark of its place, a `w:sym` with
//! the picture's number, and `canon` puts the picture there.

use std::fmt::Write as _;
use std::sync::Arc;

use docx_rs::{RunChild, Sym};
use quick_xml::escape::escape;

use super::lawful;
use crate::model::Picture;
use crate::model::picture::Image;
use crate::writers::fit::picture;

/// The font of a mark: no office has one of this name.
pub(super) const MARK: &str = "vanthu-picture";

const WORD_DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// English metric units in a point.
const EMU_PER_PT: f64 = 12_700.0;

/// The pictures of a document: each image once, and each place where one is shown.
#[derive(Default)]
pub(super) struct Pictures {
    pub(super) images: Vec<Arc<Image>>,
    /// The elements that show them, by the numbers of their marks.
    pub(super) drawn: Vec<String>,
}

impl Pictures {
    /// Keeps a picture that stands where `room` pt are free; gives the mark of its place.
    pub(super) fn mark(&mut self, shown: &Picture, room: f64) -> RunChild {
        let known = self.images.iter().position(|image| image.digest() == shown.image().digest());
        let image = known.unwrap_or_else(|| {
            self.images.push(Arc::clone(shown.image()));
            self.images.len() - 1
        });
        let number = self.drawn.len();
        self.drawn.push(drawing(shown, room, number + 1, &id(image)));
        RunChild::Sym(Sym::new(MARK, number.to_string()))
    }
}

/// The id by which parts refer to an image.
pub(super) fn id(image: usize) -> String {
    format!("rId-picture-{}", image + 1)
}

/// The name of an image's file in the folder of the document's parts.
pub(super) fn file(at: usize, image: &Image) -> String {
    format!("media/picture{}.{}", at + 1, image.media().extension())
}

fn drawing(shown: &Picture, room: f64, number: usize, image: &str) -> String {
    let (width, height) = picture::size(shown, room);
    let (cx, cy) = (emu(width), emu(height));
    let alt = lawful(shown.alt());
    let alt = escape(alt.as_ref());
    let mut out = String::with_capacity(1024);
    let _ = write!(
        out,
        r#"<w:drawing><wp:inline xmlns:wp="{WORD_DRAWING}" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="{number}" name="{number}" descr="{alt}"/><wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{DRAWING}" noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic xmlns:a="{DRAWING}"><a:graphicData uri="{PICTURE}"><pic:pic xmlns:pic="{PICTURE}"><pic:nvPicPr><pic:cNvPr id="{number}" name="{number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{RELATION}" r:embed="{image}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"#
    );
    out
}

#[expect(clippy::cast_possible_truncation, reason = "lengths on a page are far below the limit")]
fn emu(pt: f64) -> i64 {
    (pt * EMU_PER_PT).round() as i64
}
