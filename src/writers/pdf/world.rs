//! Everything that Typst may see: a layout in one file or two, its data files and four faces.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::writers::fonts::Fonts;

/// What is the same for every document, parsed once in a process. File ids are interned
/// for ever, so the paths are always the same few.
static FIXED: LazyLock<Fixed> = LazyLock::new(|| {
    let source = |path: &str, text: &str| Source::new(id(path), text.to_owned());
    Fixed {
        library: LazyHash::new(Library::builder().build()),
        layout: source("/document.typ", include_str!("../../../templates/layouts/document.typ")),
        parts: source("/parts.typ", include_str!("../../../templates/layouts/parts.typ")),
        data: id("/data.json"),
        standard: id("/standard.json"),
        pictures: id("/pictures"),
        register: source("/register.typ", include_str!("../../../templates/layouts/register.typ")),
        lines: id("/register.json"),
        chart: source("/chart.typ", include_str!("../../../templates/layouts/chart.typ")),
        drawn: id("/chart.svg"),
        measures: id("/chart.json"),
    }
});

struct Fixed {
    library: LazyHash<Library>,
    layout: Source,
    parts: Source,
    data: FileId,
    standard: FileId,
    pictures: FileId,
    register: Source,
    lines: FileId,
    chart: Source,
    drawn: FileId,
    measures: FileId,
}

#[expect(clippy::expect_used, reason = "constant paths, opened by every test")]
fn id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("a plain path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// One document, one register, or one chart, on its way to paper. No disk, no network, no packages, no
/// clock.
pub(super) struct Job<'a> {
    fonts: &'a Fonts,
    main: &'static Source,
    files: Vec<(FileId, Bytes)>,
}

impl<'a> Job<'a> {
    pub(super) fn new(fonts: &'a Fonts, data: String, standard: String, pictures: Bytes) -> Job<'a> {
        let files = vec![
            (FIXED.data, Bytes::from_string(data)),
            (FIXED.standard, Bytes::from_string(standard)),
            (FIXED.pictures, pictures),
        ];
        Job { fonts, main: &FIXED.layout, files }
    }

    pub(super) fn register(fonts: &'a Fonts, lines: String) -> Job<'a> {
        Job { fonts, main: &FIXED.register, files: vec![(FIXED.lines, Bytes::from_string(lines))] }
    }

    pub(super) fn chart(fonts: &'a Fonts, svg: String, measures: String) -> Job<'a> {
        let files =
            vec![(FIXED.drawn, Bytes::from_string(svg)), (FIXED.measures, Bytes::from_string(measures))];
        Job { fonts, main: &FIXED.chart, files }
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
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = [self.main, &FIXED.parts].into_iter().find(|source| source.id() == id);
        found.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let found = self.files.iter().find(|(known, _)| *known == id);
        found.map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
