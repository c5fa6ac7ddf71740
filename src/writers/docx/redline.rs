//! Two versions as one Word file with tracked changes: 'Accept all' gives the newer version,
//! 'Reject all' the older.
//!
//! What moved is taken out in one place and put in at the other: Word's own marks of moves must
//! be paired by names across the file, and a reader that knows insertions need not know them.

use docx_rs::{
    Delete, Insert, InsertChild, Paragraph as Written, ParagraphChild, Run as WrittenRun, TableRow,
};

use super::{lawful, make};
use crate::model::{At, Changes, Standard};
use crate::writers::Error;
use crate::writers::fonts::Fonts;
use crate::writers::marked::{Fate, Mark, Marks, union};

/// Whose changes they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    /// Who made the newer version.
    pub author: String,
    /// When: `2026-11-24T09:30:00Z`. Word shows the hour as it is written here, whatever the
    /// zone, so it is the hour on the office's wall.
    pub date: String,
}

/// Marks with whose they are.
pub(super) struct Tracked {
    pub(super) marks: Marks,
    revision: Revision,
}

/// Writes both versions as a DOCX with tracked changes, set by the standard.
///
/// # Errors
/// See [`Error`].
pub fn redline(
    changes: &Changes,
    revision: &Revision,
    standard: &Standard,
    fonts: &Fonts,
) -> Result<Vec<u8>, Error> {
    let both = union(changes);
    let revision =
        Revision { author: lawful(&revision.author).into_owned(), date: lawful(&revision.date).into_owned() };
    make(&both.document, &changes.after(), &Tracked { marks: both.marks, revision }, standard, fonts)
}

impl Tracked {
    /// A document without changes.
    pub(super) fn none() -> Tracked {
        Tracked { marks: Marks::default(), revision: Revision::default() }
    }

    /// The mark of a text.
    pub(super) fn text(&self, at: At) -> Option<&Mark> {
        self.marks.text(at)
    }

    /// A run, taken out or put in.
    pub(super) fn run(&self, fate: Fate, run: Box<WrittenRun>) -> ParagraphChild {
        match fate {
            Fate::Both => ParagraphChild::Run(run),
            Fate::Old => ParagraphChild::Delete(self.delete().add_run(*run)),
            Fate::New => {
                let mut insert = self.insert();
                insert.children.push(InsertChild::Run(run));
                ParagraphChild::Insert(insert)
            }
        }
    }

    /// A paragraph with its mark (and so itself) taken out or put in.
    pub(super) fn paragraph(&self, fate: Fate, written: &mut Written) {
        let face = &mut written.property.run_property;
        match fate {
            Fate::Both => {}
            Fate::Old => face.del = Some(self.delete()),
            Fate::New => face.ins = Some(self.insert()),
        }
    }

    /// A row, taken out or put in.
    pub(super) fn row(&self, fate: Fate, row: TableRow) -> TableRow {
        match fate {
            Fate::Both => row,
            Fate::Old => row.delete(self.delete()),
            Fate::New => row.insert(self.insert()),
        }
    }

    fn delete(&self) -> Delete {
        Delete::new().author(&self.revision.author).date(&self.revision.date)
    }

    fn insert(&self) -> Insert {
        Insert::new_with_empty().author(&self.revision.author).date(&self.revision.date)
    }
}

/// True for a paragraph that one version has not.
pub(super) fn is_tracked(written: &Written) -> bool {
    let face = &written.property.run_property;
    face.del.is_some() || face.ins.is_some()
}
