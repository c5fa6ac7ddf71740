//! The compound file (OLE) around the stream of a workbook: sectors in chains.

use super::super::refusal::Refusal;

const SIGNATURE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// The end of a chain; every number from here on is no sector.
const NONE: u32 = 0xFFFF_FFFA;

/// Streams shorter than this lie in small sectors.
const SMALL: usize = 4096;

/// Bytes of a small sector.
const MINI: usize = 64;

/// True for a compound file.
pub(in super::super) fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(SIGNATURE)
}

/// The stream of the workbook.
pub(super) fn workbook(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let file = File::open(bytes).ok_or(Refusal::Broken)?;
    let entries = file.entries().ok_or(Refusal::Broken)?;
    let named = |name: &str| entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name));
    if named("EncryptedPackage").is_some() {
        return Err(Refusal::Encrypted);
    }
    let Some(entry) = named("Workbook") else {
        return Err(if named("Book").is_some() { Refusal::TooOld } else { Refusal::NotSheet });
    };
    let root = entries.first().ok_or(Refusal::Broken)?;
    file.stream(entry, root).ok_or(Refusal::Broken)
}

struct File<'a> {
    bytes: &'a [u8],
    /// Bytes of a sector.
    sector: usize,
    /// The sector after each sector.
    next: Vec<u32>,
}

struct Entry {
    name: String,
    start: u32,
    size: usize,
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.as_chunks::<4>().0.iter().map(|word| u32::from_le_bytes(*word))
}

impl<'a> File<'a> {
    fn open(bytes: &'a [u8]) -> Option<File<'a>> {
        let shift = *bytes.get(30)?;
        if !matches!(shift, 9 | 12) {
            return None;
        }
        let mut file = File { bytes, sector: 1 << shift, next: Vec::new() };
        let most = bytes.len() / file.sector + 1;
        // The list of the sectors of the table: 109 in the head, the others in a chain.
        let mut table: Vec<u32> = words(bytes.get(76..512)?).collect();
        let mut more = u32_at(bytes, 68)?;
        let mut steps = 0;
        while more < NONE {
            let mut listed: Vec<u32> = words(file.sector_at(more)?).collect();
            more = listed.pop()?;
            table.extend(listed);
            steps += 1;
            if steps > most {
                return None;
            }
        }
        table.retain(|sector| *sector < NONE);
        if table.len() > most {
            return None;
        }
        for sector in table {
            let words: Vec<u32> = words(file.sector_at(sector)?).collect();
            file.next.extend(words);
        }
        Some(file)
    }

    fn sector_at(&self, sector: u32) -> Option<&'a [u8]> {
        let from = usize::try_from(sector).ok()?.checked_add(1)?.checked_mul(self.sector)?;
        // The last sector of a file may be cut short.
        let to = from.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(from..to)
    }

    /// The bytes of a chain of sectors; `None` when it runs in a circle or out of the file.
    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let mut sector = start;
        let mut steps = 0;
        while sector < NONE {
            out.extend_from_slice(self.sector_at(sector)?);
            sector = *self.next.get(usize::try_from(sector).ok()?)?;
            steps += 1;
            if steps > self.next.len() {
                return None;
            }
        }
        Some(out)
    }

    fn entries(&self) -> Option<Vec<Entry>> {
        let directory = self.chain(u32_at(self.bytes, 48)?)?;
        let entries = directory.as_chunks::<128>().0.iter().map(|entry| {
            let length = usize::from(u16::from_le_bytes([entry[64], entry[65]])).min(64);
            let units: Vec<u16> =
                entry[..length].as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
            let name = String::from_utf16_lossy(&units).trim_end_matches('\0').to_owned();
            let size = u32_at(entry, 120).and_then(|size| usize::try_from(size).ok()).unwrap_or_default();
            Entry { name, start: u32_at(entry, 116).unwrap_or(NONE), size }
        });
        Some(entries.take(4_096).collect())
    }

    fn stream(&self, entry: &Entry, root: &Entry) -> Option<Vec<u8>> {
        if entry.size >= SMALL {
            let mut bytes = self.chain(entry.start)?;
            bytes.truncate(entry.size);
            return Some(bytes);
        }
        let small = self.chain(root.start)?;
        let table: Vec<u32> = words(&self.chain(u32_at(self.bytes, 60)?)?).collect();
        let mut out = Vec::new();
        let mut sector = entry.start;
        while sector < NONE && out.len() < entry.size {
            let from = usize::try_from(sector).ok()?.checked_mul(MINI)?;
            out.extend_from_slice(small.get(from..from.checked_add(MINI)?.min(small.len()))?);
            sector = *table.get(usize::try_from(sector).ok()?)?;
            if out.len() > small.len() {
                return None;
            }
        }
        out.truncate(entry.size);
        Some(out)
    }
}
