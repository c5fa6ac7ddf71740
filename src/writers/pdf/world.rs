//! Everything that Typst may see: one layout, two data files and four faces.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::writers::fonts::Fonts;

/// What is the same for every document, parsed once in a process. File ids are interned
/// for ever, so the paths are always the same three.
static FIXED: LazyLock<Fixed> = LazyLock::new(|| {
    let layout = id("/document.typ");
    Fixed {
        library: LazyHash::new(Library::builder().build()),
        layout: Source::new(layout, include_str!("../../../templates/layouts/document.typ").to_owned()),
        data: id("/data.json"),
        standard: id("/standard.json"),
    }
});

struct Fixed {
    library: LazyHash<Library>,
    layout: Source,
    data: FileId,
    standard: FileId,
}

#[expect(clippy::expect_used, reason = "three constant paths, opened by every test")]
fn id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("a plain path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// One document on its way to paper. No disk, no network, no packages, no clock.
pub(super) struct Job<'a> {
    fonts: &'a Fonts,
    data: Bytes,
    standard: Bytes,
}

impl<'a> Job<'a> {
    pub(super) fn new(fonts: &'a Fonts, data: String, standard: String) -> Job<'a> {
        Job { fonts, data: Bytes::from_string(data), standard: Bytes::from_string(standard) }
    }
}

impl World for Job<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &FIXED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        FIXED.layout.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == FIXED.layout.id() { Ok(FIXED.layout.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match id {
            id if id == FIXED.data => Ok(self.data.clone()),
            id if id == FIXED.standard => Ok(self.standard.clone()),
            _ => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
