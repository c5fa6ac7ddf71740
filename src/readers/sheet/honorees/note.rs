//! Notes of rows, with their sentences.

use crate::model::honoree::{Note, NoteCode, Proposal};
use crate::model::sheet::CellAt;
use crate::viet::words::honorees as said;

/// A note whose sentence takes a detail.
pub(super) fn note(code: NoteCode, cell: CellAt, detail: &str, proposal: Option<Proposal>) -> Note {
    Note { code, weight: code.weight(), cell, message: said::note(code.key(), detail), proposal }
}
