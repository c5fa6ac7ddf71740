//! Word files in: our own come back as they were written, those of others are read as Word
//! shows them, hostile ones end within limits.

mod constructs;
mod garbage;
mod hostile;
mod numbers;
mod ours;
mod package;
mod strangers;

use std::sync::LazyLock;

use vanthu::model::standard::ND30_2020;
use vanthu::model::{Standard, document};
use vanthu::readers::docx::{Limits, Refusal, Word};

static STANDARD: LazyLock<Standard> = LazyLock::new(|| Standard::load(ND30_2020).unwrap());

fn read(bytes: &[u8]) -> Result<Word, Refusal> {
    vanthu::readers::docx::read(bytes, &STANDARD, &Limits::default())
}

/// The words of each paragraph and cell that came from the file.
fn said(word: &Word) -> Vec<String> {
    let document = word.reading.document.as_ref().unwrap();
    let texts = document.texts().filter(|(at, ..)| word.looks.of(*at).is_some());
    texts.map(|(_, _, inlines)| document::words(inlines)).collect()
}
