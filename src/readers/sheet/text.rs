//! CSV: text with separators, in whatever code of characters its program saved it.

use encoding_rs::WINDOWS_1258;
use unicode_normalization::UnicodeNormalization;

use super::refusal::{Limits, Refusal};
use super::tally::Tally;
use crate::model::sheet::{CellAt, Form, Grid, Value, Workbook};
use crate::viet::legacy;

/// The separators, the likelier first.
const SEPARATORS: &[u8] = b",;\t";

/// Bytes at the beginning that tell the separator.
const HEAD: usize = 16 << 10;

/// Reads a CSV.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Refusal> {
    let (text, encoding) = decode(bytes)?;
    let tally = &mut Tally::new(limits);
    let mut grid = Grid::default();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(&text))
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut row = 0;
    while reader.read_record(&mut record).map_err(|_| Refusal::Broken)? {
        // Blank lines are no records: a cell stands where a spreadsheet would show it.
        if let Some(place) = record.position() {
            row = u32::try_from(place.line().saturating_sub(1)).unwrap_or(u32::MAX).max(row);
        }
        for (column, cell) in (0..).zip(&record) {
            tally.token()?;
            if !cell.trim().is_empty() {
                tally.put(&mut grid, CellAt::new(row, column), Value::Text(cell.to_owned()))?;
            }
        }
        row += 1;
    }
    Ok(Workbook { form: Form::Csv, sheets: vec![grid], encoding: encoding.to_owned() })
}

/// The text, and the name of its code.
fn decode(bytes: &[u8]) -> Result<(String, &'static str), Refusal> {
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let (pairs, odd) = rest.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
        let text = String::from_utf16(&units).map_err(|_| Refusal::Broken)?;
        if odd.is_empty() { Ok((text, "utf-16")) } else { Err(Refusal::Broken) }
    };
    let (text, encoding) = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        [0xEF, 0xBB, 0xBF, rest @ ..] => {
            (std::str::from_utf8(rest).map_err(|_| Refusal::Broken)?.to_owned(), "utf-8")
        }
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => (text.to_owned(), "utf-8"),
            Err(_) => one_byte(bytes),
        },
    };
    // Tabs and line ends are the only controls that a text of values has.
    if text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{80}'..='\u{9f}')) {
        return Err(Refusal::NotSheet);
    }
    Ok((text, encoding))
}

/// One byte a letter: Windows-1258, or the bytes of TCVN3 or VNI as Latin-1, whichever reads as
/// Vietnamese.
fn one_byte(bytes: &[u8]) -> (String, &'static str) {
    let (windows, _) = WINDOWS_1258.decode_without_bom_handling(bytes);
    let windows: String = windows.nfc().collect();
    let latin: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let words = |text: &str| -> usize {
        let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_ascii());
        words.take(5_000).filter(|word| legacy::is_syllable(word)).count()
    };
    let old = legacy::Legacy::ALL.iter().map(|code| words(&code.decode(&head(&latin)))).max();
    if old.unwrap_or_default() > words(&head(&windows)) {
        (latin, "windows-1252")
    } else {
        (windows, "windows-1258")
    }
}

fn head(text: &str) -> String {
    text.chars().take(HEAD).collect()
}

/// The separator that stands most evenly in the first lines, quoted cells left out.
fn separator(text: &str) -> u8 {
    let mut lines: Vec<[usize; 3]> = vec![[0; 3]];
    let mut quoted = false;
    for byte in text.bytes().take(HEAD) {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => lines.push([0; 3]),
            _ if quoted => {}
            byte => {
                if let (Some(at), Some(line)) =
                    (SEPARATORS.iter().position(|known| *known == byte), lines.last_mut())
                {
                    line[at] += 1;
                }
            }
        }
    }
    // Lines that have it, then how often: a comma in a sentence is rarer than a column.
    let score = |at: usize| {
        let with = lines.iter().filter(|line| line[at] > 0).count();
        (with, lines.iter().map(|line| line[at]).sum::<usize>())
    };
    let best = (0..SEPARATORS.len()).max_by_key(|at| (score(*at), std::cmp::Reverse(*at)));
    best.and_then(|at| SEPARATORS.get(at)).copied().unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_told() {
        for (text, expected) in [
            ("a,b,c\n1,2,3\n", b','),
            ("a;b;c\n\"1,5\";2;3\n", b';'),
            ("a\tb\tc\nx, y\t2\t3\n", b'\t'),
            ("\"a;b;c;d;e\",f\n", b','),
            ("a", b','),
        ] {
            assert_eq!(separator(text), expected, "{text:?}");
        }
    }
}
