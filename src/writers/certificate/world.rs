//! Everything that Typst may see of a certificate: a layout in two files, two data files and the
//! faces.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::faces::Faces;

/// What is the same for every sheet, parsed once in a process. File ids are interned for ever,
/// so the paths are always the same four.
static FIXED: LazyLock<Fixed> = LazyLock::new(|| {
    let source = |path: &str, text: &str| Source::new(id(path), text.to_owned());
    Fixed {
        library: LazyHash::new(Library::builder().build()),
        layout: source("/certificate.typ", include_str!("../../../templates/layouts/certificate.typ")),
        ornament: source("/ornament.typ", include_str!("../../../templates/layouts/ornament.typ")),
        data: id("/certificate.json"),
        pictures: id("/pictures"),
    }
});

struct Fixed {
    library: LazyHash<Library>,
    layout: Source,
    ornament: Source,
    data: FileId,
    pictures: FileId,
}

#[expect(clippy::expect_used, reason = "four constant paths, opened by every test")]
fn id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("a plain path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// Some sheets on their way to paper. No disk, no network, no packages, no clock.
pub(super) struct Job<'a> {
    pub(super) faces: &'a Faces,
    pub(super) data: Bytes,
    pub(super) pictures: Bytes,
}

impl World for Job<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &FIXED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.faces.book()
    }

    fn main(&self) -> FileId {
        FIXED.layout.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = [&FIXED.layout, &FIXED.ornament].into_iter().find(|source| source.id() == id);
        found.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match id {
            id if id == FIXED.data => Ok(self.data.clone()),
            id if id == FIXED.pictures => Ok(self.pictures.clone()),
            _ => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.faces.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
