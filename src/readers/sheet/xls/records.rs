//! The stream of a workbook as its records.

use super::super::refusal::Refusal;
use super::kind;

/// One record.
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
}

impl Record<'_> {
    pub(super) fn u16(&self, at: usize) -> Option<u16> {
        Some(u16::from_le_bytes(self.data.get(at..at + 2)?.try_into().ok()?))
    }

    pub(super) fn u32(&self, at: usize) -> Option<u32> {
        Some(u32::from_le_bytes(self.data.get(at..at + 4)?.try_into().ok()?))
    }

    pub(super) fn f64(&self, at: usize) -> Option<f64> {
        Some(f64::from_le_bytes(self.data.get(at..at + 8)?.try_into().ok()?))
    }
}

/// The records that are left of a stream.
pub(super) struct Records<'a>(&'a [u8]);

impl<'a> Records<'a> {
    pub(super) fn new(stream: &'a [u8]) -> Records<'a> {
        Records(stream)
    }

    /// The data of a record with that of the records that continue it.
    pub(super) fn continued(&mut self, data: &'a [u8]) -> Vec<&'a [u8]> {
        let mut pieces = vec![data];
        while self.0.first_chunk::<2>().is_some_and(|kind| u16::from_le_bytes(*kind) == kind::CONTINUE) {
            match self.next() {
                Some(Ok(record)) => pieces.push(record.data),
                _ => break,
            }
        }
        pieces
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        let Some(&[a, b, c, d]) = self.0.first_chunk::<4>() else {
            // What is left is padding, or nothing.
            self.0 = &[];
            return None;
        };
        let length = usize::from(u16::from_le_bytes([c, d]));
        let Some(data) = self.0.get(4..4 + length) else {
            self.0 = &[];
            return Some(Err(Refusal::Broken));
        };
        self.0 = &self.0[4 + length..];
        Some(Ok(Record { kind: u16::from_le_bytes([a, b]), data }))
    }
}
