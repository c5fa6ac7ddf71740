//! Batches (đợt in) of certificates: how they stand, and what their pages depend on.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::certificate::{Calibration, PrintOrder, Sheet};
use super::keys::keys;

keys! {
    /// Where a batch is in its life.
    BatchState:
    /// Chờ in: nobody has begun.
    Queued = "queued",
    /// Đang in.
    Running = "running",
    /// Tạm dừng: told to wait.
    Paused = "paused",
    /// Đã hủy: what was not printed was given up.
    Cancelled = "cancelled",
    /// Đã in xong: every row has its page, or its reason.
    Done = "done",
    /// Không in được: no row has a page.
    Failed = "failed",
}

keys! {
    /// What became of a row of a batch.
    RowState:
    /// It waits.
    Queued = "queued",
    /// It has its page.
    Done = "done",
    /// It has none; its findings say why.
    Failed = "failed",
    /// It was given up.
    Cancelled = "cancelled",
}

/// All that the pages of a batch depend on, fixed when it is made: whoever lays a row out,
/// whenever they do, lays out the same page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BatchSetup {
    /// The design, with the paper and all.
    pub sheet: Sheet,
    /// What the printer is made up for.
    pub calibration: Calibration,
    /// The day of printing.
    pub day: NaiveDate,
    /// True where names of files keep their marks.
    pub unicode_names: bool,
    /// True where the archive has Word files beside the PDFs.
    pub word_files: bool,
    /// The order of printing.
    pub order: PrintOrder,
}

impl BatchState {
    /// True where rows of it are printed, or will be.
    pub fn is_open(self) -> bool {
        matches!(self, BatchState::Queued | BatchState::Running | BatchState::Paused)
    }
}
