//! What somebody answers to a row that asks something.

use crate::model::keys::keys;

keys! {
    /// What is to become of a row that asks something.
    Answer:
    /// It comes as it is proposed.
    Take = "take",
    /// It comes as the sheet has it.
    Keep = "keep",
    /// It does not come.
    Leave = "leave",
}
