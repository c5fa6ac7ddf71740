//! Word files in: our own come back as they were written, those of others are read as Word
//! shows them, hostile ones end within limits.

mod ours;

use std::sync::LazyLock;

use vanthu::model::Standard;
use vanthu::model::standard::ND30_2020;
use vanthu::readers::docx::{Limits, Refusal, Word};

static STANDARD: LazyLock<Standard> = LazyLock::new(|| Standard::load(ND30_2020).unwrap());

fn read(bytes: &[u8]) -> Result<Word, Refusal> {
    vanthu::readers::docx::read(bytes, &STANDARD, &Limits::default())
}
